import { sketchOf } from '@proofgate/conversations'
import { turnHeaderOf } from '@proofgate/mail'
import { addCopies, addSketches } from '@proofgate/store'
import { createLog } from '@proofgate/telemetry'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newMessage, type TemporaryStore, temporaryStore } from '../../../../test/support/temporary-store.ts'
import { recallFrom } from './recall.ts'

let store: TemporaryStore
const lines: string[] = []
const log = createLog({ level: 'info', format: 'json', destination: { write: (line) => lines.push(line) } })
beforeAll(async () => {
  store = await temporaryStore()
})
afterAll(() => store.remove())

const { envelope } = newMessage()
const reply = (fields: string) =>
  Buffer.from(`From: anna@acme.example\r\nTo: kim@customer.example\r\n${fields}\r\n\r\nYes.\r\n`)

test('the mail that a reply answers is recalled, to machines nothing is', async () => {
  const raw = Buffer.from('Message-ID: <q@x>\r\nFrom: kim@customer.example\r\n\r\nWhen?\r\n')
  const receivedAt = new Date()
  await addCopies(store.sql, [{ source: 'journal', raw, header: turnHeaderOf(raw, receivedAt), receivedAt }])
  const recall = recallFrom(store.sql, () => [], log)
  expect(await recall(reply('In-Reply-To: <q@x>'), envelope)).toEqual({
    turns: [raw],
    memory: { conversation: null, facts: [], twin: null, openPromises: [], people: [], answerDueAt: null },
  })
  expect(await recall(reply('In-Reply-To: <q@x>\r\nAuto-Submitted: auto-generated'), envelope)).toBeNull()
  expect(await recall(reply('Subject: New'), envelope)).toBeNull()
})

test('facts go with every message, and a twin with one that went to others in nearly the same words', async () => {
  const fact = { id: 'f1', topic: 'Returns', statement: null, value: '30 days', validFrom: null, validUntil: null }
  const kept = {
    ...fact,
    createdAt: new Date(),
    createdBy: 'user:rita',
    retiredAt: null,
    retiredBy: null,
    replaces: null,
  }
  const text =
    'Thank you for writing to us about the parcel. The carrier lost the label on the way, so we packed a second one and handed it over this morning. It reaches you within three working days, and you need not do anything about the first one.'
  const sketch = sketchOf(text)
  if (sketch === null) throw new Error('too short')
  const raw = Buffer.from('Message-ID: <t@x>\r\nFrom: anna@acme.example\r\nTo: lee@other.example\r\n\r\nx\r\n')
  const at = new Date()
  const [turn] = await addCopies(store.sql, [{ source: 'journal', raw, header: turnHeaderOf(raw, at), receivedAt: at }])
  const turnId = turn?.id ?? ''
  await addSketches(store.sql, [{ turnId, customerAddress: 'lee@other.example', sentAt: at, sketch }])
  const recall = recallFrom(store.sql, () => [kept], log)
  const known = await recall(Buffer.from(`From: anna@acme.example\r\nSubject: x\r\n\r\n${text}\r\n`), envelope)
  expect(known).toMatchObject({ turns: [], memory: { conversation: null, twin: { turnId, times: 1 } } })
  expect(known?.memory.facts).toEqual([
    { id: 'f1', topic: 'Returns', statement: null, value: '30 days', valid_from: null, valid_until: null },
  ])
})

test('a store that cannot be read keeps no message from being judged, and is told', async () => {
  const broken = Object.assign(() => Promise.reject(new Error('down')), {
    unsafe: () => Promise.reject(new Error('down')),
    begin: () => Promise.reject(new Error('down')),
  })
  // @ts-expect-error: a store in ruins, of which no more than its failing is used
  expect(await recallFrom(broken, () => [], log)(reply('In-Reply-To: <q@x>'), envelope)).toBeNull()
  expect(lines.join()).toMatch(/judged without its conversation.*down/)
})
