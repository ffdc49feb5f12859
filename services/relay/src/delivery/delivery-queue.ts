/** Takes deliveries from memory and from the table, sends them by their routes, puts outcomes on record. */
import { type Mailbox, mailboxesOf } from '@proofgate/mail'
import {
  type Attempt,
  ChangedBytesError,
  type ClaimedDelivery,
  claimDeliveries,
  type Lease,
  listen,
  returnLeases,
} from '@proofgate/store'
import { attemptOf, type Surroundings } from './attempt.ts'
import { logAttempt } from './delivery-log.ts'
import { Leases, now } from './leases.ts'
import { Pool } from './pool.ts'
import type { DeliveryOptions } from './queue.ts'
import { reportsOf } from './reports.ts'
import { type Route, routeOf, routesOf } from './routes.ts'
import { type Settler, settlerOver } from './settler.ts'
import { pause, waker, within } from './waker.ts'

/** Claimed at a time. */
const CLAIM_MAX = 50
const POLL_FACTOR_MAX = 4
/** A message that cannot be sent for a fault on our side is looked at again so much later: nobody mends it in a minute. */
const FAULT_MS = 3_600_000
/** How long mail of a stuck route is left alone, so that it does not take the room of other routes. */
const STUCK_MS = 15_000
/** After a session could not be had, how long nobody tries again; never so long that a retry would run into it. */
const PAUSE_MS = 5_000
/** How soon a database that could not say whether a lease is ours is asked again. */
const IN_DOUBT_MS = 500
/**
 * How long nothing is claimed once the database is back: leases ended meanwhile, and what was sent under them is put on
 * record first, by other relays too, which ask again every second.
 */
const SETTLE_FIRST_MS = 2_000
/** How long a shutdown waits for the record after all sessions have ended. */
const FLUSH_MS = 5_000

/** A class because it has a life: it is started, takes and lets go, and stops once. */
export class DeliveryQueue {
  readonly #options: DeliveryOptions
  readonly #routes: readonly (Route & { readonly pool: Pool })[]
  readonly #leases: Leases
  readonly #settler: Settler
  readonly #reportsFrom: Mailbox
  readonly #waker = waker()
  /** Who waits for a turn, waits no more. */
  readonly #stopped = new AbortController()
  /** Sessions in use are broken off. */
  readonly #killed = new AbortController()
  readonly #unused: string[] = []
  readonly #idlers = new Set<() => void>()
  readonly #looking: Promise<void>
  readonly #news: ReturnType<typeof listen> | null
  #isClaiming = false
  #mayHaveMore = false
  #isTableAway = false

