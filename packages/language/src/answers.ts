import type { Ask, Wanted } from './asks.ts'
import { hasAmount, hasDuration, hasQuantity, hasTime } from './evidence.ts'
import {
  declines,
  defers,
  isAskBack,
  pointsElsewhere,
  type ReplySentence,
  replySentencesOf,
  saysYesOrNo,
} from './reply-sentences.ts'
import type { Sentence } from './sentences.ts'
import { topicsOf } from './words.ts'

/** What a reply does about a question. */
export type Outcome = {
  readonly state: 'answered' | 'missing' | 'declined' | 'asked-back' | 'deferred'
  /** How sure that is, 0 to 1. */
  readonly confidence: number
  /** The sentence of the reply that does it; `null` when none stands out. */
  readonly sentence: Sentence | null
}

/**
 * What a reply does about each question. Rules and word overlap only, so it gives the benefit of the doubt: a question
 * counts as missing only when nothing in the reply could be its answer.
 * @param reply what the agent wrote, without quotes and signature
 * @param customer the customer's whole turn: what merely repeats it is no answer
 */
export function outcomesOf(asks: readonly Ask[], reply: string, customer: string): readonly Outcome[] {
  const sentences = replySentencesOf(reply, customer)
  const telling = sentences.filter(({ filler }) => !filler)
  const numbered = telling.filter(({ sentence }) => /^\(?\d{1,2}[.):]\s/.test(sentence.text))
  const elsewhere = sentences.some(({ sentence }) => pointsElsewhere(sentence.text))
  const topics = topicsOfEach(asks)
  const firstUses = new Map<string, number>()
  for (const set of topics) for (const topic of set) firstUses.set(topic, (firstUses.get(topic) ?? 0) + 1)
  const related = topics.map((set) => {
    const distinct = [...set].filter((topic) => firstUses.get(topic) === 1)
    return bestOf(telling, distinct.length > 0 ? distinct : [...set])
  })
  return asks.map((ask, i) => {
    const item = asks.length > 1 && numbered.length >= asks.length ? (numbered[i] ?? null) : null
    const others = topics.filter((set, k) => k !== i && set !== topics[i])
    const free = telling.filter((one) => !others.some((set) => sharesAny(one.topics, set)))
    return outcomeOf({ ask, item, related: related[i] ?? null, telling, free, elsewhere, alone: asks.length === 1 })
  })
}

/** What each question is about. "How do I use it?" names nothing of its own: it is about what was asked before. */
function topicsOfEach(asks: readonly Ask[]): readonly ReadonlySet<string>[] {
  let before: ReadonlySet<string> = new Set()
  return asks.map((ask) => {
    const own = topicsOf(ask.text)
    if (own.size > 0) before = own
    return before
  })
}

const sharesAny = (a: ReadonlySet<string>, b: ReadonlySet<string>) => [...a].some((topic) => b.has(topic))

type Doubt = {
  readonly ask: Ask
  /** The numbered item of the reply with the question's number. */
  readonly item: ReplySentence | null
  /** The sentence that shares most with the question alone. */
  readonly related: ReplySentence | null
  readonly telling: readonly ReplySentence[]
  /** Sentences about no other question: they may be the answer in other words. */
  readonly free: readonly ReplySentence[]
  /** The reply points to a page or another channel, which may hold the answer. */
  readonly elsewhere: boolean
  readonly alone: boolean
}

function outcomeOf(doubt: Doubt): Outcome {
  const { ask, item, related, telling, free, elsewhere } = doubt
  if (item !== null) return { state: 'answered', confidence: 0.8, sentence: item.sentence }
  const askedBack = telling.find(({ sentence }) => isAskBack(sentence.text)) ?? null
  const deferred = telling.find(({ sentence }) => defers(sentence.text)) ?? null
  const declined = telling.find((one) => declines(one.sentence.text) && (one === related || doubt.alone)) ?? null
  const typed = telling.find((one) => isOfKind(ask.wants, one.news)) ?? null

  const found = typed !== null && related !== null && isOfKind(ask.wants, related.sentence.text)
  if (found) return { state: 'answered', confidence: 0.75, sentence: related.sentence }
  if (declined !== null) return { state: 'declined', confidence: 0.6, sentence: declined.sentence }
  if (typed === null && ask.wants !== 'other' && ask.wants !== 'yes-no') {
    if (askedBack !== null) return { state: 'asked-back', confidence: 0.5, sentence: askedBack.sentence }
    if (deferred !== null) return { state: 'deferred', confidence: 0.6, sentence: deferred.sentence }
    if (!elsewhere) return { state: 'missing', confidence: 0.7, sentence: null }
  }
  if (related !== null) {
    return {
      state: defers(related.sentence.text) ? 'deferred' : 'answered',
      confidence: 0.65,
      sentence: related.sentence,
    }
  }
  if (deferred !== null) return { state: 'deferred', confidence: 0.6, sentence: deferred.sentence }
  if (askedBack !== null) return { state: 'asked-back', confidence: 0.5, sentence: askedBack.sentence }
  if (typed !== null) return { state: 'answered', confidence: 0.5, sentence: typed.sentence }
  const [perhaps] = free
  if (perhaps !== undefined) return { state: 'answered', confidence: 0.4, sentence: perhaps.sentence }
  if (elsewhere) return { state: 'answered', confidence: 0.3, sentence: null }
  return { state: 'missing', confidence: telling.length === 0 ? 0.8 : 0.6, sentence: null }
}

/** The sentence that shares most of the topics, `null` when none shares any. */
function bestOf(sentences: readonly ReplySentence[], topics: readonly string[]): ReplySentence | null {
  let best: ReplySentence | null = null
  let most = 0
  for (const one of sentences) {
    const shared = topics.filter((topic) => one.topics.has(topic)).length
    if (shared > most) {
      best = one
      most = shared
    }
  }
  return best
}

function isOfKind(wanted: Wanted, text: string): boolean {
  switch (wanted) {
    case 'amount':
      return hasAmount(text)
    case 'duration':
      return hasDuration(text)
    case 'time':
      return hasTime(text)
    case 'quantity':
      return hasQuantity(text)
    case 'yes-no':
      return saysYesOrNo(text)
    case 'other':
      return false
  }
}
