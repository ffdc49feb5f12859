/** What reading a turn, and following its conversation, puts on record. */
import type { TurnReading } from '@proofgate/checks'
import type { Conversation, Point, PromiseRow, ResponseTime, SaidTurn, Summary } from '@proofgate/conversations'
import { replaceAnswers } from './answers.ts'
import { markChanged, placeTurn, type TurnToPlace } from './conversations.ts'
import { insertRows, jsonOf } from './rows.ts'
import { isSaid } from './said.ts'
import { addSketches, type SentReply } from './sketches.ts'
import type { AnyRow, Sql } from './sql.ts'
import { markStale } from './stale.ts'
import { insertSaidSentences, type SaidSentence } from './theme-sentences.ts'
import { settleRead, type TurnWords, type UnreadTurn } from './turns.ts'

/** What was read of a turn: its words, and what stands in them. */
export type TurnRead = {
  readonly place: TurnToPlace
  readonly words: Omit<TurnWords, 'conversationId'>
  readonly points: TurnReading['points']
  readonly promises: TurnReading['promises']
  readonly said: readonly SaidSentence[]
}

/**
 * Puts a turn that was read in its place, with its points and promises, in one transaction. Read once more, it stays
 * where it is, and so does what became of its points. `false` when the lease was lost meanwhile: then nothing changed.
 */
export async function rememberTurn(sql: Sql, turn: UnreadTurn, read: TurnRead): Promise<boolean> {
  return sql.begin(async (tx) => {
    const [mine] = await tx<{ conversation: string | null; erasedAt: Date | null; isSaid: boolean; isNew: boolean }[]>`
      select t.conversation_id as conversation, t.erased_at as "erasedAt",
        ${isSaid(tx)} as "isSaid",
        not exists (select 1 from points where turn_id = t.id) and
          not exists (select 1 from promises where turn_id = t.id) as "isNew"
      from turns t left join messages m on m.id = t.message_id
      where t.id = ${turn.id} and t.lease_token = ${turn.leaseToken} and t.read_at is null for update of t`
    if (mine === undefined) return false
    const conversationId = mine.conversation ?? (await placeTurn(tx, read.place))
    await settleRead(tx, turn, { ...read.words, conversationId })
    if (conversationId === null) return true
    await markChanged(tx, conversationId)
    // What is held promises nothing yet. When it is released it is read once more.
    if (mine.erasedAt !== null || !mine.isSaid) return true
    if (mine.isNew) await insertSaid(tx, turn, conversationId, read)
    await insertSaidSentences(tx, turn, read.said)
    return true
  })
}

async function insertSaid(tx: Sql, turn: UnreadTurn, conversationId: string, read: TurnRead): Promise<void> {
  const of = { conversation_id: conversationId, turn_id: turn.id }
  await insertRows(
    tx,
    'points',
    ['conversation_id', 'turn_id', 'kind', 'text', 'state'],
    read.points.map(({ kind, text }) => ({ ...of, kind, text, state: 'open' })),
  )
  await insertRows(
    tx,
    'promises',
    ['conversation_id', 'turn_id', 'agent', 'text', 'time_words', 'made_at', 'due_at', 'state'],
    read.promises.map(({ text, timeWords, dueAt }) => ({
      ...of,
      agent: turn.author?.address ?? null,
      text,
      time_words: timeWords,
      made_at: turn.writtenAt,
      due_at: dueAt,
      state: 'open',
    })),
  )
}

/** A conversation as it stands on record. */
export type KnownConversation = Conversation & {
  readonly id: string
  /** Within what time it is to be answered, by what was read last; `null` where nothing says so. */
  readonly target: object | null
  readonly team: string | null
  /** Replies of ours to a customer of which no sketch was made yet. */
  readonly unsketched: readonly (Omit<SentReply, 'sketch'> & { readonly text: string })[]
}

/** What is worked out of a conversation. */
export type WorkedOut = {
  readonly points: readonly Point[]
  readonly promises: readonly PromiseRow[]
  readonly summary: Summary
  /** How long the customer waited each time. */
  readonly times: readonly ResponseTime[]
  readonly sketches: readonly SentReply[]
}

/** Turns that are gone through, the latest: a conversation of more is a machine's. */
const TURNS_MAX = 300

/**
 * Works conversations out anew that changed, in one transaction, the longest waiting first. Two that do so at once take
 * different ones.
 * @param workOut pure; `null` leaves a conversation as it is
 * @returns how many changes were dealt with
 */
export async function workOutChanged(
  sql: Sql,
  limit: number,
  workOut: (known: KnownConversation) => WorkedOut | null,
): Promise<{ readonly changes: number; readonly conversations: readonly string[] }> {
  return sql.begin(async (tx) => {
    const changes = await tx<{ id: number; conversation: string | null }[]>`
      select c.id, coalesce(merged.merged_into, merged.id) as conversation
      from (select * from conversation_changes order by id limit ${limit} for update skip locked) c
      left join turns t on t.message_id = c.message_id
      left join conversations merged on merged.id = coalesce(c.conversation_id, t.conversation_id)`
    if (changes.length === 0) return { changes: 0, conversations: [] }
    const ids = [...new Set(changes.flatMap(({ conversation }) => conversation ?? []))].sort()
    for (const id of ids) {
      const known = await knownConversation(tx, id)
      const worked = known === null ? null : workOut(known)
      if (known !== null && worked !== null) await saveWorkedOut(tx, known, worked)
    }
    await markStale(tx, ids)
    await tx`delete from conversation_changes where id = any(${changes.map(({ id }) => id)}::bigint[])`
    return { changes: changes.length, conversations: ids }
  })
}

