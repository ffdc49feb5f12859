/**
 * First names and their short forms in English, with some from neighbouring languages; each line is one name.
 * Own collection from general knowledge; a name may stand in several lines (Alex, Sam, Chris).
 */
const LINES = `
aaron ron ronnie
abigail abi abby gail
abraham abe bram
adelaide addie heidi
alan allan allen al
albert al bert bertie
alexander alex al alec sandy sasha xander lex alejandro
alexandra alex alexa sandra sandy sasha lexi aleksandra
alfred alf alfie fred freddie
alice ally lis
alison alyson ali
amanda mandy
amelia amy millie
andrew andy drew andre andreas andrei
angela angie
ann anne anna annie nan nancy hannah anya
anthony antony tony ant antonio anton
archibald archie
arthur art artie
augustus gus august
barbara barb babs barbie
bartholomew bart
benedict ben bennie
benjamin ben benny benji
bernard bernie
beatrice bea bee trixie beatrix
bridget bridie biddy brigid
caroline carolyn carol carrie caro
catherine katherine kathryn katharine cathy kathy kate katie kat kit kitty cat cath trina kasia katarzyna
charles charlie chuck chas carl karl carlos
charlotte charlie lottie lotte
christian chris christy
christina christine chris chrissy tina kirsten kristina krystyna
christopher chris kit topher
clifford cliff
constance connie
cornelius con neil
cynthia cindy
daniel dan danny
daniella danielle dani
david dave davy dai
deborah debra deb debbie
dennis denis den denny
dominic dom nick
donald don donny
dorothy dot dottie dolly dora
douglas doug
edgar ed eddie
edmund ed eddie ted ned
edward ed eddie ted teddy ned
edwin ed eddie
eleanor ellen ella nell nellie ellie nora lena
elizabeth elisabeth liz lizzie lisa beth betty bess bessie eliza elsa elsie libby lily betsy ela ilse erzsebet
emily em emmy millie
emma em emmy
ernest ernie
esther essie hettie
eugene gene
evelyn eve evie
ezekiel zeke
felicity flick fliss
florence flo florrie flossie
frances fran frankie fanny
francis frank fran frankie
frederick fred freddie fritz frederik
gabriel gabe
gabrielle gabby
genevieve jenny gen
geoffrey jeffrey geoff jeff
george georgie
georgina georgia georgie gina
gerald gerry jerry
gertrude trudy gertie
gilbert gil bert
gordon gordy
graham gray
gregory greg
guillaume will
gwendolyn gwen wendy
harold harry hal
harriet harry hattie
helen helena nell lena ellen
henry harry hank hal heinrich henri enrique
herbert herb bert
horace horry
hubert hugh bert
hugh hughie huw
ian iain
ignatius iggy
imogen immy
isaac ike zac
isabel isabelle isabella bella belle izzy ibby
jacob jake jack
jacqueline jackie
james jim jimmy jamie jem diego
jane jenny janie jan
janet jan jenny
jennifer jen jenny jenn
jeremiah jerry jem
jeremy jerry jem
jessica jess jessie
joan joanie jo
joanna joanne jo johanna
john jack johnny jon jan johann hans ivan juan giovanni jean
jonathan jon jonny nathan
joseph joe joey jos jose josef giuseppe pepe
josephine jo josie fina
joshua josh
joyce joy
judith judy jude
julia julie jules
julian jules
katrina kat trina
kenneth ken kenny
kimberly kim
laura laurie lori
lawrence laurence larry laurie lars
leonard len lenny leo
leopold leo poldi
leslie les
lewis louis lou lew louie ludwig luis
lillian lily lil
louise lou
lucy lucinda lu
madeleine madeline maddy
magdalena lena magda maddie
malcolm mal
margaret maggie meg peggy marge margie madge greta rita daisy gretel maisie malgorzata
maria mary marie mia molly polly maja
marjorie marge margie
martha marty patty
martin marty
martina tina
matilda tilly mattie tilda
matthew matt matty
maureen mo
maurice mo morris
maximilian max
melanie mel
melissa mel lissa
meredith merry
michael mike mick mickey mikey michel miguel mikhail
michelle shelly
mildred millie
miranda mandy randy
miriam mim
montgomery monty
mohammed muhammad mohamed mohammad mo
nancy nan
natalie nat natasha
nathan nat nate
nathaniel nat nate nathan
nicholas nick nicky nico nikolaus klaus nicolas
nicola nicole nicky nic
nigel nige
norman norm
oliver ollie olly
olivia liv livvy
oscar ossie
pamela pam
patricia pat patty tricia trish
patrick pat paddy rick
paul pauly pablo
penelope penny pen
percival percy
peter pete piotr pedro pierre
philip phillip phil pip
philippa pippa phil
phoebe fifi
prudence prue
rachel rach
ralph rafe
randolph randy
raymond ray
rebecca becky becca bex
reginald reg reggie
richard rick dick rich ricky richie ricardo
robert rob bob bobby robbie bert rupert roberto
roberta bobbie
robin rob
roderick rod rick
rodney rod
roger rog
roland rollo
ronald ron ronnie
rosamund ros rose
rosemary rose rosie
rosalind ros
rowena ro
rudolph rudy
russell russ
samantha sam sammy
samuel sam sammy
sandra sandy
sarah sara sally sadie
sebastian seb bas
siobhan shiv
sidney sid
simon si
solomon sol
sophia sophie soph zosia
stanley stan
stephanie steph
stephen steven steve stevie stefan esteban
stuart stewart stu
susan susanna suzanne sue susie suzy
sydney syd
sylvia sylvie
tabitha tabby
teresa theresa terry tess tessa
terence terry tel
theodore ted teddy theo
thomas tom tommy tomas
timothy tim timmy
tobias toby
ursula ulla
valentine val
valerie val
veronica ronnie vera
victor vic viktor
victoria vicky vic tori
vincent vince vinny
violet vi
virginia ginny
vivian viv
walter walt wally
wilhelmina mina billie minnie
william will bill billy willy liam wilhelm guillermo
winifred win winnie freda
winston win
yvonne vonnie
zachary zach zack zac
`

const FAMILIES: ReadonlyMap<string, ReadonlySet<number>> = familiesOf(LINES.trim().split('\n'))

/** True when both are forms of one first name (Bob and Robert). Folded names only, see `foldedName`. */
export function areOneName(a: string, b: string): boolean {
  const others = FAMILIES.get(b)
  return others !== undefined && [...(FAMILIES.get(a) ?? [])].some((line) => others.has(line))
}

/** True for a first name that this list holds; many are not in it. */
export const isFirstName = (name: string) => FAMILIES.has(name.toLowerCase())

function familiesOf(lines: readonly string[]): Map<string, Set<number>> {
  const families = new Map<string, Set<number>>()
  lines.forEach((line, i) => {
    for (const name of line.split(' ')) families.set(name, (families.get(name) ?? new Set()).add(i))
  })
  return families
}
