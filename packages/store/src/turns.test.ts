import { randomBytes } from 'node:crypto'
import { turnHeaderOf } from '@proofgate/mail'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { newMessage, type TemporaryStore, temporaryStore } from '../../../test/support/temporary-store.ts'
import { type Acceptor, acceptor } from './accept.ts'
import { addCopies, claimUnread, postponeUnread, settleRead, type TurnCopy } from './turns.ts'

let store: TemporaryStore
let accepting: Acceptor
const forwarding = { state: 'forwarding', judgement: null, lease: null, expireMs: 60_000 } as const
const held = { state: 'held', judgement: null, reason: 'unjudged' } as const

beforeAll(async () => {
  store = await temporaryStore()
  accepting = acceptor(store.sql, { duplicateWindowMs: 0, giveUpMs: 5_000 })
})
afterAll(() => store.remove())
// What a test left unread is not the next one's.
beforeEach(() => store.sql`update turns set read_at = now() where read_at is null`)

const mail = (id: string, from = 'kim@customer.example', text = 'Where is my order?') =>
  Buffer.from(
    `Message-ID: <${id}@x>\r\nFrom: ${from}\r\nTo: help@acme.example\r\nReferences: <root-${id}@x>\r\nSubject: Order\r\n\r\n${text}\r\n`,
  )
const copyOf = (raw: Buffer): TurnCopy => {
  const receivedAt = new Date()
  return { source: 'journal', raw, header: turnHeaderOf(raw, receivedAt), receivedAt }
}
const words = {
  conversationId: null,
  by: 'customer',
  text: 'Where?',
  language: 'en',
  automatic: null,
  mood: 'neutral',
  atRisk: false,
  because: [],
  customerAddress: 'kim@customer.example',
  team: null,
  target: null,
} as const

test('a copy is on record once, with its octets and links, however often it comes', async () => {
  const raw = mail('once')
  const [first, again] = await addCopies(store.sql, [copyOf(raw), copyOf(raw)])
  expect([first?.isNew, again]).toEqual([true, { id: first?.id, isNew: false }])
  const relayed = Buffer.concat([Buffer.from('Received: by mx\r\n'), raw])
  expect(await addCopies(store.sql, [copyOf(relayed)])).toEqual([{ id: first?.id, isNew: false }])
  const { claimed } = await claimUnread(store.sql, 10, 60_000)
  expect(claimed).toMatchObject([
    {
      id: first?.id,
      raw,
      source: 'journal',
      messageId: null,
      headerMessageId: '<once@x>',
      references: ['<root-once@x>'],
      author: { name: '', address: 'kim@customer.example' },
      recipients: ['help@acme.example'],
    },
  ])
})

test('copies of the same mails taken in at once from several sides become one turn each', async () => {
  const raws = Array.from({ length: 30 }, (_, i) => mail(`race-${i}`))
  const sides = await Promise.all([
    addCopies(store.sql, raws.map(copyOf)),
    addCopies(store.sql, raws.toReversed().map(copyOf)),
    ...raws.map((raw) => addCopies(store.sql, [copyOf(raw)])),
  ])
  const ids = sides.flat()
  expect(new Set(ids.map(({ id }) => id)).size).toBe(30)
  expect(ids.filter(({ isNew }) => isNew)).toHaveLength(30)
})

test('a submission and its journal copy are one turn, whichever came first', async () => {
  const [early, late] = [mail('early', 'anna@acme.example'), mail('late', 'anna@acme.example')]
  const [copy] = await addCopies(store.sql, [copyOf(early)])
  const one = newMessage({ raw: early })
  await accepting.accept({ message: one, next: forwarding, notices: [] })
  const two = newMessage({ raw: late })
  await accepting.accept({ message: two, next: forwarding, notices: [] })
  expect(await addCopies(store.sql, [copyOf(late)])).toEqual([{ id: two.id, isNew: false }])
  const rows =
    await store.sql`select id, source, message_id from turns where message_id in ${store.sql([one.id, two.id])} order by id`
  expect(rows).toEqual([
    { id: copy?.id, source: 'journal', message_id: one.id },
    { id: two.id, source: 'submission', message_id: two.id },
  ])
})

test('a mail that takes over the Message-ID of ours, even its author, hides nothing and overwrites nothing', async () => {
  const ours = newMessage({ raw: mail('ours', 'anna@acme.example', 'You will have it by Friday.') })
  await accepting.accept({ message: ours, next: forwarding, notices: [] })
  const forged = await addCopies(store.sql, [
    copyOf(mail('ours', 'kim@customer.example', 'Cancel it.')),
    copyOf(mail('ours', 'anna@acme.example', 'You will have it never.')),
  ])
  expect(forged.map(({ isNew }) => isNew)).toEqual([true, true])
  const { claimed } = await claimUnread(store.sql, 10, 60_000)
  expect(claimed.map(({ raw }) => raw.toString().split('\r\n\r\n')[1]?.trim()).sort()).toEqual([
    'Cancel it.',
    'You will have it by Friday.',
    'You will have it never.',
  ])
})

