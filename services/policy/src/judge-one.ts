import { type Judgement, judge, type Memory, type ModelSource, NO_MEMORY, type Policy } from '@proofgate/checks'
import { type Envelope, fieldsOf, mailboxesOf } from '@proofgate/mail'

/** A message to judge. */
export type Case = {
  /** RFC 5322 octets. */
  readonly raw: Uint8Array
  /** `null` when it is not known: then it is read from the header. */
  readonly envelope: Envelope | null
  /** Earlier messages of the thread, oldest first. */
  readonly conversation: readonly Uint8Array[]
  /** What the store knows besides; `null` when nobody looked. @default null */
  readonly memory?: Memory | null
  readonly policy: Policy
}

/** Judges one message in this thread, with the language model where one is given. Never throws on odd mail. */
export function judgeOne({ envelope, memory, ...rest }: Case, model: ModelSource | null = null): Promise<Judgement> {
  return judge({
    ...rest,
    envelope: envelope ?? envelopeFrom(rest.raw),
    memory: memory ?? NO_MEMORY,
    model,
  })
}

/**
 * The envelope a message's header suggests: From to all of To, Cc and Bcc.
 * A header without sender gives an address nobody has (RFC 2606), since the null sender would mean a delivery report.
 */
export function envelopeFrom(raw: Uint8Array): Envelope {
  const addresses = (name: string) =>
    fieldsOf(raw, name).flatMap((value) => mailboxesOf(value).map((mailbox) => mailbox.address))
  const from = addresses('from')[0] ?? addresses('sender')[0] ?? 'unknown@sender.invalid'
  const recipients = [...new Set(['to', 'cc', 'bcc'].flatMap(addresses))]
  return {
    from,
    recipients: recipients.map((address) => ({ address, notify: null, orcpt: null })),
    body: null,
    smtpUtf8: false,
    requireTls: false,
    ret: null,
    envid: null,
  }
}
