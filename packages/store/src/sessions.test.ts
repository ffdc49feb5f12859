import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { closeSession, findSession, openSession } from './sessions.ts'
import { openStore, type Store } from './store.ts'
import { addToken, revokeToken } from './tokens.ts'
import { addUser, changeUser } from './users.ts'

const LIMITS = { idleMs: 3_600_000, lifeMs: 86_400_000 }
const folder = await mkdtemp(path.join(tmpdir(), 'proofgate-sessions-'))
let store: Store

beforeAll(async () => {
  store = await openStore({ folder }, 2)
  await addUser(
    store.sql,
    { login: 'tina', name: 'Tina Roe', senders: [], roles: ['reviewer'], password: 'correct horse battery' },
    'user:test',
  )
})
afterAll(async () => {
  await store.close()
  await rm(folder, { recursive: true, force: true })
})

describe('a session', () => {
  test('is found by its secret alone, with the roles its user has now', async () => {
    const secret = await openSession(store.sql, { login: 'tina' }, 'user:tina', LIMITS)
    expect(await findSession(store.sql, secret, LIMITS)).toEqual({
      kind: 'user',
      login: 'tina',
      name: 'Tina Roe',
      roles: ['reviewer'],
    })
    await changeUser(store.sql, 'tina', { roles: [] }, 'user:test')
    expect((await findSession(store.sql, secret, LIMITS))?.roles).toEqual([])
    expect(await findSession(store.sql, `${secret}x`, LIMITS)).toBeNull()
  })

  test('is not stored as its secret', async () => {
    const secret = await openSession(store.sql, {}, 'token:link', LIMITS)
    const rows = await store.sql`select sha256::text as text from sessions`
    expect(JSON.stringify(rows)).not.toContain(secret)
    expect(JSON.stringify(rows)).not.toContain(Buffer.from(secret).toString('hex'))
  })

  test('is over after sign-out, and signing out twice is on record once', async () => {
    const secret = await openSession(store.sql, {}, 'token:link', LIMITS)
    await closeSession(store.sql, secret, 'token:once')
    await closeSession(store.sql, secret, 'token:once')
    expect(await findSession(store.sql, secret, LIMITS)).toBeNull()
    expect(await store.sql`select 1 from events where kind = 'session.closed' and actor = 'token:once'`).toHaveLength(1)
  })

  test.each([
    ['unused for too long', { seen: '2 hours', created: '0' }],
    ['open for too long, however busy', { seen: '0', created: '2 days' }],
  ])('is over when it was %s', async (_, age) => {
    const secret = await openSession(store.sql, {}, 'token:link', LIMITS)
    await store.sql`update sessions
      set seen_at = now() - ${age.seen}::interval, created_at = now() - ${age.created}::interval`
    expect(await findSession(store.sql, secret, LIMITS)).toBeNull()
  })

  test('stays alive while it is used', async () => {
    const secret = await openSession(store.sql, {}, 'token:link', LIMITS)
    await store.sql`update sessions set seen_at = now() - interval '50 minutes'`
    await findSession(store.sql, secret, LIMITS)
    const rows = await store.sql`select 1 from sessions where seen_at > now() - interval '1 minute'`
    expect(rows).toHaveLength(1)
  })

  test('ends when the password is changed', async () => {
    const secret = await openSession(store.sql, { login: 'tina' }, 'user:tina', LIMITS)
    await changeUser(store.sql, 'tina', { password: 'a better horse' }, 'user:test')
    expect(await findSession(store.sql, secret, LIMITS)).toBeNull()
  })

  test('ends with the user who is disabled', async () => {
    const secret = await openSession(store.sql, { login: 'tina' }, 'user:tina', LIMITS)
    await changeUser(store.sql, 'tina', { disabled: true }, 'user:test')
    expect(await findSession(store.sql, secret, LIMITS)).toBeNull()
  })

  test('ends with the token that is revoked', async () => {
    const token = await addToken(store.sql, { name: 'bot', roles: ['admin'], expiresAt: null }, 'user:test')
    const secret = await openSession(store.sql, { tokenId: token.id }, 'token:bot', LIMITS)
    expect(await findSession(store.sql, secret, LIMITS)).toMatchObject({ kind: 'token', login: null, name: 'bot' })
    await revokeToken(store.sql, token.id, 'user:test')
    expect(await findSession(store.sql, secret, LIMITS)).toBeNull()
  })
})
