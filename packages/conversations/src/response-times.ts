import { hourAt, openMs, type ResponseTarget, waitMs } from '@proofgate/calendar'
import type { Answer, Followed } from './follow.ts'

/** How long a customer waited for a mail of ours. */
export type ResponseTime = Answer & {
  /** Hour of the day at which they wrote, on the team's wall clock, 0 to 23. */
  readonly hour: number
  /** The wait by the clock, and in the hours in which the team was open, in milliseconds. */
  readonly clockMs: number
  readonly openMs: number
  /** Longer than the target allows. */
  readonly isLate: boolean
}

/** The waits in a conversation that a mail of ours ended, whatever the mail says, in order. */
export function responseTimesOf({ answers }: Followed, target: ResponseTarget): readonly ResponseTime[] {
  return answers.map((answer) => ({
    ...answer,
    hour: hourAt(target, answer.askedAt),
    clockMs: answer.answeredAt.getTime() - answer.askedAt.getTime(),
    openMs: openMs(target, answer.askedAt, answer.answeredAt),
    isLate: waitMs(target, answer.askedAt, answer.answeredAt) > target.hours * HOUR,
  }))
}

const HOUR = 3_600_000
