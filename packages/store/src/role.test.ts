import { threadKeysOf } from '@proofgate/conversations'
import { turnHeaderOf } from '@proofgate/mail'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newMessage, type TemporaryStore, temporaryStore } from '../../../test/support/temporary-store.ts'
import { acceptor, type NextStep } from './accept.ts'
import { claimDeliveries, settleAttempts } from './deliveries.ts'
import { decideHold } from './holds.ts'
import { rememberTurn, workOutChanged } from './remembering.ts'
import { openStore, type Store } from './store.ts'
import { forgetSubmissions } from './submission-keys.ts'
import { addCopies, claimUnread } from './turns.ts'

/** As docs/operations.md gives them. */
const GRANTS = `
  create role gate login;
  grant usage on schema public, drizzle to gate;
  grant select on all tables in schema drizzle to gate;
  grant select, insert on all tables in schema public to gate;
  grant update on messages, recipients, deliveries, holds, unjudged, recent_submissions, users, tokens, sessions to gate;
  grant update on conversations, conversation_changes, turns, points, promises, facts, sketches, themes, theme_members, imports to gate;
  grant delete on unjudged, recent_submissions, sessions to gate;
  grant delete on answers, conversation_changes, turn_bodies, turn_links, points, promises, sketches, themes, theme_members to gate;
  grant execute on function erase_customer(text, text, text) to gate`

let owner: TemporaryStore
let store: Store
beforeAll(async () => {
  owner = await temporaryStore()
  await owner.sql.unsafe(GRANTS)
  if (!('socketFolder' in owner.address)) throw new Error('no socket')
  const url = new URL('postgres://gate@localhost/proofgate')
  url.searchParams.set('host', owner.address.socketFolder)
  store = await openStore({ url: url.href }, 5)
})
afterAll(async () => {
  await store.close()
  await owner.remove()
})

test('a role that owns nothing can do all a relay and a reviewer do, and cannot switch the triggers off (promise 8)', async () => {
  const { sql } = store
  const accepting = acceptor(sql, { duplicateWindowMs: 60_000, giveUpMs: 5_000 })
  const submit = (text: string, next: NextStep) =>
    accepting.accept({ message: newMessage({ text }), next, notices: [] })
  await submit('a', { state: 'forwarding', judgement: null, lease: null, expireMs: 60_000 })
  const held = await submit('b', { state: 'held', judgement: null, reason: 'unjudged' })
  const decision = { decision: 'release', actor: 'user:rita', note: null, idempotencyKey: null, notices: [] } as const
  expect(await decideHold(sql, { ...decision, id: held.id, expireMs: 60_000 })).toMatchObject({ outcome: 'decided' })
  const { claimed } = await claimDeliveries(sql, { limit: 9, bytesMax: 1e6, leaseMs: 60_000, except: [] })
  const attempts = claimed.map((delivery) => ({
    delivery,
    startedAt: new Date(),
    endedAt: new Date(),
    host: null,
    tls: null,
    results: [],
    retryAfterMs: null,
    delayNotices: 0,
    notices: [],
  }))
  expect(await settleAttempts(sql, attempts)).toEqual(['settled', 'settled'])
  await forgetSubmissions(sql, 0)
  await remembersAll(store)
  for (const statement of [
    'alter table events disable trigger all',
    'update events set kind = null',
    'delete from bodies',
    "set session_replication_role = 'replica'",
  ])
    await expect(sql.unsafe(statement), statement).rejects.toThrow(/must be owner|permission denied/)
})

/** What a rememberer does with the turns there are. */
async function remembersAll({ sql }: Store): Promise<void> {
  const raw = Buffer.from('From: kim@customer.example\r\nSubject: Jacket\r\n\r\nWhere is it?\r\n')
  const header = turnHeaderOf(raw, new Date())
  await addCopies(sql, [{ source: 'journal', raw, header, receivedAt: new Date() }])
  for (const turn of (await claimUnread(sql, 9, 60_000)).claimed) {
    const customer = { name: '', address: 'kim@customer.example' }
    const keys = threadKeysOf({ ...turn, messageId: turn.headerMessageId }, customer.address)
    const place = { ...turn, keys, by: 'customer', customer, isAutomatic: false } as const
    const said = { by: 'customer', text: '', language: null, automatic: null, mood: null, atRisk: false } as const
    const words = { ...said, because: [], customerAddress: customer.address, team: null, target: null }
    const points = [{ kind: 'question', text: 'Where is it?' }] as const
    expect(await rememberTurn(sql, turn, { place, words, points: [...points], promises: [], said: [] })).toBe(true)
  }
  const summary = { waitsOn: null, waitingSince: null, answerDueAt: null, openPoints: 0, mood: null, atRisk: false }
  const { changes } = await workOutChanged(sql, 99, (known) => ({
    points: known.points.map((point) => ({ ...point, state: 'answered' as const })),
    promises: known.promises,
    summary: { ...summary, because: [], agents: [] },
    times: [],
    sketches: [],
  }))
  expect(changes).toBeGreaterThan(0)
}
