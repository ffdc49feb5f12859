import { isUtf8 } from 'node:buffer'
import libmime from 'libmime'
import { createDecodeStream, decode as decodeCharset } from 'libmime/lib/charset'
import { addDefect, addUnread, type Defects } from './defects.ts'
import { contentOf, LIMITS, type Part } from './parts.ts'

const WINDOWS_1252 = new TextDecoder('windows-1252')
/** Characters outside ASCII written as ASCII: UTF-7, HZ, ISO 2022. */
const SEVEN_BIT = /utf-?7|^hz|2022/i
const PICTURE = /\bdata:image\/[\w.+-]{1,60};base64,[A-Za-z0-9+/=]{1000,}/g
const UNDECLARED = /^(?:us-)?ascii$|^ansi_x3/i

/** The text of a text part: transfer encoding, charset and format=flowed undone, line ends made `\n`. */
export async function textOf(part: Part, lengthMax: number, defects: Defects): Promise<string> {
  const bytes = await contentOf(part, defects)
  const decoded = charsetDecoded(part, bytes, defects)
  if (decoded.includes('\0')) addUnread(defects, `${part.contentType} holds NUL characters`)
  const text = part.flowed ? libmime.decodeFlowed(decoded, part.delSp) : decoded
  const whole = withLineFeeds(text)
  // Pictures written into the HTML take room that its words need; they are no words.
  const lean = whole.length > lengthMax && part.contentType === 'text/html' ? whole.replace(PICTURE, 'data:,') : whole
  return cutText(lean, lengthMax, part.contentType, defects)
}

/** Makes CRLF and lone CR line feeds, and drops a byte order mark. */
export function withLineFeeds(text: string): string {
  return text.replace(/^\ufeff/, '').replace(/\r+\n?/g, '\n')
}

/** Cuts a text at a length, never inside a surrogate pair, and at a number of lines, and notes it. */
export function cutText(text: string, lengthMax: number, what: string, defects: Defects): string {
  const end = endOfLine(text, LIMITS.linesMax)
  if (text.length <= lengthMax && end === text.length) return text
  addUnread(defects, `${what} cut at ${end < lengthMax ? `${LIMITS.linesMax} lines` : `${lengthMax} characters`}`)
  return text.slice(0, Math.min(lengthMax, end)).replace(/[\ud800-\udbff]$/, '')
}

/** Where the `count`th line of a text ends. */
function endOfLine(text: string, count: number): number {
  let at = -1
  for (let line = 0; line < count; line++) {
    at = text.indexOf('\n', at + 1)
    if (at < 0) return text.length
  }
  return at
}

function charsetDecoded(part: Part, bytes: Buffer, defects: Defects): string {
  if (part.charset === null || UNDECLARED.test(part.charset.trim())) {
    if (isUtf8(bytes)) return bytes.toString('utf8')
    // Eight-bit text without a charset that is not UTF-8: mail readers show it as windows-1252.
    addDefect(defects, 'text without charset read as windows-1252')
    return WINDOWS_1252.decode(bytes)
  }
  if (createDecodeStream(part.charset).supported) return decodeCharset(bytes, part.charset)
  // ASCII and UTF-8 under a wrong name read as they should; seven-bit encodings only look like ASCII.
  const note = isUtf8(bytes) && !SEVEN_BIT.test(part.charset) ? addDefect : addUnread
  note(defects, `unknown charset ${part.charset.slice(0, 40)}`)
  return bytes.toString('utf8')
}
