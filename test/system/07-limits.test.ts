/** What one client may take, so that the others get their share; and that it relays for nobody it does not know. */
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Smarthost, startSmarthost } from '../smarthost.ts'
import { addLogin } from '../support/command-line.ts'
import { type Proofgate, startProofgate } from '../support/proofgate.ts'
import { automaticReply, goodReply } from '../support/replies.ts'
import { openTalk, type SmtpTalk, sendMail, sendOn } from '../support/smtp-talk.ts'

const SIZE = 1024 * 1024
const LOGIN = 'AUTH PLAIN AGRlc2sAY29ycmVjdCBob3JzZQ=='
const WRONG = 'AUTH PLAIN AGRlc2sAd3Jvbmc='

let smarthost: Smarthost
let proofgate: Proofgate

beforeAll(async () => {
  smarthost = await startSmarthost()
  proofgate = await startProofgate({
    smarthost: smarthost.url,
    env: {
      PROOFGATE_INTAKE_SIZE: '1MB',
      PROOFGATE_INTAKE_MEMORY: '16MB',
      PROOFGATE_INTAKE_CONNECTIONS_PER_ADDRESS: '20',
      PROOFGATE_INTAKE_AUTH_FAILURES: '2',
      PROOFGATE_INTAKE_AUTH_FAILURES_PER_ADDRESS: '3',
      PROOFGATE_INTAKE_XFORWARD: '["127.0.0.3", "127.0.0.4"]',
      PROOFGATE_INTAKE_NETWORKS: JSON.stringify([
        { cidr: '127.0.0.1', senders: ['*@acme.example'] },
        { cidr: '127.0.0.2/31', senders: ['anna@acme.example', '*@*.acme.example'] },
      ]),
    },
  })
  await addLogin(proofgate, 'desk', 'correct horse', 'desk@acme.example')
})
afterAll(() => smarthost.close())

/** A session from an address of this machine, greeted. */
async function session(from = '127.0.0.1', { port } = proofgate): Promise<SmtpTalk> {
  const talk = await openTalk(port, '127.0.0.1', from)
  await talk.reply()
  await talk.ask('EHLO desk.acme.example')
  return talk
}

/** Repeats `ask` until its answer has the code: what a server notices a moment later. */
async function until(code: number, ask: () => Promise<{ readonly code: number }>): Promise<void> {
  while ((await ask()).code !== code) await pause(20)
}

describe('size', () => {
  test('a message of exactly the octets announced passes, one more is refused, dots doubled on the way not counted', async () => {
    // Not judged, for nobody wrote it: the policy has no say in its length.
    const { raw, ...envelope } = automaticReply()
    const filler = `..${'x'.repeat(74)}\r\n`
    const body = filler.repeat(Math.floor((SIZE - raw.length) / filler.length))
    const fits = `${raw}${body}`.padEnd(SIZE - 2, 'y').concat('\r\n')
    expect(fits).toHaveLength(SIZE)
    expect(await sendMail(proofgate.port, { ...envelope, raw: `${fits.slice(0, -2)}z\r\n` })).toMatchObject({
      code: 552,
      text: expect.stringMatching(/^5\.3\.4 /),
    })
    expect(await sendMail(proofgate.port, { ...envelope, raw: fits })).toMatchObject({ code: 250 })
    await smarthost.until(() => smarthost.messages.some(({ data }) => data.toString('latin1').endsWith(fits)))
  })
})

describe('memory', () => {
  test('while unfinished messages fill it the next one gets 452 and may come again; then it is taken', async () => {
    const fillers = await Promise.all(Array.from({ length: 17 }, () => session()))
    for (const talk of fillers) {
      for (const line of ['MAIL FROM:<anna@acme.example>', 'RCPT TO:<kim@customer.example>', 'DATA'])
        await talk.ask(line)
      talk.write('x'.repeat(SIZE))
    }
    await until(452, () => sendMail(proofgate.port, goodReply()))
    expect(await (await session()).ask('MAIL FROM:<anna@acme.example> SIZE=1000')).toMatchObject({
      code: 452,
      text: expect.stringMatching(/^4\.3\.1 /),
    })
    for (const talk of fillers) talk.close()
    await until(250, () => sendMail(proofgate.port, goodReply()))
  })

  test('announced with SIZE is held from MAIL on, and free again after RSET or when the client is gone', async () => {
    const holders = await Promise.all(Array.from({ length: 16 }, () => session()))
    const line = `MAIL FROM:<anna@acme.example> SIZE=${SIZE}`
    for (const talk of holders) expect(await talk.ask(line)).toMatchObject({ code: 250 })
    const last = await session()
    expect(await last.ask(line)).toMatchObject({ code: 452, text: expect.stringMatching(/^4\.3\.1 /) })
    await holders[0]?.ask('RSET')
    expect(await last.ask(line)).toMatchObject({ code: 250 })
    for (const talk of [...holders, last]) talk.close()
    await until(250, async () => (await session()).ask(line))
  })
})

