import type { Socket } from 'node:net'
import { type Log, withSpan } from '@proofgate/telemetry'
import {
  SMTPServer,
  type SMTPServerAuthentication,
  type SMTPServerAuthenticationResponse,
  type SMTPServerDataResult,
  type SMTPServerDataStream,
  type SMTPServerSession,
} from 'smtp-server'
import type { SMTPConnectionOptions } from 'smtp-server/lib/smtp-connection.js'
import { type Budget, Room } from './budget.ts'
import { SmtpSession } from './connection.ts'
import { overdueOf } from './deadlines.ts'
import type { Gatekeeper } from './gatekeeper.ts'
import type { Client, Manner } from './manner.ts'
import type { AddressSet } from './networks.ts'
import { type OctetFault, octetsOf } from './octets.ts'
import { type MailCommand, noRoom, tooBig } from './parameters.ts'
import { Refusal, type Reply, reply, textOf } from './reply.ts'

export type SmtpServiceOptions = {
  readonly hostname: string
  readonly tls: { readonly cert: string | Buffer; readonly key: string | Buffer }
  /** TLS from the first byte (RFC 8314) instead of STARTTLS. */
  readonly implicitTls: boolean
  readonly gate: Gatekeeper
  readonly manner: Manner
  readonly proxies: AddressSet
  readonly lineEndings: 'reject' | 'normalise' | 'keep'
  readonly sizeMax: number
  readonly recipientsMax: number
  readonly authFailuresMax: number
  readonly idleMs: number
  readonly dataMs: number
  readonly sessionMs: number
  readonly budget: Budget
  readonly log: Log
}

/** A port: smtp-server with our sessions, doors and deadlines. */
export class SmtpService extends SMTPServer {
  readonly gate: Gatekeeper
  readonly manner: Manner
  readonly proxies: AddressSet
  readonly sizeMax: number
  readonly recipientsMax: number
  readonly #settings: SmtpServiceOptions
  readonly #sessions = new WeakMap<SMTPServerSession, SmtpSession>()
  readonly #sweeper: NodeJS.Timeout
  #closing = false

  constructor(settings: SmtpServiceOptions) {
    super({
      name: settings.hostname,
      banner: 'Proofgate',
      secure: settings.implicitTls,
      needsUpgrade: settings.implicitTls,
      cert: settings.tls.cert,
      key: settings.tls.key,
      minVersion: 'TLSv1.2',
      authOptional: true,
      allowInsecureAuth: true,
      authMethods: ['PLAIN', 'LOGIN'],
      disabledCommands: ['WIZ', 'SHELL', 'KILL', 'XCLIENT', ...(settings.manner.lmtp ? [] : ['LHLO'])],
      disableReverseLookup: true,
      hideDSN: false,
      hideENHANCEDSTATUSCODES: false,
      hideREQUIRETLS: false,
      size: settings.sizeMax,
      socketTimeout: settings.idleMs,
      heloResponse: '%s at your service',
      logger: false,
    })
    this.#settings = settings
    this.gate = settings.gate
    this.manner = settings.manner
    this.proxies = settings.proxies
    this.sizeMax = settings.sizeMax
    this.recipientsMax = settings.recipientsMax
    // Broken connections are the clients' business; a server that cannot listen tells by the promise of listen.
    this.on('error', () => {})
    this.#sweeper = setInterval(() => this.#sweep(Date.now()), 1_000)
    this.#sweeper.unref()
  }

  override connect(socket: Socket, options?: SMTPConnectionOptions | null): void {
    const connection = new SmtpSession(this, socket, options)
    this.connections.add(connection)
    this.#sessions.set(connection.session, connection)
    connection.on('error', (error) => this._onError(error))
    connection.on('connect', (data) => this._onClientConnect(data))
    connection.init()
  }

  override onConnect(session: SMTPServerSession, callback: (error?: Error | null) => void): void {
    const connection = this.#connectionOf(session)
    const refused = this.gate.enter(connection.peerAddress)
    if (refused !== null) {
      this.manner.shed({ address: connection.peerAddress, why: refused.lines.join(' ') })
      return callback(new Refusal(refused))
    }
    connection.counted = true
    connection.principal = this.gate.byNetwork(connection.peerAddress)
    callback()
  }

  override onClose(session: SMTPServerSession): void {
    const connection = this.#sessions.get(session)
    connection?.takeRoom()?.release()
    if (connection?.counted) this.gate.leave(connection.peerAddress)
  }

  override onSecure(_socket: unknown, session: SMTPServerSession, callback: (error?: Error | null) => void): void {
    // RFC 3207 §4.2: what was known before TLS is forgotten, the login included.
    const connection = this.#connectionOf(session)
    connection.principal = this.gate.byNetwork(connection.peerAddress)
    callback()
  }

