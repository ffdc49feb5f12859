import { join } from 'node:path'
import { modelIn } from '@proofgate/policy'
import { type Encoded, type Encoder, openEncoder } from '../../packages/language/src/model/encoder.ts'
import { type Scores, scoresOf } from '../../packages/language/src/model/heads.ts'

/** Where the network is kept once it is built: beside what tests keep, outside of git. */
const FOLDER = join(import.meta.dirname, '../../node_modules/.cache/proofgate/models')

/** The language model as the product opens it. */
export const MODEL = modelIn(FOLDER)

let opened: Promise<Encoder> | null = null

/**
 * The network itself, opened once, for measures of what its heads tell.
 * @throws Error where it cannot run
 */
export function encoder(): Promise<Encoder> {
  opened ??= openEncoder(FOLDER)
  return opened
}

/** What the network makes of each text. */
export async function encodedAll(texts: readonly string[]): Promise<readonly Encoded[]> {
  const { encode } = await encoder()
  const all: Encoded[] = []
  for (const text of texts) all.push(await encode(text))
  return all
}

/** What the heads tell of each text. */
export async function scoresOfAll(texts: readonly string[]): Promise<readonly Scores[]> {
  return (await encodedAll(texts)).map(scoresOf)
}

/** How alike two texts are, -1 to 1: both vectors are of unit length. */
export function likeness(a: Encoded, b: Encoded): number {
  return a.vector.reduce((sum, value, i) => sum + value * (b.vector[i] ?? 0), 0)
}

/** Log-odds of a probability. */
export function oddsFrom(probability: number): number {
  return Math.log(probability / (1 - probability))
}
