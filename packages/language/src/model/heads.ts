/** Small classifiers on what the network makes of a sentence, trained by `npm run train` and kept as data. */
import type { Encoded } from './encoder.ts'
import { HEAD_IDS, type HeadId } from './head-ids.ts'
import trained from './heads.generated.json' with { type: 'json' }
import { WIDTH } from './minilm.ts'

/** What a score may be asked for: the heads, and `stock`, the likeness to the nearest stock phrase. */
export type ScoreId = HeadId | 'stock'

/**
 * Scores of one sentence. Heads give a probability as of even odds, 0 to 1: real mail has far fewer rude sentences than
 * civil ones, so compare with `HEADS[id].likely` and `.sure`. `stock` is a cosine, -1 to 1.
 */
export type Scores = Readonly<Record<ScoreId, number>>

/**
 * What a head's scores are worth (figures and data: MODEL-CARD.md). No head may hold a message alone: in whole replies, where
 * one sentence of a hundred is at fault, none is right 95 times of 100. Scores raise or lower the confidence of a pattern.
 */
export type Head = {
  /** From here on rather yes than no, where both are as frequent. */
  readonly likely: number
  /**
   * From here on 95 of 100 were right among sentences it was not trained on, and for faults one of a thousand ordinary
   * sentences at most was called one; `null` where it never is as sure.
   */
  readonly sure: number | null
}

/** SHA-256 of the network the heads were trained on; with another one they mean nothing. */
export const HEADS_MODEL_SHA256: string = trained.model

/** What each score is worth. */
export const HEADS: Readonly<Record<ScoreId, Head>> = trained.worth

type Weights = { readonly weights: Int16Array; readonly scale: number; readonly bias: number }

const WEIGHTS: readonly (Weights & { readonly id: HeadId })[] = HEAD_IDS.map((id) => {
  const { weights, scale, bias } = trained.heads[id]
  return { id, weights: new Int16Array(bytesOf(weights)), scale, bias }
})
const STOCK = new Int8Array(bytesOf(trained.stock.vectors))

/** All scores of one sentence. */
export function scoresOf({ vector, middle }: Encoded): Scores {
  const scores: Record<ScoreId, number> = { ...NONE, stock: stockLikeness(vector) }
  for (const head of WEIGHTS) scores[head.id] = probability(head, middle)
  return scores
}

const NONE: Scores = {
  ask: 0,
  question: 0,
  courtesy: 0,
  rude: 0,
  blame: 0,
  condescending: 0,
  hostile: 0,
  impolite: 0,
  warm: 0,
  upset: 0,
  informative: 0,
  stock: 0,
}

function probability({ weights, scale, bias }: Weights, features: Float32Array): number {
  let sum = 0
  for (let i = 0; i < weights.length; i++) sum += (weights[i] ?? 0) * (features[i] ?? 0)
  return 1 / (1 + Math.exp(-(sum * scale + bias)))
}

/** Cosine to the nearest of the stock phrases, whose vectors are kept as 8-bit numbers of full length 127. */
function stockLikeness(vector: Float32Array): number {
  let nearest = -1
  for (let at = 0; at < STOCK.length; at += WIDTH) {
    let product = 0
    let length = 0
    for (let i = 0; i < WIDTH; i++) {
      const value = STOCK[at + i] ?? 0
      product += value * (vector[i] ?? 0)
      length += value * value
    }
    nearest = Math.max(nearest, product / Math.sqrt(length))
  }
  return nearest
}

function bytesOf(base64: string): ArrayBuffer {
  return Uint8Array.from(Buffer.from(base64, 'base64')).buffer
}
