/** A grammatical slip with its place, and the words to put there. */
export type Slip = {
  readonly start: number
  readonly end: number
  /** Kind of slip, for figures: `agreement`, `article`, … */
  readonly rule: string
  readonly instead: string
  readonly confidence: number
}
