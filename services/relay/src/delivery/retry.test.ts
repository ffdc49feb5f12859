import { expect, test } from 'vitest'
import { isTooMany, outcomeOf } from './outcome.ts'
import { delayNoticesDueAt, retryAfterMsOf } from './retry.ts'

const FAR = 1e9

test('each attempt has its waiting time, and the last one repeats', () => {
  const waits = [1, 2, 3, 4, 40].map((attempt) => retryAfterMsOf([1_000, 5_000, 9_000], attempt, FAR, 0.5))
  expect(waits).toEqual([1_000, 5_000, 9_000, 9_000, 9_000])
})

test('waiting times vary by a tenth', () => {
  expect(retryAfterMsOf([1_000], 1, FAR, 0)).toBe(900)
  expect(retryAfterMsOf([1_000], 1, FAR, 1)).toBe(1_100)
})

test('the last attempt falls on the end, not behind it', () => {
  expect(retryAfterMsOf([10_000], 1, 3_000, 0.5)).toBe(3_000)
  expect(retryAfterMsOf([10_000], 1, -5, 0.5)).toBe(0)
})

test('delay notices are due by age', () => {
  expect([999, 1_000, 5_000].map((age) => delayNoticesDueAt([1_000, 5_000], age))).toEqual([0, 1, 2])
})

const reply = (code: number, enhanced: string | null = null) => ({ code, enhanced, lines: [''] })

test.each([
  ['end', 250, null, 'sent'],
  ['rcpt', 450, '4.2.0', 'deferred'],
  ['rcpt', 550, '5.1.1', 'failed'],
  ['rcpt', 552, '5.2.2', 'failed'],
  ['rcpt', 552, null, 'deferred'],
  ['rcpt', 552, '5.5.3', 'deferred'],
  ['end', 552, null, 'failed'],
  ['mail', 530, '5.7.0', 'deferred'],
  ['mail', 555, '5.5.4', 'failed'],
] as const)('at %s %i %s means %s', (stage, code, enhanced, outcome) => {
  expect(outcomeOf(reply(code, enhanced), stage).outcome).toBe(outcome)
})

test('too many recipients is told from a full mailbox', () => {
  expect(isTooMany(reply(452, '4.5.3'))).toBe(true)
  expect(isTooMany(reply(452, '4.2.2'))).toBe(false)
  expect(isTooMany(reply(450))).toBe(false)
})
