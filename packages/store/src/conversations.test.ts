import { threadKeysOf } from '@proofgate/conversations'
import { turnHeaderOf } from '@proofgate/mail'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type TemporaryStore, temporaryStore } from '../../../test/support/temporary-store.ts'
import { mergeConversations, placeTurn, splitConversation } from './conversations.ts'
import { addCopies, claimUnread, settleRead } from './turns.ts'

let store: TemporaryStore
beforeAll(async () => {
  store = await temporaryStore()
})
afterAll(() => store.remove())
beforeEach(
  () =>
    store.sql`truncate conversations, turns, turn_links, turn_bodies, points, promises, sketches, theme_members, conversation_changes`,
)

const KIM = 'Kim Lee <kim@customer.example>'
const DESK = 'Anna <help@acme.example>'
const START = Date.UTC(2026, 2, 2, 9)

type Letter = {
  readonly id?: string
  readonly refs?: string
  readonly from?: string
  readonly to?: string
  readonly subject?: string
  /** Hours after the first. */
  readonly at?: number
  readonly text?: string
}

/** Takes mails in, reads and places each in the order given; the conversation of each. */
async function placed(...letters: readonly Letter[]): Promise<(string | null)[]> {
  const ids = await takenIn(letters)
  for (const id of ids) await place(id)
  const rows = await store.sql<{ id: string; conversation: string | null }[]>`
    select id, conversation_id as conversation from turns where id = any(${ids})`
  return ids.map((id) => rows.find((row) => row.id === id)?.conversation ?? null)
}

async function takenIn(letters: readonly Letter[]): Promise<string[]> {
  const copies = letters.map(({ id, refs, from = KIM, to = DESK, subject = 'Parcel 4711', at = 0, text }, i) => {
    const lines = [
      `From: ${from}`,
      `To: ${to}`,
      `Subject: ${subject}`,
      `Date: ${new Date(START + at * 3_600_000).toUTCString()}`,
      ...(id === undefined ? [] : [`Message-ID: <${id}>`]),
      ...(refs === undefined ? [] : [`References: ${refs.replace(/\S+/g, '<$&>')}`]),
    ]
    const raw = Buffer.from(`${lines.join('\r\n')}\r\n\r\n${text ?? `Text ${i}`}\r\n`)
    const receivedAt = new Date(START + 9000 * 3_600_000)
    return { source: 'import', raw, header: turnHeaderOf(raw, receivedAt), receivedAt } as const
  })
  return (await addCopies(store.sql, copies)).map(({ id }) => id)
}

/** As the rememberer does it; acme.example is ours. */
async function place(id: string): Promise<void> {
  await store.sql`update turns set run_at = 'infinity' where id <> ${id} and read_at is null`
  await store.sql`update turns set run_at = now() where id = ${id}`
  const [turn] = (await claimUnread(store.sql, 1, 60_000)).claimed
  if (turn === undefined) throw new Error(`Turn ${id} is not to be read`)
  const by = turn.author?.address.endsWith('acme.example') === true ? 'us' : 'customer'
  const address = [turn.author?.address ?? '', ...turn.recipients].find((one) => !one.endsWith('acme.example'))
  const customer = address === undefined ? null : { name: '', address }
  const keys = threadKeysOf({ ...turn, messageId: turn.headerMessageId }, address ?? null)
  await store.sql.begin(async (tx) => {
    const conversationId = await placeTurn(tx, { ...turn, keys, by, customer, isAutomatic: turn.automatic !== null })
    const said = { text: null, language: null, mood: null, atRisk: false, because: [], team: null, target: null }
    const automatic = turn.automatic
    if (!(await settleRead(tx, turn, { ...said, conversationId, by, automatic, customerAddress: address ?? null })))
      throw new Error('lease lost')
  })
}

const distinct = (ids: readonly (string | null | undefined)[]) => new Set(ids).size
const reply: Letter = { from: DESK, to: KIM, subject: 'Re: Parcel 4711' }

