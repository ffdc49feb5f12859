import { describe, expect, test } from 'vitest'
import { overdueOf, type SessionTimes } from './deadlines.ts'

const MINUTE = 60_000
const NOW = 100 * MINUTE
const LIMITS = { idleMs: 5 * MINUTE, dataMs: 10 * MINUTE, sessionMs: 60 * MINUTE }
const FRESH: SessionTimes = {
  openedAt: NOW - 1,
  waitingSince: NOW - 1,
  receivingSince: null,
  receivedBytes: 0,
  isKnown: true,
}
const overdue = (session: Partial<SessionTimes>, limits = LIMITS) =>
  overdueOf({ ...FRESH, ...session }, limits, NOW)?.lines[0] ?? null

describe('a session is ended', () => {
  test.each<[string, Partial<SessionTimes>, RegExp | null]>([
    ['not while it is fresh', {}, null],
    ['when its client is silent', { openedAt: 0, waitingSince: NOW - 5 * MINUTE - 1 }, /^Nothing came/],
    ['when it is old', { openedAt: NOW - 60 * MINUTE - 1 }, /is old/],
    ['never while we work', { openedAt: 0, waitingSince: null }, null],
    ['when a message takes long', { receivingSince: NOW - 10 * MINUTE - 1, receivedBytes: 1e9 }, /took too long/],
    ['when a message trickles', { receivingSince: NOW - 2 * MINUTE, receivedBytes: 11_999 }, /took too long/],
    ['not when a message comes steadily', { receivingSince: NOW - 2 * MINUTE, receivedBytes: 12_000 }, null],
    [
      'sooner when it is silent and nobody has signed in',
      { isKnown: false, waitingSince: NOW - MINUTE - 1 },
      /^Nothing/,
    ],
    [
      'sooner when nobody has signed in, however it keeps talking',
      { isKnown: false, openedAt: NOW - 5 * MINUTE - 1 },
      /^No login/,
    ],
    [
      'not while a stranger may still sign in',
      { isKnown: false, openedAt: NOW - 4 * MINUTE, waitingSince: NOW - 1 },
      null,
    ],
  ])('%s', (_, session, expected) => {
    if (expected === null) expect(overdue(session)).toBeNull()
    else expect(overdue(session)).toMatch(expected)
  })

  test('before login after intake.idle where that is shorter', () => {
    expect(overdue({ isKnown: false, waitingSince: NOW - 2_000 }, { ...LIMITS, idleMs: 1_000 })).toMatch(/^Nothing/)
  })
})
