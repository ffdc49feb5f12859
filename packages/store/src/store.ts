import { mkdir } from 'node:fs/promises'
import { type Database, type DatabaseAddress, openDatabase } from './database.ts'
import { findEmbedded, startEmbedded } from './embedded.ts'
import { ensureDatabase, migrateDatabase } from './migrate.ts'
import { claimOwnership, type Ownership } from './ownership.ts'
import type { Sql } from './sql.ts'

/** Where the record is kept: a PostgreSQL somewhere, or the built-in one in a folder. */
export type StoreLocation = { readonly url: string } | { readonly folder: string }

/** An open record. */
export type Store = {
  readonly sql: Sql
  readonly address: DatabaseAddress
  /** True when this process runs the built-in server and is its only user of the record. */
  readonly owner: boolean
  /** Closes connections, and stops the built-in server if this process owns it. */
  readonly close: () => Promise<void>
}

const NAME = 'proofgate'

/**
 * Opens the record for a service: starts or adopts the built-in server where no URL is given, brings the tables up to
 * date, and for the built-in server claims it for this process.
 * @throws EmbeddedError when the server cannot start or another process uses the folder
 */
export async function openStore(location: StoreLocation, connections: number): Promise<Store> {
  if ('url' in location) {
    const address = { url: location.url }
    await migrateDatabase(address)
    const database = openDatabase(address, connections)
    return { sql: database.sql, address, owner: false, close: database.close }
  }
  await mkdir(location.folder, { recursive: true, mode: 0o700 })
  const server = await startEmbedded(location.folder)
  await ensureDatabase(server.socketFolder, NAME)
  const address = { socketFolder: server.socketFolder, name: NAME }
  const ownership = await claimOwnership(address, location.folder)
  try {
    await migrateDatabase(address)
  } catch (error) {
    // Ours since a moment ago, and of no use: leave nothing running behind.
    await ownership.close()
    await (await findEmbedded(location.folder))?.stop()
    throw error
  }
  return storeOf(openDatabase(address, connections), address, ownership, location.folder)
}

function storeOf(database: Database, address: DatabaseAddress, ownership: Ownership, folder: string): Store {
  return {
    sql: database.sql,
    address,
    owner: true,
    close: async () => {
      await database.close()
      await ownership.close()
      // Not the one that was started: it may have been restarted meanwhile.
      await (await findEmbedded(folder))?.stop()
    },
  }
}

/**
 * Opens the record for a short command beside a running service: attaches to the built-in server where it runs, else
 * runs it for as long as the command needs it.
 */
export async function attachStore(location: StoreLocation, connections = 2): Promise<Store> {
  if ('url' in location) return openStore(location, connections)
  const running = await findEmbedded(location.folder)
  if (running === null) return openStore(location, connections)
  const address = { socketFolder: running.socketFolder, name: NAME }
  const database = openDatabase(address, connections)
  return { sql: database.sql, address, owner: false, close: database.close }
}
