import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { configWith, type SampleDesk, sampleDesk } from '../../../test/support/sample-desk.ts'
import { type RunningReview, serveReview } from './serve.ts'

let desk: SampleDesk
const running: RunningReview[] = []

beforeAll(async () => {
  desk = await sampleDesk()
})
afterAll(async () => {
  await Promise.all(running.map((review) => review.close()))
  await desk.close()
})

async function serve(settings: Readonly<Record<string, unknown>> = {}): Promise<RunningReview> {
  const config = configWith({ 'review.url': null, 'review.port': 0, ...settings })
  const review = await serveReview({ sql: desk.sql, config, log: desk.log, hostname: 'gate.example' })
  running.push(review)
  return review
}

/** What a socket answers to raw octets, until the service closes it. */
async function answerTo(review: RunningReview, request: string): Promise<string> {
  const socket = connect(Number(new URL(review.url).port), '127.0.0.1')
  socket.end(request)
  return text(socket)
}

describe('a running review service', () => {
  test('says where it is, with the port it got', async () => {
    const review = await serve()
    expect(review.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
    expect((await fetch(`${review.url}/ready`)).status).toBe(200)
    expect(desk.lines.join('')).toContain(review.url)
  })

  test('says in words that its port is taken', async () => {
    const port = Number(new URL((await serve()).url).port)
    await expect(serve({ 'review.port': port })).rejects.toThrow(`Cannot listen on 127.0.0.1:${port} for the console`)
  })

  test('takes no more requests once it is closed, and closing twice is harmless', async () => {
    const review = await serve()
    await fetch(`${review.url}/health`)
    await Promise.all([review.close(), review.close()])
    await expect(fetch(`${review.url}/health`)).rejects.toThrow()
  })

  test.each([
    ['two lengths', 'Content-Length: 3\r\nContent-Length: 4\r\n'],
    ['a length and chunks', 'Content-Length: 3\r\nTransfer-Encoding: chunked\r\n'],
    ['a header beyond its limit', `X-Long: ${'x'.repeat(20_000)}\r\n`],
  ])('refuses a request that proxies could read in another way: %s', async (_, header) => {
    const answer = await answerTo(await serve(), `POST /v1/holds HTTP/1.1\r\nHost: x\r\n${header}\r\nabc`)
    expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /)
  })

  test('counts failures by the address its own proxy names, the last one alone', async () => {
    const review = await serve({ 'intake.auth_failures_per_address': 1 })
    const asked = async (forwarded: string) => {
      const headers = { Authorization: 'Bearer pg_wrong', 'X-Forwarded-For': forwarded }
      return (await fetch(`${review.url}/v1/holds`, { headers })).status
    }
    expect(await asked('203.0.113.1')).toBe(401)
    expect(await asked('198.51.100.7, 203.0.113.1')).toBe(429)
    expect(await asked('203.0.113.1, 203.0.113.2')).toBe(401)
  })
})
