import {
  isStillOpen,
  type PromiseMade,
  promisesOf,
  sentencesOf,
  TIME_TOPICS,
  tellsItHappened,
  tellsItIsDone,
  topicsOf,
} from '@proofgate/language'
import type { Check, Reading } from '../check.ts'
import { letterOf } from '../letter.ts'
import { once } from '../once.ts'
import { type DatedTurn, datedTurns, sinceOurLast, zoneOf } from '../thread.ts'

const promised = (text: string) => [
  { date: '2026-11-16T09:00:00Z', text: 'The lid of my kettle is cracked. Can I have a new one?' },
  { agent: 'Tom Berg', date: '2026-11-16T10:00:00Z', text },
]
const LID = promised("I'll post a new lid to you tomorrow.")
const CALL = promised('Our workshop will call you on Wednesday between 2 and 4.')
const CHASES = { customer: 'A week on and there is still no lid.', customerDate: '2026-11-24T09:00:00Z' }
const NOBODY_RANG = { customer: 'Nobody rang on Wednesday.', customerDate: '2026-11-24T09:00:00Z' }

export const brokenPromise: Check = {
  id: 'broken-promise',
  group: 'word',
  weight: 4,
  max: 4,
  summary: 'A promise of ours whose time has passed, and which the reply neither keeps nor mentions',
  reason: 'The customer remembers the day that was named, and reads that we do not.',
  source: 'S2 "Make your word your bond"',
  languages: ['en'],
  needsCustomer: true,
  examples: {
    right: [
      { ...CHASES, earlier: LID, reply: "I said tomorrow and it didn't happen. The lid leaves today by courier." },
      { ...CHASES, earlier: LID, reply: "I'm sorry for the delay. The lid leaves today by courier." },
      { ...CHASES, earlier: LID, reply: 'It was sent on the 17th and came back, so I have just posted it again.' },
      { ...CHASES, customer: 'The lid came, thanks. Have you got filters?', earlier: LID, reply: 'We have: £4 each.' },
      {
        ...CHASES,
        earlier: promised('The lid will be with you by 30 November.'),
        customer: 'Still no lid.',
        reply: 'It is on its way; the 30th stands.',
      },
      {
        ...CHASES,
        earlier: promised("Once we have yours, I'll send a new lid within 3 days."),
        reply: 'Is it posted?',
      },
      { ...NOBODY_RANG, earlier: CALL, reply: 'He rang at three and left a message. May he try again at noon?' },
    ],
    wrong: [
      { ...CHASES, earlier: LID, reply: 'The lid comes in black and in steel. Which one is yours?' },
      { ...NOBODY_RANG, earlier: CALL, reply: 'The workshop is in Ely and has two mechanics.' },
      {
        ...CHASES,
        earlier: promised("I'll look into it and get back to you by Thursday."),
        customer: 'Any news?',
        reply: 'We are looking into it.',
      },
      {
        ...CHASES,
        earlier: promised('Your refund will be on your card within 3 to 5 business days.'),
        customer: 'I see nothing on my card. Where is it?',
        reply: 'The amount is £12, on the card you paid with.',
      },
      { ...CHASES, earlier: LID, reply: 'A lid is booked for Friday 27 November.' },
    ],
  },
  *find(reading) {
    for (const one of overdue(reading)) {
      const { promise, madeAt } = one
      if (!isChased(one, reading) || takesUp(promise, reading)) continue
      yield {
        part: 'conversation',
        at: null,
        excerpt: promise.text,
        confidence: 0.7,
        message: `On ${dayOf(madeAt)} we promised "${promise.text}" That time has passed, and the reply does not mention it.`,
        suggestion:
          'Say first that it was promised and did not happen, then what happens now, with a time you can keep.',
      }
      // One broken word is what the customer speaks of; the rest of it is the same story.
      return
    }
  },
}