/** What was said in a conversation, read under its lock; `null` when its words are erased: it stays as it stood then. */
async function knownConversation(tx: Sql, id: string): Promise<KnownConversation | null> {
  const [row] = await tx<{ closedAt: Date | null }[]>`
    select closed_at as "closedAt" from conversations where id = ${id} and erased_at is null for update`
  if (row === undefined) return null
  const turns = await tx<(SaidTurn & KnownBeside)[]>`
    select * from (
      select t.id, t.by, coalesce(s.at, t.written_at) as at, t.author_address as author,
        t.by = 'customer' or t.customer_address is not null as "isToCustomer", t.automatic is not null as "isAutomatic",
        t.text, t.mood, t.at_risk as "atRisk", t.because, j.judgement->'questions' as ledger, t.target, t.team,
        t.customer_address as "customerAddress", exists (select 1 from sketches k where k.turn_id = t.id) as "isSketched"
      from turns t left join messages m on m.id = t.message_id
      -- When it went out to the first of its recipients: a held one, long after it was written.
      left join lateral (select min(r.settled_at) as at from recipients r
        where r.message_id = m.id and r.state = 'sent') s on true
      left join lateral (select judgement from judgements where message_id = m.id order by id desc limit 1) j on true
      where t.conversation_id = ${id} and t.read_at is not null and ${isSaid(tx)}
      order by at desc, t.id desc limit ${TURNS_MAX}) latest
    order by at, id`
  const ids = turns.map((turn) => turn.id)
  const points = await tx<Point[]>`
    select id, turn_id as "turnId", kind, text, state, settled_turn_id as "settledTurnId", settled_at as "settledAt",
      settled_by as "settledBy"
    from points where turn_id = any(${ids}) order by id`
  const promises = await tx<PromiseRow[]>`
    select id, turn_id as "turnId", text, made_at as "madeAt", due_at as "dueAt", state,
      settled_turn_id as "settledTurnId", settled_at as "settledAt", settled_by as "settledBy"
    from promises where turn_id = any(${ids}) order by id`
  // A mail to everybody's address says less than one of a team.
  const told = turns.findLast(({ team }) => team !== null) ?? turns.findLast(({ target }) => target !== null)
  return {
    id,
    turns,
    points,
    promises,
    closedAt: row.closedAt,
    target: told?.target ?? null,
    team: told?.team ?? null,
    unsketched: turns.flatMap((turn) => {
      const { id: turnId, by, text, isAutomatic, isSketched, customerAddress, at: sentAt } = turn
      const isReply = by === 'us' && !isAutomatic && !isSketched && text !== null && customerAddress !== null
      return isReply ? [{ turnId, text, customerAddress, sentAt }] : []
    }),
  }
}

type KnownBeside = {
  readonly target: object | null
  readonly team: string | null
  readonly customerAddress: string | null
  readonly isSketched: boolean
}

async function saveWorkedOut(
  tx: Sql,
  known: KnownConversation,
  { points, promises, summary, times, sketches }: WorkedOut,
): Promise<void> {
  await saveStates(tx, 'points', changedOf(known.points, points))
  await saveStates(tx, 'promises', changedOf(known.promises, promises))
  await addSketches(tx, sketches)
  // What could not be delivered was not promised, and went to nobody.
  await tx`
    delete from sketches k using turns t, messages m
    where t.conversation_id = ${known.id} and k.turn_id = t.id and m.id = t.message_id and not ${isSaid(tx)}`
  await tx`
    delete from promises p using turns t, messages m
    where p.conversation_id = ${known.id} and t.id = p.turn_id and m.id = t.message_id
      and not ${isSaid(tx)}`
  const { turns, team } = known
  const from = turns.length < TURNS_MAX ? null : (turns[0]?.at ?? null)
  await replaceAnswers(tx, { conversationId: known.id, team, from, times })
  await tx`
    update conversations set turn_count = (
        select count(*) from turns t left join messages m on m.id = t.message_id
        where t.conversation_id = ${known.id} and t.read_at is not null
          and ${isSaid(tx)}),
      last_at = coalesce(${turns.at(-1)?.at ?? null}, last_at),
      waits_on = ${summary.waitsOn}, waiting_since = ${summary.waitingSince}, answer_due_at = ${summary.answerDueAt},
      open_points = ${summary.openPoints}, mood = ${summary.mood}, at_risk = ${summary.atRisk},
      because = ${summary.because as string[]}, agents = ${summary.agents as string[]}, team = ${team}
    where id = ${known.id}`
}

type State = {
  readonly id: number
  readonly state: string
  readonly settledTurnId: string | null
  readonly settledAt: Date | null
}

function changedOf<Row extends State>(before: readonly Row[], after: readonly Row[]): readonly Row[] {
  const was = new Map(before.map((row) => [row.id, row]))
  return after.filter((row) => {
    const old = was.get(row.id)
    return (
      old?.state !== row.state ||
      old.settledTurnId !== row.settledTurnId ||
      old.settledAt?.getTime() !== row.settledAt?.getTime()
    )
  })
}

/** What a person settled stays: a mark may have been set while this was worked out. */
async function saveStates(tx: Sql, table: 'points' | 'promises', rows: readonly State[]): Promise<void> {
  if (rows.length === 0) return
  const json = jsonOf(rows.map(({ id, state, settledTurnId, settledAt }) => ({ id, state, settledTurnId, settledAt })))
  await tx.unsafe<AnyRow>(
    `update ${table} p set state = t.state, settled_turn_id = t."settledTurnId", settled_at = t."settledAt"
     from json_to_recordset($1::text::json) as t(id bigint, state text, "settledTurnId" text, "settledAt" timestamptz)
     where p.id = t.id and p.settled_by is null`,
    [json],
  )
}
