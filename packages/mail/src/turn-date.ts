/** The instant a Date header names, and the writer's clock: minutes east of UTC. */
export type TurnDate = { readonly at: Date; readonly zone: number }

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
/** RFC 5322 §4.3: zones with a name; others say nothing. */
const NAMED_ZONES = new Map([
  ['edt', -240],
  ['est', -300],
  ['cdt', -300],
  ['cst', -360],
  ['mdt', -360],
  ['mst', -420],
  ['pdt', -420],
  ['pst', -480],
])

const CLOCK = String.raw`(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?`
const ZONE = String.raw`\s{0,9}([+-]\d{4}|[a-z]{1,5})?`
/** `Thu, 5 Mar 2026 09:04:05 +0100`; two-digit years too (§4.3). */
const LETTER = new RegExp(
  `(?:^|[\\s,])(\\d{1,2})[\\s-]{1,9}([a-z]{3})[a-z]{0,6}[\\s-]{1,9}(\\d{2,4})\\s{1,9}${CLOCK}${ZONE}`,
)
/** `Thu Mar  5 09:04:05 2026`, as C writes it. */
const ASCTIME = new RegExp(`([a-z]{3})\\s{1,3}(\\d{1,2})\\s{1,3}${CLOCK}\\s{1,3}()(\\d{4})`)
const ISO = /^(\d{4})-(\d{2})-(\d{2})[t ](\d{2}):(\d{2})(?::(\d{2}))?(?:\.\d{1,9})?\s?(z|[+-]\d{2}:?\d{2})?/

/**
 * Reads a Date header. Not by `Date.parse`, which takes nearly anything for a date, and a date without zone for one of
 * the machine's own.
 * @returns `null` when it names no day and time that there are
 */
export function turnDateOf(value: string): TurnDate | null {
  const text = value
    .slice(0, 200)
    .toLowerCase()
    .replace(/\([^()]{0,100}\)/g, ' ')
    .trim()
  const letter = LETTER.exec(text)
  if (letter) {
    const [, day, month = '', year = '', ...clock] = letter
    return dateOf(fullYear(year), MONTHS.indexOf(month), day, clock)
  }
  const asctime = ASCTIME.exec(text)
  if (asctime) {
    const [, month = '', day, hour, minute, second, zone, year] = asctime
    return dateOf(Number(year), MONTHS.indexOf(month), day, [hour, minute, second, zone])
  }
  const iso = ISO.exec(text)
  if (iso === null) return null
  const [, year, month, day, ...clock] = iso
  return dateOf(Number(year), Number(month) - 1, day, clock)
}

/** §4.3: two digits below 50 are of this century, other two and three digits count from 1900. */
function fullYear(digits: string): number {
  const year = Number(digits)
  if (digits.length === 4) return year
  return digits.length === 2 && year < 50 ? 2000 + year : 1900 + year
}

function dateOf(
  year: number,
  month: number,
  day: string | undefined,
  [hour, minute, second, zoneText]: readonly (string | undefined)[],
): TurnDate | null {
  const [d, h, m, s] = [Number(day), Number(hour), Number(minute), Number(second ?? 0)]
  if (month < 0 || month > 11 || d < 1 || d > 31 || h > 23 || m > 59 || s > 60) return null
  const zone = zoneOf(zoneText ?? '')
  const at = new Date(Date.UTC(year, month, d, h, m, Math.min(s, 59)) - zone * 60_000)
  return { at, zone }
}

function zoneOf(text: string): number {
  const digits = /^([+-])(\d{2}):?(\d{2})$/.exec(text)
  if (digits === null) return NAMED_ZONES.get(text) ?? 0
  const minutes = Number(digits[2]) * 60 + Number(digits[3])
  // No place on earth is further from UTC.
  if (minutes > 14 * 60) return 0
  return digits[1] === '-' ? -minutes : minutes
}
