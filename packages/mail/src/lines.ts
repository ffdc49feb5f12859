import type { Mark } from './html-text.ts'
import type { Span } from './mail.ts'

/** A line of a text. `end` stands before the line feed, `next` behind it. */
export type Line = Span & {
  readonly next: number
  /** Without the quote prefix and surrounding blanks. */
  readonly text: string
  /** How deep it is quoted: `>` before it, and quote elements around it. */
  readonly depth: number
  /** Width of the blanks before it. */
  readonly indent: number
  /** What the HTML says of it; `null` when nothing. */
  readonly mark: Mark | null
}

const PREFIX = /^[ \t]{0,4}(?:>[ \t]?){1,50}/

/** The lines of a text, in order; they cover it without gap. */
export function linesOf(text: string): Line[] {
  const lines: Line[] = []
  let start = 0
  while (start < text.length) {
    const feed = text.indexOf('\n', start)
    const end = feed < 0 ? text.length : feed
    const next = feed < 0 ? end : feed + 1
    lines.push({ start, end, next, mark: null, ...contentOf(text.slice(start, end)) })
    start = next
  }
  return lines
}

function contentOf(whole: string): Pick<Line, 'text' | 'depth' | 'indent'> {
  const prefix = isEscapedFrom(whole) ? '' : (PREFIX.exec(whole)?.[0] ?? '')
  const rest = whole.slice(prefix.length)
  return { text: rest.trim(), depth: prefix.split('>').length - 1, indent: whole.length - whole.trimStart().length }
}

/** mbox files write `>From ` for a line that begins with "From ": no quote (RFC 4155). */
function isEscapedFrom(whole: string): boolean {
  return whole.startsWith('>From ')
}
