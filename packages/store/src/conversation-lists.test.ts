import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { putConversation, putPoint, putPromise, putTurn } from '../../../test/support/sample-conversations.ts'
import { newMessage, type TemporaryStore, temporaryStore } from '../../../test/support/temporary-store.ts'
import { acceptor } from './accept.ts'
import { closeConversation, closePoint } from './closing.ts'
import { type ConversationFilter, findConversationIds, listConversations } from './conversation-lists.ts'
import { readConversation } from './conversation-reading.ts'
import { cursorOf, placeOf } from './pages.ts'
import { listPromises, markPromise, type PromiseFilter } from './promises.ts'

let store: TemporaryStore
beforeAll(async () => {
  store = await temporaryStore()
})
afterAll(() => store.remove())
beforeEach(
  () =>
    store.sql`truncate conversations, turns, turn_links, turn_bodies, points, promises, sketches, theme_members, conversation_changes`,
)

const hour = (n: number) => new Date(Date.UTC(2026, 10, 24, n))
const NOW = hour(12)
const FIRST = { limit: 50, cursor: null }

async function listed(filter: Partial<ConversationFilter>): Promise<string[]> {
  const page = await listConversations(store.sql, { status: 'all', now: NOW, ...filter }, FIRST)
  return page.conversations.map(({ id }) => id)
}

describe('a list of conversations', () => {
  test('of those waiting has who is due first on top, and neither merged ones nor those that wait on the customer', async () => {
    const later = await putConversation(store.sql, { dueAt: hour(20) })
    const sooner = await putConversation(store.sql, { dueAt: hour(8) })
    await putConversation(store.sql, { waitsOn: 'customer' })
    await putConversation(store.sql, { waitsOn: null })
    await putConversation(store.sql, { mergedInto: sooner })
    expect(await listed({ status: 'waiting' })).toEqual([sooner, later])
    expect(await listed({ status: 'overdue' })).toEqual([sooner])
  })

  test('of customers at risk and of all has the latest on top', async () => {
    const old = await putConversation(store.sql, { atRisk: true, lastAt: hour(1) })
    const calm = await putConversation(store.sql, { lastAt: hour(2) })
    const fresh = await putConversation(store.sql, { atRisk: true, lastAt: hour(3), waitsOn: null })
    expect(await listed({ status: 'at-risk' })).toEqual([fresh, old])
    expect(await listed({})).toEqual([fresh, calm, old])
  })

  test.each<[string, Partial<ConversationFilter>]>([
    ['team', { team: 'north' }],
    ['agent', { agent: 'TOM@acme.example' }],
    ['address', { customer: 'JANE@' }],
    ['name', { customer: 'doe' }],
    ['time', { since: hour(10) }],
  ])('is narrowed by %s', async (_, filter) => {
    await putConversation(store.sql, { lastAt: hour(9) })
    const found = await putConversation(store.sql, {
      team: 'north',
      agents: ['eva@acme.example', 'tom@acme.example'],
      customer: 'jane@customer.example',
      name: 'Jane Doe',
      lastAt: hour(10),
    })
    expect(await listed(filter)).toEqual([found])
  })

  test('takes marks of patterns for text', async () => {
    await putConversation(store.sql)
    expect(await listed({ customer: '%' })).toEqual([])
    expect(await listed({ customer: '_' })).toEqual([])
  })

  test.each(['waiting', 'all'] as const)(
    'of %s goes page by page, each once, also where all are due at once',
    async (status) => {
      const ids = []
      for (let i = 0; i < 5; i++) ids.push(await putConversation(store.sql, { dueAt: hour(8), lastAt: hour(8) }))
      const seen: string[] = []
      let cursor: string | null = null
      do {
        const page: Awaited<ReturnType<typeof listConversations>> = await listConversations(
          store.sql,
          { status, now: NOW },
          { limit: 2, cursor },
        )
        seen.push(...page.conversations.map(({ id }) => id))
        cursor = page.next
      } while (cursor !== null)
      expect(seen).toEqual(status === 'all' ? ids.toReversed() : ids)
    },
  )

  test('among very many is read from the beginning of an index, never sorted out of all', async () => {
    await store.sql`
      insert into conversations (id, subject_key, tickets, first_at, last_at, turn_count, waits_on, waiting_since,
        answer_due_at, open_points, at_risk, because, agents)
      select n::text, '', '{}', now(), now() + n * interval '1 s', 1, case when n % 10 = 0 then 'us' end,
        now(), case when n % 10 = 0 then now() + (n * 7919 % 20000) * interval '1 s' end, 0, n % 20 = 0, '{}', '{}'
      from generate_series(1, 20000) as n`
    await store.sql.unsafe('analyze conversations')
    for (const [where, order, name] of [
      [`waits_on = 'us' and merged_into is null`, 'answer_due_at asc, id asc', 'conversations_answer_due_at_index'],
      ['at_risk and merged_into is null', 'last_at desc, id desc', 'conversations_at_risk_index'],
      ['merged_into is null', 'last_at desc, id desc', 'conversations_last_at_index'],
    ]) {
      const plan = await store.sql.unsafe(
        `explain select id from conversations where ${where} order by ${order} limit 51`,
      )
      expect(JSON.stringify(plan)).toContain(`using ${name}`)
    }
  })

  test('a conversation is found by the beginning and the end of its id', async () => {
    const id = await putConversation(store.sql)
    expect(await findConversationIds(store.sql, id.slice(-8), 5)).toEqual([id])
    expect(await findConversationIds(store.sql, id.slice(0, 12).toUpperCase(), 5)).toEqual([id])
    expect(await findConversationIds(store.sql, '%%%%%%', 5)).toEqual([])
  })
})

