import { expect, test } from 'vitest'
import { composeDsn, type Dsn, type DsnRecipient } from './compose-dsn.ts'
import { parseMail } from './parse.ts'

const RECIPIENT: DsnRecipient = {
  action: 'failed',
  finalRecipient: 'ann@fern.example',
  originalRecipient: null,
  status: '5.1.1',
  diagnosticCode: '550 5.1.1 No such user here',
  remoteMta: 'mx.fern.example',
  lastAttemptDate: new Date('2026-03-03T10:05:00Z'),
  willRetryUntil: null,
}

const DSN: Dsn = {
  kind: 'failed',
  from: { name: 'Mail delivery', address: 'postmaster@gate.acme.example' },
  to: { name: '', address: 'jo@acme.example' },
  date: new Date('2026-03-03T10:06:00Z'),
  messageId: '<d1@gate.acme.example>',
  reportingMta: 'gate.acme.example',
  arrivalDate: new Date('2026-03-03T10:04:00Z'),
  originalEnvelopeId: 'QQ314159',
  recipients: [RECIPIENT],
  originalHeaders: Buffer.from(
    'From: jo@acme.example\r\nSubject: Re: =?utf-8?Q?K=C3=A4se?=\r\nMessage-ID: <a1@acme.example>\r\nReferences: <a0@fern.example>\r\n\r\nthe secret\r\n',
  ),
}

test('a report has the three parts of RFC 3462 and threads under the mail', async () => {
  const raw = await composeDsn(DSN)
  expect(typesOf(raw)).toEqual(['multipart/report', 'text/plain', 'message/delivery-status', 'text/rfc822-headers'])
  expect(raw.toString()).toMatch(/report-type=delivery-status/)
  const mail = await parseMail(raw)
  expect(mail).toMatchObject({
    subject: 'Not delivered: Re: Käse',
    inReplyTo: '<a1@acme.example>',
    references: ['<a0@fern.example>', '<a1@acme.example>'],
    automatic: 'delivery-report',
  })
  expect(mail.headers.get('auto-submitted')).toEqual(['auto-replied'])
})

test('a report continues the thread by In-Reply-To where the mail names no References', async () => {
  const originalHeaders = Buffer.from(DSN.originalHeaders.toString().replace('References:', 'In-Reply-To:'))
  const { references } = await parseMail(await composeDsn({ ...DSN, originalHeaders }))
  expect(references).toEqual(['<a0@fern.example>', '<a1@acme.example>'])
})

test('the machine part follows RFC 3464', async () => {
  expect(
    statusOf(
      await composeDsn({ ...DSN, recipients: [{ ...RECIPIENT, originalRecipient: 'rfc822;Ann+2Bshop@fern.example' }] }),
    ),
  ).toBe(
    [
      'Original-Envelope-Id: QQ314159',
      'Reporting-MTA: dns; gate.acme.example',
      'Arrival-Date: Tue, 03 Mar 2026 10:04:00 +0000',
      '',
      'Original-Recipient: rfc822; Ann+shop@fern.example',
      'Final-Recipient: rfc822; ann@fern.example',
      'Action: failed',
      'Status: 5.1.1',
      'Remote-MTA: dns; mx.fern.example',
      'Diagnostic-Code: smtp; 550 5.1.1 No such user here',
      'Last-Attempt-Date: Tue, 03 Mar 2026 10:05:00 +0000',
      '',
    ].join('\r\n'),
  )
})

test.each([
  ['failed', 'failed', '5.0.0'],
  ['expired', 'failed', '5.0.0'],
  ['delayed', 'delayed', '4.0.0'],
  ['relayed', 'relayed', '2.0.0'],
  ['delivered', 'delivered', '2.0.0'],
] as const)('%s reads %s on the wire, and a bad status becomes %s', async (action, word, status) => {
  const report = statusOf(
    await composeDsn({
      ...DSN,
      recipients: [{ ...RECIPIENT, action, status: 'whatever', willRetryUntil: new Date(0) }],
    }),
  )
  expect(report).toContain(`Action: ${word}\r\nStatus: ${status}\r\n`)
  expect(report.includes('Will-Retry-Until')).toBe(action === 'delayed')
})

