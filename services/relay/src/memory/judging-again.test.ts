import { Judgement, policyOf, readTurn } from '@proofgate/checks'
import { turnHeaderOf } from '@proofgate/mail'
import { type Acceptor, acceptor, addCopies, decideHold, findHold, type NextStep, timelineOf } from '@proofgate/store'
import { createLog } from '@proofgate/telemetry'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { newMessage, type TemporaryStore, temporaryStore } from '../../../../test/support/temporary-store.ts'
import type { Judge } from '../judge.ts'
import { judgeAgain } from './judging-again.ts'
import { remember } from './rememberer.ts'
import { turnReaderOver } from './turn-reader.ts'

const POLICY = policyOf(JSON.stringify({ version: 1, own_domains: ['acme.example'] }), 'test')
const KIM = 'Kim Park <kim@customer.example>'
const ANNA = 'Anna Berg <anna@acme.example>'
const BEN = 'Ben Roe <ben@acme.example>'
const HELD = { state: 'held', judgement: null, reason: 'unjudged' } as const
const FORWARDED = { state: 'forwarding', judgement: null, lease: null, expireMs: 60_000 } as const
const JUDGEMENT = Judgement.parse({
  verdict: 'forward',
  score: 0,
  groups: { proof: 0, answer: 0, tone: 0, exposure: 0, word: 0 },
  thresholds: { hold: 5, bounce: 10 },
  language: null,
  findings: [],
  questions: [],
  customer: null,
  abstained: [],
  unread: [],
  exempt: null,
  shadow: false,
  shadowVerdict: null,
  policy: 'sha256:0',
  engine: '0',
  tookMs: 0,
})

let store: TemporaryStore
let accepting: Acceptor
let judged: string[] = []
const log = createLog({ level: 'silent', format: 'json', destination: { write: () => {} } })
const judge: Judge = async (raw) => {
  judged.push(/Message-ID: <(.*)>/.exec(raw.toString())?.[1] ?? '')
  return { judgement: JUDGEMENT }
}
beforeAll(async () => {
  store = await temporaryStore()
  accepting = acceptor(store.sql, { duplicateWindowMs: 0, giveUpMs: 5_000 })
})
afterAll(() => store.remove())
beforeEach(() => {
  judged = []
})

/** Remembers what came, then judges again what went stale; in the order the relay does both. */
async function later(byTime = false): Promise<void> {
  const read = turnReaderOver(
    async (request) => {
      const given = request.headers.get('proofgate-envelope')
      const from = given === null ? null : JSON.parse(Buffer.from(given, 'base64url').toString()).from
      return Response.json(await readTurn(new Uint8Array(await request.arrayBuffer()), POLICY, from, new Date()))
    },
    { url: 'http://policy.test', token: null },
  )
  const never = new AbortController().signal
  while ((await remember({ sql: store.sql, read, log, pollMs: 0 }, never)) > 0);
  while ((await judgeAgain({ sql: store.sql, judge, log, budgetMs: 1_000, pollMs: 0 }, byTime)) > 0);
}

const mail = (id: string, from: string, to: string, refs: string, text = 'When will my jacket arrive?') =>
  Buffer.from(
    `Message-ID: <${id}>\r\nFrom: ${from}\r\nTo: ${to}\r\nSubject: Jacket of ${id.split('-')[0]}\r\nDate: ${new Date().toUTCString()}\r\nReferences: ${refs}\r\n\r\n${text}\r\n`,
  )
const journal = async (raw: Buffer) => {
  const receivedAt = new Date()
  await addCopies(store.sql, [{ source: 'journal', raw, header: turnHeaderOf(raw, receivedAt), receivedAt }])
}
const submit = async (raw: Buffer, next: NextStep) => {
  const message = newMessage({ raw })
  await accepting.accept({ message, next, notices: [] })
  return message.id
}
/** Kim asks, and Anna's answer is held. */
async function heldAnswer(name: string): Promise<string> {
  await journal(mail(`${name}-1`, KIM, ANNA, ''))
  const id = await submit(mail(`${name}-2`, ANNA, KIM, `<${name}-1>`, 'It is on its way.'), HELD)
  await later()
  expect(await staleOf(id)).toBeNull()
  return id
}
const staleOf = async (id: string) => (await findHold(store.sql, id))?.stale ?? null
const judgementsOf = (id: string) => store.sql`select 1 from judgements where message_id = ${id}`
const stepsOf = async (id: string) => (await timelineOf(store.sql, id)).map(({ kind }) => kind)

