import { configOf, type Override } from '@proofgate/config'
import { Command } from 'commander'
import type { Cli } from '../cli.ts'
import { configInputOf } from '../config-input.ts'

const EXAMPLES = `
Examples:
  proofgate start --smarthost smtp://user:password@smtp.acme.example:587
  proofgate start --config /etc/proofgate.yaml

Mail tools send through port 2525 then; the console is at http://127.0.0.1:8025.
Exit codes: 0 stopped by Ctrl-C or SIGTERM, 2 mistakes in the configuration, 3 it could not start.`

type Flags = { readonly config?: string; readonly smarthost?: string; readonly data?: string; readonly port?: string }

/** `proofgate start`: runs the services until it is stopped. */
export function startCommand(cli: Cli): Command {
  return new Command('start')
    .description('run the relay, the policy service and the review console')
    .option('-c, --config <file>', 'configuration file')
    .option('--smarthost <url>', 'mail server to send through: smtp://user:password@host:587')
    .option('--data <folder>', 'folder for the built-in database, certificates and tokens')
    .option('--port <port>', 'submission port')
    .addHelpText('after', EXAMPLES)
    .action((flags: Flags) => start(cli, flags))
}

async function start(cli: Cli, flags: Flags): Promise<void> {
  const input = configInputOf(cli, { file: flags.config, overrides: overridesOf(flags) })
  const config = configOf({ ...input, forStart: true })
  const { listenForStop, untilStopped } = await import('../start/until-stopped.ts')
  const wish = listenForStop()
  const [{ createLog }, { startInstallation }] = await Promise.all([
    import('@proofgate/telemetry'),
    import('../start/installation.ts'),
  ])
  const log = createLog({ ...config.log, destination: cli.out, colour: cli.out.isTTY === true })
  const installation = await startInstallation(config, log)
  await untilStopped(installation, wish, log)
}

/** Flags of the command line as settings; those left out change nothing. */
export function overridesOf(flags: Flags): Override[] {
  const named: readonly (readonly [keyof Flags, string])[] = [
    ['smarthost', 'delivery.smarthost'],
    ['data', 'data'],
    ['port', 'intake.port'],
  ]
  return named.flatMap(([flag, setting]) => {
    const value = flags[flag]
    return value === undefined ? [] : [{ setting, value, from: `--${flag}` }]
  })
}
