import type { Socket } from 'node:net'
import type { Envelope, Recipient } from '@proofgate/mail'
import { SMTPConnection, type SMTPConnectionOptions } from 'smtp-server/lib/smtp-connection.js'
import type { SMTPStream } from 'smtp-server/lib/smtp-stream.js'
import type { Room } from './budget.ts'
import type { Principal } from './gatekeeper.ts'
import { type MailCommand, mailCommandOf, noRoom, recipientOf } from './parameters.ts'
import { pathCommandOf } from './path.ts'
import { type Reply, reply, textOf } from './reply.ts'
import type { SmtpService } from './server.ts'
import { StrictSmtpStream } from './smtp-stream.ts'

/**
 * One client's session: smtp-server's, with what it lacks for a relay that passes envelopes on unchanged. It parses
 * paths itself (quoted local parts, source routes), knows which ESMTP parameters exist and refuses the others, keeps
 * DSN parameters as xtext, keeps recipients apart that differ in case, ends commands at CRLF only, keeps deadlines, and
 * speaks LMTP to a client that begins with LHLO, where its port does.
 */
export class SmtpSession extends SMTPConnection {
  declare readonly _server: SmtpService
  readonly openedAt = Date.now()
  /** Since when the client owes us a command; `null` while we work or a message comes in. */
  waitingSince: number | null = Date.now()
  /** Since when a message comes in; `null` when none does. */
  receivingSince: number | null = null
  /** True while the door counts this connection. */
  counted = false
  /** Who may send in this session; `null` until a login or the client's network says. */
  principal: Principal | null = null
  authFailures = 0
  #mail: MailCommand | null = null
  #recipients: Recipient[] = []
  #room: Room | null = null
  #greeting = false
  #speaksLmtp = false
  /** RCPT commands accepted, repeated ones too. */
  #accepted = 0

  constructor(server: SmtpService, socket: Socket, options?: SMTPConnectionOptions | null) {
    super(server, socket, options)
  }

  /** Address of the host that is really connected, whatever XFORWARD says. */
  get peerAddress(): string {
    return this._originalRemoteAddress
  }

