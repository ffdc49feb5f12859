/** The facts that people keep by API, at hand for each judgement. */
import { type DatabaseAddress, FACTS_CHANNEL, type Fact, listen, type Sql, standingFacts } from '@proofgate/store'
import type { Log } from '@proofgate/telemetry'

/** Facts that stand, a few seconds old at most. */
export type KnownFacts = {
  /** As they were when last looked at; empty until the first look. Never waits. */
  readonly now: () => readonly Fact[]
  readonly close: () => Promise<void>
}

/** How old they grow where the database's NOTIFY is not heard. */
const FRESH_MS = 5_000

/** Looks at once, at each change, and every five seconds. While the database is away the last ones known hold. */
export function keepFacts(sql: Sql, address: DatabaseAddress, log: Log): KnownFacts {
  let facts: readonly Fact[] = []
  let isClosed = false
  let looking: Promise<void> | null = null
  let again = false
  const look = (): Promise<void> => {
    // What changed while a look was under way is in the next one.
    again = looking !== null
    looking ??= read().finally(() => {
      looking = null
      if (again && !isClosed) void look()
    })
    return looking
  }
  let failed = false
  const read = async () => {
    try {
      facts = await standingFacts(sql)
      failed = false
    } catch (error) {
      if (!failed && !isClosed) log.fault('the facts cannot be read; the last ones known hold', error)
      failed = true
    }
  }
  const listening = listen(address, FACTS_CHANNEL, () => void look())
  const timer = setInterval(() => void look(), FRESH_MS)
  timer.unref()
  void look()
  return {
    now: () => facts,
    close: async () => {
      isClosed = true
      clearInterval(timer)
      await listening.close()
      await looking
    },
  }
}
