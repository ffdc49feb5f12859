import { createRequire } from 'node:module'
import { lexicon } from '../spelling/lexicon.ts'

/** A word or mark of a sentence with its part of speech (Universal Dependencies) and its base form. */
export type Token = {
  readonly text: string
  readonly lower: string
  readonly pos: string
  readonly lemma: string
  /** In the sentence. */
  readonly start: number
  readonly end: number
}

type Tagger = ReturnType<typeof import('wink-nlp').default>
let tagger: Tagger | null = null

/** Not imported above: 16 MB and 0.15 s that only threads pay which read grammar. */
function loaded(): Tagger {
  const require = createRequire(import.meta.url)
  const winkNLP: typeof import('wink-nlp').default = require('wink-nlp')
  const model: typeof import('wink-eng-lite-web-model').default = require('wink-eng-lite-web-model')
  return winkNLP(model, ['sbd', 'pos'])
}

/** The words and marks of a sentence; empty where the tagger changes the text, since its places would be wrong then. */
export function tokensOf(sentence: string): readonly Token[] {
  tagger ??= loaded()
  const { its } = tagger
  const plain = sentence.replace(/\s/g, ' ').replace(/’/g, "'")
  const tokens = tagger.readDoc(plain).tokens()
  // wink's types know its functions by another signature than `out` asks for.
  const each = (what: unknown) => stringsIn(Reflect.apply(tokens.out, tokens, [what]))
  const tags = each(its.pos)
  const lemmas = each(its.lemma)
  const read: Token[] = []
  let at = 0
  for (const [i, text] of tokens.out().entries()) {
    const start = plain.indexOf(text, at)
    if (start < 0 || start > at + GAP_MAX) return []
    at = start + text.length
    read.push({ text, lower: text.toLowerCase(), pos: tags[i] ?? 'X', lemma: lemmas[i] ?? text, start, end: at })
  }
  return read
}

const stringsIn = (list: unknown): readonly string[] => (Array.isArray(list) ? list.map(String) : [])

/** Widest gap between two words of a sentence. */
const GAP_MAX = 600

/** What stands before the first and behind the last word. */
export const NOTHING: Token = { text: '', lower: '', pos: 'PUNCT', lemma: '', start: 0, end: 0 }

export type Form = 'base' | 'third' | 'ing' | 'past'

/** The form a verb stands in; the tagger's base forms are American. */
export function formOf({ lower, lemma }: Token): Form {
  if (lower === lemma || american(lower) === american(lemma)) return 'base'
  if (lower.endsWith('ing')) return 'ing'
  return lower.endsWith('s') && !lower.endsWith('ss') ? 'third' : 'past'
}

const american = (word: string) =>
  word
    .replace(/is(e|es|ed|ing)$/, 'iz$1')
    .replace(/ys(e|es|ed|ing)$/, 'yz$1')
    .replace(/our/, 'or')
    .replace(/ll?$/, 'l')
    .replace(/tre$/, 'ter')
    .replace(/ence$/, 'ense')

/** True for the third person of some verb: `uses` is, `details` is not. */
export function isThird(word: string): boolean {
  const { has } = lexicon()
  const bases = [word.slice(0, -1), word.slice(0, -2), `${word.slice(0, -3)}y`]
  return bases.some(
    (base) =>
      base.length > 1 &&
      thirdOf(base) === word &&
      has(base) &&
      (has(`${base}ing`) || has(`${base.replace(/e$/, '')}ing`)),
  )
}

/** The third person of a base form: `try` gives `tries`. */
export function thirdOf(base: string): string {
  if (base === 'have') return 'has'
  if (base === 'be') return 'is'
  if (/(?:s|x|z|ch|sh|o)$/.test(base)) return `${base}es`
  return /[^aeiou]y$/.test(base) ? `${base.slice(0, -1)}ies` : `${base}s`
}

/** The plural of an ordinary noun. */
export const pluralOf = (noun: string) =>
  /(?:s|x|z|ch|sh)$/.test(noun) ? `${noun}es` : /[^aeiou]y$/.test(noun) ? `${noun.slice(0, -1)}ies` : `${noun}s`
