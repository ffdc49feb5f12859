import type { Span } from '@proofgate/mail'
import type { Objection, Reading } from './check.ts'

/** Longest words shown of one finding, in UTF-16 code units; `start` and `end` still mark them all. */
const WORDS_SHOWN_MAX = 600

/** Letters, marks and digits of scripts that part words by spaces. */
const LETTER = /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{M}\p{Nd}]/u
/** A longer run of letters is no word, and its end says nothing. */
const REST_OF_WORD = /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{M}\p{Nd}]{1,40}(?![\p{L}\p{M}\p{Nd}])/u

/** Where an objection's words stand in their part: to the end of the last word. `null` when the fault is an absence. */
export function spanOf(objection: Objection, reading: Reading): Span | null {
  const { at, excerpt } = objection
  const text = textOf(objection, reading)
  // Words given by the check itself (a card number with digits blotted out) and the span must stay a pair.
  if (at === null || text === null || excerpt !== undefined) return at
  if (!LETTER.test(text.slice(Math.max(0, at.end - 1), at.end))) return at
  const rest = REST_OF_WORD.exec(text.slice(at.end, at.end + 80))?.[0] ?? ''
  return { start: at.start, end: at.end + rest.length }
}

/** The words objected to; `null` when none are known. */
export function excerptOf(objection: Objection, span: Span | null, reading: Reading): string | null {
  const given = objection.excerpt
  if (given !== undefined) return shown(given)
  const text = textOf(objection, reading)
  return span === null || text === null ? null : shown(text.slice(span.start, span.end))
}

/** Odd mail can hold a question of a megabyte: nobody reads it, and every notice would carry it. */
export function shown(words: string): string {
  if (words.length <= WORDS_SHOWN_MAX) return words
  return words
    .slice(0, WORDS_SHOWN_MAX)
    .replace(/\s+\S{0,40}$/, '')
    .toWellFormed()
}

function textOf({ part }: Objection, { mail, customer }: Reading): string | null {
  switch (part) {
    case 'subject':
      return mail.subject
    case 'text':
      return mail.text?.text ?? null
    case 'html':
      return mail.html?.text ?? null
    case 'conversation':
      return customer?.text ?? null
    // Headers and attachments have no single text: checks give the excerpt themselves.
    case 'headers':
    case 'attachment':
      return null
  }
}
