import { readFileSync } from 'node:fs'
import { DEFAULT_POLICY, type Policy, PolicyError, policyOf } from '@proofgate/checks'

/** A policy and the text it was read from. */
export type LoadedPolicy = { readonly policy: Policy; readonly yaml: string }

const BUILT_IN = 'version: 1\n'

/**
 * The policy of a file, or the built-in one for `null`.
 * @throws PolicyError with all mistakes; also for a file that cannot be read
 */
export function loadPolicy(file: string | null): LoadedPolicy {
  if (file === null) return { policy: DEFAULT_POLICY, yaml: BUILT_IN }
  const yaml = textOf(file)
  return { policy: policyOf(yaml, file), yaml }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new PolicyError([
      {
        file,
        line: 1,
        column: 1,
        message: `The policy file cannot be read: ${why}.`,
        remedy: 'Check its path and rights.',
      },
    ])
  }
}
