import { bestBodyOf, type Mail, parseMail, quotedAuthorOf, quotedTextOf } from '@proofgate/mail'
import type { Sql } from '@proofgate/store'
import { type Hold, octetsOf, recordView, type TimelineEntry, timelineOf } from '@proofgate/store'
import { holdOf } from './hold-lookup.ts'
import type { Person } from './person.ts'
import { ProblemError } from './problem.ts'

/** A held message as a reviewer reads it. */
export type Reading = {
  readonly hold: Hold
  readonly mail: Mail
  readonly customer: CustomerWords | null
  readonly timeline: readonly TimelineEntry[]
}

/** What the customer wrote, as far as the reply quotes it; `null` when it quotes nothing. */
export type CustomerWords = { readonly text: string; readonly author: string | null }

/**
 * Opens a held message for a person. That they looked is on record before they see anything (promise 8), and the
 * octets are proved to be those that came in.
 */
export async function readHold(sql: Sql, id: string, person: Person): Promise<Reading> {
  const hold = await holdOf(sql, id)
  const raw = await rawOf(sql, hold.id)
  await recordView(sql, hold.id, person.actor, 'message')
  const [mail, timeline] = await Promise.all([parseMail(raw), timelineOf(sql, hold.id)])
  return { hold, mail, customer: customerOf(mail), timeline }
}

/** The octets of a held message, on record as looked at. `what`: the whole source, or only its HTML. */
export async function openOctets(
  sql: Sql,
  id: string,
  person: Person,
  what: 'raw' | 'html',
): Promise<{ readonly hold: Hold; readonly raw: Buffer }> {
  const hold = await holdOf(sql, id)
  const raw = await rawOf(sql, hold.id)
  await recordView(sql, hold.id, person.actor, what)
  return { hold, raw }
}

async function rawOf(sql: Sql, id: string): Promise<Buffer> {
  const raw = await octetsOf(sql, id)
  if (raw === null) throw new ProblemError('not-found', `The octets of message ${id} are not on record.`)
  return raw
}

function customerOf(mail: Mail): CustomerWords | null {
  const body = bestBodyOf(mail)
  const text = body === null ? '' : quotedTextOf(body)
  if (body === null || text === '') return null
  const author = quotedAuthorOf(body)
  return { text, author: author === null ? null : author.name || author.address || null }
}
