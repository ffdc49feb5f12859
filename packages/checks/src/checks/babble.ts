import { topicsOf, wordsOf } from '@proofgate/language'
import type { Check, Objection, Reading } from '../check.ts'
import { letterOf, type Spoken } from '../letter.ts'

export const babble: Check = {
  id: 'babble',
  group: 'tone',
  weight: 2,
  max: 2,
  summary: 'Far longer than what was asked for, a sentence of more than 40 words, or the same point made again',
  reason: 'The answer drowns, and the customer gives up before it comes.',
  source: 'S4 "Be concise"',
  languages: ['en'],
  needsCustomer: false,
  examples: {
    right: [
      'Open Settings, then Users, then Invite. Type the address, choose the role, and press Send.',
      'It ships today. It arrives on Friday. It costs nothing.',
      'You get: the frame, the two wheels, the saddle, the pump, the lock with two keys, the bag with tools, the manual in four languages, the card for your free service, the bell, the lamp for the front and the lamp for the back, and a sticker.',
      'Please find the address below: Harrow & Pine, Unit 4, Canal Street, Telford.',
      'The blue one is £24. The red one is £26.',
    ],
    wrong: [
      'With reference to your message about a possible overpayment, which we have read with care, we are in a position to inform you as follows in the light of the terms and conditions that you accepted when you took out the loan with us, and which we enclose here once again for your convenience.',
      'Your three certificates are in progress with our translators. The certificates are being translated by one of our translators at present. As said, translators are working on your certificates, which are in progress.',
      'Parcels that cross the border are looked at by the customs office, which may ask the person who gets the parcel for a paper that says what is in it and what it cost, and until that paper is there the parcel stays where it is, so that nobody can say in advance how long it will be until the parcel comes.',
      'The yearly fee for your garden plot is charged on the first. So the fee for the garden plot is charged yearly, on the first.',
    ],
  },
  *find(reading) {
    const { sentences } = letterOf(reading)
    const long = sentences.find(({ text }) => isEndless(text))
    if (long !== undefined) {
      yield objectionTo(
        long,
        `A sentence of ${wordsOf(long.text).length} words.`,
        'Cut it into two or three, and drop what the customer need not know.',
      )
    }
    const again = repeatedIn(sentences)
    if (again !== null) yield objectionTo(again, 'The reply has made this point before.', 'Say it once.')
    const tooLong = long === undefined && again === null ? overlong(sentences, reading) : null
    if (tooLong !== null) yield tooLong
  },
}

const objectionTo = ({ part, at }: Spoken, message: string, suggestion: string): Objection => ({
  part,
  at,
  confidence: 0.7,
  whole: true,
  message,
  suggestion,
})

const WORDS_MAX = 40

/** Running text of more than forty words; lists and addresses are read at a glance. */
function isEndless(text: string): boolean {
  // A colon, a semicolon or a dash lets the reader draw breath.
  const words = Math.max(...text.split(/[:;–—]/).map((stretch) => wordsOf(stretch).length))
  const commas = text.split(/[,\n]/).length
  return (
    words > WORDS_MAX &&
    !/\t| {3}/.test(text) &&
    words / commas > 5 &&
    !/https?:\/\//.test(text) &&
    !/\n\s*[-*•]/.test(text)
  )
}

/** More sentences than this are not compared with one another. */
const COMPARED_MAX = 60

/** The first sentence that says what an earlier one said: most of what either is about, in other order or words. */
function repeatedIn(sentences: readonly Spoken[]): Spoken | null {
  const read = sentences
    .slice(0, COMPARED_MAX)
    .filter(({ text }) => !isStep(text))
    .map((one) => ({ one, topics: topicsOf(one.text), figures: figuresIn(one.text) }))
  for (const [i, later] of read.entries()) {
    if (later.topics.size < 4) continue
    for (const earlier of read.slice(0, i)) {
      const shared = [...later.topics].filter((topic) => earlier.topics.has(topic)).length
      const either = Math.min(later.topics.size, earlier.topics.size)
      const news = later.figures.some((figure) => !earlier.figures.includes(figure))
      if (
        earlier.topics.size >= 3 &&
        shared >= 3 &&
        shared / either >= 0.75 &&
        shared / later.topics.size >= 0.6 &&
        !news
      )
        return later.one
    }
  }
  return null
}

/** Steps of instructions name the same things again and again. */
const isStep = (text: string) =>
  /^(?:[-*•–]|\(?\d{1,2}[.)])/.test(text) ||
  /^(?:then |now |next,? |first,? |please )?(?:open|click|press|put|drag|choose|select|type|turn|wait|hold|take|enter|go|find|charge|remove|close|pull|push|insert|connect|tap|copy|paste|set|make|check|start|run|use)\b/i.test(
    text,
  )

const figuresIn = (text: string) => [...text.matchAll(/\d[\d.,:/-]*/g)].map(([figure]) => figure)

const TOLD_AT_LENGTH =
  /\b(?:step by step|in detail|detailed|as much as|everything|explain|how do i|how to|instructions|all the|list)\b/i

/** Many times what was asked, in mail that nobody asked to be long. */
function overlong(sentences: readonly Spoken[], { customer }: Reading): Objection | null {
  if (customer === null || TOLD_AT_LENGTH.test(customer.text)) return null
  const asked = wordsOf(customer.text).length
  const said = sentences.reduce((sum, { text }) => sum + wordsOf(text).length, 0)
  const [first] = sentences
  if (first === undefined || said < 350 || said < asked * 6) return null
  return objectionTo(
    first,
    `${said} words for a question of ${asked}.`,
    'Begin with the answer, and leave out what was not asked.',
  )
}
