/**
 * The parts of a multipart message as octets, found by its boundaries alone. `partsOf` reads a letter line by line for
 * its words; a report that encloses a mail of 30 MB is only taken apart, and nothing else may wait for that.
 */
import libmime from 'libmime'
import { fieldsOf, headerBlockOf } from './header-block.ts'
import { LIMITS } from './parts.ts'

/** A leaf of the MIME tree, not decoded. Embedded messages are leaves. */
export type EnclosedPart = {
  /** Media type in lower case; `''` where the part names none. */
  readonly contentType: string
  readonly filename: string
  readonly encoding: string
  /** A view on the message. */
  readonly octets: Buffer
}

/** The leaves of a message, and whether the last boundary was there: without it something may be cut off. */
export type Enclosed = { readonly parts: readonly EnclosedPart[]; readonly isWhole: boolean }

const PARTS_MAX = 50
const DEPTH_MAX = 5
/** RFC 2046 §5.1.1 allows 70; more are seen. */
const BOUNDARY_MAX = 250

const LF = 0x0a
const CR = 0x0d
const SPACE = 0x20
const TAB = 0x09
const HYPHEN = 0x2d

/** Takes a message apart. Linear in its size; what is nested deeper than 5 or beyond 50 parts is left out. */
export function enclosedIn(raw: Buffer): Enclosed {
  const parts: EnclosedPart[] = []
  const isWhole = collect(raw, 0, parts)
  return { parts, isWhole }
}

/** The octets of a part with its transfer encoding undone; base64 and quoted-printable as far as they go. */
export function decodedPartOf({ encoding, octets }: EnclosedPart): Buffer {
  if (encoding === 'base64') return Buffer.from(octets.toString('latin1'), 'base64')
  if (encoding !== 'quoted-printable') return octets
  const text = octets.toString('latin1').replace(/[ \t]{0,998}=[ \t]{0,998}\r?\n/g, '')
  return Buffer.from(
    text.replace(/=([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  )
}

function collect(entity: Buffer, depth: number, parts: EnclosedPart[]): boolean {
  if (parts.length >= PARTS_MAX) return true
  // What is longer is no header: the rest of it counts as the body.
  const header = headerBlockOf(entity.subarray(0, LIMITS.headerBytesMax))
  const { value, params } = typeOf(fieldsOf(header, 'content-type')[0])
  const boundary = params.boundary ?? ''
  if (!value.startsWith('multipart/') || boundary === '' || depth >= DEPTH_MAX) {
    parts.push(leafOf(entity, header, value, params.name ?? ''))
    return true
  }
  const { bodies, isWhole } = between(bodyOf(entity, header), boundary.slice(0, BOUNDARY_MAX))
  let isAllWhole = isWhole
  for (const body of bodies) isAllWhole = collect(body, depth + 1, parts) && isAllWhole
  return isAllWhole
}

function leafOf(entity: Buffer, header: Buffer, contentType: string, name: string): EnclosedPart {
  const disposition = typeOf(fieldsOf(header, 'content-disposition')[0])
  return {
    contentType,
    filename: disposition.params.filename ?? name,
    encoding: (fieldsOf(header, 'content-transfer-encoding')[0] ?? '').toLowerCase(),
    octets: bodyOf(entity, header),
  }
}

/** What follows the empty line behind a header. */
function bodyOf(entity: Buffer, header: Buffer): Buffer {
  const end = entity.indexOf(LF, header.length)
  return end < 0 ? entity.subarray(entity.length) : entity.subarray(end + 1)
}

type ContentType = { readonly value: string; readonly params: Readonly<Record<string, string | undefined>> }

function typeOf(field: string | undefined): ContentType {
  if (field === undefined) return { value: '', params: {} }
  try {
    const { value, params } = libmime.parseHeaderValue(field.slice(0, 4_000), { stripComments: true })
    return { value: value.trim().toLowerCase(), params }
  } catch {
    return { value: '', params: {} }
  }
}

/** What stands between the delimiter lines of a boundary (RFC 2046 §5.1.1); the line end before each belongs to it. */
function between(body: Buffer, boundary: string): { readonly bodies: readonly Buffer[]; readonly isWhole: boolean } {
  const mark = Buffer.from(`--${boundary}`)
  const bodies: Buffer[] = []
  let start = -1
  for (let at = body.indexOf(mark); at >= 0 && bodies.length < PARTS_MAX; at = body.indexOf(mark, at + mark.length)) {
    const line = delimiterAt(body, at, mark.length)
    if (line === null) continue
    if (start >= 0) bodies.push(body.subarray(start, Math.max(start, lineEndBefore(body, at))))
    if (line.isLast) return { bodies, isWhole: true }
    start = line.end
  }
  if (start >= 0 && bodies.length < PARTS_MAX) bodies.push(body.subarray(start))
  return { bodies, isWhole: false }
}

/** The delimiter line at `at`, or `null` where the mark is only text. */
function delimiterAt(
  body: Buffer,
  at: number,
  length: number,
): { readonly end: number; readonly isLast: boolean } | null {
  if (at > 0 && body[at - 1] !== LF) return null
  let i = at + length
  const isLast = body[i] === HYPHEN && body[i + 1] === HYPHEN
  if (isLast) i += 2
  while (body[i] === SPACE || body[i] === TAB) i++
  if (i >= body.length) return { end: i, isLast }
  if (body[i] === CR) i++
  return body[i] === LF ? { end: i + 1, isLast } : null
}

function lineEndBefore(body: Buffer, at: number): number {
  return body[at - 2] === CR ? at - 2 : at - 1
}
