import { policyOf, readTurn } from '@proofgate/checks'
import { turnHeaderOf } from '@proofgate/mail'
import {
  type Acceptor,
  acceptor,
  addCopies,
  claimDeliveries,
  closeConversation,
  closePoint,
  decideHold,
  type NextStep,
  newId,
  responseTimes,
  settleAttempts,
} from '@proofgate/store'
import { createLog } from '@proofgate/telemetry'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { newMessage, type TemporaryStore, temporaryStore } from '../../../../test/support/temporary-store.ts'
import type { Fetch } from '../judge.ts'
import { remember } from './rememberer.ts'
import { turnReaderOver } from './turn-reader.ts'
import { twinOf } from './twin.ts'

const POLICY = policyOf(JSON.stringify({ version: 1, own_domains: ['acme.example'] }), 'test')
const KIM = 'Kim Park <kim@customer.example>'
const ANNA = 'Anna Berg <anna@acme.example>'
const forwarding = { state: 'forwarding', judgement: null, lease: null, expireMs: 60_000 } as const
const held = { state: 'held', judgement: null, reason: 'unjudged' } as const

let store: TemporaryStore
let accepting: Acceptor
const faults: string[] = []
const log = createLog({ level: 'info', format: 'json', destination: { write: (line: string) => faults.push(line) } })
beforeAll(async () => {
  store = await temporaryStore()
  accepting = acceptor(store.sql, { duplicateWindowMs: 0, giveUpMs: 5_000 })
})
afterAll(() => store.remove())
beforeEach(async () => {
  faults.length = 0
  await store.sql`update turns set read_at = now() where read_at is null`
})

/** What the policy service answers, without its threads. */
const policy: Fetch = async (request) => {
  const given = request.headers.get('proofgate-envelope')
  const from = given === null ? null : JSON.parse(Buffer.from(given, 'base64url').toString()).from
  const at = new URL(request.url).searchParams.get('received_at') ?? ''
  return Response.json(await readTurn(new Uint8Array(await request.arrayBuffer()), POLICY, from, new Date(at)))
}

/** Reads and works out all there is. */
async function remembered(fetch: Fetch = policy): Promise<void> {
  const read = turnReaderOver(fetch, { url: 'http://policy.test', token: null })
  const never = new AbortController().signal
  while ((await remember({ sql: store.sql, read, log, pollMs: 0 }, never)) > 0);
}

const mail = (id: string, from: string, to: string, text: string, fields = '', date = new Date()) =>
  Buffer.from(
    `Message-ID: <${id}@x>\r\nFrom: ${from}\r\nTo: ${to}\r\nSubject: Jacket ${id.split('-')[0]}\r\nDate: ${date.toUTCString()}\r\n${fields}\r\n${text}\r\n`,
  )
const journal = async (raw: Buffer) => {
  const receivedAt = new Date()
  await addCopies(store.sql, [{ source: 'journal', raw, header: turnHeaderOf(raw, receivedAt), receivedAt }])
}
const submit = async (raw: Buffer, next: NextStep) => {
  const message = newMessage({ raw, id: newId() })
  await accepting.accept({ message, next, notices: [] })
  return message.id
}
const conversation = async (key: string) => {
  const rows = await store.sql`
    select turn_count, waits_on, open_points, mood, agents, customer_address, customer_name from conversations
    where subject_key = ${`jacket ${key}`} and merged_into is null`
  expect(rows).toHaveLength(1)
  return rows[0]
}

test('a question waits for an answer, which settles it when it was sent', async () => {
  await journal(mail('q', KIM, ANNA, 'Hello,\r\n\r\nWhen will my jacket arrive?\r\n\r\nKim'))
  await remembered()
  expect(await conversation('q')).toEqual({
    turn_count: 1,
    waits_on: 'us',
    open_points: 1,
    mood: 'neutral',
    agents: [],
    customer_address: 'kim@customer.example',
    customer_name: 'Kim Park',
  })
  const answer = 'Dear Kim,\r\n\r\nYour jacket will arrive on Friday, 27 November.\r\n\r\nAnna'
  await submit(mail('q-2', ANNA, KIM, answer, 'In-Reply-To: <q@x>\r\nSubject: Re: Jacket q\r\n'), forwarding)
  await remembered()
  expect(await conversation('q')).toMatchObject({
    turn_count: 2,
    waits_on: null,
    open_points: 0,
    agents: ['anna@acme.example'],
  })
})

