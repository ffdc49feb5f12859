import { LRUCache } from 'lru-cache'
import { type Encoder, openEncoder } from './encoder.ts'
import { HEADS_MODEL_SHA256, type Scores, scoresOf } from './heads.ts'
import { MODEL_SHA256 } from './model-file.ts'

/** What the model makes of one sentence. */
export type SentenceSense = {
  /** What it is about: 384 numbers, of unit length. */
  readonly vector: Float32Array
  /** How it is said. */
  readonly scores: Scores
}

/** Reads sentences. */
export type SentenceModel = {
  /** Name and content of the model, as recorded in judgements: `minilm-l6-int8 sha256:…`. */
  readonly id: string
  /**
   * The sense of each sentence, in order; sentences read lately come from memory. The same words have the same sense,
   * whatever else is read.
   */
  readonly read: (sentences: readonly string[]) => Promise<readonly SentenceSense[]>
  readonly close: () => Promise<void>
}

/** Why there is no model on this machine, a sentence for people. */
export type NoSentenceModel = { readonly why: string }

export type SentenceModelOptions = {
  /** Where the built network is kept; made when it is not there. */
  readonly folder: string
  /** Senses remembered; each takes 2 KB and the sentence. @default 4000 */
  readonly remembered?: number
}

/**
 * Opens the model: 0.3 s of CPU, and 2 s more where it was not built yet. Never throws: on a machine where it cannot run
 * (no library for the processor, a folder that cannot be written to) it gives the reason, and rules have to do.
 */
export async function openSentenceModel({
  folder,
  remembered = 4000,
}: SentenceModelOptions): Promise<SentenceModel | NoSentenceModel> {
  try {
    if (HEADS_MODEL_SHA256 !== MODEL_SHA256) throw new Error('its heads were trained on another network')
    return modelOf(await openEncoder(folder), remembered)
  } catch (error) {
    return { why: `the language model cannot run here: ${reasonOf(error)}` }
  }
}

/** A model over an encoder. */
function modelOf(encoder: Encoder, remembered: number): SentenceModel {
  // Promises, so that a sentence asked for twice at once is read once.
  const senses = new LRUCache<string, Promise<SentenceSense>>({ max: remembered })
  const senseOf = (sentence: string): Promise<SentenceSense> => {
    const words = plain(sentence)
    const known = senses.get(words)
    if (known !== undefined) return known
    const sense = encoder.encode(words).then((encoded) => ({ vector: encoded.vector, scores: scoresOf(encoded) }))
    senses.set(words, sense)
    sense.catch(() => senses.delete(words))
    return sense
  }
  return {
    id: `minilm-l6-int8 sha256:${MODEL_SHA256}`,
    read: async (sentences) => {
      const read: SentenceSense[] = []
      for (const sentence of sentences) read.push(await senseOf(sentence))
      return read
    },
    close: encoder.close,
  }
}

/** Longer stretches without end are no sentences; the model would cut them anyway. */
const SENTENCE_LENGTH_MAX = 2000

/** Line breaks and runs of blanks are the mail program's. */
const plain = (sentence: string): string => sentence.slice(0, SENTENCE_LENGTH_MAX).replace(/\s+/g, ' ').trim()

function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  return message.split('\n', 1)[0] ?? ''
}
