import { type RunningReview, serveReview } from '@proofgate/review'
import { replaceAnswers } from '@proofgate/store'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { temporaryFolder } from '../../../../test/support/at-end.ts'
import { putConversation, putPoint, putPromise, putTurn } from '../../../../test/support/sample-conversations.ts'
import { configWith, type SampleDesk, sampleDesk } from '../../../../test/support/sample-desk.ts'
import { runHere } from '../testing.ts'

const folder = temporaryFolder('cli-waiting')
let desk: SampleDesk
let review: RunningReview
let token = ''

beforeAll(async () => {
  desk = await sampleDesk()
  const config = configWith({ 'review.url': null, 'review.port': 0 })
  review = await serveReview({ sql: desk.sql, config, log: desk.log, hostname: 'gate.example' })
  token = await desk.token('terminal', ['reviewer'])
})
afterAll(async () => {
  await review.close()
  await desk.close()
})
beforeEach(
  () =>
    desk.sql`truncate conversations, turns, turn_links, turn_bodies, points, promises, sketches, theme_members, conversation_changes, answers`,
)

const cli = (...args: readonly string[]) =>
  runHere(args, { cwd: folder, env: { PROOFGATE_REVIEW_URL: review.url, PROOFGATE_TOKEN: token } })
const fromNow = (hours: number) => new Date(Date.now() + hours * 3_600_000 + 30_000)

describe('proofgate waiting', () => {
  test('0: a table of those who wait, due first, with ids that show takes', async () => {
    const later = await putConversation(desk.sql, { dueAt: fromNow(3), subject: 'Second', waitingSince: fromNow(-2) })
    const id = await putConversation(desk.sql, { dueAt: fromNow(-5), atRisk: true, team: 'north', subject: 'First' })
    await putTurn(desk.sql, id, { text: 'When will it come?' })
    const { code, out, err } = await cli('waiting')
    expect([code, err]).toEqual([0, ''])
    expect(out).toMatch(
      new RegExp(`^ID .*\n${id.slice(-8)} +4h59m late .*at risk +Kim Lee +north +First\n${later.slice(-8)} +in 3h`),
    )
    expect(out).toMatch(/in 3h +1h59m/)
    const shown = await cli('waiting', 'show', id.slice(-8))
    expect(shown.out).toContain('When will it come?')
  })

  test('0: that nobody waits is said, and is no error', async () => {
    expect(await cli('waiting')).toEqual({ code: 0, out: 'Nobody waits.\n', err: '' })
    expect((await cli('waiting', '--status', 'overdue')).out).toBe('Nothing is overdue.\n')
  })

  test('0: json, jsonl and csv hold the same conversations, over as many pages as asked for', async () => {
    const ids: string[] = []
    for (let i = 0; i < 203; i++)
      ids.push(await putConversation(desk.sql, { dueAt: fromNow(i), name: i === 0 ? '=1+1' : 'Kim' }))
    const lines = (await cli('waiting', '--limit', '1000', '--format', 'jsonl')).out.trimEnd().split('\n')
    expect(lines.map((line) => JSON.parse(line).id)).toEqual(ids)
    expect(JSON.parse((await cli('waiting', '--limit', '2', '--format', 'json')).out)).toMatchObject([
      { id: ids[0] },
      { id: ids[1] },
    ])
    const csv = (await cli('waiting', '--limit', '1000', '--format', 'csv')).out.split('\r\n')
    expect([csv.length, csv[0]?.slice(0, 16), csv[1]]).toEqual([
      205,
      'id,customer,name',
      expect.stringContaining(",'=1+1,"),
    ])
    expect((await cli('waiting', '--limit', '2')).out).toContain('The first 2; --limit shows more.')
  })

  test('0: filters reach the service', async () => {
    await putConversation(desk.sql)
    const id = await putConversation(desk.sql, {
      team: 'north',
      agents: ['tom@acme.example'],
      customer: 'jane@c.example',
      lastAt: new Date(),
    })
    for (const filter of [
      ['--team', 'north'],
      ['--agent', 'tom@acme.example'],
      ['--customer', 'jane'],
      ['--since', '1d'],
    ])
      expect(JSON.parse((await cli('waiting', '--format', 'json', ...filter)).out), filter[0]).toMatchObject([{ id }])
  })

  test('0: words of a mail cannot command the terminal', async () => {
    const evil = 'evil\u001b]0;owned\u0007\u202e'
    const id = await putConversation(desk.sql, { subject: evil, name: evil })
    await putTurn(desk.sql, id, { text: evil })
    for (const args of [['waiting'], ['waiting', 'show', id]]) {
      const { out } = await cli(...args)
      expect(out).toContain('evil')
      expect(out).not.toMatch(/\u001b\]|\u0007|\u202e/)
    }
  })

  test('0: show tells mails, questions and promises, and json gives what the API gives', async () => {
    const id = await putConversation(desk.sql)
    const asked = await putTurn(desk.sql, id)
    const answered = await putTurn(desk.sql, id, { by: 'us', text: "I'll ring you tomorrow." })
    const point = await putPoint(desk.sql, id, asked)
    const promise = await putPromise(desk.sql, id, answered)
    const { out } = await cli('waiting', 'show', id)
    expect(out).toContain(`${point}  question, open: When will it come?`)
    expect(out).toMatch(new RegExp(`${promise}  open, due .*anna@acme.example: I'll ring you tomorrow.`))
    expect(JSON.parse((await cli('waiting', 'show', id, '--format', 'json')).out)).toMatchObject({
      id,
      turns: [{}, {}],
    })
  })

  test('0: close says that nothing is left to do; 3 where there is no such conversation, and where to look', async () => {
    const id = await putConversation(desk.sql)
    expect(await cli('waiting', 'close', id.slice(-8))).toEqual({ code: 0, out: `Closed ${id}.\n`, err: '' })
    const none = await cli('waiting', 'close', 'zzzzzzzz')
    expect([none.code, none.err]).toEqual([3, expect.stringContaining('proofgate waiting --status all')])
  })

  test.each([
    ['waiting', '--status', 'late'],
    ['waiting', '--since', 'yesterday'],
    ['waiting', '--limit', '0'],
    ['promises', '--state', 'broken'],
    ['promises', 'mark', '1', 'broken'],
    ['report', 'response-times', '--by', 'moon'],
  ])('2: %s %s %s is a mistake in how it was typed', async (...args) => {
    expect((await cli(...args)).code).toBe(2)
  })

  test('4: without a service it says how to reach one', async () => {
    const env = { PROOFGATE_REVIEW_URL: 'http://127.0.0.1:9', PROOFGATE_TOKEN: 'pg_x' }
    for (const args of [['waiting'], ['promises'], ['report', 'response-times']])
      expect(await runHere(args, { cwd: folder, env })).toMatchObject({
        code: 4,
        err: expect.stringContaining('--url'),
      })
  })
})

