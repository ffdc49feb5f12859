/** What is known of the conversation a message goes into, before it is judged. */
import { constants, zstdDecompress } from 'node:zlib'
import { storable } from './rows.ts'
import { isSaid } from './said.ts'
import type { Sql } from './sql.ts'
import { findConversation, type Seeker } from './threads.ts'

/** A promise of ours that nothing has settled. */
export type OpenPromise = {
  readonly id: number
  readonly text: string
  readonly timeWords: string | null
  readonly madeAt: Date
  readonly dueAt: Date
  readonly agent: string | null
}

/** A conversation as a judge is told of it. */
export type RecalledConversation = {
  /** `null` where only mails are known that nobody has read yet. */
  readonly id: string | null
  /** Octets of its latest turns that were said, oldest first: at most 20, of 256 KB each and 1 MB together. */
  readonly turns: readonly Buffer[]
  readonly openPromises: readonly OpenPromise[]
  /** Addresses that wrote or got a turn of it, lower case; at most 1000. */
  readonly people: readonly string[]
  /** When our answer is due; `null` unless the customer waits on us. */
  readonly answerDueAt: Date | null
}

/** A message that is to be judged. */
export type Judged = Seeker & {
  /** `TurnHeader.identity`: a copy that came by the journal is no turn before it. */
  readonly identity: Buffer
}

const TURNS_MAX = 20
/** What a writer wrote stands at the front of a mail; what is cut off are files. */
const TURN_BYTES_MAX = 256 * 1024
const BYTES_MAX = 1024 * 1024
const PROMISES_MAX = 100
const PEOPLE_MAX = 1000
/** Turns whose people are told. */
const PEOPLE_TURNS_MAX = 100

/** The conversation that a message goes into, by its header and recipients; `null` when none is known. Changes nothing. */
export async function conversationFor(sql: Sql, judged: Judged): Promise<RecalledConversation | null> {
  const found = await findConversation(sql, judged)
  const id = found?.id ?? null
  const [turns, known] = await Promise.all([turnsOf(sql, id, judged), id === null ? null : knownOf(sql, id)])
  if (id === null && turns.length === 0) return null
  return { id, turns, openPromises: [], people: [], answerDueAt: null, ...known }
}

/** Turns of the conversation, and mails that the message answers though nobody has read them yet. */
async function turnsOf(sql: Sql, id: string | null, judged: Judged): Promise<readonly Buffer[]> {
  const rows = await sql<{ bytes: Buffer | null }[]>`
    with latest as (
      (select t.id, t.message_id, t.written_at from turns t left join messages m on m.id = t.message_id
       where t.conversation_id = ${id} and t.identity <> ${judged.identity} and t.erased_at is null
         and t.automatic is null and ${isSaid(sql)}
       order by t.written_at desc, t.id desc limit ${TURNS_MAX})
      union all
      (select t.id, t.message_id, t.written_at from turns t left join messages m on m.id = t.message_id
       where t.header_message_id = any(${judged.keys.references.map(storable)}::text[]) and t.read_at is null
         and t.conversation_id is null and t.identity <> ${judged.identity} and t.erased_at is null
         and t.automatic is null and ${isSaid(sql)}
       order by t.written_at desc, t.id desc limit ${TURNS_MAX})
    )
    select substring(coalesce(b.bytes, tb.bytes) from 1 for ${TURN_BYTES_MAX}) as bytes
    from (select * from latest order by written_at desc, id desc limit ${TURNS_MAX}) l
    left join bodies b on b.message_id = l.message_id
    left join turn_bodies tb on tb.turn_id = l.id and b.message_id is null
    order by l.written_at desc, l.id desc`
  const turns: Buffer[] = []
  let bytes = 0
  for (const row of rows) {
    const octets = row.bytes === null ? null : await beginningOf(row.bytes)
    if (octets === null) continue
    bytes += octets.length
    if (bytes > BYTES_MAX) break
    turns.push(octets)
  }
  return turns.reverse()
}

/** The first octets of a mail from the first ones of its packed form; `null` when they cannot be unpacked. */
function beginningOf(packed: Buffer): Promise<Buffer | null> {
  return new Promise((resolve) => {
    zstdDecompress(packed, { finishFlush: constants.ZSTD_e_flush }, (error, octets) =>
      resolve(error === null ? octets.subarray(0, TURN_BYTES_MAX) : null),
    )
  })
}

async function knownOf(
  sql: Sql,
  id: string,
): Promise<Pick<RecalledConversation, 'openPromises' | 'people' | 'answerDueAt'>> {
  const [row] = await sql<{ answerDueAt: Date | null; people: string[]; promises: PromiseJson[] | null }[]>`
    select c.answer_due_at as "answerDueAt",
      array(select distinct person from (
          select t.recipients || t.author_address as people from turns t left join messages m on m.id = t.message_id
          where t.conversation_id = c.id and ${isSaid(sql)} order by t.written_at desc limit ${PEOPLE_TURNS_MAX}
        ) said cross join unnest(said.people) as person where person is not null limit ${PEOPLE_MAX}) as people,
      (select json_agg(p) from (
          select id, text, time_words as "timeWords", made_at as "madeAt", due_at as "dueAt", agent from promises
          where conversation_id = c.id and state = 'open' and text is not null order by due_at limit ${PROMISES_MAX}
        ) p) as promises
    from conversations c where c.id = ${id}`
  const openPromises = (row?.promises ?? []).map((promise) => ({
    ...promise,
    madeAt: new Date(promise.madeAt),
    dueAt: new Date(promise.dueAt),
  }))
  return { openPromises, people: row?.people ?? [], answerDueAt: row?.answerDueAt ?? null }
}

type PromiseJson = Omit<OpenPromise, 'madeAt' | 'dueAt'> & { readonly madeAt: string; readonly dueAt: string }
