const set = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/))

/** Things support mail counts. Own collection; none of them is counted by the piece and by the mass alike. */
export const COUNT_NOUNS = set(`
item order parcel package product question day week month year hour minute second email e-mail message invoice customer
colleague ticket device user account option step piece bag box photo file copy problem issue payment model store shop
address attempt card chair table shoe colour color size part screw label form document picture screenshot setting button
page link password number date appointment booking reservation room ticket seat guest person passenger bottle litre liter
metre meter mile kilometre inch unit version feature error message warning letter phone call detail delivery shipment
refund return voucher coupon code discount price offer request complaint answer reply reason example idea result test
battery cable charger key lock door window filter tyre tire wheel engine technician engineer driver courier agent
employee member supplier manager student child friend contract subscription licence license plan employer instruction
website browser computer laptop printer server team partner client location branch warehouse machine presentation agreement supplier shelf drawer
`)

/** Nouns that follow "your" or "our" in support mail; most are no verbs, and a pronoun before them is a slip. */
export const OWNED = `(?:accounts?|parcels?|packages?|patience|invoices?|passwords?|subscription|bank|card|house|home|phone|computer|laptop|device|browser|inbox|mailbox|e-?mail(?: address)?|addresses|feedback|cooperation|understanding|interest|complaint|enquiry|inquiry|booking|reservation|contract|ticket|payment|purchase|refund|order(?: number)?s?|details|data|name|next|new|old|last|current|first|previous|recent|original|own|personal|customers?|suppliers?|warehouse|team|colleagues?|website|shop|store|system|office|side|end|request|question|messages?|files?|photos?|letter|support|bill|delivery|family|husband|wife|daughter|son|child|children|friends?|company|firm|business|convenience|trip|stay|flight|room|app|profile|settings|documents?|policy|claim|insurance|doctor|dog|cat|car|bike|help|time)`

/** Nouns that stand for several people and take either number in British English, and others that look singular. */
export const COLLECTIVE = set(`
team staff police company group family government majority minority number pair couple lot rest half range committee crew
press public board council bank firm support department band data media people cattle management audience jury class club
party variety series species majority bunch handful others following remaining latter former above below same most plenty
fish sheep deer aircraft fruit none some any all both many few several each either neither such more less enough others rich poor young old elderly
`)

/** Nouns that end in s and are one thing. */
export const SINGULAR_S = set(`
news thanks means series species headquarters physics mathematics economics politics electronics athletics contents premises
goods sales works status bus gas lens canvas atlas bonus campus virus census chaos process access address business success
progress congress analysis basis crisis diabetes yes plus this his its us kudos regards dollars pounds euros cents percent
days weeks months years hours minutes seconds metres meters miles kilometres kilos grams litres liters degrees times
`)

/** Verbs that are nothing else: no noun or adjective is spelt like them. */
export const PURE_VERBS = set(`
send receive deliver resolve provide inform explain confirm arrange install apply include contain require seem arrive
depend allow remain appear expire become belong agree accept add ask assure apologise apologize bring buy choose collect
create decide delete discuss enable ensure expect find fix forget get give happen hear improve investigate keep know learn
leave let lose make mention notice obtain offer pay prefer prepare proceed process reach realise realize receive recommend
refund reimburse reject remember remove replace replicate reply reset resend respond restore say see sell send ship show
solve speak submit suggest take tell think understand update upload verify wait write wish want need hold release
`)

/** Of these a noun or adjective is spelt alike, so a word after them must show that a verb was meant. */
export const ALSO_NOUNS = set(`
need want find fix offer process refund reply reset ship show think update upload wait wish add get give let pay contact
check return order change use call help work test report request order answer close open clear hold release
`)

/** Past forms that are no participles: "has went", "was took". */
export const PRETERITES: ReadonlyMap<string, string> = new Map(
  `went gone|came come|took taken|gave given|wrote written|saw seen|did done|knew known|chose chosen|began begun|drove driven
  spoke spoken|ate eaten|rose risen|became become|flew flown|grew grown|threw thrown|drew drawn|shook shaken|stole stolen
  fell fallen|ran run|froze frozen|rang rung|swam swum|wore worn|woke woken|tore torn|hid hidden`
    .split(/[|\n]/)
    .map((pair): [string, string] => {
      const [past = '', participle = ''] = pair.trim().split(' ')
      return [past, participle]
    }),
)

/** Participles that differ from the base, for "have send". Regular verbs add -ed. */
export const PARTICIPLES: ReadonlyMap<string, string> = new Map(
  `send sent|buy bought|pay paid|make made|take taken|give given|find found|get got|write written|see seen|know known|tell told
  keep kept|leave left|lose lost|bring brought|choose chosen|forget forgotten|speak spoken|sell sold|say said|hear heard
  understand understood|do done|go gone|think thought|build built|begin begun|show shown|hold held|mean meant|meet met`
    .split(/[|\n]/)
    .map((pair): [string, string] => {
      const [base = '', participle = ''] = pair.trim().split(' ')
      return [base, participle]
    }),
)

/** Verbs whose participle is spelt like their base. */
export const UNCHANGED = set(
  'come become overcome put set let cut hit read run cost hurt shut spread split quit bet reset upset input output offset fit wet rid burst cast forecast broadcast beat lay found saw fell wound ground bound bore felt left',
)
