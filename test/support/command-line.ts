import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { BIN, type Ran } from '../../packages/cli/src/testing.ts'
import type { Proofgate } from './proofgate.ts'

/** Longer than any command may take; one that hangs is killed and its test fails. */
const PATIENCE_MS = 60_000

/** A `proofgate` command as a process of its own, in a folder and with a nearly empty environment. */
export function startCommand(
  folder: string,
  args: readonly string[],
  given: { readonly env?: Readonly<Record<string, string>>; readonly input?: string } = {},
): { readonly child: ChildProcess; readonly ended: Promise<Ran> } {
  const child = spawn(process.execPath, [BIN, ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH, ...given.env },
    timeout: PATIENCE_MS,
  })
  child.stdin.on('error', () => {})
  child.stdin.end(given.input ?? '')
  const ended = Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]).then(
    ([out, err, [code]]) => ({ code, out, err }),
  )
  return { child, ended }
}

/** Runs a command beside a running installation, on its data. */
export function runBeside({ folder }: Pick<Proofgate, 'folder'>, args: readonly string[], input = ''): Promise<Ran> {
  return startCommand(folder, args, { env: { PROOFGATE_DATA: path.join(folder, 'data') }, input }).ended
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
