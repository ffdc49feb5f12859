import { isName } from './contact.ts'

/** Closing formulas, without name. Seen in support mail in the languages of the interface. */
const FORMULAS = [
  '(?:with |my |our )?(?:very |most )?(?:kind(?:est)?|best|warm(?:est)?|sincere|friendly|cordial|personal)? ?regards(?: and thanks)?',
  'all (?:the|my) (?:very )?best(?: wishes)?|best(?: wishes)?|(?:with )?(?:warm|kind|good|many)(?:est)? wishes|warmly|rgds|br|kr',
  '(?:very )?(?:sincerely|truly|faithfully|respectfully|cordially|gratefully)(?: yours)?|yours(?: very)? (?:sincerely|faithfully|truly)|yours|respectfully yours',
  '(?:many |much )?(?:thanks|thank you|thx|ty|cheers|appreciatively)(?: again| so much| very much| a lot| kindly| in advance)?(?: and (?:kind |best |warm )?(?:regards|wishes))?',
  'take care|stay safe|talk soon|until then|have a (?:great|good|nice|lovely|wonderful) (?:day|one|week|weekend|evening)(?: ahead)?',
  '(?:mit )?(?:freundliche[nm]?|herzliche[nm]?|viele[nm]?|liebe[nm]?|beste[nm]?|sch[öo]ne[nm]?|sonnige[nm]?) gr(?:ü|ue)(?:ß|ss)e?n?(?: aus .{1,30})?|gr(?:ü|ue)(?:ß|ss)e|hochachtungsvoll|mfg|vg|lg|bg',
  "(?:bien |très )?cordialement|bien à vous|(?:avec )?(?:mes |nos )?(?:meilleures|sincères|cordiales) salutations|salutations distinguées|amicalement|bonne journée|merci(?: d[’']avance)?",
  '(?:un |muchos )?(?:cordial(?:es)? )?saludos?(?: cordial(?:es)?)?|atentamente|atte|muchas gracias|gracias',
  '(?:com os melhores )?cumprimentos|atenciosamente|att|abraços?|(?:muito )?obrigad[oa]',
  '(?:met )?(?:vriendelijke|hartelijke|beste) groet(?:en)?|groet(?:en|jes)?|mvg|bedankt',
  '(?:un )?(?:cordiali?|distinti|cari|cordiale) salut[oi]|saluti|cordialmente|grazie(?: mille)?',
  '(?:med )?(?:vänlig(?:a)?|bästa|venlig|vennlig|bedste|beste) (?:hälsning(?:ar)?|hilsen(?:er)?)|mvh|ystävällisin terveisin',
  'pozdrawiam|z poważaniem|с уважением|с наилучшими пожеланиями|з повагою|s pozdravem',
]
const SIGN_OFF = new RegExp(`^(?:${FORMULAS.join('|')})[\\s,.!~:;–—-]{0,4}\\p{Extended_Pictographic}?\\ufe0f?$`, 'iu')
/** "Thanks, Ann" on one line. */
const WITH_NAME = new RegExp(
  `^(?:${FORMULAS.join('|')})[,!.]? ?[–—-]? ?\\p{Lu}[\\p{L}'’-]{1,20}(?: \\p{Lu}[\\p{L}'’.-]{0,20}){0,2}\\.?$`,
  'u',
)

/** True for a closing formula alone on its line. */
export function isSignOff(text: string): boolean {
  return text.length <= 60 && SIGN_OFF.test(text)
}

/** True for a closing formula with the name behind it on the same line. */
export function isSignOffWithName(text: string): boolean {
  return text.length <= 70 && WITH_NAME.test(text.charAt(0).toLowerCase() + text.slice(1))
}

/** True for a line that closes a letter in words of its own above a name: "Fair winds,", "See you on Friday,". */
export function mayCloseAbove(text: string, next: string): boolean {
  if (!text.endsWith(',') || text.length > 50 || !isName(next)) return false
  return text.split(/\s+/).length <= 6 && !GREETING.test(text)
}

const GREETING =
  /^(?:hi|hello|hey|dear|good (?:morning|afternoon|evening|day)|greetings|hallo|guten|liebe[rs]?|sehr geehrte|bonjour|bonsoir|cher|chère|madame|monsieur|hola|buen[oa]s|estimad|querid|olá|oi|bom dia|ciao|buongiorno|gentile|caro|cara|beste|geachte|hej|hei)\b/i
