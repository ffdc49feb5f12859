/** Who may send as whom: logins made with `proofgate users` beside the running installation, hosts and their senders. */
import { networkInterfaces } from 'node:os'
import { createTransport } from 'nodemailer'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type Smarthost, startSmarthost } from '../smarthost.ts'
import { addLogin, runBeside } from '../support/command-line.ts'
import { type Proofgate, startProofgate, tlsPortOf } from '../support/proofgate.ts'
import { goodReply } from '../support/replies.ts'
import { openTalk } from '../support/smtp-talk.ts'

// Processes start and stop; many at once may share two cores.
vi.setConfig({ testTimeout: 90_000 })

let smarthost: Smarthost
let proofgate: Proofgate

beforeAll(async () => {
  smarthost = await startSmarthost()
  proofgate = await startProofgate({
    smarthost: smarthost.url,
    env: { PROOFGATE_INTAKE_HOST: '0.0.0.0', PROOFGATE_INTAKE_TLS_PORT: '0' },
  })
  await addLogin(proofgate, 'anna', 'correct horse', 'anna@acme.example', '*@support.acme.example')
})
afterAll(() => smarthost.close())

/** Sends a good reply as `from` with a login: `queued`, or the reply that refused it. */
async function sendAs(user: string, pass: string, from: string, header = from): Promise<string> {
  const options = { host: '127.0.0.1', port: proofgate.port, requireTLS: true, tls: { rejectUnauthorized: false } }
  const raw = goodReply().raw.replace('anna@acme.example', header)
  return createTransport({ ...options, auth: { user, pass } })
    .sendMail({ envelope: { from, to: 'kim@customer.example' }, raw })
    .then(
      () => 'queued',
      (error) => String(error.response),
    )
}

const users = (...args: string[]) => runBeside(proofgate, ['users', ...args])

describe('proofgate users, beside a running installation', () => {
  test('add: the password piped in works at once, for its own senders alone', async () => {
    expect(await sendAs('anna', 'correct horse', 'anna@acme.example')).toBe('queued')
    expect(await sendAs('ANNA', 'correct horse', 'Desk.2@Support.Acme.Example')).toBe('queued')
    expect(await sendAs('anna', 'correct horse', 'berta@acme.example')).toMatch(
      /^553 5\.7\.1 berta@acme\.example is not among the senders the login anna may use/,
    )
    expect(await sendAs('anna', 'correct horse', 'anna@acme.example', 'ceo@acme.example')).toMatch(
      /^550 5\.7\.1 From: ceo@acme\.example is not among the senders the login anna may use/,
    )
  })

  test('add without a password makes one and prints it once', async () => {
    const { code, out } = await users('add', 'desk', '--sender', '*@acme.example', '--name', 'The desk')
    const [, password = ''] = /^Password \(shown once\): (\S{20,})$/m.exec(out) ?? []
    expect(code).toBe(0)
    expect(await sendAs('desk', password, 'desk@acme.example')).toBe('queued')
    expect(await sendAs('desk', 'wrong', 'desk@acme.example')).toMatch(/^535 5\.7\.8 Login or password is wrong/)
    expect((await users('list')).out).not.toContain(password)
  })

  test('a login without senders may not send, and is told so when it is added', async () => {
    expect((await users('add', 'tina', '--role', 'reviewer')).out).toContain('It may not send mail')
    const { out } = await runBeside(proofgate, ['users', 'password', 'tina'], 'battery staple\n')
    expect(out).toBe('Changed the password of tina.\n')
    expect(await sendAs('tina', 'battery staple', 'tina@acme.example')).toMatch(/^553 5\.7\.1/)
  })

  test('change, disable and enable: what they say is what happens', async () => {
    await addLogin(proofgate, 'otto', 'first', 'otto@acme.example')
    await users('change', 'otto', '--sender', 'otto@acme.test')
    expect((await users('disable', 'otto')).out).toContain('Disabled otto')
    expect(await sendAs('otto', 'first', 'otto@acme.test')).toMatch(/^535 /)
    await users('enable', 'otto')
    expect(await sendAs('otto', 'first', 'otto@acme.example')).toMatch(/^553 /)
    expect(await sendAs('otto', 'first', 'otto@acme.test')).toBe('queued')
  })

  test('list shows logins, senders, roles and state, as a table and as JSON, and no password', async () => {
    await addLogin(proofgate, 'lisa', 'a secret nobody shows', 'lisa@acme.example')
    await users('disable', 'lisa')
    const { out } = await users('list')
    expect(out).toMatch(/^LOGIN +NAME +SENDS AS +ROLES +STATE\n/)
    expect(out).toMatch(/^lisa +lisa +lisa@acme\.example +- +disabled$/m)
    const listed = JSON.parse((await users('list', '--format', 'json')).out)
    expect(listed).toContainEqual(expect.objectContaining({ login: 'lisa', senders: ['lisa@acme.example'], roles: [] }))
    expect(JSON.stringify(listed)).not.toMatch(/password|a secret/i)
  })

  test.each([
    [['add', 'anna'], 3, /the login anna is taken; "proofgate users change anna" changes it/],
    [['add', 'x', '--sender', 'acme.example'], 2, /--sender acme\.example is no sender pattern/],
    [['add', 'x', '--role', 'boss'], 2, /Allowed choices are reviewer, journal, admin/],
    [['add', 'two words'], 2, /"two words" is no login/],
    [['change', 'nobody', '--name', 'x'], 3, /there is no user nobody; "proofgate users list" shows all/],
    [['change', 'anna'], 2, /nothing to change: give --name, --sender or --role/],
    [['disable', 'nobody'], 3, /there is no user nobody/],
    [['password', 'nobody'], 3, /there is no user nobody/],
  ])('a mistake is told in one line: users %s', async (args, code, words) => {
    const ran = await users(...args)
    expect(ran).toMatchObject({ code, out: '' })
    expect(ran.err.trim()).toMatch(words)
    expect(ran.err.trim()).not.toMatch(/\n| at .*\.ts/)
  })
})

describe('AUTH is offered', () => {
  const [outside] = Object.values(networkInterfaces())
    .flatMap((each) => each ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal)

  test.skipIf(outside === undefined)('to other machines after STARTTLS only: before, not shown and 538', async () => {
    const talk = await openTalk(proofgate.port, outside?.address)
    await talk.reply()
    const before = await talk.ask('EHLO desk.acme.example')
    expect(before.lines).toContain('STARTTLS')
    expect(before.text).not.toContain('AUTH')
    expect(await talk.ask('AUTH PLAIN AGFubmEAY29ycmVjdCBob3JzZQ==')).toMatchObject({ code: 538 })
    expect(await talk.ask('MAIL FROM:<anna@acme.example>')).toMatchObject({ code: 530 })
    await talk.ask('STARTTLS')
    await talk.secure()
    expect((await talk.ask('EHLO desk.acme.example')).lines).toContain('AUTH PLAIN LOGIN')
    talk.close()
  })

  test('on the port with TLS from the first byte, without STARTTLS', async () => {
    const talk = await openTalk(await tlsPortOf(proofgate))
    await talk.secure()
    expect(await talk.reply()).toMatchObject({ code: 220 })
    const offered = await talk.ask('EHLO desk.acme.example')
    expect(offered.lines).toContain('AUTH PLAIN LOGIN')
    expect(offered.lines).not.toContain('STARTTLS')
    talk.close()
  })
})
