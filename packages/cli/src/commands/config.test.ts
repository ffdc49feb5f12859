import { mkdtempSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { temporaryFolder } from '../../../../test/support/at-end.ts'
import { runHere } from '../testing.ts'

const folder = temporaryFolder('config')

let count = 0
/** A new folder with a proofgate.yaml of this text. */
function cwdWith(yaml: string, more: Record<string, string> = {}): string {
  const cwd = mkdtempSync(join(folder, `${count++}-`))
  for (const [name, content] of Object.entries({ 'proofgate.yaml': yaml, ...more }))
    writeFileSync(join(cwd, name), content)
  return cwd
}

const config = (args: readonly string[], cwd: string, env: Record<string, string> = {}) =>
  runHere(['config', ...args], { cwd, env })

const SMARTHOST = 'delivery: { smarthost: smtp://mail.example }'

test('check: a configuration that can start says so, exit 0', async () => {
  const { code, out, err } = await config(['check'], cwdWith(`log: { level: warn }\n${SMARTHOST}\n`))
  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(out).toMatch(/^no mistakes: proofgate\.yaml, 2 of \d+ settings given\n$/)
})

test('check: without any file the environment alone is looked at', async () => {
  const env = { PROOFGATE_DELIVERY_SMARTHOST: 'smtp://mail.example' }
  expect(await config(['check'], mkdtempSync(join(folder, 'none-')), env)).toMatchObject({
    code: 0,
    out: expect.stringContaining('no proofgate.yaml here'),
  })
})

test('check: what a start would miss is a mistake, exit 2, unless a flag gives it', async () => {
  const cwd = cwdWith('log: { level: warn }')
  expect(await config(['check'], cwd)).toMatchObject({
    code: 2,
    out: '',
    err: expect.stringContaining('delivery.smarthost is missing'),
  })
  expect(await config(['check', '--smarthost', 'smtp://mail.example'], cwd)).toMatchObject({ code: 0 })
})

test('check: all mistakes of file and environment at once, exit 2', async () => {
  const cwd = cwdWith('port: 2525\nintake:\n  idle: 5\n')
  const { code, out, err } = await config(['check'], cwd, { PROOFGATE_LOG_LEVEL: 'loud' })
  expect({ code, out }).toEqual({ code: 2, out: '' })
  expect(err.split('\n')).toEqual([
    'proofgate: 4 mistakes in the configuration',
    '  PROOFGATE_LOG_LEVEL: log.level is not one of the words allowed (it is "loud"): write debug or info or warn or error or silent',
    '  proofgate.yaml: delivery.smarthost is missing, so the relay does not know where to send mail on: give the mail server that sends your mail, --smarthost smtp://user:password@host:587',
    '  proofgate.yaml:1:1: port is no setting: did you mean intake.port?',
    '  proofgate.yaml:3:9: intake.idle is a number without a unit (it is 5): write 5s, or another of ms, s, m, h, d',
    '',
  ])
})

test('check: mistakes in the policy file and in the certificate count too, beside those of the configuration', async () => {
  const more = 'policy: { file: policy.yaml }\nintake: { tls: { cert: a.crt, key: a.key } }\n'
  const files = { 'policy.yaml': 'version: 1\nthreshold: {}\n', 'a.crt': 'nothing', 'a.key': 'nothing' }
  const policy = /^ {2}policy\.yaml:2:1: There is no setting "threshold"/m
  const certificate = /^intake\.tls\.cert: a\.crt is no certificate in PEM form/m
  const right = await config(['check'], cwdWith(`${SMARTHOST}\n${more}`, files))
  expect(right).toMatchObject({ code: 2, out: '', err: expect.stringMatching(policy) })
  expect(right.err).toMatch(certificate)
  const wrong = await config(['check'], cwdWith(`${SMARTHOST}\n${more}log: { level: loud }\n`, files))
  expect(wrong).toMatchObject({ code: 2, out: '', err: expect.stringMatching(policy) })
  expect(wrong.err).toMatch(certificate)
  expect(wrong.err).toMatch(/^ {2}proofgate\.yaml:4:15: log\.level/m)
})

test('check: of policy and certificate only what this process uses is looked at', async () => {
  const apart = cwdWith(`${SMARTHOST}\nservices: [policy]\nintake: { tls: { cert: a.crt, key: a.key } }\n`)
  expect((await config(['check'], apart)).code).toBe(0)
})

test('check and print: the file is named as argument or by --config, once', async () => {
  const cwd = cwdWith('', { 'other.yaml': `${SMARTHOST}\n` })
  for (const named of [['other.yaml'], ['--config', 'other.yaml']]) {
    expect(await config(['check', ...named], cwd)).toMatchObject({
      code: 0,
      out: expect.stringContaining('other.yaml'),
    })
    expect(await config(['print', ...named], cwd)).toMatchObject({
      out: expect.stringContaining('# other.yaml:1:24\n'),
    })
  }
  expect(await config(['check', 'other.yaml', '--config', 'other.yaml'], cwd)).toMatchObject({
    code: 2,
    err: expect.stringContaining('Name one.'),
  })
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