test('people read what happened, to whom, and what to do', async () => {
  const failed = (await parseMail(await composeDsn(DSN))).text?.text ?? ''
  expect(failed).toContain(
    'Your mail "Re: Käse" of Tue, 03 Mar 2026 10:04:00 GMT\ncould not be delivered to:\n\n  ann@fern.example\n    mx.fern.example said: 550 5.1.1 No such user here',
  )
  expect(failed).toContain('What to do: check the address')
  const until = new Date('2026-03-08T10:04:00Z')
  const late = await parseMail(
    await composeDsn({
      ...DSN,
      kind: 'delayed',
      recipients: [{ ...RECIPIENT, action: 'delayed', status: '4.4.1', willRetryUntil: until }],
    }),
  )
  expect(late.text?.text).toContain('We keep trying until Sun, 08 Mar 2026 10:04:00 GMT.')
  expect(late.text?.text).toContain('What to do: nothing.')
  const gone = await parseMail(
    await composeDsn({
      ...DSN,
      recipients: [{ ...RECIPIENT, action: 'expired', diagnosticCode: null, remoteMta: null }],
    }),
  )
  expect(gone.text?.text).toContain('Given up after 2 minutes.')
})

test.each([
  [
    'the last reply',
    '450 4.2.0 greylisted',
    'mx.fern.example said last: 450 4.2.0 greylisted',
    'smtp; 450 4.2.0 greylisted',
  ],
  [
    'why there was none',
    'mx.fern.example:25: the connection was refused',
    'The last attempt failed: mx.fern.example:25: the connection was refused',
    'X-Proofgate; mx.fern.example:25: the connection was refused',
  ],
])('a mail given up says after how long, and %s', async (_, diagnosticCode, words, field) => {
  const triedSince = new Date('2026-02-26T10:06:00Z')
  const recipient = { ...RECIPIENT, action: 'expired', status: '4.4.7', diagnosticCode } as const
  const raw = await composeDsn({ ...DSN, arrivalDate: new Date(0), triedSince, recipients: [recipient] })
  expect((await parseMail(raw)).text?.text).toContain(`Given up after 5 days. ${words}\n`)
  expect(statusOf(raw).replace(/\r\n[ \t]+/g, ' ')).toContain(`Diagnostic-Code: ${field}\r\n`)
})

test('words of our own are not put into the mouth of the other side', async () => {
  const raw = await composeDsn({ ...DSN, recipients: [{ ...RECIPIENT, diagnosticCode: 'It offers no SMTPUTF8' }] })
  expect((await parseMail(raw)).text?.text).toContain('  ann@fern.example\n    It offers no SMTPUTF8\n')
  expect(statusOf(raw)).toContain('Diagnostic-Code: X-Proofgate; It offers no SMTPUTF8\r\n')
})

test('only the header of the mail is returned, unless the whole is asked for', async () => {
  expect((await composeDsn(DSN)).toString()).not.toContain('the secret')
  const full = await composeDsn({ ...DSN, returnFull: DSN.originalHeaders })
  expect(typesOf(full).at(-1)).toBe('message/rfc822')
  expect(full.toString()).toContain('the secret')
})

test('a mail that is no 7-bit text comes back by its header even when the whole is asked for', async () => {
  const raw = Buffer.from('From: jörg@acme.example\r\nSubject: x\r\n\r\nGrüße\r\n')
  const report = await composeDsn({ ...DSN, originalHeaders: raw, returnFull: raw })
  expect(typesOf(report).at(-1)).toBe('text/rfc822-headers')
  expectWireSafe(report)
})

test('addresses in UTF-8 are written in ASCII, as RFC 6533 encodes them', async () => {
  const report = await composeDsn({
    ...DSN,
    to: { name: '', address: 'jörg@acme.example' },
    recipients: [
      { ...RECIPIENT, finalRecipient: 'grü+e=\\@bücher.example', originalRecipient: 'utf-8;gr\\x{FC}@fern.example' },
      { ...RECIPIENT, finalRecipient: 'ann@bücher.example' },
    ],
  })
  expectWireSafe(report)
  expect(statusOf(report)).toContain('Final-Recipient: utf-8; gr\\x{FC}\\x{2B}e\\x{3D}\\x{5C}@b\\x{FC}cher.example\r\n')
  expect(statusOf(report)).toContain('Original-Recipient: utf-8; gr\\x{FC}@fern.example\r\n')
  expect(statusOf(report)).toContain('Final-Recipient: rfc822; ann@xn--bcher-kva.example\r\n')
})

