/** For tests: runs the command line, as a process of its own or within the test's. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import process from 'node:process'
import { PassThrough, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { run } from './program.ts'

/** The script that `proofgate` links to. */
export const BIN = fileURLToPath(new URL('../bin/proofgate.js', import.meta.url))

/** How a run ended and what it printed. */
export type Ran = { readonly code: number | null; readonly out: string; readonly err: string }

/** Runs `proofgate` to its end, in a folder and with a nearly empty environment. */
export async function runCli(
  args: readonly string[],
  given: {
    readonly cwd?: string
    readonly env?: Record<string, string>
    readonly input?: string | Buffer
    readonly node?: string
  } = {},
): Promise<Ran> {
  const child = spawn(given.node ?? process.execPath, [BIN, ...args], {
    ...(given.cwd === undefined ? {} : { cwd: given.cwd }),
    env: { PATH: process.env.PATH ?? '', ...given.env },
  })
  child.stdin.on('error', () => {})
  child.stdin.end(given.input ?? '')
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  return { code, out, err }
}

// What runs here writes into a pipe, whatever the test runner's own output goes to.
delete process.env.FORCE_COLOR

/**
 * Runs a command line to its end within this process, which spares each the start of a Node. What belongs to the process
 * (colours, signals, a closed pipe, the exit code) is for `runCli`. One at a time: the working folder is the process's.
 */
export async function runHere(
  args: readonly string[],
  given: { readonly cwd?: string; readonly env?: Record<string, string>; readonly input?: string | Buffer } = {},
): Promise<Ran> {
  const [out, err] = [new PassThrough(), new PassThrough()]
  const before = process.cwd()
  process.chdir(given.cwd ?? before)
  try {
    const stdin = Readable.from(given.input === undefined ? [] : [Buffer.from(given.input)], { objectMode: false })
    const surroundings = { out, err, stdin, env: given.env ?? {}, hostname: 'box.example', quitWhenUnread: () => {} }
    const code = await run(args, surroundings)
    return { code, out: await text(out.end()), err: await text(err.end()) }
  } finally {
    process.chdir(before)
  }
}
