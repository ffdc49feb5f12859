import type { Judgement } from '@proofgate/checks'
import { compressedOf } from './bodies.ts'
import { isConnectionTrouble } from './database.ts'
import { appendEvents, type NewEvent } from './events.ts'
import { groupCommit } from './group-commit.ts'
import { newId } from './ids.ts'
import { insertJudgements, judgedEvent } from './judgements.ts'
import { insertDeliveries, insertMessageRows, type Lease, type NewMessage } from './message-rows.ts'
import { insertOwnMessages, type OwnMessage } from './own-messages.ts'
import { insertRows } from './rows.ts'
import type { HOLD_REASONS } from './schema.ts'
import type { Sql } from './sql.ts'
import type { MessageState } from './states.ts'
import { duplicateKeyOf, takeKeys } from './submission-keys.ts'
import { insertSubmittedTurns } from './turns.ts'

/** What becomes of it. The judgement is `null` for our own mail and for what was never judged. */
export type NextStep =
  | {
      readonly state: 'forwarding'
      readonly judgement: Judgement | null
      readonly lease: Lease | null
      readonly expireMs: number
    }
  | { readonly state: 'held'; readonly judgement: Judgement | null; readonly reason: (typeof HOLD_REASONS)[number] }
  | { readonly state: 'bounced'; readonly judgement: Judgement }
  | { readonly state: 'returned'; readonly judgement: Judgement }
  | { readonly state: 'unjudged'; readonly why: string; readonly holdAfterMs: number; readonly retryAfterMs: number }

/** What a caller of `accept` learns. */
export type Accepted = {
  /** Our id, or that of the message this one repeats. */
  readonly id: string
  readonly state: MessageState
  /** True when the same octets and envelope were accepted before: no second copy was made. */
  readonly duplicate: boolean
  /** Id of the delivery that was added; `null` when none was. */
  readonly deliveryId: string | null
  /** Of the first copy when this is a repeat. */
  readonly judgement: Judgement | null
}

export type AcceptRequest = {
  readonly message: NewMessage
  readonly next: NextStep
  /** Our own messages to add in the same transaction, such as the notice that the message is held. */
  readonly notices: readonly OwnMessage[]
}

/** Puts messages on record. */
export type Acceptor = {
  /**
   * Commits message, judgement, next step and events in one transaction shared with other callers. When it resolves,
   * all of it is on stable storage (promise 1). A submission whose octets and envelope were accepted within the
   * duplicate window is not stored again: the answer names the first one. But where the first one failed or was returned,
   * or bounced under another policy, this is a new one: its sender was told to send again.
   * Repeats itself over a broken connection. Rejects `giveUpMs` after it was asked, whatever the database does; the
   * caller answers 451. Whether it is on record then is unknown: sent again, it is found there or not.
   */
  readonly accept: (request: AcceptRequest) => Promise<Accepted>
  /** Resolves when nothing is being written. */
  readonly idle: () => Promise<void>
}

/** Octets of a transaction: large messages share none, or PostgreSQL and this process would hold them all at once. */
const GROUP_BYTES_MAX = 16 * 1024 * 1024

type Prepared = AcceptRequest & {
  readonly key: Buffer | null
  readonly deliveryId: string
  readonly bytes: Buffer
  /** When nobody waits for it any more; `performance.now()`. */
  readonly deadline: number
}

/** @param options `duplicateWindowMs`: how long a repeat is recognised; `giveUpMs`: how long the database is waited for */
export function acceptor(
  sql: Sql,
  options: { readonly duplicateWindowMs: number; readonly giveUpMs: number },
): Acceptor {
  const write = async (items: readonly Prepared[]) => {
    const isLate = items.some((item) => performance.now() >= item.deadline)
    // The others are then written one by one.
    if (isLate) throw new Error(GIVEN_UP)
    return commit(sql, items, options)
  }
  const group = groupCommit<Prepared, Accepted>(write, {
    size: 50,
    weightOf: (item) => item.bytes.length,
    weightMax: GROUP_BYTES_MAX,
    inFlight: 2,
    retry: (error, tries, item) => {
      const waitMs = Math.min(50 * 2 ** tries, 1000)
      return isConnectionTrouble(error) && performance.now() + waitMs < item.deadline ? waitMs : null
    },
  })
  // The same message twice at the same moment: the second waits for the first, a statement cannot see it yet.
  const underWay = new Map<string, Promise<Accepted>>()

  const accept = async (request: AcceptRequest): Promise<Accepted> => {
    const key = request.message.origin === 'submission' ? duplicateKeyOf(request.message) : null
    const name = key?.toString('hex') ?? ''
    const twin = key === null ? undefined : underWay.get(name)
    if (twin !== undefined) return { ...(await twin), duplicate: true, deliveryId: null }
    const deadline = performance.now() + options.giveUpMs
    const result = before(deadline, prepare(request, key, deadline).then(group.add))
    if (key === null) return result
    underWay.set(name, result)
    return result.finally(() => underWay.delete(name))
  }
  return { accept, idle: group.idle }
}

