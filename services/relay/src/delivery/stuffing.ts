/** How much of a message is handed to the socket at a time. */
const CHUNK = 64 * 1024

const DOT = Buffer.from('.')
const CRLF = Buffer.from('\r\n')
const LINE_AND_DOT = Buffer.from('\r\n.')

/** A stretch of a message, and the octets that carry it over the wire. */
export type Stuffed = { readonly plain: Buffer; readonly wire: Buffer }

/**
 * A message in stretches, with each dot at the start of a line doubled (RFC 5321 §4.5.2). Only CRLF ends a line: no
 * other octet is touched or added.
 */
export function* stuffedOf(message: Buffer): Generator<Stuffed> {
  for (let from = 0; from < message.length; from += CHUNK) {
    const to = Math.min(from + CHUNK, message.length)
    yield { plain: message.subarray(from, to), wire: stuffed(message, from, to) }
  }
}

function stuffed(message: Buffer, from: number, to: number): Buffer {
  const pieces: Buffer[] = []
  let start = from
  if (from === 0 && message[0] === DOT[0]) pieces.push(DOT)
  // A line may have ended in the stretch before.
  const first = Math.max(from - 2, 0)
  const window = message.subarray(first, to)
  for (let at = window.indexOf(LINE_AND_DOT); at >= 0; at = window.indexOf(LINE_AND_DOT, at + 2)) {
    const dot = first + at + 2
    pieces.push(message.subarray(start, dot), DOT)
    start = dot
  }
  if (pieces.length === 0) return message.subarray(from, to)
  pieces.push(message.subarray(start, to))
  return Buffer.concat(pieces)
}

/** What follows a message: the lone dot, and before it the line end that a message without one lacks. */
export function endOf(message: Buffer): Buffer {
  const isWhole = message.length === 0 || message.subarray(-2).equals(CRLF)
  return Buffer.from(isWhole ? '.\r\n' : '\r\n.\r\n')
}
