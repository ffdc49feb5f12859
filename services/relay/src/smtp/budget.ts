/** Memory that messages under way may take together: a flood of large ones is told to come back, not killed with us. */
export type Budget = { takenBytes: number; readonly maxBytes: number }

/** Up to here a message is small: an ordinary letter, for which there is room while large ones fill the rest. */
const SMALL_BYTES = 1024 * 1024

/** The part of a budget that only small messages get. */
const SMALL_SHARE = 1 / 8

/** What one message holds of a budget, from MAIL to its reply. */
export class Room {
  readonly #budget: Budget
  #heldBytes = 0

  constructor(budget: Budget) {
    this.#budget = budget
  }

  /** Holds `bytes` in all, if it does not hold as many; false where so many are not left, and then it holds none. */
  holds(bytes: number): boolean {
    const more = bytes - this.#heldBytes
    if (more <= 0) return true
    const { takenBytes, maxBytes } = this.#budget
    if (takenBytes + more > (bytes > SMALL_BYTES ? maxBytes * (1 - SMALL_SHARE) : maxBytes)) {
      this.release()
      return false
    }
    this.#budget.takenBytes += more
    this.#heldBytes = bytes
    return true
  }

  /** Gives everything back; as often as one likes. */
  release(): void {
    this.#budget.takenBytes -= this.#heldBytes
    this.#heldBytes = 0
  }
}
