import { fromMailboxesOf, matchesAddress } from '@proofgate/mail'
import type { Principal } from './gatekeeper.ts'

/** True when `address` is among those the principal may send as. */
export function isAllowedSender(principal: Principal, address: string): boolean {
  return principal.senders.some((pattern) => matchesAddress(pattern, address))
}

/**
 * The address of the header's From that the principal may not send as; `null` when all are fine. A null reverse-path
 * proves nothing about who sends, so then there must be a From: else every host of a shared network could relay.
 */
export function forgedFromOf(principal: Principal, envelopeFrom: string, raw: Buffer): string | null {
  const from = fromMailboxesOf(raw)
  if (from.length === 0) return envelopeFrom === '' ? '(none)' : null
  return from.find((mailbox) => !isAllowedSender(principal, mailbox.address))?.address ?? null
}
