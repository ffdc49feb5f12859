/** What a conversation is made of, as the record holds it. */
import type { LedgerRow } from '@proofgate/checks'

/**
 * One mail of a conversation that was really said: a customer's, or one of ours that was sent. What is held, was
 * returned or bounced is not among them.
 */
export type SaidTurn = {
  readonly id: string
  readonly by: 'customer' | 'us'
  /** When it was written; of a reply of ours when it went out, where that is known. */
  readonly at: Date
  /** Address of who wrote it, lower case. */
  readonly author: string | null
  /** False for one of ours that went to colleagues alone: it answers nobody. */
  readonly isToCustomer: boolean
  /** No person's writing: it asks nothing, answers nothing, and nobody waits for an answer to it. */
  readonly isAutomatic: boolean
  /** What its writer wrote in it; `null` when it was erased. */
  readonly text: string | null
  readonly mood: 'upset' | 'neutral' | 'happy' | null
  readonly atRisk: boolean
  /** Words that show mood and risk. */
  readonly because: readonly string[]
  /** What its judgement says of the customer's questions and requests; `null` for copies and what was not judged. */
  readonly ledger: readonly Pick<LedgerRow, 'text' | 'kind' | 'state' | 'answer'>[] | null
}

export type PointState = 'open' | 'partly' | 'answered' | 'declined' | 'asked-back' | 'deferred' | 'closed'

/** A customer's question, request or problem, one for each that a turn of theirs holds. */
export type Point = {
  readonly id: number
  /** The customer's turn it is in. */
  readonly turnId: string
  readonly kind: 'question' | 'request' | 'problem'
  /** `null` when erased: its state is then left as it is. */
  readonly text: string | null
  readonly state: PointState
  /** The turn that brought it into this state; `null` while open, and when a person closed it. */
  readonly settledTurnId: string | null
  readonly settledAt: Date | null
  /** The person who closed it: what a person says stands. */
  readonly settledBy: string | null
}

/** A promise of ours, one for each that a turn of ours makes. */
export type PromiseRow = {
  readonly id: number
  /** Our turn that makes it. */
  readonly turnId: string
  readonly text: string | null
  readonly madeAt: Date
  readonly dueAt: Date
  readonly state: 'open' | 'kept' | 'renewed' | 'withdrawn'
  readonly settledTurnId: string | null
  readonly settledAt: Date | null
  readonly settledBy: string | null
}
