/** It starts and stops like any good service: nothing is lost, nothing is left running. */
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { findEmbedded } from '@proofgate/store'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { type Smarthost, startSmarthost } from '../smarthost.ts'
import { isAnyoneIn, runBeside, said, startCommand, startNpm } from '../support/command-line.ts'
import { installationFolder, type Proofgate, startProofgate } from '../support/proofgate.ts'
import { heldReply } from '../support/replies.ts'
import { openTalk, sendMail } from '../support/smtp-talk.ts'

// Processes start and stop; many at once may share two cores.
vi.setConfig({ testTimeout: 90_000 })

// One folder for all that need no new one: PostgreSQL sets itself up once.
const used = installationFolder()
let smarthost: Smarthost

beforeAll(async () => {
  smarthost = await startSmarthost()
})
afterAll(() => smarthost.close())
afterEach(() => running?.kill())

let running: Proofgate | null = null
const start = async (folder = used) => {
  running = await startProofgate({ smarthost: smarthost.url, folder })
  return running
}
const postgres = (folder = used) => findEmbedded(path.join(folder, 'data/postgres'))
const idOf = (text: string) => /[0-9a-z]{26}/.exec(text)?.[0] ?? ''

/** Sends a signal and gives the exit code. */
async function ended({ process }: Pick<Proofgate, 'process'>, signal: NodeJS.Signals): Promise<number | null> {
  const exit = once(process, 'exit')
  process.kill(signal)
  const [code] = await exit
  return code
}

describe('a signal', () => {
  test('SIGTERM and SIGINT end it with 0, PostgreSQL with it, and the next start finds all that was', async () => {
    const first = await start()
    const id = idOf((await sendMail(first.port, heldReply())).text)
    expect(await ended(first, 'SIGTERM')).toBe(0)
    expect(await postgres()).toBeNull()
    const second = await start()
    expect(second.token).toBe(first.token)
    expect((await second.api(`/v1/holds/${id}`)).body).toMatchObject({ state: 'held', reason: 'verdict' })
    expect(await ended(second, 'SIGINT')).toBe(0)
    expect(await postgres()).toBeNull()
    expect(second.log.map(({ event }) => event)).toEqual(
      expect.arrayContaining(['service.stopping', 'service.stopped']),
    )
  })

  test('during the start is obeyed once it has started: nothing is left running', async () => {
    const folder = installationFolder()
    const env = {
      PROOFGATE_INTAKE_PORT: '0',
      PROOFGATE_REVIEW_PORT: '0',
      PROOFGATE_DELIVERY_SMARTHOST: smarthost.url,
      PROOFGATE_LOG_FORMAT: 'json',
    }
    const { child, ended } = startCommand(folder, ['start'], { env })
    // The first line is the policy's; PostgreSQL sets itself up then.
    if (child.stdout !== null) await once(child.stdout, 'data')
    child.kill('SIGTERM')
    const { code, out, err } = await ended
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toContain('"service.stopped"')
    expect(await postgres(folder)).toBeNull()
  })

  test('waits for a message that is coming in; a second one does not', async () => {
    const gate = await start()
    const talk = await openTalk(gate.port)
    await talk.reply()
    for (const line of ['EHLO desk', 'MAIL FROM:<anna@acme.example>', 'RCPT TO:<kim@customer.example>', 'DATA'])
      await talk.ask(line)
    talk.write('From: anna@acme.example\r\n')
    const exit = once(gate.process, 'exit')
    gate.process.kill('SIGINT')
    await logged(gate, 'service.stopping')
    // Within a second it would be the same press of Ctrl-C, handed on by npm.
    await new Promise((resolve) => setTimeout(resolve, 1_200))
    gate.process.kill('SIGINT')
    expect((await exit)[0]).toBe(130)
    talk.close()
    // As after a crash: PostgreSQL goes on, and the next start takes it over.
    expect(await postgres()).not.toBeNull()
    const next = await start()
    expect(await next.stop()).toBe(0)
    expect(await postgres()).toBeNull()
  })
})

