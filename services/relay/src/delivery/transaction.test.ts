import { createHash } from 'node:crypto'
import { afterEach, describe, expect, test } from 'vitest'
import { cleanUp, type ParcelWish, talkTo } from '../../../../test/delivery-talk.ts'
import { type Delivered, StaleSession } from './transaction.ts'

afterEach(cleanUp)

const outcomesOf = ({ results }: Delivered) => results.map(({ outcome }) => outcome)
const repliesOf = ({ results }: Delivered) => results.map(({ reply }) => reply)
const BARE = ['PIPELINING', '8BITMIME']

describe('the octets', () => {
  const LINE = 'All work and no play makes the desk a dull place.\r\n'

  test.each([
    ['plain', 'Subject: Hi\r\n\r\nHello\r\n'],
    ['dots', '.first\r\n\r\n.\r\n..\r\n...x\r\nx.\r\n.\r\n'],
    ['8-bit and binary', 'Subject: \xff\xfe\r\n\r\n\x01\x7f\x80\xff\t\x0b\r\n'],
    ['a line of 20 000 octets', `a: b\r\n\r\n${'x'.repeat(20_000)}\r\n`],
    ['bare CR and bare LF', 'a: b\r\n\r\nx\n.\ny\r.\rz\r\n'],
    ['nothing', ''],
    ['200 KB', `a: b\r\n\r\n${LINE.repeat(4_000)}`],
    ['dots over all borders', `a: b\r\n\r\n${'.\r\n'.repeat(70_000)}`],
  ])('of a message arrive behind our trace, none changed (%s)', async (_, text) => {
    const { session, send, smarthost } = await talkTo({})
    const trace = 'Received: from x\r\n\tby relay.test; now\r\nX-Proofgate-Id: 1\r\n'
    const raw = Buffer.from(text, 'latin1')
    expect(outcomesOf(await send(await session(), { raw, trace }))).toEqual(['sent'])
    expect(smarthost.messages[0]?.data.equals(Buffer.concat([Buffer.from(trace), raw]))).toBe(true)
  })

  test('are hashed as they are written: what differs from the digest is not sent', async () => {
    for (const size of [10, 300_000]) {
      const { session, send, smarthost } = await talkTo({})
      const raw = Buffer.from('x'.repeat(size))
      const sha256 = createHash('sha256').update('other').digest()
      const opened = await session()
      await expect(send(opened, { raw, sha256 })).rejects.toThrow(/do not match its SHA-256/)
      await smarthost.until(() => smarthost.connections.open === 0)
      expect(smarthost.messages).toEqual([])
      expect(opened.wire.isClosed).toBe(true)
    }
  })

  test('are not ended when the lease is over by then', async () => {
    const { session, send, smarthost } = await talkTo({})
    const delivered = await send(await session(), {}, () => false)
    expect(delivered.results[0]).toMatchObject({ outcome: 'deferred', reply: expect.stringContaining('lease') })
    await smarthost.until(() => smarthost.connections.open === 0)
    expect(smarthost.messages).toEqual([])
  })
})

