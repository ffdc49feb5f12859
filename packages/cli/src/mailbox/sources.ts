import { createReadStream, type Stats } from 'node:fs'
import { open, readdir, stat } from 'node:fs/promises'
import { basename, extname, join, relative } from 'node:path'
import { type FolderKind, folderKindIn } from './folder-kind.ts'
import { isMbox } from './mbox.ts'

/** A file, or standard input, to read messages from. */
export type Source = {
  readonly path: string
  /** 0 for standard input: nobody knows. */
  readonly sizeBytes: number
  readonly kind: 'mail' | 'mbox' | 'zip'
  /** What the folder it lies in is for, below what was named. */
  readonly folder: FolderKind | null
  /** Its octets. @param from the first of them */
  readonly chunks: (from?: number) => AsyncIterable<Uint8Array>
}

/** Files found for what was named on the command line, or why there are none. */
export type Sources = readonly (Source | { readonly path: string; readonly error: string })[]

/** Folders that hold no mail of people. */
const SKIPPED = new Set(['.git', 'node_modules', 'tmp', '__MACOSX'])

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
      // Not spread into `push`: a Maildir may hold more files than a call takes arguments.
      if (about.isDirectory()) for (const one of await walk(path)) found.push(one)
      else found.push(await namedFile(path, about))
    } catch (error) {
      found.push({ path, error: wordsOf(error) })
    }
  }
  return found
}

async function walk(folder: string): Promise<Sources> {
  const found: Sources[number][] = []
  await collect(folder, folder, found)
  return found.length > 0
    ? found
    : [{ path: folder, error: 'holds no messages: neither .eml files, nor mboxes, nor a Maildir, nor zip archives' }]
}

const byName = new Intl.Collator('en', { numeric: true })

async function collect(folder: string, top: string, found: Sources[number][]): Promise<void> {
  const isMaildir = ['cur', 'new'].includes(basename(folder))
  const entries = (await readdir(folder, { withFileTypes: true })).sort((a, b) => byName.compare(a.name, b.name))
  for (const entry of entries) {
    const path = join(folder, entry.name)
    try {
      // Links to folders are not followed: they may lead round.
      if (entry.isDirectory()) {
        if (!SKIPPED.has(entry.name)) await collect(path, top, found)
      } else if (entry.isFile() || entry.isSymbolicLink()) {
        const about = await stat(path)
        if (!about.isFile()) continue
        const foreign = foreignFormatOf(path)
        if (foreign !== null) found.push({ path, error: foreign })
        else if (isMaildir || (await holdsMail(path)))
          found.push(await sourceOf(path, about, folderKindIn(relative(top, path))))
      }
    } catch (error) {
      found.push({ path, error: wordsOf(error) })
    }
  }
}

/** Mail by name, or an mbox or archive by content: mail tools name mboxes without an ending. */
async function holdsMail(path: string): Promise<boolean> {
  if (basename(path).startsWith('.')) return false
  const ending = extname(path).toLowerCase()
  if (ending === '.eml') return true
  if (ending === '.zip') return isZip(await headOf(path))
  return ['', '.mbox', '.mbx'].includes(ending) && isMbox(await headOf(path))
}

async function namedFile(path: string, about: Stats): Promise<Sources[number]> {
  const foreign = foreignFormatOf(path)
  return foreign === null ? sourceOf(path, about, null) : { path, error: foreign }
}

/** Why a file of another program cannot be read, by its ending, and what to do; `null` for any other file. */
export function foreignFormatOf(path: string): string | null {
  if (/\.(?:pst|ost)$/i.test(path))
    return 'is an Outlook data file; make mails of it ("readpst -e -o FOLDER FILE" of pst-utils) and name the folder'
  if (/\.msg$/i.test(path)) return 'is a mail in Outlook’s own format; save it as .eml'
  if (/\.emlx$/i.test(path)) return 'is a mail in Apple Mail’s own format; export the mailbox from Mail as .mbox'
  if (/\.(?:tgz|tar|tar\.\w{2,4}|mbox\.\w{2,4}|7z|rar)$/i.test(path))
    return 'is an archive of a kind that is not read here; unpack it and name the folder, or pack it as .zip'
  return null
}

async function sourceOf(path: string, about: Stats, folder: FolderKind | null): Promise<Source> {
  const head = await headOf(path)
  const kind = isMbox(head) ? 'mbox' : isZip(head) ? 'zip' : 'mail'
  return { path, sizeBytes: about.size, kind, folder, chunks: (from = 0) => createReadStream(path, { start: from }) }
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
  return { path: '-', sizeBytes: 0, kind: isMbox(Buffer.concat(head)) ? 'mbox' : 'mail', folder: null, chunks }
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

/** Local file header or, of an empty archive, end of the directory. */
const isZip = (head: Uint8Array) =>
  ['PK\u0003\u0004', 'PK\u0005\u0006'].includes(Buffer.from(head.subarray(0, 4)).toString('latin1'))

/** What a system's error says to a person, to stand behind a file's name. */
export function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if ('code' in error && error.code === 'ENOENT') return 'is not there'
  if ('code' in error && error.code === 'EACCES') return 'may not be read by this user'
  return error.message
}
