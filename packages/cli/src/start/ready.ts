/** Whether a start can work, as far as files tell: what `start` asks first and `config check` asks alone. */
import { type Config, ConfigError, type ConfigInput, type Effective, readConfig } from '@proofgate/config'
import { CliError, EXIT } from '../cli.ts'
import { startFailureOf } from './failure.ts'

/**
 * The configuration of a process that can start: it is right and says all a start needs, and so are the policy file
 * and the certificate that it names.
 * @throws CliError with the mistakes of all three
 */
export async function readyConfig(
  input: ConfigInput,
): Promise<{ readonly config: Config; readonly settings: readonly Effective[] }> {
  const read = tried(() => readConfig({ ...input, forStart: true }))
  const sound = read.error === null ? read.value.config : read.error.sound
  const elsewhere = sound === null ? [] : [await policyTrouble(sound), await certificateTrouble(sound)]
  const failures = [read.error, ...elsewhere].filter((failure) => failure !== null)
  if (read.error === null && failures.length === 0) return read.value
  throw new CliError(failures.map(({ message }) => message).join('\n'), EXIT.misconfigured, { cause: failures[0] })
}

type Tried<T> = { readonly value: T; readonly error: null } | { readonly error: ConfigError }

function tried<T>(read: () => T): Tried<T> {
  try {
    return { value: read(), error: null }
  } catch (error) {
    if (error instanceof ConfigError) return { error }
    throw error
  }
}

async function policyTrouble(config: Config): Promise<Error | null> {
  if (!config.services.includes('policy')) return null
  const { loadPolicy } = await import('@proofgate/policy')
  return troubleOf(config, () => loadPolicy(config.policy.file))
}

async function certificateTrouble(config: Config): Promise<Error | null> {
  const { cert, key } = config.intake.tls
  if (!config.services.includes('relay') || cert === null || key === null) return null
  const { configuredCertificate } = await import('@proofgate/relay')
  return troubleOf(config, () => configuredCertificate(cert, key))
}

/** Why it fails, in words for a person; `null` when it does not. */
async function troubleOf(config: Config, attempt: () => unknown): Promise<Error | null> {
  try {
    await attempt()
    return null
  } catch (error) {
    const failure = startFailureOf(error, config)
    if (failure instanceof CliError) return failure
    throw error
  }
}
