import { randomUUID } from 'node:crypto'
import { type ClaimedDelivery, extendLeases, type Lease, type Sql } from '@proofgate/store'

/** Two clocks: one does not jump, the other goes on while the machine sleeps. A lease is valid by both or not at all. */
type Instant = { readonly steady: number; readonly wall: number }

type Held = { readonly token: string; readonly bytes: number; at: Instant }

export type LeasesOptions = {
  readonly leaseMs: number
  /** Deliveries, and octets of theirs, in hand at most. */
  readonly deliveriesMax: number
  readonly bytesMax: number
}

/** What of a lease's time is never counted on: our clock may run slower than the database's, and words take time. */
const MARGIN = 0.1

/**
 * The deliveries in our hands, and for how long they are sure to be ours. They are prolonged for as long as we hold
 * them; a process that was stopped, or cut off from the database, knows by its own clocks that it can no longer be sure.
 */
export class Leases {
  readonly #sql: Sql
  readonly #options: LeasesOptions
  readonly #held = new Map<string, Held>()
  /** Tokens given out by `issue` and not come back yet, oldest first; room is kept for them. */
  readonly #issued = new Map<string, { readonly at: Instant; readonly bytes: number }>()
  readonly #timer: NodeJS.Timeout
  #bytes = 0
  #extending: Promise<void> | null = null

  constructor(sql: Sql, options: LeasesOptions) {
    this.#sql = sql
    this.#options = options
    // A failure shows by itself: without an answer we stop being sure, and `confirm` asks again.
    this.#timer = setInterval(() => void this.#ask().catch(() => {}), options.leaseMs / 3)
    this.#timer.unref()
  }

  get size(): number {
    return this.#held.size
  }

  get ids(): string[] {
    return [...this.#held.keys()]
  }

  /** How many more deliveries we can take. */
  get room(): number {
    return this.bytesLeft <= 0 ? 0 : Math.max(this.#options.deliveriesMax - this.#held.size - this.#issued.size, 0)
  }

  /** How many more octets we can take; below 0 when the last message was larger than what was left. */
  get bytesLeft(): number {
    this.#forgetOld()
    return this.#options.bytesMax - this.#bytes
  }

  /**
   * A fresh token for a delivery of so many octets that is about to be committed; its time runs from now. `null` when
   * there is no room for it; the only one in hand may be of any size.
   */
  issue(bytes: number): Lease | null {
    const isFirst = this.#held.size === 0 && this.#issued.size === 0
    if (this.room <= 0 || (bytes > this.bytesLeft && !isFirst)) return null
    const token = randomUUID()
    this.#issued.set(token, { at: now(), bytes })
    this.#bytes += bytes
    return { token, ms: this.#options.leaseMs }
  }

  /** Frees the room of an issued lease that nothing was committed under. Repeating is harmless. */
  withdraw(token: string): void {
    const issued = this.#issued.get(token)
    if (issued === undefined) return
    this.#issued.delete(token)
    this.#bytes -= issued.bytes
  }

  /** Takes a delivery committed under an issued token into hand; `false` when its time is over or it is here already. */
  takeIssued(delivery: ClaimedDelivery): boolean {
    const at = this.#issued.get(delivery.leaseToken)?.at
    this.withdraw(delivery.leaseToken)
    if (at === undefined || !this.#isValid(at) || this.#held.has(delivery.id)) return false
    this.#take(delivery, at)
    return true
  }

  /** Takes claimed deliveries into hand. @param at when the claim was asked for */
  takeClaimed(deliveries: readonly ClaimedDelivery[], at: Instant): void {
    for (const delivery of deliveries) this.#take(delivery, at)
  }

  /** Lets go of a delivery: it is settled, given back, or somebody else's. */
  drop(delivery: Pick<ClaimedDelivery, 'id' | 'leaseToken'>): void {
    const held = this.#held.get(delivery.id)
    if (held === undefined || held.token !== delivery.leaseToken) return
    this.#held.delete(delivery.id)
    this.#bytes -= held.bytes
  }

  /** True while it is sure that nobody else may have it. */
  isOurs(id: string): boolean {
    const held = this.#held.get(id)
    return held !== undefined && this.#isValid(held.at)
  }

  /** As `isOurs`, but asks the database when we are not sure. Rejects when it cannot be asked. */
  async confirm(id: string): Promise<boolean> {
    if (!this.isOurs(id)) await this.#ask()
    return this.isOurs(id)
  }

  close(): void {
    clearInterval(this.#timer)
  }

  #take(delivery: ClaimedDelivery, at: Instant): void {
    const bytes = delivery.raw.length
    this.#held.set(delivery.id, { token: delivery.leaseToken, bytes, at })
    this.#bytes += bytes
  }

  #isValid(at: Instant): boolean {
    const { steady, wall } = now()
    const passed = Math.max(steady - at.steady, wall - at.wall)
    return passed < this.#options.leaseMs * (1 - MARGIN)
  }

  #forgetOld(): void {
    for (const [token, { at }] of this.#issued) {
      if (this.#isValid(at)) return
      this.withdraw(token)
    }
  }

  #ask(): Promise<void> {
    this.#extending ??= this.#prolong().finally(() => {
      this.#extending = null
    })
    return this.#extending
  }

  /** Who is not among the prolonged is not ours any more: settled a moment ago, or taken by another relay. */
  async #prolong(): Promise<void> {
    const asked = new Map(this.#held)
    if (asked.size === 0) return
    const at = now()
    const tokens = [...asked.values()].map(({ token }) => token)
    const ours = await extendLeases(this.#sql, tokens, this.#options.leaseMs)
    for (const [id, held] of asked) {
      if (this.#held.get(id) === held) held.at = ours.has(held.token) ? at : LONG_AGO
    }
  }
}

/** The time now, to measure leases by. */
export function now(): Instant {
  return { steady: performance.now(), wall: Date.now() }
}

const LONG_AGO: Instant = { steady: Number.NEGATIVE_INFINITY, wall: Number.NEGATIVE_INFINITY }