/** Its beginning makes it one of those that `isConnectionTrouble` knows. */
const GIVEN_UP = 'timeout expired: the database did not answer in time'

/** Rejects at `deadline` when `result` is not there by then. */
async function before<Result>(deadline: number, result: Promise<Result>): Promise<Result> {
  const passed = Promise.withResolvers<never>()
  const timer = setTimeout(() => passed.reject(new Error(GIVEN_UP)), deadline - performance.now())
  try {
    return await Promise.race([result, passed.promise])
  } finally {
    clearTimeout(timer)
  }
}

async function prepare(request: AcceptRequest, key: Buffer | null, deadline: number): Promise<Prepared> {
  return { ...request, key, deadline, deliveryId: newId(), bytes: await compressedOf(request.message.raw) }
}

/** One transaction for all items. Repeating it for items that are already there changes nothing. */
async function commit(
  sql: Sql,
  items: readonly Prepared[],
  { duplicateWindowMs, giveUpMs }: { readonly duplicateWindowMs: number; readonly giveUpMs: number },
): Promise<readonly Accepted[]> {
  return sql.begin(async (tx) => {
    const first = await firstCopies(tx, items, duplicateWindowMs)
    const fresh = items.filter((item) => !first.has(item))
    await insertFresh(tx, fresh)
    return items.map((item) => first.get(item) ?? acceptedOf(item))
  }, giveUpMs)
}

function acceptedOf(item: Prepared): Accepted {
  const { state } = item.next
  return {
    id: item.message.id,
    state,
    duplicate: false,
    deliveryId: state === 'forwarding' ? item.deliveryId : null,
    judgement: 'judgement' in item.next ? item.next.judgement : null,
  }
}

/** Those of `items` that are on record already, each with the answer for it; the others' keys are now taken by them. */
async function firstCopies(tx: Sql, items: readonly Prepared[], windowMs: number): Promise<Map<Prepared, Accepted>> {
  const keyed = items
    .filter((item): item is Prepared & { key: Buffer } => item.key !== null)
    // One order for all transactions, or two of them could wait for each other.
    .sort((a, b) => Buffer.compare(a.key, b.key))
  const found = await ownFirstCopies(tx, items)
  if (keyed.length === 0) return found
  const taken = await takeKeys(
    tx,
    keyed.map(({ key, message, next }) => ({ key, id: message.id, policy: policyOf(next) })),
    windowMs,
  )
  const repeats = keyed.filter((item) => !taken.has(item.message.id))
  if (repeats.length === 0) return found
  const firsts = await tx<
    { key: Buffer; id: string; state: MessageState; judgement: Judgement | null; deliveryId: string | null }[]
  >`
    select r.key, m.id, m.state, j.judgement, d.id as "deliveryId"
    from recent_submissions r join messages m on m.id = r.message_id
    left join lateral (select judgement from judgements where message_id = m.id order by id limit 1) j on true
    left join lateral (select id from deliveries where message_id = m.id order by id limit 1) d on true
    where r.key in ${tx(repeats.map((item) => item.key))}`
  const byKey = new Map(firsts.map((row) => [row.key.toString('hex'), row]))
  const events: NewEvent[] = []
  for (const item of repeats) {
    const row = byKey.get(item.key.toString('hex'))
    if (row === undefined) throw new Error(`The first copy of ${item.message.id} is not on record`)
    // Our own transaction of a moment ago, whose answer was lost with the connection.
    const own = row.id === item.message.id
    found.set(item, {
      id: row.id,
      state: row.state,
      duplicate: !own,
      deliveryId: own ? row.deliveryId : null,
      judgement: row.judgement,
    })
    if (!own) events.push({ kind: 'mail.duplicate', messageId: row.id, actor: actorOf(item.message), data: {} })
  }
  await appendEvents(tx, events)
  return found
}

