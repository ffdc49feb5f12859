import { type Sentence, sentencesOf } from '@proofgate/language'
import type { Objection, Reading } from './check.ts'
import { bodyPlaces, type Place } from './places.ts'

/** A turn of phrase that a check objects to, as data. */
export type Phrase = {
  /** With flag `i`; bounded, so that reading is linear. */
  readonly pattern: RegExp
  readonly confidence: number
  /** True when the sentence as a whole, or the two behind it (`''` when there are none), take the sting out. */
  readonly excused?: (sentence: string, next: string) => boolean
}

/** One sentence in which a phrase stands, with its place. */
export type PhraseHit = {
  readonly place: Place
  readonly sentence: Sentence
  readonly phrase: Phrase
  /** Span of the words themselves, in the part's text. */
  readonly at: { readonly start: number; readonly end: number }
  readonly words: string
}

/**
 * The sentences of the body in which a phrase stands, at most one hit each (the surest), in order. Words in quotation
 * marks and words that the customer wrote are cited, not said.
 */
export function* phraseHits(reading: Reading, phrases: readonly Phrase[]): Iterable<PhraseHit> {
  const theirs = reading.customer?.text.toLowerCase() ?? ''
  for (const place of bodyPlaces(reading)) {
    const sentences = sentencesOf(withoutCitations(place.text))
    for (const [i, sentence] of sentences.entries()) {
      const hit = surest(sentence, `${sentences[i + 1]?.text ?? ''} ${sentences[i + 2]?.text ?? ''}`, phrases, theirs)
      if (hit === null) continue
      const start = place.at + sentence.start + hit.match.index
      const words = hit.match[0].trimEnd()
      yield { place, sentence, phrase: hit.phrase, at: { start, end: start + words.length }, words }
    }
  }
}

/** The objection to a hit: shows the words themselves. */
export const objectionTo = (hit: PhraseHit, message: string, suggestion: string): Objection => ({
  part: hit.place.part,
  at: hit.at,
  confidence: hit.phrase.confidence,
  message,
  suggestion,
})

/** The text with what stands in quotation marks blanked out, so that offsets stay. */
function withoutCitations(text: string): string {
  return text.replace(/"[^"\n]{2,200}"|“[^”\n]{2,200}”|„[^“”\n]{2,200}[“”]|«[^»\n]{2,200}»/g, (cited) =>
    ' '.repeat(cited.length),
  )
}

function surest(sentence: Sentence, next: string, phrases: readonly Phrase[], theirs: string) {
  let best: { readonly phrase: Phrase; readonly match: RegExpExecArray } | null = null
  for (const phrase of phrases) {
    if (best !== null && best.phrase.confidence >= phrase.confidence) continue
    const match = phrase.pattern.exec(sentence.text)
    if (match === null || phrase.excused?.(sentence.text, next)) continue
    if (match[0].length > 12 && theirs.includes(match[0].trim().toLowerCase())) continue
    best = { phrase, match }
  }
  return best
}

/** True where one of the phrases stands in a sentence and nothing in it takes the sting out. */
export const isSaid = (sentence: string, phrases: readonly Phrase[]) =>
  phrases.some(({ pattern, excused }) => pattern.test(sentence) && !excused?.(sentence, ''))