describe('the envelope', () => {
  test('is relayed character for character', async () => {
    const { session, send, smarthost } = await talkTo({})
    const to = [
      'Ann.Lee@Example.ORG',
      'ann.lee@Example.ORG',
      '"john doe"@example.org',
      '"a@b>c"@example.org',
      'u@[192.0.2.1]',
      'x@xn--bcher-kva.example',
      'a+b=c@example.org',
      'Postmaster',
    ]
    const { results } = await send(await session(), { to, envelope: { from: 'Desk+1@ACME.example' } })
    expect(results.map(({ outcome }) => outcome)).toEqual(to.map(() => 'sent'))
    expect(smarthost.messages[0]?.from).toBe('Desk+1@ACME.example')
    expect(smarthost.messages[0]?.recipients.map(({ address }) => address)).toEqual(to)
  })

  test('of a report is the null sender', async () => {
    const { session, send, smarthost } = await talkTo({})
    await send(await session(), { envelope: { from: '' } })
    expect(smarthost.messages[0]?.from).toBe('')
  })

  test('carries size, body and reports as they came, each recipient its own, where they are offered', async () => {
    const { session, send, smarthost } = await talkTo({})
    const { passedDsn } = await send(await session(), {
      trace: 'Received: x\r\n',
      raw: Buffer.from('\r\nHello\r\n'),
      envelope: { body: '8BITMIME', ret: 'HDRS', envid: 'QQ+2B314159' },
      to: [
        { notify: 'SUCCESS,FAILURE', orcpt: 'rfc822;Bob+2Bx@example.org' },
        { notify: 'NEVER' },
        { orcpt: 'utf-8;j\\x{F6}rg@example.org' },
        {},
      ],
    })
    const [message] = smarthost.messages
    expect(message?.parameters).toEqual(['SIZE=22', 'BODY=8BITMIME', 'RET=HDRS', 'ENVID=QQ+2B314159'])
    expect(message?.recipients.map(({ parameters }) => parameters)).toEqual([
      ['NOTIFY=SUCCESS,FAILURE', 'ORCPT=rfc822;Bob+2Bx@example.org'],
      ['NOTIFY=NEVER'],
      ['ORCPT=utf-8;j\\x{F6}rg@example.org'],
      [],
    ])
    expect(passedDsn).toBe(true)
  })

  test('carries nothing that is not offered', async () => {
    const { session, send, smarthost } = await talkTo({ extensions: [] })
    const envelope = { body: '8BITMIME', ret: 'FULL', envid: 'x', smtpUtf8: true } as const
    const delivered = await send(await session(), { envelope, to: [{ notify: 'NEVER', orcpt: 'rfc822;a@b' }] })
    expect(outcomesOf(delivered)).toEqual(['sent'])
    expect(delivered.passedDsn).toBe(false)
    expect(smarthost.messages[0]).toMatchObject({ parameters: [], recipients: [{ parameters: [] }] })
  })

  test('8-bit content goes unchanged to a smarthost without 8BITMIME', async () => {
    const { session, send, smarthost } = await talkTo({ extensions: [] })
    const raw = Buffer.from('a: b\r\n\r\nGr\xfc\xdfe\r\n', 'latin1')
    await send(await session(), { raw, envelope: { body: '8BITMIME' } })
    expect(smarthost.messages[0]?.data.equals(raw)).toBe(true)
  })

  test('with a line break in it never reaches the wire', async () => {
    const { session, send, smarthost } = await talkTo({})
    const opened = await session()
    const bad: ParcelWish[] = [
      { to: ['a@b>\r\nRCPT TO:<evil@example.org'] },
      { to: [{ orcpt: 'rfc822;x\r\nDATA' }] },
      { envelope: { from: 'a@b\nX' } },
      { envelope: { envid: 'a\rb' } },
    ]
    for (const wish of bad) expect(outcomesOf(await send(opened, wish))).toEqual(['failed'])
    expect(smarthost.commands).toEqual(['1 EHLO relay.test'])
  })
})

describe('SMTPUTF8', () => {
  const utf8 = Buffer.from('Subject: Grüße\r\n\r\nHello\r\n')

  test('is asked for because the client did, even when all addresses are ASCII', async () => {
    const { session, send, smarthost } = await talkTo({})
    await send(await session(), { raw: utf8, envelope: { smtpUtf8: true } })
    expect(smarthost.messages[0]?.parameters).toContain('SMTPUTF8')
  })

  test('carries addresses as they are', async () => {
    const { session, send, smarthost } = await talkTo({})
    await send(await session(), { to: ['jörg@bücher.example'], envelope: { smtpUtf8: true, from: 'åse@acme.example' } })
    expect(smarthost.messages[0]).toMatchObject({
      from: 'åse@acme.example',
      recipients: [{ address: 'jörg@bücher.example' }],
    })
  })

  test('that is not offered fails what needs it, and only that', async () => {
    const { session, send, smarthost } = await talkTo({ extensions: BARE })
    const opened = await session()
    const header = await send(opened, { raw: utf8, envelope: { smtpUtf8: true } })
    expect(header.results[0]).toMatchObject({ outcome: 'failed', code: 553, enhanced: '5.6.7' })
    const sender = await send(opened, { envelope: { smtpUtf8: true, from: 'åse@acme.example' } })
    expect(sender.results[0]).toMatchObject({ outcome: 'failed', enhanced: '5.6.7' })
    const mixed = await send(opened, { to: ['jörg@example.org', 'ann@example.org'], envelope: { smtpUtf8: true } })
    expect(outcomesOf(mixed)).toEqual(['failed', 'sent'])
    const needless = await send(opened, { envelope: { smtpUtf8: true } })
    expect(outcomesOf(needless)).toEqual(['sent'])
    expect(smarthost.messages.map(({ parameters }) => parameters)).toEqual([[], []])
  })
})

