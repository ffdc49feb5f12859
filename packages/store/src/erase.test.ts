import type { Judgement } from '@proofgate/checks'
import { turnHeaderOf } from '@proofgate/mail'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newMessage, type TemporaryStore, temporaryStore } from '../../../test/support/temporary-store.ts'
import { columnsHolding } from '../../../test/support/whole-record.ts'
import { type AcceptRequest, acceptor } from './accept.ts'
import { claimDeliveries, settleAttempts } from './deliveries.ts'
import { eraseCustomer, erasedAt, planErasure } from './erase.ts'
import { decideHold } from './holds.ts'
import { addSketches, findTwin } from './sketches.ts'
import type { Sql } from './sql.ts'
import { openStore, type Store } from './store.ts'
import { addCopies } from './turns.ts'

let owner: TemporaryStore
/** As the services run: a role that owns nothing, with what docs/operations.md grants. */
let gate: Store
beforeAll(async () => {
  owner = await temporaryStore()
  await owner.sql.unsafe(`
    create role gate login;
    grant usage on schema public, drizzle to gate;
    grant select on all tables in schema drizzle to gate;
    grant select, insert on all tables in schema public to gate;
    grant update on messages, recipients, deliveries, holds, unjudged, recent_submissions, users, tokens, sessions, turns to gate;
    grant delete on unjudged, recent_submissions, sessions to gate;
    grant execute on function erase_customer(text, text, text) to gate`)
  if (!('socketFolder' in owner.address)) throw new Error('no socket')
  const url = new URL('postgres://gate@localhost/proofgate')
  url.searchParams.set('host', owner.address.socketFolder)
  gate = await openStore({ url: url.href }, 5)
})
afterAll(async () => {
  await gate.close()
  await owner.remove()
})

/** A customer whose name, address and words are met nowhere else. */
type Customer = { readonly name: string; readonly address: string; readonly word: string }
const KIM: Customer = { name: 'Kimiko', address: 'kimiko@parkhouse.example', word: 'zorblaxian' }
const LEE: Customer = { name: 'Leander', address: 'leander@mill.example', word: 'quxelated' }

const judgementFor = ({ name, word }: Customer): Judgement => ({
  verdict: 'hold',
  score: 6,
  groups: { proof: 0, answer: 6, tone: 0, exposure: 0, word: 0 },
  thresholds: { hold: 5, bounce: 10, atRisk: false },
  language: 'en',
  findings: [
    {
      check: 'unanswered-question',
      group: 'answer',
      points: 6,
      confidence: 0.9,
      part: 'conversation',
      start: 3,
      end: 20,
      excerpt: `Is the ${word} lamp blue?`,
      message: `${name} asked for the ${word} lamp.`,
      suggestion: `Tell ${name}.`,
      note: false,
      action: null,
      shadow: false,
    },
  ],
  questions: [
    {
      text: `Is the ${word} lamp blue?`,
      source: 'quote',
      kind: 'question',
      state: 'missing',
      confidence: 0.9,
      answer: word,
    },
  ],
  customer: { mood: 'upset', atRisk: true, because: [`${word} disgrace`] },
  abstained: [{ check: 'handover', why: `failed: ${word}` }],
  unread: [`${word}.pdf`],
  exempt: null,
  shadow: false,
  shadowVerdict: null,
  model: null,
  conversation: { source: 'store', id: 'c1', turns: 2 },
  facts: null,
  policy: 'sha256:00',
  engine: '0.2.0',
  tookMs: 4,
})

function submission(customer: Customer, number: number): AcceptRequest['message'] {
  const raw = Buffer.from(
    `Message-ID: <${customer.word}-${number}@acme.example>\r\nFrom: Anna <anna@acme.example>\r\nTo: ${customer.name} <${customer.address}>\r\nSubject: Re: ${customer.word}\r\n\r\nHi ${customer.name}, the ${customer.word} lamp ${number}.\r\n`,
  )
  return newMessage({
    raw,
    envelope: {
      ...newMessage().envelope,
      recipients: [{ address: customer.address.toUpperCase(), notify: null, orcpt: `rfc822;${customer.address}` }],
    },
    trace: `Received: from desk by gate\r\n\tfor <${customer.address}>; Thu, 05 Mar 2026 09:04:05 +0000\r\n`,
    header: { messageId: `<${customer.word}-${number}@acme.example>`, subject: `Re: ${customer.word}`, from: null },
    turn: turnHeaderOf(raw, new Date()),
  })
}

