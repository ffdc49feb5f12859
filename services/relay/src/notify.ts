/** What the agent is told about the own message: a reply to it that any mail tool can show (promise 5). */
import { createHash } from 'node:crypto'
import type { Judgement } from '@proofgate/checks'
import { agentNotice, type Envelope } from '@proofgate/mail'
import { type NewMessage, newId, type OwnMessage } from '@proofgate/store'

/** The message a notice is about. */
export type Noticed = {
  readonly messageId: string
  readonly envelope: Pick<Envelope, 'from' | 'recipients'>
  readonly header: NewMessage['header']
  readonly raw: Buffer
  readonly routeDomain: string
}

/** What happened. A hold without a judgement is of a message nobody could read in time. */
export type Happening =
  | { readonly kind: 'held'; readonly message: Noticed; readonly judgement: Judgement | null }
  | { readonly kind: 'returned'; readonly message: Noticed; readonly judgement: Judgement }

/** Writes the notices that a happening calls for; none where nobody is to be told. */
export type Notify = (happening: Happening) => Promise<readonly OwnMessage[]>

export type NotifyOptions = {
  readonly hostname: string
  /** From of notices, `Name <address>`. */
  readonly from: string
  /** Whether a hold is told. */
  readonly onHold: boolean
  /** Base URL of the console, for links. */
  readonly reviewUrl: string
  /** How long a notice may take to be delivered, in milliseconds. */
  readonly expireMs: number
}

/** A writer of notices. */
export function notifier(options: NotifyOptions): Notify {
  return async ({ kind, message, judgement }) => {
    if (kind === 'held' && !options.onHold) return []
    const id = newId()
    const notice = await agentNotice({
      kind: kind === 'held' ? 'held' : 'returned-by-policy',
      about: {
        id: message.messageId,
        envelopeFrom: message.envelope.from,
        recipients: message.envelope.recipients.map((recipient) => recipient.address),
        header: message.header,
        raw: message.raw,
      },
      findings: judgement?.findings ?? [],
      unread: judgement?.unread ?? [],
      reviewer: null,
      note: null,
      link: `${options.reviewUrl}/messages/${message.messageId}`,
      from: options.from,
      messageId: `<${id}@${options.hostname}>`,
      date: new Date(),
    })
    if (notice === null) return []
    const own: NewMessage = {
      id,
      origin: 'notice',
      aboutId: message.messageId,
      login: null,
      clientAddress: null,
      clientName: null,
      protocol: null,
      envelope: notice.envelope,
      raw: notice.raw,
      sha256: createHash('sha256').update(notice.raw).digest(),
      routeDomain: message.routeDomain,
      trace: '',
      header: notice.header,
      normalised: false,
      turn: null,
    }
    return [{ message: own, expireMs: options.expireMs }]
  }
}
