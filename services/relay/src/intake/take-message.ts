/** What becomes of a message that came in whole: read, judged, put on record, answered. One way in, whatever the verdict. */
import type { Judgement } from '@proofgate/checks'
import { blanksOf, turnHeaderOf } from '@proofgate/mail'
import {
  type Accepted,
  type Acceptor,
  type ClaimedDelivery,
  isConnectionTrouble,
  type Lease,
  type NewMessage,
  type NextStep,
  newId,
  type OwnMessage,
} from '@proofgate/store'
import type { Log } from '@proofgate/telemetry'
import type { Answer, Judge } from '../judge.ts'
import type { Noticed, Notify } from '../notify.ts'
import type { Incoming, TakeMessage } from '../smtp/manner.ts'
import { type Reply, reply } from '../smtp/reply.ts'
import { HEADER_MAX, hasLongHeader, isLooping, listedFieldsOf, routeDomainOf } from './header.ts'
import { senderFaultOf } from './sender.ts'
import { traceOf } from './trace.ts'

/** What taking a message needs of the rest of the relay. */
export type Outside = {
  readonly acceptor: Acceptor
  readonly judge: Judge
  /** The queue that a forwarded message may start in at once; see Delivery. */
  readonly delivery: {
    readonly leaseFor: (sizeBytes: number) => Lease | null
    readonly withdraw: (lease: Lease) => void
    readonly offer: (delivery: ClaimedDelivery) => boolean
    readonly wake: () => void
  }
  readonly notify: Notify
  readonly log: Log
}

export type TakeOptions = {
  readonly hostname: string
  readonly receivedMax: number
  readonly idHeader: boolean
  readonly budgetMs: number
  readonly onFailure: 'keep' | 'forward' | 'tempfail'
  readonly holdUnjudgedAfterMs: number
  readonly bounce: 'reject' | 'return'
  readonly expireMs: number
  /** Base URL of the console, for links. */
  readonly reviewUrl: string
}

/** How soon an unjudged message is tried again. */
const JUDGE_AGAIN_MS = 2_000

/** Takes messages: 250 only after commit (promise 1), our own trouble always 4xx. */
export function messageTaker(outside: Outside, options: TakeOptions): TakeMessage {
  return async (incoming) => {
    const { octets, connection } = incoming
    const { envelope } = connection
    const refused = refusalOf(incoming, options)
    if (refused !== null) {
      outside.log.mailRefused({ address: connection.peerAddress, why: `${refused.code} ${refused.enhanced}` })
      return refused
    }
    const message = messageOf(incoming, options)
    outside.log.mailReceived({ id: message.id, sizeBytes: octets.raw.length, recipients: envelope.recipients.length })
    const answer = await outside.judge(octets.raw, envelope, options.budgetMs)
    if ('unjudged' in answer && options.onFailure === 'tempfail') {
      outside.log.mailUnjudged({ id: message.id, why: answer.unjudged, action: 'tempfail' })
      return reply(451, '4.3.0', 'The message cannot be read right now, please try again')
    }
    if ('unjudged' in answer && options.onFailure === 'forward') {
      outside.log.mailUnjudged({ id: message.id, why: answer.unjudged, action: 'forward' })
    }
    const next = nextStepOf(answer, () => outside.delivery.leaseFor(octets.raw.length), options)
    const notices = await noticesOf(message, next, outside.notify)
    try {
      const accepted = await outside.acceptor.accept({ message, next, notices })
      start(accepted, message, next, outside)
      logStep(accepted, answer, outside.log)
      return replyOf(accepted, options)
    } catch (error) {
      outside.log.fault('a message could not be put on record', error)
      return isConnectionTrouble(error)
        ? reply(451, '4.3.0', 'The record cannot be written right now, please try again')
        : reply(451, '4.3.0', 'Something went wrong here, please try again')
    } finally {
      if (next.state === 'forwarding' && next.lease !== null) outside.delivery.withdraw(next.lease)
    }
  }
}

/** Why a message is not for us, before anybody reads it. */
function refusalOf({ octets, principal, connection }: Incoming, options: TakeOptions): Reply | null {
  if (octets.raw.length === 0) return reply(554, '5.6.0', 'The message is empty')
  if (hasLongHeader(octets.raw)) {
    return reply(554, '5.6.0', `The header is larger than the ${HEADER_MAX} octets taken here`)
  }
  if (isLooping(octets.raw, options.hostname, options.receivedMax)) {
    return reply(554, '5.4.6', 'The message goes round in a loop: it was here or elsewhere too often')
  }
  const fault = senderFaultOf(principal, connection.peerAddress, connection.envelope.from, octets.raw)
  return fault === null ? null : reply(550, '5.7.1', fault)
}

function messageOf({ octets, principal, connection }: Incoming, options: TakeOptions): NewMessage {
  const { envelope, session } = connection
  const id = newId()
  const header = listedFieldsOf(octets.raw)
  const clientName = String(session.hostNameAppearsAs ?? '')
  const protocol = protocolOf(String(session.transmissionType ?? 'ESMTP'), envelope.smtpUtf8)
  const [only, ...others] = envelope.recipients
  const at = new Date()
  const trace = traceOf({
    id,
    hostname: options.hostname,
    clientName,
    clientAddress: connection.remoteAddress,
    protocol,
    onlyRecipient: others.length === 0 ? (only?.address ?? null) : null,
    at,
    idHeader: options.idHeader,
  })
  return {
    id,
    origin: 'submission',
    aboutId: null,
    login: principal.login,
    clientAddress: connection.remoteAddress,
    clientName,
    protocol,
    envelope,
    raw: octets.raw,
    sha256: octets.sha256,
    routeDomain: routeDomainOf(envelope.from, header.from),
    trace,
    header,
    normalised: octets.normalised,
    turn: turnHeaderOf(octets.raw, at),
  }
}