test('a held answer says nothing to the customer until it is released', async () => {
  await journal(mail('h', KIM, ANNA, 'When will my jacket arrive?'))
  const answer = 'Dear Kim,\r\n\r\nYour jacket will arrive on Friday. I will call you tomorrow.\r\n\r\nAnna'
  const id = await submit(mail('h-2', ANNA, KIM, answer, 'In-Reply-To: <h@x>\r\n'), held)
  await remembered()
  expect(await conversation('h')).toMatchObject({ turn_count: 1, waits_on: 'us', open_points: 1, agents: [] })
  const promises = () => store.sql`select agent, time_words, state from promises where turn_id = ${id} order by id`
  expect(await promises()).toEqual([])
  const act = { actor: 'user:rita', note: null, idempotencyKey: null, expireMs: 60_000, notices: [] }
  await decideHold(store.sql, { ...act, id, decision: 'release' })
  await remembered()
  expect(await conversation('h')).toMatchObject({ turn_count: 2, open_points: 0, agents: ['anna@acme.example'] })
  const made = { agent: 'anna@acme.example', state: 'open' }
  expect(await promises()).toEqual([
    { ...made, time_words: 'on Friday' },
    { ...made, time_words: 'tomorrow' },
  ])
})

test('what could not be delivered was not said, and promises nothing', async () => {
  await journal(mail('f', KIM, ANNA, 'When will my jacket arrive?'))
  const answer = 'Dear Kim,\r\n\r\nYour jacket will arrive on Friday. I will call you tomorrow.\r\n\r\nAnna'
  const id = await submit(mail('f-2', ANNA, KIM, answer, 'In-Reply-To: <f@x>\r\n'), forwarding)
  await remembered()
  expect(await conversation('f')).toMatchObject({ turn_count: 2, open_points: 0 })
  const { claimed } = await claimDeliveries(store.sql, { limit: 100, bytesMax: 1e6, leaseMs: 60_000, except: [] })
  const attempts = claimed.map((delivery) => ({
    delivery,
    startedAt: new Date(),
    endedAt: new Date(),
    host: null,
    tls: null,
    results: delivery.recipients.map(({ position, address }) => {
      const outcome = delivery.messageId === id ? ('failed' as const) : ('sent' as const)
      return { position, address, outcome, reply: '', code: null, enhanced: null }
    }),
    retryAfterMs: null,
    delayNotices: 0,
    notices: [],
  }))
  await settleAttempts(store.sql, attempts)
  await remembered()
  expect(await conversation('f')).toMatchObject({ turn_count: 1, waits_on: 'us', open_points: 1, agents: [] })
  expect(await store.sql`select 1 from promises where turn_id = ${id}`).toEqual([])
})

test('a service that is down loses nothing: what came meanwhile is read afterwards', async () => {
  await journal(mail('d', KIM, ANNA, 'When will my jacket arrive?'))
  await remembered(() => new Response('busy', { status: 503 }))
  expect(
    await store.sql`select read_at, run_at > now() as later, lease_token from turns where header_message_id = '<d@x>'`,
  ).toEqual([{ read_at: null, later: true, lease_token: null }])
  await store.sql`update turns set run_at = now() where read_at is null`
  await remembered()
  expect(await conversation('d')).toMatchObject({ turn_count: 1, waits_on: 'us' })
  expect(faults).toEqual([])
})

test('a mail that nobody can read stands in its conversation all the same, and is told', async () => {
  await journal(mail('u', KIM, ANNA, 'When will my jacket arrive?'))
  await remembered(() => new Response('too large', { status: 413 }))
  expect(await conversation('u')).toMatchObject({ turn_count: 1, customer_address: 'kim@customer.example' })
  expect(faults.join()).toMatch(/cannot be read/)
})

test('a mail read once more keeps its place and does not double its questions', async () => {
  await journal(mail('again', KIM, ANNA, 'When will my jacket arrive?'))
  await remembered()
  await store.sql`update turns set read_at = null, run_at = now() where header_message_id = '<again@x>'`
  await remembered()
  expect(await conversation('again')).toMatchObject({ turn_count: 1, open_points: 1 })
})

