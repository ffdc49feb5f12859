import { createRequire } from 'node:module'

type Library = typeof import('date-holidays').default
type Holidays = InstanceType<Library>

/** Country, state or land, and where a few towns differ, their region: `DE`, `DE-BY`, `DE-BY-A`. */
const REGION = /^([A-Z]{2})(?:-([A-Z0-9]{1,4}))?(?:-([A-Z0-9]{1,6}))?$/

/** Regions lately asked for, each with the years worked out. An installation has a handful. */
const known = new Map<string, { readonly holidays: Holidays; readonly years: Map<number, ReadonlySet<string>> }>()
const REGIONS_MAX = 100
const YEARS_MAX = 200

/** True when the public holidays of the region are known. Loads the library: 32 MB and 0.1 s at the first call. */
export function isRegion(region: string): boolean {
  const [, country, state, part] = REGION.exec(region) ?? []
  if (country === undefined) return false
  const holidays = new (library())()
  if (!(country in holidays.getCountries())) return false
  if (state === undefined) return true
  if (!(state in (holidays.getStates(country) ?? {}))) return false
  return part === undefined || part in (holidays.getRegions(country, state) ?? {})
}

/**
 * Days of a year that are public holidays in a region, as `2026-12-25`. Half days (Christmas Eve from 14:00) are none,
 * nor are days that only banks or schools keep.
 */
export function publicHolidays(region: string, year: number): ReadonlySet<string> {
  if (known.size > REGIONS_MAX) known.clear()
  const entry = known.get(region) ?? { holidays: open(region), years: new Map<number, ReadonlySet<string>>() }
  known.set(region, entry)
  if (entry.years.size > YEARS_MAX) entry.years.clear()
  const days = entry.years.get(year) ?? new Set(daysIn(entry.holidays, year))
  entry.years.set(year, days)
  return days
}

function open(region: string): Holidays {
  const [, country = '', state, part] = REGION.exec(region) ?? []
  const Holidays = library()
  if (state === undefined) return new Holidays(country, { types: ['public'] })
  if (part === undefined) return new Holidays(country, state, { types: ['public'] })
  return new Holidays(country, state, part, { types: ['public'] })
}

const DAY = 86_400_000

/** A holiday that begins the evening before or lasts several days counts on each day whose noon lies within it. */
function daysIn(holidays: Holidays, year: number): string[] {
  return holidays.getHolidays(year).flatMap(({ date, start, end }) => {
    // "2026-12-25 00:00:00" is local time there; only days are read of it, so it may stand as if it were UTC.
    const from = Date.parse(`${date.slice(0, 10)}T${date.slice(11, 19)}Z`)
    const until = from + end.getTime() - start.getTime()
    const firstNoon = Math.floor(from / DAY) * DAY + DAY / 2
    const days: string[] = []
    for (let noon = firstNoon; noon < until; noon += DAY)
      if (noon >= from) days.push(new Date(noon).toISOString().slice(0, 10))
    return days
  })
}

let loaded: Library | null = null

/** Not imported above: only who names a region pays for it. */
function library(): Library {
  loaded ??= createRequire(import.meta.url)('date-holidays') as Library
  return loaded
}
