import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { constants } from 'node:os'
import { delimiter, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import manifest from '../package.json' with { type: 'json' }
import { BIN, runCli } from './testing.ts'

test('--version and --help end well', async () => {
  expect(await runCli(['--version'])).toEqual({ code: 0, out: `${manifest.version}\n`, err: '' })
  const help = await runCli(['--help'])
  expect(help).toMatchObject({ code: 0, err: '' })
  expect(help.out).toContain('Examples:')
  expect((await runCli(['check', '--help'])).out).toContain('Exit codes:')
})

test('an unknown command is a mistake of typing, and the near one is named', async () => {
  expect(await runCli(['chek'])).toEqual({
    code: 2,
    out: '',
    err: "proofgate: unknown command 'chek'\n(Did you mean check?)\n",
  })
  expect(await runCli(['config', 'print', '--format', 'xml'])).toMatchObject({ code: 2 })
})

test('output that nobody reads ends the process quietly', async () => {
  const child = spawn(process.execPath, [BIN, 'config', 'print'], { stdio: ['ignore', 'pipe', 'pipe'] })
  child.stdout.destroy()
  let err = ''
  child.stderr.on('data', (chunk) => {
    err += chunk
  })
  const code = await new Promise((resolve) => child.once('close', resolve))
  expect({ code, err }).toEqual({ code: 141, err: '' })
})

/** A Node on this machine that is too old for the program, where there is one. */
const oldNode = (process.env.PATH ?? '')
  .split(delimiter)
  .map((folder) => join(folder, 'node'))
  .find((node) => existsSync(node) && /^v(18|20|22)\./.test(spawnSync(node, ['--version']).stdout.toString()))

describe.skipIf(oldNode === undefined)('started by an old Node (skipped where none is installed)', () => {
  const node = oldNode ?? ''

  test('the program runs with its own Node: same output, same exit code', async () => {
    expect(await runCli(['--version'], { node })).toEqual({ code: 0, out: `${manifest.version}\n`, err: '' })
    expect(await runCli(['check', '--explain', 'nothing'], { node })).toMatchObject({ code: 4 })
    expect(await runCli(['check', '-'], { node, input: 'From: a@b.example\r\n\r\nDear [NAME],\r\n' })).toMatchObject({
      code: 2,
    })
  })

  /** A program that waits for more standard input: what was written has been read, more than a pipe holds. */
  async function waiting() {
    const child = spawn(node, [BIN, 'check', '-'], { stdio: ['pipe', 'pipe', 'inherit'] })
    child.stdin.on('error', () => {})
    await new Promise<void>((read) => child.stdin.write(Buffer.alloc(1024 ** 2, 'x'), () => read()))
    return child
  }

  test('a signal to it reaches the program, and the exit code tells of it', async () => {
    const child = await waiting()
    child.kill('SIGTERM')
    const [code] = await once(child, 'close')
    expect(code).toBe(128 + constants.signals.SIGTERM)
  })

  test('the program does not outlive it, even when it is killed', async () => {
    const child = await waiting()
    child.kill('SIGKILL')
    // The program holds the other end of this pipe until it ends.
    await once(child.stdout.resume(), 'close')
    expect(child.signalCode).toBe('SIGKILL')
  })
})
