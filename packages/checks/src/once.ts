import type { Reading } from './check.ts'

/** Makes `compute` run at most once per reading, however many checks ask. The result lives as long as the reading. */
export function once<T>(compute: (reading: Reading) => T): (reading: Reading) => T {
  const known = new WeakMap<Reading, { readonly value: T }>()
  return (reading) => {
    const found = known.get(reading)
    if (found) return found.value
    const value = compute(reading)
    known.set(reading, { value })
    return value
  }
}