  constructor(options: DeliveryOptions) {
    const { sql, config, hostname, log } = options
    this.#options = options
    const pauseMs = Math.min(PAUSE_MS, (config.retry[0] ?? 0) / 2)
    const { idleMs = 15_000, stuckMs = 10_000 } = options
    const pooled = { hostname, timeouts: config.timeouts, idleMs, pauseMs, stuckMs }
    this.#routes = routesOf(config, options.ca ?? null).map((route) => ({
      ...route,
      pool: new Pool(route, { ...pooled, signal: this.#killed.signal }),
    }))
    this.#leases = new Leases(sql, {
      leaseMs: options.leaseMs ?? 60_000,
      deliveriesMax: options.deliveriesMax ?? 200,
      bytesMax: options.bytesMax ?? 128 * 1024 * 1024,
    })
    this.#settler = settlerOver(sql, (error, { delivery }) =>
      log.fault('the outcome of an attempt cannot be put on record', error, { id: delivery.messageId }),
    )
    const fallback = { name: 'Mail Delivery System', address: `postmaster@${hostname}` }
    this.#reportsFrom = mailboxesOf(options.reportsFrom ?? '')[0] ?? fallback
    this.#looking = this.#look()
    this.#news = options.address === undefined ? null : listen(options.address, 'deliveries', () => this.wake())
  }

  get #isStopping(): boolean {
    return this.#stopped.signal.aborted
  }

  offer(delivery: ClaimedDelivery): boolean {
    if (this.#isStopping || this.#isCrowdedOut(delivery) || !this.#leases.takeIssued(delivery)) return false
    void this.#carry(delivery)
    return true
  }

  leaseFor(sizeBytes: number): Lease | null {
    const lease = this.#isStopping ? null : this.#leases.issue(sizeBytes)
    if (lease === null) this.#mayHaveMore = true
    return lease
  }

  withdraw({ token }: Lease): void {
    this.#leases.withdraw(token)
    if (this.#mayHaveMore) this.wake()
  }

  wake(): void {
    this.#waker.wake()
  }

  async idle(): Promise<void> {
    while (this.#leases.size > 0 || this.#isClaiming) await new Promise<void>((resolve) => this.#idlers.add(resolve))
  }

  async close(graceMs: number): Promise<void> {
    this.#stopped.abort()
    this.wake()
    const finished = Promise.all([this.#looking, this.idle()])
    await within(graceMs, finished)
    this.#killed.abort()
    await within(FLUSH_MS, finished)
    this.#settler.abandon()
    for (const { pool } of this.#routes) pool.close()
    this.#leases.close()
    await within(FLUSH_MS, Promise.all([this.#giveBack(), this.#news?.close()]))
  }

  /** What was never begun may start elsewhere at once. */
  async #giveBack(): Promise<void> {
    const { sql, log } = this.#options
    await returnLeases(sql, this.#unused).catch((error) => log.fault('leases cannot be given back', error))
  }

  /** Looks at the table for as long as we run. */
  async #look(): Promise<void> {
    const pollMs = this.#options.pollMs ?? 500
    let waitMs = pollMs
    while (!this.#isStopping) {
      const found = await this.#claim()
      waitMs = found > 0 ? pollMs : Math.min(waitMs * 2, pollMs * POLL_FACTOR_MAX)
      if (found < CLAIM_MAX || this.#leases.room <= 0) await this.#waker.wait(waitMs)
    }
  }

  /** Takes what is due into hand, as far as there is room; how many there were. */
  async #claim(): Promise<number> {
    if (this.#routes.length > 1) for (const { pool } of this.#routes) if (pool.isStuck) pool.dismiss()
    const limit = Math.min(this.#leases.room, CLAIM_MAX)
    this.#mayHaveMore = limit <= 0
    if (limit <= 0) return 0
    this.#isClaiming = true
    try {
      if (this.#isTableAway) await this.#untilOthersSettled()
      const at = now()
      const { sql, leaseMs = 60_000 } = this.#options
      const bytesMax = this.#leases.bytesLeft
      const { claimed, damaged, more } = await claimDeliveries(sql, {
        limit,
        bytesMax,
        leaseMs,
        except: this.#leases.ids,
      })
      this.#mayHaveMore = more
      await this.#putOff(damaged)
      const taken = await this.#withoutCrowdedOut(claimed)
      this.#leases.takeClaimed(taken, at)
      for (const delivery of taken) void this.#carry(delivery)
      return claimed.length
    } catch (error) {
      if (!this.#isTableAway) this.#options.log.fault('the queue cannot be read', error)
      this.#isTableAway = true
      return 0
    } finally {
      this.#isClaiming = false
      this.#tellIdlers()
    }
  }

  async #untilOthersSettled(): Promise<void> {
    await this.#options.sql`select 1`
    this.#isTableAway = false
    await pause(SETTLE_FIRST_MS, this.#stopped.signal)
  }

  /** Bodies that are not what came in: nothing of them may go out (promise 2). They wait for somebody to restore them. */
  async #putOff(damaged: readonly { readonly id: string; readonly leaseToken: string; readonly error: unknown }[]) {
    for (const { error } of damaged) this.#options.log.fault('a stored message is damaged and is not sent', error)
    const tokens = damaged.map(({ leaseToken }) => leaseToken)
    await returnLeases(this.#options.sql, tokens, FAULT_MS)
  }

  /** Gives back what would only wait behind a smarthost that does not move, while other routes could. */
  async #withoutCrowdedOut(claimed: readonly ClaimedDelivery[]): Promise<readonly ClaimedDelivery[]> {
    const crowdedOut = claimed.filter((delivery) => this.#isCrowdedOut(delivery))
    const tokens = crowdedOut.map(({ leaseToken }) => leaseToken)
    await returnLeases(this.#options.sql, tokens, STUCK_MS)
    return claimed.filter((delivery) => !crowdedOut.includes(delivery))
  }

  #isCrowdedOut(delivery: ClaimedDelivery): boolean {
    return this.#routes.length > 1 && this.#poolOf(delivery)?.isStuck === true
  }

  #poolOf(delivery: ClaimedDelivery): Pool | null {
    return routeOf(this.#routes, delivery)?.pool ?? null
  }

  /** One delivery from our hands to the record. Never rejects. */
  async #carry(delivery: ClaimedDelivery): Promise<void> {
    const { sql, log } = this.#options
    try {
      const attempt = await this.#attempt(delivery)
      if (attempt !== null) await this.#settle(attempt)
    } catch (error) {
      const { messageId: id } = delivery
      log.fault(
        error instanceof ChangedBytesError ? 'a message is damaged and is not sent' : 'a delivery failed',
        error,
        { id },
      )
      await returnLeases(sql, [delivery.leaseToken], FAULT_MS).catch(() => {})
    } finally {
      this.#leases.drop(delivery)
      this.#tellIdlers()
      if (this.#mayHaveMore) this.wake()
    }
  }

  /** The attempt; `null` when there is none to make: we stop, or somebody else has the delivery. */
  async #attempt(delivery: ClaimedDelivery): Promise<Attempt | null> {
    const surroundings = this.#surroundingsOf(delivery)
    while (!this.#isStopping) {
      const isOurs = await this.#leases.confirm(delivery.id).catch(() => null)
      if (isOurs === false) {
        this.#options.log.notice('a delivery was taken over by another relay', { id: delivery.messageId })
        return null
      }
      const attempt = isOurs === null ? null : await attemptOf(delivery, surroundings)
      if (attempt !== null) return attempt
      if (this.#isCrowdedOut(delivery)) {
        await returnLeases(this.#options.sql, [delivery.leaseToken], STUCK_MS)
        return null
      }
      await pause(IN_DOUBT_MS, this.#stopped.signal)
    }
    this.#unused.push(delivery.leaseToken)
    return null
  }

  #surroundingsOf(delivery: ClaimedDelivery): Surroundings {
    const { config, hostname, log } = this.#options
    const reporter = { hostname, from: this.#reportsFrom, expireMs: config.expire }
    return {
      pool: this.#poolOf(delivery),
      retry: config.retry,
      delayNotices: config.delayNotices,
      isOurs: () => this.#leases.isOurs(delivery.id),
      // Without the report the outcome must still get on record, or the mail would be sent again.
      report: (fates, host) =>
        reportsOf(delivery, fates, host, reporter).catch((error) => {
          log.fault('a delivery report cannot be written', error, { id: delivery.messageId })
          return []
        }),
      stopped: this.#stopped.signal,
      now: () => new Date(),
      random: Math.random,
    }
  }

  async #settle(attempt: Attempt): Promise<void> {
    const { log } = this.#options
    const outcome = await this.#settler.settle(attempt)
    if (outcome === 'lease lost') {
      log.notice('a delivery was taken over by another relay while it was sent, and may arrive twice', {
        id: attempt.delivery.messageId,
      })
    }
    logAttempt(log, attempt)
    const { retryAfterMs } = attempt
    if (retryAfterMs !== null && retryAfterMs < FLUSH_MS) setTimeout(() => this.wake(), retryAfterMs + 5).unref()
  }

  #tellIdlers(): void {
    for (const idler of this.#idlers) idler()
    this.#idlers.clear()
  }
}