describe('REQUIRETLS', () => {
  const envelope = { requireTls: true }
  const extensions = ['PIPELINING', 'REQUIRETLS']

  test('is passed on over verified TLS', async () => {
    const { session, send, smarthost } = await talkTo({ tls: 'starttls', extensions })
    expect(outcomesOf(await send(await session({ tls: 'verify' }), { envelope }))).toEqual(['sent'])
    expect(smarthost.messages[0]?.parameters).toEqual(['REQUIRETLS'])
  })

  test.each([
    ['in plaintext', {}, { extensions }],
    ['with a certificate nobody vouches for', { ca: null }, { tls: 'starttls', extensions }],
    ['where it is not offered', { tls: 'verify' }, { tls: 'starttls', extensions: BARE }],
  ] as const)('fails %s', async (_, wish, options) => {
    const { session, send, smarthost } = await talkTo(options)
    const { results } = await send(await session(wish), { envelope })
    expect(results[0]).toMatchObject({ outcome: 'failed', enhanced: '5.7.30' })
    expect(smarthost.messages).toEqual([])
  })
})

test('what is larger than the smarthost takes fails without being sent', async () => {
  const { session, send, smarthost } = await talkTo({ extensions: ['SIZE 1000'] })
  const { results } = await send(await session(), { raw: Buffer.alloc(1_001, 'x') })
  expect(results[0]).toMatchObject({ outcome: 'failed', code: 552, enhanced: '5.3.4' })
  expect(smarthost.commands).toEqual(['1 EHLO relay.test'])
})

describe.each([
  ['with PIPELINING', undefined],
  ['without PIPELINING', ['8BITMIME', 'DSN']],
])('each recipient has an answer of its own %s', (_, extensions) => {
  const rcpt = (address: string) =>
    address.startsWith('later') ? '450 4.2.0 greylisted' : address.startsWith('no') ? '550 5.1.1 no such user' : null
  const options = { rcpt, ...(extensions === undefined ? {} : { extensions }) }

  test('yes, later and no', async () => {
    const { session, send, smarthost } = await talkTo(options)
    const delivered = await send(await session(), {
      to: ['ok@x.example', 'later@x.example', 'no@x.example', 'OK@x.example'],
    })
    expect(delivered.results.map(({ outcome, code, enhanced }) => [outcome, code, enhanced])).toEqual([
      ['sent', 250, '2.0.0'],
      ['deferred', 450, '4.2.0'],
      ['failed', 550, '5.1.1'],
      ['sent', 250, '2.0.0'],
    ])
    expect(smarthost.messages[0]?.recipients.map(({ address }) => address)).toEqual(['ok@x.example', 'OK@x.example'])
  })

  test('no to all: no DATA, and the session goes on', async () => {
    const { session, send, smarthost } = await talkTo(options)
    const opened = await session()
    expect(outcomesOf(await send(opened, { to: ['no@x.example', 'later@x.example'] }))).toEqual(['failed', 'deferred'])
    expect(outcomesOf(await send(opened))).toEqual(['sent'])
    const words = smarthost.commands.map((line) => line.split(' ')[1])
    expect(words).toEqual(['EHLO', 'MAIL', 'RCPT', 'RCPT', 'RSET', 'MAIL', 'RCPT', 'DATA'])
  })

  test('no to MAIL is no to all', async () => {
    const { session, send, smarthost } = await talkTo(options)
    smarthost.fault('mail', { reply: '550 5.7.1 not you' })
    const opened = await session()
    expect(repliesOf(await send(opened, { to: ['a@x.example', 'b@x.example'] }))).toEqual([
      '550 5.7.1 not you',
      '550 5.7.1 not you',
    ])
    expect(outcomesOf(await send(opened))).toEqual(['sent'])
  })
})

