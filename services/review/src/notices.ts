import { createHash } from 'node:crypto'
import { type AgentNoticeMail, agentNotice } from '@proofgate/mail'
import type { Sql } from '@proofgate/store'
import { ChangedBytesError, type Hold, newId, type OwnMessage, octetsOf } from '@proofgate/store'
import type { Desk } from './desk.ts'
import type { Person } from './person.ts'

/** What was decided, as far as the agent is told. */
type Decided = { readonly decision: 'release' | 'return'; readonly person: Person; readonly note: string | null }

/**
 * What the agent is told of a decision: always of a return, of a release where `notices.on_release` says so. None
 * where neither the envelope nor From names anybody.
 */
export async function noticesOf(desk: Desk, hold: Hold, decided: Decided): Promise<readonly OwnMessage[]> {
  const { config, hostname, url } = desk
  if (decided.decision === 'release' && !config.notices.onRelease) return []
  const id = newId()
  const mail = await agentNotice({
    kind: decided.decision === 'release' ? 'released' : 'returned-by-reviewer',
    about: {
      id: hold.id,
      envelopeFrom: hold.envelopeFrom,
      recipients: hold.recipients,
      header: { messageId: hold.messageId, subject: hold.subject, from: hold.from },
      raw: await readableOctets(desk.sql, hold.id),
    },
    findings: hold.judgement?.findings ?? [],
    unread: hold.judgement?.unread ?? [],
    // A token or a sign-in link is nobody's name.
    reviewer: decided.person.login === null ? null : decided.person.name,
    note: decided.note,
    link: `${url}/messages/${hold.id}`,
    from: config.notices.from ?? `Proofgate <proofgate@${hostname}>`,
    messageId: `<${id}@${hostname}>`,
    date: new Date(),
  })
  return mail === null ? [] : [{ message: ownMessage(id, hold, mail), expireMs: config.delivery.expire }]
}

/** `null` when the stored octets are not those that came in: such a mail cannot be released, but it can be returned. */
async function readableOctets(sql: Sql, id: string): Promise<Buffer | null> {
  try {
    return await octetsOf(sql, id)
  } catch (error) {
    if (error instanceof ChangedBytesError) return null
    throw error
  }
}

function ownMessage(id: string, hold: Hold, { raw, envelope, header }: AgentNoticeMail): OwnMessage['message'] {
  return {
    id,
    origin: 'notice',
    aboutId: hold.id,
    login: null,
    clientAddress: null,
    clientName: null,
    protocol: null,
    envelope,
    raw,
    sha256: createHash('sha256').update(raw).digest(),
    routeDomain: hold.routeDomain,
    trace: '',
    header,
    normalised: false,
    turn: null,
  }
}