test('a cursor is read back as what it was made of, and nothing else is one', () => {
  const place = { at: NOW, id: '01kas2v4m8q1xw3c5e7g9j0n2p' }
  expect(placeOf(cursorOf(place))).toEqual(place)
  for (const wrong of ['', 'x', 'null', Buffer.from('2026-11-24T00:00:00Z x y').toString('base64url')])
    expect(placeOf(wrong)).toBeNull()
})

describe('a whole conversation', () => {
  test('has its mails in order, what became of its questions, and its promises', async () => {
    const id = await putConversation(store.sql)
    const answer = await putTurn(store.sql, id, { by: 'us', at: hour(10), text: 'Tomorrow.' })
    const question = await putTurn(store.sql, id, { at: hour(9) })
    const point = await putPoint(store.sql, id, question)
    const promise = await putPromise(store.sql, id, answer)
    expect(await readConversation(store.sql, id)).toMatchObject({
      id,
      turns: [
        { id: question, by: 'customer', text: 'When will it come?', isSaid: true },
        { id: answer, by: 'us', text: 'Tomorrow.', isSaid: true },
      ],
      points: [{ id: point, state: 'open' }],
      promises: [{ id: promise, agent: 'anna@acme.example', customerAddress: 'kim@customer.example' }],
    })
    expect(await readConversation(store.sql, 'nothing')).toBeNull()
  })

  test('says which mails of ours were not sent, and is found by what was merged into it', async () => {
    const { accept } = acceptor(store.sql, { duplicateWindowMs: 0, giveUpMs: 5000 })
    const message = newMessage()
    await accept({ message, next: { state: 'held', judgement: null, reason: 'unjudged' }, notices: [] })
    const id = await putConversation(store.sql)
    const other = await putConversation(store.sql, { mergedInto: id })
    await putTurn(store.sql, id, { by: 'us', messageId: message.id })
    expect(await readConversation(store.sql, other)).toMatchObject({ id, turns: [{ isSaid: false }] })
  })
})

describe('a list of promises', () => {
  const promisesOf = async (filter: Partial<PromiseFilter>) => {
    const page = await listPromises(store.sql, { state: 'all', now: NOW, ...filter }, FIRST)
    return page.promises.map(({ id }) => id)
  }

  test('has who is due first on top while they are open, and each state by itself', async () => {
    const conversation = await putConversation(store.sql)
    const turn = await putTurn(store.sql, conversation, { by: 'us' })
    const put = (given: object) => putPromise(store.sql, conversation, turn, given)
    const later = await put({ dueAt: hour(20) })
    const sooner = await put({ dueAt: hour(8) })
    const kept = await put({ state: 'kept', dueAt: hour(7) })
    const renewed = await put({ state: 'renewed', dueAt: hour(9) })
    expect(await promisesOf({ state: 'open' })).toEqual([sooner, later])
    expect(await promisesOf({ state: 'overdue' })).toEqual([sooner])
    expect(await promisesOf({ state: 'kept' })).toEqual([kept])
    expect(await promisesOf({ state: 'withdrawn' })).toEqual([])
    expect(await promisesOf({})).toEqual([renewed, kept, sooner, later])
    expect(await promisesOf({ dueBefore: hour(8) })).toEqual([kept])
  })

  test('among very many is read from the beginning of an index, never sorted out of all', async () => {
    const conversation = await putConversation(store.sql)
    const turn = await putTurn(store.sql, conversation, { by: 'us' })
    await store.sql`
      insert into promises (conversation_id, turn_id, made_at, due_at, state)
      select ${conversation}, ${turn}, now(), now() + (n * 7919 % 20000) * interval '1 s',
        case n % 4 when 0 then 'open' else 'kept' end from generate_series(1, 20000) as n`
    await store.sql.unsafe('analyze promises')
    for (const [where, order, name] of [
      [`state = 'open'`, 'due_at asc, id asc', 'promises_(?:state_)?due_at_index'],
      [`state = 'kept'`, 'due_at desc, id desc', 'promises_state_due_at_index'],
      ['true', 'id desc', 'promises_pkey'],
    ]) {
      const plan = await store.sql.unsafe(`explain select id from promises where ${where} order by ${order} limit 51`)
      expect(JSON.stringify(plan)).toMatch(new RegExp(`using ${name}`))
    }
  })

  test('is narrowed by agent, team and customer, and goes page by page', async () => {
    const north = await putConversation(store.sql, { team: 'north', customer: 'jane@customer.example' })
    const other = await putConversation(store.sql)
    const turn = await putTurn(store.sql, north, { by: 'us' })
    const mine = await putPromise(store.sql, north, turn, { agent: 'tom@acme.example' })
    const yours = await putPromise(store.sql, other, turn)
    expect(await promisesOf({ agent: 'Tom@acme.example' })).toEqual([mine])
    expect(await promisesOf({ team: 'north' })).toEqual([mine])
    expect(await promisesOf({ customer: 'jane' })).toEqual([mine])
    const first = await listPromises(store.sql, { state: 'open', now: NOW }, { limit: 1, cursor: null })
    const second = await listPromises(store.sql, { state: 'open', now: NOW }, { limit: 1, cursor: first.next })
    expect([...first.promises, ...second.promises].map(({ id }) => id)).toEqual([mine, yours])
    expect(second.next).toBeNull()
  })
})

