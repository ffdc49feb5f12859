import { type DatabaseAddress, openDatabase } from './database.ts'
import { EmbeddedError, startEmbedded } from './embedded.ts'

/** Any number but the migration lock's: who holds it owns the built-in server. */
const OWNER_LOCK = 7_072_742

/** How long a process that was killed a moment ago may still hold the lock, until its backend has noticed. */
const PATIENCE_MS = 5_000

/** How soon a server that went away is noticed. */
const WATCH_MS = 1_000

/** The claim of this process on the built-in server, held by a connection of its own for as long as it lives. */
export type Ownership = { readonly close: () => Promise<void> }

/**
 * Claims the built-in server for this process, and keeps it running: a server that crashed is started again, and the
 * claim, which ends with each connection, is renewed. PostgreSQL frees the lock however our connection ends, so nothing
 * is left behind by a crash of ours.
 * @throws EmbeddedError when another process holds it
 */
export async function claimOwnership(address: DatabaseAddress, folder: string): Promise<Ownership> {
  const database = openDatabase(address, 1)
  const isOurs = async (): Promise<boolean> => {
    const [row] = await database.sql<{ ours: boolean }[]>`
      select exists (select 1 from pg_locks where locktype = 'advisory' and pid = pg_backend_pid())
        or pg_try_advisory_lock(${OWNER_LOCK}) as ours`
    return row?.ours === true
  }
  const deadline = Date.now() + PATIENCE_MS
  while (!(await isOurs())) {
    if (Date.now() > deadline) {
      await database.close()
      throw new EmbeddedError(
        `Another Proofgate is running on the data folder ${folder}. Stop it first, or give this one another folder (PROOFGATE_DATA).`,
      )
    }
    await pause(100)
  }
  const watching = watch(isOurs, folder)
  return {
    close: async () => {
      await watching.close()
      await database.close()
    },
  }
}

/** Renews the claim again and again; where the server does not answer, starts or adopts it. */
function watch(isOurs: () => Promise<boolean>, folder: string): Ownership {
  let isClosed = false
  let wake = () => {}
  const loop = async () => {
    while (!isClosed) {
      await Promise.race([
        pause(WATCH_MS),
        new Promise<void>((resolve) => {
          wake = resolve
        }),
      ])
      if (isClosed) return
      // What goes wrong here shows in every query; the next round tries again.
      await isOurs().catch(() => startEmbedded(folder).catch(() => {}))
    }
  }
  const running = loop()
  return {
    close: () => {
      isClosed = true
      wake()
      return running
    },
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref()
  })
}
