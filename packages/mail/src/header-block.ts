import { isUtf8 } from 'node:buffer'

/** One header field: its name in lower case and its unfolded value, still encoded (RFC 2047 words untouched). */
export type HeaderField = { readonly name: string; readonly value: string }

const LF = 0x0a
const CR = 0x0d
const SPACE = 0x20
const TAB = 0x09
const COLON = 0x3a

/**
 * The header block of a message: the bytes before the empty line, the last field's line end included.
 * A view on `raw`, not a copy. A message without an empty line is all header. Linear.
 */
export function headerBlockOf(raw: Uint8Array): Buffer {
  const bytes = bufferOf(raw)
  let at = 0
  while (at < bytes.length) {
    if (bytes[at] === LF || (bytes[at] === CR && bytes[at + 1] === LF)) return bytes.subarray(0, at)
    const end = bytes.indexOf(LF, at)
    if (end < 0) break
    at = end + 1
  }
  return bytes
}

/**
 * The values of every field called `name` (any case), in order, unfolded and trimmed but not decoded.
 * Bytes outside ASCII are read as UTF-8 (RFC 6532), or as windows-1252 where they are not UTF-8.
 */
export function fieldsOf(raw: Uint8Array, name: string): string[] {
  const wanted = Buffer.from(name.toLowerCase(), 'latin1')
  const values: string[] = []
  eachField(headerBlockOf(raw), (bytes, start, colon, end) => {
    if (isNamed(bytes, start, colon, wanted)) values.push(unfoldedOf(bytes.subarray(colon + 1, end)))
  })
  return values
}

/** Every header field in order of appearance. Lines that are no field are left out. */
export function headerFieldsOf(raw: Uint8Array): HeaderField[] {
  const fields: HeaderField[] = []
  eachField(headerBlockOf(raw), (bytes, start, colon, end) => {
    const name = bytes.toString('latin1', start, colon).trimEnd().toLowerCase()
    fields.push({ name, value: unfoldedOf(bytes.subarray(colon + 1, end)) })
  })
  return fields
}

/**
 * True when a line of a header block is neither a field nor the continuation of one: many readers show the letter from
 * there on, others hide it. The first line may be that of an mbox file.
 */
export function hasStrayLine(header: Buffer): boolean {
  let at = /^>?From /.test(header.toString('latin1', 0, 6)) ? fieldEnd(header, 0) : 0
  while (at < header.length) {
    const end = fieldEnd(header, at)
    if (colonOf(header, at, end) < 0) return true
    at = end
  }
  return false
}

/** How many Received fields the message carries: the hops it has made (RFC 5321 §6.3 asks to stop at a large count). */
export function receivedCountOf(raw: Uint8Array): number {
  const wanted = Buffer.from('received', 'latin1')
  let count = 0
  eachField(headerBlockOf(raw), (bytes, start, colon) => {
    if (isNamed(bytes, start, colon, wanted)) count++
  })
  return count
}

/** Calls `visit` with the bounds of each field: `[start, colon)` is its name, `(colon, end)` its folded value. */
function eachField(bytes: Buffer, visit: (bytes: Buffer, start: number, colon: number, end: number) => void): void {
  let at = 0
  while (at < bytes.length) {
    const end = fieldEnd(bytes, at)
    const colon = colonOf(bytes, at, end)
    if (colon >= 0) visit(bytes, at, colon, end)
    at = end
  }
}

/** Where the name of the field in `[start, end)` ends; -1 when that is no field. */
function colonOf(bytes: Buffer, start: number, end: number): number {
  const firstLineEnd = bytes.indexOf(LF, start)
  const colon = bytes.subarray(start, firstLineEnd < 0 ? end : firstLineEnd).indexOf(COLON)
  return colon > 0 && isName(bytes, start, start + colon) ? start + colon : -1
}

/** Where the field that starts at `at` ends: behind the last of its continuation lines. */
function fieldEnd(bytes: Buffer, at: number): number {
  let end = at
  do {
    const lf = bytes.indexOf(LF, end)
    if (lf < 0) return bytes.length
    end = lf + 1
  } while (isBlank(bytes[end]))
  return end
}

/** A name has no blank in it but before its colon, which leaves out the "From " line of mbox files. */
function isName(bytes: Buffer, start: number, colon: number): boolean {
  let end = colon
  while (end > start && isBlank(bytes[end - 1])) end--
  for (let i = start; i < end; i++) if (isBlank(bytes[i])) return false
  return end > start
}

function isNamed(bytes: Buffer, start: number, colon: number, wanted: Buffer): boolean {
  // RFC 5322 §4.5: obsolete syntax allows white space before the colon.
  let end = colon
  while (end > start && isBlank(bytes[end - 1])) end--
  if (end - start !== wanted.length) return false
  for (let i = 0; i < wanted.length; i++) if (lowerOf(bytes[start + i]) !== wanted[i]) return false
  return true
}

function lowerOf(byte: number | undefined): number {
  if (byte === undefined) return -1
  return byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte
}

function isBlank(byte: number | undefined): boolean {
  return byte === SPACE || byte === TAB
}

function unfoldedOf(bytes: Buffer): string {
  const text = isUtf8(bytes) ? bytes.toString('utf8') : WINDOWS_1252.decode(bytes)
  return text.replace(/\r*\n(?=[ \t])/g, '').trim()
}

const WINDOWS_1252 = new TextDecoder('windows-1252')

function bufferOf(raw: Uint8Array): Buffer {
  return Buffer.isBuffer(raw) ? raw : Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength)
}
