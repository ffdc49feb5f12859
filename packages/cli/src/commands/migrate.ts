import { configOf } from '@proofgate/config'
import { Command } from 'commander'
import type { Cli } from '../cli.ts'
import { configInputOf } from '../config-input.ts'

const EXAMPLES = `
\`proofgate start\` does the same by itself, under a lock. This is for who wants it done before.
Exit codes: 0 done, 2 mistakes in the configuration, 3 it failed.`

/** `proofgate migrate`: brings the tables up to this version. */
export function migrateCommand(cli: Cli): Command {
  return new Command('migrate')
    .description("bring the database's tables up to this version")
    .option('-c, --config <file>', 'configuration file')
    .addHelpText('after', EXAMPLES)
    .action(async (flags: { readonly config?: string }) => {
      const config = configOf(configInputOf(cli, { file: flags.config }))
      const [{ attachStore, migrateDatabase }, { locationOf }] = await Promise.all([
        import('@proofgate/store'),
        import('../start/places.ts'),
      ])
      const store = await attachStore(locationOf(config))
      try {
        await migrateDatabase(store.address)
      } finally {
        await store.close()
      }
      cli.out.write('The tables are up to date.\n')
    })
}
