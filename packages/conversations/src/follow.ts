import { asksCustomer, isThanksOnly, takesBack } from '@proofgate/language'
import { isAskedAgain, speaksOf } from './alike.ts'
import { answeredBy, type OpenPoint } from './answered.ts'
import { declinesOffer, isGoodNews } from './good-news.ts'
import { isWord, type OpenPromise, type PromiseEnd, promisesAfterCustomers, promisesAfterOurs } from './promised.ts'
import type { Point, PointState, PromiseRow, SaidTurn } from './turn.ts'

/** A conversation as the record has it: the turns that were said, in any order, and what stands in them. */
export type Conversation = {
  readonly turns: readonly SaidTurn[]
  readonly points: readonly Point[]
  readonly promises: readonly PromiseRow[]
  /** When a person said that nothing is left to do in it; `null` when nobody did. What the customer writes later counts. */
  readonly closedAt: Date | null
}

/** A turn of the customer's that an answer is owed to. */
export type Wait = {
  readonly turnId: string
  readonly since: Date
  /** When we last said in it that the answer will come later; `null` when we did not. */
  readonly deferredAt: Date | null
}

/** Where everything stands after the last turn. */
export type Followed = {
  /** Every point and promise as it stands now. Those whose text is erased, or that a person settled, stand as they stood. */
  readonly points: readonly Point[]
  readonly promises: readonly PromiseRow[]
  /** Turns of the customer's that wait for an answer, oldest first. */
  readonly waits: readonly Wait[]
  /** Since when we wait for the customer's answer to a question of ours; `null` when we do not. */
  readonly askedAt: Date | null
  /** Points that are open, a question asked twice counted once. */
  readonly openCount: number
  /** Each first answer of ours to what the customer wrote since the one before. */
  readonly answers: readonly Answer[]
}

/** How long a customer waited for a mail of ours, whatever it says. */
export type Answer = {
  readonly turnId: string
  /** Who answered. */
  readonly agent: string | null
  /** When the customer wrote first since our mail before it. */
  readonly askedAt: Date
  readonly answeredAt: Date
}

/**
 * Follows a conversation from its first turn to its last: what each reply of ours does with the customer's questions and
 * with what we promised, what the customer takes back or asks again, and who waits for whom at the end. It begins anew
 * each time, so the order in which mails became known does not matter, and doing it twice changes nothing.
 */
export function follow(conversation: Conversation): Followed {
  const turns = conversation.turns.toSorted((a, b) => a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1))
  const state = startOf()
  const { closedAt } = conversation
  const isBefore = ({ at }: SaidTurn) => closedAt !== null && at <= closedAt
  walk(state, turns.filter(isBefore), conversation)
  if (closedAt !== null) close(state, closedAt)
  walk(
    state,
    turns.filter((turn) => !isBefore(turn)),
    conversation,
  )
  const points = conversation.points.map((point) => state.points.get(point.id) ?? point)
  return {
    points,
    promises: conversation.promises.map((promise) => state.promises.get(promise.id) ?? promise),
    // A person may have closed all that was left.
    waits: state.waits
      .filter((wait) => wait.points.length === 0 || wait.points.some((id) => isOpen(state, id)))
      .map(({ turnId, since, deferredAt }) => ({ turnId, since, deferredAt })),
    askedAt: state.askedAt,
    openCount: distinct(points.filter((point) => isUnsettled(point.state))).length,
    answers: state.answers,
  }
}

function walk(state: Running, turns: readonly SaidTurn[], conversation: Conversation): void {
  for (const turn of turns) {
    if (turn.isAutomatic || !turn.isToCustomer) continue
    if (turn.by === 'customer') hear(state, turn, conversation)
    else answer(state, turn, conversation)
  }
}

/** Nothing is left to do, a person says. */
function close(state: Running, at: Date): void {
  for (const point of state.points.values())
    if (isUnsettled(point.state)) state.points.set(point.id, { ...point, state: 'closed', settledAt: at })
  state.waits = []
  state.askedAt = null
  state.unansweredSince = null
}

/** True while a point is neither answered, refused nor closed. */
export const isUnsettled = (state: PointState): boolean =>
  state === 'open' || state === 'partly' || state === 'asked-back' || state === 'deferred'

