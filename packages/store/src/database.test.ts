import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TemporaryStore, temporaryStore } from '../../../test/support/temporary-store.ts'
import { openDatabase, unsafeSettings } from './database.ts'

let store: TemporaryStore
beforeAll(async () => {
  store = await temporaryStore()
})
afterAll(() => store.remove())

function urlWith(options: string): string {
  if (!('socketFolder' in store.address)) throw new Error('no socket')
  const url = new URL('postgres://proofgate@localhost/proofgate')
  url.searchParams.set('host', store.address.socketFolder)
  url.searchParams.set('options', options)
  return url.href
}

test('a commit waits for the disk whatever options the URL of the database has (promise 1)', async () => {
  const settingWith = async (options: string) => {
    const database = openDatabase({ url: urlWith(options) }, 1)
    const [row] = await database.sql`
      select current_setting('synchronous_commit') as commit, current_setting('work_mem') as memory,
        current_setting('TimeZone') as zone`
    await database.close()
    return row
  }
  const options = '-c synchronous_commit=off -c TimeZone=Asia/Tokyo -c work_mem=7MB'
  expect(await settingWith(options)).toEqual({ commit: 'on', memory: '7MB', zone: 'UTC' })
  expect(await settingWith('-c synchronous_commit=remote_apply')).toMatchObject({ commit: 'remote_apply' })
})

test('a server that does not flush to the disk is told of', async () => {
  expect(await unsafeSettings(store.sql)).toEqual([])
  await store.sql.unsafe('alter system set fsync = off')
  await store.sql`select pg_reload_conf()`
  // A backend reads the new settings between two statements.
  await expect.poll(() => unsafeSettings(store.sql)).toEqual(['fsync'])
})
