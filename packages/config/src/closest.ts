import { distance } from 'fastest-levenshtein'

/** The candidate a word was most likely meant to be; `null` when none is near (a third of its letters, at least 2, may differ). */
export function closestOf(word: string, candidates: readonly string[]): string | null {
  const reach = Math.max(2, Math.floor(word.length / 3))
  const near = candidates
    .map((candidate) => ({ candidate, away: distance(word.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ candidate, away }) => away <= reach && away < candidate.length)
    .sort((a, b) => a.away - b.away)
  return near[0]?.candidate ?? null
}
