/**
 * Misspelt words whose right form no search for a near word would find, or that word lists let pass: `wrong right`, the
 * right form may be two words. Own collection from proofreading; no entry is a word of its own in support mail.
 */
const LINES = `
teh the|febuary February|wensday Wednesday|wednsday Wednesday|adn and|thier their|freind friend|freinds friends|wich which|whcih which|waht what|taht that|tahn than
thsi this|fo of|nad and|hte the|yuo you|yuor your|jsut just|liek like|wiht with|becuase because|becasue because
alot a lot|aswell as well|infact in fact|eachother each other|incase in case|thankyou thank you|atleast at least
inspite in spite|noone no one|ofcourse of course|alittle a little|abit a bit|everytime every time|dont don't
doesnt doesn't|didnt didn't|isnt isn't|wasnt wasn't|arent aren't|werent weren't|couldnt couldn't|wouldnt wouldn't
shouldnt shouldn't|havent haven't|hasnt hasn't|hadnt hadn't|youre you're|theyre they're|thats that's|whats what's
ive I've|weve we've|youve you've|theyve they've|youll you'll|theyll they'll|itll it'll|mustnt mustn't|payed paid
foto photo|fotos photos|adress address|adresses addresses|fone phone|calender calendar|concensus consensus
untill until|definately definitely|definatly definitely|seperate separate|seperately separately|recieve receive
recieved received|recieving receiving|reciept receipt|occured occurred|occuring occurring|refered referred
transfered transferred|transfering transferring|accomodate accommodate|accomodation accommodation
neccessary necessary|necesary necessary|neccesary necessary|succesful successful|succesfully successfully
sucessful successful|sucessfully successfully|appologise apologise|appologize apologize|appologies apologies
maintainance maintenance|goverment government|enviroment environment|publically publicly|truely truly
begining beginning|beleive believe|wierd weird|tommorow tomorrow|tommorrow tomorrow|tomorow tomorrow
garantee guarantee|guarentee guarantee|gaurantee guarantee|garanty guarantee|reccomend recommend|recomend recommend
reccommend recommend|comming coming|writting writing|sended sent|buyed bought|payd paid|trys tries|replys replies
companys companies|partys parties|deliverys deliveries|orderd ordered|attatched attached|attatchment attachment
greatful grateful|sincerly sincerely|sincerily sincerely|persue pursue|wether whether|loosing losing
allready already|allways always|alredy already|arguement argument|agreeement agreement|copys copies
avaliable available|availible available|avalible available|inconvinience inconvenience|inconvience inconvenience
responce response|respons response|shure sure|tecnical technical|telefone telephone|modell model|docter doctor
batterie battery|departement department|adressed addressed|acces access|intrest interest|lenght length|heigth height
weigth weight|strenght strength|becouse because
`

/** The right form of a word that is always wrong. */
export const MISSPELT: ReadonlyMap<string, string> = new Map(
  LINES.trim()
    .split(/[\n|]/)
    .map((entry): [string, string] => {
      const at = entry.indexOf(' ')
      return [entry.slice(0, at), entry.slice(at + 1)]
    }),
)