test('a mail submitted for some recipients at a time is one turn; sent anew after it was refused, it is the new one', async () => {
  const raw = mail('parts', 'anna@acme.example')
  const some = Array.from({ length: 4 }, (_, i) =>
    newMessage({
      raw,
      envelope: { ...newMessage().envelope, recipients: [{ address: `c${i}@x.example`, notify: null, orcpt: null }] },
    }),
  )
  await Promise.all(some.map((message) => accepting.accept({ message, next: forwarding, notices: [] })))
  const turnsOf = () => store.sql`select id, message_id from turns where header_message_id = '<parts@x>'`
  const [turn, ...others] = await turnsOf()
  expect(others).toEqual([])
  await store.sql`update messages set state = 'failed' where id = ${turn?.message_id}`
  const anew = newMessage({ raw })
  await accepting.accept({ message: anew, next: held, notices: [] })
  expect(await turnsOf()).toEqual([{ id: turn?.id, message_id: anew.id }])
})

test('a turn is in one pair of hands at a time, and who lost the lease settles nothing', async () => {
  await addCopies(store.sql, [copyOf(mail('lease'))])
  const [[first], none] = [(await claimUnread(store.sql, 10, 0)).claimed, (await claimUnread(store.sql, 0, 0)).claimed]
  expect(none).toEqual([])
  const [second] = (await claimUnread(store.sql, 10, 60_000)).claimed
  if (first === undefined || second === undefined) throw new Error('not claimed')
  expect([second.id, second.attempt]).toEqual([first.id, 2])
  expect((await claimUnread(store.sql, 10, 60_000)).claimed).toEqual([])
  expect(await settleRead(store.sql, first, words)).toBe(false)
  await postponeUnread(store.sql, first, 0)
  expect((await claimUnread(store.sql, 10, 60_000)).claimed).toEqual([])
  await postponeUnread(store.sql, second, 0)
  const [third] = (await claimUnread(store.sql, 10, 60_000)).claimed
  if (third === undefined) throw new Error('not claimed')
  expect(await settleRead(store.sql, third, { ...words, text: 'nul \0 and half \ud800', because: ['\0'] })).toBe(true)
  expect(await settleRead(store.sql, third, words)).toBe(false)
  const [row] = await store.sql`select by, text, mood from turns where id = ${third.id}`
  expect(row).toEqual({ by: 'customer', text: 'nul \ufffd and half \ufffd', mood: 'neutral' })
})

test('of large mails few are taken at once, the one that waits longest always', async () => {
  const large = Array.from({ length: 3 }, (_, i) => copyOf(Buffer.concat([mail(`large-${i}`), randomBytes(9_000_000)])))
  await addCopies(store.sql, large)
  const counts: number[] = []
  for (let i = 0; i < 4; i++) counts.push((await claimUnread(store.sql, 10, 60_000)).claimed.length)
  expect(counts).toEqual([1, 1, 1, 0])
})

test('a submission is read with its envelope; octets that are gone keep nobody from being read', async () => {
  const message = newMessage({ raw: mail('envelope', 'anna@acme.example') })
  await accepting.accept({ message, next: held, notices: [] })
  const [gone] = await addCopies(store.sql, [copyOf(mail('gone'))])
  await store.sql`delete from turn_bodies where turn_id = ${gone?.id}`
  const { claimed, damaged } = await claimUnread(store.sql, 10, 60_000)
  expect(damaged.map(({ id }) => id)).toEqual([gone?.id])
  expect(claimed).toMatchObject([
    {
      id: message.id,
      messageId: message.id,
      envelope: { from: 'anna@acme.example', recipients: ['kim@customer.example'] },
    },
  ])
})

test('ids and addresses of any length and kind are taken', async () => {
  // Letters that compress badly: an index holds a third of a page at most.
  const letters = String.fromCodePoint(...Array.from({ length: 990 }, (_, i) => 0x4e00 + ((i * 7919) % 20_000)))
  const lines = [
    `Message-ID: <${letters.slice(0, 300)}@x>`,
    `From: ${letters}@x`,
    `References: <a\0b@x> <${letters}@x>`,
  ]
  const raw = Buffer.from(`${lines.join('\r\n')}\r\n\r\nx`)
  expect(await addCopies(store.sql, [copyOf(raw)])).toMatchObject([{ isNew: true }])
  const message = newMessage({ raw, header: { messageId: `<${letters}@x>`, subject: letters, from: letters } })
  await expect(accepting.accept({ message, next: forwarding, notices: [] })).resolves.toMatchObject({
    duplicate: false,
  })
})
