import { randomUUID } from 'node:crypto'
import { threadOf } from './compose-notice.ts'
import { noDefects } from './defects.ts'
import {
  dsnField,
  originalRecipientOf,
  statusOf,
  typedAddress,
  typedDiagnostic,
  typedHost,
  xtextDecoded,
} from './dsn-fields.ts'
import { dsnText } from './dsn-text.ts'
import { headerBlockOf, headerFieldsOf } from './header-block.ts'
import { type LetterFields, letterFieldsOf } from './header-fields.ts'
import type { Mailbox } from './mail.ts'
import { outgoingRoot } from './outgoing-fields.ts'

/** What became of one recipient. */
export type DsnRecipient = {
  /** `expired` is a failure after trying for long enough; on the wire it reads `failed` (RFC 3464 §2.3.3). */
  readonly action: 'failed' | 'delayed' | 'delivered' | 'relayed' | 'expired'
  /** The address as in the envelope; may hold UTF-8. */
  readonly finalRecipient: string
  /** ORCPT as received; `null` when not given. */
  readonly originalRecipient: string | null
  /** RFC 3463, such as `5.1.1`; anything else is replaced by the general code of the action. */
  readonly status: string
  /**
   * The reply of the other side, code first, repeated but never trusted; or our own words for why there was none.
   * `null` for neither.
   */
  readonly diagnosticCode: string | null
  /** Host name of the other side, or its address; `null` when none was reached. */
  readonly remoteMta: string | null
  readonly lastAttemptDate: Date | null
  /** When it is given up; `null` when it is not tried any more. */
  readonly willRetryUntil: Date | null
}

/** A delivery report. Subject and thread are taken from the header of the mail reported on. */
export type Dsn = {
  readonly kind: 'failed' | 'delayed' | 'relayed'
  readonly from: Mailbox
  /** Who is told: the envelope sender of the mail reported on. */
  readonly to: Mailbox
  /** @default now */
  readonly date?: Date
  /** With angle brackets. @default a random one of `reportingMta` */
  readonly messageId?: string
  /** Our host name. */
  readonly reportingMta: string
  readonly arrivalDate: Date
  /** Since when it was tried: a mail may have been held before. @default arrivalDate */
  readonly triedSince?: Date
  /** ENVID as received; `null` when not given. */
  readonly originalEnvelopeId: string | null
  readonly recipients: readonly DsnRecipient[]
  /** Header block of the mail reported on; a whole mail is cut to it. */
  readonly originalHeaders: Uint8Array
  /**
   * The whole mail, to be returned with the report. Not done by default: a mail held back may carry secrets. Only
   * a mail in 7-bit ASCII with lines of at most 998 octets is returned whole, any other by its header.
   */
  readonly returnFull?: Uint8Array
}

const SUBJECTS = {
  failed: 'Not delivered: ',
  delayed: 'Not delivered yet: ',
  relayed: 'Passed on: ',
} as const

/**
 * Writes a report of RFC 3464 (multipart/report), ASCII throughout, for addresses in UTF-8 too (RFC 6533 §3).
 * Send it with the null envelope sender, and never for mail that came with one.
 */
export async function composeDsn(dsn: Dsn): Promise<Buffer> {
  const about = originalOf(dsn.originalHeaders)
  const full = dsn.returnFull && Buffer.from(dsn.returnFull)
  const whole = full && isSevenBit(full) ? full : null
  const root = outgoingRoot('multipart/report; report-type=delivery-status', {
    from: dsn.from,
    to: dsn.to,
    subject: SUBJECTS[dsn.kind] + (about.subject || '(no subject)'),
    date: dsn.date ?? new Date(),
    messageId: dsn.messageId ?? `<${randomUUID()}@${dsn.reportingMta}>`,
    inReplyTo: about.messageId,
    references: threadOf(about),
  })
  root
    .createChild('text/plain; charset=utf-8')
    .setHeader('Content-Transfer-Encoding', 'quoted-printable')
    .setHeader('Content-Description', 'Notification')
    .setContent(dsnText(dsn, about.subject, whole === null ? 'header' : 'mail'))
  root
    .createChild('message/delivery-status')
    .setHeader('Content-Description', 'Delivery report')
    .setContent(statusPart(dsn))
  if (whole !== null) root.createChild('message/rfc822').setContent(whole)
  else headersPart(root, dsn.originalHeaders)
  return root.build()
}

function originalOf(headers: Uint8Array): LetterFields {
  return letterFieldsOf(headerFieldsOf(headers), noDefects())
}

function statusPart(dsn: Dsn): string {
  const message = [
    dsnField('Original-Envelope-Id', dsn.originalEnvelopeId && xtextDecoded(dsn.originalEnvelopeId)),
    dsnField('Reporting-MTA', `dns; ${dsn.reportingMta}`),
    dsnField('Arrival-Date', fieldDate(dsn.arrivalDate)),
  ].join('')
  return [message, ...dsn.recipients.map(recipientFields)].join('\r\n')
}

function recipientFields(recipient: DsnRecipient): string {
  const { action, diagnosticCode, remoteMta, lastAttemptDate, willRetryUntil } = recipient
  return [
    dsnField('Original-Recipient', recipient.originalRecipient && originalRecipientOf(recipient.originalRecipient)),
    dsnField('Final-Recipient', typedAddress(recipient.finalRecipient)),
    dsnField('Action', action === 'expired' ? 'failed' : action),
    dsnField('Status', statusOf(recipient.status, action)),
    dsnField('Remote-MTA', remoteMta && typedHost(remoteMta)),
    dsnField('Diagnostic-Code', diagnosticCode && typedDiagnostic(diagnosticCode)),
    dsnField('Last-Attempt-Date', lastAttemptDate && fieldDate(lastAttemptDate)),
    dsnField('Will-Retry-Until', action === 'delayed' && willRetryUntil ? fieldDate(willRetryUntil) : null),
  ].join('')
}

function headersPart(root: ReturnType<typeof outgoingRoot>, original: Uint8Array): void {
  const headers = Buffer.from(headerBlockOf(original))
  const part = root.createChild('text/rfc822-headers').setHeader('Content-Description', 'Header of the mail')
  // RFC 3462 §2: headers that are no 7-bit text may be sent as quoted-printable.
  if (!isSevenBit(headers)) part.setHeader('Content-Transfer-Encoding', 'quoted-printable')
  part.setContent(headers)
}

function isSevenBit(bytes: Buffer): boolean {
  let line = 0
  for (const byte of bytes) {
    line = byte === 0x0a ? 0 : line + 1
    if (byte > 0x7e || byte === 0 || line > 998) return false
  }
  return true
}

function fieldDate(date: Date): string {
  return date.toUTCString().replace('GMT', '+0000')
}
