import { expect, test } from 'vitest'
import { hasLongHeader, isLooping, listedFieldsOf, routeDomainOf } from './header.ts'

const own =
  'Received: from x ([192.0.2.1])\r\n\tby gate.test (Proofgate) with ESMTP id 1;\r\n\tThu, 05 Mar 2026 09:04:05 +0000\r\n'
const other = 'Received: from x by y; Thu, 05 Mar 2026 09:04:05 +0000\r\n'
const looping = (fields: string) =>
  isLooping(Buffer.from(`${fields}Subject: x\r\n\r\nReceived: not a field\r\n`), 'gate.test', 100)

test('mail that bears our mark three times goes round', () => {
  expect(looping(own.repeat(2))).toBe(false)
  expect(looping(own.repeat(3))).toBe(true)
})

test('so does mail with as many Received fields as the limit', () => {
  expect(looping(other.repeat(99))).toBe(false)
  expect(looping(other.repeat(100))).toBe(true)
})

test('the marks of another Proofgate are not ours', () => {
  expect(looping(own.replaceAll('gate.test', 'other.test').repeat(5))).toBe(false)
})

test('listed fields are decoded, and null where absent', () => {
  const raw = Buffer.from('Subject: =?UTF-8?B?w4RwZmVs?=\r\nFROM: Anna\r\n <anna@acme.example>\r\n\r\n')
  expect(listedFieldsOf(raw)).toEqual({ messageId: null, subject: 'Äpfel', from: 'Anna <anna@acme.example>' })
})

test('a header above a megabyte is long, whatever the body; one without end as well', () => {
  const field = 'a:\r\n'
  const fields = field.repeat(Math.floor((1024 * 1024) / field.length))
  const body = 'x'.repeat(2 * 1024 * 1024)
  expect(hasLongHeader(Buffer.from(`${fields}\r\n${body}`))).toBe(false)
  expect(hasLongHeader(Buffer.from(`${fields}${field}\r\n${body}`))).toBe(true)
  expect(hasLongHeader(Buffer.from(body))).toBe(true)
  expect(hasLongHeader(Buffer.from('no header'))).toBe(false)
})

test('the domain to route by is that of the envelope sender, without one that of From', () => {
  expect(routeDomainOf('anna@Acme.example', 'b@other.example')).toBe('acme.example')
  expect(routeDomainOf('', 'Anna <anna@acme.example>')).toBe('acme.example')
  expect(routeDomainOf('', 'anna@acme.example ')).toBe('acme.example')
  expect(routeDomainOf('', 'Anna')).toBe('')
  expect(routeDomainOf('', null)).toBe('')
})

test('a From of a million letters is looked at once', () => {
  expect(routeDomainOf('', 'a'.repeat(1_000_000))).toBe('')
  expect(routeDomainOf('', `${'a@'.repeat(500_000)}acme.example`)).toBe('acme.example')
})