test('what the other side said cannot add fields or lines, and is cut', async () => {
  const evil = `550 no\r\nAction: delivered\r\n\r\n--x\r\n\u0007\u001b[2J ü ${'long '.repeat(1000)}${'x'.repeat(3000)}`
  const report = await composeDsn({
    ...DSN,
    reportingMta: 'gate\r\nX: y',
    originalEnvelopeId: 'a+0D+0ABad: 1',
    recipients: [
      {
        ...RECIPIENT,
        diagnosticCode: evil,
        remoteMta: 'mx\r\nStatus: 2.0.0',
        originalRecipient: 'rfc822;a+0D+0AAction:delivered',
      },
    ],
  })
  expectWireSafe(report)
  const names = statusOf(report)
    .split('\r\n')
    .filter((line) => /^\S/.test(line))
    .map((line) => line.slice(0, line.indexOf(':')))
  expect(names).toEqual([
    'Original-Envelope-Id',
    'Reporting-MTA',
    'Arrival-Date',
    'Original-Recipient',
    'Final-Recipient',
    'Action',
    'Status',
    'Remote-MTA',
    'Diagnostic-Code',
    'Last-Attempt-Date',
  ])
  expect(
    Math.max(
      ...statusOf(report)
        .split('\r\n')
        .map(({ length }) => length),
    ),
  ).toBeLessThan(600)
})

test('many recipients are all in the machine part, and the first of them in words', async () => {
  const recipients = Array.from({ length: 60 }, (_, i) => ({ ...RECIPIENT, finalRecipient: `a${i}@fern.example` }))
  const raw = await composeDsn({ ...DSN, recipients })
  expect(statusOf(raw).match(/^Final-Recipient/gm)).toHaveLength(60)
  expect((await parseMail(raw)).text?.text).toContain('and 10 more')
})

function typesOf(raw: Buffer): string[] {
  return [...raw.toString('latin1').matchAll(/^Content-Type: ([\w/-]+)/gm)].map(([, type = '']) => type)
}

function statusOf(raw: Buffer): string {
  const [, part = ''] = raw.toString('latin1').split('Content-Type: message/delivery-status\r\n')
  return part.slice(part.indexOf('\r\n\r\n') + 4, part.indexOf('\r\n--'))
}

function expectWireSafe(raw: Buffer): void {
  const text = raw.toString('latin1')
  expect(/^[\x09\x0a\x0d\x20-\x7e]*$/.test(text)).toBe(true)
  expect(/(?<!\r)\n|\r(?!\n)/.test(text)).toBe(false)
  expect(Math.max(...text.split('\r\n').map(({ length }) => length))).toBeLessThanOrEqual(998)
}

test('the text says what is attached', async () => {
  const textOf = async (dsn: Dsn) => (await parseMail(await composeDsn(dsn))).text?.text
  expect(await textOf(DSN)).toContain('The header of your mail is attached.')
  expect(await textOf({ ...DSN, returnFull: DSN.originalHeaders })).toContain('Your mail is attached.')
  expect(await textOf({ ...DSN, returnFull: Buffer.from('A: \xff\r\n\r\n', 'latin1') })).toContain('The header of')
})

test.each([
  ['127.0.0.1', '[127.0.0.1]'],
  ['2001:db8::1', '[IPv6:2001:db8::1]'],
  ['[2001:db8::1]', '[IPv6:2001:db8::1]'],
  ['mx.fern.example', 'mx.fern.example'],
])('a mail server known as %s is named as RFC 3464 wants it', async (remoteMta, named) => {
  const report = await composeDsn({ ...DSN, recipients: [{ ...RECIPIENT, remoteMta }] })
  expect(statusOf(report)).toContain(`Remote-MTA: dns; ${named}\r\n`)
})
