import { dueAt, type ResponseTarget } from '@proofgate/calendar'
import type { Followed, Wait } from './follow.ts'
import { isWord } from './promised.ts'
import type { SaidTurn } from './turn.ts'

/** What a conversation's row says. */
export type Summary = {
  /** Whose the next move is; `null` when nobody waits. */
  readonly waitsOn: 'us' | 'customer' | null
  /** Since when somebody waits: of several mails of the customer's since the first. */
  readonly waitingSince: Date | null
  /** When our answer is due; `null` unless the customer waits on us. */
  readonly answerDueAt: Date | null
  readonly openPoints: number
  readonly mood: 'upset' | 'neutral' | 'happy' | null
  readonly atRisk: boolean
  /** The customer's words that show mood and risk, the latest first. */
  readonly because: readonly string[]
  /** Addresses of ours that wrote in it, first to last. */
  readonly agents: readonly string[]
}

/**
 * Who waits on whom since when, how the customer feels, and who of us wrote. A thank-you note or an automatic mail makes
 * nobody wait; an answer that asks back makes it the customer's move; one that leaves a question open keeps them waiting.
 * @param turns those that were given to `follow`, in any order
 */
export function summaryOf(turns: readonly SaidTurn[], followed: Followed, target: ResponseTarget): Summary {
  const inOrder = turns.toSorted((a, b) => a.at.getTime() - b.at.getTime())
  const people = inOrder.filter(({ isAutomatic }) => !isAutomatic)
  const agents = people.flatMap(({ by, author }) => (by === 'us' && author !== null ? [author] : []))
  return {
    ...waitOf(followed, target),
    openPoints: followed.openCount,
    ...feelingOf(people.filter(({ by }) => by === 'customer').toReversed()),
    agents: [...new Set(agents)],
  }
}

type Waiting = Pick<Summary, 'waitsOn' | 'waitingSince' | 'answerDueAt'>

function waitOf({ waits, promises, askedAt }: Followed, target: ResponseTarget): Waiting {
  const words = promises.filter(({ state, text }) => state === 'open' && text !== null && isWord({ text }))
  const [first] = waits
  if (first !== undefined) {
    const due = waits.map((wait) => answerDue(wait, words, target))
    return { waitsOn: 'us', waitingSince: first.since, answerDueAt: earliest(due) }
  }
  if (words.length > 0)
    return {
      waitsOn: 'us',
      waitingSince: earliest(words.map(({ madeAt }) => madeAt)),
      answerDueAt: earliest(words.map((promise) => promise.dueAt)),
    }
  return { waitsOn: askedAt === null ? null : 'customer', waitingSince: askedAt, answerDueAt: null }
}

type Word = Followed['promises'][number]

/** By the target; where we put the answer off, by the time we named, else by the target from then on. */
function answerDue({ since, deferredAt }: Wait, words: readonly Word[], target: ResponseTarget): Date {
  if (deferredAt === null) return dueAt(target, since)
  return earliest(words.map((promise) => promise.dueAt)) ?? dueAt(target, deferredAt)
}

function earliest(dates: readonly Date[]): Date | null {
  return dates.reduce<Date | null>((first, date) => (first === null || date < first ? date : first), null)
}

const WORDS_MAX = 5

/**
 * How the customer feels by their latest mail that shows it: a neutral one between ("the number is 4711") takes nothing
 * back, a happy one takes back all that was before it.
 * @param turns of the customer, the latest first
 */
function feelingOf(turns: readonly SaidTurn[]): Pick<Summary, 'mood' | 'atRisk' | 'because'> {
  const happy = turns.findIndex(({ mood }) => mood === 'happy')
  const since = happy === -1 ? turns : turns.slice(0, happy + 1)
  const shown = since.find(({ mood }) => mood !== null && mood !== 'neutral')
  const mood = shown?.mood ?? turns.find((turn) => turn.mood !== null)?.mood ?? null
  const telling = since.filter((turn) => turn.mood === mood || turn.atRisk)
  return {
    mood,
    atRisk: since.some(({ atRisk }) => atRisk),
    because: [...new Set(telling.flatMap(({ because }) => because))].slice(0, WORDS_MAX),
  }
}
