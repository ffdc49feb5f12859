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
  socket.write(request)
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

  test.each([
    ['a release without a length or body', 'POST', '', '', 404],
    ['a return without a body', 'POST', 'Content-Type: application/json\r\n', '', 400],
    [
      'a return in chunks',
      'POST',
      'Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n',
      '{"note":"x"}',
      404,
    ],
    ['a DELETE without a body', 'DELETE', '', '', 405],
    ['chunks beyond the limit', 'POST', 'Transfer-Encoding: chunked\r\n', 'x'.repeat(70_000), 413],
  ])('answers a request that names no length as any other: %s', async (_, method, header, body, status) => {
    const wish = method === 'POST' && header === '' ? 'release' : 'return'
    const token = await desk.token('socket', ['reviewer'])
    const chunks = header.includes('chunked') ? `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n` : body
    const answer = await answerTo(
      await serve(),
      `${method} /v1/holds/zzzzzzz/${wish} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer ${token}\r\n${header}\r\n${chunks}`,
    )
    expect(answer.split('\r\n')[0]).toContain(`HTTP/1.1 ${status} `)
  })

  test('releases by the very request that the docs show: curl without a body', async () => {
    const id = await desk.hold()
    const review = await serve()
    const token = await desk.token('curl', ['reviewer'])
    const head = `Host: x\r\nConnection: close\r\nAuthorization: Bearer ${token}\r\nIdempotency-Key: "6f0b"\r\n`
    expect(await answerTo(review, `POST /v1/holds/${id}/release HTTP/1.1\r\n${head}\r\n`)).toMatch(/^HTTP\/1\.1 200 /)
    const noted = `${head}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n`
    const other = await desk.hold()
    const answer = await answerTo(
      review,
      `POST /v1/holds/${other}/return HTTP/1.1\r\n${noted}\r\n8\r\n{"note":\r\n4\r\n"x"}\r\n0\r\n\r\n`,
    )
    expect(answer).toMatch(/^HTTP\/1\.1 200 /)
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