describe('connections', () => {
  test('beyond those of one address get 421; other addresses are served, and the place is free again', async () => {
    const greeting = async (from: string) => {
      const talk = await openTalk(proofgate.port, '127.0.0.1', from)
      return { talk, ...(await talk.reply()) }
    }
    const open = await Promise.all(Array.from({ length: 20 }, () => greeting('127.0.0.7')))
    expect(open.map(({ code }) => code)).toEqual(Array(20).fill(220))
    const next = await greeting('127.0.0.7')
    expect(next).toMatchObject({
      code: 421,
      text: expect.stringContaining('4.7.0 Too many connections from 127.0.0.7'),
    })
    expect((await next.talk.reply()).text).toBe('closed')
    expect(await greeting('127.0.0.8')).toMatchObject({ code: 220 })
    open[0]?.talk.close()
    await until(220, () => greeting('127.0.0.7'))
  })
})

describe('wrong logins', () => {
  test('end a connection, then shut out the address, but not for who had signed in from there; others sign in', async () => {
    const first = await session('127.0.0.9')
    expect(await first.ask(WRONG)).toMatchObject({ code: 535 })
    expect(await first.ask(WRONG)).toMatchObject({ code: 421 })
    expect((await first.reply()).text).toBe('closed')
    const second = await session('127.0.0.9')
    expect(await second.ask(LOGIN)).toMatchObject({ code: 235 })
    const third = await session('127.0.0.9')
    expect(await third.ask(WRONG)).toMatchObject({ code: 535 })
    const fourth = await session('127.0.0.9')
    expect(await fourth.ask(WRONG)).toMatchObject({ code: 454, text: expect.stringMatching(/^4\.7\.0 Too many wrong/) })
    expect(await (await session('127.0.0.9')).ask(LOGIN)).toMatchObject({ code: 235 })
    expect(await (await session('127.0.0.10')).ask(LOGIN)).toMatchObject({ code: 235 })
    expect(proofgate.log.filter(({ event }) => event === 'auth.failed')).toContainEqual(
      expect.objectContaining({ address: '127.0.0.9', login: 'desk' }),
    )
    expect(JSON.stringify(proofgate.log)).not.toContain('wrong"')
  })
})

describe('hosts', () => {
  test('of a network send as its senders alone, in envelope and From', async () => {
    const talk = await session('127.0.0.2')
    expect(await talk.ask('MAIL FROM:<berta@acme.example>')).toMatchObject({ code: 553 })
    const mail = goodReply()
    const forged = { ...mail, raw: mail.raw.replace('<anna@', '<berta@') }
    expect(await sendOn(talk, forged)).toMatchObject({
      code: 550,
      text: expect.stringMatching(/the host 127\.0\.0\.2/),
    })
    const sub = { ...mail, from: 'x@desk.acme.example', raw: mail.raw.replace('<anna@', '<x@desk.') }
    expect(await sendOn(talk, sub)).toMatchObject({ code: 250 })
    expect(await sendOn(talk, mail)).toMatchObject({ code: 250 })
  })
})

describe('XFORWARD', () => {
  test('from a trusted proxy names the client behind it in the Received line', async () => {
    const talk = await openTalk(proofgate.port, '127.0.0.1', '127.0.0.3')
    await talk.reply()
    expect((await talk.ask('EHLO proxy.acme.example')).lines.join()).toContain('XFORWARD NAME ADDR')
    expect(await talk.ask('XFORWARD NAME=pc7 ADDR=192.0.2.55 HELO=pc7.acme.example')).toMatchObject({ code: 250 })
    const mail = goodReply()
    await sendOn(talk, mail)
    await smarthost.until(() => smarthost.messages.some(({ data }) => data.includes(mail.messageId)))
    const arrived = smarthost.messages.find(({ data }) => data.includes(mail.messageId))
    expect(arrived?.data.toString()).toMatch(
      /^Received: from pc7\.acme\.example \(\[192\.0\.2\.55\]\)\r\n\tby gate\.test/,
    )
  })

  test('lends nobody the rights of another host', async () => {
    const talk = await session('127.0.0.4')
    expect(await talk.ask('XFORWARD ADDR=127.0.0.1')).toMatchObject({ code: 250 })
    expect(await talk.ask('MAIL FROM:<anna@acme.example>')).toMatchObject({ code: 530 })
  })

  test('from any other host is neither offered nor taken', async () => {
    const talk = await openTalk(proofgate.port)
    await talk.reply()
    expect((await talk.ask('EHLO desk.acme.example')).text).not.toContain('XFORWARD')
    expect(await talk.ask('XFORWARD ADDR=192.0.2.55')).toMatchObject({ code: 550 })
    const mail = goodReply()
    await sendOn(talk, mail)
    await smarthost.until(() => smarthost.messages.some(({ data }) => data.includes(mail.messageId)))
    const arrived = smarthost.messages.find(({ data }) => data.includes(mail.messageId))
    expect(arrived?.data.toString()).toMatch(/^Received: from desk\.acme\.example \(\[127\.0\.0\.1\]\)/)
  })
})

