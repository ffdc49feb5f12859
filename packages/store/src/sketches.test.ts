import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type TemporaryStore, temporaryStore } from '../../../test/support/temporary-store.ts'
import { addSketches, findTwin, type SentReply, unsketched } from './sketches.ts'

let store: TemporaryStore
beforeAll(async () => {
  store = await temporaryStore()
  await store.sql`alter table sketches drop constraint sketches_turn_id_turns_id_fkey`
})
beforeEach(() => store.sql`truncate sketches`)
afterAll(() => store.remove())

/** A sketch that shares all keys but the first `other` with that of 0, and differs from it in `bits` of 512 bits. */
const sketch = (other = 0, bits = 0) => ({
  bands: Array.from({ length: 10 }, (_, i) => (i < other ? 1000 * (i + 1) + bits : i)),
  bits: '1'.repeat(bits) + '0'.repeat(512 - bits),
})
const sent = (turnId: string, given: Partial<SentReply> = {}): SentReply => ({
  turnId,
  customerAddress: `${turnId}@post.example`,
  sentAt: new Date('2026-11-20T10:00:00Z'),
  sketch: sketch(),
  ...given,
})
const find = (given: { customers?: string[]; since?: string; similarityMin?: number } = {}) =>
  findTwin(store.sql, {
    sketch: sketch(),
    customers: given.customers ?? ['me@post.example'],
    since: new Date(given.since ?? '2026-11-01'),
    similarityMin: given.similarityMin ?? 0.8,
  })

test('the nearest reply to others is found by any key, with how many are as near', async () => {
  await addSketches(store.sql, [
    sent('a', { sketch: sketch(9, 20) }),
    sent('b', { sketch: sketch(5, 10), sentAt: new Date('2026-11-21T10:00:00Z') }),
    sent('far', { sketch: sketch(5, 90) }),
    sent('stranger', { sketch: sketch(10, 0) }),
  ])
  expect(await find()).toEqual({
    turnId: 'b',
    sentAt: new Date('2026-11-21T10:00:00Z'),
    similarity: (512 - 20) / 512,
    times: 2,
  })
})

test('of equally near ones the latest is named', async () => {
  await addSketches(store.sql, [sent('late', { sentAt: new Date('2026-11-22') }), sent('early')])
  expect(await find()).toMatchObject({ turnId: 'late', similarity: 1, times: 2 })
})

test('replies to the same customers, older ones and ones less alike do not count', async () => {
  await addSketches(store.sql, [
    sent('mine', { customerAddress: 'me@post.example' }),
    sent('old', { sentAt: new Date('2026-10-01') }),
    sent('other', { sketch: sketch(2, 60) }),
  ])
  expect(await find()).toBeNull()
  expect(await find({ customers: [] })).toMatchObject({ turnId: 'mine' })
  expect(await find({ since: '2026-09-01' })).toMatchObject({ turnId: 'old' })
  expect(await find({ similarityMin: 0.7 })).toMatchObject({ turnId: 'other' })
})

test('adding a reply again changes nothing, and what has no sketch is told', async () => {
  await addSketches(store.sql, [sent('a')])
  await addSketches(store.sql, [sent('a', { sentAt: new Date() }), sent('b')])
  expect(await store.sql`select sent_at from sketches where turn_id = 'a'`).toEqual([
    { sent_at: new Date('2026-11-20T10:00:00Z') },
  ])
  expect(await unsketched(store.sql, ['a', 'c'])).toEqual(new Set(['c']))
  await addSketches(store.sql, [])
})

test('a look-up reads thirty rows of each key however often a reply was sent', async () => {
  await store.sql`
    insert into sketches select 't' || i, 'c' || i, '2026-11-10'::timestamptz + i * interval '1 s', '{0,1,2,3,4,5,6,7,8,9}',
      repeat('0', 512)::bit(512) from generate_series(1, 20000) as i`
  await store.sql.unsafe('analyze sketches')
  await store.sql.begin(async (tx) => {
    const rowsRead = async () => {
      const [row] = await tx<{ read: string }[]>`
        select idx_tup_fetch + seq_tup_read as read from pg_stat_xact_user_tables where relname = 'sketches'`
      return Number(row?.read)
    }
    const before = await rowsRead()
    const look = { sketch: sketch(), customers: ['me@post.example'], since: new Date('2026-11-01'), similarityMin: 0.8 }
    for (let i = 0; i < 10; i++) expect(await findTwin(tx, look)).toMatchObject({ turnId: 't20000', times: 30 })
    expect((await rowsRead()) - before).toBe(10 * 10 * 30)
  })
})
