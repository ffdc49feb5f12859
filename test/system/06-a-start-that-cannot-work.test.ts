/** Whoever starts it wrongly learns all that is wrong, where, and what to do; and nothing is left running. */
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import path from 'node:path'
import { findEmbedded } from '@proofgate/store'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { startCommand } from '../support/command-line.ts'
import { installationFolder, startProofgate } from '../support/proofgate.ts'

// Processes start and stop; many at once may share two cores.
vi.setConfig({ testTimeout: 90_000 })

const SOUND = {
  PROOFGATE_INTAKE_PORT: '0',
  PROOFGATE_REVIEW_PORT: '0',
  PROOFGATE_DELIVERY_SMARTHOST: 'smtp://127.0.0.1:9',
}

// One folder for all: PostgreSQL sets itself up once.
const folder = installationFolder()
afterEach(() => rm(path.join(folder, 'proofgate.yaml'), { force: true }))

/** What `proofgate start` says to a start that cannot work. */
async function started(env: Readonly<Record<string, string>>, ...flags: string[]): Promise<string> {
  const { code, err } = await startCommand(folder, ['start', ...flags], { env }).ended
  expect(await findEmbedded(path.join(folder, 'data/postgres'))).toBeNull()
  return `${code} ${err}`
}

const file = (name: string, content: string) => writeFile(path.join(folder, name), content)

describe('mistakes of the configuration are told all at once, exit 2', () => {
  test('in the file, each with line, column and remedy', async () => {
    await file(
      'proofgate.yaml',
      [
        'intake:',
        '  port: 99999',
        '  idel: 5m',
        '  size: 35',
        'delivery:',
        '  smarthost: http://mail.acme.example',
        'log: { level: loud }',
        '',
      ].join('\n'),
    )
    expect(await started({})).toBe(
      [
        '2 proofgate: 5 mistakes in the configuration',
        '  proofgate.yaml:2:9: intake.port is too large (it is 99999): give 65535 or less',
        '  proofgate.yaml:3:3: intake.idel is no setting: did you mean intake.idle?',
        '  proofgate.yaml:4:9: intake.size is a number without a unit (it is 35): write 35MB, or another of B, KB, MB, GB',
        '  proofgate.yaml:6:14: delivery.smarthost starts with http://: write it as smtp://… or smtps://…',
        '  proofgate.yaml:7:15: log.level is not one of the words allowed (it is "loud"): write debug or info or warn or error or silent',
        '',
      ].join('\n'),
    )
  })

  test('in variables and flags, named as they were given', async () => {
    const said = await started({ PROOFGATE_JUDGE_BUDGET: '8', PROOFGATE_INTAKE_PROT: '25' }, '--port', 'abc')
    expect(said).toMatch(/^2 proofgate: 4 mistakes in the configuration\n/)
    expect(said).toMatch(/^ {2}PROOFGATE_JUDGE_BUDGET: judge\.budget is a number without a unit .*: write 8s/m)
    expect(said).toMatch(/^ {2}PROOFGATE_INTAKE_PROT.*PROOFGATE_INTAKE_PORT/m)
    expect(said).toMatch(/^ {2}--port: intake\.port is not a number/m)
    expect(said).toMatch(/delivery\.smarthost is missing.*: give the mail server .*--smarthost smtp:/)
  })

  test.each([
    ['YAML that is none', { file: 'intake: [1\n' }, {}, /^2 .*\n {2}proofgate\.yaml:2:1: /],
    [
      'two servers on one port',
      {},
      { PROOFGATE_REVIEW_PORT: '2599', PROOFGATE_INTAKE_PORT: '2599' },
      /^2 .*\n.*review\.port is the port of intake\.port too, on one address: give another/,
    ],
    [
      'a console without the record of its relay',
      {},
      { PROOFGATE_SERVICES: 'review' },
      /^2 .*\n.*database\.url is missing, and relay runs elsewhere: .*DATABASE_URL/,
    ],
    ['no smarthost', {}, { PROOFGATE_DELIVERY_SMARTHOST: '' }, /^2 .*\n.*delivery\.smarthost is missing/],
    [
      'itself as smarthost',
      {},
      { PROOFGATE_INTAKE_PORT: '2599', PROOFGATE_DELIVERY_SMARTHOST: 'smtp://localhost:2599' },
      /^2 .*\n.*delivery\.smarthost is our own intake, mail would go round for ever: name the mail server/,
    ],
    [
      'a certificate without its key',
      {},
      { PROOFGATE_INTAKE_TLS_CERT: 'a.pem' },
      /^2 .*\n.*intake\.tls\.cert is given without intake\.tls\.key: give both/,
    ],
    [
      'a certificate that is not there',
      {},
      { PROOFGATE_INTAKE_TLS_CERT: 'a.pem', PROOFGATE_INTAKE_TLS_KEY: 'a.key' },
      /^2 proofgate: intake\.tls\.cert: a\.pem cannot be read .*ENOENT.*Check its path and rights/,
    ],
    [
      'a policy file that is not there',
      {},
      { PROOFGATE_POLICY_FILE: 'none.yaml' },
      /^2 .*1 mistake in the policy\n {2}none\.yaml:1:1: The policy file cannot be read: ENOENT.*Check its path/,
    ],
  ])('%s', async (_, given: { file?: string }, env, words) => {
    if (given.file !== undefined) await file('proofgate.yaml', given.file)
    const said = await started({ ...SOUND, ...env })
    expect(said).toMatch(words)
    expect(said).not.toMatch(/\.ts:\d/)
  })

  test('a configuration file that is named and not there', async () => {
    expect(await started(SOUND, '--config', 'none.yaml')).toMatch(
      /^2 proofgate: the configuration file none\.yaml cannot be read: ENOENT/,
    )
  })

  test('mistakes in the policy file, each with line, column and remedy', async () => {
    await file('policy.yaml', 'version: 1\nthreshold: { hold: 1 }\nchecks:\n  speling: off\n')
    expect(await started({ ...SOUND, PROOFGATE_POLICY_FILE: 'policy.yaml' })).toBe(
      [
        '2 proofgate: 2 mistakes in the policy',
        '  policy.yaml:2:1: There is no setting "threshold". Did you mean "thresholds"?',
        '  policy.yaml:4:3: There is no check "speling". Did you mean "spelling"?',
        '',
      ].join('\n'),
    )
  })
})

