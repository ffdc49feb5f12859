import { isUtf8 } from 'node:buffer'
import libmime from 'libmime'
import { decode as decodeCharset } from 'libmime/lib/charset'
import { addDefect } from './defects.ts'
import { contentOf, type Part } from './parts.ts'

const WINDOWS_1252 = new TextDecoder('windows-1252')
const UNDECLARED = /^(?:us-)?ascii$|^ansi_x3/i

/** The text of a text part: transfer encoding, charset and format=flowed undone, line ends made `\n`. */
export async function textOf(part: Part, lengthMax: number, defects: string[]): Promise<string> {
  const bytes = await contentOf(part, defects)
  const decoded = charsetDecoded(part, bytes, defects)
  const text = part.flowed ? libmime.decodeFlowed(decoded, part.delSp) : decoded
  return cutText(withLineFeeds(text), lengthMax, part.contentType, defects)
}

/** Makes CRLF and lone CR line feeds, and drops a byte order mark. */
export function withLineFeeds(text: string): string {
  return text.replace(/^\ufeff/, '').replace(/\r+\n?/g, '\n')
}

/** Cuts a text at a length, never inside a surrogate pair, and notes it. */
export function cutText(text: string, lengthMax: number, what: string, defects: string[]): string {
  if (text.length <= lengthMax) return text
  addDefect(defects, `${what} cut at ${lengthMax} characters`)
  return text.slice(0, lengthMax).replace(/[\ud800-\udbff]$/, '')
}

function charsetDecoded(part: Part, bytes: Buffer, defects: string[]): string {
  if (part.charset === null || UNDECLARED.test(part.charset.trim())) {
    if (isUtf8(bytes)) return bytes.toString('utf8')
    // Eight-bit text without a charset that is not UTF-8: mail readers show it as windows-1252.
    addDefect(defects, 'text without charset read as windows-1252')
    return WINDOWS_1252.decode(bytes)
  }
  try {
    return decodeCharset(bytes, part.charset)
  } catch {
    addDefect(defects, `unknown charset ${part.charset.slice(0, 40)}`)
    return bytes.toString('utf8')
  }
}
