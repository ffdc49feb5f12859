import { expect, test } from 'vitest'
import { turnDateOf } from './turn-date.ts'
import { turnHeaderOf } from './turn-header.ts'

const RECEIVED = new Date('2026-03-05T12:00:00Z')
const header = (...lines: string[]) =>
  turnHeaderOf(Buffer.from(`${lines.join('\r\n')}\r\n\r\nHello there.\r\n`), RECEIVED)

test('author, recipients and subject are decoded, addresses of recipients in lower case and once', () => {
  const read = header(
    'From: =?UTF-8?Q?J=C3=BCrgen_M=C3=BCller?= <Juergen@Customer.Example>',
    'To: Support <Help@Acme.example>, help@acme.example',
    'Cc: =?utf-8?B?S8OkdGhl?= <kaethe@acme.example>',
    'Subject: =?iso-8859-1?Q?R=FCckgabe?= der =?UTF-8?Q?Ware?=',
  )
  expect(read.author).toEqual({ name: 'Jürgen Müller', address: 'Juergen@Customer.Example' })
  expect(read.recipients).toEqual(['help@acme.example', 'kaethe@acme.example'])
  expect(read.subject).toBe('Rückgabe der Ware')
})

test('ids: root and nearest references are kept, each once, its own left out; In-Reply-To stands last', () => {
  const read = header(
    'Message-ID: <own@x>',
    'References: <root@x> <a@x>\r\n <own@x> <a@x>',
    'In-Reply-To: "Your mail of Monday" <b@x>',
  )
  expect(read.messageId).toBe('<own@x>')
  expect(read.references).toEqual(['<root@x>', '<a@x>', '<b@x>'])
  const many = header(`References: ${Array.from({ length: 300 }, (_, i) => `<${i}@x>`).join('\r\n ')}`).references
  expect(many).toHaveLength(100)
  expect([many[0], many[1], many.at(-1)]).toEqual(['<0@x>', '<201@x>', '<299@x>'])
})

test('ids without brackets or with blanks in them are read, ids beyond all measure are not', () => {
  expect(header('Message-ID: abc@host').messageId).toBe('<abc@host>')
  expect(header('Message-ID: < abc@host >').messageId).toBe('<abc@host>')
  expect(header(`Message-ID: <${'é'.repeat(600)}@x>`).messageId).toBeNull()
  expect(header('Subject: none').messageId).toBeNull()
})

test.each([
  ['Thu, 5 Mar 2026 09:04:05 +0100', '2026-03-05T08:04:05.000Z', 60],
  ['5 Mar 2026 09:04 EST (a comment)', '2026-03-05T14:04:00.000Z', -300],
  ['Thu, 05 Mar 26 09.04.05 -0330', '2026-03-05T12:34:05.000Z', -210],
  ['Thu Mar  5 09:04:05 2026', '2026-03-05T09:04:05.000Z', 0],
  ['2026-03-05T09:04:05.123+05:30', '2026-03-05T03:34:05.000Z', 330],
  ['Wed, 4 Mar 2026 23:59:60 GMT', '2026-03-04T23:59:59.000Z', 0],
  ['Thu, 5 Mar 2026 09:04:05 +9900', '2026-03-05T09:04:05.000Z', 0],
])('the date %s is %s', (text, at, zone) => {
  expect(turnDateOf(text)).toEqual({ at: new Date(at), zone })
})

test.each([
  '',
  'yesterday',
  'order 66 2019',
  '32 Mar 2026 09:04:05 +0000',
  '5 Foo 2026 09:04:05',
  '5 Mar 2026 25:00:00',
])('no date is read from "%s"', (text) => expect(turnDateOf(text)).toBeNull())

test('a date that is missing, before 1990 or after its receipt is that of the receipt', () => {
  for (const date of ['Subject: x', 'Date: Thu, 1 Jan 1970 00:00:00 +0000', 'Date: Fri, 6 Mar 2026 00:00:00 +0000'])
    expect(header(date).writtenAt).toEqual(RECEIVED)
  expect(header('Date: Thu, 5 Mar 2026 11:00:00 +0000').writtenAt).toEqual(new Date('2026-03-05T11:00:00Z'))
})