describe('what is in the way is named in one line, exit 3', () => {
  test.each([
    ['PROOFGATE_INTAKE_PORT', 'intake.port'],
    ['PROOFGATE_INTAKE_TLS_PORT', 'intake.tls_port'],
    ['PROOFGATE_REVIEW_PORT', 'review.port'],
  ])('a port that another program has: %s', async (variable, setting) => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const address = other.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const said = await started({ ...SOUND, [variable]: String(port) })
    other.close()
    expect(said).toBe(
      `3 proofgate: another program listens on 127.0.0.1:${port} already. Stop it, or give another port: ${setting}.\n`,
    )
  })

  test('a database that does not answer, without its password', async () => {
    const said = await started({ ...SOUND, DATABASE_URL: 'postgres://gate:top-secret@127.0.0.1:9/mail' })
    expect(said).toBe(
      '3 proofgate: the database mail on 127.0.0.1:9 as gate cannot be used: connect ECONNREFUSED 127.0.0.1:9. Look at database.url (DATABASE_URL), and whether PostgreSQL runs there.\n',
    )
  })

  test('a data folder that cannot be one', async () => {
    await file('no-folder', '')
    expect(await started(SOUND, '--data', 'no-folder')).toMatch(
      /^3 proofgate: the data folder no-folder cannot be used: EEXIST.*Make it a folder this user may write to.*--data/,
    )
  })

  // The system's recursive mkdir never ends there.
  test.skipIf(!existsSync('/proc/self'))('a data folder that nobody can make', async () => {
    const words = /^3 proofgate: the data folder \/proc\/x\/y cannot be used: ENOENT.*Make it a folder this user may/
    expect(await started({ ...SOUND, PROOFGATE_DATA: '/proc/x/y' })).toMatch(words)
    const { code, err } = await startCommand(folder, ['users', 'list'], { env: { PROOFGATE_DATA: '/proc/x/y' } }).ended
    expect(`${code} ${err}`).toMatch(words)
  })

  test('a data folder another Proofgate works on, which goes on working', async () => {
    const first = await startProofgate({ smarthost: 'smtp://127.0.0.1:9', folder })
    const { code, err } = await startCommand(folder, ['start'], { env: SOUND }).ended
    const answer = await first.api('/v1/holds')
    expect(await first.stop()).toBe(0)
    expect(`${code} ${err}`).toMatch(/^3 proofgate: Another Proofgate is running on the data folder .*Stop it first/)
    expect(answer.status).toBe(200)
  })
})
