import { Temporal } from 'temporal-polyfill'
import { publicHolidays } from './holidays.ts'
import { type ResponseTarget, WEEKDAYS } from './target.ts'

/** A stretch of time in which we are open, in milliseconds since 1970, half-open. */
export type Stretch = { readonly from: number; readonly to: number }

const MINUTE = 60_000

/** Days worked out per target: a report asks for the same ones again and again. */
const worked = new WeakMap<ResponseTarget, Map<string, readonly Stretch[]>>()
const DAYS_KEPT_MAX = 4000

/** The day it is at an instant on the target's wall clocks. */
export const dayOf = ({ timezone }: ResponseTarget, instant: number): Temporal.PlainDate =>
  Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timezone).toPlainDate()

/**
 * When we are open on a day, in order. We are open whenever the wall clock shows opening hours: on the day the clocks
 * go forward for less time, on the day they go back for more, and then there may be two stretches.
 */
export function stretchesOn(target: ResponseTarget, day: Temporal.PlainDate): readonly Stretch[] {
  const days = worked.get(target) ?? new Map<string, readonly Stretch[]>()
  worked.set(target, days)
  const name = day.toString()
  const before = days.get(name)
  if (before !== undefined) return before
  if (days.size > DAYS_KEPT_MAX) days.clear()
  const stretches = workOut(target, day, name)
  days.set(name, stretches)
  return stretches
}

function workOut({ timezone, week, region, closedOn }: ResponseTarget, day: Temporal.PlainDate, name: string) {
  const weekday = WEEKDAYS[day.dayOfWeek - 1]
  const hours = weekday === undefined ? undefined : week[weekday]
  if (hours === undefined || closedOn.includes(name)) return []
  if (region !== null && publicHolidays(region, day.year).has(name)) return []
  const midnight = Date.UTC(day.year, day.month - 1, day.day)
  return offsetsOn(day, timezone)
    .map(({ from, to, offset }) => ({
      from: Math.max(from, midnight + hours.opens * MINUTE - offset),
      to: Math.min(to, midnight + hours.closes * MINUTE - offset),
    }))
    .filter(({ from, to }) => from < to)
}

/** A day from its first to its last instant, in parts of one distance to UTC each. */
function offsetsOn(day: Temporal.PlainDate, timezone: string): (Stretch & { readonly offset: number })[] {
  const start = day.toZonedDateTime(timezone)
  const end = day.add({ days: 1 }).toZonedDateTime(timezone)
  const part = (from: Temporal.ZonedDateTime, to: Temporal.ZonedDateTime) => ({
    from: from.epochMilliseconds,
    to: to.epochMilliseconds,
    offset: from.offsetNanoseconds / 1_000_000,
  })
  if (start.offsetNanoseconds === end.offsetNanoseconds) return [part(start, end)]
  const change = start.getTimeZoneTransition('next')
  if (change === null || Temporal.ZonedDateTime.compare(change, end) >= 0) return [part(start, end)]
  return [part(start, change), part(change, end)]
}
