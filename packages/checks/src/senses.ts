import type { NoSentenceModel, SentenceModel, SentenceSense } from '@proofgate/language'
import { sentencesOf } from '@proofgate/language'
import type { Check, Reading } from './check.ts'
import type { Judgement } from './judgement.ts'
import { bodyPlaces } from './places.ts'

/** Opens the language model when it is first needed; later calls give the same one. */
export type ModelSource = () => Promise<SentenceModel | NoSentenceModel>

/** Senses of sentences that checks asked for, by their text. */
export type Senses = ReadonlyMap<string, SentenceSense>

/** What the model did for a message, and what came of it. */
export type ReadAhead = { readonly senses: Senses | null; readonly model: Judgement['model'] }

/**
 * Read of one message at most, some 0.6 s of CPU. What comes behind is judged by rules alone, and that is said. Of a long
 * sentence the model itself reads no more than its beginning.
 */
const SENTENCES_MAX = 160
const CHARACTERS_MAX = 16_000
/** Characters that a sentence costs time for: 128 pieces of words. */
const SENTENCE_LENGTH = 600

/**
 * Has the model read what these checks want of a message, so that `find` can stay pure. Without a model `senses` is
 * `null` and rules have to do; `model` says why. Where no check wants any, the model is not even opened.
 */
export async function readAhead(
  reading: Reading,
  checks: readonly Check[],
  open: ModelSource | null,
): Promise<ReadAhead> {
  const wanted = [...new Set(checks.flatMap((check) => wantedBy(check, reading)))]
  if (wanted.length === 0) return { senses: null, model: null }
  const model = open === null ? { why: 'no language model was given' } : await open()
  if ('why' in model) return { senses: null, model: { id: null, read: 0, why: model.why } }
  const sentences = first(wanted)
  try {
    const senses = await model.read(sentences)
    const left = wanted.length - sentences.length
    const why = left === 0 ? null : `${left} more sentences were judged by rules alone`
    return {
      senses: new Map(sentences.flatMap((text, i) => (senses[i] === undefined ? [] : [[text, senses[i]]]))),
      model: { id: model.id, read: sentences.length, why },
    }
  } catch (error) {
    const why = `the language model failed: ${error instanceof Error ? error.message : String(error)}`
    return { senses: null, model: { id: model.id, read: 0, why } }
  }
}

/** The sentences of the body a reader reads that the agent wrote, as `phraseHits` and others cut them. */
export const ownSentencesOf = (reading: Reading): readonly string[] =>
  bodyPlaces(reading).flatMap((place) => sentencesOf(place.text).map(({ text }) => text))

/** The sentences of the customer's latest words; none when they are not known. */
export const customerSentencesOf = ({ customer }: Reading): readonly string[] =>
  customer === null ? [] : sentencesOf(customer.text).map(({ text }) => text)

/** As many as are read, in order. */
function first(wanted: readonly string[]): readonly string[] {
  let characters = 0
  const end = wanted.findIndex((text, i) => {
    characters += Math.min(text.length, SENTENCE_LENGTH)
    return i >= SENTENCES_MAX || characters > CHARACTERS_MAX
  })
  return end < 0 ? wanted : wanted.slice(0, end)
}

/** A check that fails over a mail here fails in `find` as well, where that is told. */
function wantedBy(check: Check, reading: Reading): readonly string[] {
  try {
    return [...(check.sentences?.(reading) ?? [])]
  } catch {
    return []
  }
}
