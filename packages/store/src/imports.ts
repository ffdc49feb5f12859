/** Imports of old mailboxes: where one that was broken off goes on. */
import { createHash } from 'node:crypto'
import { appendEvents } from './events.ts'
import { jsonOf } from './rows.ts'
import type { Sql } from './sql.ts'
import { type AddedCopy, insertCopies, packedOf, type TurnCopy } from './turns.ts'

/** What is imported: a file or folder, by its absolute path, and its size; 0 for a folder. */
export type Imported = { readonly path: string; readonly sizeBytes: number }

/**
 * Begins an import, or goes on with the one that was broken off. One that came to its end begins anew: what it finds is
 * known then.
 * @returns when it was first begun, and the progress saved last; `null` for a new one
 */
export async function beginImport(
  sql: Sql,
  what: Imported,
): Promise<{ readonly startedAt: Date; readonly progress: unknown }> {
  const [row] = await sql<{ startedAt: Date; progress: unknown }[]>`
    insert into imports as i (key, path, started_at, progress) values (${keyOf(what)}, ${what.path}, now(), 'null')
    on conflict (key) do update set
      started_at = case when i.finished_at is null then i.started_at else now() end,
      progress = case when i.finished_at is null then i.progress else 'null' end, finished_at = null
    returning started_at as "startedAt", progress`
  if (row === undefined) throw new Error('an upsert returned no row')
  return row
}

/**
 * Puts copies on record, unread, together with how far the import is then: after a crash neither is there without the
 * other, so that going on counts nothing twice.
 * @param copies 16 MB of them at most
 * @param progressAfter what to save, given what became of each copy; plain JSON
 */
export async function addImported(
  sql: Sql,
  what: Imported,
  copies: readonly TurnCopy[],
  progressAfter: (added: readonly AddedCopy[]) => unknown,
): Promise<void> {
  const packed = await packedOf(copies)
  await sql.begin(async (tx) => {
    const added = await insertCopies(tx, packed)
    await tx`update imports set progress = ${jsonOf(progressAfter(added))}::text::jsonb where key = ${keyOf(what)}`
  })
}

/** Ends an import that came to the end of what it was to read. `data` goes on record with it. */
export async function endImport(
  sql: Sql,
  what: Imported,
  actor: string,
  data: Readonly<Record<string, unknown>>,
): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`update imports set finished_at = now() where key = ${keyOf(what)}`
    await appendEvents(tx, [{ kind: 'mails.imported', messageId: null, actor, data: { ...what, ...data } }])
  })
}

/** Those of the identities that are on record, in hex. Changes nothing. */
export async function knownIdentities(sql: Sql, identities: readonly Buffer[]): Promise<ReadonlySet<string>> {
  const rows = await sql<{ key: string }[]>`
    select encode(identity, 'hex') as key from turns where identity = any(${identities as Buffer[]}::bytea[])`
  return new Set(rows.map(({ key }) => key))
}

function keyOf({ path, sizeBytes }: Imported): Buffer {
  return createHash('sha256')
    .update(JSON.stringify([path, sizeBytes]))
    .digest()
}
