/** What each head is trained on, and what it is measured with. */
import type { HeadId } from '../src/model/head-ids.ts'
import { type HeldOutKind, heldOutOfKind, type Kind, sentencesOfKind } from './own-sentences.ts'
import { bankQuestions, careAgents, emailIntent, type Labelled, spread, wikipediaQuarters } from './public-sets.ts'

/** A text to learn from. `weight` says how much it counts beside a sentence of our own. */
export type Lesson = Labelled & { readonly weight: number; readonly from: string }

/** How a head comes about. */
export type Recipe = {
  readonly id: HeadId
  /** What it tells, in one line. */
  readonly tells: string
  /** True when an agent should not write such a sentence: then ordinary sentences must hardly ever be called so. */
  readonly isFault: boolean
  /** The penalty on large weights. */
  readonly ridge: number
  readonly lessons: (data: string) => readonly Lesson[]
  /** Sentences kept apart, that are and are not what it tells; `null` when there are none. */
  readonly heldOut: { readonly is: readonly HeldOutKind[]; readonly isNot: readonly HeldOutKind[] } | null
}

/** Day on which a recipe or a list of sentences last changed. */
export const RECIPES_DATE = '2026-11-24'

const RIDGE = 3e-4

/** Ordinary sentences of real business mail and of real support agents count less each: they are many, and unread. */
const ORDINARY_WEIGHT = 0.5
const ORDINARY_MAX = 600

/** Beside 3,657 sentences of real mail, where people disagree more. */
const lighter = (lesson: Lesson): Lesson => ({ ...lesson, weight: 0.7 })

/** All heads, in the order they are written. */
export const RECIPES: readonly Recipe[] = [
  {
    id: 'ask',
    tells: 'The sentence asks for an answer or for something to be done; `question` hears indirect questions better.',
    isFault: false,
    ridge: 1e-4,
    lessons: (data) => [
      ...own(['ask', 'question', 'request'], ['no-ask', 'courtesy', 'statement', 'stock']).map(lighter),
      ...from('email-intent', emailIntent(data), 1),
    ],
    heldOut: { is: ['ask'], isNot: ['no-ask'] },
  },
  {
    id: 'question',
    tells: 'The sentence wants to know something, asked outright or not.',
    isFault: false,
    ridge: RIDGE,
    lessons: (data) => [
      ...own(['question'], ['request', 'courtesy', 'statement', 'stock', 'no-ask']),
      ...from('banking77', yes(bankQuestions(data, 300)), ORDINARY_WEIGHT),
    ],
    heldOut: null,
  },
  {
    id: 'courtesy',
    tells: 'A greeting, a thank-you, a pleasantry or a rhetorical question: it wants no answer.',
    isFault: false,
    ridge: RIDGE,
    lessons: () => own(['courtesy'], ['ask', 'question', 'request', 'statement', 'informative']),
    heldOut: null,
  },
  {
    id: 'rude',
    tells: 'The sentence hurts the customer: curt, condescending, blaming or hostile.',
    isFault: true,
    ridge: RIDGE,
    lessons: (data) => [
      ...own(['rude', 'condescending', 'hostile', 'blame'], ['polite', 'warm', 'informative', 'empty', 'stock']),
      ...ordinary(data),
    ],
    heldOut: { is: ['rude'], isNot: ['polite'] },
  },
  {
    id: 'blame',
    tells: 'The sentence says that it is the customer’s fault.',
    isFault: true,
    ridge: RIDGE,
    lessons: (data) => [
      ...own(['blame'], ['polite', 'warm', 'informative', 'empty', 'stock', 'rude', 'hostile', 'condescending']),
      ...ordinary(data),
    ],
    heldOut: null,
  },
  {
    id: 'condescending',
    tells: 'The sentence talks down to the customer.',
    isFault: true,
    ridge: RIDGE,
    lessons: (data) => [
      ...own(['condescending'], ['polite', 'warm', 'informative', 'empty', 'stock', 'rude', 'hostile', 'blame']),
      ...ordinary(data),
    ],
    heldOut: null,
  },
  {
    id: 'hostile',
    tells: 'The sentence threatens or insults the customer.',
    isFault: true,
    ridge: RIDGE,
    lessons: (data) => [
      ...own(['hostile'], ['polite', 'warm', 'informative', 'empty', 'stock', 'rude', 'condescending', 'blame']),
      ...ordinary(data),
    ],
    heldOut: null,
  },
  {
    id: 'impolite',
    tells: 'A request that people found rude rather than polite.',
    isFault: false,
    ridge: 1e-3,
    lessons: (data) => from('stanford-politeness', wikipediaQuarters(data), 1),
    heldOut: { is: ['rude'], isNot: ['polite'] },
  },
  {
    id: 'warm',
    tells: 'The sentence shows that a person cares.',
    isFault: false,
    ridge: RIDGE,
    // Not the ordinary sentences of others: agents do write warmly.
    lessons: () =>
      own(['warm'], ['polite', 'informative', 'empty', 'stock', 'rude', 'hostile', 'condescending', 'blame']),
    heldOut: null,
  },
  {
    id: 'upset',
    tells: 'The customer is angry or desperate.',
    isFault: false,
    ridge: RIDGE,
    lessons: (data) => [
      ...own(['angry'], ['ask', 'question', 'request', 'courtesy', 'statement', 'no-ask']),
      ...from('banking77', no(bankQuestions(data, 300)), ORDINARY_WEIGHT),
    ],
    heldOut: { is: ['angry'], isNot: ['calm'] },
  },
  {
    id: 'informative',
    tells: 'The sentence of a reply says something: a fact, a date, an amount, what to do.',
    isFault: false,
    ridge: RIDGE,
    lessons: () => own(['informative'], ['empty', 'stock', 'courtesy']),
    heldOut: { is: ['informative'], isNot: ['empty'] },
  },
]

function own(is: readonly Kind[], isNot: readonly Kind[]): readonly Lesson[] {
  const lessons = (kinds: readonly Kind[], label: boolean) =>
    kinds.flatMap((kind) =>
      sentencesOfKind(kind).map((text) => ({ text, is: label, group: text, weight: 1, from: 'own sentences' })),
    )
  return [...lessons(is, true), ...lessons(isNot, false)]
}

const from = (set: string, labelled: readonly Labelled[], weight: number): readonly Lesson[] =>
  labelled.map((one) => ({ ...one, weight, from: set }))

const yes = (texts: readonly string[]): readonly Labelled[] => texts.map((text) => ({ text, is: true, group: text }))
const no = (texts: readonly string[]): readonly Labelled[] => texts.map((text) => ({ text, is: false, group: text }))

/** Sentences of every day, nearly all of them civil: real mail teaches what is *not* rude better than we could write it. */
function ordinary(data: string): readonly Lesson[] {
  const mail = emailIntent(data).map(({ text }) => text)
  return [
    ...from('email-intent', no(spread(mail, ORDINARY_MAX)), ORDINARY_WEIGHT),
    ...from('ibm-customer-care', no(spread(careAgents(data), ORDINARY_MAX)), ORDINARY_WEIGHT),
  ]
}

/** The held-out sentences of a recipe with their labels. */
export function heldOutOf({ heldOut }: Recipe): readonly { readonly text: string; readonly is: boolean }[] {
  if (heldOut === null) return []
  const labelled = (kinds: readonly HeldOutKind[], is: boolean) =>
    kinds.flatMap((kind) => heldOutOfKind(kind).map((text) => ({ text, is })))
  return [...labelled(heldOut.is, true), ...labelled(heldOut.isNot, false)]
}
