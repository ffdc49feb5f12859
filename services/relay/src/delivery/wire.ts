/**
 * The wire to a smarthost: octets out, replies in, time limits, TLS. It knows no mail.
 *
 * Own code over node:net and node:tls, and not nodemailer's SMTPConnection, though libraries come first here: that class
 * has one set of DSN parameters for all recipients, lower-cases and punycodes domains, sends SMTPUTF8 only for addresses
 * outside ASCII, rewrites bare CR and LF, takes a dripping reply for activity, and keeps all of that in members that its
 * types do not show. Overriding them would be more code than speaking SMTP, and break with any of its releases. DNS with
 * happy eyeballs, TLS and certificates are Node's.
 */
import net from 'node:net'
import tls from 'node:tls'
import { type Reply, ReplyError, ReplyReader } from './reply.ts'
import type { Smarthost } from './smarthost.ts'
import { SessionTrouble, socketTroubleOf } from './trouble.ts'

type Waiter = { readonly resolve: (reply: Reply) => void; readonly reject: (error: SessionTrouble) => void }

/** How long the first address of a name may take before the next is tried as well (RFC 8305). */
const NEXT_ADDRESS_MS = 2_000

/** An open connection. A class because it has a life: it is dialled, may become TLS, and ends once. */
export class Wire {
  #socket: net.Socket
  readonly #reader = new ReplyReader()
  readonly #replies: Reply[] = []
  readonly #waiters: Waiter[] = []
  /** Called when the wire ends or the smarthost speaks unasked. */
  readonly #watchers = new Set<() => void>()
  readonly #closed = Promise.withResolvers<void>()
  #trouble: SessionTrouble | null = null

  private constructor(socket: net.Socket) {
    this.#socket = socket
    this.#attach()
  }

