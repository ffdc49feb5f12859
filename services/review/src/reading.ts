import { type Mail, parseMail } from '@proofgate/mail'
import type { Hold, MessageStatus, Sql, TimelineEntry, View } from '@proofgate/store'
import { erasedAt, octetsOf, recordView, timelineOf } from '@proofgate/store'
import { type CustomerWords, customerWordsOf } from './customer-words.ts'
import { holdOf } from './hold-lookup.ts'
import { messageFor, stepsFor } from './message-lookup.ts'
import type { Person } from './person.ts'
import { ProblemError } from './problem.ts'

/** A mail as a person reads it. */
export type Reading = {
  readonly mail: Mail
  /** What the customer wrote, as far as the reply quotes it; `null` when it quotes nothing. */
  readonly customer: CustomerWords | null
  readonly timeline: readonly TimelineEntry[]
}

export type HoldReading = Reading & { readonly hold: Hold }
export type MessageReading = Reading & { readonly message: MessageStatus }

/**
 * Opens a held message for a person. That they looked is on record before they see anything (promise 8), and the
 * octets are proved to be those that came in.
 */
export async function readHold(sql: Sql, given: string, person: Person): Promise<HoldReading> {
  const hold = await holdOf(sql, given)
  return { hold, ...(await read(sql, { messageId: hold.id, as: 'hold', actor: person.actor })) }
}

/** Opens any message for a person, in the same way. */
export async function readMessage(sql: Sql, message: MessageStatus, person: Person): Promise<MessageReading> {
  const reading = await read(sql, { messageId: message.id, as: 'message', actor: person.actor })
  return { message, ...reading, timeline: stepsFor(reading.timeline, person) }
}

/** The octets of a message and its id, on record as looked at. `what`: the whole source, or only its HTML. */
export async function openOctets(
  sql: Sql,
  look: { readonly id: string; readonly as: View['as']; readonly what: 'raw' | 'html' },
  person: Person,
): Promise<{ readonly id: string; readonly raw: Buffer }> {
  const { as, what } = look
  const { id } = as === 'hold' ? await holdOf(sql, look.id) : await messageFor(sql, look.id, person)
  const raw = await rawOf(sql, id)
  await recordView(sql, { messageId: id, as, actor: person.actor, what })
  return { id, raw }
}

async function read(sql: Sql, view: Omit<View, 'what'>): Promise<Reading> {
  const raw = await rawOf(sql, view.messageId)
  await recordView(sql, { ...view, what: 'message' })
  const [mail, timeline] = await Promise.all([parseMail(raw), timelineOf(sql, view.messageId)])
  return { mail, customer: customerWordsOf(mail), timeline }
}

async function rawOf(sql: Sql, id: string): Promise<Buffer> {
  const raw = await octetsOf(sql, id)
  if (raw === null) throw await goneOf(sql, id)
  return raw
}

async function goneOf(sql: Sql, id: string): Promise<ProblemError> {
  const at = await erasedAt(sql, id)
  return at === null
    ? new ProblemError('not-found', `The octets of message ${id} are not on record.`)
    : new ProblemError('erased', `The words of message ${id} were erased at ${at.toISOString()}.`)
}
