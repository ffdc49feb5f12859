import { type DatabaseAddress, openDatabase } from './database.ts'
import { EmbeddedError } from './embedded.ts'

/** Any number but the migration lock's: who holds it owns the built-in server. */
const OWNER_LOCK = 7_072_742

/** The claim of this process on the built-in server, held by a connection of its own for as long as it lives. */
export type Ownership = { readonly close: () => Promise<void> }

/**
 * Claims the built-in server for this process. PostgreSQL frees the lock when our connection ends, however it ends, so
 * nothing is left behind by a crash; a process killed a moment ago may still hold it for the blink its backend needs.
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
  const deadline = Date.now() + 5_000
  while (!(await isOurs())) {
    if (Date.now() > deadline) {
      await database.close()
      throw new EmbeddedError(
        `Another Proofgate is running on the data folder ${folder}. Stop it first, or give this one another folder (PROOFGATE_DATA).`,
      )
    }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  // A restart of PostgreSQL ends the connection and with it the lock: take it again.
  const keeper = setInterval(() => isOurs().catch(() => {}), 5_000)
  keeper.unref()
  return {
    close: async () => {
      clearInterval(keeper)
      await database.close()
    },
  }
}
