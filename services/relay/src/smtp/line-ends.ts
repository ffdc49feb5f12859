/** An octet that may not stand in mail. */
export type LineFault = 'bare-cr' | 'bare-lf' | 'nul'

/** Watches the line ends of a message that comes in pieces. One pass, nothing kept but the octet before. */
export class LineEnds {
  #isAfterCr = false

  /** The first octet of the next piece that may not stand in mail; `null` when all is well so far. */
  faultIn(piece: Buffer): LineFault | null {
    let isAfterCr = this.#isAfterCr
    for (let i = 0; i < piece.length; i++) {
      const octet = piece[i] ?? 0
      if (isAfterCr !== (octet === LF)) return isAfterCr ? 'bare-cr' : 'bare-lf'
      if (octet === 0) return 'nul'
      isAfterCr = octet === CR
    }
    this.#isAfterCr = isAfterCr
    return null
  }

  /** What is wrong at the end of the message. */
  faultAtEnd(): LineFault | null {
    return this.#isAfterCr ? 'bare-cr' : null
  }

  /** The next piece with every bare CR and bare LF made CRLF; the piece itself where there is none. */
  mended(piece: Buffer): Buffer {
    const wasAfterCr = this.#isAfterCr
    let isAfterCr = wasAfterCr
    const mended = Buffer.allocUnsafe(piece.length * 2 + 1)
    let length = 0
    for (let i = 0; i < piece.length; i++) {
      const octet = piece[i] ?? 0
      if (isAfterCr !== (octet === LF)) mended[length++] = isAfterCr ? LF : CR
      mended[length++] = octet
      isAfterCr = octet === CR
    }
    this.#isAfterCr = isAfterCr
    return length === piece.length ? piece : mended.subarray(0, length)
  }

  /** What a message lacks at its end. */
  get missing(): Buffer {
    return this.#isAfterCr ? Buffer.from([LF]) : Buffer.alloc(0)
  }
}

const CR = 0x0d
const LF = 0x0a
