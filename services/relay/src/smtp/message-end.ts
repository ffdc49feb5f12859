/** Where in a line the next octet stands; what is held back could still belong to the end of the message. */
const AT_START = 0
const IN_LINE = 1
const AFTER_CR = 2
/** Behind a bare LF: the library takes a doubled dot there for a stuffed one. The message is refused anyway, or mended. */
const AFTER_BARE_LF = 3
/** A dot at the start of a line is held back. */
const AFTER_DOT = 4
/** A dot and a CR are held back. */
const AFTER_DOT_CR = 5
/** A dot behind a bare LF is held back. */
const AFTER_BARE_DOT = 6

/** What of a chunk belongs to the message, dots undone; and what follows the message, `null` while it goes on. */
export type Read = { readonly octets: Buffer; readonly rest: Buffer | null }

/**
 * Finds the end of one message, CRLF.CRLF and nothing else, and undoes dot-stuffing (RFC 5321 §4.5.2), however it is
 * cut into chunks. A single dot before other text is kept: no client means it to go. One pass, one buffer for a chunk.
 */
export class MessageEnd {
  #state: number = AT_START

  read(chunk: Buffer): Read {
    const octets = Buffer.allocUnsafe(chunk.length + 2)
    let length = 0
    let state = this.#state
    for (let i = 0; i < chunk.length; i++) {
      const octet = chunk[i] ?? 0
      if (state >= AFTER_DOT) {
        if (state === AFTER_DOT_CR && octet === LF) {
          return { octets: octets.subarray(0, length), rest: chunk.subarray(i + 1) }
        }
        if (state === AFTER_DOT && octet === CR) {
          state = AFTER_DOT_CR
          continue
        }
        octets[length++] = DOT
        if (state === AFTER_DOT_CR) {
          octets[length++] = CR
          state = AFTER_CR
        } else {
          state = IN_LINE
          // The second dot of two is the stuffed one, and gone.
          if (octet === DOT) continue
        }
      } else if (octet === DOT && (state === AT_START || state === AFTER_BARE_LF)) {
        state = state === AT_START ? AFTER_DOT : AFTER_BARE_DOT
        continue
      }
      octets[length++] = octet
      if (octet === LF) state = state === AFTER_CR ? AT_START : AFTER_BARE_LF
      else state = octet === CR ? AFTER_CR : IN_LINE
    }
    this.#state = state
    return { octets: octets.subarray(0, length), rest: null }
  }
}

const CR = 0x0d
const LF = 0x0a
const DOT = 0x2e
