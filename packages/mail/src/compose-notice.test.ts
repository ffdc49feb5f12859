import { expect, test } from 'vitest'
import { composeNotice, type NoticeMail } from './compose-notice.ts'
import type { Mail } from './mail.ts'
import { parseMail } from './parse.ts'

const NOTICE: NoticeMail = {
  from: { name: 'Proofgate', address: 'gate@acme.example' },
  to: { name: 'Jo Hart', address: 'jo@acme.example' },
  subject: 'Re: Order',
  messageId: '<n1@gate.acme.example>',
  date: new Date('2026-03-03T10:04:00Z'),
  inReplyTo: '<a1@acme.example>',
  references: ['<a0@fern.example>'],
  text: 'Hello Jo,\n\nyour mail waits.\n',
  html: '<p>Hello Jo</p>',
}

test('a notice threads under the mail it is about', async () => {
  const mail = await written(NOTICE)
  expect([mail.messageId, mail.inReplyTo, mail.references]).toEqual([
    '<n1@gate.acme.example>',
    '<a1@acme.example>',
    ['<a0@fern.example>', '<a1@acme.example>'],
  ])
  expect([mail.subject, mail.date]).toEqual(['Re: Order', NOTICE.date])
})

test('a notice says that it is automatic, asks for no answers, and sets no precedence', async () => {
  const mail = await written(NOTICE)
  expect(mail.automatic).toBe('auto-submitted')
  expect(mail.headers.get('auto-submitted')).toEqual(['auto-replied'])
  expect(mail.headers.get('x-auto-response-suppress')).toEqual(['All'])
  expect(mail.headers.has('precedence')).toBe(false)
})

test('a notice says the same in text and HTML, or in text alone', async () => {
  const both = await written({
    ...NOTICE,
    text: 'Grüße\n  >>you must<<\n',
    html: '<p>Grüße &gt;&gt;you must&lt;&lt;</p>',
  })
  expect([both.text?.text.trim(), both.html?.text]).toEqual(['Grüße\n  >>you must<<', 'Grüße >>you must<<'])
  const { html: _, ...plain } = NOTICE
  expect(await written(plain)).toMatchObject({ text: { text: expect.stringContaining('waits') }, html: null })
})

test.each([
  ['subject', { subject: 'Re: Hi\r\nBcc: evil@x.example\r\n\r\nbody' }],
  ['name', { to: { name: 'Jo\r\nBcc: evil@x.example', address: 'jo@acme.example' } }],
  ['address', { to: { name: '', address: 'jo@acme.example\r\nBcc: evil@x.example' } }],
  ['message id', { messageId: '<1@x>\r\nBcc: evil@x.example' }],
  ['answered id', { inReplyTo: '<1@x>\r\nBcc: evil@x.example' }],
  ['references', { references: ['<1@x>\r\nBcc: evil@x.example', '<2@x>'] }],
])('no %s can begin another field', async (_, change) => {
  const raw = await composeNotice({ ...NOTICE, ...change })
  const mail = await parseMail(raw)
  expect(new Set([...mail.headers.keys(), ...FIELDS])).toEqual(new Set(FIELDS))
  expect(mail.text?.text).toContain('your mail waits')
})

test('all is ASCII in CRLF lines of at most 998 octets, whatever comes in', async () => {
  const raw = await composeNotice({
    ...NOTICE,
    subject: 'Grüße 💥 '.repeat(200),
    to: { name: 'Jörg'.repeat(300), address: 'jörg@bücher.example' },
    references: Array.from({ length: 300 }, (_, i) => `<${'x'.repeat(200)}${i}@fern.example>`),
    text: `${'no-blank'.repeat(5000)}\n\ud800 .\n.\nFrom here\r\rx\n`,
    html: `<p>${'y'.repeat(30_000)}</p>`,
  })
  expectWireSafe(raw)
})

test('an address that ASCII cannot hold becomes a group of its name', async () => {
  const raw = await composeNotice({ ...NOTICE, to: { name: '', address: 'jörg@acme.example' } })
  expect(raw.toString('latin1')).toMatch(/^To: =\?UTF-8\?Q\?j=C3=B6rg=40acme=2Eexample\?=:;\r$/m)
})

const FIELDS = [
  'auto-submitted',
  'content-type',
  'date',
  'from',
  'in-reply-to',
  'message-id',
  'mime-version',
  'references',
  'subject',
  'to',
  'x-auto-response-suppress',
].sort()

async function written(notice: NoticeMail): Promise<Mail> {
  return parseMail(await composeNotice(notice))
}

function expectWireSafe(raw: Buffer): void {
  const text = raw.toString('latin1')
  expect(/^[\x09\x0a\x0d\x20-\x7e]*$/.test(text)).toBe(true)
  expect(/(?<!\r)\n|\r(?!\n)/.test(text)).toBe(false)
  expect(Math.max(...text.split('\r\n').map(({ length }) => length))).toBeLessThanOrEqual(998)
}
