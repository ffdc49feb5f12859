import type { Span } from '@proofgate/mail'

/** Something in a text that must not leave by mail. */
export type Leak = Span & {
  /** What it is, to be put into "The reply holds …". */
  readonly what: string
  readonly confidence: number
}

/** What a reader needs to know of the message around a text to tell whose data it is. */
export type Surroundings = {
  /** Numbers that may be given out: the policy's facts, without blanks. */
  readonly ownNumbers: string
  /** Texts of the customer, without blanks. */
  readonly theirNumbers: string
  /** The customer asks where to pay: an account in the answer is ours. */
  readonly wantToPay: boolean
}

/** Words in front of a match, on its line and the lines above. */
export const before = (text: string, at: number, length = 60) => text.slice(Math.max(0, at - length), at)

/** Words behind a match. */
export const behind = (text: string, at: number, length = 60) => text.slice(at, at + length)

/** A value of which most is hidden, or that only stands for one. */
export const isMasked = (value: string) => /[*•●#]{2,}|x{3,}|\.{3}|…|^[<[{(]|\byour\b/i.test(value)
