import { newId } from '@proofgate/store'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asker, HOST, judgementOf, rawOf, type SampleDesk, sampleDesk } from '../../../../test/support/sample-desk.ts'
import { damageBody } from '../../../../test/support/temporary-store.ts'
import type { reviewApp } from '../app.ts'

let desk: SampleDesk
let app: ReturnType<typeof reviewApp>['app']
let secret: string
let ask: ReturnType<typeof asker>

beforeAll(async () => {
  desk = await sampleDesk()
  app = desk.app().app
  secret = await desk.token('script', ['reviewer'])
  ask = asker(app, secret)
})
afterAll(() => desk.close())

const NOBODY_KNOWS = '01kas2v4m8q1xw3c5e7g9j0n2p'

/** Looks at content on record for a message, oldest first. */
const looksAt = (id: string) =>
  desk.sql<{ kind: string; actor: string; what: string }[]>`
    select kind, actor, data->>'what' as what from events where message_id = ${id} and kind like '%.viewed' order by id`

const unjudged = () => desk.put({}, { state: 'unjudged', why: 'down', holdAfterMs: 60_000, retryAfterMs: 60_000 })

describe('GET /v1/messages/{id}', () => {
  test('200: state, recipients and steps, without the words objected to', async () => {
    const id = await desk.hold({ findings: [{ excerpt: 'very secret' }] })
    const { status, json, text } = await ask('GET', `/v1/messages/${id}`)
    expect(status).toBe(200)
    expect(json).toMatchObject({
      id,
      state: 'held',
      verdict: 'hold',
      exempt: null,
      recipients: [{ state: 'waiting' }],
      unread: [],
    })
    expect(Date.parse(json.heldAt)).toBeGreaterThan(0)
    expect(json.timeline.map((step: { kind: string }) => step.kind)).toEqual([
      'mail.received',
      'mail.judged',
      'mail.held',
    ])
    expect(text).not.toContain('very secret')
  })

  test('200: says why a message passed without being read', async () => {
    const judgement = judgementOf([], { verdict: 'forward', score: 0, exempt: 'internal' })
    const id = await desk.put({}, { state: 'forwarding', judgement, lease: null, expireMs: 60_000 })
    const { json } = await ask('GET', `/v1/messages/${id}`)
    expect(json).toMatchObject({ state: 'forwarding', verdict: 'forward', exempt: 'internal', heldAt: null })
  })

  test('200: the last six characters of an id are enough, of a refused message too', async () => {
    const id = await desk.bounce()
    const { status, json } = await ask('GET', `/v1/messages/${id.slice(-6).toUpperCase()}`)
    expect([status, json.id, json.state]).toEqual([200, id, 'bounced'])
  })

  test('200: a part that fits a message and the notice about it means the message', async () => {
    const id = `7zzzzz${newId().slice(6)}`
    const noticeId = `7zzzzz${newId().slice(6)}`
    await desk.sql`insert into messages (id, origin, about_id, state, envelope_from, size_bytes, sha256, route_domain, trace)
      values (${id}, 'submission', null, 'bounced', '', 0, '', '', ''), (${noticeId}, 'notice', ${id}, 'sent', '', 0, '', '', '')`
    await desk.sql`insert into recipients (message_id, position, address) values (${id}, 0, 'a@b.c'), (${noticeId}, 0, 'a@b.c')`
    expect((await ask('GET', '/v1/messages/7zzzzz')).json.id).toBe(id)
    expect((await ask('GET', `/v1/messages/${noticeId.slice(-8)}`)).json).toMatchObject({ id: noticeId, aboutId: id })
  })

  test('409: a part that fits several messages names them', async () => {
    const ids = [await desk.bounce(), await desk.bounce()]
    const { status, json } = await ask('GET', `/v1/messages/${ids[0]?.slice(0, 6)}`)
    expect([status, json.type]).toEqual([409, 'urn:proofgate:problem:ambiguous-id'])
    expect(json.ids).toContain(ids[1])
  })

  test.each([NOBODY_KNOWS, 'zzzzzz', 'abc', '%25%25%25%25%25%25', '______', '..%2f..%2fetc'])(
    '404: nothing has the id %s',
    async (id) => {
      const { status, json } = await ask('GET', `/v1/messages/${id}`)
      expect([status, json.type]).toEqual([404, 'urn:proofgate:problem:not-found'])
    },
  )
})

describe('GET /v1/messages/{id}/judgement', () => {
  test('200: the whole judgement in its public shape, and the look is recorded', async () => {
    const judgement = judgementOf([{ excerpt: 'the very words', start: 3, end: 17 }], { verdict: 'bounce', score: 12 })
    const id = await desk.put({}, { state: 'bounced', judgement })
    const { status, json } = await ask('GET', `/v1/messages/${id}/judgement`)
    expect([status, json]).toEqual([200, judgement])
    expect(await looksAt(id)).toEqual([{ kind: 'message.viewed', actor: 'token:script', what: 'judgement' }])
  })

  test('404: a message that was not judged says so, and nothing is recorded', async () => {
    const id = await unjudged()
    const { status, json } = await ask('GET', `/v1/messages/${id}/judgement`)
    expect([status, json.type, json.detail]).toEqual([
      404,
      'urn:proofgate:problem:not-found',
      `Message ${id} was not judged.`,
    ])
    expect(await looksAt(id)).toEqual([])
  })

  test('404: no such message', async () => {
    expect((await ask('GET', `/v1/messages/${NOBODY_KNOWS}/judgement`)).status).toBe(404)
  })
})

describe('GET /v1/messages/{id}/raw', () => {
  test('200: the octets that came in, as a file no browser opens, and the look is recorded', async () => {
    const raw = 'Subject: x\n\nÄ \u0000\n'
    const id = await desk.bounce({ raw })
    const response = await app.request(`${HOST}/v1/messages/${id}/raw`, {
      headers: { Authorization: `Bearer ${secret}` },
    })
    expect(response.status).toBe(200)
    expect(Buffer.from(await response.arrayBuffer())).toEqual(rawOf({ raw }))
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'message/rfc822',
      'content-disposition': `attachment; filename="${id}.eml"`,
      'content-security-policy': "default-src 'none'; sandbox",
    })
    expect(await looksAt(id)).toEqual([{ kind: 'message.viewed', actor: 'token:script', what: 'raw' }])
  })

  test('500: octets that changed on disk are not shown', async () => {
    const id = await desk.bounce()
    await damageBody(desk.sql, id)
    const { status, json } = await ask('GET', `/v1/messages/${id}/raw`)
    expect([status, json.type]).toEqual([500, 'urn:proofgate:problem:changed-bytes'])
  })
})
