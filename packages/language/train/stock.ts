import type { Encoder } from '../src/model/encoder.ts'
import type { Head } from '../src/model/heads.ts'
import { type Scored, thresholdFor } from './figures.ts'
import { heldOutOfKind, type Kind, sentencesOfKind } from './own-sentences.ts'
import { type Figures, figuresOf } from './trained.ts'

/** The stock phrases and what likeness to them is worth. */
export type Stock = {
  /** 8-bit numbers in base64, 384 for each phrase. */
  readonly vectors: string
  readonly phrases: number
  readonly worth: Head
  /** Each phrase by its likeness to the others. */
  readonly crossValidated: Figures
  readonly heldOut: Figures
}

/** Cosine from which on half of the paraphrases and none of 73 clean sentences were found (measured before, by hand). */
const LIKELY = 0.5
const PRECISION = 0.95

const OTHERS: readonly Kind[] = ['polite', 'warm', 'informative', 'statement', 'question', 'request', 'no-ask']

/** Makes prototypes of the stock phrases and measures what likeness to the nearest one tells. */
export async function stockFrom(encoder: Encoder): Promise<Stock> {
  const vectorsOf = async (texts: readonly string[]) => {
    const vectors: Float32Array[] = []
    for (const text of texts) vectors.push((await encoder.encode(text)).vector)
    return vectors
  }
  const phrases = await vectorsOf(sentencesOfKind('stock'))
  const nearest = (vector: Float32Array, but: number | null = null) =>
    Math.max(...phrases.map((phrase, i) => (i === but ? -1 : cosine(phrase, vector))))
  const others = (await vectorsOf(OTHERS.flatMap(sentencesOfKind))).map((one) => ({ score: nearest(one), is: false }))
  const scored: readonly Scored[] = [...phrases.map((one, i) => ({ score: nearest(one, i), is: true })), ...others]
  const kept: readonly Scored[] = [
    ...(await vectorsOf(heldOutOfKind('stock'))).map((one) => ({ score: nearest(one), is: true })),
    ...(await vectorsOf([...heldOutOfKind('polite'), ...heldOutOfKind('informative')])).map((one) => ({
      score: nearest(one),
      is: false,
    })),
  ]
  const found = thresholdFor(scored, PRECISION)
  const sure = found === null ? null : Math.ceil(found * 1000) / 1000
  return {
    vectors: Buffer.concat(phrases.map(bytes)).toString('base64'),
    phrases: phrases.length,
    worth: { likely: LIKELY, sure },
    crossValidated: figuresOf(scored, sure, LIKELY),
    heldOut: figuresOf(kept, sure, LIKELY),
  }
}

function cosine(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0)
}

/** Of unit length, so that the largest number tells the scale; direction is all that counts. */
function bytes(vector: Float32Array): Buffer {
  const largest = vector.reduce((max, value) => Math.max(max, Math.abs(value)), 0)
  return Buffer.from(Int8Array.from(vector, (value) => Math.round((value / largest) * 127)).buffer)
}
