import { replaceAnswers } from '@proofgate/store'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { putConversation, putPoint, putPromise, putTurn } from '../../../../test/support/sample-conversations.ts'
import { asker, configWith, type SampleDesk, sampleDesk } from '../../../../test/support/sample-desk.ts'
import { reviewApp } from '../app.ts'

let desk: SampleDesk
let ask: ReturnType<typeof asker>

const hour = (n: number) => new Date(Date.UTC(2026, 10, 24, n))
const NOW = hour(12)
const NOBODY_KNOWS = '01kas2v4m8q1xw3c5e7g9j0n2p'

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
beforeEach(
  () =>
    desk.sql`truncate conversations, turns, turn_links, turn_bodies, points, promises, sketches, theme_members, conversation_changes, answers`,
)

const looks = () =>
  desk.sql`select kind, actor, data from events where kind in ('conversation.viewed', 'promise.viewed') order by id`

describe('GET /v1/conversations', () => {
  test('200: who waits on us, whose answer is due first on top, and whether it is overdue', async () => {
    const later = await putConversation(desk.sql, { dueAt: hour(20) })
    const sooner = await putConversation(desk.sql, { dueAt: hour(8), team: 'north' })
    await putConversation(desk.sql, { waitsOn: null })
    const { status, json } = await ask('GET', '/v1/conversations')
    expect(status).toBe(200)
    expect(json.conversations).toMatchObject([
      { id: sooner, overdue: true, answerDueAt: '2026-11-24T08:00:00.000Z', team: 'north' },
      { id: later, overdue: false, customer: { address: 'kim@customer.example', name: 'Kim Lee' } },
    ])
    expect((await ask('GET', '/v1/conversations?status=overdue')).json.conversations).toHaveLength(1)
  })

  test('200: page by page, each once; nothing that was written is told, and no look recorded', async () => {
    const id = await putConversation(desk.sql)
    await putTurn(desk.sql, id, { text: 'secret words' })
    for (let i = 0; i < 4; i++) await putConversation(desk.sql)
    const before = await looks()
    const seen: string[] = []
    let cursor = ''
    do {
      const { json, text } = await ask('GET', `/v1/conversations?limit=2${cursor}`)
      seen.push(...json.conversations.map((one: { id: string }) => one.id))
      expect(text).not.toContain('secret words')
      cursor = json.next === null ? '' : `&cursor=${json.next}`
    } while (cursor !== '')
    expect([seen.length, new Set(seen).size]).toEqual([5, 5])
    expect(await looks()).toEqual(before)
  })

  test('200: as comma-separated values in which no name is a formula, and Link leads on', async () => {
    await putConversation(desk.sql, { name: '=cmd|" /C calc"!A0', subject: 'Order 1, and 2' })
    await putConversation(desk.sql)
    const { text, headers } = await ask('GET', '/v1/conversations?format=csv&limit=1&status=all')
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present')
    expect(headers.get('link')).toMatch(
      /^<\/v1\/conversations\?format=csv&limit=1&status=all&cursor=[\w-]+>; rel="next"$/,
    )
    const next = /<([^>]+)>/.exec(headers.get('link') ?? '')?.[1] ?? ''
    const last = await ask('GET', next)
    expect(last.headers.get('link')).toBeNull()
    expect(text + last.text).toContain(`"'=cmd|"" /C calc""!A0","Order 1, and 2"`)
  })

  test('400: every mistake is named, a misspelt filter too', async () => {
    const { status, json } = await ask(
      'GET',
      '/v1/conversations?status=late&limit=0&cursor=x&since=today&agnt=a&format=xml',
    )
    expect(status).toBe(400)
    expect(json.errors.map((error: { name: string }) => error.name).sort()).toEqual([
      'agnt',
      'cursor',
      'format',
      'limit',
      'since',
      'status',
    ])
  })
})

describe('GET /v1/conversations/{id}', () => {
  test('200: mails, questions and promises; the look is on record before anything is shown', async () => {
    const id = await putConversation(desk.sql)
    const question = await putTurn(desk.sql, id)
    const answer = await putTurn(desk.sql, id, { by: 'us', at: hour(10), text: "I'll ring you tomorrow." })
    await putPoint(desk.sql, id, question)
    await putPromise(desk.sql, id, answer, { dueAt: hour(11) })
    const { status, json } = await ask('GET', `/v1/conversations/${id.slice(-8)}`)
    expect(status).toBe(200)
    expect(json).toMatchObject({
      id,
      turns: [{ id: question, said: true, text: 'When will it come?' }, { id: answer }],
      points: [{ turn: question, state: 'open' }],
      promises: [{ turn: answer, state: 'open', overdue: true }],
    })
    expect((await looks()).at(-1)).toEqual({
      kind: 'conversation.viewed',
      actor: 'token:script',
      data: { conversation: id },
    })
  })

  test.each([NOBODY_KNOWS, 'zzzzzz', 'abc', '%25%25%25%25%25%25'])('404: nothing has the id %s', async (id) => {
    expect((await ask('GET', `/v1/conversations/${id}`)).status).toBe(404)
  })

  test('409: a part that fits several names them', async () => {
    const ids = [await putConversation(desk.sql), await putConversation(desk.sql)]
    const { status, json } = await ask('GET', `/v1/conversations/${ids[0]?.slice(0, 6)}`)
    expect([status, json.type]).toEqual([409, 'urn:proofgate:problem:ambiguous-id'])
    expect(json.detail).toContain('2 conversations')
  })
})

