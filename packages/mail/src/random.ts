/** A source of random numbers for property tests: the same seed gives the same numbers (mulberry32). */
export type Random = {
  /** An integer in `[0, below)`. */
  readonly below: (below: number) => number
  readonly oneOf: <T>(choices: readonly [T, ...T[]]) => T
}

export function randomOf(seed: number): Random {
  let state = seed
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  const below = (bound: number) => Math.floor(next() * bound)
  return { below, oneOf: (choices) => choices[below(choices.length)] ?? choices[0] }
}
