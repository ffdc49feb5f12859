import type { SMTPServerDataStream } from 'smtp-server'
import type { Room } from './budget.ts'
import { LineEnds, type LineFault } from './line-ends.ts'
import { Pieces } from './pieces.ts'

/** Why the octets of a message cannot be taken as they are. */
export type OctetFault = LineFault | 'too-big' | 'cut-off' | 'no-memory' | 'blank-first'

/** The octets of one message, complete, and their SHA-256. */
export type Octets = {
  readonly raw: Buffer
  readonly sha256: Buffer
  readonly normalised: boolean
}

export type OctetOptions = {
  /** `keep`: for mail that is never passed on, whatever stands in it. */
  readonly lineEndings: 'reject' | 'normalise' | 'keep'
  readonly sizeMax: number
  /** Given back as soon as the message is refused; else when its reply is sent, by whoever gave it. */
  readonly room: Room
}

/**
 * Collects what follows DATA. Only CRLF ends a line in mail: a bare CR, a bare LF or a NUL is what smuggling is made of,
 * and no relay can carry it unchanged. With `normalise`, bare CR and LF become CRLF; NUL is refused always.
 */
export async function octetsOf(stream: SMTPServerDataStream, options: OctetOptions): Promise<Octets | OctetFault> {
  const gathering = new Gathering(options)
  let fault: OctetFault | null = null
  try {
    for await (const chunk of stream) {
      // What is refused is still read to its end: the client expects its reply there.
      if (fault === null) fault = gathering.take(chunk)
    }
  } catch {
    fault = 'cut-off'
  }
  // A connection that breaks destroys the stream without an error where nobody listened.
  if (fault === null && !stream.readableEnded) fault = 'cut-off'
  const octets = fault ?? gathering.finish()
  if (typeof octets === 'string') gathering.drop()
  return octets
}

/** One message coming in. Each octet is looked at and copied once, so nothing is left to do for long at the end. */
class Gathering {
  readonly #options: OctetOptions
  readonly #pieces = new Pieces()
  readonly #ends = new LineEnds()
  #isMended = false

  constructor(options: OctetOptions) {
    this.#options = options
  }

  take(chunk: Buffer): OctetFault | null {
    const fault = this.#add(chunk)
    if (fault !== null) this.drop()
    return fault
  }

  #add(chunk: Buffer): OctetFault | null {
    const { lineEndings } = this.#options
    if (lineEndings === 'keep') return this.#keep(chunk)
    // A line that begins with a blank goes on the field before it (RFC 5322 §2.2.3), and before it come our trace fields.
    if (this.#pieces.length === 0 && (chunk[0] === SPACE || chunk[0] === TAB)) return 'blank-first'
    const fault = lineEndings === 'reject' ? this.#ends.faultIn(chunk) : chunk.includes(0) ? 'nul' : null
    if (fault !== null) return fault
    const piece = lineEndings === 'reject' ? chunk : this.#ends.mended(chunk)
    if (piece !== chunk) this.#isMended = true
    return this.#keep(piece)
  }

  #keep(piece: Buffer): OctetFault | null {
    const { sizeMax, room } = this.#options
    const length = this.#pieces.length + piece.length
    if (length > sizeMax) return 'too-big'
    if (!room.holds(length)) return 'no-memory'
    this.#pieces.add(piece)
    return null
  }

  finish(): Octets | OctetFault {
    if (this.#options.lineEndings === 'keep') return { ...this.#pieces.whole(), normalised: false }
    if (this.#options.lineEndings === 'reject') {
      return this.#ends.faultAtEnd() ?? { ...this.#pieces.whole(), normalised: false }
    }
    const { missing } = this.#ends
    this.#pieces.add(missing)
    return { ...this.#pieces.whole(), normalised: this.#isMended || missing.length > 0 }
  }

  drop(): void {
    this.#pieces.clear()
    this.#options.room.release()
  }
}

const SPACE = 0x20
const TAB = 0x09
