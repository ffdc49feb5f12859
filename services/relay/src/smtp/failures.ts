import { blockOf } from './networks.ts'

/** Addresses remembered: more are an attack from everywhere, against which a count for each does not help. */
const ADDRESSES_MAX = 10_000

/** Wrong logins of each address within a window, those of a block of IPv6 together. */
export class Failures {
  readonly #windowMs: number
  readonly #now: () => number
  /** When they were, by address; the address that failed last stands last. */
  readonly #times = new Map<string, readonly number[]>()

  constructor(windowMs: number, now: () => number) {
    this.#windowMs = windowMs
    this.#now = now
  }

  add(address: string): void {
    const block = blockOf(address)
    const times = [...this.#recent(block), this.#now()]
    this.#times.delete(block)
    this.#times.set(block, times)
    for (const [oldest, past] of this.#times) {
      const isOver = (past.at(-1) ?? 0) <= this.#now() - this.#windowMs
      if (!isOver && this.#times.size <= ADDRESSES_MAX) break
      this.#times.delete(oldest)
    }
  }

  count(address: string): number {
    return this.#recent(blockOf(address)).length
  }

  #recent(block: string): readonly number[] {
    const since = this.#now() - this.#windowMs
    return (this.#times.get(block) ?? []).filter((at) => at > since)
  }
}
