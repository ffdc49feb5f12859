import type { MESSAGE_STATES } from './schema.ts'

export type MessageState = (typeof MESSAGE_STATES)[number]

/** Which state may follow which: `unjudged → forwarding → sent | failed`, `held → forwarding | returned`, `bounced`. */
const NEXT: Readonly<Record<MessageState, readonly MessageState[]>> = {
  unjudged: ['forwarding', 'held', 'returned'],
  held: ['forwarding', 'returned'],
  forwarding: ['sent', 'failed'],
  sent: [],
  failed: [],
  returned: [],
  bounced: [],
}

/** The states from which a message may move to `state`; every update of `messages.state` is bound to them. */
export function statesBefore(state: MessageState): MessageState[] {
  return (Object.keys(NEXT) as MessageState[]).filter((from) => NEXT[from].includes(state))
}