test('SIGHUP reads the policy file again; one with mistakes changes nothing, and they are logged', async () => {
  const policy = (text: string) => writeFile(path.join(used, 'policy.yaml'), `version: 1\n${text}`)
  running = await startProofgate({ smarthost: smarthost.url, folder: used, policy: 'version: 1\n' })
  const answer = async () => (await sendMail(running?.port ?? 0, heldReply())).text
  expect(await answer()).toContain('held for review')
  await policy('checks: { missing-attachment: off }\n')
  running.process.kill('SIGHUP')
  await logged(running, 'policy.loaded', 2)
  expect(await answer()).toContain('queued as')
  await policy('checks: { misssing-attachment: off }\n')
  running.process.kill('SIGHUP')
  const notices = running.log.filter(({ event }) => event === 'notice').length
  await logged(running, 'notice', notices + 1)
  expect(JSON.stringify(running.log.findLast(({ event }) => event === 'notice'))).toMatch(
    /policy\.yaml:2:11: There is no check \\"misssing-attachment/,
  )
  expect(await answer()).toContain('queued as')
})

/** Resolves when the log has an event so many times. */
async function logged(gate: Proofgate, event: string, times = 1): Promise<void> {
  while (gate.log.filter((entry) => entry.event === event).length < times) {
    if (gate.process.stdout === null) throw new Error('no log to read')
    await once(gate.process.stdout, 'data')
  }
}

describe('npm start', () => {
  test.each([
    ['SIGTERM to npm', (pid: number) => process.kill(pid, 'SIGTERM')],
    // A terminal sends it to npm and to the program, and npm hands it on: one press, two signals.
    ['Ctrl-C', (pid: number) => process.kill(-pid, 'SIGINT')],
  ])('%s reaches the program: all ends, PostgreSQL too, and npm as last', async (_, stop) => {
    const folder = installationFolder()
    const { child, ended } = startNpm(['start', '--silent'], {
      PROOFGATE_DATA: path.join(folder, 'data'),
      PROOFGATE_INTAKE_PORT: '0',
      PROOFGATE_REVIEW_PORT: '0',
      PROOFGATE_DELIVERY_SMARTHOST: smarthost.url,
      PROOFGATE_LOG_FORMAT: 'json',
    })
    await said(child, '"at":"smtp://')
    expect(await postgres(folder)).not.toBeNull()
    stop(child.pid ?? 0)
    const { out, err } = await ended
    expect(err).toBe('')
    expect(out).toContain('"service.stopped"')
    expect(await postgres(folder)).toBeNull()
    expect(isAnyoneIn(child.pid)).toBe(false)
  })
})

describe('proofgate migrate', () => {
  test('makes the tables on a new folder and leaves nothing running; again, and beside a running one, it changes nothing', async () => {
    const folder = installationFolder()
    const done = { code: 0, out: 'The tables are up to date.\n', err: '' }
    expect(await runBeside({ folder }, ['migrate'])).toEqual(done)
    expect(await postgres(folder)).toBeNull()
    expect(await runBeside({ folder }, ['migrate'])).toEqual(done)
    const gate = await start(folder)
    expect(await runBeside({ folder }, ['migrate'])).toEqual(done)
    expect((await gate.api('/v1/holds')).status).toBe(200)
    expect(await gate.stop()).toBe(0)
  })
})

describe('proofgate demo --exit', () => {
  test('shows all three verdicts in one table, where the console is, and leaves nothing running', async () => {
    const folder = installationFolder()
    const { code, out, err } = await startCommand(folder, ['demo', '--exit']).ended
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toMatch(/^SUBJECT +VERDICT +SCORE +WHAT BECAME OF IT +WHY$/m)
    for (const row of [/forward +0 +sent on/, /hold +\d+ +waits for review/, /bounce +\d+ +refused with 550/])
      expect(out).toMatch(row)
    expect(out).toMatch(/^Sign in once with this link: http:\/\/127\.0\.0\.1:\d+\/\S+$/m)
    expect(await findEmbedded(path.join(folder, 'data/demo/postgres'))).toBeNull()
    const again = await startCommand(folder, ['demo', '--exit']).ended
    expect(again.code).toBe(0)
  })
})
