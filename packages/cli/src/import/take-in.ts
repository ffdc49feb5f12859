import { createHash } from 'node:crypto'
import { open, realpath, stat } from 'node:fs/promises'
import path from 'node:path'
import { addImported, beginImport, endImport, knownIdentities, type Sql, type TurnCopy } from '@proofgate/store'
import { messagesOf, type Place } from '../mailbox/messages.ts'
import type { Source, Sources } from '../mailbox/sources.ts'
import { sorted } from './sort-mail.ts'
import { EMPTY, type SkippedMail, type Tally, tallied } from './tally.ts'

/** How one file or folder is taken in. */
export type TakeIn = {
  /** The record; `null` where there is none yet and nothing is to be written. */
  readonly sql: Sql | null
  readonly isDry: boolean
  /** Larger mails are skipped. */
  readonly bytesMax: number
  readonly stopped: AbortSignal
  /** So many octets more are dealt with, and the tally so far. */
  readonly onProgress: (bytes: number, tally: Tally) => void
}

/** What came of it. */
export type TakenIn = {
  readonly path: string
  readonly tally: Tally
  /** False when it was stopped before its end. */
  readonly isWhole: boolean
  /** True when it went on where an earlier import was broken off: its mails are in the tally. */
  readonly isResumed: boolean
}

/** Mails of one transaction, and their octets: they are in memory twice while it runs. */
const BATCH_MAILS = 250
const BATCH_BYTES = 8 * 1024 * 1024

/** Octets that the sources of a path have, for the progress bar. */
export const sizeOf = (sources: Sources): number =>
  sources.reduce((sum, source) => sum + ('error' in source ? 0 : source.sizeBytes), 0)

/**
 * Takes in the mails of one file or folder, known ones left as they are, and goes on where an import of it was broken
 * off. What is told as taken is committed. Memory holds a batch of mails, whatever the size of the file.
 */
export async function takeIn(named: string, sources: Sources, how: TakeIn): Promise<TakenIn> {
  return how.isDry || how.sql === null ? looked(named, sources, how) : committed(named, sources, how, how.sql)
}

async function committed(named: string, sources: Sources, how: TakeIn, sql: Sql): Promise<TakenIn> {
  const what = await importedOf(named)
  const begun = await beginImport(sql, what)
  const saved = await savedOf(begun.progress, sources)
  let tally = saved?.tally ?? EMPTY
  how.onProgress(saved === null ? 0 : bytesBefore(sources, saved.place), tally)
  for await (const batch of batchesOf(sources, { ...how, after: saved?.place ?? null, receivedAt: begun.startedAt })) {
    const mark = await markAt(batch.place, sources)
    await addImported(sql, what, batch.copies, (added) => {
      const taken = added.filter(({ isNew }) => isNew).length
      tally = tallied(tally, { taken, known: added.length - taken, skipped: batch.skipped })
      return { place: batch.place, mark, tally } satisfies Saved
    })
    how.onProgress(batch.bytes, tally)
  }
  const isWhole = !how.stopped.aborted
  if (isWhole) await endImport(sql, what, ACTOR, countsOf(tally))
  return { path: named, tally, isWhole, isResumed: saved !== null }
}

const ACTOR = 'user:command line'

/** What would become of the mails, with nothing written. */
async function looked(named: string, sources: Sources, how: TakeIn): Promise<TakenIn> {
  let tally = EMPTY
  // Half of a hash tells mails of one mailbox apart, and a million of them fit into memory.
  const seen = new Set<bigint>()
  for await (const batch of batchesOf(sources, { ...how, after: null, receivedAt: new Date() })) {
    const identities = batch.copies.map(({ header }) => header.identity)
    const known = how.sql === null ? new Set<string>() : await knownIdentities(how.sql, identities)
    const fresh = identities.filter((identity) => {
      const key = identity.readBigUInt64BE()
      if (known.has(identity.toString('hex')) || seen.has(key)) return false
      seen.add(key)
      return true
    })
    const taken = fresh.length
    tally = tallied(tally, { taken, known: identities.length - taken, skipped: batch.skipped })
    how.onProgress(batch.bytes, tally)
  }
  return { path: named, tally, isWhole: !how.stopped.aborted, isResumed: false }
}

