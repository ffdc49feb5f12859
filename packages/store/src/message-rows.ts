import type { Envelope, TurnHeader } from '@proofgate/mail'
import { insertRows } from './rows.ts'
import type { ORIGINS } from './schema.ts'
import type { Sql } from './sql.ts'
import type { MessageState } from './states.ts'

/** A message that came in by SMTP, or that we wrote ourselves, before it is on record. */
export type NewMessage = {
  readonly id: string
  readonly origin: (typeof ORIGINS)[number]
  /** The message a notice or DSN is about; `null` for submissions. */
  readonly aboutId: string | null
  readonly login: string | null
  readonly clientAddress: string | null
  readonly clientName: string | null
  readonly protocol: string | null
  readonly envelope: Envelope
  readonly raw: Buffer
  readonly sha256: Buffer
  readonly routeDomain: string
  readonly trace: string
  readonly header: { readonly messageId: string | null; readonly subject: string | null; readonly from: string | null }
  readonly normalised: boolean
  /** Its place among other mails, for the memory; `null` for our own mail. */
  readonly turn: TurnHeader | null
}

/** A claim on a delivery: until it ends nobody else takes it. */
export type Lease = { readonly token: string; readonly ms: number }

/** Adds messages, their octets and recipients, each in its state. */
export async function insertMessageRows(
  tx: Sql,
  items: readonly { readonly message: NewMessage; readonly state: MessageState; readonly bytes: Buffer }[],
): Promise<void> {
  await Promise.all([
    insertRows(
      tx,
      'messages',
      MESSAGE_COLUMNS,
      items.map((item) => messageRow(item.message, item.state)),
    ),
    insertBodies(tx, items),
    insertRows(
      tx,
      'recipients',
      RECIPIENT_COLUMNS,
      items.flatMap((item) => recipientRows(item.message, item.state)),
    ),
  ])
}

/** Octets go as binary parameters: as JSON they would be doubled in size and parsed. */
async function insertBodies(
  tx: Sql,
  items: readonly { readonly message: NewMessage; readonly bytes: Buffer }[],
): Promise<void> {
  if (items.length === 0) return
  const places = items.map((_, i) => `($${2 * i + 1}, $${2 * i + 2})`).join(', ')
  await tx.unsafe(
    `insert into bodies (message_id, bytes) values ${places}`,
    items.flatMap((item) => [item.message.id, item.bytes]),
  )
}

/** Adds deliveries, leased to their maker or free for anyone. Times are the database's. */
export async function insertDeliveries(
  tx: Sql,
  deliveries: readonly {
    readonly id: string
    readonly messageId: string
    readonly lease: Lease | null
    readonly expireMs: number
  }[],
): Promise<void> {
  if (deliveries.length === 0) return
  const rows = deliveries.map((delivery) => ({
    id: delivery.id,
    message_id: delivery.messageId,
    token: delivery.lease?.token ?? null,
    lease_ms: delivery.lease?.ms ?? 0,
    expire_ms: delivery.expireMs,
  }))
  await tx`
    insert into deliveries (id, message_id, run_at, lease_token, attempts, expires_at)
    select id, message_id, now() + lease_ms * interval '1 ms', token, case when token is null then 0 else 1 end,
           now() + expire_ms * interval '1 ms'
    from json_to_recordset(${JSON.stringify(rows)}::text::json)
      as t(id text, message_id text, token text, lease_ms float8, expire_ms float8)`
}

const MESSAGE_COLUMNS = [
  'id',
  'origin',
  'about_id',
  'state',
  'received_at',
  'login',
  'client_address',
  'client_name',
  'protocol',
  'envelope_from',
  'body',
  'smtp_utf8',
  'require_tls',
  'ret',
  'envid',
  'size_bytes',
  'sha256',
  'route_domain',
  'trace',
  'header_message_id',
  'header_subject',
  'header_from',
  'normalised',
] as const

const RECIPIENT_COLUMNS = ['message_id', 'position', 'address', 'notify', 'orcpt', 'state'] as const

function messageRow(message: NewMessage, state: MessageState): Record<string, unknown> {
  const cut = (text: string | null) => text?.slice(0, 998) ?? null
  return {
    id: message.id,
    origin: message.origin,
    about_id: message.aboutId,
    state,
    received_at: 'now',
    login: message.login,
    client_address: message.clientAddress,
    client_name: message.clientName,
    protocol: message.protocol,
    envelope_from: message.envelope.from,
    body: message.envelope.body,
    smtp_utf8: message.envelope.smtpUtf8,
    require_tls: message.envelope.requireTls,
    ret: message.envelope.ret,
    envid: message.envelope.envid,
    size_bytes: message.raw.length,
    sha256: message.sha256,
    route_domain: message.routeDomain,
    trace: message.trace,
    header_message_id: indexable(message.header.messageId),
    header_subject: cut(message.header.subject),
    header_from: cut(message.header.from),
    normalised: message.normalised,
  }
}

/** An index takes a third of a page; RFC 5322 allows a line 998 octets. */
function indexable(text: string | null): string | null {
  if (text === null || Buffer.byteLength(text) <= 998) return text
  return Buffer.from(text)
    .subarray(0, 998)
    .toString('utf8')
    .replace(/\ufffd$/, '')
}

function recipientRows(message: NewMessage, state: MessageState): Record<string, unknown>[] {
  return message.envelope.recipients.map((recipient, position) => ({
    message_id: message.id,
    position,
    address: recipient.address,
    notify: recipient.notify,
    orcpt: recipient.orcpt,
    state: state === 'bounced' || state === 'returned' ? 'cancelled' : 'waiting',
  }))
}
