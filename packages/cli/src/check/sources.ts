import { createReadStream, type Stats } from 'node:fs'
import { open, readdir, stat } from 'node:fs/promises'
import { basename, extname, join } from 'node:path'
import { isMbox, messagesOfMbox } from './mbox.ts'

/** A message found, or why something that was named gave none. */
export type Found = {
  /** As people name it: `mail/7.eml`, `inbox.mbox#3`, `-`. */
  readonly name: string
  /** Size of what was read for it from disk, for the progress bar. */
  readonly sizeBytes: number
} & ({ readonly raw: Buffer } | { readonly error: string })

/** A file, or standard input, to read messages from. */
export type Source = {
  readonly path: string
  /** 0 for standard input: nobody knows. */
  readonly sizeBytes: number
  readonly isMbox: boolean
  readonly chunks: () => AsyncIterable<Uint8Array>
}

/** Files found for what was named on the command line, or why there are none. */
export type Sources = readonly (Source | { readonly path: string; readonly error: string })[]

/** Larger messages are not read: no mail server takes them. */
export const MESSAGE_BYTES_MAX = 100 * 1024 * 1024

/** Folders that hold no mail of people. */
const SKIPPED = new Set(['.git', 'node_modules', 'tmp'])

/** Finds the files that hold messages. Never throws: what cannot be read is in the list with its reason. */
export async function sourcesOf(paths: readonly string[], stdin: NodeJS.ReadableStream): Promise<Sources> {
  const found: Sources[number][] = []
  for (const path of paths) {
    try {
      if (path === '-') {
        found.push(await stdinSource(stdin))
        continue
      }
      const about = await stat(path)
      if (!about.isDirectory()) found.push(await sourceOf(path, about))
      else found.push(...(await walk(path)))
    } catch (error) {
      found.push({ path, error: wordsOf(error) })
    }
  }
  return found
}

async function walk(folder: string): Promise<Sources> {
  const files = await filesIn(folder)
  return files.length > 0
    ? files
    : [{ path: folder, error: 'holds no messages: neither .eml files, nor mboxes, nor a Maildir' }]
}

async function filesIn(folder: string): Promise<Sources> {
  const found: Sources[number][] = []
  const isMaildir = ['cur', 'new'].includes(basename(folder))
  const entries = (await readdir(folder, { withFileTypes: true })).sort((a, b) => compare(a.name, b.name))
  for (const entry of entries) {
    const path = join(folder, entry.name)
    try {
      // Links to folders are not followed: they may lead round.
      if (entry.isDirectory()) {
        if (!SKIPPED.has(entry.name)) found.push(...(await filesIn(path)))
      } else if (entry.isFile() || entry.isSymbolicLink()) {
        const about = await stat(path)
        if (about.isFile() && (isMaildir || (await holdsMail(path)))) found.push(await sourceOf(path, about))
      }
    } catch (error) {
      found.push({ path, error: wordsOf(error) })
    }
  }
  return found
}

const compare = (a: string, b: string) => a.localeCompare(b, 'en', { numeric: true })

/** Mail by name, or an mbox by content: mail tools name those without an ending. */
async function holdsMail(path: string): Promise<boolean> {
  if (basename(path).startsWith('.')) return false
  const ending = extname(path).toLowerCase()
  if (ending === '.eml') return true
  return ['', '.mbox', '.mbx'].includes(ending) && isMbox(await headOf(path))
}

async function sourceOf(path: string, about: Stats): Promise<Source> {
  return { path, sizeBytes: about.size, isMbox: isMbox(await headOf(path)), chunks: () => createReadStream(path) }
}

/** Reads the first octets, since they say whether it is an mbox. */
async function stdinSource(stdin: NodeJS.ReadableStream): Promise<Source> {
  const iterator = stdin[Symbol.asyncIterator]()
  const head: Buffer[] = []
  let length = 0
  while (length < 5) {
    const { done, value } = await iterator.next()
    if (done === true) break
    const chunk = Buffer.from(value)
    head.push(chunk)
    length += chunk.length
  }
  async function* chunks() {
    yield* head
    for (let next = await iterator.next(); next.done !== true; next = await iterator.next())
      yield Buffer.from(next.value)
  }
  return { path: '-', sizeBytes: 0, isMbox: isMbox(Buffer.concat(head)), chunks }
}

async function headOf(path: string): Promise<Uint8Array> {
  const file = await open(path)
  try {
    const { bytesRead, buffer: head } = await file.read(Buffer.alloc(5), 0, 5, 0)
    return head.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

/** The messages of files, one at a time. Never throws: a file that fails half-way ends with its reason. */
export async function* messagesOf(sources: Sources): AsyncGenerator<Found> {
  for (const source of sources) {
    if ('error' in source) {
      yield { name: source.path, sizeBytes: 0, error: source.error }
      continue
    }
    try {
      if (source.isMbox) yield* fromMbox(source.path, source.chunks())
      else yield await whole(source)
    } catch (error) {
      yield { name: source.path, sizeBytes: 0, error: wordsOf(error) }
    }
  }
}

async function whole({ path, chunks }: Source): Promise<Found> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const chunk of chunks()) {
    size += chunk.length
    if (size > MESSAGE_BYTES_MAX) return tooLarge(path)
    parts.push(chunk)
  }
  return messageOr(path, Buffer.concat(parts))
}

async function* fromMbox(path: string, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Found> {
  let number = 0
  for await (const raw of messagesOfMbox(chunks, MESSAGE_BYTES_MAX)) {
    number++
    const name = `${path}#${number}`
    yield raw === null ? tooLarge(name) : messageOr(name, raw)
  }
}

const messageOr = (name: string, raw: Buffer): Found =>
  raw.length === 0 ? { name, sizeBytes: 0, error: 'is empty' } : { name, sizeBytes: raw.length, raw }

const tooLarge = (name: string): Found => ({
  name,
  sizeBytes: 0,
  error: `is larger than ${MESSAGE_BYTES_MAX / 1024 ** 2} MB`,
})

function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if ('code' in error && error.code === 'ENOENT') return 'is not there'
  if ('code' in error && error.code === 'EACCES') return 'may not be read by this user'
  return error.message
}
