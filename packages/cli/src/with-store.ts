import { type Config, configOf } from '@proofgate/config'
import type { Store } from '@proofgate/store'
import type { Cli } from './cli.ts'
import { configInputOf } from './config-input.ts'

/** Opens the record beside a running installation, or for itself, and closes it again. */
export async function withStore<Result>(
  cli: Cli,
  flags: { readonly config?: string; readonly data?: string },
  work: (store: Store) => Promise<Result>,
): Promise<Result> {
  const overrides = flags.data === undefined ? [] : [{ setting: 'data', value: flags.data, from: '--data' }]
  const config = configOf(configInputOf(cli, { file: flags.config, overrides }))
  const store = await attachedStore(config)
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}

/** The record, beside a running installation or for itself alone. @throws CliError for what a person can mend */
export async function attachedStore(config: Config, connections?: number): Promise<Store> {
  const [{ attachStore }, { startFailureOf }, { locationOf, makeDataFolder }] = await Promise.all([
    import('@proofgate/store'),
    import('./start/failure.ts'),
    import('./start/places.ts'),
  ])
  try {
    if (config.database.url === null) await makeDataFolder(config)
    return await attachStore(locationOf(config), connections)
  } catch (error) {
    throw startFailureOf(error, config)
  }
}
