import { openDatabase } from '@proofgate/store'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asker, configWith, HOST, type SampleDesk, sampleDesk } from '../../../../test/support/sample-desk.ts'
import { damageBody } from '../../../../test/support/temporary-store.ts'
import { reviewApp } from '../app.ts'

let desk: SampleDesk
let ask: ReturnType<typeof asker>
let askStranger: ReturnType<typeof asker>
let askNobody: ReturnType<typeof asker>
let app: ReturnType<typeof reviewApp>['app']

beforeAll(async () => {
  desk = await sampleDesk()
  app = desk.app().app
  ask = asker(app, await desk.token('script', ['reviewer']))
  askStranger = asker(app, await desk.token('no-role', []))
  askNobody = asker(app, null)
})
afterAll(() => desk.close())

describe('GET /v1/holds', () => {
  test('200: who waits longest comes first, page by page, each once', async () => {
    const ids = [await desk.hold(), await desk.hold(), await desk.hold()]
    const seen: string[] = []
    let cursor = ''
    do {
      const { status, json } = await ask('GET', `/v1/holds?limit=2${cursor}`)
      expect(status).toBe(200)
      seen.push(...json.holds.map((hold: { id: string }) => hold.id))
      cursor = json.next === null ? '' : `&cursor=${json.next}`
    } while (cursor !== '')
    expect(seen.filter((id) => ids.includes(id))).toEqual(ids)
    expect(new Set(seen).size).toBe(seen.length)
  })

  test.each([
    ['sender', 'bea@acme', { from: 'Bea <bea@acme.example>' }],
    ['recipient', 'KIM@', { recipients: ['kim@customer.example'] }],
    ['subject', '100% sure_', { subject: 'I am 100% sure_about it' }],
    ['check', 'rude', { findings: [{ check: 'rude' }] }],
    ['reason', 'unjudged', { unjudged: true }],
  ])('200: the filter %s=%s finds that hold alone', async (name, value, mail) => {
    const id = await desk.hold(mail)
    const { json } = await ask('GET', `/v1/holds?${new URLSearchParams({ [name]: value })}`)
    expect(json.holds.map((hold: { id: string }) => hold.id)).toEqual([id])
  })

  test('200: says in words why a message waits, and quotes nothing', async () => {
    const id = await desk.hold({ subject: 'worst of it', findings: [{ message: 'No name.', excerpt: 'secret words' }] })
    const { json, text } = await ask('GET', '/v1/holds?subject=worst')
    expect(json.holds).toMatchObject([
      { id, worst: { check: 'placeholder', message: 'No name.' }, checks: ['placeholder'] },
    ])
    expect(text).not.toContain('secret words')
  })

  test('400: every mistake is listed, a misspelt filter too', async () => {
    const { status, json, headers } = await ask(
      'GET',
      '/v1/holds?limit=900&status=open&sendr=a&cursor=x&heldAfter=today&check=nope&reason=none',
    )
    expect(status).toBe(400)
    expect(headers.get('content-type')).toBe('application/problem+json')
    expect(json.errors.map((error: { name: string }) => error.name).sort()).toEqual([
      'check',
      'cursor',
      'heldAfter',
      'limit',
      'reason',
      'sendr',
      'status',
    ])
  })

  test.each([
    ['limit=x', 'limit is not a whole number.'],
    ['limit=1.5', 'limit is not a whole number.'],
    ['limit=0', 'limit is not 1 to 200.'],
    ['limit=900', 'limit is not 1 to 200.'],
    ['check=nope', 'check is an invalid option: expected one of "placeholder"'],
  ])('400: the mistake in %s is said as it is', async (query, words) => {
    expect((await ask('GET', `/v1/holds?${query}`)).json.detail).toContain(words)
  })

  test('200: a filter that looks like a pattern is taken as text', async () => {
    const { status, json } = await ask('GET', `/v1/holds?${new URLSearchParams({ subject: '(a+)+$%_\\' })}`)
    expect([status, json.holds]).toEqual([200, []])
  })
})

describe('GET /v1/holds/{id}', () => {
  test('200: shows message, findings, customer and timeline, and records the look', async () => {
    const id = await desk.hold({
      text: 'Dear [NAME],\n\nsoon.\n\nOn 3 March 2026, Jane wrote:\n> When will it come?\n',
    })
    const { status, json } = await ask('GET', `/v1/holds/${id}`)
    expect(status).toBe(200)
    expect(json.mail.text.text.slice(json.judgement.findings[0].start, json.judgement.findings[0].end)).toBe('[NAME]')
    expect(json.customer).toMatchObject({ text: 'When will it come?' })
    expect(json.recipients).toEqual(['jane@customer.example'])
    expect(json.timeline.at(-1)).toMatchObject({
      kind: 'hold.viewed',
      actor: 'token:script',
      data: { what: 'message' },
    })
  })

  test('200: the first and the last six characters of an id are enough where they name one', async () => {
    const id = await desk.hold()
    const { status, json } = await ask('GET', `/v1/holds/${id.slice(-6).toUpperCase()}`)
    expect([status, json.id]).toEqual([200, id])
  })

  test('409: a part that fits several messages names them', async () => {
    const ids = [await desk.hold(), await desk.hold()]
    const { status, json } = await ask('GET', `/v1/holds/${ids[0]?.slice(0, 6)}`)
    expect(status).toBe(409)
    expect(json.type).toBe('urn:proofgate:problem:ambiguous-id')
    expect(json.ids).toContain(ids[1])
  })

  test.each(['01kas2v4m8q1xw3c5e7g9j0n2p', 'zzzzzz', 'abc', '%25%25%25%25%25%25', '______', '..%2f..%2fetc'])(
    '404: nothing has the id %s',
    async (id) => {
      const { status, json } = await ask('GET', `/v1/holds/${id}`)
      expect([status, json.type]).toEqual([404, 'urn:proofgate:problem:not-found'])
    },
  )
})

