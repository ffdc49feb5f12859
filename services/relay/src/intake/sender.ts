import { claimedSendersOf, type SenderFault } from '@proofgate/mail'
import { mayUse, type Principal } from '../smtp/gatekeeper.ts'
import { type Reply, reply } from '../smtp/reply.ts'

/** Why a client may not send with an envelope sender, at MAIL; `null` when it may. The null sender is judged by the header. */
export function envelopeRefusalOf(principal: Principal | null, peerAddress: string, from: string): Reply | null {
  if (principal === null) return reply(530, '5.7.0', 'Authentication required')
  if (from === '' || mayUse(principal, from)) return null
  return reply(553, '5.7.1', `${from} is not among the senders ${whoOf(principal, peerAddress)} may use`)
}

/**
 * Why the principal may not send a message, for the reply; `null` when it may. Everybody whom the header shows as the
 * sender must be allowed, and must be plain to see: what we cannot read, another reader could. A null reverse-path
 * proves nothing about who sends, so then there must be a From: else every host of a shared network could relay.
 */
export function senderFaultOf(
  principal: Principal,
  peerAddress: string,
  envelopeFrom: string,
  raw: Buffer,
): string | null {
  const who = whoOf(principal, peerAddress)
  const claimed = claimedSendersOf(raw)
  // Who may send as anybody has nothing to hide.
  if ('fault' in claimed) return principal.addresses.includes('*') ? null : wordsOf(claimed)
  if (envelopeFrom === '' && !claimed.some(({ field }) => field === 'From'))
    return `There is no From, which a mail without an envelope sender needs. Name in it one of the senders ${who} may use`
  const forged = claimed.find(({ address }) => !mayUse(principal, address))
  if (forged === undefined) return null
  const named = `${forged.field}: ${forged.address}`
  return `${named} is not among the senders ${who} may use. Send as one of them, or have it added to them`
}

const whoOf = ({ login }: Principal, peerAddress: string): string =>
  login === null ? `the host ${peerAddress}` : `the login ${login}`

function wordsOf({ field, fault }: SenderFault): string {
  const form = 'Write it as "Name" <name@domain>'
  switch (fault) {
    case 'no-address':
      return `${field} holds something that is no plain address. ${form}`
    case 'text-behind':
      return `${field} holds text behind an address. ${form}`
    case 'unclosed':
      return `${field} holds a quote, bracket or comment that does not end. ${form}`
    case 'odd-character':
      return `${field} holds a character that may not stand there. ${form}`
    case 'odd-name':
      return `${field} has its name written in an odd way. Write the name and a colon, without blanks`
    case 'too-long':
    case 'too-many':
      return `${field} is too long to vouch for. Give fewer or shorter addresses`
    case 'too-many-fields':
      return `${field} is there too often. Give it once`
  }
}
