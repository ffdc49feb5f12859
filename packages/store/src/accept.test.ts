import { afterAll, beforeAll, expect, test } from 'vitest'
import { newMessage, type TemporaryStore, temporaryStore } from '../../../test/support/temporary-store.ts'
import { type Acceptor, acceptor } from './accept.ts'
import { octetsOf } from './bodies.ts'
import { openDatabase } from './database.ts'
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

test('connections that break while messages are written lose none and double none', async () => {
  const texts = Array.from({ length: 300 }, (_, i) => `Subject: broken ${i}\r\n\r\nx\r\n`)
  const killer = openDatabase(store.address, 1)
  let done = 0
  let broken = 0
  const accepted = await Promise.all(
    texts.map(async (text) => {
      const answer = await accepting.accept({ message: newMessage({ text }), next: forwarding, notices: [] })
      if (done++ % 50 === 0) {
        broken += (
          await killer.sql`select pg_terminate_backend(pid) from pg_stat_activity
          where application_name = 'proofgate' and pid <> pg_backend_pid()`
        ).length
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

test('text that PostgreSQL cannot hold is kept with a mark in its place', async () => {
  const message = newMessage({ text: 'odd', header: { messageId: null, subject: 'a\0b\ud800c', from: null } })
  await accepting.accept({ message, next: forwarding, notices: [] })
  expect((await findMessage(store.sql, message.id))?.subject).toBe('a\ufffdb\ufffdc')
})

test('the record of events refuses change, removal and truncation (promise 8)', async () => {
  await expect(store.sql`update events set kind = 'x'`).rejects.toThrow('append-only')
  await expect(store.sql`delete from events`).rejects.toThrow('append-only')
  await expect(store.sql`truncate events`).rejects.toThrow('append-only')
})