  /** The envelope of the transaction that DATA ends. */
  get envelope(): Envelope {
    const { size: _, ...mail } = this.#mail ?? NO_MAIL
    return { ...mail, recipients: this.#recipients }
  }

  /** How many replies the end of the message gets: in LMTP one for each RCPT (RFC 2033 §4.2), else one. */
  get repliesDue(): number {
    return this.#speaksLmtp ? this.#accepted : 1
  }

  /** The memory held for this transaction, which is the caller's to give back from now on; `null` without one. */
  takeRoom(): Room | null {
    const room = this.#room
    this.#room = null
    return room
  }

  /** Greets at once: the library waits 100 ms for clients that talk too soon, who are strangers at an MX and not here. */
  override init(): void {
    this._setListeners(() => this.connectionReady())
  }

  override _createParser(): SMTPStream {
    const parser = new StrictSmtpStream()
    parser.oncommand = (command, callback) => this._onCommand(command, callback)
    parser.on('error', (error: Error) => this.answer(reply(421, '4.5.2', error.message)))
    return parser
  }

  override _onCommand(command: Buffer, callback?: () => void): void {
    this.waitingSince = null
    super._onCommand(command, () => {
      if (this.receivingSince === null) this.waitingSince = Date.now()
      callback?.()
    })
  }

  /** Our texts carry their enhanced code; a text of several lines is a multi-line reply. */
  override send(code: number, data?: string | string[] | null, context?: string | false): void {
    if (typeof data !== 'string' || !/^[245]\.\d{1,3}\.\d{1,3} /.test(data)) return super.send(code, data, context)
    super.send(code, data.includes('\n') ? data.split('\n') : data, false)
  }

  /** Sends a reply of ours. */
  answer(given: Reply): void {
    this.send(given.code, textOf(given))
  }

  override _resetSession(): void {
    super._resetSession()
    this.takeRoom()?.release()
    this.#mail = null
    this.#recipients = []
    this.#accepted = 0
  }

  override _proxyCommandAllowed(command: string, option: 'useXClient' | 'useXForward'): boolean {
    return command === 'XFORWARD' && option === 'useXForward' && this._server.proxies.has(this.peerAddress)
  }

  override _isSupported(command: string): boolean {
    // AUTH is shown only where it may be used; tried elsewhere it gets the reply that says what is missing.
    if (this.#greeting && command === 'AUTH' && !this.#mayAuthenticate()) return false
    return super._isSupported(command)
  }

  override handler_EHLO(command: Buffer, callback: () => void): void {
    this.#speaksLmtp = false
    this.#greet(command, callback)
  }

  override handler_HELO(command: Buffer, callback: () => void): void {
    this.#speaksLmtp = false
    super.handler_HELO(command, callback)
  }

  /** RFC 2033 §4.1: EHLO by another name. The library finds this by its name; a port without LMTP has it switched off. */
  handler_LHLO(command: Buffer, callback: () => void): void {
    this.#speaksLmtp = true
    this.#greet(command, callback)
  }

  override handler_AUTH(command: Buffer, callback: () => void): void {
    if (this.#mail !== null)
      return this.#refuse(reply(503, '5.5.1', 'AUTH is not for the middle of a transaction'), callback)
    if (!this.#mayAuthenticate()) {
      return this.#refuse(reply(538, '5.7.11', 'Start TLS first, passwords are not for plain lines'), callback)
    }
    super.handler_AUTH(command, callback)
  }

  override handler_MAIL(command: Buffer, callback: () => void): void {
    this.emitConnection()
    if (this.#mail !== null) return this.#refuse(reply(503, '5.5.1', 'There is a MAIL command already'), callback)
    const path = pathCommandOf(command, 'MAIL FROM')
    if (path === null) return this.#refuse(reply(501, '5.1.7', 'Syntax: MAIL FROM:<address> [parameters]'), callback)
    const mail = mailCommandOf(path, { secure: this.secure, sizeMax: this._server.sizeMax })
    if ('lines' in mail) return this.#refuse(mail, callback)
    const refused = this._server.mayMail(this, mail.from)
    if (refused !== null) return this.#refuse(refused, callback)
    const room = this._server.roomFor(mail)
    if (room === null) return this.#refuse(noRoom(), callback)
    this.#room = room
    this.#mail = mail
    this.session.envelope.mailFrom = { address: mail.from, args: false }
    this.send(250, '2.1.0 Sender accepted')
    callback()
  }

  override handler_RCPT(command: Buffer, callback: () => void): void {
    if (this.#mail === null) return this.#refuse(reply(503, '5.5.1', 'MAIL comes first'), callback)
    const path = pathCommandOf(command, 'RCPT TO')
    if (path === null || path.address === '') {
      return this.#refuse(reply(501, '5.1.3', 'Syntax: RCPT TO:<address> [parameters]'), callback)
    }
    const recipient = recipientOf(path, this.#mail.smtpUtf8)
    if ('lines' in recipient) return this.#refuse(recipient, callback)
    if (this.#recipients.length >= this._server.recipientsMax) {
      return this.#refuse(reply(452, '4.5.3', `Too many recipients, at most ${this._server.recipientsMax}`), callback)
    }
    const refused = this._server.manner.mayRcpt(this, recipient.address)
    if (refused !== null) return this.#refuse(refused, callback)
    this.#accepted++
    // A repeated RCPT is one recipient (RFC 5321 §3.3 leaves it to us); another case is another mailbox.
    if (!this.#recipients.some((known) => known.address === recipient.address)) this.#recipients.push(recipient)
    this.session.envelope.rcptTo = this.#recipients.map(({ address }) => ({ address, args: false }))
    this.send(250, '2.1.5 Recipient accepted')
    callback()
  }

  override handler_DATA(command: Buffer, callback: () => void): void {
    if (command.toString('latin1').trim().toUpperCase() !== 'DATA') {
      return this.#refuse(reply(501, '5.5.4', 'DATA takes no argument'), callback)
    }
    if (this.#recipients.length > 0) this.receivingSince = Date.now()
    super.handler_DATA(command, callback)
  }

  override handler_HELP(_command: Buffer, callback: () => void): void {
    this.send(214, `2.0.0 ${this._server.manner.help}`)
    callback()
  }

  override handler_VRFY(command: Buffer, callback: () => void): void {
    if (command.toString('latin1').trim().indexOf(' ') < 0) {
      return this.#refuse(reply(501, '5.5.4', 'Syntax: VRFY address'), callback)
    }
    this.send(252, '2.1.5 Not told here; send a message and see')
    callback()
  }

  #greet(command: Buffer, callback: () => void): void {
    this.#greeting = true
    super.handler_EHLO(command, callback)
    this.#greeting = false
  }

  #mayAuthenticate(): boolean {
    return this._server.gate.mayAuthenticate(this.peerAddress, this.secure)
  }

  #refuse(refusal: Reply, callback: () => void): void {
    this.answer(refusal)
    callback()
  }
}

const NO_MAIL: MailCommand = {
  from: '',
  body: null,
  smtpUtf8: false,
  requireTls: false,
  ret: null,
  envid: null,
  size: null,
}
