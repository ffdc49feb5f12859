import type { RecipientResult, WaitingRecipient } from '@proofgate/store'
import type { Refusal } from './refusal.ts'
import { type Reply, textOf } from './reply.ts'
import type { SessionTrouble } from './trouble.ts'

/** What one recipient got, before it is known whether there is another attempt. */
export type Outcome = Omit<RecipientResult, 'position' | 'address'>

/** The place in a transaction a reply belongs to. */
export type Stage = 'mail' | 'rcpt' | 'data' | 'end'

/**
 * What a reply means for a recipient: 2yz sent, 4yz tried again, 5yz failed for good. Some refusals are about us and
 * not about the mail; those are for the administrator to mend, so the mail waits.
 */
export function outcomeOf(reply: Reply, stage: Stage): Outcome {
  const outcome = reply.code < 300 ? 'sent' : isForGood(reply, stage) ? 'failed' : 'deferred'
  return { outcome, reply: textOf(reply), code: reply.code, enhanced: reply.enhanced }
}

/** 530, 534, 535 and 538: the smarthost wants another login or TLS first (RFC 4954 §6). */
const OUR_FAULT: readonly number[] = [503, 530, 534, 535, 538]

function isForGood(reply: Reply, stage: Stage): boolean {
  if (reply.code < 500 || OUR_FAULT.includes(reply.code)) return false
  return stage !== 'rcpt' || !isTooMany(reply)
}

/** True for "too many recipients": 452, or 552 from old servers (RFC 5321 §4.5.3.1.10), unless it is a full mailbox. */
export function isTooMany(reply: Pick<Reply, 'code' | 'enhanced'>): boolean {
  return (reply.code === 452 || reply.code === 552) && (reply.enhanced === null || /^[45]\.5\.3$/.test(reply.enhanced))
}

/** A refusal of our own is final: the same smarthost would have to change. It is told as ours, without a reply's code. */
export function refused({ code, enhanced, text }: Refusal): Outcome {
  return { outcome: 'failed', reply: text, code, enhanced }
}

/** Trouble with the session: whoever has no final answer yet is tried again. `when`: what we were about. */
export function troubled({ reply, message }: SessionTrouble, address: string, when: string): Outcome {
  if (reply !== null && reply.code >= 400) return { ...outcomeOf(reply, 'end'), outcome: 'deferred' }
  return { outcome: 'deferred', reply: `${address}: ${message} (${when})`.slice(0, 998), code: null, enhanced: null }
}

/** The result of a recipient. */
export function resultOf({ position, address }: WaitingRecipient, outcome: Outcome): RecipientResult {
  return { position, address, ...outcome }
}
