import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { asker, configWith, type SampleDesk, sampleDesk } from '../../../../test/support/sample-desk.ts'
import { reviewApp } from '../app.ts'

let desk: SampleDesk
let admin: ReturnType<typeof asker>
let reviewer: ReturnType<typeof asker>
beforeAll(async () => {
  desk = await sampleDesk()
  const { app } = reviewApp({ sql: desk.sql, config: configWith(), log: desk.log, hostname: 'gate.example' })
  admin = asker(app, await desk.token('erp', ['admin']))
  reviewer = asker(app, await desk.token('rita', ['reviewer']))
})
afterAll(() => desk.close())
beforeEach(() => desk.sql`delete from facts`)

const RETURNS = { topic: 'return window', value: '30 days' }

test('201, 200: a fact is added, changed and taken back, and its history tells who said what', async () => {
  const added = await admin('POST', '/v1/facts', { ...RETURNS, validFrom: '2026-01-01' })
  expect([added.status, added.json]).toEqual([
    201,
    expect.objectContaining({
      ...RETURNS,
      statement: null,
      validFrom: '2026-01-01',
      validUntil: null,
      createdBy: 'token:erp',
    }),
  ])
  const changed = await admin('PATCH', `/v1/facts/${added.json.id}`, { value: '60 days' })
  expect([changed.status, changed.json]).toEqual([
    200,
    expect.objectContaining({
      topic: 'return window',
      value: '60 days',
      validFrom: '2026-01-01',
      replaces: added.json.id,
    }),
  ])
  expect((await admin('DELETE', `/v1/facts/${changed.json.id}`)).json).toMatchObject({ retiredBy: 'token:erp' })
  const history = await reviewer('GET', `/v1/facts/${added.json.id}/history`)
  expect(history.json.facts.map(({ id }: { id: string }) => id)).toEqual([changed.json.id, added.json.id])
  expect((await reviewer('GET', '/v1/facts')).json).toEqual({ facts: [], next: null })
  expect((await reviewer('GET', '/v1/facts?status=all&topic=RETURN')).json.facts).toHaveLength(2)
  expect((await reviewer('GET', `/v1/facts/${added.json.id}`)).json).toMatchObject({ value: '30 days' })
})

test('200: lists are paged, narrowed to a day, and come as comma-separated values', async () => {
  for (const topic of ['a', 'b', '=c'])
    await admin('POST', '/v1/facts', { topic, value: '1', validUntil: '2026-12-31' })
  const first = await reviewer('GET', '/v1/facts?limit=2')
  const rest = await reviewer('GET', `/v1/facts?limit=2&cursor=${first.json.next}`)
  expect([...first.json.facts, ...rest.json.facts].map(({ topic }: { topic: string }) => topic)).toEqual([
    '=c',
    'b',
    'a',
  ])
  expect((await reviewer('GET', '/v1/facts?on=2027-01-01')).json.facts).toEqual([])
  const csv = await reviewer('GET', '/v1/facts?format=csv&limit=1')
  expect(csv.text).toMatch(/^id,topic,value,.*\r\n[0-9a-z]{26},'=c,1,/)
  expect(csv.headers.get('link')).toContain('rel="next"')
})

test('409: a second fact for the same days, a version that was changed meanwhile', async () => {
  const { json } = await admin('POST', '/v1/facts', RETURNS)
  const second = await admin('POST', '/v1/facts', { topic: 'Return window', value: '45 days' })
  expect([second.status, second.json]).toEqual([
    409,
    expect.objectContaining({
      type: 'urn:proofgate:problem:fact-overlaps',
      fact: expect.objectContaining({ id: json.id }),
    }),
  ])
  await admin('PATCH', `/v1/facts/${json.id}`, { value: '60 days' })
  const late = await admin('PATCH', `/v1/facts/${json.id}`, { value: '90 days' })
  expect([late.status, late.json.type]).toEqual([409, 'urn:proofgate:problem:fact-retired'])
  expect((await admin('DELETE', `/v1/facts/${json.id}`)).status).toBe(409)
})

test('400, 403, 404: mistakes are named, only an administrator changes, unknown ids are told', async () => {
  const { json } = await admin('POST', '/v1/facts', { ...RETURNS, validFrom: '2026-06-01' })
  for (const [method, path, body] of [
    ['POST', '/v1/facts', { topic: ' ', value: '' }],
    ['POST', '/v1/facts', { ...RETURNS, validFrom: '1 May' }],
    ['POST', '/v1/facts', { ...RETURNS, validFrom: '2026-05-02', validUntil: '2026-05-01' }],
    ['POST', '/v1/facts', { ...RETURNS, validTo: '2026-05-01' }],
    ['PATCH', `/v1/facts/${json.id}`, {}],
    ['PATCH', `/v1/facts/${json.id}`, { validUntil: '2026-05-31' }],
    ['GET', '/v1/facts?on=today', undefined],
  ] as const)
    expect((await admin(method, path, body)).status, `${method} ${path} ${JSON.stringify(body)}`).toBe(400)
  for (const [method, path, body] of [
    ['POST', '/v1/facts', RETURNS],
    ['PATCH', `/v1/facts/${json.id}`, { value: '1' }],
    ['DELETE', `/v1/facts/${json.id}`, undefined],
  ] as const) {
    const refused = await reviewer(method, path, body)
    expect([refused.status, refused.json.type], method).toEqual([403, 'urn:proofgate:problem:not-admin'])
  }
  for (const path of ['/v1/facts/none', '/v1/facts/none/history']) expect((await admin('GET', path)).status).toBe(404)
  expect((await admin('PATCH', '/v1/facts/none', { value: '1' })).status).toBe(404)
})
