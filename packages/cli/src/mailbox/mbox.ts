const LF = 0x0a
const CR = 0x0d
const QUOTE = 0x3e
const FROM = Buffer.from('From ')

/** True when a file's first octets say that it is an mbox (RFC 4155). */
export const isMbox = (head: Uint8Array) => startsFrom(Buffer.from(head), 0)

/** One message of an mbox. */
export type MboxMail = {
  /** Its octets, without the "From " line; `null` when they are more than was allowed. */
  readonly raw: Buffer | null
  /** Its "From " line, which says when it was put there, at most 200 characters. */
  readonly fromLine: string
  /** Octet of the file at which the next one begins. */
  readonly end: number
}

/**
 * The messages of an mbox in order, each without its "From " line and with `>From ` given back (mboxrd; of an mboxo file
 * only lines that began `>>From ` in the mail itself lose a mark). Reads as it goes: memory holds one message.
 * @param from octet at which a "From " line begins: the `end` of an earlier message
 */
export async function* mailsOfMbox(
  chunks: AsyncIterable<Uint8Array>,
  bytesMax: number,
  from = 0,
): AsyncGenerator<MboxMail> {
  const splitter = splitMbox(bytesMax, from)
  for await (const chunk of chunks) yield* splitter.push(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength))
  yield* splitter.end()
}

/** Where one message is collected: stretches of the chunks it came in, copied once at its end. */
type Open = { readonly fromLine: string; readonly parts: Buffer[]; size: number }

/** A line of which more comes is waited for up to here; what is longer is no "From " line and no escaped one. */
const LINE_MAX = 64 * 1024

/** Own code: no package of today reads an mbox in pieces, gives `>From ` back and tells where it stands. */
function splitMbox(bytesMax: number, from: number) {
  let rest: Buffer = Buffer.alloc(0)
  /** Octet of the file at which `rest` begins. */
  let at = from
  let open: Open | null = null
  let isAfterEmpty = true
  let isLineStart = true

  const keep = (part: Buffer) => {
    if (open === null) return
    open.size += part.length
    if (open.size <= bytesMax) open.parts.push(part)
    else open.parts.length = 0
  }

  /** Takes all whole lines of `data`, and the last one without end too when nothing more comes. */
  function* take(data: Buffer, isLast: boolean): Generator<MboxMail> {
    let kept = 0
    let start = 0
    while (start < data.length) {
      const next = data.indexOf(LF, start)
      const end = next === -1 ? data.length : next + 1
      if (next === -1 && !isLast && data.length - start < LINE_MAX) break
      if (isLineStart && isAfterEmpty && startsFrom(data, start)) {
        const follows = lineAt(data, end)
        if (follows === null && !isLast && data.length - start < LINE_MAX) break
        const line = data.toString('latin1', start, Math.min(end, start + 200)).trimEnd()
        if (isSeparator(line, follows ?? '', at + start === from)) {
          keep(data.subarray(kept, start))
          if (open !== null) yield closed(open, bytesMax, at + start)
          open = { fromLine: line, parts: [], size: 0 }
          kept = end
        }
      } else if (isLineStart && data[start] === QUOTE && isEscaped(data, start)) {
        keep(data.subarray(kept, start))
        kept = start + 1
      }
      isAfterEmpty = isLineStart && isEmptyLine(data, start, end)
      isLineStart = next !== -1
      start = end
    }
    keep(data.subarray(kept, start))
    rest = data.subarray(start)
    at += start
  }

  return {
    push: (chunk: Buffer) => take(rest.length === 0 ? chunk : Buffer.concat([rest, chunk]), false),
    *end(): Generator<MboxMail> {
      yield* take(rest, true)
      if (open !== null) yield closed(open, bytesMax, at)
      open = null
    },
  }
}

function closed({ fromLine, parts, size }: Open, bytesMax: number, end: number): MboxMail {
  return { raw: size > bytesMax ? null : withoutLastEmptyLine(Buffer.concat(parts)), fromLine, end }
}

/** The empty line before the next "From " belongs to the mbox. */
function withoutLastEmptyLine(mail: Buffer): Buffer {
  const lineStart = mail.lastIndexOf(LF, mail.length - 2) + 1
  return isEmptyLine(mail, lineStart, mail.length) ? mail.subarray(0, lineStart) : mail
}

/** The line that begins there, at most 200 characters; `null` while its beginning has not come. */
function lineAt(data: Buffer, start: number): string | null {
  const end = data.indexOf(LF, start)
  if (end === -1 && data.length - start < 200) return null
  return data.toString('latin1', start, Math.min(end === -1 ? data.length : end, start + 200))
}

const FIELD = /^[\x21-\x39\x3b-\x7e]{1,77}[ \t]{0,9}:/
const USUAL_FIELD =
  /^(?:return-path|received|delivered-to|from|to|cc|subject|date|message-id|mime-version|x-[a-z-]{1,60})[ \t]{0,9}:/i

/**
 * Not every line that begins so: not all writers escape, and letters have sentences with it. One that names a time
 * stands before a header or nothing; one that does not (some tools leave it out) before a field that mail begins with.
 */
function isSeparator(line: string, follows: string, isFirst: boolean): boolean {
  if (isFirst) return true
  if (/\d{1,2}:\d{2}/.test(line) && /\b(?:19|20)\d{2}\b/.test(line)) return FIELD.test(follows) || follows.trim() === ''
  return USUAL_FIELD.test(follows)
}

/** mboxrd: a line of one or more `>` and `From ` had one `>` put before it. */
function isEscaped(data: Buffer, start: number): boolean {
  let at = start
  while (data[at] === QUOTE) at++
  return startsFrom(data, at)
}

const startsFrom = (data: Buffer, at: number) =>
  data[at] === FROM[0] &&
  data.length >= at + FROM.length &&
  data.compare(FROM, 0, FROM.length, at, at + FROM.length) === 0

const isEmptyLine = (data: Buffer, start: number, end: number) =>
  data[end - 1] === LF && (end - start === 1 || (end - start === 2 && data[start] === CR))
