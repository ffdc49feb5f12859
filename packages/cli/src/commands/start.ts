import { Command } from 'commander'
import type { Cli } from '../cli.ts'
import { configInputOf } from '../config-input.ts'
import { overridesOf, type StartFlags, withStartFlags } from '../start/flags.ts'

const EXAMPLES = `
Examples:
  proofgate start --smarthost smtp://user:password@smtp.acme.example:587
  proofgate start --config /etc/proofgate.yaml

Mail tools send through port 2525 then; the console is at http://127.0.0.1:8025.
Exit codes: 0 stopped by Ctrl-C or SIGTERM, 2 mistakes in the configuration, 3 it could not start.`

/** `proofgate start`: runs the services until it is stopped. */
export function startCommand(cli: Cli): Command {
  return withStartFlags(new Command('start'))
    .description('run the relay, the policy service and the review console')
    .addHelpText('after', EXAMPLES)
    .action((flags: StartFlags) => start(cli, flags))
}

async function start(cli: Cli, flags: StartFlags): Promise<void> {
  const { readyConfig } = await import('../start/ready.ts')
  const { config } = await readyConfig(configInputOf(cli, { file: flags.config, overrides: overridesOf(flags) }))
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
