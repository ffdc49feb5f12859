/** What a theme is called: the words that tell it from all others. */
import { isFirstName, topicsOf, wordsOf } from '@proofgate/language'

/** A name of more is a sentence. */
const WORDS_MAX = 4
/** A word of fewer sentences is one customer's: a name, a street, a product with a number. */
const SENTENCES_MIN = 3
/** Weight of what is said elsewhere, as so many sentences of the theme: with less, chance makes words telling. */
const PRIOR = 10

/** Capital letters within a sentence. */
const NAME = /(?<=[\p{Ll}\d,;:]['’"]? {1,3})\p{Lu}[\p{L}'-]*/gu

/** `names`: how often it was written as a name is. */
type Counted = { count: number; names: number; readonly forms: Map<string, number> }

/**
 * Its telling words, the most telling first, as customers write them most often: those whose odds to stand in a sentence of
 * the theme are highest against the sentences of all others (log-odds with a prior from both, over its deviation; Monroe et
 * al. 2008). No names (English writes them with capitals), no numbers, nothing that fewer than three sentences say. Empty where nothing is told.
 */
export function tellingWordsOf(theme: readonly string[], others: readonly string[]): readonly string[] {
  const here = counted(theme)
  const there = counted(others)
  const all = Math.max(1, theme.length + others.length)
  return (
    [...here]
      .filter(([, { count, names }]) => count >= SENTENCES_MIN && names * 2 < count)
      .map(([topic, { count, forms }]) => {
        const elsewhere = there.get(topic)?.count ?? 0
        const prior = (PRIOR * (count + elsewhere)) / all
        const odds = (n: number, of: number) => Math.log((n + prior) / Math.max(1, of + PRIOR - n - prior))
        const deviation = Math.sqrt(1 / (count + prior) + 1 / (elsewhere + prior))
        const score = (odds(count, theme.length) - odds(elsewhere, others.length)) / deviation
        return { score, word: commonest(forms) }
      })
      .filter(({ score }) => score > 0)
      .toSorted((a, b) => b.score - a.score || (a.word < b.word ? -1 : 1))
      .map(({ word }) => word)
      // "top" says nothing beside "top-up".
      .filter((word, i, words) => !words.slice(0, i).some((better) => better.split('-').includes(word)))
      .slice(0, WORDS_MAX)
  )
}

/** In how many sentences each idea stands, and in which words. */
function counted(sentences: readonly string[]): Map<string, Counted> {
  const all = new Map<string, Counted>()
  for (const sentence of sentences) {
    const inThis = new Map<string, string>()
    const names = new Set((sentence.match(NAME) ?? []).map((word) => word.toLowerCase()))
    for (const word of wordsOf(sentence)) {
      const [topic] = /^\p{L}[\p{L}'-]+$/u.test(word) && !isFirstName(word) ? topicsOf(word) : []
      if (topic !== undefined && !inThis.has(topic)) inThis.set(topic, word)
    }
    for (const [topic, word] of inThis) {
      const known = all.get(topic) ?? { count: 0, names: 0, forms: new Map() }
      known.count++
      if (names.has(word)) known.names++
      known.forms.set(word, (known.forms.get(word) ?? 0) + 1)
      all.set(topic, known)
    }
  }
  return all
}

function commonest(forms: ReadonlyMap<string, number>): string {
  const [first] = [...forms].toSorted(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
  return first?.[0] ?? ''
}
