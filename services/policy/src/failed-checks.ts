import { failedChecksOf } from '@proofgate/checks'
import type { Log } from '@proofgate/telemetry'
import type { Judges } from './judges.ts'

/**
 * A judge that puts on the log which checks failed, once for each judgement. Why they failed stands in the judgement
 * only: the message of an error may repeat words of the mail.
 */
export function tellingFailures(judge: Judges['judge'], log: Pick<Log, 'fault'>): Judges['judge'] {
  return async (task) => {
    const judgement = await judge(task)
    const failed = failedChecksOf(judgement)
    if (failed.length > 0) {
      const checks = failed.join(', ')
      log.fault('checks failed over a message', 'the judgement says why, under "abstained"', { checks })
    }
    return judgement
  }
}
