/** Which delivery reports an attempt calls for (RFC 3461 §6), and the messages that carry them. */
import { createHash } from 'node:crypto'
import { composeDsn, type Dsn, type DsnRecipient, type Mailbox } from '@proofgate/mail'
import { type ClaimedDelivery, newId, type OwnMessage, type RecipientResult } from '@proofgate/store'
import { listedFieldsOf } from '../intake/header.ts'

/** What became of a recipient, as a report would tell it. */
export type Fate = { readonly result: RecipientResult; readonly action: Exclude<DsnRecipient['action'], 'delivered'> }

export type ReporterOptions = {
  /** Our name. */
  readonly hostname: string
  readonly from: Mailbox
  /** How long a report itself is tried. */
  readonly expireMs: number
}

/** A mail up to this size comes back whole when its sender asked for that (RET=FULL). */
const RETURN_MAX = 1024 * 1024

const KINDS = [
  { kind: 'failed', actions: ['failed', 'expired'], wish: 'FAILURE' },
  { kind: 'delayed', actions: ['delayed'], wish: 'DELAY' },
  { kind: 'relayed', actions: ['relayed'], wish: 'SUCCESS' },
] as const

/**
 * The reports to send: at most one of each kind, for all recipients it concerns. None about mail with the null sender
 * and none about our own mail: nobody reads it, and reports about reports would never end (RFC 5321 §6.1).
 * @param host host:port of the smarthost, `null` when none was reached
 */
export async function reportsOf(
  delivery: ClaimedDelivery,
  fates: readonly Fate[],
  host: string | null,
  options: ReporterOptions,
): Promise<OwnMessage[]> {
  if (delivery.envelope.from === '' || delivery.origin !== 'submission') return []
  const notifyAt = new Map(delivery.recipients.map(({ position, notify }) => [position, notify]))
  const reports: Promise<OwnMessage>[] = []
  for (const { kind, actions, wish } of KINDS) {
    const told = fates.filter(
      ({ action, result }) => actions.some((each) => each === action) && isWished(wish, notifyAt.get(result.position)),
    )
    if (told.length > 0) reports.push(reportOf(delivery, kind, told, host, options))
  }
  return Promise.all(reports)
}

/** RFC 3461 §4.1: without NOTIFY, failures and delays are told, successes are not. */
function isWished(wish: 'FAILURE' | 'DELAY' | 'SUCCESS', notify: string | null | undefined): boolean {
  return notify == null ? wish !== 'SUCCESS' : notify.split(',').includes(wish)
}

async function reportOf(
  delivery: ClaimedDelivery,
  kind: Dsn['kind'],
  fates: readonly Fate[],
  host: string | null,
  { hostname, from, expireMs }: ReporterOptions,
): Promise<OwnMessage> {
  const { envelope, raw: original } = delivery
  const orcptAt = new Map(delivery.recipients.map(({ position, orcpt }) => [position, orcpt]))
  const isWhole = envelope.ret === 'FULL' && kind === 'failed' && !envelope.requireTls && original.length <= RETURN_MAX
  const now = new Date()
  const raw = await composeDsn({
    kind,
    from,
    to: { name: '', address: envelope.from },
    date: now,
    reportingMta: hostname,
    arrivalDate: delivery.receivedAt,
    triedSince: delivery.createdAt,
    originalEnvelopeId: envelope.envid,
    originalHeaders: original,
    ...(isWhole ? { returnFull: original } : {}),
    recipients: fates.map(({ action, result }) => ({
      action,
      finalRecipient: result.address,
      originalRecipient: orcptAt.get(result.position) ?? null,
      status: result.enhanced ?? '',
      diagnosticCode: result.reply,
      remoteMta: host?.replace(/:\d+$/, '') ?? null,
      lastAttemptDate: now,
      willRetryUntil: action === 'delayed' ? delivery.expiresAt : null,
    })),
  })
  return { message: messageOf(delivery, raw), expireMs }
}

/** A report goes with the null sender to whom the message came from, by the way that its sender's mail goes. */
function messageOf(delivery: ClaimedDelivery, raw: Buffer): OwnMessage['message'] {
  const to = delivery.envelope.from
  return {
    id: newId(),
    origin: 'dsn',
    aboutId: delivery.messageId,
    login: null,
    clientAddress: null,
    clientName: null,
    protocol: null,
    envelope: {
      from: '',
      recipients: [{ address: to, notify: null, orcpt: null }],
      body: null,
      // The report is ASCII; only the address it goes to may not be.
      smtpUtf8: /[^\x00-\x7f]/.test(to),
      requireTls: false,
      ret: null,
      envid: null,
    },
    raw,
    sha256: createHash('sha256').update(raw).digest(),
    routeDomain: delivery.routeDomain,
    trace: '',
    header: listedFieldsOf(raw),
    normalised: false,
    turn: null,
  }
}
