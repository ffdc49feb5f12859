/** Mail programs of this machine, run as people run them. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { text } from 'node:stream/consumers'

/** What a program needs to be there for: a command line that ends with 0 when it is. */
export const isInstalled = (command: string, ...args: readonly string[]): boolean =>
  spawnSync(command, args, { stdio: 'ignore', env: surroundings() }).status === 0

/** Runs a program to its end. A relay's refusal is an exit code and words, no error. */
export async function runProgram(
  command: string,
  args: readonly string[],
  input: string | Buffer = '',
): Promise<{ readonly code: number | null; readonly output: string }> {
  const child = spawn(command, args, { env: surroundings() })
  child.stdin.on('error', () => {})
  child.stdin.end(input)
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  return { code, output: `${out}${err}` }
}

/** Nobody's configuration: a home without files. */
const surroundings = () => ({ PATH: process.env.PATH, HOME: tmpdir(), LC_ALL: 'C.UTF-8' })
