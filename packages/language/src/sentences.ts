import { LRUCache } from 'lru-cache'

/** A sentence with its place in the text it was taken from; `text` keeps line breaks inside it. */
export type Sentence = { readonly start: number; readonly end: number; readonly text: string }

const SEGMENTER = new Intl.Segmenter('en', { granularity: 'sentence' })

/** Behind these a full stop ends no sentence. Intl.Segmenter's suppressions have no effect in Node 24. */
const ABBREVIATION =
  /(?:^|[\s("“])(?:mr|mrs|ms|dr|prof|st|no|nos|nr|vs|etc|e\.g|i\.e|approx|ca|inc|ltd|co|corp|dept|tel|ext|fig|vol|p|pp|jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec|[a-z])\.\s*$/i

/** A line that begins an item of a list. */
const BULLET = /^\s*(?:[-*•–—·]|\(?\d{1,2}[.):]|\(?[a-z][.)]|q\d?:)\s+/i

/** Shorter lines were not wrapped by a program: their end is meant (greetings, lists, sign-offs). */
const WRAPPED_LENGTH_MIN = 58

/** Texts lately cut. Some twenty checks and the model cut the same few texts of a message. */
const CUT = new LRUCache<string, readonly Sentence[]>({ max: 64 })
/** Longer texts are cut anew each time: they are rare, and would be kept long. */
const REMEMBERED_LENGTH_MAX = 20_000

/** The sentences of a text in order. Blank lines, list items and short lines end one, with or without a full stop. */
export function sentencesOf(text: string): readonly Sentence[] {
  const known = CUT.get(text)
  if (known !== undefined) return known
  const sentences = paragraphsOf(text).flatMap((paragraph) => within(paragraph))
  if (text.length <= REMEMBERED_LENGTH_MAX) CUT.set(text, sentences)
  return sentences
}

/** Stretches of running text: lines that a mail program wrapped are joined, list items stand alone. */
function paragraphsOf(text: string): readonly Sentence[] {
  const paragraphs: Sentence[] = []
  let start = 0
  let end = 0
  let open = false
  for (let at = 0; at <= text.length; ) {
    const stop = text.indexOf('\n', at)
    const next = stop < 0 ? text.length : stop
    const line = text.slice(at, next)
    const blank = line.trim() === ''
    if (open && (blank || BULLET.test(line) || end - lineStart(text, end) < WRAPPED_LENGTH_MIN)) {
      paragraphs.push({ start, end, text: text.slice(start, end) })
      open = false
    }
    if (!blank) {
      if (!open) start = at
      open = true
      end = next
    }
    at = next + 1
  }
  if (open) paragraphs.push({ start, end, text: text.slice(start, end) })
  return paragraphs
}

const lineStart = (text: string, at: number) => text.lastIndexOf('\n', at - 1) + 1

function within(paragraph: Sentence): Sentence[] {
  const sentences: Sentence[] = []
  let start = 0
  const close = (end: number) => {
    const words = paragraph.text.slice(start, end)
    const lead = words.length - words.trimStart().length
    const trimmed = words.trim()
    if (trimmed !== '') {
      const from = paragraph.start + start + lead
      sentences.push({ start: from, end: from + trimmed.length, text: trimmed })
    }
    start = end
  }
  // A line break always ends a sentence for the segmenter; inside a paragraph it is only a wrap.
  for (const { index, segment } of SEGMENTER.segment(paragraph.text.replace(/\n/g, ' '))) {
    // Customers write "it came. was it checked": the segmenter does not break before a small letter.
    for (const { index: stop } of segment.matchAll(/[a-z]{3}[.!?]\s+(?=[a-z])/g)) {
      const end = index + stop + 4
      if (!ABBREVIATION.test(paragraph.text.slice(Math.max(start, end - 12), end))) close(end)
    }
    const end = index + segment.length
    if (!ABBREVIATION.test(paragraph.text.slice(Math.max(start, end - 12), end))) close(end)
  }
  close(paragraph.text.length)
  return sentences
}