describe('POST /v1/conversations/{id}/close', () => {
  test('200: says since when, as often as it is asked; 404 for none', async () => {
    const id = await putConversation(desk.sql)
    for (const _ of [1, 2]) {
      const { status, json } = await ask('POST', `/v1/conversations/${id}/close`)
      expect([status, json]).toEqual([200, { id, closedAt: NOW.toISOString() }])
    }
    expect((await ask('POST', `/v1/conversations/${NOBODY_KNOWS}/close`)).status).toBe(404)
  })
})

describe('GET /v1/promises', () => {
  test('200: those open, due first, and the look is on record with their numbers', async () => {
    const conversation = await putConversation(desk.sql)
    const turn = await putTurn(desk.sql, conversation, { by: 'us' })
    const later = await putPromise(desk.sql, conversation, turn, { dueAt: hour(20) })
    const sooner = await putPromise(desk.sql, conversation, turn, { dueAt: hour(8) })
    await putPromise(desk.sql, conversation, turn, { state: 'kept' })
    const { status, json } = await ask('GET', '/v1/promises')
    expect(status).toBe(200)
    expect(json.promises).toMatchObject([
      { id: sooner, overdue: true, text: "I'll ring you tomorrow.", conversation },
      { id: later, overdue: false },
    ])
    expect((await looks()).at(-1)).toEqual({
      kind: 'promise.viewed',
      actor: 'token:script',
      data: { promises: [sooner, later] },
    })
    expect((await ask('GET', '/v1/promises?state=overdue')).json.promises).toHaveLength(1)
    const csv = await ask('GET', '/v1/promises?state=all&format=csv')
    expect(csv.text.split('\r\n')).toHaveLength(5)
  })
})

describe('POST /v1/promises/{id}/mark', () => {
  test('200: what became of it, who says so; and back', async () => {
    const conversation = await putConversation(desk.sql)
    const id = await putPromise(desk.sql, conversation, await putTurn(desk.sql, conversation, { by: 'us' }))
    const kept = await ask('POST', `/v1/promises/${id}/mark`, { state: 'kept' })
    expect([kept.status, kept.json]).toMatchObject([200, { id, state: 'kept', settledBy: 'token:script' }])
    const open = await ask('POST', `/v1/promises/${id}/mark`, { state: 'open' })
    expect(open.json).toMatchObject({ state: 'open', settledBy: null })
  })

  test.each([
    ['999999', { state: 'kept' }, 404],
    ['abc', { state: 'kept' }, 400],
    ['1', { state: 'broken' }, 400],
    ['1', {}, 400],
    ['1', { state: 'kept', note: 'x' }, 400],
  ])('%s with %j: %i', async (id, body, expected) => {
    expect((await ask('POST', `/v1/promises/${id}/mark`, body)).status).toBe(expected)
  })
})

describe('POST /v1/points/{id}/close', () => {
  test('200 as often as it is asked; 409 for what a mail settled; 404 for none', async () => {
    const conversation = await putConversation(desk.sql)
    const turn = await putTurn(desk.sql, conversation)
    const open = await putPoint(desk.sql, conversation, turn)
    const answered = await putPoint(desk.sql, conversation, turn, { state: 'answered' })
    for (const _ of [1, 2])
      expect((await ask('POST', `/v1/points/${open}/close`)).json).toEqual({ id: open, state: 'closed' })
    const settled = await ask('POST', `/v1/points/${answered}/close`)
    expect([settled.status, settled.json.type, settled.json.state]).toEqual([
      409,
      'urn:proofgate:problem:already-settled',
      'answered',
    ])
    expect((await ask('POST', '/v1/points/999999/close')).status).toBe(404)
  })
})

describe('GET /v1/response-times', () => {
  test('200: of the last 30 days, as the clock of the service shows, by what was asked', async () => {
    const HOUR = 3_600_000
    const time = { agent: 'anna@acme.example', askedAt: hour(8), hour: 9, openMs: HOUR / 2, isLate: false }
    const times = [
      { ...time, turnId: 't1', answeredAt: hour(9), clockMs: HOUR },
      { ...time, turnId: 't2', answeredAt: hour(11), clockMs: 3 * HOUR, isLate: true },
      { ...time, turnId: 't3', answeredAt: new Date('2026-10-01T00:00:00Z'), clockMs: 9 * HOUR },
    ]
    await desk.sql.begin((tx) => replaceAnswers(tx, { conversationId: 'c', team: 'north', from: null, times }))
    const { status, json } = await ask('GET', '/v1/response-times?by=team')
    expect([status, json]).toEqual([
      200,
      {
        from: '2026-10-25T12:00:00.000Z',
        to: NOW.toISOString(),
        by: 'team',
        lines: [
          {
            key: 'north',
            answers: 2,
            late: 1,
            clock: { medianMs: 2 * HOUR, p90Ms: 2.8 * HOUR },
            open: { medianMs: HOUR / 2, p90Ms: HOUR / 2 },
          },
        ],
      },
    ])
    const csv = await ask('GET', '/v1/response-times?by=agent&from=2026-01-01T00:00:00Z&format=csv')
    expect(csv.text).toBe(
      'agent,answers,late,clock_median_seconds,clock_p90_seconds,open_median_seconds,open_p90_seconds\r\n' +
        'anna@acme.example,3,1,10800,28080,1800,1800\r\n',
    )
  })
})
