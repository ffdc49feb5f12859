import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { parse } from 'yaml'
import { runCli } from '../testing.ts'

const folder = mkdtempSync(join(tmpdir(), 'proofgate-config-'))
afterAll(() => rmSync(folder, { recursive: true }))

let count = 0
/** A new folder with a proofgate.yaml of this text. */
function cwdWith(yaml: string, more: Record<string, string> = {}): string {
  const cwd = mkdtempSync(join(folder, `${count++}-`))
  for (const [name, content] of Object.entries({ 'proofgate.yaml': yaml, ...more }))
    writeFileSync(join(cwd, name), content)
  return cwd
}

const config = (args: readonly string[], cwd: string, env: Record<string, string> = {}) =>
  runCli(['config', ...args], { cwd, env })

test('check: a right configuration says so, and what a start would still need', async () => {
  const { code, out } = await config(['check'], cwdWith('log: { level: warn }'))
  expect(code).toBe(0)
  expect(out).toMatch(
    /^no mistakes: proofgate\.yaml, 1 of \d+ settings given\nto start: .*delivery\.smarthost is missing/,
  )
})

test('check: without any file the environment alone is looked at', async () => {
  expect(await config(['check'], mkdtempSync(join(folder, 'none-')))).toMatchObject({
    code: 0,
    out: expect.stringContaining('no proofgate.yaml here'),
  })
})

test('check: all mistakes of file and environment at once, exit 2', async () => {
  const cwd = cwdWith('port: 2525\nintake:\n  idle: 5\n')
  const { code, out, err } = await config(['check'], cwd, { PROOFGATE_LOG_LEVEL: 'loud' })
  expect({ code, out }).toEqual({ code: 2, out: '' })
  expect(err.split('\n')).toEqual([
    'proofgate: 3 mistakes in the configuration',
    '  PROOFGATE_LOG_LEVEL: log.level is not one of the words allowed (it is "loud"): write debug or info or warn or error or silent',
    '  proofgate.yaml:1:1: port is no setting: did you mean intake.port?',
    '  proofgate.yaml:3:9: intake.idle is a number without a unit (it is 5): write 5s, or another of ms, s, m, h, d',
    '',
  ])
})

test('check: mistakes in the policy file count too', async () => {
  const cwd = cwdWith('policy: { file: policy.yaml }', { 'policy.yaml': 'version: 1\nthreshold: {}\n' })
  expect(await config(['check'], cwd)).toMatchObject({ code: 2, err: expect.stringMatching(/^policy\.yaml:2:1: /) })
})

test('check: a named file must be there, proofgate.yaml need not', async () => {
  const missing = { code: 2, err: expect.stringContaining('none.yaml cannot be read') }
  expect(await config(['check', 'none.yaml'], folder)).toMatchObject(missing)
  expect(await config(['check'], folder, { PROOFGATE_CONFIG: 'none.yaml' })).toMatchObject(missing)
})

test('print: a file that says the same, each value with its place, secrets masked', async () => {
  const cwd = cwdWith('delivery:\n  smarthost: smtp://me:hunter2@mail.example\n')
  const { code, out } = await config(['print'], cwd, { PROOFGATE_JUDGE_TOKEN: 'hunter2', PROOFGATE_INTAKE_PORT: '25' })
  expect(code).toBe(0)
  expect(out).not.toContain('hunter2')
  expect(out).toContain('  smarthost: smtp://me:********@mail.example # proofgate.yaml:2:14\n')
  expect(out).toContain('  port: 25 # PROOFGATE_INTAKE_PORT\n')
  expect(out).toContain('  idle: 5m # default\n')
  expect(parse(out)).toMatchObject({
    judge: { token: '********' },
    intake: { port: 25 },
    delivery: { retry: expect.any(Array) },
  })
})

test('print --format json: a list of settings', async () => {
  const { out } = await config(['print', '--format', 'json'], cwdWith('log: { level: warn }'))
  expect(JSON.parse(out)).toEqual(
    expect.arrayContaining([{ setting: 'log.level', value: 'warn', from: 'file', where: 'proofgate.yaml:1:15' }]),
  )
})

test('print: mistakes are told instead, exit 2', async () => {
  expect(await config(['print'], cwdWith('x: 1'))).toMatchObject({
    code: 2,
    out: '',
    err: expect.stringContaining('x is no setting'),
  })
})