describe('what a person says', () => {
  const changes = () => store.sql`select conversation_id from conversation_changes`
  const eventsOf = (kind: string) =>
    store.sql`select actor, data from events where kind = ${kind} order by id desc limit 1`

  test('of a promise stands until they say otherwise, is on record, and has the conversation worked out anew', async () => {
    const conversation = await putConversation(store.sql)
    const id = await putPromise(store.sql, conversation, await putTurn(store.sql, conversation, { by: 'us' }))
    const mark = (state: 'kept' | 'withdrawn' | 'open') => markPromise(store.sql, { id, state, actor: 'user:tina' })
    expect(await mark('kept')).toMatchObject({ outcome: 'marked', promise: { state: 'kept', settledBy: 'user:tina' } })
    expect(await changes()).toEqual([{ conversation_id: conversation }])
    expect(await eventsOf('promise.marked')).toEqual([
      { actor: 'user:tina', data: { promise: id, conversation, state: 'kept' } },
    ])
    expect(await mark('kept')).toMatchObject({ outcome: 'repeated' })
    expect(await mark('withdrawn')).toMatchObject({ outcome: 'marked', promise: { state: 'withdrawn' } })
    expect(await mark('open')).toMatchObject({
      outcome: 'marked',
      promise: { state: 'open', settledBy: null, settledAt: null },
    })
    expect(await mark('open')).toMatchObject({ outcome: 'repeated' })
    expect(await changes()).toHaveLength(3)
    expect(await markPromise(store.sql, { id: 999_999, state: 'kept', actor: 'user:tina' })).toEqual({
      outcome: 'not-found',
    })
  })

  test('of a promise that a mail kept is theirs from then on', async () => {
    const conversation = await putConversation(store.sql)
    const turn = await putTurn(store.sql, conversation, { by: 'us' })
    const id = await putPromise(store.sql, conversation, turn, { state: 'kept' })
    const marked = await markPromise(store.sql, { id, state: 'kept', actor: 'user:tina' })
    expect(marked).toMatchObject({ outcome: 'marked', promise: { settledBy: 'user:tina' } })
  })

  test('of a question closes it once, whoever asks at the same time', async () => {
    const conversation = await putConversation(store.sql)
    const id = await putPoint(store.sql, conversation, await putTurn(store.sql, conversation))
    const outcomes = await Promise.all(['user:tina', 'user:rita'].map((actor) => closePoint(store.sql, { id, actor })))
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['closed', 'repeated'])
    expect(
      await store.sql`select 1 from events where kind = 'point.closed' and data->>'point' = ${String(id)}`,
    ).toHaveLength(1)
  })

  test('closes nothing that a mail settled', async () => {
    const conversation = await putConversation(store.sql)
    const id = await putPoint(store.sql, conversation, await putTurn(store.sql, conversation), { state: 'answered' })
    expect(await closePoint(store.sql, { id, actor: 'user:tina' })).toEqual({ outcome: 'settled', state: 'answered' })
    expect(await closePoint(store.sql, { id: 999_999, actor: 'user:tina' })).toEqual({ outcome: 'not-found' })
  })

  test('of a conversation is on record, and reaches the one it was merged into', async () => {
    const conversation = await putConversation(store.sql)
    const merged = await putConversation(store.sql, { mergedInto: conversation })
    expect(await closeConversation(store.sql, { id: merged, actor: 'user:tina', at: NOW })).toBe(conversation)
    expect(await store.sql`select closed_at, closed_by from conversations where id = ${conversation}`).toEqual([
      { closed_at: NOW, closed_by: 'user:tina' },
    ])
    expect(await eventsOf('conversation.closed')).toEqual([{ actor: 'user:tina', data: { conversation } }])
    expect(await closeConversation(store.sql, { id: 'nothing', actor: 'user:tina', at: NOW })).toBeNull()
  })
})
