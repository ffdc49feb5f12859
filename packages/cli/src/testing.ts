/** For tests: runs the command line as a real process. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

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
