import { newId } from '@proofgate/store'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { putConversation, putTurn } from '../../../../test/support/sample-conversations.ts'
import { asker, configWith, type SampleDesk, sampleDesk } from '../../../../test/support/sample-desk.ts'
import { putTheme } from '../../../../test/support/sample-themes.ts'
import { reviewApp } from '../app.ts'

const NOW = new Date('2026-11-24T12:00:00Z')
let desk: SampleDesk
let ask: ReturnType<typeof asker>

beforeAll(async () => {
  desk = await sampleDesk()
  const { app } = reviewApp({
    sql: desk.sql,
    config: configWith(),
    log: desk.log,
    hostname: 'gate.example',
    now: () => NOW,
  })
  ask = asker(app, await desk.token('script', ['reviewer']))
})
afterAll(() => desk.close())
beforeEach(() => desk.sql`truncate theme_members, themes`)

const daysAgo = (days: number) => new Date(NOW.getTime() - days * 86_400_000)

describe('GET /v1/themes', () => {
  test('200: counts by week, trend, examples, the commonest first; the look is on record', async () => {
    const rare = await putTheme(desk.sql, { words: ['invoice'], days: [daysAgo(1)] })
    const rising = await putTheme(desk.sql, {
      words: ['kettle', 'leaks'],
      days: [1, 2, 3, 10, 17, 24, 300].map(daysAgo),
    })
    const { status, json } = await ask('GET', '/v1/themes?since=2026-10-27T12:00:00Z')
    expect(status).toBe(200)
    expect(json.themes.map(({ id }: { id: string }) => id)).toEqual([rising, rare])
    expect(json.themes[0]).toMatchObject({
      kind: 'problem',
      name: null,
      words: ['kettle', 'leaks'],
      mails: 6,
      lately: 3,
      weeklyBefore: 1,
      trend: 3,
      weeks: [
        { week: '2026-10-26', mails: 1 },
        { week: '2026-11-02', mails: 1 },
        { week: '2026-11-09', mails: 1 },
        { week: '2026-11-16', mails: 2 },
        { week: '2026-11-23', mails: 1 },
      ],
      firstSeen: daysAgo(300).toISOString(),
    })
    expect(json.themes[0].examples).toHaveLength(3)
    expect(json.themes[0].examples[0]).toMatchObject({ text: 'kettle leaks', at: daysAgo(1).toISOString() })
    expect(json.themes[1]).toMatchObject({ weeklyBefore: null, trend: null })
    const looks = await desk.sql`select data from events where kind = 'theme.viewed'`
    expect(looks).toEqual([{ data: { themes: [rising, rare] } }])
  })

  test('200: page by page, each once; as values for a spreadsheet too', async () => {
    for (let i = 1; i <= 5; i++) await putTheme(desk.sql, { words: ['=1+1'], days: Array(i).fill(daysAgo(i)) })
    const counts: number[] = []
    let cursor = ''
    do {
      const { json } = await ask('GET', `/v1/themes?limit=2${cursor}`)
      counts.push(...json.themes.map(({ mails }: { mails: number }) => mails))
      cursor = json.next === null ? '' : `&cursor=${json.next}`
    } while (cursor !== '')
    expect(counts).toEqual([5, 4, 3, 2, 1])
    const csv = await ask('GET', '/v1/themes?format=csv')
    expect(csv.text).toMatch(/^id,kind,name,words,mails,lately,/)
    expect(csv.text).toContain(",'=1+1,")
  })

  test('200: only mails to the team count', async () => {
    await putTheme(desk.sql, { days: [daysAgo(1), daysAgo(2)], team: 'north' })
    await putTheme(desk.sql, { kind: 'feedback', days: [daysAgo(1)] })
    expect((await ask('GET', '/v1/themes?team=north')).json.themes).toMatchObject([{ mails: 2 }])
    expect((await ask('GET', '/v1/themes?kind=feedback')).json.themes).toMatchObject([{ mails: 1 }])
    expect((await ask('GET', '/v1/themes?team=south')).json.themes).toEqual([])
  })

  test.each(['kind=praise', 'since=yesterday', 'since=2027-01-01T00:00:00Z', 'since=2020-01-01T00:00:00Z', 'teem=x'])(
    '400: %s',
    async (query) => {
      expect((await ask('GET', `/v1/themes?${query}`)).status).toBe(400)
    },
  )
})

describe('PATCH /v1/themes/{id}', () => {
  test('200: a name stands, by the end of the id too; null takes it back; each change is on record once', async () => {
    const id = await putTheme(desk.sql, { days: [daysAgo(1)] })
    const named = await ask('PATCH', `/v1/themes/${id.slice(-8)}`, { name: 'Leaking kettles' })
    expect([named.status, named.json]).toMatchObject([200, { id, name: 'Leaking kettles' }])
    await ask('PATCH', `/v1/themes/${id}`, { name: 'Leaking kettles' })
    expect((await ask('GET', '/v1/themes')).json.themes).toMatchObject([{ name: 'Leaking kettles' }])
    expect((await ask('PATCH', `/v1/themes/${id}`, { name: null })).json).toMatchObject({ name: null })
    const names = await desk.sql`select actor, data->'name' as name from events where kind = 'theme.named' order by id`
    expect(names).toEqual([
      { actor: 'token:script', name: 'Leaking kettles' },
      { actor: 'token:script', name: null },
    ])
  })

  test('404 for none, 400 for an empty name', async () => {
    expect((await ask('PATCH', `/v1/themes/${newId()}`, { name: 'x' })).status).toBe(404)
    expect((await ask('PATCH', `/v1/themes/${newId()}`, { name: ' ' })).status).toBe(400)
  })
})

test('an example names the conversation it is in', async () => {
  const conversation = await putConversation(desk.sql)
  const turn = await putTurn(desk.sql, conversation)
  const id = await putTheme(desk.sql, { days: [] })
  await desk.sql`
    insert into theme_members (theme_id, turn_id, text, at) values (${id}, ${turn}, 'It leaks.', ${daysAgo(1)})`
  expect((await ask('GET', '/v1/themes')).json.themes[0].examples).toMatchObject([
    { conversation, turn, text: 'It leaks.' },
  ])
})
