import { policyOf, readTurn } from '@proofgate/checks'
import { threadKeysOf } from '@proofgate/conversations'
import { turnHeaderOf } from '@proofgate/mail'
import {
  acceptor,
  addCopies,
  claimDeliveries,
  claimUnread,
  eraseCustomer,
  rememberTurn,
  settleAttempts,
} from '@proofgate/store'
import { createLog } from '@proofgate/telemetry'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newMessage, type TemporaryStore, temporaryStore } from '../../../../test/support/temporary-store.ts'
import { columnsHolding } from '../../../../test/support/whole-record.ts'
import type { Fetch } from '../judge.ts'
import { recallFrom } from './recall.ts'
import { remember } from './rememberer.ts'
import { turnReaderOver } from './turn-reader.ts'

const POLICY = policyOf(JSON.stringify({ version: 1, own_domains: ['acme.example'] }), 'test')
const log = createLog({ level: 'error', format: 'json', destination: { write: () => {} } })

let store: TemporaryStore
beforeAll(async () => {
  store = await temporaryStore()
})
afterAll(() => store.remove())

const policy: Fetch = async (request) => {
  const from = request.headers.get('proofgate-envelope') === null ? null : 'anna@acme.example'
  return Response.json(await readTurn(new Uint8Array(await request.arrayBuffer()), POLICY, from, new Date()))
}

async function remembered(): Promise<void> {
  const read = turnReaderOver(policy, { url: 'http://policy.test', token: null })
  while ((await remember({ sql: store.sql, read, log, pollMs: 0 }, new AbortController().signal)) > 0);
}

const KIM = 'Kimiko Tanaka <kimiko@parkhouse.example>'
const ANNA = 'Anna Berg <anna@acme.example>'
const NEEDLES = ['kimiko', 'tanaka', 'parkhouse', 'zorblax']

const mail = (id: string, from: string, to: string, text: string, fields = '') =>
  Buffer.from(
    `Message-ID: <${id}>\r\nFrom: ${from}\r\nTo: ${to}\r\nSubject: Re: zorblax jacket\r\nDate: ${new Date().toUTCString()}\r\n${fields}\r\n${text}\r\n`,
  )

async function journal(raw: Buffer): Promise<void> {
  const receivedAt = new Date()
  await addCopies(store.sql, [{ source: 'journal', raw, header: turnHeaderOf(raw, receivedAt), receivedAt }])
}

async function submitted(raw: Buffer): Promise<void> {
  const next = { state: 'forwarding', judgement: null, lease: null, expireMs: 60_000 } as const
  const envelope = {
    ...newMessage().envelope,
    recipients: [{ address: 'kimiko@parkhouse.example', notify: null, orcpt: null }],
  }
  const header = { messageId: '<a@acme.example>', subject: 'Re: zorblax jacket', from: ANNA }
  const message = newMessage({ raw, envelope, header })
  await acceptor(store.sql, { duplicateWindowMs: 0, giveUpMs: 5_000 }).accept({ message, next, notices: [] })
  const { claimed } = await claimDeliveries(store.sql, { limit: 9, bytesMax: 1e6, leaseMs: 60_000, except: [] })
  const attempts = claimed.map((delivery) => ({
    delivery,
    startedAt: new Date(),
    endedAt: new Date(),
    host: null,
    tls: null,
    results: delivery.recipients.map(({ position, address }) => {
      return { position, address, outcome: 'sent' as const, reply: `250 <${address}>`, code: 250, enhanced: null }
    }),
    retryAfterMs: null,
    delayNotices: 0,
    notices: [],
  }))
  await settleAttempts(store.sql, attempts)
}

const QUESTION =
  'Hello,\r\n\r\nWhere is my zorblax jacket? It is a zorblax disgrace, I will never order again.\r\n\r\nKimiko'
const ANSWER =
  'Dear Kimiko,\r\n\r\nYour zorblax jacket left our house this morning, and the courier brings it on Friday. I will call you about the zorblax jacket tomorrow. I am sorry for the wait that you had with us.\r\n\r\nAnna'

