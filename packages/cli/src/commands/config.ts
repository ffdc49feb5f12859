import { type Config, ConfigError, type Effective, lineOf, maskedOf, readConfig } from '@proofgate/config'
import { Command, Option } from 'commander'
import { Document } from 'yaml'
import { type Cli, EXIT, paintFor } from '../cli.ts'
import { configInputOf, DEFAULT_FILE } from '../config-input.ts'

const EXAMPLES = `
Examples:
  proofgate config check                  is proofgate.yaml right, with this environment?
  proofgate config check /etc/proofgate.yaml
  proofgate config print                  every value in force, and where it comes from
  proofgate config print --format json

Exit codes: 0 all is well, 2 mistakes.`

/** `proofgate config check|print`: looks at the configuration without starting anything. */
export function configCommand(cli: Cli): Command {
  const config = new Command('config')
    .description('check the configuration, or print what is in force')
    .addHelpText('after', EXAMPLES)
  config
    .command('check')
    .description('list every mistake in the configuration and the policy file')
    .argument('[file]', 'configuration file', undefined)
    .action((file: string | undefined) => checkConfig(cli, file))
  config
    .command('print')
    .description('print every setting in force, secrets masked')
    .argument('[file]', 'configuration file', undefined)
    .addOption(new Option('--format <format>', 'how').choices(['yaml', 'json']).default('yaml'))
    .action((file: string | undefined, { format }: { format: 'yaml' | 'json' }) => printConfig(cli, file, format))
  return config
}

async function checkConfig(cli: Cli, file: string | undefined): Promise<void> {
  cli.quitWhenUnread()
  const input = configInputOf(cli, { file })
  const { config, settings } = readConfig(input)
  const policyMistakes = await mistakesOfPolicy(config)
  for (const line of policyMistakes) cli.err.write(`${line}\n`)
  if (policyMistakes.length > 0) return cli.finish(EXIT.misconfigured)

  const given = settings.filter(({ from }) => from !== 'default').length
  const paint = paintFor(cli.out)
  const from = input.file == null ? `no ${DEFAULT_FILE} here, the environment` : input.file.path
  cli.out.write(`${paint('green', 'no mistakes')}: ${from}, ${given} of ${settings.length} settings given\n`)
  for (const line of missingForStart(input)) cli.out.write(`${paint('yellow', 'to start')}: ${line}\n`)
}

/** What only `proofgate start` asks for: a mistake there, a remark here. */
function missingForStart(input: Parameters<typeof readConfig>[0]): string[] {
  try {
    readConfig({ ...input, forStart: true })
    return []
  } catch (error) {
    if (error instanceof ConfigError) return error.mistakes.map(lineOf)
    throw error
  }
}

async function mistakesOfPolicy({ policy }: Config): Promise<string[]> {
  const [{ PolicyError }, { loadPolicy }] = await Promise.all([
    import('@proofgate/checks'),
    import('@proofgate/policy'),
  ])
  try {
    loadPolicy(policy.file)
    return []
  } catch (error) {
    if (error instanceof PolicyError) return error.message.split('\n')
    throw error
  }
}

function printConfig(cli: Cli, file: string | undefined, format: 'yaml' | 'json'): void {
  cli.quitWhenUnread()
  const { settings } = readConfig(configInputOf(cli, { file }))
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