/** Digest of the policy it was judged by; `null` when it was not. */
function policyOf(next: NextStep): string | null {
  return 'judgement' in next ? (next.judgement?.policy ?? null) : null
}

/** Our own mail has no key: it is known by its id when a broken connection hid that it was committed. */
async function ownFirstCopies(tx: Sql, items: readonly Prepared[]): Promise<Map<Prepared, Accepted>> {
  const unkeyed = items.filter((item) => item.key === null)
  if (unkeyed.length === 0) return new Map()
  const rows = await tx<{ id: string }[]>`
    select id from messages where id in ${tx(unkeyed.map((item) => item.message.id))}`
  const there = new Set(rows.map((row) => row.id))
  return new Map(unkeyed.filter((item) => there.has(item.message.id)).map((item) => [item, acceptedOf(item)]))
}

/** Writes rows of all tables for messages that are new. Statements are sent at once and answered in order. */
async function insertFresh(tx: Sql, items: readonly Prepared[]): Promise<void> {
  if (items.length === 0) return
  const judged = items.flatMap((item) =>
    'judgement' in item.next && item.next.judgement !== null
      ? [{ id: item.message.id, judgement: item.next.judgement }]
      : [],
  )
  await Promise.all([
    insertMessageRows(
      tx,
      items.map((item) => ({ message: item.message, state: item.next.state, bytes: item.bytes })),
    ),
    insertJudgements(tx, judged),
    insertDeliveries(
      tx,
      items.flatMap((item) =>
        item.next.state === 'forwarding'
          ? [{ id: item.deliveryId, messageId: item.message.id, lease: item.next.lease, expireMs: item.next.expireMs }]
          : [],
      ),
    ),
    insertHolds(tx, items),
    insertUnjudged(tx, items),
    appendEvents(tx, items.flatMap(eventsOf)),
  ])
  await Promise.all([
    insertSubmittedTurns(
      tx,
      items.map((item) => item.message),
    ),
    insertOwnMessages(
      tx,
      items.flatMap((item) => item.notices),
    ),
  ])
}

async function insertHolds(tx: Sql, items: readonly Prepared[]): Promise<void> {
  await insertRows(
    tx,
    'holds',
    ['message_id', 'reason', 'held_at'],
    items.flatMap((item) =>
      item.next.state === 'held' ? [{ message_id: item.message.id, reason: item.next.reason, held_at: 'now' }] : [],
    ),
  )
}

async function insertUnjudged(tx: Sql, items: readonly Prepared[]): Promise<void> {
  const rows = items.flatMap((item) =>
    item.next.state === 'unjudged'
      ? [{ message_id: item.message.id, hold_ms: item.next.holdAfterMs, retry_ms: item.next.retryAfterMs }]
      : [],
  )
  if (rows.length === 0) return
  await tx`
    insert into unjudged (message_id, run_at, hold_at)
    select message_id, now() + retry_ms * interval '1 ms', now() + hold_ms * interval '1 ms'
    from json_to_recordset(${JSON.stringify(rows)}::text::json) as t(message_id text, hold_ms float8, retry_ms float8)`
}

const STEP_EVENT = {
  forwarding: 'mail.forwarded',
  held: 'mail.held',
  bounced: 'mail.bounced',
  returned: 'mail.returned',
  unjudged: 'mail.unjudged',
} as const

function eventsOf(item: Prepared): NewEvent[] {
  const { message, next } = item
  const about = { messageId: message.id, actor: 'relay' }
  const events: NewEvent[] = [
    {
      ...about,
      kind: 'mail.received',
      actor: actorOf(message),
      data: {
        size: message.raw.length,
        sha256: message.sha256.toString('hex'),
        recipients: message.envelope.recipients.length,
      },
    },
  ]
  if ('judgement' in next && next.judgement !== null) events.push({ ...about, ...judgedEvent(next.judgement) })
  const data = next.state === 'held' ? { reason: next.reason } : next.state === 'unjudged' ? { why: next.why } : {}
  events.push({ ...about, kind: STEP_EVENT[next.state], data })
  return events
}

function actorOf(message: NewMessage): string {
  return message.login === null ? 'relay' : `login:${message.login}`
}
