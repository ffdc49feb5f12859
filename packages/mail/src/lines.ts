import type { Span } from './mail.ts'

/** A line of a text. `end` stands before the line feed, `next` behind it. */
export type Line = Span & {
  readonly next: number
  /** Without the quote prefix and surrounding blanks. */
  readonly text: string
  /** How many `>` stand before it. */
  readonly depth: number
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
    const whole = text.slice(start, end)
    const prefix = PREFIX.exec(whole)?.[0] ?? ''
    lines.push({ start, end, next, text: whole.slice(prefix.length).trim(), depth: prefix.split('>').length - 1 })
    start = next
  }
  return lines
}