const noticeAbout = (aboutId: string, { word, name }: Customer) => ({
  message: newMessage({
    origin: 'notice',
    aboutId,
    text: `Subject: Re: ${word}\r\n\r\nYour mail to ${name} waits.\r\n`,
    header: { messageId: null, subject: `Re: ${word}`, from: null },
    envelope: {
      ...newMessage().envelope,
      from: '',
      recipients: [{ address: 'anna@acme.example', notify: null, orcpt: null }],
    },
  }),
  expireMs: 60_000,
})

/** One mail that was sent, one that was held and returned, one that was bounced, with all that comes with them; and a copy of theirs. */
async function correspondWith(sql: Sql, customer: Customer) {
  const { accept } = acceptor(sql, { duplicateWindowMs: 60_000, giveUpMs: 5_000 })
  const judgement = judgementFor(customer)
  const [sent, held, bounced] = [1, 2, 3].map((number) => submission(customer, number))
  if (sent === undefined || held === undefined || bounced === undefined) throw new Error('three were made')
  await accept({ message: sent, next: { state: 'forwarding', judgement, lease: null, expireMs: 60_000 }, notices: [] })
  await accept({
    message: held,
    next: { state: 'held', judgement, reason: 'verdict' },
    notices: [noticeAbout(held.id, customer)],
  })
  await accept({ message: bounced, next: { state: 'bounced', judgement }, notices: [] })
  const note = `${customer.name} wants the ${customer.word} one`
  await decideHold(sql, {
    id: held.id,
    decision: 'return',
    actor: 'user:rita',
    note,
    idempotencyKey: null,
    expireMs: 1,
    notices: [],
  })
  const raw = Buffer.from(
    `Message-ID: <${customer.word}@mail.example>\r\nFrom: ${customer.name} <${customer.address}>\r\nTo: help@acme.example\r\nSubject: ${customer.word}\r\n\r\nIs the ${customer.word} lamp blue?\r\n`,
  )
  const [copy] = await addCopies(sql, [
    { source: 'journal', raw, header: turnHeaderOf(raw, new Date()), receivedAt: new Date() },
  ])
  await remember(copy?.id ?? '', sent.id, customer)
  return { sent, held, bounced, copy: copy?.id ?? '' }
}

