import { Temporal } from 'temporal-polyfill'

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