describe('GET /v1/holds/{id}/raw', () => {
  test('200: the octets that came in, as a file no browser opens, and the look is recorded', async () => {
    const raw = 'Subject: x\n\nÄ \u0000\n'
    const id = await desk.hold({ raw })
    const response = await app.request(`${HOST}/v1/holds/${id}/raw`, {
      headers: { Authorization: `Bearer ${await desk.token('raw', ['admin'])}` },
    })
    expect(response.status).toBe(200)
    expect(Buffer.from(await response.arrayBuffer())).toEqual(Buffer.from(raw.replaceAll('\n', '\r\n')))
    expect(response.headers.get('content-type')).toBe('message/rfc822')
    expect(response.headers.get('content-disposition')).toBe(`attachment; filename="${id}.eml"`)
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    expect(response.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox")
    const { json } = await ask('GET', `/v1/messages/${id}`)
    expect(json.timeline.at(-1)).toMatchObject({ kind: 'hold.viewed', actor: 'token:raw', data: { what: 'raw' } })
  })

  test('500: octets that changed on disk are not shown, and it says what to do', async () => {
    const id = await desk.hold()
    await damageBody(desk.sql, id)
    const { status, json } = await ask('GET', `/v1/holds/${id}/raw`)
    expect([status, json.type]).toEqual([500, 'urn:proofgate:problem:changed-bytes'])
    expect(json.remedy).toContain('backup')
  })
})

describe('POST /v1/holds/{id}/return', () => {
  test.each([
    ['no note', {}, 'note'],
    ['an empty note', { note: '  ' }, 'note'],
    ['a note beyond its limit', { note: 'x'.repeat(10_001) }, 'note'],
    ['an unknown field', { note: 'x', nota: 'y' }, 'nota'],
    ['no JSON', '{"note":', ''],
    ['a list', [], ''],
  ])('400: %s', async (_, body, name) => {
    const { status, json } = await ask('POST', `/v1/holds/${await desk.hold()}/return`, body)
    expect(status).toBe(400)
    expect(json.errors.map((error: { name: string }) => error.name)).toContain(name)
  })

  test('400: what is there but no text is not called missing', async () => {
    const said = async (body: unknown) => (await ask('POST', `/v1/holds/${await desk.hold()}/return`, body)).json.detail
    expect(await said({ note: 5 })).toBe('note expected string, received number.')
    expect(await said({})).toBe('note is missing.')
  })

  test('413: a body beyond 64 KB', async () => {
    const { status } = await ask('POST', `/v1/holds/${await desk.hold()}/return`, { note: 'x'.repeat(70_000) })
    expect(status).toBe(413)
  })

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'application/xml'])(
    '415: a body in %s',
    async (type) => {
      const id = await desk.hold()
      const { status, json } = await ask('POST', `/v1/holds/${id}/return`, '{"note":"x"}', { 'Content-Type': type })
      expect([status, json.type]).toEqual([415, 'urn:proofgate:problem:unsupported-type'])
    },
  )

  test('404: no such hold', async () => {
    expect((await ask('POST', '/v1/holds/01kas2v4m8q1xw3c5e7g9j0n2p/return', { note: 'x' })).status).toBe(404)
  })
})

