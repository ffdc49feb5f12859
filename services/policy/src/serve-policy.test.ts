import { connect, createServer } from 'node:net'
import { text } from 'node:stream/consumers'
import { configOf } from '@proofgate/config'
import { createLog } from '@proofgate/telemetry'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ServedPolicy, servePolicy } from './serve-policy.ts'

const events: string[] = []
const log = createLog({
  level: 'info',
  format: 'json',
  destination: { write: (line) => events.push(JSON.parse(line).event) },
})

const configAt = (port: number) =>
  configOf({
    file: { path: 'test', text: `policy: { port: ${port} }\njudge: { threads: 1 }\nintake: { size: 64KB }` },
    env: {},
    hostname: 'test',
    readFile: () => '',
  })

let served: ServedPolicy
beforeAll(async () => {
  served = await servePolicy({ config: configAt(0), log })
  await served.ready
})
afterAll(() => served.close())

const message = 'From: a@desk.example\r\nTo: b@customer.example\r\n\r\nDear {{first_name}}, your parcel left today.\r\n'

const judge = (envelope: unknown) =>
  fetch(`${served.url}/v1/judge`, {
    method: 'POST',
    body: message,
    headers: {
      'content-type': 'message/rfc822',
      'proofgate-envelope': Buffer.from(JSON.stringify(envelope)).toString('base64url'),
    },
  })

test('a message is judged over HTTP', async () => {
  expect(await (await judge({ from: 'a@desk.example', recipients: ['b@customer.example'] })).json()).toMatchObject({
    verdict: 'bounce',
    findings: [{ check: 'placeholder', excerpt: '{{first_name}}' }],
  })
})

/** What a socket answers to raw octets. */
async function answerTo(request: string): Promise<string> {
  const socket = connect(Number(new URL(served.url).port), '127.0.0.1')
  socket.write(request)
  return text(socket)
}

const chunked = (body: string) => `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`

test.each([
  [
    'a message in chunks',
    'POST',
    'Content-Type: message/rfc822\r\nTransfer-Encoding: chunked\r\n',
    chunked(message),
    200,
  ],
  ['a request without length or body', 'POST', 'Content-Type: message/rfc822\r\n', '', 400],
  ['another method', 'DELETE', '', '', 405],
  [
    'chunks beyond the limit',
    'POST',
    'Content-Type: message/rfc822\r\nTransfer-Encoding: chunked\r\n',
    chunked('x'.repeat(2_000_000)),
    413,
  ],
])('a request that names no length is answered as any other: %s', async (_, method, header, body, status) => {
  const head = `${method} /v1/judge HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${header}\r\n`
  expect((await answerTo(head + body)).split('\r\n')[0]).toContain(`HTTP/1.1 ${status} `)
})

test('an envelope of 5,000 recipients fits into the header', async () => {
  const recipients = Array.from({ length: 5000 }, (_, i) => `customer-number-${i}@customer.example`)
  expect((await judge({ from: 'a@desk.example', recipients })).status).toBe(200)
})

test('a port that is taken is an error, and leaves no thread behind', async () => {
  await expect(servePolicy({ config: configAt(Number(new URL(served.url).port)), log })).rejects.toThrow(/EADDRINUSE/)
})

test('start and stop are events', async () => {
  const other = await servePolicy({ config: configAt(0), log })
  await other.ready
  events.length = 0
  await other.close()
  expect(events).toEqual(['service.stopping', 'service.stopped'])
  await new Promise<void>((free) => {
    const probe = createServer().listen(Number(new URL(other.url).port), '127.0.0.1', () => probe.close(() => free()))
  })
})
