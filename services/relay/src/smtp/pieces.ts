import { createHash } from 'node:crypto'

/** Octets of the first buffer and of the largest: they grow with the message, so at most half of one is empty. */
const BUFFER_MIN = 4 * 1024
const BUFFER_MAX = 1024 * 1024

/**
 * Keeps a message that comes in pieces in few buffers, however small the pieces are: a buffer of its own for each of a
 * million segments would take more than the message.
 */
export class Pieces {
  readonly #hash = createHash('sha256')
  #full: Buffer[] = []
  #last: Buffer = Buffer.alloc(0)
  #used = 0
  #length = 0

  /** Octets kept. */
  get length(): number {
    return this.#length
  }

  /** Buffers that hold them. */
  get buffers(): number {
    return this.#full.length + 1
  }

  add(piece: Buffer): void {
    for (let at = 0; at < piece.length; ) {
      if (this.#used === this.#last.length) this.#begin()
      const taken = piece.copy(this.#last, this.#used, at)
      at += taken
      this.#used += taken
      this.#length += taken
    }
  }

  /** Forgets everything. */
  clear(): void {
    this.#full = []
    this.#last = Buffer.alloc(0)
    this.#used = 0
    this.#length = 0
  }

  /** The message and its SHA-256; nothing can be added then. */
  whole(): { readonly raw: Buffer; readonly sha256: Buffer } {
    const rest = this.#last.subarray(0, this.#used)
    const raw = Buffer.concat([...this.#full, rest], this.#length)
    const sha256 = this.#hash.update(rest).digest()
    this.clear()
    return { raw, sha256 }
  }

  #begin(): void {
    if (this.#used > 0) {
      this.#full.push(this.#last)
      this.#hash.update(this.#last)
    }
    this.#last = Buffer.allocUnsafeSlow(Math.min(BUFFER_MAX, Math.max(BUFFER_MIN, this.#length)))
    this.#used = 0
  }
}
