import type { Command } from 'commander'
import type { Cli } from './cli.ts'
import { checkCommand } from './commands/check.ts'
import { configCommand } from './commands/config.ts'
import { demoCommand } from './commands/demo.ts'
import { eraseCommand } from './commands/erase.ts'
import { factsCommand } from './commands/facts.ts'
import { holdsCommand } from './commands/holds.ts'
import { importCommand } from './commands/import.ts'
import { journalCommand } from './commands/journal.ts'
import { migrateCommand } from './commands/migrate.ts'
import { promisesCommand } from './commands/promises.ts'
import { releaseCommand } from './commands/release.ts'
import { reportCommand } from './commands/report.ts'
import { returnCommand } from './commands/return.ts'
import { showCommand } from './commands/show.ts'
import { startCommand } from './commands/start.ts'
import { themesCommand } from './commands/themes.ts'
import { tokensCommand } from './commands/tokens.ts'
import { usersCommand } from './commands/users.ts'
import { waitingCommand } from './commands/waiting.ts'

/**
 * Every command, in the order of the help. A new one is a file in commands/ and a line here.
 * A command's file imports heavy things within its action, so that the others start fast.
 */
export const COMMANDS: readonly ((cli: Cli) => Command)[] = [
  startCommand,
  demoCommand,
  checkCommand,
  importCommand,
  holdsCommand,
  showCommand,
  releaseCommand,
  returnCommand,
  waitingCommand,
  promisesCommand,
  themesCommand,
  reportCommand,
  journalCommand,
  factsCommand,
  eraseCommand,
  usersCommand,
  tokensCommand,
  migrateCommand,
  configCommand,
]
