import { Temporal } from 'temporal-polyfill'
import type { ResponseTarget } from './target.ts'

/** True for the name of a time zone that this system knows: `Europe/Berlin`, `UTC`. Bare distances (`+02:00`) are none. */
export function isTimeZone(name: string): boolean {
  if (/^[+-]/.test(name)) return false
  try {
    Temporal.PlainDate.from('2026-01-01').toZonedDateTime(name)
    return true
  } catch {
    return false
  }
}

/** Hour of the day that the target's wall clocks show at an instant, 0 to 23. */
export const hourAt = ({ timezone }: ResponseTarget, instant: Date): number =>
  Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(timezone).hour
