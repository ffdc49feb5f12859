import { createServer } from 'node:net'
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
    file: { path: 'test', text: `policy: { port: ${port} }\njudge: { threads: 1 }` },
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