describe('proofgate promises', () => {
  test('0: what is due first, in its words; a mark is said', async () => {
    const id = await putConversation(desk.sql)
    const turn = await putTurn(desk.sql, id, { by: 'us' })
    const later = await putPromise(desk.sql, id, turn, { dueAt: fromNow(50), text: 'The refund comes by Friday.' })
    const late = await putPromise(desk.sql, id, turn, { dueAt: fromNow(-50) })
    const { code, out } = await cli('promises')
    expect(code).toBe(0)
    expect(out).toMatch(
      new RegExp(
        `^NO .*\n *${late} +2d late +open +anna@acme.example +Kim Lee +I'll ring you tomorrow.\n *${later} +in 2d`,
      ),
    )
    expect((await cli('promises', '--state', 'overdue', '--format', 'jsonl')).out.trimEnd().split('\n')).toHaveLength(1)
    expect(await cli('promises', 'mark', String(late), 'kept')).toEqual({
      code: 0,
      out: `Promise ${late} is kept.\n`,
      err: '',
    })
    expect((await cli('promises', '--state', 'overdue')).out).toBe('No promise fits.\n')
    expect((await cli('promises', '--state', 'all', '--format', 'csv')).out.split('\r\n')).toHaveLength(4)
    expect((await cli('promises', 'mark', '999999', 'kept')).code).toBe(3)
  })
})

describe('proofgate report response-times', () => {
  test('0: a line for each, as a table, json and csv', async () => {
    const HOUR = 3_600_000
    const time = { agent: 'anna@acme.example', askedAt: fromNow(-30), answeredAt: fromNow(-26), hour: 9 }
    const times = [{ ...time, turnId: 't1', clockMs: 4 * HOUR, openMs: 2 * HOUR, isLate: true }]
    await desk.sql.begin((tx) => replaceAnswers(tx, { conversationId: 'c', team: 'north', from: null, times }))
    const report = (...args: readonly string[]) => cli('report', 'response-times', '--by', 'team', ...args)
    expect((await report()).out).toMatch(/^TEAM +ANSWERS +LATE .*\nnorth +1 +1 +4h +4h +2h +2h\n$/)
    expect(JSON.parse((await report('--format', 'json')).out)).toMatchObject({ by: 'team', lines: [{ key: 'north' }] })
    expect((await report('--format', 'csv')).out).toContain('north,1,1,14400,14400,7200,7200')
    expect((await report('--since', '1h')).out).toBe('Nobody was answered in that time.\n')
  })
})
