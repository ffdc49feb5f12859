import path from 'node:path'
import { type Ran, runCli } from '../../packages/cli/src/testing.ts'
import type { Proofgate } from './proofgate.ts'

/** Runs a `proofgate` command beside a running installation, on its data, as a process of its own. */
export function runBeside(proofgate: Pick<Proofgate, 'folder'>, args: readonly string[], input = ''): Promise<Ran> {
  const { folder } = proofgate
  return runCli(args, { cwd: folder, env: { PROOFGATE_DATA: path.join(folder, 'data') }, input })
}

/** Adds a login that may send as `senders`. */
export async function addLogin(
  proofgate: Pick<Proofgate, 'folder'>,
  login: string,
  password: string,
  ...senders: readonly string[]
): Promise<void> {
  const flags = senders.flatMap((sender) => ['--sender', sender])
  const ran = await runBeside(proofgate, ['users', 'add', login, ...flags], password)
  if (ran.code !== 0) throw new Error(`users add ended with ${ran.code}: ${ran.err}`)
}
