import { sentencesOf } from '../sentences.ts'
import { MISSPELT } from '../words/misspelt.ts'
import { lexicon } from './lexicon.ts'
import { nearWord } from './near-word.ts'
import { proseOf } from './no-prose.ts'

/** A misspelt word with its place in the text and the word that was meant. */
export type Misspelling = {
  readonly start: number
  readonly end: number
  readonly word: string
  readonly meant: string
  readonly confidence: number
}

/** So many unknown words of one text are looked into; more have no ordinary writer. */
const UNKNOWN_MAX = 150
const NAMES_MAX = 5000
/** A sentence with so large a share of unknown words is not English. */
const FOREIGN_SHARE = 0.25
const PREFIX =
  /^(?:(?:re|un|de|mini|mega|co|mid|mis|out|semi|trans|ultra|up|cyber|e)(?=.{4})|(?:auto|non|pre|over|under|sub|multi|micro|anti|inter|super)(?=.{3}))/

type Word = { readonly start: number; readonly end: number; readonly text: string; readonly lower: string }
type Verdict = { readonly meant: string; readonly confidence: number } | 'right' | 'unknown'

/**
 * The words of a text that are surely misspelt: no word in American or British English, and one or two slips away from
 * a common one. `known` holds further words that are right, in lower case. Words that cannot be told from names pass.
 */
export function* misspellingsOf(text: string, known: ReadonlySet<string>): Iterable<Misspelling> {
  const prose = proseOf(text)
  const names = capitalsIn(prose)
  let left = UNKNOWN_MAX
  for (const sentence of sentencesOf(prose)) {
    const words = wordsIn(sentence.text)
    const doubtful: { readonly word: Word; readonly verdict: Exclude<Verdict, 'right'> }[] = []
    for (const [i, word] of words.entries()) {
      if (left <= 0) return
      if (
        isName(word, i, words) ||
        isInName(word, sentence.text) ||
        isKnown(word.lower, known) ||
        (names.has(word.lower) && !MISSPELT.has(word.lower))
      )
        continue
      const verdict = verdictOn(word.lower, /^\p{Lu}/u.test(word.text))
      if (verdict === 'right') continue
      left--
      doubtful.push({ word, verdict })
    }
    const strange = doubtful.filter(({ verdict }) => verdict === 'unknown' || verdict.confidence < 0.8).length
    if (strange >= 2 && strange / words.length >= FOREIGN_SHARE) continue
    for (const { word, verdict } of doubtful) {
      if (verdict === 'unknown') continue
      const start = sentence.start + word.start
      const meant = /^\p{Lu}/u.test(word.text)
        ? verdict.meant.charAt(0).toUpperCase() + verdict.meant.slice(1)
        : verdict.meant
      yield { start, end: start + word.text.length, word: word.text, meant, confidence: verdict.confidence }
    }
  }
}

