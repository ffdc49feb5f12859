import { expect, test } from 'vitest'
import { isLooping, listedFieldsOf } from './header.ts'

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
