import {
  isAskBack,
  isStillOpen,
  promisedWord,
  replySentencesOf,
  sentencesOf,
  tellsItHappened,
  tellsItIsDone,
} from '@proofgate/language'
import { matterOf, speaksOf } from './alike.ts'
import type { PromiseRow, SaidTurn } from './turn.ts'

/** A promise that stands open, with its words. */
export type OpenPromise = Pick<PromiseRow, 'id' | 'dueAt'> & { readonly text: string }

export type PromiseEnd = Exclude<PromiseRow['state'], 'open'>

/**
 * What a later mail of ours does with promises that stand open: taken back, promised again with another time, or kept.
 * Those it does nothing with are left out.
 * @param made what it promises itself
 */
export function promisesAfterOurs(
  turn: SaidTurn,
  open: readonly OpenPromise[],
  made: readonly OpenPromise[],
): ReadonlyMap<number, PromiseEnd> {
  const text = turn.text ?? ''
  const ends = open.flatMap((promise) => {
    const end = endOf(promise, text, made, open.length === 1)
    return end === null ? [] : [[promise.id, end] as const]
  })
  return new Map(ends)
}

/** Promises that a customer tells came true: "the lid came, thanks". */
export function promisesAfterCustomers(turn: SaidTurn, open: readonly OpenPromise[]): ReadonlySet<number> {
  const happened = sentencesOf(turn.text ?? '').filter(({ text }) => tellsItHappened(text))
  const kept = open.filter(({ text }) => happened.some((one) => speaksOf(one.text, text, open.length === 1)))
  return new Set(kept.map(({ id }) => id))
}

function endOf(promise: OpenPromise, text: string, made: readonly OpenPromise[], isOnly: boolean): PromiseEnd | null {
  const word = promisedWord(promise.text)
  const again = made.some((one) => isSamePromise(promise, one, word, isOnly))
  if (again) return 'renewed'
  const about = sentencesOf(text)
    .map((sentence) => sentence.text)
    .filter((sentence) => speaksOf(sentence, promise.text, isOnly))
  if (TAKEN_BACK.test(text) || about.some((sentence) => CANNOT.test(sentence) && !CONDITION.test(sentence)))
    return 'withdrawn'
  const isKept = word === 'call' ? CALLED.test(text) : word === 'write' ? isAnswer(text) : about.some(tellsItIsDone)
  return isKept ? 'kept' : null
}

function isSamePromise(promise: OpenPromise, other: OpenPromise, word: string | null, isOnly: boolean): boolean {
  const matter = matterOf(promise.text)
  const isShared = [...matterOf(other.text)].some((topic) => matter.has(topic))
  if (isShared) return true
  if (word !== null) return promisedWord(other.text) === word
  return promisedWord(other.text) === null && speaksOf(other.text, promise.text, isOnly)
}

/** A promised letter is kept by one that says something, and not by "still looking into it" or a question back. */
function isAnswer(text: string): boolean {
  const said = replySentencesOf(text, '')
    .filter(({ filler }) => !filler)
    .map(({ sentence }) => sentence.text)
  if (said.some((sentence) => !/\?\s*$/.test(sentence) && isStillOpen(sentence))) return false
  return said.some((sentence) => !/\?\s*$/.test(sentence) && !isAskBack(sentence))
}

const CALLED =
  /\b(?:(?:i|we|he|she|they|[A-Z]\w+)(?:['’]ve| have| has)? (?:just |now |already |also |twice )*(?:called|rang|rung|phoned|telephoned|spoke|spoken|talked|tried (?:to (?:call|ring|reach|phone)|calling|ringing|your|you|the number))|as (?:we )?(?:discussed|agreed|spoken)|(?:on|over|by) the (?:phone|telephone)|(?:your|our|the) (?:phone )?call (?:today|just now|this|earlier|yesterday)|(?:good|nice|lovely|great|thanks?(?: you)?) (?:talking|speaking|to (?:talk|speak)|for (?:the|your) (?:call|time on))|left (?:you )?(?:a |an )?(?:message|voice ?mail))\b/
const TAKEN_BACK =
  /\b(?:(?:cannot|can['’]?t|can not|won['’]t|will not|unable to|not able to) (?:keep|hold|stand by|honou?r) (?:to )?(?:my|our|that|the|this|what)\b|(?:have|has|had|need) to take (?:that|it|this|my|what) (?:\w+ ){0,4}back|take back (?:what|my|our|that)|(?:ignore|disregard|forget) (?:my|our|the|what) (?:last|previous|earlier|i|we)\b|should(?: not|n['’]t) have promised|promised (?:it |that |you )?(?:too (?:much|early|soon)|by mistake|in error))/i
const CANNOT =
  /\b(?:cannot|can['’]t|can not|won['’]t|will not|(?:not|un)(?: be)? ?able to|no longer|not possible|impossible|(?:has|have|had) to (?:cancel|call)|(?:is|are|was|were|been) (?:cancelled|canceled|called off|discontinued)|called off|fell through)\b/i
/** Not yet, or not without something of the customer's: that takes nothing back. */
const CONDITION = /\b(?:before|until|till|unless|without|if|yet|earlier than|sooner|any (?:earlier|sooner)|first)\b/i

/** True for a promise to write or to call: whoever has it waits for a word of ours. */
export const isWord = ({ text }: Pick<OpenPromise, 'text'>): boolean => promisedWord(text) !== null
