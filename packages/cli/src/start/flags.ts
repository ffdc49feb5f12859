import type { Override } from '@proofgate/config'
import type { Command } from 'commander'

/** Flags that stand above file and environment at a start. */
export type StartFlags = {
  readonly config?: string
  readonly smarthost?: string
  readonly data?: string
  readonly port?: string
}

/** Adds them to a command. */
export function withStartFlags(command: Command): Command {
  return command
    .option('-c, --config <file>', 'configuration file')
    .option('--smarthost <url>', 'mail server to send through: smtp://user:password@host:587')
    .option('--data <folder>', 'folder for the built-in database, certificates and tokens')
    .option('--port <port>', 'submission port')
}

const SETTINGS = [
  ['smarthost', 'delivery.smarthost'],
  ['data', 'data'],
  ['port', 'intake.port'],
] as const

/** The flags as settings; those left out change nothing. */
export function overridesOf(flags: StartFlags): Override[] {
  return SETTINGS.flatMap(([flag, setting]) => {
    const value = flags[flag]
    return value === undefined ? [] : [{ setting, value, from: `--${flag}` }]
  })
}