  override onAuth(
    auth: SMTPServerAuthentication,
    session: SMTPServerSession,
    callback: (error: Error | null | undefined, response?: SMTPServerAuthenticationResponse) => void,
  ): void {
    const connection = this.#connectionOf(session)
    const login = auth.username ?? ''
    this.gate.signIn(connection.peerAddress, login, auth.password ?? '').then(
      (result) => {
        if ('addresses' in result) {
          connection.principal = result
          return callback(null, { user: result.login ?? login })
        }
        connection.authFailures++
        this.#settings.log.authFailed({ address: connection.peerAddress, login })
        const isLast = connection.authFailures >= this.#settings.authFailuresMax
        callback(new Refusal(isLast ? reply(421, '4.7.0', 'Too many wrong logins, good bye') : result))
      },
      (error) => {
        this.#settings.log.fault('users cannot be read', error)
        callback(new Refusal(reply(454, '4.7.0', 'Logins cannot be checked right now, please try again')))
      },
    )
  }

  /** Why a MAIL command may not open a transaction; `null` when it may. */
  mayMail(client: Client, from: string): Reply | null {
    if (this.#closing) return reply(421, '4.3.2', 'Shutting down, please try again')
    return this.manner.mayMail(client, from)
  }

  /** Memory for a message, as much as its MAIL announces (RFC 1870 §6.1); `null` when there is none left. */
  roomFor(mail: MailCommand): Room | null {
    const room = new Room(this.#settings.budget)
    return room.holds(mail.size ?? 0) ? room : null
  }

  override onData(
    stream: SMTPServerDataStream,
    session: SMTPServerSession,
    callback: (error?: Error | null, message?: string | SMTPServerDataResult[]) => void,
  ): void {
    const connection = this.#connectionOf(session)
    this.#takeData(stream, connection).then((result) => {
      connection.receivingSince = null
      connection.waitingSince = Date.now()
      if (result === null) return callback(null)
      const answer = result.code === 250 ? textOf(result) : new Refusal(result)
      // RFC 2033 §4.2: one reply for each recipient, all the same, since a message is taken whole or not at all.
      callback(null, Array<string | Refusal>(connection.repliesDue).fill(answer))
    })
  }

  /** The reply to a message; `null` when nobody is there to read it. */
  async #takeData(stream: SMTPServerDataStream, connection: SmtpSession): Promise<Reply | null> {
    const { lineEndings, budget, manner } = this.#settings
    const room = connection.takeRoom() ?? new Room(budget)
    const octets = await octetsOf(stream, { lineEndings, sizeMax: this.sizeMax, room })
    connection.receivingSince = null
    if (octets === 'cut-off') return null
    const { principal } = connection
    if (typeof octets === 'string' || principal === null) {
      room.release()
      const fault = typeof octets === 'string' ? octets : 'cut-off'
      manner.refused({ address: connection.peerAddress, why: fault })
      return faultReply(fault, this.sizeMax)
    }
    try {
      return await withSpan('mail.take', { sizeBytes: octets.raw.length }, () =>
        manner.take({ octets, connection, principal }),
      )
    } catch (error) {
      this.#settings.log.fault('a message could not be taken', error)
      return reply(451, '4.3.0', 'Something went wrong here, please try again')
    } finally {
      room.release()
    }
  }

  /** Stops taking connections, lets messages that are coming in finish, and ends; at most `graceMs`. */
  async stop(graceMs: number): Promise<void> {
    this.#closing = true
    const goodbye = textOf(reply(421, '4.3.2', 'Shutting down, please try again'))
    const endIdle = () => {
      for (const each of this.connections)
        if (each instanceof SmtpSession && each.waitingSince !== null) each.send(421, goodbye)
    }
    const closed = new Promise<void>((resolve) => this.close(resolve))
    endIdle()
    const idler = setInterval(endIdle, 50)
    const deadline = setTimeout(() => {
      for (const each of this.connections) each._socket.destroy()
    }, graceMs)
    await closed
    clearInterval(idler)
    clearInterval(this.#sweeper)
    clearTimeout(deadline)
  }

  /** Ends connections that keep us waiting. */
  #sweep(now: number): void {
    for (const each of this.connections) {
      if (!(each instanceof SmtpSession)) continue
      const { openedAt, waitingSince, receivingSince } = each
      const receivedBytes = each._parser === false ? 0 : each._parser.dataBytes
      const isKnown = each.principal !== null
      const times = { openedAt, waitingSince, receivingSince, receivedBytes, isKnown }
      const overdue = overdueOf(times, this.#settings, now)
      if (overdue !== null) each.answer(overdue)
    }
  }

  #connectionOf(session: SMTPServerSession): SmtpSession {
    const connection = this.#sessions.get(session)
    if (connection === undefined) throw new Error('A session without its connection')
    return connection
  }
}

/** What the client is told about octets that cannot be taken. */
function faultReply(fault: OctetFault, sizeMax: number): Reply {
  switch (fault) {
    case 'bare-cr':
      return reply(550, '5.6.11', 'The message holds a bare CR; only CRLF ends a line (RFC 5321 2.3.8)')
    case 'bare-lf':
      return reply(550, '5.6.11', 'The message holds a bare LF; only CRLF ends a line (RFC 5321 2.3.8)')
    case 'nul':
      return reply(554, '5.6.0', 'The message holds a NUL octet')
    case 'too-big':
      return tooBig(sizeMax)
    case 'no-memory':
      return noRoom()
    case 'blank-first':
      return reply(554, '5.6.0', 'The message begins with a blank; its first line must be a header field')
    case 'cut-off':
      return reply(451, '4.4.2', 'The message did not arrive whole')
  }
}
