import { extname } from 'node:path'
import { type FolderKind, folderKindIn } from './folder-kind.ts'
import { isMbox, mailsOfMbox } from './mbox.ts'
import { foreignFormatOf, type Source, type Sources, wordsOf } from './sources.ts'
import { entriesOfZip, type ZipEntry } from './zip.ts'

/** Where reading can go on: behind a message. */
export type Place = {
  /** The file; in an archive `archive.zip!/path/in/it`. */
  readonly source: string
  /** Octet of an mbox at which the next message begins; `null` when the source is at its end. */
  readonly at: number | null
  /** How many messages of the mbox came before. */
  readonly number: number
}

/** A message found, or why something that was named gave none. */
export type Found = {
  /** As people name it: `mail/7.eml`, `inbox.mbox#3`, `-`. */
  readonly name: string
  /** Size of what was read for it from disk, for the progress bar. */
  readonly sizeBytes: number
  readonly place: Place
  /** What the folder it lies in is for. */
  readonly folder: FolderKind | null
} & (
  | {
      readonly raw: Buffer
      /** The "From " line of an mbox before it; `null` elsewhere. */
      readonly fromLine: string | null
    }
  | { readonly error: string; readonly reason: 'too-large' | 'empty' | 'unreadable' }
)

/** Larger messages are not read: no mail server takes them. */
export const MESSAGE_BYTES_MAX = 100 * 1024 * 1024

/** How to read. */
export type Reading = {
  /** Larger messages are told of and not read. @default MESSAGE_BYTES_MAX */
  readonly bytesMax?: number
  /** Goes on behind this place; from the first message where it is no longer there. */
  readonly after?: Place | null
}

/** The messages of files, one at a time. Never throws: a file that fails half-way ends with its reason. */
export async function* messagesOf(sources: Sources, reading: Reading = {}): AsyncGenerator<Found> {
  const bytesMax = reading.bytesMax ?? MESSAGE_BYTES_MAX
  const after = reading.after ?? null
  const first =
    after === null
      ? 0
      : Math.max(
          0,
          sources.findIndex(({ path }) => isIn(after, path)),
        )
  for (const source of sources.slice(first)) {
    if ('error' in source) {
      yield failed(source.path, null, source.error)
      continue
    }
    const start = after !== null && isIn(after, source.path) ? after : null
    if (start?.source === source.path && start.at === null) continue
    try {
      if (source.kind === 'zip') yield* fromZip(source, start, bytesMax)
      else if (source.kind === 'mbox') yield* fromMbox(source, start, bytesMax)
      else yield await whole(source, bytesMax)
    } catch (error) {
      yield failed(source.path, source.folder, wordsOf(error))
    }
  }
}

const isIn = ({ source }: Place, path: string) => source === path || source.startsWith(`${path}!/`)

function failed(path: string, folder: FolderKind | null, error: string): Found {
  return { name: path, sizeBytes: 0, place: endOf(path), folder, error, reason: 'unreadable' }
}

const endOf = (source: string): Place => ({ source, at: null, number: 0 })

type Whole = Pick<Source, 'path' | 'folder' | 'chunks'>

async function whole({ path, folder, chunks }: Whole, bytesMax: number): Promise<Found> {
  const parts: Uint8Array[] = []
  let size = 0
  const about = { name: path, folder, place: endOf(path) }
  for await (const chunk of chunks()) {
    size += chunk.length
    if (size > bytesMax) return tooLarge(about, bytesMax)
    parts.push(chunk)
  }
  return messageOr(about, Buffer.concat(parts), null)
}

async function* fromMbox(
  { path, folder, chunks }: Whole,
  start: Place | null,
  bytesMax: number,
): AsyncGenerator<Found> {
  const from = start?.at ?? 0
  let number = start?.number ?? 0
  for await (const { raw, fromLine, end } of mailsOfMbox(chunks(from), bytesMax, from)) {
    number++
    const about = { name: `${path}#${number}`, folder, place: { source: path, at: end, number } }
    yield raw === null ? tooLarge(about, bytesMax) : messageOr(about, raw, fromLine)
  }
}