type Running = {
  readonly points: Map<number, Point>
  readonly promises: Map<number, PromiseRow>
  waits: (Wait & { readonly points: readonly number[] })[]
  askedAt: Date | null
  /** When the customer first wrote since our last mail. */
  unansweredSince: Date | null
  /** What the customer wrote last, of several mails on end all. */
  said: string
  isAnswered: boolean
  readonly answers: Answer[]
}

/** Nothing is asked or promised yet: points and promises come in with their turns. */
const startOf = (): Running => ({
  points: new Map(),
  promises: new Map(),
  waits: [],
  askedAt: null,
  unansweredSince: null,
  said: '',
  isAnswered: false,
  answers: [],
})

function hear(state: Running, turn: SaidTurn, { points }: Conversation): void {
  const text = turn.text ?? ''
  const own = points.filter(({ turnId }) => turnId === turn.id).map((point) => told(begun(point), turn))
  const closed = closeWhatIsTakenBack(state, turn)
  const again = askAgain(state, own)
  for (const point of own) state.points.set(point.id, point)
  keepPromises(state, turn)
  state.said = (state.isAnswered ? text : `${state.said}\n\n${text}`).slice(-SAID_MAX)
  state.isAnswered = false
  if (declinesOffer(text)) answerOffer(state, turn)
  if (isThanksOnly(text) || (!own.some((point) => isUnsettled(point.state)) && (closed || isGoodNews(text)))) return
  // Whatever we asked back, it is our move again.
  const back = [...state.points.values()].filter((point) => point.state === 'asked-back')
  for (const point of back) setPoint(state, point, 'open', null)
  state.waits.push({
    turnId: turn.id,
    since: turn.at,
    deferredAt: null,
    points: [...own, ...again, ...back].map(({ id }) => id),
  })
  state.unansweredSince ??= turn.at
  state.askedAt = null
}

/** "No thanks": what we offered or asked is answered, and nothing is left to do. */
function answerOffer(state: Running, turn: SaidTurn): void {
  for (const point of state.points.values()) if (point.state === 'asked-back') setPoint(state, point, 'closed', turn)
  state.askedAt = null
}

/** Words of the customer's that an answer is held against. */
const SAID_MAX = 50_000

/** A point as it was when its turn came, before anything settled it; what a person closed stays closed. */
function begun(point: Point): Point {
  if (point.text === null || point.settledBy !== null) return point
  return { ...point, state: 'open', settledTurnId: null, settledAt: null }
}

/** "The problem has been resolved" reads like one. */
function told(point: Point, turn: SaidTurn): Point {
  if (point.kind !== 'problem' || point.state !== 'open' || takesBack(point.text ?? '').length === 0) return point
  return { ...point, state: 'closed', settledTurnId: turn.id, settledAt: turn.at }
}

/** @returns true when the customer took something back or told that it is dealt with */
function closeWhatIsTakenBack(state: Running, turn: SaidTurn): boolean {
  const back = takesBack(turn.text ?? '')
  if (back.length === 0) return false
  const open = [...state.points.values()].filter((point) => isUnsettled(point.state))
  const meant = open.filter(({ text }) => text === null || back.some((one) => speaksOf(one.text, text, true)))
  // "Sorted it" means what there is, whatever its words.
  for (const point of meant.length > 0 ? meant : open) setPoint(state, point, 'closed', turn)
  const left = new Set(
    open.filter(({ id }) => isUnsettled(state.points.get(id)?.state ?? 'closed')).map(({ id }) => id),
  )
  state.waits = state.waits.filter(({ points }) => points.some((id) => left.has(id)))
  for (const promise of openPromises(state)) if (isWord(promise)) setPromise(state, promise.id, 'withdrawn', turn)
  if (state.waits.length === 0) state.unansweredSince = null
  return true
}

const isOpen = (state: Running, id: number) => isUnsettled(state.points.get(id)?.state ?? 'closed')

