import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TemporaryStore, temporaryStore } from '../../../test/support/temporary-store.ts'
import { addToken, findToken, revokeToken } from './tokens.ts'
import { addUser, authenticate, changeUser } from './users.ts'

let store: TemporaryStore
beforeAll(async () => {
  store = await temporaryStore()
})
afterAll(() => store.remove())

const anna = {
  login: 'Anna',
  name: 'Anna',
  senders: ['*@acme.example'],
  roles: ['reviewer'],
  password: 'sëcret',
} as const

test('a login is known by its password alone, and kept only as argon2id', async () => {
  expect(await addUser(store.sql, anna, 'user:admin')).toBe(true)
  expect(await addUser(store.sql, { ...anna, login: 'ANNA' }, 'user:admin')).toBe(false)
  expect(await authenticate(store.sql, 'anna', 'sëcret')).toMatchObject({ login: 'anna', roles: ['reviewer'] })
  expect(await authenticate(store.sql, 'anna', 'wrong')).toBeNull()
  expect(await authenticate(store.sql, 'nobody', 'sëcret')).toBeNull()
  expect(await authenticate(store.sql, 'a\0b', 'x')).toBeNull()
  const [row] = await store.sql`select password_hash from users`
  expect(row?.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
})

test('a disabled user cannot sign in, an enabled one can again', async () => {
  await changeUser(store.sql, 'anna', { disabled: true }, 'user:admin')
  expect(await authenticate(store.sql, 'anna', 'sëcret')).toBeNull()
  await changeUser(store.sql, 'anna', { disabled: false }, 'user:admin')
  expect(await authenticate(store.sql, 'anna', 'sëcret')).not.toBeNull()
  expect(await changeUser(store.sql, 'nobody', { disabled: true }, 'user:admin')).toBe(false)
})

test('a token works until it is revoked or expires', async () => {
  const { id, secret } = await addToken(store.sql, { name: 'cli', roles: ['reviewer'], expiresAt: null }, 'user:admin')
  expect(await findToken(store.sql, secret)).toMatchObject({ id, name: 'cli' })
  expect(await findToken(store.sql, `${secret}x`)).toBeNull()
  expect(await revokeToken(store.sql, id, 'user:admin')).toBe(true)
  expect(await revokeToken(store.sql, id, 'user:admin')).toBe(false)
  expect(await findToken(store.sql, secret)).toBeNull()
  const old = await addToken(store.sql, { name: 'old', roles: [], expiresAt: new Date(0) }, 'user:admin')
  expect(await findToken(store.sql, old.secret)).toBeNull()
})
