import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TemporaryStore, temporaryStore } from '../../../test/support/temporary-store.ts'

let store: TemporaryStore
beforeAll(async () => {
  store = await temporaryStore()
  await store.sql.unsafe('create table things (id int primary key, name text)')
})
afterAll(() => store.remove())

describe('templates', () => {
  test('values are parameters, parts nest, lists expand, an empty list matches nothing', async () => {
    const { sql } = store
    const evil = "'; drop table things; --"
    const part = sql`and ${2} > ${1}`
    expect(await sql`select ${evil}::text as x where true ${part}`).toEqual([{ x: evil }])
    expect(await sql`select 1 as x where 2 in ${sql([1, 2])} and not 2 in ${sql([3])}`).toEqual([{ x: 1 }])
    expect(await sql`select 1 as x where 2 in ${sql([])}`).toEqual([])
    expect(await sql`select 1 as x where ${'b'} = any(${['a', 'b']})`).toEqual([{ x: 1 }])
  })

  test('a value that is undefined is a mistake, not a NULL', async () => {
    await expect(store.sql`select ${undefined}`).rejects.toThrow('undefined')
  })

  test('counts say how many rows were changed', async () => {
    expect((await store.sql`insert into things values (1, 'a'), (2, 'b')`).count).toBe(2)
    expect((await store.sql`delete from things`).count).toBe(2)
  })

  test('bytes and big counts come back as they are', async () => {
    const bytes = Buffer.from([0, 255, 10, 13])
    expect(await store.sql`select ${bytes}::bytea as b, count(*) as n from things`).toEqual([{ b: bytes, n: 0 }])
  })
})

describe('a transaction', () => {
  test('is undone as a whole when its work fails, statements under way included', async () => {
    const work = store.sql.begin(async (tx) => {
      await tx`insert into things values (10, 'a')`
      const slow = (async () => {
        await tx`select pg_sleep(0.05)`
        await tx`insert into things values (11, 'late')`
      })()
      slow.catch(() => {})
      await Promise.all([tx`insert into things values (10, 'again')`, slow])
    })
    await expect(work).rejects.toThrow('duplicate key')
    await new Promise((resolve) => setTimeout(resolve, 150))
    expect(await store.sql`select * from things where id in (10, 11)`).toEqual([])
  })

  test('that swallowed an error does not count as committed', async () => {
    const work = store.sql.begin(async (tx) => {
      await tx`select 1/0`.catch(() => {})
    })
    await expect(work).rejects.toThrow('rolled back')
  })
})
