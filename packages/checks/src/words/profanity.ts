/** How letters of swear words are hidden: a star, a dash, an at sign. */
const S = '[*#@$%_-]'

/** Swearing that nobody wants in business mail, with the usual disguises. Own list; see docs/checks/profanity.md. */
const SWEARING = [
  `(?:mother|cluster|un|abso)?-?f(?:uck|${S}{1,3}c?k|u${S}k|${S}{2,4}(?=ing|er|ed))(?:s|ed|er|ers|ing|in['’]?|wit|up|able|tard)?`,
  `(?:bull|horse|dip|ape|bat)?-?sh(?:it|${S}t|1t|ite)(?:s|ty|ter|show|head|hole|less|load)?`,
  '(?:bull)?crap(?:py|s)?',
  '(?:piss(?:ed|ing)? (?:off|poor|about|around|take)|piss(?:[- ]poor|[- ]take)|taking the piss|pissed)',
  '(?:pain in the |my |your |his |her |kick |lazy |dumb |smart |bad|jack|half-)?(?:arse|ass)(?:hole|holes|hat|ed)?',
  '(?:arsed|arseholes?|assholes?)',
  '(?:bastards?|bitch(?:es|y|ing)?|son of a b(?:itch|\\*+))',
  '(?:god ?-?damn(?:ed|it)?|damn(?:ed|it)?|dammit)',
  '(?:what|why|who|how|where) the (?:(?:bloody |ever-?loving )?hell|f\\b|heck on)',
  '(?:bloody hell|go to hell|hell no|to hell with|screw (?:you|him|her|them|that|this|it)|sod (?:off|it|all|you)|bugger(?:ed)?(?: all| off| it)?|bollocks|bloody (?!murder|mary|nose|sunday|diarrh|stool|discharge|urine|mess on the|hands?\\b)[a-z]+)',
  '(?:w(?:ank|\\*nk)(?:er|ers|ing)?|twats?|(?:a|you|that|such a|little) prick|pricks|dick(?:head|heads|wad)|(?:a|such a|total|complete|real|absolute) dick|cunts?|c(?:\\*\\*t|\\*nt)|tossers?|knobhead|douche(?:bag)?s?|dumb ?ass|dumbf\\w+|slut(?:s|ty)?|whores?|skank)',
]

/** Words that insult people for what they are. */
const SLURS = [
  'n(?:i|\\*|1)gg(?:er|a)s?',
  'f(?:a|\\*)ggots?',
  'pakis?',
  'chinks?(?! (?:in|of))',
  'sp(?:i|\\*)cs?',
  'kikes?',
  'trann(?:y|ies)',
  'retard(?:s|ed)?(?! (?:growth|foam|coating|fabric|material))',
  'wetbacks?|towel ?heads?|rag ?heads?|camel ?jockeys?|golliwogs?',
  'spa(?:z|stic)(?! (?:colon|paresis|muscle|paralysis))',
]

/** Remarks that reduce somebody to origin, sex, faith, age or health. */
const REMARKS = [
  "where you(?:['’]re| are| come)? (?:come )?from,? (?:that|this|it|people|they)\\b[^.!?\\n]{0,40}",
  'in your (?:country|culture),? (?:that|this|it|people|they|you|maybe|perhaps)\\b[^.!?\\n]{0,40}',
  '(?:you|those|these|all you|all) (?:foreigners|immigrants|arabs|jews|muslims|gypsies|indians|chinese|russians|poles|africans|mexicans|blacks|boomers|women|old people|pensioners)\\b(?= (?:are|always|never|all|should|do|don|can|think|want|expect|have))',
  '(?:you|your) (?:people|kind|sort|lot) (?:always|never|all|only)\\b',
  '(?:typical|just like an?|even an?|such an?) (?:woman|female|girl|foreigner|old (?:man|woman|lady)|blonde|jew|arab|muslim|pensioner)\\b(?! (?:who|living|size|in))',
  "(?:as|for) an? (?:woman|girl|lady|old man|old woman|old lady|foreigner|pensioner|person (?:of|at) your age)\\b[^.!?\\n]{0,20}(?:you|probably|of course|may|might|wouldn|can['’]?t|surprisingly)",
  '(?:at|people (?:of|at)) your age\\b[^.!?\\n]{0,40}\\b(?:understand|difficult|confus\\w+|technolog\\w+|computers?|hard|forget\\w*|expect)',
  'go back (?:to where you|to your (?:own )?country)\\b[^.!?\\n]{0,20}',
  'learn (?:proper )?english\\b|speak (?:proper )?english\\b(?=[^.!?\\n]{0,20}(?:first|before|properly|please)?[.!])',
  "(?:that(?:['’]s| is)|so|a bit) gay\\b",
]

const word = (sources: readonly string[]) =>
  new RegExp(`(?<![\\p{L}\\p{N}_@.])(?:${sources.join('|')})(?![\\p{L}\\p{N}_])`, 'giu')

/** What is profane, how sure that is, and what to call it. */
export const PROFANE: readonly { readonly pattern: RegExp; readonly confidence: number; readonly kind: string }[] = [
  { pattern: word(SWEARING), confidence: 0.9, kind: 'is swearing' },
  { pattern: word(SLURS), confidence: 0.95, kind: 'insults people for what they are' },
  { pattern: word(REMARKS), confidence: 0.7, kind: 'speaks of people by origin, sex, faith or age' },
]