describe('every route of the API', () => {
  const routes = () =>
    app.routes
      .filter(({ path, method }) => path.startsWith('/v1/') && method !== 'ALL')
      .map(({ path, method }) => [method, path])

  test('is known to this test, so that none is added unguarded', () => {
    expect([...new Set(routes().map((route) => route.join(' ')))].sort()).toEqual([
      'DELETE /v1/customers/:address',
      'DELETE /v1/facts/:id',
      'GET /v1/conversations',
      'GET /v1/conversations/:id',
      'GET /v1/customers/:address/erasure',
      'GET /v1/facts',
      'GET /v1/facts/:id',
      'GET /v1/facts/:id/history',
      'GET /v1/holds',
      'GET /v1/holds/:id',
      'GET /v1/holds/:id/raw',
      'GET /v1/journal',
      'GET /v1/messages/:id',
      'GET /v1/messages/:id/judgement',
      'GET /v1/messages/:id/raw',
      'GET /v1/promises',
      'GET /v1/response-times',
      'GET /v1/themes',
      'PATCH /v1/facts/:id',
      'PATCH /v1/themes/:id',
      'POST /v1/conversations/:id/close',
      'POST /v1/conversations/:id/merge',
      'POST /v1/conversations/:id/split',
      'POST /v1/facts',
      'POST /v1/holds/:id/release',
      'POST /v1/holds/:id/return',
      'POST /v1/journal',
      'POST /v1/points/:id/close',
      'POST /v1/promises/:id/mark',
    ])
  })

  test('401 without a token, 401 with a wrong one, 403 with one without a role; nothing is shown or changed', async () => {
    const id = await desk.hold()
    const askWrong = asker(desk.app({ 'intake.auth_failures_per_address': 1000 }).app, 'pg_wrong')
    for (const [method = '', path = ''] of routes()) {
      const address = path.replace(':id', id)
      const body = method === 'POST' ? { note: 'x' } : undefined
      const origin = { 'Sec-Fetch-Site': 'same-origin' }
      const nobody = await askNobody(method, address, body, origin)
      expect([address, nobody.status, nobody.json.type]).toEqual([address, 401, 'urn:proofgate:problem:not-signed-in'])
      expect(nobody.headers.get('www-authenticate')).toContain('Bearer')
      expect([address, (await askWrong(method, address, body)).status]).toEqual([address, 401])
      expect([address, (await askStranger(method, address, body)).status]).toEqual([address, 403])
    }
    const { json } = await ask('GET', `/v1/messages/${id}`)
    expect(json.timeline.map((step: { kind: string }) => step.kind)).toEqual([
      'mail.received',
      'mail.judged',
      'mail.held',
    ])
    expect(json.state).toBe('held')
  })

  test('401 for an address that is not there: strangers learn nothing of what is', async () => {
    expect((await askNobody('GET', '/v1/secrets')).status).toBe(401)
    expect((await ask('GET', '/v1/secrets')).status).toBe(404)
  })

  test('405 names the methods that fit', async () => {
    const { status, json, headers } = await ask('DELETE', '/v1/holds')
    expect([status, json.type]).toEqual([405, 'urn:proofgate:problem:method-not-allowed'])
    expect(headers.get('allow')).toContain('GET')
  })

  test('429 after too many wrong tokens from one address; the right one passes all the while', async () => {
    const few = desk.app({ 'intake.auth_failures_per_address': 3 }).app
    const askWrong = asker(few, 'pg_guess')
    const statuses = []
    for (let i = 0; i < 5; i++) statuses.push((await askWrong('GET', '/v1/holds')).status)
    expect(statuses).toEqual([401, 401, 401, 429, 429])
    expect(Number((await askWrong('GET', '/v1/holds')).headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await asker(few, await desk.token('right', ['reviewer']))('GET', '/v1/holds')).status).toBe(200)
  })

  test('answers problem+json with type, title, status, detail and what to do', async () => {
    const { json } = await ask('GET', '/v1/holds/zzzzzz')
    expect(json).toEqual({
      type: 'urn:proofgate:problem:not-found',
      title: expect.any(String),
      status: 404,
      detail: expect.stringContaining('zzzzzz'),
      remedy: expect.any(String),
    })
  })
})

describe('without a database', () => {
  test('503: /ready says so, /health does not mind, and nothing of our insides is told', async () => {
    const broken = await sampleDesk()
    const connection = openDatabase(broken.store.address, 2)
    const { app: service } = reviewApp({
      sql: connection.sql,
      config: configWith(),
      log: broken.log,
      hostname: 'gate.example',
    })
    expect((await asker(service, null)('GET', '/ready')).status).toBe(200)
    await broken.close()
    expect((await asker(service, null)('GET', '/health')).status).toBe(200)
    expect((await asker(service, null)('GET', '/ready')).status).toBe(503)
    const { status, json, text } = await asker(service, 'pg_any')('GET', '/v1/holds')
    expect([status, json.type]).toEqual([503, 'urn:proofgate:problem:unavailable'])
    expect(text).not.toMatch(/select|CONNECTION|socket/i)
    await connection.close()
  })

  test('500: what nobody thought of says nothing of our insides, and is in the log', async () => {
    const lines: string[] = []
    const fault = (...all: unknown[]) => lines.push(`${all[0]} ${all[1]} ${JSON.stringify(all[2])}`)
    const log = { ...desk.log, fault }
    const sql = Object.assign(() => Promise.reject(new Error('secret insides')), desk.sql)
    // The guarantee of the cast: the service only calls it, and every call fails.
    const { app: service } = reviewApp({ sql: sql as never, config: configWith(), log, hostname: 'gate.example' })
    const { status, text } = await asker(service, 'pg_any')('GET', '/v1/holds')
    expect(status).toBe(500)
    expect(text).not.toContain('secret insides')
    expect(lines).toEqual(['a request failed Error: secret insides {"method":"GET","path":"/v1/holds"}'])
  })
})
