/** Where an installation keeps things. Commands beside a running one need no more of it, and start fast. */
import { mkdir, stat } from 'node:fs/promises'
import path from 'node:path'
import process from 'node:process'
import type { Config } from '@proofgate/config'
import type { StoreLocation } from '@proofgate/store'

/** Where the record of a configuration is kept. */
export function locationOf(config: Config): StoreLocation {
  return config.database.url === null ? { folder: path.join(config.data, 'postgres') } : { url: config.database.url }
}

/** The file that holds the API token of this installation, for commands on the same machine. */
export function tokenFileOf(config: Config): string {
  return path.join(config.data, 'admin-token')
}

/**
 * Makes the data folder where there is none. Root's PostgreSQL runs as another user, who must pass through here but see
 * nothing. Rejects with the system's error.
 */
export async function makeDataFolder({ data }: Config): Promise<void> {
  await makeFolder(path.resolve(data), process.getuid?.() === 0 ? 0o711 : 0o700)
}

/** Like mkdir with `recursive`, which for a folder in /proc tries for ever (Node 24). */
async function makeFolder(folder: string, mode: number): Promise<void> {
  if (await isFolder(folder)) return
  if (path.dirname(folder) !== folder) await makeFolder(path.dirname(folder), mode)
  await mkdir(folder, { mode }).catch(async (error) => {
    // Another process may have made it since.
    if (!(await isFolder(folder))) throw error
  })
}

const isFolder = (folder: string) =>
  stat(folder).then(
    (about) => about.isDirectory(),
    () => false,
  )
