import { plainWords } from './outgoing-fields.ts'

/** A line of a mail in three pieces: the words objected to stand in `marked`. */
export type MarkedLine = { readonly before: string; readonly marked: string; readonly after: string }

const MARKED_MAX = 120
const CONTEXT_MAX = 45

/** The line of a text that holds the beginning of a span, for `NoticeFinding.line`. */
export function noticeLineOf(text: string, start: number, end: number): string {
  const from = text.lastIndexOf('\n', Math.max(0, start - 1)) + 1
  const feed = text.indexOf('\n', Math.min(Math.max(start, end - 1), text.length))
  const line = text.slice(Math.min(start, from), feed < 0 ? text.length : feed)
  return line.length <= 2000 ? line : text.slice(Math.max(from, start - 200), Math.min(text.length, end + 200))
}

/** Finds the excerpt in its line and cuts the line around it; the excerpt alone when the line does not hold it. */
export function markedLine(line: string | null, excerpt: string): MarkedLine {
  const words = plainWords(excerpt, MARKED_MAX)
  const whole = plainWords(line ?? '', 4000)
  const at = whole.indexOf(words.replace(/…$/, ''))
  if (at < 0) return { before: '', marked: words, after: '' }
  const length = words.endsWith('…') && !whole.startsWith(words, at) ? words.length - 1 : words.length
  const after = whole.slice(at + length)
  const before = whole.slice(0, at)
  return {
    before: before.length <= CONTEXT_MAX ? before : `…${wholeWords(before.slice(-CONTEXT_MAX), 'end')}`,
    marked: words,
    after: after.length <= CONTEXT_MAX ? after : `${wholeWords(after.slice(0, CONTEXT_MAX), 'start')}…`,
  }
}

/** Drops the word that a cut went through; `keep` tells which end is whole. */
function wholeWords(text: string, keep: 'start' | 'end'): string {
  const cut = keep === 'start' ? text.replace(/\s\S{0,30}$/, ' ') : text.replace(/^\S{0,30}\s/, ' ')
  return cut.toWellFormed().replaceAll('\ufffd', '')
}