describe('a smarthost that', () => {
  const SLOW = { connect: 5_000, greeting: 5_000, command: 150, data: 150 }
  const big = Buffer.from('All work and no play.\r\n'.repeat(200_000))

  test.each([
    ['mail', { reply: '451 4.3.0 later' }, 'deferred', 451],
    ['mail', { reply: '421 4.3.2 bye' }, 'deferred', 421],
    ['mail', { reply: '530 5.7.0 log in' }, 'deferred', 530],
    ['mail', { reply: '250-a\r\n251 b' }, 'deferred', null],
    ['mail', { reply: '354 go' }, 'deferred', null],
    ['mail', 'hang', 'deferred', null],
    ['mail', 'close', 'deferred', null],
    ['mail', 'rst', 'deferred', null],
    ['mail', 'garbage', 'deferred', null],
    ['rcpt', { reply: '450 4.2.0 later' }, 'deferred', 450],
    ['rcpt', { reply: '421 4.3.2 bye' }, 'deferred', 421],
    ['rcpt', { reply: '550 5.1.1 no' }, 'failed', 550],
    ['rcpt', 'hang', 'deferred', null],
    ['rcpt', 'close', 'deferred', null],
    ['rcpt', 'garbage', 'deferred', null],
    ['data', { reply: '451 4.3.0 later' }, 'deferred', 451],
    ['data', { reply: '554 5.5.0 no' }, 'failed', 554],
    ['data', { reply: '250 2.0.0 what' }, 'deferred', null],
    ['data', 'hang', 'deferred', null],
    ['data', 'close', 'deferred', null],
    ['data', 'rst', 'deferred', null],
    ['body', 'hang', 'deferred', null],
    ['body', 'close', 'deferred', null],
    ['body', 'rst', 'deferred', null],
    ['body', { reply: '552 5.3.4 too big', thenClose: true }, 'failed', 552],
    ['body', { reply: '421 4.3.2 bye' }, 'deferred', 421],
    ['end', { reply: '451 4.3.0 later' }, 'deferred', 451],
    ['end', { reply: '421 4.3.2 bye' }, 'deferred', 421],
    ['end', { reply: '554 5.7.1 spam' }, 'failed', 554],
    ['end', { reply: '354 what' }, 'deferred', null],
    ['end', 'hang', 'deferred', null],
    ['end', 'close', 'deferred', null],
    ['end', 'store-close', 'deferred', null],
    ['end', 'store-hang', 'deferred', null],
  ] as const)('fails at %s (%j): %s', async (stage, fault, outcome, code) => {
    const { session, send, smarthost } = await talkTo({})
    smarthost.fault(stage, fault)
    const raw = stage === 'body' ? big : Buffer.from('Hello\r\n')
    const { results } = await send(await session({ timeouts: SLOW }), { raw })
    expect(results[0]).toMatchObject({ outcome, code })
    expect(smarthost.messages).toHaveLength(String(fault).startsWith('store') ? 1 : 0)
  })

  test('breaks off between recipients: who was refused for good stays refused, the others are tried again', async () => {
    const { session, send, smarthost } = await talkTo({})
    smarthost.fault('rcpt', 'ok')
    smarthost.fault('rcpt', { reply: '550 5.1.1 no' })
    smarthost.fault('rcpt', { reply: '421 4.3.2 bye' })
    const delivered = await send(await session(), { to: ['a', 'b', 'c', 'd'].map((each) => `${each}@x.example`) })
    expect(outcomesOf(delivered)).toEqual(['deferred', 'failed', 'deferred', 'deferred'])
    expect(smarthost.messages).toEqual([])
  })

  test('says nothing after the whole message: the record tells that it may come twice', async () => {
    const { session, send, smarthost } = await talkTo({})
    smarthost.fault('end', 'store-close')
    const [reply] = repliesOf(await send(await session()))
    expect(reply).toContain('it may have been taken, and is sent again')
  })
})

describe('a session kept from before', () => {
  test.each(['close', 'rst', 'hang', { reply: '421 4.4.2 idle too long' }] as const)(
    'that has ended (%j) is stale, as long as MAIL was not answered',
    async (fault) => {
      const { session, send, smarthost } = await talkTo({})
      const opened = await session({ timeouts: { connect: 5_000, greeting: 5_000, command: 150, data: 150 } })
      await send(opened)
      smarthost.fault('mail', fault)
      await expect(send(opened)).rejects.toThrow(StaleSession)
    },
  )

  test('that breaks after MAIL was taken is no stale one', async () => {
    const { session, send, smarthost } = await talkTo({})
    const opened = await session()
    await send(opened)
    smarthost.fault('rcpt', 'close')
    expect(outcomesOf(await send(opened))).toEqual(['deferred'])
  })

  test('that refuses RSET is stale', async () => {
    const { session, send, smarthost } = await talkTo({})
    const opened = await session()
    smarthost.fault('data', { reply: '451 4.3.0 later' })
    expect(outcomesOf(await send(opened))).toEqual(['deferred'])
    smarthost.fault('rset', { reply: '500 5.5.1 what' })
    await expect(send(opened)).rejects.toThrow(StaleSession)
  })
})
