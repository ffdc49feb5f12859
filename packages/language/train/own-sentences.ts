/** Sentences written for this project: one file per kind, one sentence per line. */
import { readFileSync } from 'node:fs'
import path from 'node:path'

/** Kinds of sentences to learn from, each a file in `sentences/`; what they mean is in README.md. */
export type Kind =
  | 'angry'
  | 'ask'
  | 'blame'
  | 'condescending'
  | 'courtesy'
  | 'empty'
  | 'hostile'
  | 'informative'
  | 'no-ask'
  | 'polite'
  | 'question'
  | 'request'
  | 'rude'
  | 'statement'
  | 'stock'
  | 'warm'

/** Kinds kept apart to measure with, in `heldout/`: written before the others, by somebody else, and never trained on. */
export type HeldOutKind =
  | 'angry'
  | 'ask'
  | 'calm'
  | 'empty'
  | 'informative'
  | 'no-ask'
  | 'polite'
  | 'questions-answered'
  | 'rude'
  | 'stock'

/** The sentences of a kind, in the order of the file. */
export const sentencesOfKind = (kind: Kind): readonly string[] => linesOf('sentences', kind)

/** The sentences of a kind that no head is trained on. */
export const heldOutOfKind = (kind: HeldOutKind): readonly string[] => linesOf('heldout', kind)

function linesOf(folder: string, kind: string): readonly string[] {
  const text = readFileSync(path.join(import.meta.dirname, folder, `${kind}.txt`), 'utf8')
  return [...new Set(text.split('\n').filter((line) => line !== ''))]
}
