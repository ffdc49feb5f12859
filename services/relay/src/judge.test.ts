import { expect, test } from 'vitest'
import { type Fetch, judgeOver } from './judge.ts'

const ENVELOPE = {
  from: 'a@b.c',
  recipients: [],
  body: null,
  smtpUtf8: false,
  requireTls: false,
  ret: null,
  envid: null,
}
const JUDGEMENT = {
  verdict: 'forward',
  score: 0,
  groups: { proof: 0, answer: 0, tone: 0, exposure: 0, word: 0 },
  thresholds: { hold: 5, bounce: 10, atRisk: false },
  language: null,
  findings: [],
  questions: [],
  customer: null,
  abstained: [],
  unread: [],
  model: null,
  conversation: null,
  facts: null,
  exempt: null,
  shadow: false,
  shadowVerdict: null,
  policy: 'sha256:0',
  engine: '0',
  tookMs: 0,
}
const judgeWith = (fetch: Fetch) => judgeOver(fetch, { url: 'http://policy.test', token: 'secret' })

test('the policy service gets the octets, the envelope and the token', async () => {
  const judge = judgeWith(async (request) => {
    expect(Buffer.from(await request.arrayBuffer()).toString()).toBe('the octets')
    expect(request.headers.get('authorization')).toBe('Bearer secret')
    const envelope = Buffer.from(request.headers.get('proofgate-envelope') ?? '', 'base64url').toString()
    expect(JSON.parse(envelope)).toEqual(ENVELOPE)
    return Response.json(JUDGEMENT)
  })
  expect(await judge(Buffer.from('the octets'), ENVELOPE, 1_000)).toEqual({ judgement: JUDGEMENT })
})

const KNOWN = {
  turns: [Buffer.from('first\r\n\xff', 'latin1'), Buffer.from('second')],
  memory: { conversation: 'c1', facts: [], twin: null, openPromises: [], people: ['kim@x.example'], answerDueAt: null },
}

test('what is known of the conversation goes with the message, octet for octet', async () => {
  const fetch: Fetch = async (request) => {
    expect(request.headers.get('authorization')).toBe('Bearer secret')
    const form = await request.formData()
    const octets = async (name: string) =>
      Promise.all(
        form.getAll(name).map(async (one) => (one instanceof File ? Buffer.from(await one.arrayBuffer()) : one)),
      )
    expect(await octets('message')).toEqual([Buffer.from('the octets')])
    expect(await octets('conversation')).toEqual(KNOWN.turns)
    expect(JSON.parse(String(form.get('envelope')))).toEqual(ENVELOPE)
    expect(JSON.parse(String(form.get('memory')))).toEqual(KNOWN.memory)
    return Response.json(JUDGEMENT)
  }
  const judge = judgeOver(fetch, { url: 'http://policy.test', token: 'secret' }, async () => KNOWN)
  expect(await judge(Buffer.from('the octets'), ENVELOPE, 1_000)).toEqual({ judgement: JUDGEMENT })
})

test('a service that refuses what is known judges the message by itself', async () => {
  const types: string[] = []
  const fetch: Fetch = (request) => {
    types.push(request.headers.get('content-type')?.split(';')[0] ?? '')
    return types.length === 1 ? new Response('too large', { status: 413 }) : Response.json(JUDGEMENT)
  }
  const judge = judgeOver(fetch, { url: 'http://policy.test', token: null }, async () => KNOWN)
  expect(await judge(Buffer.from('x'), ENVELOPE, 1_000)).toEqual({ judgement: JUDGEMENT })
  expect(types).toEqual(['multipart/form-data', 'message/rfc822'])
})

test.each<[string, Fetch, RegExp]>([
  ['hangs', () => new Promise<Response>(() => {}), /^no judgement within 20 ms$/],
  ['fails', () => new Response('broken', { status: 500 }), /answered 500: broken/],
  ['answers nonsense', () => Response.json({ verdict: 'fine' }), /gave no judgement/],
  ['cannot be reached', () => Promise.reject(new Error('refused')), /cannot be reached: refused/],
])('a service that %s gives no judgement, within the budget', async (_, fetch, why) => {
  expect(await judgeWith(fetch)(Buffer.from('x'), ENVELOPE, 20)).toEqual({ unjudged: expect.stringMatching(why) })
})

test('of large messages few are under way at a time, and small ones do not wait for them', async () => {
  const waiting: (() => void)[] = []
  let most = 0
  const judge = judgeWith(async (request) => {
    if ((await request.arrayBuffer()).byteLength > 100) {
      await new Promise<void>((resolve) => {
        most = Math.max(most, waiting.push(resolve))
      })
    }
    return Response.json(JUDGEMENT)
  })
  const large = Array.from({ length: 6 }, () => judge(Buffer.alloc(1024 * 1024), ENVELOPE, 10_000))
  expect(await judge(Buffer.from('small'), ENVELOPE, 10_000)).toEqual({ judgement: JUDGEMENT })
  const release = setInterval(() => waiting.shift()?.(), 1)
  expect(await Promise.all(large)).toEqual(Array(6).fill({ judgement: JUDGEMENT }))
  clearInterval(release)
  expect(most).toBeLessThanOrEqual(2)
})
