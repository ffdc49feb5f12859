import { randomBytes } from 'node:crypto'
import { threadKeysOf } from '@proofgate/conversations'
import { turnHeaderOf } from '@proofgate/mail'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newMessage, type TemporaryStore, temporaryStore } from '../../../test/support/temporary-store.ts'
import { acceptor } from './accept.ts'
import { connectionOptions } from './database.ts'
import { conversationFor, type Judged } from './recall.ts'
import { type Sql, sqlOver } from './sql.ts'
import { addCopies } from './turns.ts'

let store: TemporaryStore
beforeAll(async () => {
  store = await temporaryStore()
})
afterAll(() => store.remove())

const mail = (id: string, fields: readonly string[], text: string | Buffer) =>
  Buffer.concat([
    Buffer.from([`Message-ID: <${id}>`, 'To: help@acme.example', ...fields, '', ''].join('\r\n')),
    Buffer.from(text),
  ])
const FROM_KIM = 'From: kim@customer.example'
const at = (minutes: number) => `Date: ${new Date(Date.UTC(2026, 2, 2, 9, minutes)).toUTCString()}`

function judgedOf(raw: Buffer, customers = ['kim@customer.example']): Judged {
  const header = turnHeaderOf(raw, new Date())
  const keys = threadKeysOf({ ...header, recipients: [] }, null)
  return { keys, customers, by: 'us', writtenAt: header.writtenAt, turnId: null, identity: header.identity }
}

/** Puts mails on record as turns of one conversation. */
async function turnsIn(conversation: string, raws: readonly Buffer[]): Promise<void> {
  await store.sql`
    insert into conversations (id, customer_address, subject_key, tickets, first_at, last_at, turn_count, open_points, because, agents)
    values (${conversation}, 'kim@customer.example', ${conversation}, '{}', now(), now(), 0, 0, '{}', '{}') on conflict do nothing`
  const receivedAt = new Date()
  const copies = raws.map(
    (raw) => ({ source: 'import', raw, header: turnHeaderOf(raw, receivedAt), receivedAt }) as const,
  )
  const ids = (await addCopies(store.sql, copies)).map(({ id }) => id)
  await store.sql`update turns set conversation_id = ${conversation}, read_at = now(), by = 'customer' where id = any(${ids})`
}

const reply = (refs: string) =>
  mail('reply@acme', ['From: anna@acme.example', `References: ${refs}`, 'Subject: Re: x'], 'Yes.')

test('the latest turns come oldest first, without the message itself, machines, and what is erased', async () => {
  const own = reply('<a1@x>')
  await turnsIn('basic', [
    mail('a2@x', [FROM_KIM, at(2), 'References: <a1@x>'], 'Second'),
    mail('a1@x', [FROM_KIM, at(1)], 'First'),
    mail('a3@x', [FROM_KIM, at(3), 'References: <a1@x>', 'Auto-Submitted: auto-replied'], 'Away'),
    mail('a4@x', [FROM_KIM, at(4), 'References: <a1@x>'], 'Erased'),
    own,
  ])
  await store.sql`update turns set erased_at = now() where header_message_id = '<a4@x>'`
  const known = await conversationFor(store.sql, judgedOf(own))
  expect(known?.id).toBe('basic')
  expect(known?.turns.map((raw) => raw.toString().split('\r\n\r\n')[1])).toEqual(['First', 'Second'])
  expect(known?.people.toSorted()).toEqual(['anna@acme.example', 'help@acme.example', 'kim@customer.example'])
})

test('open promises and the time an answer is due come with it', async () => {
  await turnsIn('promised', [mail('p1@x', [FROM_KIM, at(1)], 'When?')])
  await store.sql`update conversations set answer_due_at = '2026-03-03T09:00:00Z' where id = 'promised'`
  await store.sql`
    insert into promises (conversation_id, turn_id, agent, text, time_words, made_at, due_at, state)
    select 'promised', id, 'anna@acme.example', 'I will call ' || s, 'today', now(), '2026-03-02T18:00:00Z', s
    from turns cross join unnest('{open,kept}'::text[]) s where header_message_id = '<p1@x>'`
  const known = await conversationFor(store.sql, judgedOf(reply('<p1@x>')))
  expect(known?.answerDueAt).toEqual(new Date('2026-03-03T09:00:00Z'))
  expect(known?.openPromises).toEqual([
    {
      id: expect.any(Number),
      text: 'I will call open',
      timeWords: 'today',
      madeAt: expect.any(Date),
      dueAt: new Date('2026-03-02T18:00:00Z'),
      agent: 'anna@acme.example',
    },
  ])
})

test('what is held or was returned was not said; what was forwarded was', async () => {
  await turnsIn('held', [mail('h1@x', [FROM_KIM, at(1)], 'When?')])
  const accepting = acceptor(store.sql, { duplicateWindowMs: 0, giveUpMs: 5_000 })
  const ours = (id: string) => mail(id, ['From: anna@acme.example', 'References: <h1@x>'], `Ours ${id}`)
  const submit = async (id: string, next: Parameters<typeof accepting.accept>[0]['next']) => {
    await accepting.accept({ message: newMessage({ raw: ours(id) }), next, notices: [] })
    await store.sql`update turns set conversation_id = 'held', read_at = now(), by = 'us' where header_message_id = ${`<${id}>`}`
  }
  await submit('h2@x', { state: 'held', judgement: null, reason: 'unjudged' })
  await submit('h3@x', { state: 'forwarding', judgement: null, lease: null, expireMs: 60_000 })
  const known = await conversationFor(store.sql, judgedOf(reply('<h1@x>')))
  expect(known?.turns.map((raw) => raw.toString().split('\r\n\r\n')[1])).toEqual(['When?', 'Ours h3@x'])
})

