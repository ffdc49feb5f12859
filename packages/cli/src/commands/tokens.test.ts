import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { findToken, openStore } from '@proofgate/store'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runCli } from '../testing.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'proofgate-tokens-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const tokens = (...args: string[]) => runCli(['tokens', ...args], { cwd: folder, env: { PROOFGATE_DATA: folder } })

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
  const store = await openStore({ folder: path.join(folder, 'postgres') }, 1)
  expect(await findToken(store.sql, secret)).toBeNull()
  await store.close()
})

test.each([
  ['--days', '0'],
  ['--days', 'soon'],
  ['--role', 'king'],
])('add %s %s is a mistake, exit 2', async (...flags) => {
  expect((await tokens('add', 'x', ...flags)).code).toBe(2)
})
