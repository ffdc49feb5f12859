import PQueue from 'p-queue'
import { type IdleSessions, idleSessions } from './idle-sessions.ts'
import type { Route } from './routes.ts'
import { openSession, QUIT_MS, type Session, type Timeouts } from './session.ts'
import { addressOf } from './smarthost.ts'
import { StaleSession } from './transaction.ts'
import { SessionTrouble } from './trouble.ts'

export type PoolOptions = {
  readonly hostname: string
  readonly timeouts: Timeouts
  /** How long a session is kept without use, in milliseconds. */
  readonly idleMs: number
  /**
   * After no session could be had: how long those who wait are told so at once, instead of running into the same wall
   * one by one while mail for other smarthosts waits behind them.
   */
  readonly pauseMs: number
  /** How long all connections may be busy without any of them getting done, before that counts as stuck. */
  readonly stuckMs: number
  /** Ends every session at once. */
  readonly signal: AbortSignal
}

/** How long we remember that a smarthost takes fewer connections than we may open. */
const FEWER_MS = 60_000

/** The sessions of one route: kept open between messages, and never more than it allows. */
export class Pool {
  /** host:port of the smarthost. */
  readonly address: string
  readonly #route: Route
  readonly #options: PoolOptions
  readonly #queue: PQueue
  readonly #idle: IdleSessions
  /** Sessions whose connections are there, those that take leave among them. */
  readonly #open = new Set<Session>()
  #opening = 0
  #down: { readonly until: number; readonly trouble: SessionTrouble } | null = null
  #movedAt = 0
  #dismissal = new AbortController()

  constructor(route: Route, options: PoolOptions) {
    const { connections, perMinute } = route.limits
    const rate = perMinute === null ? {} : { interval: 60_000, intervalCap: perMinute, strict: true }
    this.#queue = new PQueue({ concurrency: connections, ...rate })
    this.#idle = idleSessions(options.idleMs)
    this.#route = route
    this.#options = options
    this.address = addressOf(route.smarthost)
  }

  /** True when all connections are busy and none got done for a while: whoever comes now would only wait. */
  get isStuck(): boolean {
    const isBusy = this.#queue.pending >= this.#queue.concurrency
    return isBusy && performance.now() - this.#movedAt > this.#options.stuckMs
  }

  /** Sends those away who wait for a turn: `run` gives them `null`. */
  dismiss(): void {
    this.#dismissal.abort()
    this.#dismissal = new AbortController()
  }

  get #isFull(): boolean {
    return this.#open.size > 0 && this.#open.size + this.#opening >= this.#route.limits.connections
  }

  /**
   * Runs `use` with a session when its turn comes. A kept session that has ended meanwhile (`StaleSession`) is replaced
   * at once. `null` when `stopped` or a dismissal came before the turn.
   * @throws SessionTrouble when no session can be had
   */
  run<T>(use: (session: Session) => Promise<T>, stopped: AbortSignal): Promise<T | null> {
    const unwanted = AbortSignal.any([stopped, this.#dismissal.signal])
    return new Promise((resolve, reject) => {
      const enqueue = (priority: number) => {
        // Of its own: the queue would free the place of a task that is running, and that one goes on.
        const waiting = new AbortController()
        const leave = () => waiting.abort()
        const task = async () => {
          unwanted.removeEventListener('abort', leave)
          this.#movedAt = performance.now()
          // Not awaited by anybody but the queue: it says when the next may start.
          await this.#serve(use, () => enqueue(1)).then((result) => result === AGAIN || resolve(result), reject)
        }
        unwanted.addEventListener('abort', leave)
        if (unwanted.aborted) leave()
        this.#queue.add(task, { priority, signal: waiting.signal }).catch(() => resolve(null))
      }
      enqueue(0)
    })
  }

  /** Closes the kept sessions. */
  close(): void {
    this.#idle.close()
  }

  async #serve<T>(use: (session: Session) => Promise<T>, again: () => void): Promise<T | typeof AGAIN> {
    for (;;) {
      const session = this.#idle.take() ?? (await this.#opened())
      if (session === null) {
        again()
        return AGAIN
      }
      try {
        return await use(session)
      } catch (error) {
        if (!(error instanceof StaleSession)) throw error
      } finally {
        this.#movedAt = performance.now()
        this.#keep(session)
      }
    }
  }

  /** A fresh session; `null` when the smarthost takes no more than those there are. */
  async #opened(): Promise<Session | null> {
    // One that takes leave is still a connection to the smarthost, which may count.
    while (this.#isFull) await Promise.race([...this.#open].map(({ wire }) => wire.closed))
    if (this.#down !== null && performance.now() < this.#down.until) throw this.#down.trouble
    this.#opening++
    try {
      const session = await openSession(this.#route.smarthost, this.#options)
      this.#down = null
      this.#attend(session)
      return session
    } catch (error) {
      if (!(error instanceof SessionTrouble)) throw error
      if (this.#open.size + this.#opening > 1) return this.#makeDo()
      this.#down = { until: performance.now() + this.#options.pauseMs, trouble: error }
      throw error
    } finally {
      this.#opening--
    }
  }

  #attend(session: Session): void {
    const stop = () => void session.wire.fail(new SessionTrouble('we are stopping'))
    this.#open.add(session)
    this.#options.signal.addEventListener('abort', stop)
    void session.wire.closed.then(() => {
      this.#open.delete(session)
      this.#options.signal.removeEventListener('abort', stop)
    })
  }

  /** Who turns one more connection away while others work has a limit of its own: those who wait share what there is. */
  #makeDo(): null {
    this.#queue.concurrency = Math.max(1, this.#open.size + this.#opening - 1)
    setTimeout(() => {
      this.#queue.concurrency = this.#route.limits.connections
    }, FEWER_MS).unref()
    return null
  }

  #keep(session: Session): void {
    if (session.wire.isClosed) return
    const isSpent = session.begun >= this.#route.limits.messagesPerConnection || this.#options.signal.aborted
    if (isSpent) session.wire.quit(QUIT_MS)
    else this.#idle.add(session)
  }
}

/** The task has gone back to the queue. */
const AGAIN = Symbol('again')
