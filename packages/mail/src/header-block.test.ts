import { expect, test } from 'vitest'
import { fieldsOf, headerBlockOf, headerFieldsOf, receivedCountOf } from './header-block.ts'
import { mailboxesOf } from './mailboxes.ts'

const RAW = Buffer.from(
  'Received: from a by b;\r\n Mon, 3 Mar 2026 10:00:00 +0000\r\nRECEIVED: from c by a\r\nSubject: =?utf-8?Q?K=C3=A4se?=\r\n\tand bread\r\n' +
    'From: "Hart, Jo" <jo@acme.example>,\r\n team: ann@fern.example, =?utf-8?Q?J=C3=B6?= <jo2@fern.example>;\r\nX-Empty:\r\n\r\nReceived: not a field\r\n',
)

test('the header ends before the empty line, with CRLF as with bare LF', () => {
  expect(headerBlockOf(RAW).toString()).toMatch(/X-Empty:\r\n$/)
  expect(headerBlockOf(Buffer.from('A: 1\nB: 2\n\nbody')).toString()).toBe('A: 1\nB: 2\n')
  expect(headerBlockOf(Buffer.from('\r\nbody')).length).toBe(0)
  expect(headerBlockOf(Buffer.from('A: 1')).toString()).toBe('A: 1')
  expect(headerBlockOf(new Uint8Array()).length).toBe(0)
})

test('fields are found whatever their case, unfolded, and not decoded', () => {
  expect(fieldsOf(RAW, 'received')).toEqual(['from a by b; Mon, 3 Mar 2026 10:00:00 +0000', 'from c by a'])
  expect(fieldsOf(RAW, 'SUBJECT')).toEqual(['=?utf-8?Q?K=C3=A4se?=\tand bread'])
  expect(fieldsOf(RAW, 'X-Empty')).toEqual([''])
  expect(fieldsOf(RAW, 'Subjec')).toEqual([])
  expect(fieldsOf(Buffer.from('Subject : old style\r\n\r\n'), 'subject')).toEqual(['old style'])
})

test('a value in raw UTF-8 or windows-1252 is read as such', () => {
  expect(fieldsOf(Buffer.from('Subject: Grüße\r\n\r\n'), 'subject')).toEqual(['Grüße'])
  expect(fieldsOf(Buffer.from('Subject: Gr\xfc\xdfe\r\n\r\n', 'latin1'), 'subject')).toEqual(['Grüße'])
})

test('hops are counted in the header only', () => {
  expect(receivedCountOf(RAW)).toBe(2)
})

test('the mailboxes of a field count, groups included, names decoded', () => {
  expect(fieldsOf(RAW, 'from').flatMap(mailboxesOf)).toEqual([
    { name: 'Hart, Jo', address: 'jo@acme.example' },
    { name: '', address: 'ann@fern.example' },
    { name: 'Jö', address: 'jo2@fern.example' },
  ])
})

test('an encoded word cannot pose as an address', () => {
  expect(mailboxesOf('=?utf-8?Q?boss=40acme.example?=@evil.example')).toEqual([])
})

test('lines that are no field are left out', () => {
  const raw = Buffer.from(
    'From jo@acme.example Mon Mar 3 10:04:00 2026\r\nno colon here\r\nA: 1\r\n continued\r\n: empty name\r\nB : 2\r\n\r\n',
  )
  expect(headerFieldsOf(raw)).toEqual([
    { name: 'a', value: '1 continued' },
    { name: 'b', value: '2' },
  ])
})

test('a header of half a million lines is read in one pass', () => {
  const raw = Buffer.from(`${'X: y\r\n'.repeat(500_000)}\r\n`)
  expect(receivedCountOf(raw)).toBe(0)
  expect(fieldsOf(raw, 'x')).toHaveLength(500_000)
})
