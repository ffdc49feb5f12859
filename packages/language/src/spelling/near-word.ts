import { distance } from 'fastest-levenshtein'
import { type Lexicon, lexicon } from './lexicon.ts'

/** The word that was probably meant. */
export type Near = { readonly word: string; readonly distance: 1 | 2; readonly count: number }

const LETTERS = "abcdefghijklmnopqrstuvwxyz'"

/** Longer "words" are no words. */
const LENGTH_MAX = 24

/**
 * The commonest ordinary word one slip away (a letter too many, too few, wrong, or two exchanged), else two slips
 * away with the same first letter; `null` when there is none. A millisecond at most.
 */
export function nearWord(word: string): Near | null {
  if (word.length < 3 || word.length > LENGTH_MAX) return null
  const lexis = lexicon()
  return oneAway(word, lexis) ?? (word.length >= 6 ? twoAway(word, lexis) : null)
}

function oneAway(word: string, { countOf }: Lexicon): Near | null {
  let best: Near | null = null
  for (const candidate of editsOf(word)) {
    const count = countOf(candidate)
    if (count !== null && count > (best?.count ?? -1)) best = { word: candidate, distance: 1, count }
  }
  return best
}

function* editsOf(word: string): Iterable<string> {
  for (let i = 0; i <= word.length; i++) {
    const head = word.slice(0, i)
    const tail = word.slice(i)
    if (tail !== '') yield head + tail.slice(1)
    if (tail.length > 1) yield head + tail.charAt(1) + tail.charAt(0) + tail.slice(2)
    for (const letter of LETTERS) {
      yield head + letter + tail
      // The first letter of a word is seldom wrong.
      if (tail !== '' && i > 0) yield head + letter + tail.slice(1)
    }
  }
}

function twoAway(word: string, { commonWords, countOf }: Lexicon): Near | null {
  const lengths = [-2, -1, 0, 1, 2].map((difference) => word.length + difference)
  // Commonest first: the first hit of a length is its best.
  const found = lengths.flatMap(
    (length) => commonWords(word.charAt(0), length).find((candidate) => distance(word, candidate) === 2) ?? [],
  )
  const best = found.toSorted((a, b) => (countOf(b) ?? 0) - (countOf(a) ?? 0))[0]
  return best === undefined ? null : { word: best, distance: 2, count: countOf(best) ?? 0 }
}
