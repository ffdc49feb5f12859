import { createHash } from 'node:crypto'
import { createLog } from '@proofgate/telemetry'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { customerMail } from '../../../../test/support/customer-mails.ts'
import { type TemporaryStore, temporaryStore } from '../../../../test/support/temporary-store.ts'
import { type CommitCopies, copyCommitter } from './commit-copies.ts'
import { copyTaker } from './take-copy.ts'

const GIVE_UP_MS = 500

let store: TemporaryStore
beforeAll(async () => {
  store = await temporaryStore()
})
afterAll(() => store.remove())

const lines: string[] = []
const log = createLog({ level: 'info', format: 'json', destination: { write: (line) => lines.push(line) } })

const take = (raw: string) => taker()(raw)

/** Takes what is handed in at once in one transaction. */
function taker() {
  const { commit } = copyCommitter(store.sql, GIVE_UP_MS)
  return (raw: string) => takeBy(commit, raw)
}

function takeBy(commit: CommitCopies, raw: string) {
  const octets = { raw: Buffer.from(raw), sha256: createHash('sha256').update(raw).digest(), normalised: false }
  const from = 'kim@customer.example'
  const envelope = { from, recipients: [], body: null, smtpUtf8: false, requireTls: false, ret: null, envid: null }
  return copyTaker(commit, log, true)({ octets, connection: { envelope } })
}

test('while the database does not answer a copy gets 451, and is taken when it does (promise 1)', async () => {
  const { raw, messageId } = customerMail()
  await store.sql.begin(async (tx) => {
    await tx`lock table turns in access exclusive mode`
    expect(await take(raw)).toEqual({
      code: 451,
      enhanced: '4.3.0',
      lines: ['The record cannot be written right now, please try again'],
    })
  })
  expect(await take(raw)).toMatchObject({ code: 250 })
  expect(await store.sql`select 1 from turns where header_message_id = ${messageId}`).toHaveLength(1)
})

test('what the database refuses gets 451 as well, and the others of its transaction are taken', async () => {
  await store.sql`alter table turns add constraint odd check (subject is distinct from 'Odd')`
  const odd = customerMail().raw.replace('Your order 4711', 'Odd')
  const codes = await Promise.all([customerMail().raw, odd, customerMail().raw].map(taker()))
  expect(codes.map(({ code }) => code)).toEqual([250, 451, 250])
  expect(lines.join('')).toContain('a copy could not be put on record')
  await store.sql`alter table turns drop constraint odd`
})

test('an empty mail is refused for good', async () => {
  expect(await take('')).toMatchObject({ code: 554 })
})
