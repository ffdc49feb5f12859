import { readFileSync } from 'node:fs'
import type { ConfigInput, Override } from '@proofgate/config'
import { type Cli, CliError, EXIT } from './cli.ts'

/** The configuration file that is read when nobody names one. */
export const DEFAULT_FILE = 'proofgate.yaml'

/**
 * What the configuration is read from: the named file, else that of PROOFGATE_CONFIG, else proofgate.yaml where there
 * is one; the environment; and the flags given.
 * @throws CliError when a file that was named cannot be read
 */
export function configInputOf(
  { env, hostname }: Cli,
  { file: named, overrides = [] }: { readonly file?: string | undefined; readonly overrides?: readonly Override[] },
): ConfigInput {
  const path = named ?? (env.PROOFGATE_CONFIG || undefined)
  const text = textOf(path ?? DEFAULT_FILE, path === undefined)
  const file = text === null ? null : { path: path ?? DEFAULT_FILE, text }
  return { file, env, overrides, hostname, readFile: (name) => readFileSync(name, 'utf8') }
}

function textOf(path: string, mayMiss: boolean): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (mayMiss && error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    const why = error instanceof Error ? error.message : String(error)
    throw new CliError(`the configuration file ${path} cannot be read: ${why}`, EXIT.misconfigured, { cause: error })
  }
}
