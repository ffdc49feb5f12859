/**
 * Sketches of replies: a few hundred bits by which replies with nearly the same words find each other, and from which
 * no word can be read back. MinHash (Broder 1997) over runs of three words; bands of it are keys to look up (LSH), one
 * bit of each further minimum gives the likeness (b-bit minwise hashing, Li and König 2010).
 */
import { wordRunsOf } from './word-runs.ts'

/** What is kept of a reply. */
export type Sketch = {
  /** Ten signed 32-bit numbers. Replies with 80 % of their runs in common share at least one with certainty of 98 %. */
  readonly bands: readonly number[]
  /** 512 characters, 0 or 1. */
  readonly bits: string
}

/** How many keys a sketch has, how many minima make one, and how many bits there are. Chosen by `bench/sketches.ts`. */
export const SKETCH = { bands: 10, rows: 5, bits: 512 } as const

/**
 * The sketch of a reply; `null` for one of fewer than 20 words beside names and figures: short thanks are alike without
 * being form letters.
 * @param text own text, without quotes
 */
export function sketchOf(text: string): Sketch | null {
  const runs = wordRunsOf(text)
  return runs === null ? null : sketchOfRuns(runs)
}

/** The sketch of runs of words. `shape` is for measuring; everything on record has the one shape. */
export function sketchOfRuns(
  runs: Iterable<number>,
  shape: { readonly bands: number; readonly rows: number; readonly bits: number } = SKETCH,
): Sketch {
  const minima = minimaOf([...runs], shape.bands * shape.rows + shape.bits)
  const bands = Array.from({ length: shape.bands }, (_, band) => {
    let key = 0x9e3779b9
    for (let row = 0; row < shape.rows; row++) key = mixed(key ^ (minima[band * shape.rows + row] ?? 0))
    return key
  })
  let bits = ''
  for (let i = shape.bands * shape.rows; i < minima.length; i++) bits += (mixed(minima[i] ?? 0) & 1).toString()
  return { bands, bits }
}

/** Share of runs of words that both have, 0..1, as far as the bits tell: within 0.05 nine times in ten and more. */
export function likenessOf(a: Pick<Sketch, 'bits'>, b: Pick<Sketch, 'bits'>): number {
  let same = 0
  for (let i = 0; i < a.bits.length; i++) if (a.bits[i] === b.bits[i]) same++
  // Runs that are not shared agree by chance in every other bit.
  return Math.max(0, (2 * same) / a.bits.length - 1)
}

/** For each of `count` orders of all possible runs, the first one of these. */
function minimaOf(runs: readonly number[], count: number): Int32Array {
  const minima = new Int32Array(count)
  for (let order = 0; order < count; order++) {
    const seed = mixed(Math.imul(order + 1, 0x85ebca6b))
    let least = 0x7fffffff
    for (const run of runs) {
      const place = mixed(run ^ seed)
      if (place < least) least = place
    }
    minima[order] = least
  }
  return minima
}

/** A 32-bit number in which each bit of `x` moves every other (murmur3's finaliser). */
function mixed(x: number): number {
  let h = x ^ (x >>> 16)
  h = Math.imul(h, 0x85ebca6b)
  h ^= h >>> 13
  h = Math.imul(h, 0xc2b2ae35)
  return h ^ (h >>> 16)
}
