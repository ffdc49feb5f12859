import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asker, type SampleDesk, sampleDesk } from '../../../../test/support/sample-desk.ts'

let desk: SampleDesk
let ask: ReturnType<typeof asker>

beforeAll(async () => {
  desk = await sampleDesk()
  ask = asker(desk.app().app, null)
})
afterAll(() => desk.close())

describe('GET /openapi.json', () => {
  test('200: describes every route of the API and every answer of it', async () => {
    const { status, json } = await ask('GET', '/openapi.json')
    expect(status).toBe(200)
    expect(json.openapi).toBe('3.1.0')
    expect(Object.keys(json.paths).sort()).toEqual([
      '/v1/conversations',
      '/v1/conversations/{id}',
      '/v1/conversations/{id}/close',
      '/v1/conversations/{id}/merge',
      '/v1/conversations/{id}/split',
      '/v1/customers/{address}',
      '/v1/customers/{address}/erasure',
      '/v1/facts',
      '/v1/facts/{id}',
      '/v1/facts/{id}/history',
      '/v1/holds',
      '/v1/holds/{id}',
      '/v1/holds/{id}/raw',
      '/v1/holds/{id}/release',
      '/v1/holds/{id}/return',
      '/v1/journal',
      '/v1/messages/{id}',
      '/v1/messages/{id}/judgement',
      '/v1/messages/{id}/raw',
      '/v1/points/{id}/close',
      '/v1/promises',
      '/v1/promises/{id}/mark',
      '/v1/response-times',
      '/v1/themes',
      '/v1/themes/{id}',
    ])
    expect(Object.keys(json.paths['/v1/holds/{id}/release'].post.responses)).toEqual(
      expect.arrayContaining(['200', '400', '401', '403', '404', '409', '413', '422', '500']),
    )
    expect(Object.keys(json.components.schemas)).toEqual(
      expect.arrayContaining(['Hold', 'HoldPage', 'Judgement', 'Problem', 'Decision', 'Message']),
    )
  })
})
