import { asksOf } from './asks.ts'
import { complaintsOf } from './complaints.ts'
import { isGreeting, isNameLine } from './reply-sentences.ts'
import { requestsOf } from './requests.ts'
import { sentencesOf } from './sentences.ts'

/** A longer message says more than thanks. */
const SENTENCES_MAX = 12

const THANKS =
  /\b(?:thanks|thank (?:you|u)|thx|ty|cheers|(?:much|very|really|greatly) appreciated|appreciate (?:it|that|this|your|the|you)|grateful)\b/i
/** Says that all is well, or that it was understood. */
const WELL =
  /^(?:[^\p{L}]{0,3})(?:ok(?:ay)?|great|perfect|brilliant|excellent|lovely|super|wonderful|fantastic|awesome|amazing|good|fine|noted|understood|got it|will do|sounds (?:good|great|perfect)|no (?:problem|worries|rush|hurry)|all (?:good|fine|sorted|clear|done|is well|set)|(?:it|that|this|they|everything|the [\w ]{1,30})(?:['’]?s| is| was| are| has| have|['’]ve)? (?:all |now |just |been |working )*(?:fine|great|perfect|good|ok(?:ay)?|works?|working|sorted|solved|fixed|lovely|helpful|helped|kind|arrived|came|here|fits?|resolved|clear|brilliant|wonderful|back))\b/iu
/** Speaks of what comes, and asks for nothing. */
const CLOSING =
  /\b(?:look(?:ing)? forward|see you|speak (?:soon|then|to you)|talk (?:soon|then)|have a (?:\w+ ){0,2}(?:day|week|weekend|evening|one|time|night)|take care|enjoy (?:the|your)|keep up|you(?:['’]ve| have) been (?:\w+ )?(?:helpful|kind|great|brilliant|a star)|made my day|you(?:['’]re| are) (?:a star|the best|very kind|a legend))\b|^(?:best|kind|warm|many|all the best|yours|sincerely|regards|happy)\b.{0,40}$/i
/** Something is left to do behind the thanks: a doubt, an answer to a question of ours, a number. */
const MORE =
  /\b(?:but|however|although|though|except|still|unfortunately|yes|please|go ahead|instead|rather|prefer|actually|in advance|if|unless|not|never|no longer|only|waiting|(?:where|when|why|how|what|who)(?:['’]s|['’]re| is| are| do| does| did| can| will| was| long| much| many))\b|n['’]t\b|\?|\d{3}|@/i

/** Thanks in other languages: the commonest words, in a message of few. */
const THANKS_ELSEWHERE =
  /(?:^|[^\p{L}])(?:danke|dankesch[öo]n|vielen dank|herzlichen dank|besten dank|merci|gracias|grazie|obrigad[oa]|bedankt|dank (?:je|u)|tack|takk|tusen takk|mange tak|kiitos|dzięk(?:i|uję)|děkuj[iu]|díky|ďakujem|mulțumesc|köszönöm|hvala|teşekkür(?:ler)?|ευχαριστώ|спасибо|дякую|ありがとう|谢谢|謝謝|감사합니다)(?![\p{L}])/iu
const MORE_ELSEWHERE =
  /[?？]|\d|@|(?:^|[^\p{L}])(?:aber|jedoch|leider|noch|nicht|kein\w*|bitte|mais|pas|encore|pero|todavía|aún|no|ma|non|ancora|mas|não|ainda|maar|niet|nog|men|inte|ikke|ale|nie|но|не)(?![\p{L}])/iu
const WORDS_ELSEWHERE_MAX = 14

/**
 * True when a customer's message only thanks, or says that all is well: nobody waits for an answer to it. Doubtful ones
 * ("thanks, but", "yes please") are not. English; in other languages a few words with the commonest thanks in them.
 */
export function isThanksOnly(text: string): boolean {
  if (isThanksElsewhere(text)) return true
  const sentences = sentencesOf(text)
  if (sentences.length === 0 || sentences.length > SENTENCES_MAX) return false
  if (asksOf(text).length > 0 || requestsOf(text).length > 0 || complaintsOf(text).length > 0) return false
  const said = sentences.map(({ text: words }) => words).filter((words) => !isGreeting(words) && !isNameLine(words))
  // "Thanks" alone reads as a name.
  const telling = said.length > 0 ? said : sentences.map(({ text: words }) => words)
  const isWell = (words: string) => THANKS.test(words) || WELL.test(words)
  return telling.some(isWell) && telling.every((words) => (isWell(words) || CLOSING.test(words)) && !MORE.test(words))
}

const isThanksElsewhere = (text: string) =>
  text.length <= 200 &&
  THANKS_ELSEWHERE.test(text) &&
  !MORE_ELSEWHERE.test(text) &&
  text.trim().split(/\s+/).length <= WORDS_ELSEWHERE_MAX
