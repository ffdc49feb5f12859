import type { Body, Mail, Segment } from './mail.ts'
import { isStub, type OwnStretch } from './own-text.ts'

/** Where the two readings of a message say different things. */
export type PartsCompared = {
  /** Share of the agent's words in the text part that the HTML part says too, 0..1; 1 when it has none. */
  readonly textShared: number
  /** The same the other way round. */
  readonly htmlShared: number
  /** The agent's paragraphs that the other part does not have, in order, with their place in their own part's text. */
  readonly textOnly: readonly OwnStretch[]
  readonly htmlOnly: readonly OwnStretch[]
  /** Amounts, days and numbers (of two digits or more) in the agent's words that the other part has nowhere. */
  readonly textFigures: readonly OwnStretch[]
  readonly htmlFigures: readonly OwnStretch[]
}

/** Fewest words of a paragraph that counts as missing: shorter ones are labels, names, picture captions. */
const WORDS_MIN = 4
/** A paragraph of which less than this is found in the other part is missing there. */
const SHARED_MIN = 0.5
/** What converters write into plain text for links and pictures; no words of the letter. */
const ADDED =
  /<?\bhttps?:\/\/[^\s<>)\]]{1,2000}[>)\]]?|\[(?:cid|image|https?|mailto):[^\]\n]{0,500}\]|<mailto:[^>\n]{0,300}>/giu
const WORD = /[\p{L}\p{N}\p{M}]+/gu
const NUMBER = "\\d(?:[\\d.,:/'’\u00a0\u202f-]{0,30}\\d)"
const MONTH = '(?:january|february|march|april|may|june|july|august|september|october|november|december)'
const FIGURE = new RegExp(
  `\\b\\d{1,2} ${MONTH}\\b|\\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\\b|[$£€] ?(?:${NUMBER}|\\d)|${NUMBER}`,
  'giu',
)

/**
 * Compares what the text part and the HTML part of a message say. `null` where there is nothing to compare: one part
 * only, an empty one, or a text part that only says that the HTML must be read. Only the agent's own words are asked
 * about, but they may stand anywhere in the other part. Linear.
 */
export function comparedParts({ text, html }: Pick<Mail, 'text' | 'html'>): PartsCompared | null {
  if (text === null || html === null || isStub(text.text)) return null
  if (text.text.trim() === '' || html.text.trim() === '') return null
  const [inText, inHtml] = [knownOf(text.text), knownOf(html.text)]
  const [fromText, fromHtml] = [missingIn(text, inHtml), missingIn(html, inText)]
  return {
    textShared: fromText.shared,
    htmlShared: fromHtml.shared,
    textOnly: fromText.paragraphs,
    htmlOnly: fromHtml.paragraphs,
    textFigures: fromText.figures,
    htmlFigures: fromHtml.figures,
  }
}

type Known = { readonly pairs: ReadonlySet<string>; readonly figures: ReadonlySet<string> }

function knownOf(whole: string): Known {
  const text = leanOf(whole)
  return {
    pairs: new Set(pairsOf(wordsOf(text))),
    figures: new Set([...text.matchAll(FIGURE)].map(([figure]) => sameOf(figure))),
  }
}

type Missing = {
  readonly shared: number
  readonly paragraphs: readonly OwnStretch[]
  readonly figures: readonly OwnStretch[]
}

function missingIn(body: Body, other: Known): Missing {
  const paragraphs: OwnStretch[] = []
  const figures: OwnStretch[] = []
  let found = 0
  let all = 0
  for (const paragraph of body.segments.filter(isOwn).flatMap((segment) => paragraphsOf(body.text, segment))) {
    const text = leanOf(paragraph.text)
    const words = wordsOf(text)
    const pairs = pairsOf(words)
    const known = pairs.filter((pair) => other.pairs.has(pair)).length
    all += pairs.length
    found += known
    if (words.length >= WORDS_MIN && known < pairs.length * SHARED_MIN) paragraphs.push(paragraph)
    for (const { 0: figure, index } of text.matchAll(FIGURE)) {
      if (other.figures.has(sameOf(figure))) continue
      const start = paragraph.start + index
      figures.push({ start, end: start + figure.length, text: figure })
    }
  }
  return { shared: all === 0 ? 1 : found / all, paragraphs, figures }
}

const isOwn = ({ kind }: Segment) => kind === 'own'

/** Lines without an empty one between. */
function paragraphsOf(whole: string, { start, end }: Segment): OwnStretch[] {
  return [...whole.slice(start, end).matchAll(/[^\n]+(?:\n[^\n]*\S[^\n]*)*/g)].map(({ 0: text, index }) => ({
    start: start + index,
    end: start + index + text.length,
    text,
  }))
}

/** The same text with what converters add blanked, so that places stay. */
function leanOf(text: string): string {
  return text.replace(ADDED, (added) => ' '.repeat(added.length))
}

function wordsOf(text: string): readonly string[] {
  return text.normalize('NFKC').toLowerCase().match(WORD) ?? []
}

/** Neighbouring words: single ones are found in every letter. */
function pairsOf(words: readonly string[]): readonly string[] {
  return words.slice(1).map((word, i) => `${words[i]} ${word}`)
}

/** What two spellings of a figure have in common: the digits, and the word of a day or month. */
function sameOf(figure: string): string {
  return figure.toLowerCase().replace(/[^\p{L}\d]/gu, '')
}
