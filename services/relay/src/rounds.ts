import type { Log } from '@proofgate/telemetry'
import { pause } from './pause.ts'

/** Work in the background that comes round again and again. */
export type Rounds = {
  /** Stops looking; resolves when what is under way is done. */
  readonly close: () => Promise<void>
}

export type RoundsOptions = {
  /** Does what is due; true where more may be due at once. */
  readonly round: (stopped: AbortSignal) => Promise<boolean>
  readonly pollMs: number
  readonly log: Log
  /** What stands still when a round fails, for the log. */
  readonly fault: string
}

/** Starts the rounds: one after the other, with a pause where nothing more is due or one failed. */
export function startRounds({ round, pollMs, log, fault }: RoundsOptions): Rounds {
  const stop = new AbortController()
  const run = async () => {
    while (!stop.signal.aborted) {
      const more = await round(stop.signal).catch((error) => {
        log.fault(fault, error)
        return false
      })
      if (!more) await pause(pollMs, stop.signal)
    }
  }
  const running = run()
  return {
    close: () => {
      stop.abort()
      return running
    },
  }
}
