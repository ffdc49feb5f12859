import type { ResponseTime } from '@proofgate/conversations'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type TemporaryStore, temporaryStore } from '../../../test/support/temporary-store.ts'
import { replaceAnswers, responseTimes } from './answers.ts'

let store: TemporaryStore
beforeAll(async () => {
  store = await temporaryStore()
})
afterAll(() => store.remove())
beforeEach(() => store.sql`truncate answers`)

const HOUR = 3_600_000
const MONTH = { from: new Date('2026-11-01T00:00:00Z'), to: new Date('2026-12-01T00:00:00Z') }

let turns = 0
const timeOf = (hours: number, given: Partial<ResponseTime> = {}): ResponseTime => ({
  turnId: `turn${turns++}`,
  agent: 'tom@acme.example',
  askedAt: new Date('2026-11-23T09:00:00Z'),
  answeredAt: new Date('2026-11-24T09:00:00Z'),
  hour: 10,
  clockMs: hours * HOUR,
  openMs: (hours * HOUR) / 2,
  isLate: hours > 24,
  ...given,
})
const put = (times: readonly ResponseTime[], conversationId = 'c1', team: string | null = 'north', from?: Date) =>
  store.sql.begin((tx) => replaceAnswers(tx, { conversationId, team, from: from ?? null, times }))

test('median and 90th percentile are counted in clock and opening time, and late ones counted', async () => {
  await put([1, 2, 3, 4, 40].map((hours) => timeOf(hours)))
  expect(await responseTimes(store.sql, MONTH, 'all')).toEqual([
    {
      key: null,
      answers: 5,
      late: 1,
      clock: { median: 3 * HOUR, p90: 25.6 * HOUR },
      open: { median: 1.5 * HOUR, p90: 12.8 * HOUR },
    },
  ])
})

test('there is a line for each team, agent and hour, and for those of no team', async () => {
  await put([timeOf(1), timeOf(2, { agent: 'eva@acme.example', hour: 9 })])
  await put([timeOf(3, { agent: null })], 'c2', null)
  const keys = async (by: 'team' | 'agent' | 'hour') =>
    (await responseTimes(store.sql, MONTH, by)).map(({ key, answers }) => [key, answers])
  expect(await keys('team')).toEqual([
    ['north', 2],
    [null, 1],
  ])
  expect(await keys('agent')).toEqual([
    ['eva@acme.example', 1],
    ['tom@acme.example', 1],
    [null, 1],
  ])
  expect(await keys('hour')).toEqual([
    ['09', 1],
    ['10', 2],
  ])
})

test('filters narrow, and an empty span has no lines', async () => {
  await put([timeOf(1), timeOf(2, { agent: 'eva@acme.example' }), timeOf(3, { answeredAt: MONTH.to })])
  await put([timeOf(4)], 'c2', 'south')
  const count = async (filter: object) => (await responseTimes(store.sql, { ...MONTH, ...filter }, 'all'))[0]?.answers
  expect(await count({})).toBe(3)
  expect(await count({ team: 'south' })).toBe(1)
  expect(await count({ agent: 'EVA@acme.example' })).toBe(1)
  expect(await count({ team: 'west' })).toBeUndefined()
})

test('what lies before the part that was gone through stays', async () => {
  await put([timeOf(1, { answeredAt: new Date('2026-11-10T09:00:00Z') }), timeOf(2)])
  await put([timeOf(3)], 'c1', 'north', new Date('2026-11-20T00:00:00Z'))
  expect(await responseTimes(store.sql, MONTH, 'all')).toMatchObject([{ answers: 2, clock: { median: 2 * HOUR } }])
})

test('what is worked out anew replaces what was known, and a turn that moved is counted once', async () => {
  const [one, two] = [timeOf(1), timeOf(2)]
  await put([one, two])
  await put([one])
  await put([{ ...one, clockMs: 5 * HOUR }], 'c2', 'south')
  expect(await responseTimes(store.sql, MONTH, 'team')).toMatchObject([
    { key: 'south', answers: 1, clock: { median: 5 * HOUR } },
  ])
})