/** Words of Latin letters; the parts of a compound with hyphens stand alone, a genitive's ending is left out. */
function wordsIn(sentence: string): readonly Word[] {
  const found = sentence.matchAll(/\p{L}[\p{L}\p{M}]*(?:['’]\p{L}+)*/gu)
  return [...found].map(({ 0: whole, index }) => {
    const text = whole.replace(/['’]s$/i, '')
    return { start: index, end: index + text.length, text, lower: text.toLowerCase().replace(/’/g, "'") }
  })
}

/** Capitals inside a sentence make a name, and so do capitals throughout; small words are too short to judge. */
function isName({ text, lower, start }: Word, i: number, words: readonly Word[]): boolean {
  const listed = MISSPELT.get(lower)
  // "Foto Hansen" is a firm; "Febuary" is no name, since its right form has a capital too.
  if (listed !== undefined)
    return /^\p{Lu}{2}/u.test(text) || (i > 0 && /^\p{Lu}/u.test(text) && !/^\p{Lu}/u.test(listed))
  if (text.length < 4 || /\p{L}\p{Lu}/u.test(text) || !/^[a-z']+$/.test(lower)) return true
  if (!/^\p{Lu}/u.test(text)) return false
  const next = words[i + 1]
  // A lone capital at the start of a sentence can be a word; before another capital it is part of a name.
  return (
    i > 0 ||
    start > 3 ||
    text.length < 6 ||
    words.length < 4 ||
    (next !== undefined && /^\p{Lu}\p{Ll}/u.test(next.text))
  )
}

/** "the Klöckner hinges": a capital inside a sentence makes a name, which may stand first elsewhere. */
function capitalsIn(text: string): ReadonlySet<string> {
  const found = text.matchAll(/(?<=[\p{Ll}\d,;] )\p{Lu}[\p{L}\p{M}]{2,40}/gu)
  return new Set([...found].slice(0, NAMES_MAX).map(([word]) => word.toLowerCase()))
}

/** `projekt-lind`: a compound of which another part is no common word is a name. */
function isInName({ start, end }: Word, sentence: string): boolean {
  const head = /[\p{L}-]{0,40}-$/u.exec(sentence.slice(Math.max(0, start - 41), start))?.[0] ?? ''
  const tail = /^-[\p{L}-]{0,40}/u.exec(sentence.slice(end, end + 41))?.[0] ?? ''
  const parts = (head + tail)
    .toLowerCase()
    .split('-')
    .filter((part) => part !== '')
  return parts.some((part) => (lexicon().countOf(part) ?? 0) < 20)
}

const isKnown = (lower: string, known: ReadonlySet<string>) =>
  known.has(lower) || (lower.endsWith('s') && known.has(lower.slice(0, -1))) || known.has(`${lower}s`)

/** Verdicts on words already looked into, by `word` or `Word` at the start of a sentence. */
const judged = new Map<string, Verdict>()
const JUDGED_MAX = 20_000

function verdictOn(lower: string, capital: boolean): Verdict {
  if (!MISSPELT.has(lower) && isRight(lower)) return 'right'
  const key = capital ? `^${lower}` : lower
  const found = judged.get(key)
  if (found !== undefined) return found
  if (judged.size >= JUDGED_MAX) judged.clear()
  const verdict = lookedInto(lower, capital)
  judged.set(key, verdict)
  return verdict
}

/** Many times rarer than the word it is one slip away from, slang is a slip of the subtitles' writers. */
const SLIP_RATIO = 300
const SLIP_COUNT_MIN = 5000

function isRight(lower: string): boolean {
  const { has, slangCountOf } = lexicon()
  const count = slangCountOf(lower)
  if (count === null || lower.length < 4) return has(lower)
  const near = nearWord(lower)
  return near === null || near.distance > 1 || near.count < Math.max(SLIP_COUNT_MIN, SLIP_RATIO * count)
}

function lookedInto(lower: string, capital: boolean): Verdict {
  const listed = MISSPELT.get(lower)
  if (listed !== undefined) return { meant: listed, confidence: 0.95 }
  const near = nearWord(lower)
  const nearby = near !== null && near.distance === 1 && lower.length >= 5 ? near.count : 0
  if (nearby < 5000 && isDerived(lower)) return 'right'
  if (nearby < (lower.length >= 7 ? 200 : 1000) && isCompound(lower)) return 'right'
  if (near === null) return 'unknown'
  const { distance, count, word } = near
  const enough =
    distance === 1
      ? count >=
        (lower.length >= 9 ? 1 : lower.length >= 7 ? 20 : lower.length >= 6 ? 60 : lower.length === 5 ? 1500 : 3000)
      : lower.length >= 8 && count >= 300
  // Rare words differ from others in their endings: retinol is not retinal.
  const onlyEnding = count < 300 && lower.slice(0, -2) === word.slice(0, lower.length - 2)
  if (onlyEnding || !enough || (capital && (lower.length < 6 || count < 300))) return 'unknown'
  return { meant: word, confidence: distance === 1 && count >= 100 ? 0.9 : distance === 1 ? 0.75 : 0.7 }
}

const ENDINGS = ['able', 'ability', 'less', 'ness', 'like', 'wise', 'ish', 'ised', 'ized']

/** `financials`, `resubmit`, `washable`: formed as English forms words, though no list has them. */
function isDerived(word: string): boolean {
  const { countOf } = lexicon()
  const isWord = (form: string) => countOf(form) !== null
  if (word.endsWith('s') && isWord(word.slice(0, -1))) return true
  const stem = word.replace(PREFIX, '')
  if (stem !== word && isWord(stem)) return true
  return ENDINGS.some((ending) => {
    const base = word.endsWith(ending) ? word.slice(0, -ending.length) : ''
    return base.length >= 3 && (isWord(base) || isWord(`${base}e`))
  })
}

/** `touchscreen`, `spraydeck`: two common words in one. */
function isCompound(word: string): boolean {
  const { countOf } = lexicon()
  for (let at = 3; at <= word.length - 3; at++) {
    const [head, tail] = [countOf(word.slice(0, at)) ?? 0, countOf(word.slice(at)) ?? 0]
    // Short words are in everything: both must be common ones.
    const enough = Math.min(at, word.length - at) === 3 ? 200 : 20
    if (head >= enough && tail >= enough) return true
  }
  return false
}
