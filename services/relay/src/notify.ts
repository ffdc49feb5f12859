/** What the agent is told about the own message: a reply to it that any mail tool can show (promise 5). */
import { createHash } from 'node:crypto'
import type { Judgement } from '@proofgate/checks'
import { agentNotice, type Envelope } from '@proofgate/mail'
import { type NewMessage, newId, type OwnMessage } from '@proofgate/store'

/** The message a notice is about. */
export type Noticed = {
  readonly messageId: string
  readonly login: string | null
  readonly envelope: Pick<Envelope, 'from'>
  readonly header: NewMessage['header']
  readonly raw: Buffer
  readonly routeDomain: string
}

/** What happened. */
export type Happening =
  | { readonly kind: 'held' | 'held-unjudged'; readonly message: Noticed; readonly judgement: Judgement | null }
  | { readonly kind: 'returned'; readonly message: Noticed; readonly judgement: Judgement }

/** Writes the notices that a happening calls for; none where nobody is to be told. */
export type Notify = (happening: Happening) => Promise<readonly OwnMessage[]>

export type NotifyOptions = {
  readonly hostname: string
  /** From of notices, `Name <address>`. */
  readonly from: string
  readonly onHold: boolean
  /** Base URL of the console, for links. */
  readonly reviewUrl: string
  readonly expireMs: number
}
