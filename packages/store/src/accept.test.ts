import type { Judgement } from '@proofgate/checks'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newMessage, type TemporaryStore, temporaryStore } from '../../../test/support/temporary-store.ts'
import { type Acceptor, acceptor, type NextStep } from './accept.ts'
import { octetsOf } from './bodies.ts'
import { isConnectionTrouble, openDatabase } from './database.ts'
import { findMessage, timelineOf } from './messages.ts'

let store: TemporaryStore
let accepting: Acceptor
const forwarding = { state: 'forwarding', judgement: null, lease: null, expireMs: 60_000 } as const

beforeAll(async () => {
  store = await temporaryStore()
  accepting = acceptor(store.sql, { duplicateWindowMs: 60_000, giveUpMs: 5_000 })
})
afterAll(() => store.remove())

test('what was accepted is on record with its octets, recipients, delivery and steps (promise 1)', async () => {
  const message = newMessage({ raw: Buffer.from('Subject: \xe9\r\n\r\n\xff\xfe\r\n', 'latin1') })
  const accepted = await accepting.accept({ message, next: forwarding, notices: [] })
  expect(accepted).toMatchObject({ id: message.id, state: 'forwarding', duplicate: false })
  expect(await octetsOf(store.sql, message.id)).toEqual(message.raw)
  expect((await findMessage(store.sql, message.id))?.recipients).toEqual([
    { address: 'kim@customer.example', state: 'waiting', lastReply: null },
  ])
  expect((await timelineOf(store.sql, message.id)).map((step) => step.kind)).toEqual([
    'mail.received',
    'mail.forwarded',
  ])
})

test('the same octets and envelope get the first id, one after the other and at once', async () => {
  const text = 'Subject: twice\r\n\r\nhello\r\n'
  const first = await accepting.accept({ message: newMessage({ text }), next: forwarding, notices: [] })
  const again = await accepting.accept({ message: newMessage({ text }), next: forwarding, notices: [] })
  const atOnce = await Promise.all(
    Array.from({ length: 10 }, () =>
      accepting.accept({ message: newMessage({ text }), next: forwarding, notices: [] }),
    ),
  )
  for (const repeat of [again, ...atOnce])
    expect(repeat).toMatchObject({ id: first.id, duplicate: true, deliveryId: null })
  const other = newMessage({ text, login: 'ben' })
  expect(await accepting.accept({ message: other, next: forwarding, notices: [] })).toMatchObject({ duplicate: false })
})

test('two relays that get the same message at once keep one', async () => {
  const second = acceptor(store.sql, { duplicateWindowMs: 60_000, giveUpMs: 5_000 })
  const texts = Array.from({ length: 40 }, (_, i) => `Subject: race ${i}\r\n\r\nx\r\n`)
  const accepted = await Promise.all(
    [accepting, second].flatMap((each) =>
      texts.map((text) => each.accept({ message: newMessage({ text }), next: forwarding, notices: [] })),
    ),
  )
  expect(new Set(accepted.map((each) => each.id)).size).toBe(40)
  expect(accepted.filter((each) => !each.duplicate)).toHaveLength(40)
})

test('after the duplicate window the same message is a new one', async () => {
  const forgetful = acceptor(store.sql, { duplicateWindowMs: 0, giveUpMs: 5_000 })
  const text = 'Subject: later\r\n\r\nx\r\n'
  const first = await forgetful.accept({ message: newMessage({ text }), next: forwarding, notices: [] })
  const later = await forgetful.accept({ message: newMessage({ text }), next: forwarding, notices: [] })
  expect(later).toMatchObject({ duplicate: false })
  expect(later.id).not.toBe(first.id)
})

const judged = (policy: string): Judgement => ({
  verdict: 'bounce',
  score: 9,
  groups: { answer: 9, exposure: 0, proof: 0, tone: 0, word: 0 },
  thresholds: { hold: 3, bounce: 6, atRisk: false },
  language: 'en',
  findings: [],
  questions: [],
  customer: null,
  abstained: [],
  unread: [],
  model: null,
  conversation: null,
  facts: null,
  exempt: null,
  shadow: false,
  shadowVerdict: null,
  policy,
  engine: '0.1.0',
  tookMs: 1,
})

test('a message that finally failed, or was returned, is a new one when it is sent again (promises 1 and 5)', async () => {
  for (const state of ['failed', 'returned']) {
    const text = `Subject: ${state}, and again\r\n\r\nx\r\n`
    const first = await accepting.accept({ message: newMessage({ text }), next: forwarding, notices: [] })
    await store.sql`update messages set state = ${state} where id = ${first.id}`
    const again = await Promise.all(
      Array.from({ length: 3 }, () =>
        accepting.accept({ message: newMessage({ text }), next: forwarding, notices: [] }),
      ),
    )
    expect(again[0]).toMatchObject({ duplicate: false, state: 'forwarding', deliveryId: expect.any(String) })
    expect(again[0]?.id).not.toBe(first.id)
    expect(new Set(again.map(({ id }) => id)).size).toBe(1)
  }
})

test('a message that its own broken connection hid is never taken for a repeat to begin anew', async () => {
  const message = newMessage({ text: 'Subject: hidden\r\n\r\nx\r\n' })
  await accepting.accept({ message, next: forwarding, notices: [] })
  await store.sql`update messages set state = 'failed' where id = ${message.id}`
  expect(await accepting.accept({ message, next: forwarding, notices: [] })).toMatchObject({
    id: message.id,
    duplicate: false,
    state: 'failed',
  })
})

