/** How much a waiting time may vary, so that what failed together does not come back together. */
const JITTER = 0.1

/**
 * Milliseconds until the next attempt: the schedule's time for this attempt, the last one for all later ones, give or
 * take a tenth, and never beyond the end of the message, which gets a last attempt there.
 * @param attempt the one that failed, from 1
 * @param msLeft until the message expires
 * @param random from 0 to 1
 */
export function retryAfterMsOf(retry: readonly number[], attempt: number, msLeft: number, random: number): number {
  const wait = retry[Math.min(attempt, retry.length) - 1] ?? 0
  return Math.round(Math.max(0, Math.min(wait * (1 - JITTER + 2 * JITTER * random), msLeft)))
}

/** How many of the delay notices are due at an age. */
export function delayNoticesDueAt(ages: readonly number[], ageMs: number): number {
  return ages.filter((age) => age <= ageMs).length
}