  /**
   * Connects over TCP, to whichever address of the name answers first.
   * @throws SessionTrouble when none does within `ms`
   */
  static dial(smarthost: Pick<Smarthost, 'host' | 'port'>, ms: number, signal: AbortSignal): Promise<Wire> {
    const { host, port } = smarthost
    // Nagle and delayed acknowledgements together would cost 40 ms per transaction.
    const options = { host, port, noDelay: true, keepAlive: true, autoSelectFamilyAttemptTimeout: NEXT_ADDRESS_MS }
    const socket = net.connect(options)
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => fail(new SessionTrouble(`it did not take the connection within ${ms} ms`)), ms)
      const fail = (trouble: SessionTrouble) => {
        leave()
        socket.on('error', () => {}).destroy()
        reject(trouble)
      }
      const refused = (error: unknown) => fail(socketTroubleOf(error))
      const stopped = () => fail(new SessionTrouble('we are stopping'))
      const leave = () => {
        clearTimeout(timer)
        signal.removeEventListener('abort', stopped)
        socket.off('error', refused).off('connect', connected)
      }
      const connected = () => {
        leave()
        resolve(new Wire(socket))
      }
      socket.on('error', refused).on('connect', connected)
      signal.addEventListener('abort', stopped)
      if (signal.aborted) stopped()
    })
  }

  /** The TLS protocol in use, `TLSv1.3`; `null` in plaintext. */
  get tls(): string | null {
    return this.#socket instanceof tls.TLSSocket ? this.#socket.getProtocol() : null
  }

  /** True when TLS is in use and the certificate is valid for the name we asked for. */
  get isVerified(): boolean {
    return this.#socket instanceof tls.TLSSocket && this.#socket.authorized
  }

  /** True when only this machine can read along. */
  get isLoopback(): boolean {
    return /^(?:127\.|::1$|::ffff:127\.)/.test(this.#socket.remoteAddress ?? '')
  }

  /** True when a reply came that nobody has asked for yet. */
  get hasReply(): boolean {
    return this.#replies.length > 0
  }

  /** True when nothing can be sent any more. */
  get isClosed(): boolean {
    return this.#trouble !== null
  }

  /** Resolves when the connection is gone: after a farewell, once the other side has closed it as well. */
  get closed(): Promise<void> {
    return this.#closed.promise
  }

  /**
   * Calls `ended` once when the wire ends or the smarthost speaks unasked: an idle one is of no use then.
   * @returns ends the watch
   */
  watch(ended: () => void): () => void {
    if (this.isClosed || this.hasReply) ended()
    else this.#watchers.add(ended)
    return () => this.#watchers.delete(ended)
  }

  /**
   * Sends octets, and waits while the smarthost takes none; no longer when it speaks meanwhile (`hasReply`).
   * @throws SessionTrouble when it takes none for `ms`, or the connection ends
   */
  async send(octets: string | Buffer, ms: number): Promise<void> {
    if (this.#trouble !== null) throw this.#trouble
    if (this.#socket.write(octets) || this.hasReply) return
    await this.#event('drain', ms, 'it took no more data')
  }

  /**
   * The next reply. The time limit is for the whole of it: one that drips in gains nothing.
   * @throws SessionTrouble when it does not come within `ms`, is none, or the connection ends
   */
  reply(ms: number): Promise<Reply> {
    const ready = this.#replies.shift()
    if (ready !== undefined) return Promise.resolve(ready)
    if (this.#trouble !== null) return Promise.reject(this.#trouble)
    const limit = this.#limit(ms, 'it gave no answer')
    return new Promise<Reply>((resolve, reject) => this.#waiters.push({ resolve, reject })).finally(() =>
      clearTimeout(limit),
    )
  }

  /**
   * Turns the connection into TLS 1.2 or newer.
   * @throws SessionTrouble when the handshake fails, or text came that TLS would not protect (CVE-2021-38371)
   */
  async secure(smarthost: Pick<Smarthost, 'host' | 'tls' | 'ca'>, ms: number): Promise<void> {
    if (this.#reader.isInside || this.hasReply) {
      throw this.fail(new SessionTrouble('it sent plaintext behind its consent to STARTTLS, as an attacker would'))
    }
    const { host } = smarthost
    const plain = this.#socket
    this.#detach()
    plain.on('error', () => {})
    this.#socket = tls.connect({
      socket: plain,
      host,
      ...(net.isIP(host) === 0 ? { servername: host } : {}),
      minVersion: 'TLSv1.2',
      rejectUnauthorized: smarthost.tls === 'verify',
      ...(smarthost.ca === null ? {} : { ca: [...tls.getCACertificates('default'), smarthost.ca] }),
    })
    this.#attach()
    try {
      await this.#event('secureConnect', ms, 'it did not finish the handshake')
    } catch (error) {
      throw new SessionTrouble(`TLS could not be set up: ${error instanceof Error ? error.message : error}`)
    }
  }

  /** Ends the connection at once, for this reason; whoever waits is told. Only the first reason counts. */
  fail(trouble: SessionTrouble): SessionTrouble {
    if (this.#trouble !== null) return this.#trouble
    this.#trouble = trouble
    this.#socket.destroy()
    for (const waiter of this.#waiters.splice(0)) waiter.reject(trouble)
    this.#closed.resolve()
    this.#tellWatchers()
    return trouble
  }

  /** Takes leave and closes, waiting for at most `ms`. What the smarthost says to it changes nothing. */
  quit(ms: number): void {
    if (this.#trouble !== null) return
    this.#trouble = new SessionTrouble('we closed the connection')
    this.#tellWatchers()
    const socket = this.#socket
    this.#detach()
    // Its answer has to be read, or our closing would reset the connection under it.
    socket.on('data', () => {}).on('error', () => {})
    socket.end('QUIT\r\n')
    const limit = setTimeout(() => socket.destroy(), ms)
    socket.once('close', () => {
      clearTimeout(limit)
      this.#closed.resolve()
    })
  }

  readonly #onData = (octets: Buffer): void => {
    try {
      for (const reply of this.#reader.push(octets)) this.#take(reply)
    } catch (error) {
      if (!(error instanceof ReplyError)) throw error
      this.fail(new SessionTrouble(`it sent ${error.message}`))
    }
  }
  readonly #onError = (error: unknown): void => void this.fail(socketTroubleOf(error))
  readonly #onEnd = (): void => void this.fail(new SessionTrouble('it closed the connection'))

  #attach(): void {
    this.#socket.on('data', this.#onData).on('error', this.#onError).on('end', this.#onEnd).on('close', this.#onEnd)
  }

  #detach(): void {
    this.#socket.off('data', this.#onData).off('error', this.#onError).off('end', this.#onEnd).off('close', this.#onEnd)
  }

  #take(reply: Reply): void {
    const waiter = this.#waiters.shift()
    if (waiter === undefined) this.#replies.push(reply)
    else waiter.resolve(reply)
    // RFC 5321 §3.8: 421 may answer any command, and is the last word.
    if (reply.code === 421) this.fail(new SessionTrouble('it closed the session', reply))
    else if (waiter === undefined) this.#tellWatchers()
  }

  #tellWatchers(): void {
    for (const watcher of this.#watchers) watcher()
    this.#watchers.clear()
  }

  /** Resolves on the event, or when the smarthost speaks; rejects when the wire ends or `ms` pass. */
  async #event(event: 'drain' | 'secureConnect', ms: number, what: string): Promise<void> {
    const socket = this.#socket
    const limit = this.#limit(ms, what)
    await new Promise<void>((resolve) => {
      const unwatch = this.watch(resolve)
      socket.once(event, () => {
        unwatch()
        resolve()
      })
    })
    clearTimeout(limit)
    if (this.#trouble !== null) throw this.#trouble
  }

  #limit(ms: number, what: string): NodeJS.Timeout {
    return setTimeout(() => this.fail(new SessionTrouble(`${what} within ${Math.ceil(ms)} ms`)), ms)
  }
}
