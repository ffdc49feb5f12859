/** What we know without asking that a smarthost must not or cannot be given. */
import { isAscii as isAsciiOctets } from 'node:buffer'
import { headerBlockOf } from '@proofgate/mail'
import type { ClaimedDelivery } from '@proofgate/store'
import { sizeOf } from './commands.ts'
import type { Session } from './session.ts'

/** A refusal of our own in the shape of a reply. */
export type Refusal = { readonly code: number; readonly enhanced: string; readonly text: string }

/**
 * Why the smarthost of a session cannot have these recipients of a message, by position in the envelope. Empty in the
 * ordinary case.
 */
export function refusalsOf(
  delivery: Pick<ClaimedDelivery, 'envelope' | 'recipients' | 'trace' | 'raw'>,
  session: Pick<Session, 'extensions' | 'address' | 'wire'>,
): ReadonlyMap<number, Refusal> {
  const whole = wholeRefusalOf(delivery, session)
  const found = new Map<number, Refusal>()
  for (const { position, address, notify, orcpt } of delivery.recipients) {
    const own = isLine(address) && isLine(notify ?? '') && isLine(orcpt ?? '') ? null : unsendable('5.1.3')
    const refusal = whole ?? own ?? (isAscii(address) ? null : utf8RefusalOf(session))
    if (refusal !== null) found.set(position, refusal)
  }
  return found
}

function wholeRefusalOf(
  { envelope, trace, raw }: Pick<ClaimedDelivery, 'envelope' | 'trace' | 'raw'>,
  session: Pick<Session, 'extensions' | 'address' | 'wire'>,
): Refusal | null {
  if (!isLine(envelope.from) || !isLine(envelope.envid ?? '')) return unsendable('5.1.7')
  if (envelope.requireTls && !(session.wire.isVerified && session.extensions.has('REQUIRETLS'))) {
    const text = `REQUIRETLS was asked for, and ${session.address} gives no verified TLS with REQUIRETLS (RFC 8689)`
    return { code: 550, enhanced: '5.7.30', text }
  }
  if (!isAscii(envelope.from) || (envelope.smtpUtf8 && !isAsciiOctets(headerBlockOf(raw)))) {
    const refusal = utf8RefusalOf(session)
    if (refusal !== null) return refusal
  }
  const limit = Number(/^\d{1,15}/.exec(session.extensions.get('SIZE') ?? '')?.[0] ?? 0)
  const size = sizeOf({ trace, raw })
  if (limit > 0 && size > limit) {
    const text = `The message has ${size} octets, and ${session.address} takes ${limit} at most`
    return { code: 552, enhanced: '5.3.4', text }
  }
  return null
}

/** RFC 6531 §3.2: addresses and header fields outside ASCII go only to who knows SMTPUTF8, and are not rewritten. */
function utf8RefusalOf(session: Pick<Session, 'extensions' | 'address'>): Refusal | null {
  if (session.extensions.has('SMTPUTF8')) return null
  const text = `The message has addresses or header fields outside ASCII, and ${session.address} offers no SMTPUTF8`
  return { code: 553, enhanced: '5.6.7', text }
}

/** An address or parameter with a line break would be a command of its own. Intake takes none. */
const unsendable = (enhanced: string): Refusal => ({
  code: 553,
  enhanced,
  text: 'The envelope holds a control character and cannot be sent',
})

function isLine(text: string): boolean {
  return !/[\x00-\x1f\x7f]/.test(text)
}

function isAscii(text: string): boolean {
  return /^[\x00-\x7f]*$/.test(text)
}
