import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { customerMail } from '../../../../test/support/customer-mails.ts'
import { exchangeOnlineReport } from '../../../../test/support/journal-reports.ts'
import { HOST, type SampleDesk, sampleDesk } from '../../../../test/support/sample-desk.ts'
import type { reviewApp } from '../app.ts'

const LIMITS = { 'journal.size': '64KB', 'journal.memory': '16MB' }

let desk: SampleDesk
let app: ReturnType<typeof reviewApp>['app']
let token: string

beforeAll(async () => {
  desk = await sampleDesk(LIMITS)
  app = desk.app().app
  token = await desk.token('postfix', ['journal'])
})
afterAll(() => desk.close())

type Body = string | Uint8Array<ArrayBuffer> | ReadableStream

async function post(body: Body, given: { readonly secret?: string | null; readonly type?: string } = {}) {
  const { secret = token, type = 'message/rfc822' } = given
  const headers = { 'Content-Type': type, ...(secret === null ? {} : { Authorization: `Bearer ${secret}` }) }
  const streaming = body instanceof ReadableStream ? { duplex: 'half' as const } : {}
  const response = await app.request(`${HOST}/v1/journal`, { method: 'POST', headers, body, ...streaming })
  return { status: response.status, json: await jsonOf(response) }
}

// biome-ignore lint/suspicious/noExplicitAny: each test knows which answer it asked for
const jsonOf = (response: Response): Promise<any> => response.json()

const get = async (secret: string) => {
  const response = await app.request(`${HOST}/v1/journal`, { headers: { Authorization: `Bearer ${secret}` } })
  return { status: response.status, json: await jsonOf(response) }
}

describe('POST /v1/journal', () => {
  test('201: the mail is on record, octet for octet; 200: sent again it is the same turn', async () => {
    const { raw, messageId } = customerMail()
    const first = await post(raw)
    const [turn] = await desk.sql`select id, source from turns where header_message_id = ${messageId}`
    expect(first).toMatchObject({ status: 201, json: { id: turn?.id, isNew: true, others: [] } })
    expect(turn?.source).toBe('http')
    expect(await post(raw)).toMatchObject({ status: 200, json: { id: turn?.id, isNew: false, others: [] } })
    expect(desk.lines.join('')).toContain(`"event":"journal.received","id":"${turn?.id}","isNew":true,"by":"http"`)
  })

  test('201: a journal report gives the mail it encloses, which is known then', async () => {
    const { raw } = customerMail()
    const { status, json } = await post(new Uint8Array(exchangeOnlineReport(raw)))
    expect(status).toBe(201)
    expect(await post(raw)).toMatchObject({ status: 200, json: { id: json.id } })
  })

  test('201: of a report that encloses several each is named', async () => {
    const { raw } = customerMail()
    const report = String(
      exchangeOnlineReport(`${raw}\r\n--outer\r\nContent-Type: message/rfc822\r\n\r\n${customerMail().raw}`),
    )
    const boundary = /boundary="(_000[^"]+)"/.exec(report)?.[1] ?? ''
    const { status, json } = await post(report.replace('--outer', `--${boundary}`))
    expect(status).toBe(201)
    expect(json.others).toEqual([{ id: expect.stringMatching(/^[0-9a-z]{26}$/), isNew: true }])
  })

  test('400: an empty body', async () => {
    const { status, json } = await post('')
    expect([status, json.type, json.errors]).toEqual([
      400,
      'urn:proofgate:problem:invalid-request',
      [{ in: 'body', name: '', says: 'is empty' }],
    ])
  })

  test('401: nobody; 403: a token without the role, one that reviews included, is told which it needs', async () => {
    const { raw, messageId } = customerMail()
    expect(await post(raw, { secret: null })).toMatchObject({
      status: 403,
      json: { type: 'urn:proofgate:problem:foreign-origin' },
    })
    expect(await post(raw, { secret: 'pg_wrong' })).toMatchObject({ status: 401 })
    for (const roles of [[], ['reviewer']] as const)
      expect(await post(raw, { secret: await desk.token(`a ${roles}`, roles) })).toMatchObject({
        status: 403,
        json: {
          detail: expect.stringContaining('has neither the role journal nor admin'),
          remedy: 'Use a token of the role "journal": proofgate tokens add NAME --role journal.',
        },
      })
    expect(await desk.sql`select 1 from turns where header_message_id = ${messageId}`).toEqual([])
    expect(await post(raw, { secret: await desk.token('chief', ['admin']) })).toMatchObject({ status: 201 })
  })

  test('413: a mail above journal.size, its length told or not; one of exactly that size is taken', async () => {
    const { raw } = customerMail()
    const fits = raw.padEnd(64 * 1024, 'x')
    const streamed = (text: string) => new Blob([text]).stream()
    expect(await post(`${fits}x`)).toMatchObject({
      status: 413,
      json: { remedy: 'Leave it out, or raise journal.size.' },
    })
    expect(await post(streamed(`${fits}x`))).toMatchObject({ status: 413 })
    expect(await post(streamed(fits))).toMatchObject({ status: 201 })
    expect(await post(fits)).toMatchObject({ status: 200 })
  })

  test('415: any other kind of body', async () => {
    for (const type of ['application/json', 'message/rfc8222', 'multipart/form-data; boundary=b'])
      expect(await post(customerMail().raw, { type })).toMatchObject({
        status: 415,
        json: { remedy: expect.stringContaining('message/rfc822') },
      })
    expect(await post(customerMail().raw, { type: 'Message/RFC822; charset=x' })).toMatchObject({ status: 201 })
  })

  test('503: while other mails fill the memory, and then it is taken', async () => {
    let end = () => {}
    const open = new ReadableStream({
      start: (controller) => {
        controller.enqueue(Buffer.from(customerMail().raw))
        end = () => controller.close()
      },
    })
    const crowded = desk.app({ 'journal.size': '16MB' }).app
    const ask = (body: Body) =>
      crowded.request(`${HOST}/v1/journal`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'message/rfc822', 'Content-Length': '16777216' },
        body,
        ...(body instanceof ReadableStream ? { duplex: 'half' as const } : {}),
      })
    const first = ask(open)
    let refused = await ask(customerMail().raw)
    while (refused.status !== 503) refused = await ask(customerMail().raw)
    expect(refused.headers.get('retry-after')).toBe('2')
    end()
    expect((await first).status).toBe(201)
    expect((await ask(customerMail().raw)).status).toBe(201)
  })
})

describe('GET /v1/journal', () => {
  test('200: says when the latest mail came in and how many; for whoever journals, reviews or administers', async () => {
    const before = await get(token)
    await post(customerMail().raw)
    const after = await get(await desk.token('tina', ['reviewer']))
    expect(after.status).toBe(200)
    expect(after.json.lastDay).toBe(before.json.lastDay + 1)
    expect(after.json.unread).toBe(before.json.unread + 1)
    expect(Date.parse(after.json.lastAt)).toBeGreaterThanOrEqual(Date.parse(before.json.lastAt))
    expect((await get(await desk.token('nobody', []))).status).toBe(403)
  })
})

test('a token of the role journal opens nothing else', async () => {
  for (const path of ['/v1/holds', '/v1/messages/01kas2v4m8q1xw3c5e7g9j0n2p', '/', '/v1/journal/x'])
    expect((await app.request(`${HOST}${path}`, { headers: { Authorization: `Bearer ${token}` } })).status).toBe(403)
})
