import { policyApp, type ServedPolicy, servePolicy } from '@proofgate/policy'
import { type RunningReview, serveReview } from '@proofgate/review'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { judgeOver } from '../services/relay/src/judge.ts'
import { configWith, type SampleDesk, sampleDesk } from './support/sample-desk.ts'
import { newMessage } from './support/temporary-store.ts'

let desk: SampleDesk
let review: RunningReview
let served: ServedPolicy
const inProcess = { url: 'http://policy.internal', token: null }
const config = configWith({ 'review.url': null, 'review.port': 0, 'policy.port': 0, 'judge.threads': 1 })

beforeAll(async () => {
  desk = await sampleDesk()
  // Each makes the HTTP library's Request and Response those of the whole process.
  review = await serveReview({ sql: desk.sql, config, log: desk.log, hostname: 'gate.example' })
  served = await servePolicy({ config, log: desk.log })
  await served.ready
})
afterAll(async () => {
  await review.close()
  await served.close()
  await desk.close()
})

const { envelope } = newMessage()
const mail = (text: string) => Buffer.from(`From: anna@acme.example\r\nTo: kim@customer.example\r\n\r\n${text}\r\n`)

describe('the judge in the process of both HTTP services', () => {
  test('gets a message whole, a large one too, and gives the judgement', async () => {
    const judge = judgeOver((request) => served.app.fetch(request), inProcess)
    const raw = mail(`Dear [INSERT NAME],\r\n\r\n${'it left today.\r\n'.repeat(200_000)}`)
    const octets = Buffer.from(raw)
    expect(await judge(raw, envelope, 20_000)).toMatchObject({ judgement: { verdict: 'bounce' } })
    expect(raw.equals(octets)).toBe(true)
  })

  test('gives the same judgement as over a socket', async () => {
    const over = judgeOver((request) => fetch(request), { url: served.url, token: null })
    const within = judgeOver((request) => served.app.fetch(request), inProcess)
    const raw = mail('Dear Kim,\r\n\r\nobviously it left today.')
    const [one, other] = await Promise.all([over(raw, envelope, 20_000), within(raw, envelope, 20_000)])
    expect(one).toEqual({ judgement: { ...('judgement' in other ? other.judgement : {}), tookMs: expect.any(Number) } })
  })

  test('is given up when its budget ends, and its problems are told', async () => {
    const hanging = judgeOver(() => new Promise<Response>(() => {}), inProcess)
    expect(await hanging(mail('x'), envelope, 50)).toEqual({ unjudged: 'no judgement within 50 ms' })
    const wanting = policyApp({ config: configWith({ 'policy.token': 'tea' }), log: desk.log })
    const strange = judgeOver((request) => wanting.app.fetch(request), inProcess)
    expect(await strange(mail('x'), envelope, 5_000)).toMatchObject({
      unjudged: expect.stringContaining('answered 401'),
    })
    await wanting.close()
  })
})