/** A question that was settled and comes again is open again. @returns those that are */
function askAgain(state: Running, own: readonly Point[]): Point[] {
  const asked = own.flatMap(({ text }) => (text === null ? [] : [text]))
  const again = latest([...state.points.values()]).filter(
    ({ text, settledBy, state: now }) =>
      text !== null && settledBy === null && now !== 'closed' && asked.some((one) => isAskedAgain(one, text)),
  )
  for (const point of again) setPoint(state, point, 'open', null)
  return again
}

function keepPromises(state: Running, turn: SaidTurn): void {
  for (const id of promisesAfterCustomers(turn, openPromises(state))) setPromise(state, id, 'kept', turn)
}

function answer(state: Running, turn: SaidTurn, { promises }: Conversation): void {
  const text = turn.text ?? ''
  const open = latest([...state.points.values()].filter((point) => isUnsettled(point.state)))
  const readable = open.flatMap(({ id, kind, text: words }): OpenPoint[] =>
    words === null ? [] : [{ id, kind, text: words }],
  )
  for (const [id, now] of answeredBy(turn, readable, state.said)) {
    const point = state.points.get(id)
    if (point !== undefined) setPoint(state, point, now, turn)
  }
  const made = promises.filter(({ turnId }) => turnId === turn.id).map((promise) => promiseBegun(promise))
  for (const [id, end] of promisesAfterOurs(turn, openPromises(state), made.flatMap(readablePromise)))
    setPromise(state, id, end, turn)
  for (const promise of made) state.promises.set(promise.id, promise)
  state.waits = state.waits.flatMap((wait) => stillWaiting(state, wait, turn))
  if (state.unansweredSince !== null)
    state.answers.push({ turnId: turn.id, agent: turn.author, askedAt: state.unansweredSince, answeredAt: turn.at })
  state.unansweredSince = null
  state.isAnswered = true
  const isAskedBack = [...state.points.values()].some((point) => point.state === 'asked-back')
  state.askedAt = asksCustomer(text) || isAskedBack ? (state.askedAt ?? turn.at) : null
}

/** An answer that leaves a question open keeps the customer waiting, and one that puts it off as well. */
function stillWaiting(state: Running, wait: Running['waits'][number], turn: SaidTurn): Running['waits'] {
  const states = wait.points.map((id) => state.points.get(id)?.state ?? 'closed')
  if (states.some((now) => now === 'open' || now === 'partly')) return [wait]
  return states.includes('deferred') ? [{ ...wait, deferredAt: turn.at }] : []
}

function setPoint(state: Running, point: Point, now: PointState, turn: SaidTurn | null): void {
  if (point.text === null || point.settledBy !== null) return
  const before = state.points.get(point.id)
  // Put off again is put off since then; anything else counts from when it became so.
  if (before?.state === now && now !== 'deferred') return
  state.points.set(point.id, {
    ...point,
    state: now,
    settledTurnId: turn?.id ?? null,
    settledAt: turn?.at ?? null,
  })
}

function promiseBegun(promise: PromiseRow): PromiseRow {
  if (promise.text === null || promise.settledBy !== null) return promise
  return { ...promise, state: 'open', settledTurnId: null, settledAt: null }
}

const readablePromise = ({ id, text, dueAt }: PromiseRow): OpenPromise[] => (text === null ? [] : [{ id, text, dueAt }])

const openPromises = (state: Running): OpenPromise[] =>
  [...state.promises.values()].filter((promise) => promise.state === 'open').flatMap(readablePromise)

function setPromise(state: Running, id: number, end: PromiseEnd, turn: SaidTurn): void {
  const promise = state.promises.get(id)
  if (promise === undefined) return
  state.promises.set(id, { ...promise, state: end, settledTurnId: turn.id, settledAt: turn.at })
}

/** Points that one is held against: in a thread of thousands of mails the old ones are nobody's concern. */
const COMPARED_MAX = 200
const latest = <T>(some: readonly T[]): readonly T[] => some.slice(-COMPARED_MAX)

/** Points without those that are another one asked again. */
function distinct(points: readonly Point[]): readonly Point[] {
  return points.filter(
    ({ text }, i) =>
      !latest(points.slice(0, i)).some(
        (before) => before.text !== null && text !== null && isAskedAgain(text, before.text),
      ),
  )
}
