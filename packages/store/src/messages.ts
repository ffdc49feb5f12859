import type { Judgement } from '@proofgate/checks'
import { storable } from './rows.ts'
import type { ORIGINS, RECIPIENT_STATES } from './schema.ts'
import type { Sql } from './sql.ts'
import type { MessageState } from './states.ts'

/** What became of one message. */
export type MessageStatus = {
  readonly id: string
  readonly origin: (typeof ORIGINS)[number]
  readonly aboutId: string | null
  readonly state: MessageState
  readonly receivedAt: Date
  /** When it was held for review; `null` when it never was. */
  readonly heldAt: Date | null
  readonly login: string | null
  readonly envelopeFrom: string
  readonly from: string | null
  readonly subject: string | null
  readonly messageId: string | null
  readonly sizeBytes: number
  readonly sha256: string
  readonly recipients: readonly {
    readonly address: string
    readonly state: (typeof RECIPIENT_STATES)[number]
    readonly lastReply: string | null
  }[]
  readonly judgement: Judgement | null
}

/** The message of that id, or `null`. */
export async function findMessage(sql: Sql, id: string): Promise<MessageStatus | null> {
  const [row] = await sql<(Omit<MessageStatus, 'sha256'> & { sha256: Buffer })[]>`
    select m.id, m.origin, m.about_id as "aboutId", m.state, m.received_at as "receivedAt", m.login,
      m.envelope_from as "envelopeFrom", m.header_from as "from", m.header_subject as subject, m.header_message_id as "messageId",
      m.size_bytes as "sizeBytes", m.sha256,
      (select h.held_at from holds h where h.message_id = m.id) as "heldAt",
      (select json_agg(json_build_object('address', r.address, 'state', r.state, 'lastReply', r.last_reply)
                       order by r.position) from recipients r where r.message_id = m.id) as recipients,
      (select judgement from judgements j where j.message_id = m.id order by j.id desc limit 1) as judgement
    from messages m where m.id = ${storable(id)}`
  return row === undefined ? null : { ...row, sha256: row.sha256.toString('hex') }
}

/** A step of a message's way, as recorded. */
export type TimelineEntry = {
  readonly at: Date
  readonly kind: string
  readonly actor: string
  readonly data: Readonly<Record<string, unknown>>
}

/** Every recorded step of a message, oldest first. */
export async function timelineOf(sql: Sql, id: string): Promise<TimelineEntry[]> {
  return sql<TimelineEntry[]>`select at, kind, actor, data from events where message_id = ${storable(id)} order by id`
}