test('the customer writes again: the held answer is stale, judged again, and waits all the same', async () => {
  const id = await heldAnswer('wrote')
  await journal(mail('wrote-3', KIM, ANNA, '<wrote-1>', 'Never mind, it came.'))
  await later()
  expect(await staleOf(id)).toMatchObject({ why: 'customer-wrote', judgedAt: expect.any(Date) })
  expect(judged).toEqual(['wrote-2'])
  expect(await judgementsOf(id)).toHaveLength(1)
  expect((await stepsOf(id)).slice(-2)).toEqual(['hold.stale', 'mail.judged'])
  expect((await findHold(store.sql, id))?.decidedAt).toBeNull()
  await journal(mail('wrote-4', KIM, ANNA, '<wrote-1>', 'And one more thing: can I have the invoice?'))
  await later()
  expect(await judgementsOf(id)).toHaveLength(2)
})

test('a colleague answers: the other answer, still held, is stale; one that is held too says nothing', async () => {
  const id = await heldAnswer('colleague')
  const other = await submit(mail('colleague-3', BEN, KIM, '<colleague-1>', 'It comes on Monday.'), HELD)
  await later()
  expect(await staleOf(id)).toBeNull()
  const act = { actor: 'user:rita', note: null, idempotencyKey: null, expireMs: 60_000, notices: [] }
  await decideHold(store.sql, { ...act, id: other, decision: 'release' })
  await store.sql`update recipients set state = 'sent', settled_at = now() where message_id = ${other}`
  await later()
  expect(await staleOf(id)).toMatchObject({ why: 'colleague-answered' })
  expect(judged).toEqual(['colleague-2'])
})

test('the time of a promise passes: what waits in its conversation is stale', async () => {
  await journal(mail('time-1', KIM, ANNA, ''))
  await submit(mail('time-2', ANNA, KIM, '<time-1>', 'I will call you tomorrow.'), FORWARDED)
  const id = await submit(mail('time-3', ANNA, KIM, '<time-1> <time-2>', 'One more thing: it is blue.'), HELD)
  await later(true)
  expect(await staleOf(id)).toBeNull()
  await store.sql`
    update promises set due_at = now() where conversation_id = (select conversation_id from turns where id = ${id})`
  await later(true)
  expect(await staleOf(id)).toMatchObject({ why: 'promise-passed' })
  expect(judged).toEqual(['time-3'])
  await later(true)
  expect(judged).toEqual(['time-3'])
})

test('what the reply answers, old mail that is imported, and machines make nothing stale', async () => {
  const id = await submit(mail('fresh-2', ANNA, KIM, '<fresh-1>', 'It is on its way.'), HELD)
  await later()
  await journal(mail('fresh-1', KIM, ANNA, ''))
  const old = mail('fresh-0', KIM, ANNA, '<fresh-1>')
    .toString()
    .replace(/Date: .*/, 'Date: Thu, 5 Mar 2026 09:00:00 +0000')
  await journal(Buffer.from(old))
  const away = mail('fresh-3', KIM, ANNA, '<fresh-1>')
    .toString()
    .replace('Subject', 'Auto-Submitted: auto-replied\r\nSubject')
  await journal(Buffer.from(away))
  await later()
  expect(
    await store.sql`select count(distinct conversation_id) as count from turns where header_message_id like '<fresh-%'`,
  ).toEqual([{ count: 1 }])
  expect(await staleOf(id)).toBeNull()
})

test('a stale hold that is decided meanwhile is not judged again, and one left out of many stays', async () => {
  const id = await heldAnswer('decided')
  await store.sql`update holds set stale_at = now(), stale_why = 'customer-wrote', judge_again_at = now() where message_id = ${id}`
  const act = { actor: 'user:rita', note: null, idempotencyKey: null, expireMs: 60_000, notices: [] }
  expect(await decideHold(store.sql, { ...act, id, decision: 'release', unlessStale: true })).toMatchObject({
    outcome: 'stale',
  })
  expect(await decideHold(store.sql, { ...act, id, decision: 'release' })).toMatchObject({ outcome: 'decided' })
  await later()
  expect(judged).toEqual([])
})
