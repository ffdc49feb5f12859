import { dayOf, type Stretch, stretchesOn } from './opening.ts'
import type { ResponseTarget } from './target.ts'

const HOUR = 3_600_000
/** Days walked through at most, 11 years: odd dates in headers must cost nobody a minute. */
const DAYS_MAX = 4000

/**
 * Milliseconds of a wait that count by the target's calendar: all, or those in which we were open. 0 when `to` is not
 * after `from`. Of waits beyond 11 years only the first 11 count.
 */
export function waitMs(target: ResponseTarget, from: Date, to: Date): number {
  if (target.calendar === 'clock') return Math.max(0, to.getTime() - from.getTime())
  return openMs(target, from, to)
}

/** Milliseconds between two instants in which we are open, whichever calendar the target counts by. */
export function openMs(target: ResponseTarget, from: Date, to: Date): number {
  let sum = 0
  for (const stretch of stretchesFrom(target, from.getTime())) {
    if (stretch.from >= to.getTime()) break
    sum += Math.min(stretch.to, to.getTime()) - stretch.from
  }
  return sum
}

/**
 * When an answer is due to somebody who waits since `from`: the first instant by which the target's hours have been
 * counted. Where we are hardly ever open and they never are within 11 years, the hours of the clock.
 */
export function dueAt(target: ResponseTarget, from: Date): Date {
  let left = target.hours * HOUR
  if (target.calendar === 'business') {
    for (const stretch of stretchesFrom(target, from.getTime())) {
      if (stretch.to - stretch.from >= left) return new Date(stretch.from + left)
      left -= stretch.to - stretch.from
    }
  }
  return new Date(from.getTime() + target.hours * HOUR)
}

function* stretchesFrom(target: ResponseTarget, from: number): Generator<Stretch> {
  let day = dayOf(target, from)
  for (let days = 0; days < DAYS_MAX; days++) {
    for (const stretch of stretchesOn(target, day)) {
      if (stretch.to > from) yield { from: Math.max(stretch.from, from), to: stretch.to }
    }
    day = day.add({ days: 1 })
  }
}