/** `with` clause of RFC 3848, and of RFC 6531 §4.3 for mail that needs SMTPUTF8. */
function protocolOf(transmission: string, smtpUtf8: boolean): string {
  return smtpUtf8 ? transmission.replace(/^E?SMTP/, 'UTF8SMTP') : transmission
}

function nextStepOf(answer: Answer, leaseFor: () => Lease | null, options: TakeOptions): NextStep {
  if ('unjudged' in answer) {
    if (options.onFailure === 'forward')
      return { state: 'forwarding', judgement: null, lease: leaseFor(), expireMs: options.expireMs }
    const times = { holdAfterMs: options.holdUnjudgedAfterMs, retryAfterMs: JUDGE_AGAIN_MS }
    return { state: 'unjudged', why: answer.unjudged, ...times }
  }
  const { judgement } = answer
  switch (judgement.verdict) {
    case 'forward':
      return { state: 'forwarding', judgement, lease: leaseFor(), expireMs: options.expireMs }
    case 'hold':
      return { state: 'held', judgement, reason: 'verdict' }
    case 'bounce':
      return { state: options.bounce === 'reject' ? 'bounced' : 'returned', judgement }
  }
}

/** What the agent is told by mail: of a hold, and of a bounce that the client was not told (promise 5). */
async function noticesOf(message: NewMessage, next: NextStep, notify: Notify): Promise<readonly OwnMessage[]> {
  const noticed: Noticed = { ...message, messageId: message.id }
  switch (next.state) {
    case 'held':
      return notify({ kind: 'held', message: noticed, judgement: next.judgement })
    case 'returned':
      return notify({ kind: 'returned', message: noticed, judgement: next.judgement })
    default:
      return []
  }
}

/** A message to be forwarded starts from memory under our lease; it is read back only after a crash. */
function start(accepted: Accepted, message: NewMessage, next: NextStep, outside: Outside): void {
  if (accepted.deliveryId === null || accepted.duplicate || next.state !== 'forwarding') return
  if (next.lease === null) return outside.delivery.wake()
  const { recipients, ...envelope } = message.envelope
  const now = new Date()
  outside.delivery.offer({
    id: accepted.deliveryId,
    messageId: message.id,
    leaseToken: next.lease.token,
    attempt: 1,
    createdAt: now,
    expiresAt: new Date(now.getTime() + next.expireMs),
    delayNotices: 0,
    origin: message.origin,
    receivedAt: now,
    routeDomain: message.routeDomain,
    login: message.login,
    header: message.header,
    envelope,
    recipients: recipients.map((recipient, position) => ({ ...recipient, position })),
    trace: message.trace,
    raw: message.raw,
    sha256: message.sha256,
  })
}

/** The answer to the client: words, not numbers; the id in every case (ARCHITECTURE §2). */
function replyOf(accepted: Accepted, options: TakeOptions): Reply {
  switch (accepted.state) {
    case 'held':
      return reply(250, '2.6.0', `held for review as ${accepted.id}`)
    case 'bounced':
      return bounceOf(accepted, options.reviewUrl)
    case 'returned':
      return reply(250, '2.6.0', `not sent, returned with the reasons as ${accepted.id}`)
    case 'unjudged':
    case 'forwarding':
    case 'sent':
      return reply(250, '2.6.0', `queued as ${accepted.id}`)
    case 'failed':
      // It failed this very moment, after we had looked: sent again it is a new message.
      return accepted.duplicate
        ? reply(451, '4.3.0', `The first copy, ${accepted.id}, could not be delivered, please send it again`)
        : reply(250, '2.6.0', `taken as ${accepted.id}`)
  }
}

/**
 * RFC 5321 §4.2: a multi-line reply. What is wrong and what to do, the gravest first, then where to read on. Mail tools
 * write it into a mail of their own, so what should never have been sent is blanked in it.
 */
export function bounceOf({ id, judgement }: Pick<Accepted, 'id' | 'judgement'>, reviewUrl: string): Reply {
  const findings = judgement?.findings ?? []
  const blanks = blanksOf(findings, null)
  const lines = findings
    .filter((finding) => !finding.shadow)
    .slice(0, 12)
    .map((finding) => blanks.inFinding(finding))
    .map(({ message, suggestion }) => `- ${message} ${suggestion}`)
  return {
    code: 550,
    enhanced: '5.7.1',
    lines: [
      'The message was not sent. Please correct it and send it again:',
      ...lines,
      `Details: ${reviewUrl}/messages/${id}`,
    ],
  }
}

function logStep(accepted: Accepted, answer: Answer, log: Log): void {
  const { id } = accepted
  if (accepted.duplicate) return log.mailDuplicate({ id })
  const judged: Pick<Judgement, 'score' | 'tookMs'> | null = 'judgement' in answer ? answer.judgement : null
  const fields = { id, score: judged?.score ?? null, tookMs: judged?.tookMs ?? null }
  switch (accepted.state) {
    case 'held':
      return log.mailHeld({ ...fields, reason: 'verdict' })
    case 'bounced':
    case 'returned':
      return log.mailBounced(fields)
    case 'unjudged':
      return log.mailUnjudged({ id, why: 'unjudged' in answer ? answer.unjudged : '', action: 'keep' })
    default:
      return log.mailForwarded(fields)
  }
}
