import { configOf } from '@proofgate/config'
import type { Store } from '@proofgate/store'
import type { Cli } from './cli.ts'
import { configInputOf } from './config-input.ts'

/** Opens the record beside a running installation, or for itself, and closes it again. */
export async function withStore<Result>(
  cli: Cli,
  flags: { readonly config?: string },
  work: (store: Store) => Promise<Result>,
): Promise<Result> {
  const config = configOf(configInputOf(cli, { file: flags.config }))
  const [{ attachStore }, { startFailureOf }, { locationOf }] = await Promise.all([
    import('@proofgate/store'),
    import('./start/failure.ts'),
    import('./start/places.ts'),
  ])
  const store = await attachStore(locationOf(config)).catch((error) => {
    throw startFailureOf(error, config)
  })
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}
