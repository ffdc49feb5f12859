import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type TemporaryStore, temporaryStore } from '../../../test/support/temporary-store.ts'
import {
  addFact,
  changeFact,
  type Fact,
  type FactOutcome,
  type FactWords,
  factHistory,
  listFacts,
  retireFact,
  standingFacts,
} from './facts.ts'
import { listen } from './listen.ts'

let store: TemporaryStore
beforeAll(async () => {
  store = await temporaryStore()
})
beforeEach(() => store.sql`delete from facts`)
afterAll(() => store.remove())

const WORDS: FactWords = {
  topic: 'return window',
  statement: null,
  value: '30 days',
  validFrom: null,
  validUntil: null,
}
const done = (outcome: FactOutcome): Fact => {
  if (outcome.outcome !== 'done') throw new Error(outcome.outcome)
  return outcome.fact
}
const add = async (given: Partial<FactWords> = {}) => done(await addFact(store.sql, { ...WORDS, ...given }, 'user:ada'))

test('a change retires one version and adds the next, and the history tells both, by whichever id', async () => {
  const first = await add()
  const second = done(await changeFact(store.sql, first.id, { value: '60 days' }, 'token:erp'))
  expect(second).toMatchObject({ topic: 'return window', value: '60 days', replaces: first.id, createdBy: 'token:erp' })
  const third = done(await retireFact(store.sql, second.id, 'user:ada'))
  expect(third).toMatchObject({ id: second.id, retiredBy: 'user:ada', retiredAt: expect.any(Date) })
  for (const id of [first.id, second.id])
    expect((await factHistory(store.sql, id)).map(({ value, retiredBy }) => [value, retiredBy])).toEqual([
      ['60 days', 'user:ada'],
      ['30 days', 'token:erp'],
    ])
  expect(await standingFacts(store.sql)).toEqual([])
  const events =
    await store.sql`select kind, actor, data->>'value' as value from events where kind like 'fact.%' order by id desc limit 3`
  expect(events).toEqual([
    { kind: 'fact.retired', actor: 'user:ada', value: '60 days' },
    { kind: 'fact.changed', actor: 'token:erp', value: '60 days' },
    { kind: 'fact.added', actor: 'user:ada', value: '30 days' },
  ])
})

test('two facts on one topic never stand for the same day', async () => {
  const until = await add({ validUntil: '2026-12-31' })
  expect(
    await addFact(store.sql, { ...WORDS, topic: 'Return Window', validFrom: '2026-12-31' }, 'user:ada'),
  ).toMatchObject({
    outcome: 'overlaps',
    fact: { id: until.id },
  })
  const next = await add({ value: '60 days', validFrom: '2027-01-01' })
  expect(await changeFact(store.sql, next.id, { validFrom: '2026-06-01' }, 'user:ada')).toMatchObject({
    outcome: 'overlaps',
  })
  expect((await standingFacts(store.sql)).map(({ id }) => id)).toEqual([next.id, until.id])
})

test('two changes of one version at once: one is made, the other is told that it no longer stands', async () => {
  const first = await add()
  const outcomes = await Promise.all(
    ['45 days', '60 days'].map((value) => changeFact(store.sql, first.id, { value }, 'user:ada')),
  )
  expect(outcomes.map(({ outcome }) => outcome).toSorted()).toEqual(['done', 'retired'])
  expect(await standingFacts(store.sql)).toHaveLength(1)
  expect(await retireFact(store.sql, 'unknown', 'user:ada')).toEqual({ outcome: 'not-found' })
})

test('a list is narrowed by topic, day and standing, and paged', async () => {
  const old = await add()
  done(await changeFact(store.sql, old.id, { value: '60 days', validFrom: '2026-03-01' }, 'user:ada'))
  await add({ topic: 'delivery price', value: '£5' })
  await add({ topic: 'dogs', value: 'allowed' })
  const list = async (filter: Partial<Parameters<typeof listFacts>[1]>, limit = 10, cursor: string | null = null) =>
    listFacts(store.sql, { status: 'standing', ...filter }, { limit, cursor })
  expect((await list({})).facts.map(({ topic }) => topic)).toEqual(['dogs', 'delivery price', 'return window'])
  expect((await list({ topic: 'RETURN' })).facts.map(({ value }) => value)).toEqual(['60 days'])
  expect((await list({ topic: '%' })).facts).toEqual([])
  expect((await list({ status: 'all', topic: 'return' })).facts).toHaveLength(2)
  expect((await list({ on: '2026-02-28' })).facts).toHaveLength(2)
  const page = await list({}, 2)
  expect((await list({}, 2, page.next)).facts.map(({ topic }) => topic)).toEqual(['return window'])
})

test('whoever listens hears of each change at once', async () => {
  let heard = 0
  const wake = Promise.withResolvers<void>()
  const listening = listen(store.address, 'facts', () => {
    heard++
    if (heard === 2) wake.resolve()
    if (heard === 1) void add()
  })
  await wake.promise
  await listening.close()
  expect(heard).toBe(2)
})
