import path from 'node:path'
import { findToken, openStore, type Store } from '@proofgate/store'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { installationFolder } from '../../../../test/support/proofgate.ts'
import { runHere } from '../testing.ts'

const folder = path.join(installationFolder(), 'data')
let store: Store
beforeAll(async () => {
  store = await openStore({ folder: path.join(folder, 'postgres') }, 2)
})
afterAll(() => store.close())

const tokens = (...args: string[]) => runHere(['tokens', ...args], { env: { PROOFGATE_DATA: folder } })

test('a token is printed once, listed without its secret, and ends when it is revoked', async () => {
  const made = await tokens('add', 'ticket tool', '--days', '30')
  const secret = /pg_[\w-]{43}/.exec(made.out)?.[0] ?? ''
  const id = /[0-9a-z]{26}/.exec(made.out)?.[0] ?? ''
  expect(made.code).toBe(0)
  const listed = await tokens('list', '--format', 'json')
  expect(JSON.parse(listed.out)).toMatchObject([{ id, name: 'ticket tool', roles: ['reviewer'] }])
  expect(listed.out).not.toContain(secret)
  expect((await tokens('revoke', id)).code).toBe(0)
  expect(await tokens('revoke', id)).toMatchObject({ code: 3, err: expect.stringContaining('no token') })
  expect(await findToken(store.sql, secret)).toBeNull()
})

test.each([
  ['--days', '0'],
  ['--days', 'soon'],
  ['--role', 'king'],
])('add %s %s is a mistake, exit 2', async (...flags) => {
  expect((await tokens('add', 'x', ...flags)).code).toBe(2)
})