/** What reading leaves of these. */
async function remember(copyId: string, sentId: string, { name, address, word }: Customer) {
  const { sql } = owner
  await sql`insert into conversations (id, customer_address, customer_name, subject_key, subject, tickets, first_at, last_at,
    turn_count, open_points, because, agents) values (${`c-${copyId}`}, ${address}, ${name}, ${word}, ${word}, ${[`#${word}`]},
    now(), now(), 2, 1, ${[word]}, '{anna@acme.example}')`
  await sql`update turns set conversation_id = ${`c-${copyId}`}, by = 'customer', text = ${`Is the ${word} lamp blue?`},
    because = ${[word]}, customer_address = ${address}, read_at = now() where id = ${copyId}`
  await sql`update turns set conversation_id = ${`c-${copyId}`}, by = 'us', text = ${`Hi ${name}`}, customer_address = ${address},
    read_at = now() where id = ${sentId}`
  await sql`insert into points (conversation_id, turn_id, kind, text, state) values (${`c-${copyId}`}, ${copyId}, 'question', ${word}, 'open')`
  await sql`insert into promises (conversation_id, turn_id, text, time_words, made_at, due_at, state)
    values (${`c-${copyId}`}, ${sentId}, ${word}, ${word}, now(), now(), 'open')`
  await sql`insert into turn_links (turn_id, header_message_id) values (${sentId}, ${`<${word}@mail.example>`})`
  await sql`insert into themes (id, kind, words, centroid, member_count, first_seen, last_seen)
    values ('theme', 'problem', ${[word, 'lamp']}, '\\x01', 1, now(), now())
    on conflict (id) do update set words = themes.words || ${[word]}::text[]`
  await sql`insert into theme_members (theme_id, turn_id, text, at) values ('theme', ${copyId}, ${`The ${word} lamp`}, now())`
  await addSketches(sql, [
    {
      turnId: sentId,
      customerAddress: address,
      sentAt: new Date(),
      sketch: { bands: Array(10).fill(7), bits: '01'.repeat(256) },
    },
  ])
}

/** Delivers what waits, with a reply of the smarthost that names the recipient. */
async function deliverAll(sql: Sql) {
  const { claimed } = await claimDeliveries(sql, { limit: 99, bytesMax: 1e6, leaseMs: 60_000, except: [] })
  await settleAttempts(
    sql,
    claimed.map((delivery) => ({
      delivery,
      startedAt: new Date(),
      endedAt: new Date(),
      host: 'smarthost.example:25',
      tls: null,
      results: delivery.recipients.map(({ position, address }) => ({
        position,
        address,
        outcome: 'sent' as const,
        reply: `250 2.1.5 <${address}> ok`,
        code: 250,
        enhanced: '2.1.5',
      })),
      retryAfterMs: null,
      delayNotices: 0,
      notices: [],
    })),
  )
}

const placesOf = ({ name, address, word }: Customer): Promise<string[]> =>
  columnsHolding(owner.sql, [
    name,
    address,
    word,
    Buffer.from(address).toString('hex'),
    Buffer.from(address).toString('base64'),
  ])

test('erasing a customer leaves no byte of their words, name or address anywhere, and nobody else is touched', async () => {
  const { sql } = gate
  const kims = await correspondWith(sql, KIM)
  const lees = await correspondWith(sql, LEE)

  expect(await eraseCustomer(sql, KIM.address, 'user:ada')).toEqual({
    outcome: 'under-way',
    messageIds: expect.arrayContaining([kims.sent.id]),
  })
  await deliverAll(sql)
  const before = await placesOf(LEE)
  expect((await placesOf(KIM)).map((place) => place.replace(/\..*/, ''))).toEqual(
    expect.arrayContaining([
      'attempts',
      'bodies',
      'conversations',
      'events',
      'findings',
      'holds',
      'judgements',
      'messages',
      'points',
      'promises',
      'recipients',
      'sketches',
      'theme_members',
      'themes',
      'turn_bodies',
      'turn_links',
      'turns',
    ]),
  )
  const plan = await planErasure(sql, KIM.address)
  expect(plan).toMatchObject({
    conversations: 1,
    turns: 4,
    messages: 4,
    copies: 1,
    judgements: 3,
    points: 1,
    promises: 1,
    themeMembers: 1,
  })

  const done = await eraseCustomer(sql, 'Kimiko@ParkHouse.example', 'user:ada')
  const { underWay: _, isOurs: __, ...counts } = plan
  expect(done).toMatchObject({ outcome: 'erased', counts })
  expect(await placesOf(KIM)).toEqual([])
  expect(await placesOf(LEE)).toEqual(before)

  // What proves the rest stays: digests, verdicts, times, who decided what; and the pseudonym counts as a customer.
  const pseudonym = done.outcome === 'erased' ? done.pseudonym : ''
  const [judged] = await sql`select verdict, score, judgement from judgements where message_id = ${kims.held.id}`
  expect(judged).toMatchObject({
    verdict: 'hold',
    score: 6,
    judgement: { verdict: 'hold', findings: [{ check: 'unanswered-question', points: 6, excerpt: null }] },
  })
  expect(await sql`select decision, decided_by, note from holds where message_id = ${kims.held.id}`).toEqual([
    { decision: 'return', decided_by: 'user:rita', note: null },
  ])
  const events = await sql`select kind, actor, data from events where message_id = ${kims.sent.id} order by id`
  expect(events.at(0)).toMatchObject({ kind: 'mail.received', data: { sha256: kims.sent.sha256.toString('hex') } })
  expect(events.at(-1)).toMatchObject({
    kind: 'message.erased',
    actor: 'user:ada',
    data: { erasure: pseudonym, sha256: kims.sent.sha256.toString('hex') },
  })
  expect(await sql`select actor, data from events where kind = 'customer.erased'`).toMatchObject([
    { actor: 'user:ada', data: { ...counts, erasure: pseudonym, role: 'gate' } },
  ])
  expect(await sql`select count(*)::int as turns from turns where customer_address = ${pseudonym}`).toEqual([
    { turns: 2 },
  ])
  expect(await erasedAt(sql, kims.sent.id)).toBeInstanceOf(Date)
  expect(await erasedAt(sql, lees.sent.id)).toBeNull()
  const twin = await findTwin(sql, {
    sketch: { bands: Array(10).fill(7), bits: '01'.repeat(256) },
    customers: [],
    since: new Date(0),
    similarityMin: 0.8,
  })
  expect(twin).toMatchObject({ turnId: lees.sent.id, times: 1 })

  expect(await eraseCustomer(sql, KIM.address, 'user:ada')).toEqual({ outcome: 'nothing' })
})

test('a copy of an erased mail that comes in again brings nothing back', async () => {
  const raw = Buffer.from(
    `Message-ID: <${KIM.word}@mail.example>\r\nFrom: ${KIM.name} <${KIM.address}>\r\nTo: help@acme.example\r\nSubject: ${KIM.word}\r\n\r\nIs the ${KIM.word} lamp blue?\r\n`,
  )
  const added = await addCopies(gate.sql, [
    { source: 'import', raw, header: turnHeaderOf(raw, new Date()), receivedAt: new Date() },
  ])
  expect(added).toMatchObject([{ isNew: false }])
  expect(await placesOf(KIM)).toEqual([])
})

test('an address of ours is never erased', async () => {
  await owner.sql`insert into users (login, name, password_hash, senders, roles) values ('anna', '', 'x', '{*@acme.example}', '{}')`
  for (const address of ['anna@acme.example', 'bea@acme.example'])
    expect(await eraseCustomer(gate.sql, address, 'user:ada'), address).toEqual({ outcome: 'ours' })
})

test('a role that owns nothing erases by the function alone and can change nothing else of the record (promise 8)', async () => {
  for (const statement of [
    'delete from bodies',
    "update judgements set judgement = '{}'",
    'update findings set excerpt = null',
    "update events set data = '{}'",
    'delete from erasures',
    "insert into erasures (pseudonym, transaction, message_ids) values ('x', pg_current_xact_id()::text, '{}')",
    'alter table erasures disable trigger all',
    "select erase_customer('leander@mill.example', 'user:eve', 'other words')",
  ])
    await expect(gate.sql.unsafe(statement), statement).rejects.toThrow(
      /must be owner|permission denied|alone|no pseudonym/,
    )
  // Even the owner is held by the triggers, within an erasure too: only words of its messages go, and nothing else.
  const { sql } = owner
  const [lee] = await sql<
    { id: string }[]
  >`select message_id as id from judgements j where judgement::text like '%quxelated%' limit 1`
  const erasing = (statement: string) =>
    sql.begin(async (tx) => {
      await tx`insert into erasures (pseudonym, transaction, message_ids) values ('p', pg_current_xact_id()::text, ${[lee?.id]})`
      await tx.unsafe(statement)
    })
  for (const statement of [
    "update judgements set verdict = 'forward'",
    'update findings set points = 0',
    "update events set actor = 'user:eve'",
    'delete from judgements',
    'delete from bodies',
    "update bodies set bytes = ''",
    'update erasures set at = now()',
  ])
    await expect(erasing(statement), statement).rejects.toThrow(/append-only/)
})
