import { Command } from 'commander'
import type { Cli } from '../cli.ts'
import { withStore } from '../with-store.ts'

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
      const { migrateDatabase } = await import('@proofgate/store')
      await withStore(cli, flags, (store) => migrateDatabase(store.address))
      cli.out.write('The tables are up to date.\n')
    })
}