async function* fromZip(
  { path, folder }: Pick<Source, 'path' | 'folder'>,
  start: Place | null,
  bytesMax: number,
): AsyncGenerator<Found> {
  let isBehind = start === null || start.source === path
  for await (const entry of entriesOfZip(path)) {
    const name = `${path}!/${entry.name}`
    const here = start?.source === name ? start : null
    if (!isBehind && here === null) continue
    isBehind = true
    if (here !== null && here.at === null) continue
    try {
      yield* fromEntry(name, entry, { folder: folderKindIn(entry.name) ?? folder, start: here, bytesMax })
    } catch (error) {
      yield failed(name, folder, wordsOf(error))
    }
  }
  // The place is not there any more.
  if (!isBehind) yield* fromZip({ path, folder }, null, bytesMax)
}

type EntryReading = {
  readonly folder: FolderKind | null
  readonly start: Place | null
  readonly bytesMax: number
}

async function* fromEntry(
  path: string,
  entry: ZipEntry,
  { folder, start, bytesMax }: EntryReading,
): AsyncGenerator<Found> {
  const packed = (found: Found) => ({
    ...found,
    sizeBytes: Math.ceil((found.sizeBytes * entry.packedBytes) / Math.max(1, entry.sizeBytes)),
  })
  const pieces = entry.name.split('/')
  const file = pieces.at(-1) ?? ''
  const isMaildir = ['cur', 'new'].includes(pieces.at(-2) ?? '')
  const foreign = foreignFormatOf(file)
  if (foreign !== null) return yield failed(path, folder, foreign)
  if (/\.zip$/i.test(file)) return yield failed(path, folder, 'is an archive in an archive; unpack the outer one')
  if (pieces.includes('__MACOSX') || file.startsWith('.')) return
  if (isMaildir || /\.eml$/i.test(file))
    return yield packed(await whole({ path, folder, chunks: entry.chunks }, bytesMax))
  if (!['', '.mbox', '.mbx'].includes(extname(file).toLowerCase())) return
  const opened = await headFirst(entry.chunks())
  if (!isMbox(opened.head)) return opened.close()
  const source = { path, folder, chunks: (from = 0) => behind(opened.chunks(), from) }
  for await (const found of fromMbox(source, start, bytesMax)) yield packed(found)
}

/** The first octets of a stream, and the stream with them. */
async function headFirst(chunks: AsyncIterable<Uint8Array>) {
  const iterator = chunks[Symbol.asyncIterator]()
  const first = await iterator.next()
  async function* all() {
    try {
      for (let next = first; next.done !== true; next = await iterator.next()) yield next.value
    } finally {
      await iterator.return?.()
    }
  }
  const head: Uint8Array = first.done === true ? Buffer.alloc(0) : first.value
  return { head, chunks: all, close: async () => void (await iterator.return?.()) }
}

/** What comes behind the first `count` octets: an archive can only be unpacked from its beginning. */
async function* behind(chunks: AsyncIterable<Uint8Array>, count: number): AsyncGenerator<Uint8Array> {
  let left = count
  for await (const chunk of chunks) {
    if (chunk.length > left) yield chunk.subarray(left)
    left = Math.max(0, left - chunk.length)
  }
}

type About = Pick<Found, 'name' | 'folder' | 'place'>

const messageOr = (about: About, raw: Buffer, fromLine: string | null): Found =>
  raw.length === 0
    ? { ...about, sizeBytes: 0, error: 'is empty', reason: 'empty' }
    : { ...about, sizeBytes: raw.length, raw, fromLine }

const tooLarge = (about: About, bytesMax: number): Found => ({
  ...about,
  sizeBytes: 0,
  error: `is larger than ${Math.floor(bytesMax / 1024 ** 2)} MB`,
  reason: 'too-large',
})
