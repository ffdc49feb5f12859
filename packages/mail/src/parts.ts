import type { Transform } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { finished } from 'node:stream/promises'
import mailsplit from '@zone-eu/mailsplit'
import libmime from 'libmime'
import { addDefect, addUnread, type Defects } from './defects.ts'

/** A leaf of the MIME tree. */
export type Part = {
  /** Media type in lower case. */
  readonly contentType: string
  readonly charset: string | null
  readonly disposition: string | null
  readonly filename: string | null
  /** Content-ID without angle brackets. */
  readonly contentId: string | null
  /** `method` of a text/calendar part, lower case (RFC 5546). */
  readonly method: string | null
  /** RFC 3676. */
  readonly flowed: boolean
  readonly delSp: boolean
  /** Ordinal of the outermost multipart/alternative the part stands in; `null` outside of one. */
  readonly alternative: number | null
  readonly encoding: string
  /** Undoes the transfer encoding. */
  readonly decoder: () => Transform
  /** The encoded bytes. */
  readonly chunks: Buffer[]
}

/** The parts of a message, and what had to be left out. */
export type Parts = { readonly leaves: readonly Part[]; readonly rootType: string }

/** Limits of reading: a letter that goes beyond them is cut, and says so in its defects. */
export const LIMITS = {
  nestingMax: 100,
  partsMax: 1000,
  headerBytesMax: 256 * 1024,
  /** UTF-16 units of one body's text. */
  textLengthMax: 512 * 1024,
  /** Lines of one body's text: each is a sentence to the checks. More is a log that somebody pasted. */
  linesMax: 10_000,
  /** UTF-16 units of HTML source that are read. */
  htmlLengthMax: 2 * 1024 * 1024,
  /** Encoded bytes of one text part that are decoded. */
  encodedBytesMax: 8 * 1024 * 1024,
}

type Node = mailsplit.MimeNode
type Place = { readonly depth: number; readonly alternative: number | null; readonly digest: boolean }

/** Splits a message into its leaves. Embedded messages stay whole: they are attachments, not the writer's words. */
export async function partsOf(raw: Buffer, defects: Defects): Promise<Parts> {
  const splitter = new mailsplit.Splitter({
    ignoreEmbedded: true,
    maxHeadSize: LIMITS.headerBytesMax,
    maxChildNodes: LIMITS.partsMax,
  })
  const leaves = new Map<Node, Part | null>()
  const places = new Map<Node, Place>()
  let rootType = 'text/plain'
  let isBare = true
  let isEmpty = true
  splitter.on('data', (chunk) => {
    if (chunk.type === 'body') {
      leaves.get(chunk.node)?.chunks.push(chunk.value)
      return
    }
    if (chunk.type === 'data') isEmpty &&= chunk.value.toString('latin1').trim() === ''
    if (chunk.type !== 'node') return
    const place = placeOf(chunk, places)
    places.set(chunk, place)
    if (chunk.root && chunk.contentType) rootType = chunk.contentType
    isBare &&= Boolean(chunk.multipart)
    if (place.depth > LIMITS.nestingMax) noteTooDeep(chunk, defects)
    else if (!chunk.multipart) leaves.set(chunk, partOf(chunk, place))
  })
  const done = finished(splitter)
  splitter.end(raw)
  try {
    await done
  } catch (error) {
    addUnread(defects, `structure cut: ${error instanceof Error ? error.message : String(error)}`)
  }
  if (isBare && !isEmpty) addUnread(defects, `${rootType} without parts`)
  return { leaves: [...leaves.values()].filter((part) => part !== null), rootType }
}

/** The part's bytes with the transfer encoding undone; encoded bytes beyond the limit are left out. */
export async function contentOf(part: Part, defects: Defects): Promise<Buffer> {
  const encoded = Buffer.concat(part.chunks)
  if (encoded.length > LIMITS.encodedBytesMax) addUnread(defects, `${part.contentType} part cut`)
  const bytes = encoded.subarray(0, LIMITS.encodedBytesMax)
  try {
    const decoder = part.decoder()
    const decoded = buffer(decoder)
    decoder.end(bytes)
    return await decoded
  } catch {
    addUnread(defects, `${part.contentType} part not decodable as ${part.encoding}`)
    return bytes
  }
}

/** Words may stand in a text that is too deep; a file or a mere container holds none of the writer's. */
function noteTooDeep({ multipart, contentType, disposition }: Node, defects: Defects): void {
  const isText = !multipart && /^text\//.test(contentType || 'text/plain') && disposition !== 'attachment'
  const note = isText ? addUnread : addDefect
  note(defects, `nested deeper than ${LIMITS.nestingMax}`)
}

function placeOf(node: Node, places: ReadonlyMap<Node, Place>): Place {
  const parent = node.parentNode ? places.get(node.parentNode) : undefined
  const digest = node.parentNode ? node.parentNode.multipart === 'digest' : false
  return {
    depth: parent ? parent.depth + 1 : 0,
    alternative: parent?.alternative ?? (node.multipart === 'alternative' ? places.size : null),
    digest,
  }
}

function partOf(node: Node, place: Place): Part {
  const field = (name: string) => (node.headers ? node.headers.getFirst(name) : '')
  const contentType = place.digest && field('content-type') === '' ? 'message/rfc822' : node.contentType || 'text/plain'
  return {
    contentType,
    charset: node.charset || null,
    disposition: node.disposition || null,
    filename: filenameOf(node.filename),
    contentId: field('content-id').replace(/^[\s<]+|[\s>]+$/g, '') || null,
    method: contentType === 'text/calendar' ? methodOf(field('content-type')) : null,
    flowed: node.flowed,
    delSp: node.delSp,
    alternative: place.alternative,
    encoding: node.encoding || '7bit',
    decoder: () => node.getDecoder(),
    chunks: [],
  }
}

function methodOf(contentType: string): string | null {
  return libmime.parseHeaderValue(contentType, { stripComments: true }).params.method?.toLowerCase() ?? null
}

/** A file name is shown, never used as a path: control characters are made spaces, and it is cut at 255 units. */
function filenameOf(name: string | false): string | null {
  if (!name) return null
  return (
    name
      .replace(/[\u0000-\u001f\u007f]+/g, ' ')
      .trim()
      .slice(0, 255) || null
  )
}