test('several rememberers at once read each mail once', async () => {
  await Promise.all(
    Array.from({ length: 20 }, (_, i) => journal(mail(`m${i}`, KIM, ANNA, 'When will my jacket arrive?'))),
  )
  let reads = 0
  const counting: Fetch = (request) => {
    reads++
    return policy(request)
  }
  await Promise.all([remembered(counting), remembered(counting), remembered(counting)])
  await remembered(counting)
  expect(reads).toBe(20)
  const [row] =
    await store.sql`select count(*) as points from points p join turns t on t.id = p.turn_id where t.subject like 'Jacket m%'`
  expect(row).toEqual({ points: 20 })
})

test('an answer is due by the target of the team it is for, and how long the customer waited is on record', async () => {
  const policy = policyOf(
    `version: 1
own_domains: [acme.example]
teams: { berlin: [anna@acme.example] }
response_target: { hours: 4, timezone: Europe/Berlin, opens: 09:00, closes: 17:00, region: DE-BE }
`,
    'test',
  )
  const byTarget: Fetch = async (request) => {
    const from = request.headers.get('proofgate-envelope') === null ? null : 'anna@acme.example'
    const at = new URL(request.url).searchParams.get('received_at') ?? ''
    return Response.json(await readTurn(new Uint8Array(await request.arrayBuffer()), policy, from, new Date(at)))
  }
  const at = (time: string) => new Date(`2026-03-${time}Z`)
  // Friday afternoon before the clocks go forward: two hours of Friday, two of Monday.
  await journal(mail('due', KIM, ANNA, 'When will my jacket arrive?', '', at('27T14:00')))
  await remembered(byTarget)
  const row = () => store.sql`select team, answer_due_at from conversations where subject_key = 'jacket due'`
  expect(await row()).toEqual([{ team: 'berlin', answer_due_at: at('30T09:00') }])
  await journal(mail('due-2', ANNA, KIM, 'It will arrive on Friday.', 'In-Reply-To: <due@x>\r\n', at('30T10:00')))
  await remembered(byTarget)
  expect(await row()).toEqual([{ team: 'berlin', answer_due_at: null }])
  const [found] = await responseTimes(store.sql, { from: at('30T00:00'), to: at('31T00:00') }, 'team')
  expect(found).toMatchObject({ key: 'berlin', answers: 1, late: 1, open: { median: 5 * 3_600_000 } })
})

test('what a person marks, closes or says is done with stands, and the list follows', async () => {
  await journal(mail('mark', KIM, ANNA, 'When will my jacket arrive?'))
  await remembered()
  const [point] = await store.sql<{ id: number; conversation: string }[]>`
    select p.id, p.conversation_id as conversation from points p join turns t on t.id = p.turn_id
    where t.header_message_id = '<mark@x>'`
  await closePoint(store.sql, { id: point?.id ?? 0, actor: 'user:rita' })
  await remembered()
  expect(await conversation('mark')).toMatchObject({ waits_on: null, open_points: 0 })
  await journal(mail('mark-2', KIM, ANNA, 'And my hat, where is it?', 'In-Reply-To: <mark@x>\r\n'))
  await remembered()
  expect(await conversation('mark')).toMatchObject({ waits_on: 'us', open_points: 1 })
  await closeConversation(store.sql, { id: point?.conversation ?? '', actor: 'user:rita', at: new Date() })
  await remembered()
  expect(await conversation('mark')).toMatchObject({ waits_on: null, open_points: 0 })
})

const LONG =
  'Thank you for your message. To return the jacket, print the label that comes with this mail and put it on the box. You can hand the box in at any shop, and we refund the whole price within two working days.'

test('a reply that went out is found again when nearly the same goes to somebody else, and a held one is not', async () => {
  const lee = 'Lee Wong <lee@other.example>'
  const twin = (to: string) =>
    twinOf(store.sql, mail('tw', ANNA, `${to} <${to}>`, `Hi there,\r\n\r\n${LONG}\r\n\r\nAnna`), [to], new Date())
  const message = (id: string, name: string) =>
    mail(id, ANNA, lee, `Dear ${name},\r\n\r\n${LONG}\r\n\r\nBest wishes,\r\nAnna`)
  const held1 = await submit(message('tw-1', 'Lee'), held)
  await remembered()
  expect(await twin('kim@customer.example')).toBeNull()
  await decideHold(store.sql, {
    id: held1,
    decision: 'release',
    actor: 'user:rita',
    note: null,
    idempotencyKey: null,
    expireMs: 60_000,
    notices: [],
  })
  await remembered()
  expect(await twin('kim@customer.example')).toMatchObject({ turnId: held1, similarity: 1, times: 1 })
  expect(await twin('lee@other.example')).toBeNull()
})
