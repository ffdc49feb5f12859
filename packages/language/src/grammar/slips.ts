import { sentencesOf } from '../sentences.ts'
import { proseOf } from '../spelling/no-prose.ts'
import { agreementSlipsIn } from './agreement.ts'
import { confusionsIn } from './confusions.ts'
import { nounSlipsIn } from './noun-forms.ts'
import type { Slip } from './slip.ts'
import { tokensOf } from './token.ts'
import { verbSlipsIn } from './verbs.ts'

/** A longer sentence is a list or no sentence. */
const SENTENCE_MAX = 600
/** More of a text is not read: nobody proofreads further, and the tagger takes 0.1 ms a sentence. */
const SENTENCES_MAX = 400

/** Slips of sentences already read: signatures, macros, standing phrases come back in mail after mail. */
const read = new Map<string, readonly Slip[]>()
const READ_MAX = 5000

/** Grammatical slips of an English text that a careful reader would call errors, in order; matters of style are none. */
export function* grammarSlipsOf(text: string): Iterable<Slip> {
  // Masked stretches stay visible as an odd word, lest their neighbours seem to touch.
  for (const { start, text: sentence } of sentencesOf(proseOf(text, '¤')).slice(0, SENTENCES_MAX)) {
    if (sentence.length > SENTENCE_MAX || !sentence.includes(' ')) continue
    for (const slip of slipsIn(sentence)) yield { ...slip, start: start + slip.start, end: start + slip.end }
  }
}

function slipsIn(sentence: string): readonly Slip[] {
  const known = read.get(sentence)
  if (known !== undefined) return known
  if (read.size >= READ_MAX) read.clear()
  const slips = withoutOverlaps([...confusionsIn(sentence.replace(/\n/g, ' ')), ...tagged(sentence)])
  read.set(sentence, slips)
  return slips
}

function tagged(sentence: string): readonly Slip[] {
  const tokens = tokensOf(sentence.replaceAll('¤', 'X'))
  return [...verbSlipsIn(tokens), ...agreementSlipsIn(tokens, sentence), ...nounSlipsIn(tokens, sentence)]
}

/** Two rules may see one slip. */
function withoutOverlaps(slips: readonly Slip[]): readonly Slip[] {
  const kept: Slip[] = []
  for (const slip of slips.toSorted((a, b) => a.start - b.start || b.confidence - a.confidence)) {
    const last = kept.at(-1)
    if (last === undefined || slip.start >= last.end) kept.push(slip)
  }
  return kept
}