type Overdue = {
  readonly promise: Pick<PromiseMade, 'text' | 'when' | 'due' | 'word' | 'topics'>
  readonly madeAt: Date
  /** The turn of ours that made it; -1 for one before the given turns. */
  readonly index: number
  /** We have written since its time passed: then only a customer who names the matter still waits for it. */
  readonly isOld: boolean
}

/** Promises whose time was over when the customer wrote last, newest first, and which nothing has settled. */
const overdue = once((reading: Reading): readonly Overdue[] => {
  const turns = datedTurns(reading)
  const asked = turns.at(-1)
  if (asked === undefined || asked.by === 'us') return []
  const ours = turns.filter((turn) => turn.by === 'us')
  const made = ours.flatMap((turn): Overdue[] =>
    promisesOf(turn.text, { at: turn.at, zone: zoneOf(turn.mail) }).map((promise) => ({
      promise,
      madeAt: turn.at,
      index: turn.index,
      isOld: ours.some(({ at }) => at >= promise.due),
    })),
  )
  const isOpen = ({ promise }: Overdue) => {
    const { conversation, openPromises } = reading.memory
    // Of a conversation that the store does not have, it knows no promise either.
    return (
      conversation === null || openPromises === null || openPromises.some(({ text }) => isSameText(text, promise.text))
    )
  }
  const before = (reading.memory.openPromises ?? [])
    .filter(({ text }) => !made.some(({ promise }) => isSameText(text, promise.text)))
    .map(({ text, timeWords, madeAt, dueAt }): Overdue => {
      const promise = { text, when: timeWords ?? '', due: new Date(dueAt), word: null, topics: topicsOf(text) }
      return { promise, madeAt: new Date(madeAt), index: -1, isOld: true }
    })
  const open = made.filter((one) => isOpen(one) && !isSettled(one, ours, made))
  return [...before, ...open].filter(({ promise }) => promise.due < asked.at).toReversed()
})

const isSameText = (a: string, b: string) => a.replace(/\s+/g, ' ').trim() === b.replace(/\s+/g, ' ').trim()

/** A later mail of ours kept it, spoke of it when its time had passed, or put another promise in its place. */
function isSettled({ promise, index }: Overdue, ours: readonly DatedTurn[], made: readonly Overdue[]): boolean {
  const later = ours.filter((turn) => turn.index > index)
  // A promise to write is kept by whatever we wrote next.
  if (later.length > 0 && promise.word !== null) return true
  const isAbout = (topics: Iterable<string>) =>
    [...topics].some((topic) => promise.topics.has(topic) && !TIME_TOPICS.has(topic))
  if (made.some((one) => one.index > index && one.promise.due > promise.due && isAbout(one.promise.topics))) return true
  return later.some(({ at, text }) =>
    sentencesOf(text).some(
      (said) =>
        (tellsItIsDone(said.text) && isAbout(topicsOf(said.text))) || (at >= promise.due && MENTIONS.test(said.text)),
    ),
  )
}

const CHASES_IT =
  /\b(?:nothing|nobody|no[- ]?one|no (?:sign|trace|news|word|show|further|\w+ (?:yet|came|here|at all|so far|has|have|was|were|is|are))|(?:days?|weeks?|months?) (?:have|has) (?:gone|passed)|what(?:['’]s| is) (?:the|your) (?:decision|outcome|result|answer|state|status|situation)|not|never|still|yet|n[’']t|\w+n[’']t|cannot|where(?:['’]s| is| are)|waiting|waited|you (?:said|promised|told|wrote|assured)|(?:he|she|they) (?:said|promised)|(?:was|were) (?:supposed|meant|due|going) to|promised?|news|updates?|what happened|overdue|missing|late|is (?:it|that|this|my \w+) \w+\?|have (?:you|they|he|she) \w+|did (?:you|it|he|she|they|any\w+|(?:the|your) \w+)|ever|no (?:\w+ )?\w+(?=\s*[,.!?]| on (?:\w+day|the \d)|\s*$)|has (?:it|my|the)|when (?:will|is|are|does|do|can)|could not|failed|how (?:much longer|long|many more)|hello\?|status|chas(?:e|ing)|remind(?:er|ing)?|forg(?:ot|otten|et)|(?:writ|ask|call|ring|contact)(?:e|ing)? (?:\w+ )?again|come on|(?:second|third|fourth|fifth) time|days? later|a week on)\b/iu

