import { type ChildProcess, type ChildProcessByStdio, spawn } from 'node:child_process'
import { on, once } from 'node:events'
import path from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { BIN, type Ran } from '../../packages/cli/src/testing.ts'
import { atEnd, temporaryFolder } from './at-end.ts'
import type { Proofgate } from './proofgate.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

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
  atEnd(() => void child.kill('SIGKILL'))
  child.stdin.on('error', () => {})
  child.stdin.end(given.input ?? '')
  return { child, ended: ranOf(child) }
}

/** A script of package.json, run by npm as people run it, in a process group of its own. */
export function startNpm(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): { readonly child: ChildProcess; readonly ended: Promise<Ran> } {
  const child = spawn('npm', args, {
    cwd: ROOT,
    env: { PATH: process.env.PATH, HOME: temporaryFolder('home'), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  atEnd(() => isAnyoneIn(child.pid) && process.kill(-(child.pid ?? 0), 'SIGKILL'))
  return { child, ended: ranOf(child) }
}

/** True while a process of the group lives. */
export function isAnyoneIn(group: number | undefined): boolean {
  if (group === undefined) return false
  try {
    return process.kill(-group, 0)
  } catch {
    return false
  }
}

/** Resolves when a process has written these words to its standard output; rejects when it ends before. */
export async function said({ stdout }: ChildProcess, words: string): Promise<void> {
  if (stdout === null) throw new Error('no output to read')
  let all = ''
  for await (const chunk of on(stdout, 'data', { close: ['end'] })) {
    all += String(chunk)
    if (all.includes(words)) return
  }
  throw new Error(`it never said ${words}: ${all}`)
}

async function ranOf(child: ChildProcessByStdio<Writable | null, Readable, Readable>): Promise<Ran> {
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  return { code, out, err }
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
