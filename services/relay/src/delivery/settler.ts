import { type Attempt, groupCommit, isConnectionTrouble, type Sql, settleAttempts } from '@proofgate/store'
import { pause } from './waker.ts'

/** Puts outcomes on record, however long the database is away. */
export type Settler = {
  /** Resolves when the attempt is on record; rejects only after `abandon`. */
  readonly settle: (attempt: Attempt) => Promise<'settled' | 'lease lost'>
  /** Gives up on what is not on record yet: what was sent of it will be sent again. */
  readonly abandon: () => void
}

/** How long to wait before an outcome that the database refuses is offered again. */
const REFUSED_MS = 30_000
const WAIT_MAX_MS = 1_000

/**
 * A settler that shares transactions among attempts that end together. An outcome is never forgotten while the process
 * lives: forgetting it would send the mail again.
 * @param onRefused told when the database is there but does not take an outcome
 */
export function settlerOver(sql: Sql, onRefused: (error: unknown, attempt: Attempt) => void): Settler {
  const abandoned = new AbortController()
  const group = groupCommit<Attempt, 'settled' | 'lease lost'>((attempts) => settleAttempts(sql, attempts), {
    size: 50,
    inFlight: 2,
    retry: (error, tries) =>
      isConnectionTrouble(error) && !abandoned.signal.aborted ? Math.min(25 * 2 ** tries, WAIT_MAX_MS) : null,
  })
  const settle = async (attempt: Attempt): Promise<'settled' | 'lease lost'> => {
    for (;;) {
      try {
        return await group.add(attempt)
      } catch (error) {
        if (abandoned.signal.aborted) throw error
        onRefused(error, attempt)
        await pause(REFUSED_MS, abandoned.signal)
      }
    }
  }
  return { settle, abandon: () => abandoned.abort() }
}