test('what was read of a customer is erased whole and stays so; counts are as before, and nothing is open any more', async () => {
  await journal(mail('q@parkhouse.example', KIM, ANNA, QUESTION))
  await submitted(mail('a@acme.example', ANNA, KIM, ANSWER, 'In-Reply-To: <q@parkhouse.example>\r\n'))
  await remembered()
  const counts = () =>
    store.sql`select turn_count, at_risk, mood, (select count(*)::int from points) as points,
      (select count(*)::int from promises) as promises, (select count(*)::int from answers) as answers from conversations`
  const before = await counts()
  expect(before).toMatchObject([{ turn_count: 2, at_risk: true, answers: 1 }])
  expect(await columnsHolding(store.sql, NEEDLES)).toEqual(
    expect.arrayContaining([
      'points.text',
      'promises.text',
      'turns.text',
      'sketches.customer_address',
      'turn_bodies.bytes',
    ]),
  )

  expect(await eraseCustomer(store.sql, 'kimiko@parkhouse.example', 'user:ada')).toMatchObject({ outcome: 'erased' })
  expect(await columnsHolding(store.sql, NEEDLES)).toEqual([])
  await store.sql`insert into conversation_changes (conversation_id) select id from conversations`
  await remembered()
  expect(await columnsHolding(store.sql, NEEDLES)).toEqual([])
  expect(await counts()).toEqual(before)
  expect(await store.sql`select waits_on, answer_due_at, open_points, closed_by from conversations`).toEqual([
    { waits_on: null, answer_due_at: null, open_points: 0, closed_by: 'user:ada' },
  ])
  expect(await store.sql`select state, settled_by from promises`).toEqual([
    { state: 'withdrawn', settled_by: 'user:ada' },
  ])
})

test('who writes again after it is a new customer, of whom nothing before is known', async () => {
  await journal(mail('new@parkhouse.example', KIM, ANNA, 'One more: is it lined?', 'In-Reply-To: <a@acme.example>\r\n'))
  await remembered()
  const rows = await store.sql`select turn_count, erased_at is null as fresh from conversations order by id`
  expect(rows).toEqual([
    { turn_count: 2, fresh: false },
    { turn_count: 1, fresh: true },
  ])
  const reply = mail(
    'b@acme.example',
    ANNA,
    KIM,
    'Yes.',
    'References: <q@parkhouse.example> <new@parkhouse.example>\r\n',
  )
  const known = await recallFrom(store.sql, () => [], log)(reply, newMessage().envelope)
  expect(known?.turns).toHaveLength(1)
})

test('a mail that is being read while its writer is erased leaves nothing', async () => {
  await journal(mail('late@parkhouse.example', KIM, ANNA, 'And the zorblax hat?'))
  const { claimed } = await claimUnread(store.sql, 9, 60_000)
  const [turn] = claimed
  if (turn === undefined) throw new Error('nothing is unread')
  expect(await eraseCustomer(store.sql, 'kimiko@parkhouse.example', 'user:ada')).toMatchObject({ outcome: 'erased' })
  const customer = { name: 'Kimiko', address: 'kimiko@parkhouse.example' }
  const keys = threadKeysOf({ ...turn, messageId: turn.headerMessageId }, customer.address)
  const place = { ...turn, keys, by: 'customer', customer, isAutomatic: false } as const
  const said = { by: 'customer', text: 'And the zorblax hat?', language: null, automatic: null, mood: null } as const
  const words = {
    ...said,
    atRisk: false,
    because: ['zorblax'],
    customerAddress: customer.address,
    team: null,
    target: null,
  }
  const points = [{ kind: 'question' as const, text: 'And the zorblax hat?' }]
  expect(await rememberTurn(store.sql, turn, { place, words, points, promises: [], said: [] })).toBe(false)
  await remembered()
  expect(await columnsHolding(store.sql, NEEDLES)).toEqual([])
})
