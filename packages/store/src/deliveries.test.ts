import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { newMessage, type TemporaryStore, temporaryStore } from '../../../test/support/temporary-store.ts'
import { acceptor } from './accept.ts'
import {
  type Attempt,
  type ClaimedDelivery,
  claimDeliveries,
  extendLeases,
  returnLeases,
  settleAttempts,
} from './deliveries.ts'
import { findMessage, timelineOf } from './messages.ts'

let store: TemporaryStore
beforeAll(async () => {
  store = await temporaryStore()
})
afterAll(() => store.remove())
beforeEach(async () => {
  await store.sql`update deliveries set finished_at = now() where finished_at is null`
})

const queued = async (count: number) => {
  const accepting = acceptor(store.sql, { duplicateWindowMs: 0, giveUpMs: 5_000 })
  const next = { state: 'forwarding', judgement: null, lease: null, expireMs: 60_000 } as const
  const texts = Array.from({ length: count }, () => `Subject: ${Math.random()}\r\n\r\nx\r\n`)
  return Promise.all(texts.map((text) => accepting.accept({ message: newMessage({ text }), next, notices: [] })))
}
const claim = async (limit = 100, leaseMs = 60_000) =>
  (await claimDeliveries(store.sql, { limit, bytesMax: 1e6, leaseMs, except: [] })).claimed
const attemptOf = (delivery: ClaimedDelivery, outcome: 'sent' | 'failed' | 'deferred'): Attempt => ({
  delivery,
  startedAt: new Date(),
  endedAt: new Date(),
  host: 'smart.test:25',
  tls: null,
  results: delivery.recipients.map(({ address, position }) => ({
    address,
    position,
    outcome,
    reply: '250 2.0.0 ok',
    code: 250,
    enhanced: '2.0.0',
  })),
  retryAfterMs: outcome === 'deferred' ? 0 : null,
  delayNotices: 0,
  notices: [],
})

test('relays that claim at once never get the same delivery', async () => {
  await queued(100)
  const claims = await Promise.all(Array.from({ length: 10 }, () => claim(20)))
  const ids = claims.flat().map((delivery) => delivery.id)
  expect(ids.length).toBe(100)
  expect(new Set(ids).size).toBe(100)
})

test('a lease that ended is taken by the next, and the first can no longer settle', async () => {
  await queued(1)
  const [late] = await claim(1, 0)
  const [next] = await claim(1)
  if (late === undefined || next === undefined) throw new Error('not claimed')
  expect(next).toMatchObject({ id: late.id, attempt: 2 })
  expect(await settleAttempts(store.sql, [attemptOf(late, 'sent')])).toEqual(['lease lost'])
  expect((await timelineOf(store.sql, late.messageId)).at(-1)?.kind).toBe('delivery.lease-lost')
})

test('who lost the lease reports no failure, so the next attempt does, to the sender too (promise 5)', async () => {
  await queued(2)
  const late = await claim(2, 0)
  const next = await claim(2)
  const [failed, sent] = late
  if (failed === undefined || sent === undefined) throw new Error('not claimed')
  await settleAttempts(store.sql, [attemptOf(failed, 'failed'), attemptOf(sent, 'sent')])
  await settleAttempts(
    store.sql,
    next.map((delivery) => attemptOf(delivery, 'deferred')),
  )
  const again = await claim(2)
  const waiting = (id: string) => again.find((delivery) => delivery.id === id)?.recipients.length
  expect([waiting(failed.id), waiting(sent.id)]).toEqual([1, 0])
})

test('settling twice, as after a connection that broke in COMMIT, changes nothing the second time', async () => {
  const [accepted] = await queued(1)
  const [delivery] = await claim(1)
  if (delivery === undefined || accepted === undefined) throw new Error('not claimed')
  const attempt = attemptOf(delivery, 'sent')
  expect(await settleAttempts(store.sql, [attempt])).toEqual(['settled'])
  const steps = (await timelineOf(store.sql, accepted.id)).length
  expect(await settleAttempts(store.sql, [attempt])).toEqual(['settled'])
  expect((await timelineOf(store.sql, accepted.id)).length).toBe(steps)
  expect((await findMessage(store.sql, accepted.id))?.state).toBe('sent')
})

test('deferred recipients wait and the delivery comes back; a failed one makes the message failed', async () => {
  const [accepted] = await queued(1)
  const [first] = await claim(1)
  if (first === undefined || accepted === undefined) throw new Error('not claimed')
  await settleAttempts(store.sql, [attemptOf(first, 'deferred')])
  const [second] = await claim(1)
  if (second === undefined) throw new Error('not claimed again')
  expect(second).toMatchObject({ id: first.id, attempt: 2 })
  await settleAttempts(store.sql, [attemptOf(second, 'failed')])
  expect((await findMessage(store.sql, accepted.id))?.state).toBe('failed')
  expect(await claim(10)).toEqual([])
})

test('a lease given back is free at once and its attempt not counted; an extended one is not free', async () => {
  await queued(2)
  const [given, kept] = await claim(2, 0)
  if (given === undefined || kept === undefined) throw new Error('not claimed')
  await extendLeases(store.sql, [given.leaseToken, kept.leaseToken], 60_000)
  await returnLeases(store.sql, [given.leaseToken])
  expect((await claim(10)).map(({ id, attempt }) => ({ id, attempt }))).toEqual([{ id: given.id, attempt: 1 }])
})

test('octets that changed in the table are never handed out', async () => {
  const [accepted] = await queued(1)
  if (accepted === undefined) throw new Error('not accepted')
  await store.sql`update messages set sha256 = '\\x00' where id = ${accepted.id}`
  const { claimed, damaged } = await claimDeliveries(store.sql, {
    limit: 10,
    bytesMax: 1e6,
    leaseMs: 60_000,
    except: [],
  })
  expect(claimed).toEqual([])
  expect(String(damaged[0]?.error)).toContain('do not match its SHA-256')
})

test('a claim takes no more octets than there is room for, but one message at least', async () => {
  await queued(5)
  const [row] = await store.sql`select max(size_bytes) as size from messages`
  const claimed = async (bytesMax: number) => {
    const claim = await claimDeliveries(store.sql, { limit: 10, bytesMax, leaseMs: 60_000, except: [] })
    return [claim.claimed.length, claim.more]
  }
  expect(await claimed(2 * row?.size)).toEqual([2, true])
  expect(await claimed(1)).toEqual([1, true])
  expect(await claimed(1e6)).toEqual([2, false])
})

test('a claim whose octets cannot be read leases nothing that nobody holds', async () => {
  await queued(1)
  await store.sql`alter table bodies rename to bodies_away`
  await expect(claim()).rejects.toThrow('bodies')
  await store.sql`alter table bodies_away rename to bodies`
  expect(await claim()).toHaveLength(1)
})

test('how long a delivery may still take is told by the clock of the database, whatever ours says', async () => {
  await queued(1)
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 7 * 86_400_000 })
  try {
    const [delivery] = await claim(1)
    expect((delivery?.expiresAt.getTime() ?? 0) - Date.now()).toBeGreaterThan(0)
    expect(Date.now() - (delivery?.createdAt.getTime() ?? 0)).toBeLessThan(60_000)
  } finally {
    vi.useRealTimers()
  }
})