describe('ids', () => {
  test('tie a thread together in whatever order its mails become known', async () => {
    const thread: Letter[] = [
      { id: 'a', at: 0 },
      { ...reply, id: 'b', refs: 'a', at: 1 },
      { id: 'c', refs: 'a b', at: 2 },
      { ...reply, id: 'd', refs: 'a b c', at: 300 },
    ].map((letter) => ({ ...letter, subject: '' }))
    for (const order of [
      [0, 1, 2, 3],
      [3, 2, 1, 0],
      [2, 0, 3, 1],
      [1, 3, 0, 2],
    ]) {
      await store.sql`truncate conversations, turns, turn_links, turn_bodies, points, promises, sketches, theme_members`
      const ids = await placed(...order.flatMap((i) => thread[i] ?? []))
      expect([order, distinct(ids)]).toEqual([order, 1])
    }
  })

  test('two answers to a mail nobody has seen are one conversation, with one customer only', async () => {
    const [one, two, other] = await placed(
      { id: 'b', refs: 'unseen', subject: 'x' },
      { id: 'c', refs: 'unseen', subject: 'y', at: 1 },
      { id: 'd', refs: 'unseen', subject: 'z', at: 2, from: 'Lee <lee@elsewhere.example>' },
    )
    expect(two).toBe(one)
    expect(other).not.toBe(one)
  })

  test('a mail that comes late joins the conversations it stands between, and nothing else of the customer', async () => {
    const [one, two, apart] = await placed(
      { id: 'a', subject: 'First' },
      { id: 'c', refs: 'b', subject: 'Second', at: 2 },
      { id: 'x', subject: 'Third', at: 2 },
    )
    expect(distinct([one, two, apart])).toBe(3)
    const [late] = await placed({ ...reply, id: 'b', refs: 'a', subject: 'Re: First', at: 1 })
    const rows = await store.sql`select header_message_id as id, conversation_id as conversation from turns order by id`
    expect(rows).toEqual([
      { id: '<a>', conversation: late },
      { id: '<b>', conversation: late },
      { id: '<c>', conversation: late },
      { id: '<x>', conversation: apart },
    ])
    expect(late).toBe(one)
    expect(await store.sql`select id, merged_into from conversations where merged_into is not null`).toEqual([
      { id: two, merged_into: one },
    ])
  })

  test('a colleague of the customer joins; the conversations of two customers are never joined by a mail', async () => {
    const [kim, colleague] = await placed(
      { id: 'a' },
      { id: 'b', refs: 'a', from: 'Boss <boss@customer.example>', at: 1 },
    )
    expect(colleague).toBe(kim)
    const [lee, both] = await placed(
      { id: 'l', from: 'Lee <lee@elsewhere.example>', subject: 'Mine' },
      { id: 'm', refs: 'a l', from: 'Lee <lee@elsewhere.example>', subject: 'Ours', at: 2 },
    )
    expect(both).toBe(lee)
    expect(lee).not.toBe(kim)
  })

  test("what we pass on to somebody else is not the customer's conversation", async () => {
    const [kim, passed, answer] = await placed(
      { id: 'a' },
      { id: 'f', refs: 'a', from: DESK, to: 'maker@supplier.example', subject: 'Fwd: Parcel 4711', at: 1 },
      { id: 'g', refs: 'f', from: 'maker@supplier.example', subject: 'Re: Fwd: Parcel 4711', at: 2 },
    )
    expect(passed).not.toBe(kim)
    expect(answer).toBe(passed)
  })
})

describe('tickets', () => {
  test('tie mails of one customer together, whatever the subject', async () => {
    const [one, two, other] = await placed(
      { subject: '[#12345] Parcel' },
      { ...reply, subject: 'AW: [Ticket: 12345] your wish', at: 24 * 90 },
      { subject: '[#12345] Parcel', from: 'lee@elsewhere.example', at: 1 },
    )
    expect(two).toBe(one)
    expect(other).not.toBe(one)
  })
})

describe('subjects', () => {
  test('tie an answer to what the customer wrote within 30 days', async () => {
    const [one, soon, late] = await placed(
      {},
      { ...reply, at: 24 * 29 },
      { ...reply, subject: 'AW: Parcel 4711', at: 24 * 70 },
    )
    expect(soon).toBe(one)
    expect(late).not.toBe(one)
  })

  test('tie a mail that does not say it answers only to what the customer wrote shortly before', async () => {
    const [one, again, weeks] = await placed({}, { at: 20 }, { at: 24 * 12 })
    expect(again).toBe(one)
    expect(weeks).not.toBe(one)
  })

  test.each(['', 'Re:', 'Re: Question', 'AW: Ihre Bestellung', '(no subject)'])(
    'never tie mails by "%s"',
    async (subject) => {
      expect(distinct(await placed({ subject }, { subject, at: 1 }))).toBe(2)
    },
  )

  test('never tie mails of two customers', async () => {
    expect(distinct(await placed({}, { from: 'lee@elsewhere.example', subject: 'Re: Parcel 4711', at: 1 }))).toBe(2)
  })

  test('a question that becomes known after its answer is found by it', async () => {
    expect(distinct(await placed({ ...reply, at: 5 }, { at: 1 }))).toBe(1)
  })
})

