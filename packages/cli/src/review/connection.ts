import { readFileSync } from 'node:fs'
import path from 'node:path'
import { type Config, configOf } from '@proofgate/config'
import type { Command } from 'commander'
import { type Cli, CliError, EXIT } from '../cli.ts'
import { configInputOf } from '../config-input.ts'

/** Where the review service is, and what it is shown. */
export type Connection = {
  /** Without a slash at the end. */
  readonly url: string
  readonly token: string
  /** Where the token comes from, for messages. */
  readonly tokenFrom: string
}

export type ConnectionFlags = {
  readonly url?: string
  readonly token?: string
  readonly config?: string
  readonly data?: string
}

/** Exit codes of commands that ask the review service, for their help. */
export const EXIT_CODES = `Exit codes: 0 done, 2 mistakes in the configuration or in how the command was typed, 3 nothing of that id or decided
already, 4 the review service cannot be reached or does not let this token in.`

/** Adds the flags that say where the review service is. */
export function withConnection(command: Command): Command {
  return command
    .option('--url <url>', 'review service; by default that of this installation (PROOFGATE_REVIEW_URL)')
    .option('--token <token>', 'API token; better PROOFGATE_TOKEN, which other users of this machine do not see')
    .option('-c, --config <file>', 'configuration file')
    .option('--data <folder>', 'folder of this installation, where the first start put its token')
}

/**
 * The connection by flags, else by environment and configuration, else to the installation in the data folder.
 * @throws CliError when no address or no token is known
 */
export function connectionOf(cli: Cli, flags: ConnectionFlags): Connection {
  const overrides = flags.data === undefined ? [] : [{ setting: 'data', value: flags.data, from: '--data' }]
  const config = configOf(configInputOf(cli, { file: flags.config, overrides }))
  return { url: addressOf(flags.url ?? config.review.url, config), ...tokenOf(cli, flags, config) }
}

function addressOf(given: string | null, { review }: Config): string {
  if (given !== null) {
    if (/^https?:\/\//.test(given) && URL.canParse(given)) return given.replace(/\/+$/, '')
    throw new CliError(`--url ${given} is no address: write it as http://host:port`, EXIT.misconfigured)
  }
  const isEverywhere = review.host === '0.0.0.0' || review.host === '::'
  const host = isEverywhere ? '127.0.0.1' : review.host.includes(':') ? `[${review.host}]` : review.host
  return `http://${host}:${review.port}`
}

function tokenOf(cli: Cli, flags: ConnectionFlags, config: Config): Omit<Connection, 'url'> {
  if (flags.token !== undefined) return { token: flags.token.trim(), tokenFrom: '--token' }
  if (cli.env.PROOFGATE_TOKEN) return { token: cli.env.PROOFGATE_TOKEN.trim(), tokenFrom: 'PROOFGATE_TOKEN' }
  const named = cli.env.PROOFGATE_TOKEN_FILE
  // The demo keeps its data in a folder of its own beside the real ones.
  const files = named
    ? [named]
    : [config.data, path.join(config.data, 'demo')].map((folder) => path.join(folder, 'admin-token'))
  for (const file of files) {
    const token = contentOf(file)
    if (token !== null) return { token, tokenFrom: file }
  }
  throw new CliError(
    `no API token: ${files.join(' and ')} cannot be read. Start Proofgate here first, or give --token, PROOFGATE_TOKEN or --data`,
    EXIT.unreachable,
  )
}

function contentOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    return null
  }
}
