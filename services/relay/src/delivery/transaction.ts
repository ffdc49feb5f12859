/** One SMTP transaction: MAIL, a RCPT per recipient, DATA; what each recipient got. */
import { createHash } from 'node:crypto'
import { ChangedBytesError, type ClaimedDelivery, type RecipientResult, type WaitingRecipient } from '@proofgate/store'
import { mailCommandOf, rcptCommandOf } from './commands.ts'
import { type Outcome, outcomeOf, refused, resultOf, type Stage, troubled } from './outcome.ts'
import { refusalsOf } from './refusal.ts'
import type { Reply } from './reply.ts'
import type { Session } from './session.ts'
import { endOf, stuffedOf } from './stuffing.ts'
import { SessionTrouble } from './trouble.ts'

/** What a transaction needs to know of a delivery. */
export type Parcel = Pick<ClaimedDelivery, 'messageId' | 'envelope' | 'recipients' | 'trace' | 'raw' | 'sha256'>

/** A kept session had ended before the smarthost knew of the message: nothing happened, a fresh one may be tried at once. */
export class StaleSession extends Error {
  override readonly name = 'StaleSession'
}

/** What a transaction led to. */
export type Delivered = {
  /** One for each recipient of the parcel. */
  readonly results: readonly RecipientResult[]
  /** True when NOTIFY and ORCPT were passed on, so that reports are the smarthost's business now (RFC 3461 §5.2.1). */
  readonly passedDsn: boolean
}

/**
 * Sends a message in a session. Whatever the smarthost does comes out as results, never as an error.
 * @param mayEnd asked right before the final dot; `false` breaks off, and nothing was sent
 * @throws StaleSession when the session was kept from before and had ended meanwhile
 * @throws ChangedBytesError when the octets differ from those taken at DATA; nothing was sent
 */
export async function transact(session: Session, parcel: Parcel, mayEnd: () => boolean): Promise<Delivered> {
  const transaction = new Transaction(session, parcel)
  if (transaction.open.length > 0) await transaction.run(mayEnd)
  return transaction.delivered
}

/** A class because it has a life: what is still open shrinks step by step, and where it broke off decides what it meant. */
class Transaction {
  readonly #session: Session
  readonly #parcel: Parcel
  readonly #outcomes = new Map<number, Outcome>()
  /** Where we are, for the words of a failure. */
  #when = 'before MAIL'
  #mailAnswered = false
  #isInBody = false

  constructor(session: Session, parcel: Parcel) {
    this.#session = session
    this.#parcel = parcel
    for (const [position, refusal] of refusalsOf(parcel, session)) this.#outcomes.set(position, refused(refusal))
  }

  /** Recipients without an outcome. */
  get open(): readonly WaitingRecipient[] {
    return this.#parcel.recipients.filter(({ position }) => !this.#outcomes.has(position))
  }

