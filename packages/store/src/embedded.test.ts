import { createHash } from 'node:crypto'
import { chmod, mkdir, mkdtemp, readdir, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDatabase } from './database.ts'
import { findEmbedded, startEmbedded } from './embedded.ts'
import { ensureDatabase, migrateDatabase } from './migrate.ts'
import { attachStore, openStore } from './store.ts'

let base: string
beforeAll(async () => {
  base = await mkdtemp(path.join(tmpdir(), 'proofgate-embedded-'))
})
afterAll(() => rm(base, { recursive: true, force: true }))

test('a server left behind by a killed process is adopted with its data', async () => {
  const folder = path.join(base, 'orphan')
  // Started and never stopped: what is left when a process is killed.
  const left = await startEmbedded(folder)
  await ensureDatabase(left.socketFolder, 'proofgate')
  const store = await openStore({ folder }, 2)
  expect((await findEmbedded(folder))?.processId).toBe(left.processId)
  expect(await store.sql`select count(*)::int as n from messages`).toEqual([{ n: 0 }])
  await store.close()
  expect(await findEmbedded(folder)).toBeNull()
})

test('a second process is refused while the first lives, and short commands may attach', async () => {
  const folder = path.join(base, 'twice')
  const store = await openStore({ folder }, 2)
  await expect(openStore({ folder }, 2)).rejects.toThrow('Another Proofgate is running')
  const attached = await attachStore({ folder })
  expect(attached.owner).toBe(false)
  await attached.close()
  expect(await store.sql`select 1 as one`).toEqual([{ one: 1 }])
  await store.close()
})

test('data outlives a stop and a start', async () => {
  const folder = path.join(base, 'again')
  const first = await openStore({ folder }, 2)
  await first.sql`insert into users (login, name, password_hash, senders, roles) values ('a', 'a', 'x', '{}', '{}')`
  await first.close()
  const second = await openStore({ folder }, 2)
  expect(await second.sql`select login from users`).toEqual([{ login: 'a' }])
  await second.close()
})

test('a folder too deep for a Unix socket path works', async () => {
  const folder = path.join(base, 'a'.repeat(60), 'b'.repeat(60))
  const store = await openStore({ folder }, 2)
  expect(await store.sql`select 1 as one`).toEqual([{ one: 1 }])
  await store.close()
})

test('a socket folder that somebody else made beforehand is not used, nor one that is open to others', async () => {
  const folder = path.join(base, 'c'.repeat(60), 'd'.repeat(60))
  await mkdir(folder, { recursive: true })
  const name = `proofgate-${createHash('sha256')
    .update(await realpath(folder))
    .digest('hex')
    .slice(0, 12)}`
  const taken = path.join(tmpdir(), name)
  await mkdir(taken)
  try {
    await chmod(taken, 0o777)
    await expect(startEmbedded(folder)).rejects.toThrow('open to others')
    await rm(taken, { recursive: true })
    await symlink(base, taken)
    await expect(startEmbedded(folder)).rejects.toThrow('belongs to somebody else')
  } finally {
    await rm(taken, { recursive: true, force: true })
  }
})

test('a first start that was killed while it set up leaves a folder that the next start can use', async () => {
  const folder = path.join(base, 'killed')
  // What initdb writes early.
  await mkdir(path.join(folder, 'pgdata-of-the-killed'), { recursive: true })
  await writeFile(path.join(folder, 'pgdata-of-the-killed', 'PG_VERSION'), '18\n')
  await (await startEmbedded(folder)).stop()
})

test('many processes that start at once on an empty database make the tables once', async () => {
  const server = await startEmbedded(path.join(base, 'race'))
  await ensureDatabase(server.socketFolder, 'race')
  const address = { socketFolder: server.socketFolder, name: 'race' }
  await Promise.all(Array.from({ length: 4 }, () => migrateDatabase(address)))
  const database = openDatabase(address, 1)
  expect(await database.sql`select count(*)::int as n from messages`).toEqual([{ n: 0 }])
  await database.close()
  await server.stop()
})

test('a server that crashes is started again, and the store goes on with its data', async () => {
  const folder = path.join(base, 'crash')
  const store = await openStore({ folder }, 2)
  await store.sql`insert into users (login, name, password_hash, senders, roles) values ('a', 'a', 'x', '{}', '{}')`
  const crashed = await findEmbedded(folder)
  process.kill(crashed?.processId ?? 0, 'SIGKILL')
  for (;;) {
    const rows = await store.sql`select login from users`.catch(() => null)
    if (rows !== null) {
      expect(rows).toEqual([{ login: 'a' }])
      break
    }
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  expect((await findEmbedded(folder))?.processId).not.toBe(crashed?.processId)
  await store.close()
  expect(await findEmbedded(folder)).toBeNull()
})

test.skipIf(process.getuid?.() !== 0)(
  'root may keep its data in a folder that is closed to everybody else',
  async () => {
    const closed = path.join(base, 'closed')
    await mkdir(closed)
    await chmod(closed, 0o700)
    const store = await openStore({ folder: path.join(closed, 'data') }, 2)
    expect(await store.sql`select 1 as one`).toEqual([{ one: 1 }])
    await store.close()
  },
)

test('several that start the same server at once get one server', async () => {
  const folder = path.join(base, 'at-once')
  await (await startEmbedded(folder)).stop()
  const servers = await Promise.all(Array.from({ length: 4 }, () => startEmbedded(folder)))
  expect(new Set(servers.map((server) => server.processId)).size).toBe(1)
  await servers[0]?.stop()
})

test('several that start on an empty folder at once set it up once and get one server', async () => {
  const folder = path.join(base, 'at-once-and-new')
  const servers = await Promise.all(Array.from({ length: 3 }, () => startEmbedded(folder)))
  expect(new Set(servers.map((server) => server.processId)).size).toBe(1)
  await servers[0]?.stop()
  expect((await readdir(folder)).filter((name) => name.startsWith('pgdata'))).toEqual(['pgdata'])
})

test('of two that open a new folder at once one gets it, and the other is told who has it', async () => {
  const folder = path.join(base, 'two-at-once')
  const opened = await Promise.allSettled([openStore({ folder }, 2), openStore({ folder }, 2)])
  const reasons = opened.flatMap((each) => (each.status === 'rejected' ? [String(each.reason)] : []))
  expect(reasons).toEqual([expect.stringContaining('Another Proofgate is running')])
  for (const each of opened) if (each.status === 'fulfilled') await each.value.close()
})