test('automatic mail joins a conversation and begins none', async () => {
  const [one, bounce] = await placed({ ...reply, id: 'a' }, { id: 'b', refs: 'a', at: 1 })
  expect(bounce).toBe(one)
  const raw = Buffer.from(
    `From: ${KIM}\r\nTo: ${DESK}\r\nSubject: Away\r\nAuto-Submitted: auto-replied\r\n\r\nAway.\r\n`,
  )
  const [away] = await addCopies(store.sql, [
    { source: 'import', raw, header: turnHeaderOf(raw, new Date(START)), receivedAt: new Date(START) },
  ])
  await place(away?.id ?? '')
  expect(await store.sql`select read_at is null as unread, conversation_id from turns where id = ${away?.id}`).toEqual([
    { unread: false, conversation_id: null },
  ])
})

test('turns of one thread placed at the same moment make one conversation', async () => {
  for (let round = 0; round < 8; round++) {
    const root = `root-${round}`
    const ids = await takenIn([
      { id: root, subject: `Race ${round}` },
      ...Array.from({ length: 6 }, (_, i) => ({ id: `${root}-${i}`, refs: root, subject: `Re: Race ${round}`, at: i })),
    ])
    const { claimed } = await claimUnread(store.sql, 20, 60_000)
    await Promise.all(
      claimed.map((turn) =>
        store.sql.begin(async (tx) => {
          const customer = { name: '', address: 'kim@customer.example' }
          const keys = threadKeysOf({ ...turn, messageId: turn.headerMessageId }, customer.address)
          const id = await placeTurn(tx, { ...turn, keys, by: 'customer', customer, isAutomatic: false })
          await tx`update turns set conversation_id = ${id}, read_at = now() where id = ${turn.id}`
        }),
      ),
    )
    const rows = await store.sql`select distinct conversation_id from turns where id = any(${ids})`
    expect(rows).toHaveLength(1)
  }
})

describe('a reviewer', () => {
  test('merges two conversations, with what stands in them; on record', async () => {
    const [one, two] = await placed(
      { id: 'a', subject: 'One' },
      { id: 'b', subject: 'Two', from: 'lee@elsewhere.example', at: 1 },
    )
    if (one === null || one === undefined || two === null || two === undefined) throw new Error('not placed')
    await store.sql`insert into points (conversation_id, turn_id, kind, state) select conversation_id, id, 'question', 'open' from turns`
    const act = { from: two, into: one, actor: 'user:rita' }
    expect(await mergeConversations(store.sql, act)).toEqual({ outcome: 'done', id: one })
    expect(await mergeConversations(store.sql, act)).toEqual({ outcome: 'not-found' })
    expect(await mergeConversations(store.sql, { ...act, from: one })).toEqual({ outcome: 'not-found' })
    for (const table of ['turns', 'points'])
      expect(await store.sql.unsafe(`select distinct conversation_id from ${table}`)).toEqual([
        { conversation_id: one },
      ])
    const [event] =
      await store.sql`select actor, data from events where kind = 'conversation.merged' order by id desc limit 1`
    expect(event).toEqual({ actor: 'user:rita', data: { from: two, into: one } })
    expect(await placed({ id: 'c', refs: 'b', from: 'lee@elsewhere.example', subject: 'Re: Two', at: 2 })).toEqual([
      one,
    ])
  })

  test('takes a turn and what came after it apart, and later answers leave it so', async () => {
    const [one] = await placed(
      { id: 'a' },
      { ...reply, id: 'b', refs: 'a', at: 1 },
      { id: 'c', refs: 'a b', at: 2 },
      { ...reply, id: 'd', refs: 'a b c', at: 3 },
    )
    const turnOf = async (id: string) =>
      (await store.sql<{ id: string }[]>`select id from turns where header_message_id = ${id}`)[0]?.id ?? ''
    const split = await splitConversation(store.sql, {
      turnId: await turnOf('<c>'),
      conversation: one ?? '',
      actor: 'user:rita',
    })
    if (split.outcome !== 'done') throw new Error(split.outcome)
    expect(split.id).not.toBe(one)
    const rows =
      await store.sql`select header_message_id as id, conversation_id as conversation from turns order by written_at`
    expect(rows.map(({ conversation }) => conversation)).toEqual([one, one, split.id, split.id])
    expect(await placed({ id: 'e', refs: 'a b c d', at: 4 })).toEqual([split.id])
    expect(await placed({ id: 'f', refs: 'a b', at: 5 })).toEqual([one])
    expect(
      await splitConversation(store.sql, { turnId: await turnOf('<a>'), conversation: one ?? '', actor: 'user:rita' }),
    ).toEqual({
      outcome: 'not-found',
    })
    const [event] = await store.sql`select data from events where kind = 'conversation.split'`
    expect(event?.data).toMatchObject({ from: one, into: split.id })
    expect(await mergeConversations(store.sql, { from: split.id, into: one ?? '', actor: 'user:rita' })).toMatchObject({
      outcome: 'done',
    })
    expect(await placed({ id: 'g', refs: 'a b c d e', at: 6 })).toEqual([one])
  })
})
