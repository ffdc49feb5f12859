import { foldedName, greetingOf, isFirstName } from '@proofgate/language'
import type { Check, Reading } from '../check.ts'
import { isFirm, isLatin, type Known, matches, namesOf } from '../customer-names.ts'
import { bodyPlaces } from '../places.ts'

/** A line that greets without a name. */
const GREETING =
  /^[ \t]*(?:dear|hi|hiya|hello|hey|good (?:morning|afternoon|evening|day)|greetings|to whom it may concern|hallo|guten tag|sehr geehrte[^\n]{0,20}|bonjour|hola|buenos d[ií]as|ciao|buongiorno|ol[aá])\b[^\n]{0,40}/i
/** Several people, or a field of the template in the name's place (`placeholder` says that). */
const OTHER =
  /\b(?:all|both|everyone|everybody|team|folks|guys|zusammen|tous|todos|tutti)\b|[[\]{}<>%*|«»_]|\b(?:undefined|null|name)\b|^\S+ ,|[ÃÂ\ufffd]/i

/** A first line that calls somebody in another language, or in letters that cannot be compared. */
const CALLED =
  /^[^\n]{0,60}[^\n\p{Script=Latin}\p{P}\p{N}\s][^\n]{0,60}[,!]|^(?!Dear |Hi |Hello |Hey |Good |Greetings |To )\p{Lu}\p{Ll}{1,15} \p{Lu}[\p{L}'’-]{1,30}(?: \p{Lu}[\p{L}'’-]{1,30})?[,!]/u

/** "Hi Coach," calls the reader something, if not by name; "Dear Customer," calls nobody anything. */
const CALLED_ELSE =
  /^\s*(?:\p{Lu}\p{Ll}+ ){1,2}(?!Customer|Client|Sir|Madam|Member|Guest|User|Valued|Subscriber|Buyer|Patient|Friend|Colleague|There|Morning|Afternoon|Evening|Day)\p{Lu}/u

/** So many answers of ours before this one make it a quick exchange. */
const TURNS_MAX = 2

export const missingName: Check = {
  id: 'missing-name',
  group: 'proof',
  weight: 1,
  max: 1,
  summary: 'The reply does not call the customer by name although the name is known',
  reason: 'It reads as written for anybody.',
  source: 'S0 "Personalize each interaction", S2 "Refer to the customer by name"',
  languages: null,
  needsCustomer: false,
  examples: {
    right: [
      { reply: 'Hi Ana,\nit left today and arrives tomorrow.', customerName: 'Ana Ruiz' },
      { reply: 'Hello,\nit left today and arrives tomorrow.', customerName: '' },
      { reply: 'Hello,\nit left today and arrives tomorrow.', customerName: 'Bluegate Clinic' },
      { reply: 'Thanks for the photo, Ana. It left today and arrives tomorrow.', customerName: 'Ana Ruiz' },
      { reply: 'Yes, it left today and arrives tomorrow.', customerName: 'Ana Ruiz' },
      { reply: 'Hi both,\nit left today and arrives tomorrow.', customerName: 'Ana Ruiz' },
    ],
    wrong: [
      { reply: 'Hello,\nit left today and arrives tomorrow.', customerName: 'Ana Ruiz' },
      { reply: 'Dear Sir or Madam,\nit left today and arrives tomorrow.', customerName: 'Ana Ruiz' },
      { reply: 'Dear customer,\nit left today and arrives tomorrow.', customerName: 'Ana Ruiz' },
      {
        reply: 'Hi there,\nit left today and arrives tomorrow.',
        customerAddress: 'kx7@mail.example',
        customer: 'Where is it?\n\nThanks\nSylvie Delacroix',
      },
    ],
  },
  *find(reading) {
    const known = namesOf(reading)
    const [first] = bodyPlaces(reading)
    if (first === undefined || known === null || !isPerson(known) || isQuickExchange(reading)) return
    const opening = first.text.trimStart()
    const greeting = greetingOf(first.text)
    // Another name in the greeting is `wrong-name`'s to judge.
    if (greeting !== null || isNamed(reading.ownText, known) || OTHER.test(opening.split('\n', 1)[0] ?? '')) return
    if (isFirm(wordsOf(opening), reading) || CALLED.test(opening)) return
    // Without a greeting nobody is greeted wrongly: short answers in a thread are written so.
    const words = GREETING.exec(opening)?.[0].trimEnd()
    if (words === undefined || CALLED_ELSE.test(words)) return
    const start = first.at + first.text.length - opening.length
    yield {
      part: first.part,
      at: { start, end: start + words.length },
      confidence: 0.8,
      message: `The reply does not call the customer by name; as far as we know it is ${known.shown}.`,
      suggestion: `Greet by name, the way the customer signs.`,
    }
  },
}

/** Several parts, a title or a common first name make a person; a lone "Sunflower" may be a nickname or a firm. */
const isPerson = ({ names, first, family }: Known) =>
  names.every(isLatin) && ((first && family) || names.some((name) => isFirstName(name)))

const isQuickExchange = ({ conversation }: Reading) => conversation.filter(({ by }) => by === 'us').length >= TURNS_MAX

/** The name stands anywhere in what the agent wrote: "Thanks, Ana, for the photo." */
function isNamed(text: string, { names }: Known): boolean {
  const words = (text.slice(0, 20_000).match(/\p{Lu}[\p{L}'’-]{1,30}/gu) ?? []).slice(0, 2000)
  const whole = names.filter((name) => foldedName(name).length > 1)
  const folded = new Set(words.map(foldedName))
  return whole.some((name) => folded.has(foldedName(name))) || matches(words.slice(0, 3), whole)
}

const wordsOf = (text: string) => (text.slice(0, 80).match(/\p{L}{3,40}/gu) ?? []).map(foldedName)
