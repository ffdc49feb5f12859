/** Where an installation keeps things. Commands beside a running one need no more of it, and start fast. */
import path from 'node:path'
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
