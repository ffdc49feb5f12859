/** MAIL and RCPT with what a smarthost offers of the parameters a message came with; nothing is encoded anew. */
import type { ClaimedDelivery, WaitingRecipient } from '@proofgate/store'
import type { Session } from './session.ts'

type Carried = Pick<ClaimedDelivery, 'envelope' | 'trace' | 'raw'>

/** `MAIL FROM:<…>` and its parameters. The null sender is `<>`. */
export function mailCommandOf({ envelope, trace, raw }: Carried, { extensions }: Pick<Session, 'extensions'>): string {
  const offers = (keyword: string) => extensions.has(keyword)
  return [
    `MAIL FROM:<${envelope.from}>`,
    ...(offers('SIZE') ? [`SIZE=${sizeOf({ trace, raw })}`] : []),
    ...(offers('8BITMIME') && envelope.body !== null ? [`BODY=${envelope.body}`] : []),
    ...(offers('SMTPUTF8') && envelope.smtpUtf8 ? ['SMTPUTF8'] : []),
    ...(offers('REQUIRETLS') && envelope.requireTls ? ['REQUIRETLS'] : []),
    ...(offers('DSN') && envelope.ret !== null ? [`RET=${envelope.ret}`] : []),
    ...(offers('DSN') && envelope.envid !== null ? [`ENVID=${envelope.envid}`] : []),
  ].join(' ')
}

/** `RCPT TO:<…>` and its parameters, each recipient with its own. */
export function rcptCommandOf(recipient: WaitingRecipient, { extensions }: Pick<Session, 'extensions'>): string {
  const offersDsn = extensions.has('DSN')
  return [
    `RCPT TO:<${recipient.address}>`,
    ...(offersDsn && recipient.notify !== null ? [`NOTIFY=${recipient.notify}`] : []),
    ...(offersDsn && recipient.orcpt !== null ? [`ORCPT=${recipient.orcpt}`] : []),
  ].join(' ')
}

/** Octets of what goes out, dots not doubled (RFC 1870 §5). */
export function sizeOf({ trace, raw }: Pick<Carried, 'trace' | 'raw'>): number {
  return Buffer.byteLength(trace) + raw.length
}
