/**
 * First names and their short forms in English, below them those of other languages; each line is one name, folded
 * (see `foldedName`). Own collection from general knowledge; a name may stand in several lines (Alex, Sam, Chris).
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
malgorzata gosia malgosia margaret
jakub kuba jacob james
barbara basia
joanna asia aska joasia
aleksandra ola alexandra
tomasz tomek thomas
wojciech wojtek
piotr piotrek peter
krzysztof krzysiek krzys christopher
magdalena magda lena lenka
bartosz bartlomiej bartek bartholomew
elzbieta ela
agnieszka aga agnes
grzegorz grzesiek gregory
stanislaw staszek stas stanislav standa
pawel pavel paul pasha
katarzyna kasia kaska
anna ania anka anya anja
andrzej jedrek andrew
michal misiek misa michael
zuzanna zuzia zuzka zuzana
vladimir volodya vova volodymyr wladimir
mikhail misha michael mykhailo
nikolai kolya nikolay mykola nicholas
dmitri dmitry dima dmytro mitya
ekaterina katya kateryna katerina catherine
natalia natasha nataliya natalie nata
olga olya
tatiana tanya tetiana tania
evgeny evgeni zhenya eugene yevgeny yevgeniya evgenia
ivan vanya ioann
alexei aleksei alyosha oleksiy lyosha
sergei sergey seryozha serhiy serge
ludmila lyuda mila lyudmila
svetlana sveta lana svitlana
elena lena olena helen
anastasia nastya asya stacy ana
maria masha mariya mary mia mieke maja marika maritza mitzi
yuri yura yuriy jurij
grigory grisha gregory
vyacheslav yaroslav slava stanislav
aleksandr alexander sasha shura oleksandr sanya
oleksandra aleksandra sasha shura
ignacio nacho
guillermo memo guille william
jose pepe josemaria chema pepito ze zeca
francisco paco pancho curro kiko chico xico fran francis
guadalupe lupe lupita
concepcion concha conchita
rosario charo
antonio tono toni tonho toninho
alberto beto roberto berto
enrique quique kike henry
dolores lola loli
manuel manolo manu manel lolo emmanuel
teresa tere maite
fernando nando fer
jesus chuy chus chucho
mercedes merche meche
pedro perico peter
javier javi xavi xavier
maria mari maruja marisa marisol maite mabel
isabel isa chabela mabel
montserrat montse
eduardo edu lalo dudu duda eddie edward
eduarda duda
federico fede rico frederick
rafael rafa
santiago santi tiago diego yago
jorge coque george
gustavo guga tavo
beatriz bia bea
joaquim joaquin quim quino
guilherme gui william
luigi gigi gino louis
giuseppe beppe peppe pino pippo
filippo pippo philip
alessandro sandro ale alexander
alessandra sandra ale
giovanni gianni vanni nino john
domenico mimmo dominic
vincenzo enzo vincent
lorenzo enzo renzo lawrence
antonino nino antonio
emanuele lele manuele emanuela
giovanna gianna vanna
johanna hanne hanna hanneke hansi jo
hannelore hanne lore
ursula uschi
ulrich uli ulli
ulrike uli ulli rike
gabriele gabriella gabi gaby
heinrich heinz heiner henry
josef jupp sepp joseph pepa jozef joop
friedrich fritz fred frederick
florian flo
katharina kathe kathi kata
theresia resi theresa
ludwig lutz wiggerl
gerhard gerd gert
johannes hannes hans joop jan hansi
matthias matze mattes hias mats matthew
cornelia nele conny connie
brigitte birgit biggi gitte birgitte
sigrid siggi sigi
siegfried siggi sigi
eva evi eve
veronika vroni vera
margarete margarethe margarita grete gretel rita greta margaret
magdalena leni lene
elisabeth lisl lisbeth sissi bettina bettan bep
rudolf rudi
wolfgang wolf wolle wolfi
cornelis kees cor
jacobus jacob jaap koos ko
pieter piet pete peter
hendrik henk henry rik
willem wim pim william
maria truus ria mieke marijke riet
antonius toon teun ton anton anthony
gijsbert gijs
joris sjors george
jacques sjaak jack
emmanuel emmanuelle manu
nicolas nicolaas nico niels klaas nicholas
cedric ced
nathalie nath
veronique vero
mohammed mohamed muhammad mohammad mo momo mehmet hamid mahmud
andre dede andrew
stephane steph stephen
jerome geronimo jero
lars lasse lawrence
karl kalle charles carl
per pelle peter petter
nils nisse niels nicholas
mikael micke michael
olof olle ole olaf
katarina kajsa catherine
kristina stina stine
istvan pista stephen
zsuzsanna zsuzsi zsuzsa susan
ferenc feri francis
laszlo laci leslie
andras bandi andrew
gyorgy gyuri george
sandor sanyi alexander
zoltan zoli
erzsebet erzsi bozsi elizabeth
jan honza john
jiri jirka george
frantisek franta francis
antonin tonda anthony
vaclav vasek
ondrej ondra andrew
miroslav mirek mira
ladislav lada
konstantinos kostas costas konstantin constantine dinos
ioannis giannis yannis yiannis john
nikolaos nikos nicholas
dimitrios dimitris mitsos jim takis
georgios giorgos yorgos george
evangelos vangelis
athanasios thanasis nasos
panagiotis panos takis
ibrahim ibo abraham
abdullah apo
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
