import stringWidth from 'string-width'

/** A line of a text with the columns to mark under it. */
export type MarkedLine = {
  /** From 1. */
  readonly number: number
  /** Fit for a terminal: no control characters, cut to the width asked for. */
  readonly text: string
  /** Terminal columns before the mark, and of the mark itself (1 or more). */
  readonly before: number
  readonly marked: number
}

/** A span of many lines shows this many. */
const LINES_MAX = 3

/** The lines a span of UTF-16 code units stands on, cut to `width` columns around it. */
export function markedLines(text: string, start: number, end: number, width: number): MarkedLine[] {
  const lines: MarkedLine[] = []
  let from = text.lastIndexOf('\n', start - 1) + 1
  let number = countLines(text, from)
  while (lines.length < LINES_MAX && (from < end || lines.length === 0)) {
    const newline = text.indexOf('\n', from)
    const to = newline === -1 ? text.length : newline
    const line = text.slice(from, to)
    const a = Math.max(start - from, 0)
    const b = Math.min(Math.max(end - from, a), line.length)
    // Whitespace before a continued span's words is no fault.
    const indent = from > start ? (/^\s*/.exec(line)?.[0].length ?? 0) : a
    if (indent < b || lines.length === 0) lines.push({ number, ...cut(line, indent, Math.max(b, indent), width) })
    if (newline === -1) break
    from = to + 1
    number++
  }
  return lines
}

function countLines(text: string, end: number): number {
  let number = 1
  for (let at = text.indexOf('\n'); at !== -1 && at < end; at = text.indexOf('\n', at + 1)) number++
  return number
}

/** Shows at most `width` columns of a line with the span in sight. */
function cut(line: string, start: number, end: number, width: number): Omit<MarkedLine, 'number'> {
  const span = visible(line.slice(start, end))
  const room = Math.max(20, width - Math.min(stringWidth(span), width) - 2)
  const before = tail(visible(line.slice(0, start)), Math.floor(room / 2))
  const mark = head(span, width - 2)
  const after = head(visible(line.slice(end)), room - stringWidth(before))
  return { text: `${before}${mark}${after}`, before: stringWidth(before), marked: Math.max(1, stringWidth(mark)) }
}

/** The beginning of a text, at most so many columns, whole characters only. */
function head(text: string, columns: number): string {
  if (stringWidth(text) <= columns) return text
  let kept = ''
  for (const { segment } of graphemes.segment(text.slice(0, columns * 8))) {
    if (stringWidth(kept) + stringWidth(segment) > columns - 1) break
    kept += segment
  }
  return `${kept}…`
}

/** The end of a text, at most so many columns, whole characters only. */
function tail(text: string, columns: number): string {
  if (stringWidth(text) <= columns) return text
  let kept = ''
  for (const { segment } of [...graphemes.segment(text.slice(-columns * 8))].reverse()) {
    if (stringWidth(kept) + stringWidth(segment) > columns - 1) break
    kept = segment + kept
  }
  return `…${kept}`
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** Control characters, line separators and direction marks: what could command a terminal or hide words. */
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g

/** Text as a terminal may show it: tabs as spaces, and a dot for each character that would do something. */
export const visible = (text: string) => text.replaceAll('\t', '    ').replace(UNSAFE, '·')