test('a bounce is repeated under the same policy, and under another the message is a new one', async () => {
  const text = 'Subject: bounced\r\n\r\nx\r\n'
  const submit = (next: NextStep) => accepting.accept({ message: newMessage({ text }), next, notices: [] })
  const first = await submit({ state: 'bounced', judgement: judged('a') })
  expect(await submit({ state: 'bounced', judgement: judged('a') })).toMatchObject({ id: first.id, duplicate: true })
  // Without a judgement of today the one there is stands.
  expect(await submit(forwarding)).toMatchObject({ id: first.id, state: 'bounced', duplicate: true })
  const mended = await submit({
    state: 'forwarding',
    judgement: { ...judged('b'), verdict: 'forward' },
    lease: null,
    expireMs: 1,
  })
  expect(mended).toMatchObject({ state: 'forwarding', duplicate: false })
})

test('recipients in another order make no second copy', async () => {
  const text = 'Subject: order\r\n\r\nx\r\n'
  const { envelope } = newMessage()
  const to = (...addresses: string[]) => ({
    ...envelope,
    recipients: addresses.map((address) => ({ address, notify: null, orcpt: null })),
  })
  const first = newMessage({ text, envelope: to('a@x.example', 'b@x.example') })
  const second = newMessage({ text, envelope: to('b@x.example', 'a@x.example') })
  await accepting.accept({ message: first, next: forwarding, notices: [] })
  expect(await accepting.accept({ message: second, next: forwarding, notices: [] })).toMatchObject({ id: first.id })
})

test('connections that break while messages are written lose none and double none', async () => {
  const texts = Array.from({ length: 300 }, (_, i) => `Subject: broken ${i}\r\n\r\nx\r\n`)
  const killer = openDatabase(store.address, 1)
  let done = 0
  let broken = 0
  const accepted = await Promise.all(
    texts.map(async (text) => {
      const answer = await accepting.accept({ message: newMessage({ text }), next: forwarding, notices: [] })
      if (done++ % 50 === 0) {
        const killed = await killer.sql`select pg_terminate_backend(pid) from pg_stat_activity
          where application_name = 'proofgate' and pid <> pg_backend_pid()`
        // Not `broken += await …`: that would take the sum of before the wait, and forget what others added meanwhile.
        broken += killed.length
      }
      return answer
    }),
  )
  const ids = accepted.map((each) => each.id)
  expect(broken).toBeGreaterThan(0)
  expect(new Set(ids).size).toBe(300)
  const [row] = await killer.sql`select count(*)::int as n from messages where id = any(${ids})`
  expect(row?.n).toBe(300)
  await killer.close()
})

test('a database that answers nothing is given up in time, and the message can be sent again (promise 1)', async () => {
  const hasty = acceptor(store.sql, { duplicateWindowMs: 60_000, giveUpMs: 200 })
  const text = 'Subject: frozen\r\n\r\nx\r\n'
  const submit = () => hasty.accept({ message: newMessage({ text }), next: forwarding, notices: [] })
  const frozen = Promise.withResolvers<void>()
  const end = Promise.withResolvers<void>()
  const lock = store.sql.begin(async (tx) => {
    await tx`lock table messages in access exclusive mode`
    frozen.resolve()
    await end.promise
  })
  await frozen.promise
  const errors = await Promise.all(Array.from({ length: 3 }, () => submit().catch((error) => error)))
  expect(errors.map(isConnectionTrouble)).toEqual([true, true, true])
  // Nothing is left that would be written later.
  await hasty.idle()
  end.resolve()
  await lock
  const again = await accepting.accept({ message: newMessage({ text }), next: forwarding, notices: [] })
  expect(again).toMatchObject({ state: 'forwarding', duplicate: false })
})

test('text that PostgreSQL cannot hold is kept with a mark in its place', async () => {
  const message = newMessage({ text: 'odd', header: { messageId: null, subject: 'a\0b\ud800c', from: null } })
  await accepting.accept({ message, next: forwarding, notices: [] })
  expect((await findMessage(store.sql, message.id))?.subject).toBe('a\ufffdb\ufffdc')
})

test('what is on record refuses change, removal and truncation (promise 8)', async () => {
  const held = newMessage({ text: 'Subject: kept\r\n\r\nx\r\n' })
  const next = { state: 'held', judgement: judged('a'), reason: 'verdict' } as const
  await accepting.accept({ message: held, next, notices: [] })
  const { sql } = store
  await sql`insert into deliveries (id, message_id, expires_at) values ('d', ${held.id}, now())`
  await sql`insert into attempts (delivery_id, message_id, number, started_at, ended_at, results)
    values ('d', ${held.id}, 1, now(), now(), '[]')`
  await sql`insert into findings (judgement_id, message_id, check_id, group_name, points, confidence, shadow)
    select id, message_id, 'x', 'tone', 1, 1, false from judgements limit 1`
  await sql`update holds set decided_at = now(), decision = 'return' where message_id = ${held.id}`
  const kept = { events: 'kind', bodies: 'message_id', judgements: 'policy', findings: 'excerpt', attempts: 'host' }
  for (const [table, column] of Object.entries({ ...kept, holds: 'note' })) {
    await expect(sql.unsafe(`update ${table} set ${column} = 'x'`), table).rejects.toThrow('append-only')
    await expect(sql.unsafe(`delete from ${table}`), table).rejects.toThrow('append-only')
    await expect(sql.unsafe(`truncate ${table} cascade`), table).rejects.toThrow('append-only')
  }
})
