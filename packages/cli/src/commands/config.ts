import { type Effective, maskedOf, readConfig } from '@proofgate/config'
import { Command, Option } from 'commander'
import { Document } from 'yaml'
import { type Cli, CliError, EXIT, paintFor } from '../cli.ts'
import { configInputOf, DEFAULT_FILE } from '../config-input.ts'
import { overridesOf, type StartFlags, withStartFlags } from '../start/flags.ts'

const EXAMPLES = `
Examples:
  proofgate config check                  could it start, with proofgate.yaml and this environment?
  proofgate config check /etc/proofgate.yaml
  proofgate config check --smarthost smtp://smtp.acme.example
  proofgate config print                  every value in force, and where it comes from
  proofgate config print --format json

\`check\` looks into the policy file and the certificate, too. It asks no other machine.
Exit codes: 0 all is well, 2 mistakes.`

type Flags = StartFlags & { readonly format: 'yaml' | 'json' }

/** `proofgate config check|print`: looks at the configuration without starting anything. */
export function configCommand(cli: Cli): Command {
  const config = new Command('config')
    .description('check the configuration, or print what is in force')
    .addHelpText('after', EXAMPLES)
  withStartFlags(config.command('check'))
    .description('list every mistake that would keep `proofgate start` from starting')
    .argument('[file]', 'configuration file', undefined)
    .action((file: string | undefined, flags: StartFlags) => checkConfig(cli, file, flags))
  withStartFlags(config.command('print'))
    .description('print every setting in force, secrets masked')
    .argument('[file]', 'configuration file', undefined)
    .addOption(new Option('--format <format>', 'how').choices(['yaml', 'json']).default('yaml'))
    .action((file: string | undefined, flags: Flags) => printConfig(cli, file, flags))
  return config
}

function inputOf(cli: Cli, file: string | undefined, flags: StartFlags): ReturnType<typeof configInputOf> {
  if (file !== undefined && flags.config !== undefined)
    throw new CliError(`two configuration files: ${file} and --config ${flags.config}. Name one.`, EXIT.misconfigured)
  return configInputOf(cli, { file: file ?? flags.config, overrides: overridesOf(flags) })
}

async function checkConfig(cli: Cli, file: string | undefined, flags: StartFlags): Promise<void> {
  cli.quitWhenUnread()
  const input = inputOf(cli, file, flags)
  const { readyConfig } = await import('../start/ready.ts')
  const { settings } = await readyConfig(input)
  const given = settings.filter(({ from }) => from !== 'default').length
  const from = input.file == null ? `no ${DEFAULT_FILE} here, the environment` : input.file.path
  cli.out.write(
    `${paintFor(cli.out)('green', 'no mistakes')}: ${from}, ${given} of ${settings.length} settings given\n`,
  )
}

function printConfig(cli: Cli, file: string | undefined, { format, ...flags }: Flags): void {
  cli.quitWhenUnread()
  const { settings } = readConfig(inputOf(cli, file, flags))
  cli.out.write(format === 'json' ? inJson(settings) : inYaml(settings))
}

function inJson(settings: readonly Effective[]): string {
  const rows = settings.map(({ setting, value, from, where }) => ({
    setting: setting.name,
    value: maskedOf(setting, value),
    from,
    where,
  }))
  return `${JSON.stringify(rows, null, 2)}\n`
}

/** A file that says the same, each value with a remark on where it comes from. */
function inYaml(settings: readonly Effective[]): string {
  const document = new Document({})
  for (const { setting, value, where } of settings) {
    const node = document.createNode(maskedOf(setting, value), { flow: true })
    node.comment = ` ${where}`
    document.setIn(setting.path, node)
  }
  return document.toString({ lineWidth: 0, flowCollectionPadding: false })
}