/** A tally as it goes on record: counts only. */
export function countsOf({ mails, taken, known, skipped }: Tally): Readonly<Record<string, unknown>> {
  const counts = Object.fromEntries(Object.entries(skipped).map(([skip, { count }]) => [skip, count]))
  return { mails, taken, known, skipped: counts }
}

type Batch = {
  readonly copies: readonly TurnCopy[]
  readonly skipped: readonly SkippedMail[]
  readonly bytes: number
  /** Behind the last of them. */
  readonly place: Place
}

type Batching = Pick<TakeIn, 'bytesMax' | 'stopped'> & { readonly after: Place | null; readonly receivedAt: Date }

async function* batchesOf(sources: Sources, { bytesMax, after, receivedAt, stopped }: Batching): AsyncGenerator<Batch> {
  let copies: TurnCopy[] = []
  let skipped: SkippedMail[] = []
  let bytes = 0
  let place: Place | null = null
  for await (const found of messagesOf(sources, { bytesMax, after })) {
    if (stopped.aborted) break
    const mail = sorted(found, receivedAt)
    if ('copies' in mail) copies.push(...mail.copies)
    else skipped.push({ skip: mail.skip, place: mail.why === null ? found.name : `${found.name} ${mail.why}` })
    bytes += found.sizeBytes
    place = found.place
    if (copies.length + skipped.length < BATCH_MAILS && bytes < BATCH_BYTES) continue
    yield { copies, skipped, bytes, place }
    copies = []
    skipped = []
    bytes = 0
    place = null
  }
  if (place !== null) yield { copies, skipped, bytes, place }
}

/** Where an import stands, as it is saved with each batch. */
type Saved = {
  readonly place: Place
  /** SHA-256 of the octets before the place, so that it is not gone on in another file of that name and size. */
  readonly mark: string | null
  readonly tally: Tally
}

/** The saved progress, unless it is of another file: then all is read again, and what was taken is known. */
async function savedOf(progress: unknown, sources: Sources): Promise<Saved | null> {
  if (!isSaved(progress)) return null
  const { place } = progress
  const isThere = sources.some(({ path: one }) => place.source === one || place.source.startsWith(`${one}!/`))
  if (!isThere) return null
  return progress.mark === (await markAt(place, sources)) ? progress : null
}

/** It was written by `committed`. */
function isSaved(progress: unknown): progress is Saved {
  return typeof progress === 'object' && progress !== null && 'place' in progress && 'tally' in progress
}

const MARK_BYTES = 1024

async function markAt({ source, at }: Place, sources: Sources): Promise<string | null> {
  if (at === null || !sources.some((one) => one.path === source)) return null
  const file = await open(source)
  try {
    const start = Math.max(0, at - MARK_BYTES)
    const { bytesRead, buffer } = await file.read(Buffer.alloc(at - start), 0, at - start, start)
    return createHash('sha256').update(buffer.subarray(0, bytesRead)).digest('hex')
  } finally {
    await file.close()
  }
}

function bytesBefore(sources: Sources, place: Place): number {
  const index = sources.findIndex(({ path: one }) => place.source === one || place.source.startsWith(`${one}!/`))
  const current: Source | { readonly error: string } | undefined = sources[index]
  if (current === undefined || 'error' in current) return 0
  const isBehind = place.at === null && current.path === place.source
  const within = isBehind ? current.sizeBytes : current.kind === 'mbox' ? (place.at ?? 0) : 0
  return sizeOf(sources.slice(0, index)) + within
}

async function importedOf(named: string): Promise<{ readonly path: string; readonly sizeBytes: number }> {
  try {
    const about = await stat(named)
    return { path: await realpath(named), sizeBytes: about.isDirectory() ? 0 : about.size }
  } catch {
    // It is among the sources with the reason why it cannot be read.
    return { path: path.resolve(named), sizeBytes: 0 }
  }
}
