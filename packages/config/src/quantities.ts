type Reading = { readonly value: number } | { readonly says: string; readonly remedy: string }

const MS = new Map([
  ['ms', 1],
  ['s', 1000],
  ['m', 60_000],
  ['h', 3_600_000],
  ['d', 86_400_000],
])
const BYTES = new Map([
  ['B', 1],
  ['KB', 1024],
  ['MB', 1024 ** 2],
  ['GB', 1024 ** 3],
])

const QUANTITY = /^(\d{1,9}(?:\.\d{1,3})?)([A-Za-z]{1,2})$/

/** Milliseconds of `250ms`, `8s`, `15m`, `1.5h` or `5d`; else what is wrong and what to write. */
export const durationMsOf = (value: unknown): Reading => quantityOf(value, MS, 'a duration', 's')

/** Bytes of `512B`, `256KB`, `35MB` or `1GB` (KB = 1024); else what is wrong and what to write. */
export const sizeBytesOf = (value: unknown): Reading => quantityOf(value, BYTES, 'a size', 'MB')

function quantityOf(value: unknown, units: ReadonlyMap<string, number>, what: string, usual: string): Reading {
  const names = [...units.keys()].join(', ')
  if (typeof value === 'number' || (typeof value === 'string' && /^\d+(\.\d+)?$/.test(value)))
    return { says: 'is a number without a unit', remedy: `write ${value}${usual}, or another of ${names}` }
  const match = typeof value === 'string' ? QUANTITY.exec(value) : null
  const factor = units.get(match?.[2] ?? '')
  if (match?.[1] === undefined || factor === undefined)
    return {
      says: `is not ${what}`,
      remedy: `write a number and a unit without space, like 10${usual}; units: ${names}`,
    }
  return { value: Math.round(Number(match[1]) * factor) }
}