/** Ways to name a foreign mailbox that relays have fallen for. */
const FOREIGN = [
  'victim@foreign.example',
  '"victim@foreign.example"',
  '"victim@foreign.example"@acme.example',
  'victim%foreign.example@acme.example',
  'victim%foreign.example',
  '@acme.example:victim@foreign.example',
  '@acme.example,@foreign.example:victim@foreign.example',
  'foreign.example!victim',
  'foreign.example!victim@acme.example',
  'acme.example!victim@foreign.example',
  'victim@foreign.example@acme.example',
  'victim@acme.example@foreign.example',
  'victim@[192.0.2.7]',
  'victim@[IPv6:2001:db8::7]',
  '"victim%foreign.example"',
  'victim@foreign.example.',
]

describe('never an open relay', () => {
  test.each(['spam@other.example', '', 'anna@acme.example'])('for an unknown host that sends as <%s>', async (from) => {
    for (const to of FOREIGN) {
      const talk = await session('127.0.0.5')
      talk.write(`MAIL FROM:<${from}>\r\nRCPT TO:<${to}>\r\nDATA\r\n`)
      expect(await talk.reply()).toMatchObject({ code: 530 })
      expect(await talk.reply()).toMatchObject({ code: 503 })
      expect(await talk.reply()).toMatchObject({ code: 503 })
      talk.close()
    }
  })

  test.each([
    ...FOREIGN,
    'ceo@acme.example',
    'desk@acme.example.foreign.example',
    'desk@foreign.example@acme.example',
    'xdesk@acme.example',
    'desk@xacme.example',
    '"desk@acme.example> x"@foreign.example',
    '@foreign.example:ceo@acme.example',
  ])('for a login of one sender that says <%s>', async (from) => {
    const talk = await session('127.0.0.6')
    expect(await talk.ask(LOGIN)).toMatchObject({ code: 235 })
    expect((await talk.ask(`MAIL FROM:<${from}>`)).code).toBeOneOf([501, 553])
    talk.close()
  })

  test('a message that is cut off in the middle, or at its very dot, goes nowhere', async () => {
    const mail = goodReply()
    for (const end of ['\r\n', '\r\n.', '\r\n.\r']) {
      const talk = await session()
      for (const line of ['MAIL FROM:<anna@acme.example>', 'RCPT TO:<kim@customer.example>', 'DATA'])
        await talk.ask(line)
      talk.write(`${mail.raw}${end}`)
      talk.end()
      expect((await talk.reply()).text).toBe('closed')
    }
    const last = goodReply()
    await sendMail(proofgate.port, last)
    await smarthost.until(() => smarthost.messages.some(({ data }) => data.includes(last.messageId)))
    expect(smarthost.messages.filter(({ data }) => data.includes(mail.messageId))).toEqual([])
  })
})

describe('time', () => {
  let impatient: Proofgate
  beforeAll(async () => {
    const env = { PROOFGATE_INTAKE_IDLE: '1s', PROOFGATE_INTAKE_DATA: '2s', PROOFGATE_INTAKE_SESSION: '3s' }
    impatient = await startProofgate({ smarthost: smarthost.url, env })
  })

  /** Goes on with `act` until the server speaks, and gives what it says. */
  async function said(talk: SmtpTalk, act: () => unknown): Promise<string> {
    let isOver = false
    const reply = talk.reply().finally(() => {
      isOver = true
    })
    while (!isOver) {
      act()
      await Promise.race([reply, pause(100)])
    }
    const { code, text } = await reply
    return `${code} ${text}`
  }

  test('a client that says nothing is told good-bye', async () => {
    const talk = await session('127.0.0.1', impatient)
    expect(await said(talk, () => {})).toMatch(/^421 4\.4\.2 /)
    expect((await talk.reply()).text).toBe('closed')
  })

  test('a client that never ends its command too', async () => {
    const talk = await session('127.0.0.1', impatient)
    expect(await said(talk, () => talk.write('N'))).toMatch(/^421 4\.4\.2 /)
  })

  test('a message that never ends too', async () => {
    const talk = await session('127.0.0.1', impatient)
    for (const line of ['MAIL FROM:<anna@acme.example>', 'RCPT TO:<kim@customer.example>', 'DATA']) await talk.ask(line)
    expect(await said(talk, () => talk.write('and so on\r\n'))).toMatch(/^421 4\.4\.2 /)
  })

  test('a connection that is used for ever too, between two commands', async () => {
    const talk = await session('127.0.0.1', impatient)
    let reply = await talk.ask('NOOP')
    for (; reply.code === 250; reply = await talk.ask('NOOP')) await pause(50)
    expect(reply).toMatchObject({ code: 421, text: expect.stringMatching(/^4\.4\.2 This connection is old/) })
  })
})