  get delivered(): Delivered {
    const results = this.#parcel.recipients.flatMap((recipient) => {
      const outcome = this.#outcomes.get(recipient.position)
      return outcome === undefined ? [] : [resultOf(recipient, outcome)]
    })
    return { results, passedDsn: this.#session.extensions.has('DSN') }
  }

  async run(mayEnd: () => boolean): Promise<void> {
    const session = this.#session
    const isKept = session.begun > 0
    session.begun++
    try {
      await this.#reset()
      session.dirty = true
      const taken = await this.#address()
      if (taken.length > 0) await this.#hand(taken, mayEnd)
    } catch (error) {
      if (!(error instanceof SessionTrouble)) throw error
      if (isKept && !this.#mailAnswered) throw new StaleSession(error.message)
      this.#settle(this.open, await this.#lastWord(error))
    }
  }

  /** Who closes in the middle of a message often says why before: "552 too big". */
  async #lastWord(trouble: SessionTrouble): Promise<Outcome> {
    const { wire, address, timeouts } = this.#session
    const reply = this.#isInBody && wire.hasReply ? await wire.reply(timeouts.command) : null
    if (reply !== null && reply.code >= 400) return outcomeOf(reply, 'end')
    return troubled(trouble, address, this.#when)
  }

  /** An earlier transaction that came to no end is given up first (RFC 5321 §4.1.1.5). */
  async #reset(): Promise<void> {
    if (!this.#session.dirty) return
    await this.#send('RSET\r\n')
    const reply = await this.#reply()
    if (reply.code !== 250) throw this.#broken('it did not take RSET', reply)
  }

  /** MAIL and RCPT; the recipients that were taken. With PIPELINING all commands go at once (RFC 2920). */
  async #address(): Promise<WaitingRecipient[]> {
    const session = this.#session
    const recipients = this.open
    const mail = mailCommandOf(this.#parcel, session)
    const isPipelined = session.extensions.has('PIPELINING')
    this.#when = 'at MAIL'
    const together = isPipelined ? recipients.map((each) => rcptCommandOf(each, session)) : []
    await this.#send(`${[mail, ...together].join('\r\n')}\r\n`)
    const reply = await this.#reply()
    if (reply.code === 421) throw this.#broken('it closed the session', reply)
    this.#mailAnswered = true
    const isTaken = reply.code === 250
    if (!isTaken) this.#settle(recipients, this.#outcome(reply, 'mail'))
    if (!isTaken && !isPipelined) return []
    this.#when = 'at RCPT'
    const taken: WaitingRecipient[] = []
    for (const recipient of recipients) {
      if (!isPipelined) await this.#send(`${rcptCommandOf(recipient, session)}\r\n`)
      const answer = await this.#reply()
      if (!isTaken) continue
      if (answer.code === 250 || answer.code === 251 || answer.code === 252) taken.push(recipient)
      else this.#settle([recipient], this.#outcome(answer, 'rcpt'))
    }
    return taken
  }

  /** DATA and the message. */
  async #hand(taken: readonly WaitingRecipient[], mayEnd: () => boolean): Promise<void> {
    this.#when = 'at DATA'
    await this.#send('DATA\r\n')
    const go = await this.#reply()
    if (go.code !== 354) return this.#settle(taken, this.#outcome(go, 'data'))
    this.#isInBody = true
    this.#when = 'in the middle of the message'
    const isWhole = await this.#body(mayEnd)
    const reply = await this.#session.wire.reply(this.#session.timeouts.data)
    // Before the end a smarthost may only say no, and what we sent of the message is no command (RFC 5321 §4.1.1.4).
    if (!isWhole) this.#broken('it answered before the end of the message', reply)
    if (!isWhole && reply.code < 400) throw new SessionTrouble('it answered before the end of the message', reply)
    this.#settle(taken, this.#outcome(reply, 'end'))
    this.#session.dirty = false
  }

  /** Writes the message; `false` when the smarthost answered before its end. */
  async #body(mayEnd: () => boolean): Promise<boolean> {
    const { wire, timeouts } = this.#session
    const { messageId, raw, sha256 } = this.#parcel
    const until = performance.now() + timeouts.data
    const msLeft = () => Math.max(1, until - performance.now())
    const hash = createHash('sha256')
    const trace = Buffer.from(this.#parcel.trace)
    // One stretch is kept back: the last goes together with the final dot, once it is sure that it may go at all.
    let kept: Buffer = trace
    for (const { plain, wire: octets } of stuffedOf(raw)) {
      hash.update(plain)
      if (kept === trace) kept = Buffer.concat([trace, octets])
      else {
        await wire.send(kept, msLeft())
        if (wire.hasReply) return false
        kept = octets
      }
    }
    if (!hash.digest().equals(sha256)) {
      wire.fail(new SessionTrouble('the message is damaged'))
      throw new ChangedBytesError(messageId)
    }
    if (!mayEnd()) throw wire.fail(new SessionTrouble('our lease of the message ended'))
    this.#isInBody = false
    this.#when = 'after the whole message was handed over; it may have been taken, and is sent again'
    await wire.send(Buffer.concat([kept, endOf(raw.length === 0 ? trace : raw)]), msLeft())
    return true
  }

  async #send(commands: string): Promise<void> {
    await this.#session.wire.send(commands, this.#session.timeouts.command)
  }

  #reply(): Promise<Reply> {
    return this.#session.wire.reply(this.#session.timeouts.command)
  }

  /** A reply of a kind that cannot stand at its place ends the session. */
  #outcome(reply: Reply, stage: Stage): Outcome {
    const isYes = reply.code < 300
    if (reply.code < 400 && !(isYes && stage === 'end')) throw this.#broken('it answered out of turn', reply)
    return outcomeOf(reply, stage)
  }

  #broken(what: string, reply: Reply): SessionTrouble {
    const trouble = new SessionTrouble(what, reply)
    this.#session.wire.fail(trouble)
    return trouble
  }

  #settle(recipients: readonly WaitingRecipient[], outcome: Outcome): void {
    for (const { position } of recipients) this.#outcomes.set(position, outcome)
  }
}
