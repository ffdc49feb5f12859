import type { SMTPServerDataStream } from 'smtp-server'
import { SMTPStream } from 'smtp-server/lib/smtp-stream.js'
import { MessageEnd } from './message-end.ts'

/** Octets of a command line at most: RFC 5321 §4.5.3.1.4 wants 512, AUTH with a token needs more (RFC 4954 §4). */
const COMMAND_MAX = 16 * 1024

/** Commands run before other connections get a turn. */
const COMMANDS_AT_ONCE = 100

/**
 * smtp-server's stream, with commands ended by CRLF alone. The library ends them at a bare LF as well, which RFC 5321
 * §2.3.8 forbids and smuggling feeds on. In data mode only CRLF.CRLF ends a message, as with the library, which however
 * makes a buffer and a turn of the event loop of every line that begins with a dot.
 */
export class StrictSmtpStream extends SMTPStream {
  #end = new MessageEnd()

  override startDataMode(maxBytes?: number): SMTPServerDataStream {
    this.#end = new MessageEnd()
    return super.startDataMode(maxBytes)
  }

  override _feedDataStream(chunk: Buffer, done: (error?: Error | null) => void): void {
    const stream = this._dataStream
    const { octets, rest } = this.#end.read(chunk)
    this._countDataBytes(octets.length)
    if (rest !== null) return this._endDataMode(octets, rest, done)
    if (octets.length === 0 || !stream?.writable || stream.write(octets) || stream.destroyed) return done()
    // A stream that is destroyed never drains, it only closes.
    const goOn = () => {
      stream.removeListener('drain', goOn)
      stream.removeListener('close', goOn)
      done()
    }
    stream.once('drain', goOn).once('close', goOn)
  }

  override _write(chunk: Buffer, encoding: BufferEncoding, next: (error?: Error | null) => void): void {
    if (this.isClosed) return next()
    if (this._dataMode) return super._write(chunk, encoding, next)
    this._remainder += chunk.toString('latin1')
    this.#runCommands(next)
  }

  /**
   * Goes on with what was pipelined behind a message. The library forgets the end of a second message that came whole
   * in the same segment, and the session then waits for ever.
   */
  override continue(): void {
    const goOn = this._continueCallback
    this._continueCallback = typeof goOn !== 'function'
    if (typeof goOn === 'function') goOn()
  }

  /** Runs complete lines one after the other; each waits until its handler is done. */
  #runCommands(next: (error?: Error | null) => void): void {
    let ran = 0
    const step = (): void => {
      for (;;) {
        if (this.isClosed) return next()
        if (this._dataMode) return this.#enterData(next)
        const end = this._remainder.indexOf('\r\n')
        if ((end < 0 ? this._remainder.length : end) > COMMAND_MAX) {
          this._remainder = ''
          return next(new Error('The command line is too long'))
        }
        if (end < 0) return next()
        const line = this._remainder.slice(0, end)
        this._remainder = this._remainder.slice(end + 2)
        if (this.#isDoneAtOnce(line, step)) {
          if (++ran % COMMANDS_AT_ONCE !== 0) continue
          setImmediate(step)
        }
        return
      }
    }
    step()
  }

  /** Hands a command over; true when its handler called back before it returned, else the handler resumes by `step`. */
  #isDoneAtOnce(line: string, step: () => void): boolean {
    let returned = false
    let done = false
    this.oncommand(Buffer.from(line, 'latin1'), () => {
      if (returned) step()
      else done = true
    })
    returned = true
    return done
  }

  /** What came in one segment with DATA already belongs to the message. */
  #enterData(next: (error?: Error | null) => void): void {
    const rest = Buffer.from(this._remainder, 'latin1')
    this._remainder = ''
    if (rest.length === 0) return next()
    super._write(rest, 'buffer' as BufferEncoding, next)
  }
}