const THEIR_OWN =
  /\b(?:i|we) (?:could|can|was|were|am|will|would)(?:n['’]t| not| unable to) (?:come|make|be|get|collect|pick|go|attend|answer|find the time|stay|join)[^.,!?\n]{0,60}/gi

/** The customer, behind the promised time, still speaks of it. */
function isChased({ promise, index, isOld }: Overdue, reading: Reading): boolean {
  const text = reading.conversation
    .slice(index + 1)
    .filter((one) => one.by === 'customer')
    .map((one) => one.text)
    .at(-1)
  if (text === undefined || tellsItHappened(text)) return false
  // What they could not do themselves is no reproach.
  const theirs = text.slice(0, 4000).replace(THEIR_OWN, '')
  if (isOld && ![...topicsOf(theirs)].some((topic) => promise.topics.has(topic) && !TIME_TOPICS.has(topic)))
    return false
  const [day] = /\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b/i.exec(promise.when) ?? []
  return CHASES_IT.test(theirs) || (day !== undefined && theirs.toLowerCase().includes(day.toLowerCase()))
}

const COURTESY = /\b(?:sorry|apolog\w+) (?:for|about) (?:any|the) inconvenience[^.!?\n]*/gi
const MENTIONS =
  /\b(?:sorry|apologi[sz]e|apolog(?:y|ies)|forgive|regret|i['’]m afraid|unfortunately|embarrass\w+|oh no|oops|lost|astray|gone missing|in vain|(?:i|we|he|she|they) (?:had )?(?:said|told you|promised|wrote|named|announced)|promised you|(?:my|our) (?:word|promise)|as (?:promised|announced)|let you down|(?:did|was|were|could|has|have|had)(?:n[’']t| not) (?:keep|kept|happen|make|made|go|gone|come|leave|left|do|done|managed?|rings?|call|write|written|sent|post|arrive|turn|the case|true|possible|get|answer)|should(?: already)? have|ought to have|were (?:meant|supposed|due) to|was (?:meant|supposed|due) to|late|later than|delay(?:ed|s)?|overdue|missed|slipped|forg[eo]t\w*|wait(?:ing|ed)?|patien\w+|behind|stuck|held up|holding (?:it|things) up|took (?:longer|more)|taken longer|my (?:fault|mistake)|our (?:fault|mistake)|mea culpa|longer than|overran|postponed|put (?:off|back)|back in stock late|fell (?:through|ill)|broke down|strike|snow)\b/iu
/** The reply names what went wrong, or does what was promised. */
function takesUp({ due, word }: Overdue['promise'], reading: Reading): boolean {
  const { ownText, mail } = reading
  if (mail.date !== null && mail.date <= due) return true
  const said = sentencesOf(ownText.replace(COURTESY, ''))
  if (said.some(({ text }) => MENTIONS.test(text) && !/\b(?:no|without) delay\b/i.test(text))) return true
  if (said.some(({ text }) => tellsItIsDone(text))) return true
  if (word !== 'write' || said.some(({ text }) => isStillOpen(text))) return false
  // A promised answer is kept by an answer, and that speaks of what was asked.
  const asked = topicsOf(sinceOurLast(reading))
  const answered = topicsOf(
    letterOf(reading)
      .sentences.map(({ text }) => text)
      .join('\n'),
  )
  return asked.size === 0 || [...answered].some((topic) => asked.has(topic))
}

const dayOf = (date: Date) =>
  date.toLocaleDateString('en-GB', { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' })