test('mail of machines is told, also by a calendar part inside', () => {
  expect(header('Auto-Submitted: auto-replied').automatic).toBe('auto-submitted')
  expect(header('From: a@x').automatic).toBeNull()
  const meeting = [
    'Content-Type: multipart/alternative; boundary=b',
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    'Join us',
    '--b',
    'Content-Type: text/calendar; method=REQUEST',
    '',
    'BEGIN:VCALENDAR',
    '--b--',
  ].join('\r\n')
  expect(turnHeaderOf(Buffer.from(meeting), RECEIVED).automatic).toBe('calendar')
})

const PLAIN = [
  'From: Anna <anna@acme.example>',
  'Message-ID: <1@acme.example>',
  'Content-Type: text/plain; charset=utf-8',
  '',
  'Grüße, your order left on Friday. It should be with you soon.',
]
const identity = (lines: readonly string[], end = '\r\n') =>
  turnHeaderOf(Buffer.from(lines.join(end)), RECEIVED).identity.toString('hex')

test('a copy with more fields, other line ends or another encoding has the same identity', () => {
  const first = identity(PLAIN)
  expect(identity(['Received: by relay', ...PLAIN, ''], '\n')).toBe(first)
  const quoted = [
    'Received: by exchange',
    ...PLAIN.slice(0, 2),
    'Content-Type: text/plain; charset="iso-8859-1"',
    'Content-Transfer-Encoding: quoted-printable',
    '',
    'Gr=FC=DFe, your order left on Friday. It should=\r\n be with you soon.',
  ]
  expect(identity(quoted)).toBe(first)
  const base64 = [
    ...PLAIN.slice(0, 3),
    'Content-Transfer-Encoding: base64',
    '',
    Buffer.from(PLAIN[4] ?? '').toString('base64'),
  ]
  expect(identity(base64)).toBe(first)
  const wrapped = [
    ...PLAIN.slice(0, 2),
    'Content-Type: multipart/mixed; boundary="=x"',
    '',
    '--=x',
    ...PLAIN.slice(2),
    '--=x--',
  ]
  expect(identity(wrapped)).toBe(first)
})

test('another text, author or id is another mail, whatever else it takes over', () => {
  const first = identity(PLAIN)
  expect(identity([...PLAIN, 'Cancel everything.'])).not.toBe(first)
  expect(identity(['From: kim@customer.example', ...PLAIN.slice(1)])).not.toBe(first)
  expect(identity(PLAIN.map((line) => line.replace('<1@', '<2@')))).not.toBe(first)
  const hidden = [
    ...PLAIN.slice(0, 2),
    'Content-Type: multipart/alternative; boundary=b',
    '',
    '--b',
    ...PLAIN.slice(2),
    '--b',
    'Content-Type: text/html',
    '',
    '<p>Cancel everything.</p>',
    '--b--',
  ]
  expect(identity(hidden)).not.toBe(first)
})

test('without a Message-ID the date, subject and recipients tell mails of one text apart', () => {
  const lines = (to: string) => [
    'From: anna@acme.example',
    `To: ${to}`,
    'Date: Thu, 5 Mar 2026 09:00:00 +0000',
    '',
    'Done.',
  ]
  expect(identity(lines('kim@x.example'))).toBe(identity(['Received: x', ...lines('kim@x.example')]))
  expect(identity(lines('kim@x.example'))).not.toBe(identity(lines('lee@x.example')))
})

test('torn and hostile mail is read without throwing', () => {
  const deep = Array.from(
    { length: 400 },
    (_, i) => `Content-Type: multipart/mixed; boundary=b${i}\r\n\r\n--b${i}\r\n`,
  ).join('')
  const odd = [
    '',
    '\r\n',
    'From',
    `From: ${'<'.repeat(9999)}`,
    `Date: ${'1 '.repeat(9999)}`,
    deep,
    '\xff\xfe\x00',
    'Content-Type: text/plain; charset=nope\r\n\r\n\xff',
  ]
  for (const text of odd) expect(turnHeaderOf(Buffer.from(text, 'latin1'), RECEIVED).identity).toHaveLength(32)
})