test('a mail that nobody has read yet is known to the reply that names it', async () => {
  const raw = mail('unread@x', [FROM_KIM, at(1)], 'Just now')
  await addCopies(store.sql, [
    { source: 'journal', raw, header: turnHeaderOf(raw, new Date()), receivedAt: new Date() },
  ])
  expect(await conversationFor(store.sql, judgedOf(reply('<unread@x>')))).toMatchObject({ id: null, turns: [raw] })
  expect(await conversationFor(store.sql, judgedOf(reply('<nobody@x>'), ['new@elsewhere.example']))).toBeNull()
})

test('of long threads and large mails no more is taken than a judge can read', async () => {
  const large = mail('l0@x', [FROM_KIM, at(50)], Buffer.concat([Buffer.from('Large: '), randomBytes(3_000_000)]))
  const many = Array.from({ length: 40 }, (_, i) =>
    mail(`l${i + 1}@x`, [FROM_KIM, at(i)], `${i} ${randomBytes(30_000).toString('hex')}`),
  )
  await turnsIn('long', [large, ...many])
  const turns = (await conversationFor(store.sql, judgedOf(reply('<l1@x>'))))?.turns ?? []
  expect(turns.reduce((sum, turn) => sum + turn.length, 0)).toBeLessThanOrEqual(1024 * 1024)
  expect(turns.length).toBeGreaterThan(5)
  const last = turns.at(-1) ?? Buffer.alloc(0)
  expect(last.length).toBeGreaterThan(100_000)
  expect(last.equals(large.subarray(0, last.length))).toBe(true)
})

test('among many turns only indexes are used, whatever leads to the conversation', async () => {
  await store.sql`
    insert into conversations (id, customer_address, subject_key, subject, tickets, first_at, last_at, turn_count, open_points, because, agents)
    select 'c' || i, 'customer' || i % 3000 || '@x.example', 'matter ' || i % 700, 'Matter', array['t' || i], now(), now(), 0, 0, '{}', '{}'
    from generate_series(1, 6000) i`
  await store.sql`
    insert into turns (id, conversation_id, by, source, identity, header_message_id, author_address, recipients, written_at, because, read_at)
    select 't' || i, 'c' || 1 + i % 6000, 'customer', 'import', sha256(i::text::bytea), '<' || i || '@many>',
      'customer' || i % 3000 || '@x.example', '{help@acme.example}', now() - i * interval '1 minute', '{}', now()
    from generate_series(1, 24000) i`
  await store.sql`insert into turn_links select 't' || i, '<' || i - 6000 || '@many>' from generate_series(6001, 24000) i`
  await store.sql`insert into turn_bodies select 't' || i, sha256(i::text::bytea) from generate_series(1, 24000) i`
  await store.sql`
    insert into promises (conversation_id, turn_id, text, made_at, due_at, state)
    select 'c' || 1 + i % 6000, 't' || i, 'x', now(), now(), 'open' from generate_series(1, 12000) i`
  const accepting = acceptor(store.sql, { duplicateWindowMs: 0, giveUpMs: 5_000 })
  const message = newMessage()
  await accepting.accept({ message, next: { state: 'held', judgement: null, reason: 'unjudged' }, notices: [] })
  await store.sql`
    insert into messages (id, origin, state, envelope_from, size_bytes, sha256, route_domain, trace)
    select 'm' || i, 'submission', 'sent', 'a@acme.example', 1, '', 'acme.example', '' from generate_series(1, 24000) i`
  await store.sql`insert into bodies select 'm' || i, sha256(i::text::bytea) from generate_series(1, 24000) i`
  await store.sql`insert into recipients (message_id, position, address, state) select 'm' || i, 0, 'x', 'sent' from generate_series(1, 24000) i`
  await store.sql`update turns set message_id = 'm' || substring(id from 2) where id ~ '^t[0-9]+$' and substring(id from 2)::int % 2 = 0`
  await store.sql.unsafe('vacuum analyze')
  const customers = ['customer7@x.example']
  const explained: string[] = []
  const { sql, close } = explainingSql(explained)
  const byId = reply('<23000@many> <17000@many>')
  const byTicket = mail('k@x', ['From: anna@acme.example', 'Subject: [#T8] x'], 'x')
  const bySubject = mail('s@x', ['From: anna@acme.example', 'Subject: Re: matter 7'], 'x')
  expect((await conversationFor(sql, judgedOf(byId, customers)))?.id).toBe('c5001')
  const ticket = { ...judgedOf(byTicket, customers), keys: { ...judgedOf(byTicket).keys, tickets: ['t7'] } }
  expect((await conversationFor(sql, ticket))?.id).toBe('c7')
  expect((await conversationFor(sql, judgedOf(bySubject, customers)))?.id).toBe('c7')
  await close()
  expect(explained.length).toBeGreaterThan(8)
  expect(explained.filter((plan) => /Seq Scan/.test(plan))).toEqual([])
})

/** The store's SQL on a connection that explains each statement before it runs it. */
function explainingSql(plans: string[]): { readonly sql: Sql; readonly close: () => Promise<void> } {
  const pool = new pg.Pool({ ...connectionOptions(store.address), max: 1 })
  const ask = pool.query.bind(pool)
  const explaining = Object.assign(pool, {
    query: async (config: pg.QueryConfig) => {
      const plan = await ask({ text: `explain ${config.text}`, values: config.values ?? [] })
      plans.push(plan.rows.map((row) => row['QUERY PLAN']).join('\n'))
      return ask(config)
    },
  })
  return { sql: sqlOver(explaining), close: () => pool.end() }
}
