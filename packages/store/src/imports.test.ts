import { turnHeaderOf } from '@proofgate/mail'
import { expect, test } from 'vitest'
import { temporaryStore } from '../../../test/support/temporary-store.ts'
import { addImported, beginImport, endImport, knownIdentities } from './imports.ts'
import type { TurnCopy } from './turns.ts'

const { sql } = await temporaryStore()
const AT = new Date('2026-11-24T10:00:00Z')

function copy(text: string): TurnCopy {
  const raw = Buffer.from(`From: kim@customer.example\r\nDate: Tue, 3 Mar 2026 10:00:00 +0000\r\n\r\n${text}\r\n`)
  return { source: 'import', raw, header: turnHeaderOf(raw, AT), receivedAt: AT }
}

const count = async () => (await sql<{ n: number }[]>`select count(*)::int as n from turns`)[0]?.n

test('an import that was broken off goes on where its last mails were committed', async () => {
  const what = { path: '/home/kim/inbox.mbox', sizeBytes: 12 }
  const begun = await beginImport(sql, what)
  expect(begun.progress).toBeNull()
  await addImported(sql, what, [copy('one'), copy('two'), copy('one')], (added) => ({
    taken: added.filter(({ isNew }) => isNew).length,
    known: added.filter(({ isNew }) => !isNew).length,
  }))
  expect(await beginImport(sql, what)).toEqual({ startedAt: begun.startedAt, progress: { taken: 2, known: 1 } })
  expect(await count()).toBe(2)
})

test('mails whose progress cannot be saved are not on record either', async () => {
  const what = { path: '/home/kim/other.mbox', sizeBytes: 12 }
  await beginImport(sql, what)
  const before = await count()
  const failing = addImported(sql, what, [copy('three')], () => {
    throw new Error('no')
  })
  await expect(failing).rejects.toThrow('no')
  expect(await count()).toBe(before)
})

test('an import that came to its end begins anew, and is on record', async () => {
  const what = { path: '/home/kim/done.mbox', sizeBytes: 1 }
  await beginImport(sql, what)
  await addImported(sql, what, [copy('four')], () => ({ taken: 1 }))
  await endImport(sql, what, 'user:command line', { taken: 1 })
  expect((await beginImport(sql, what)).progress).toBeNull()
  const [event] = await sql`select kind, actor, data from events order by id desc limit 1`
  expect(event).toEqual({
    kind: 'mails.imported',
    actor: 'user:command line',
    data: { path: '/home/kim/done.mbox', sizeBytes: 1, taken: 1 },
  })
})

test('a file that has grown is another one', async () => {
  const what = { path: '/home/kim/inbox.mbox', sizeBytes: 13 }
  expect((await beginImport(sql, what)).progress).toBeNull()
})

test('which mails are known can be asked without adding them', async () => {
  const [known, unknown] = [copy('one').header.identity, copy('never').header.identity]
  expect(await knownIdentities(sql, [known, unknown])).toEqual(new Set([known.toString('hex')]))
})
