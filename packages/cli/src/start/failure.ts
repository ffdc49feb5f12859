/** What keeps an installation from starting, in words for the person who started it. */
import path from 'node:path'
import { PolicyError } from '@proofgate/checks'
import type { Config } from '@proofgate/config'
import { codeOf, EmbeddedError, isConnectionTrouble } from '@proofgate/store'
import { CliError, EXIT } from '../cli.ts'

/** Classes of a server's SQLSTATE that say why it does not let us in: login, rights, no such database. */
const NOT_LET_IN = /^(?:28|3D|42501)/

/**
 * The failure as one that is told by its message alone, or the error itself when it is none that is known: then the
 * place in the program is worth seeing.
 */
export function startFailureOf(error: unknown, config: Config): unknown {
  if (!(error instanceof Error) || error instanceof CliError) return error
  const [message, exitCode] = wordsOf(error, config) ?? []
  return message === undefined ? error : new CliError(message, exitCode, { cause: error })
}

function wordsOf(error: Error, config: Config): readonly [message: string, exitCode: number] | null {
  if (error instanceof PolicyError) {
    const { mistakes } = error
    const head = mistakes.length === 1 ? '1 mistake' : `${mistakes.length} mistakes`
    return [`${head} in the policy\n${error.message.replace(/^/gm, '  ')}`, EXIT.misconfigured]
  }
  // By name: only the relay knows the class, and commands that load no relay use this too.
  if (error.name === 'CertificateError') return [error.message, EXIT.misconfigured]
  if (error instanceof EmbeddedError) return [error.message, EXIT.failed]
  const words = portWords(error, config) ?? folderWords(error, config) ?? databaseWords(error, config)
  return words === null ? null : [words, EXIT.failed]
}

/** A port that cannot be listened on. */
function portWords(error: Error, config: Config): string | null {
  const cause: NodeJS.ErrnoException & {
    readonly address?: string
    readonly port?: number
    readonly hostname?: string
  } = error.cause instanceof Error ? error.cause : error
  const { address = cause.hostname ?? '', port = 0 } = cause
  const setting = portsOf(config).find((each) => each.host === address && [0, each.port].includes(port))?.setting
  if (setting === undefined || !['listen', 'getaddrinfo'].includes(cause.syscall ?? '')) return null
  switch (cause.code) {
    case 'EADDRINUSE':
      return `another program listens on ${address}:${port} already. Stop it, or give another port: ${setting}.`
    case 'EACCES':
      return `this user may not listen on ${address}:${port}. Ports below 1024 need rights; give a higher one: ${setting}.`
    default:
      return `this machine cannot listen on ${address} (${cause.code}). Give one of its own addresses: ${setting.replace(/\..*/, '.host')}.`
  }
}

/** Where is listened, and the setting that says so. An error about a name or a whole address names no port, as 0. */
function portsOf({ intake, journal, review, policy }: Config) {
  return [
    { setting: 'intake.port', host: intake.host, port: intake.port },
    { setting: 'intake.tls_port', host: intake.host, port: intake.tlsPort },
    { setting: 'journal.port', host: journal.host, port: journal.port },
    { setting: 'review.port', host: review.host, port: review.port },
    { setting: 'policy.port', host: policy.host, port: policy.port },
  ]
}

/** A database elsewhere that does not answer, or does not let us in. Its password is never shown. */
function databaseWords(error: Error, { database }: Config): string | null {
  if (database.url === null) return null
  if (!isConnectionTrouble(error) && !NOT_LET_IN.test(codeOf(error) ?? '')) return null
  const { hostname, port, pathname, username } = new URL(database.url)
  const where = `${pathname.slice(1) || 'postgres'} on ${hostname}:${port || 5432} as ${username || 'no user'}`
  return `the database ${where} cannot be used: ${error.message}. Look at database.url (DATABASE_URL), and whether PostgreSQL runs there.`
}

/** A data folder that cannot be written, or not be made where it or a folder above it is missing. */
function folderWords(error: Error, { data }: Config): string | null {
  const file = 'path' in error && typeof error.path === 'string' ? path.resolve(error.path) : null
  if (file === null) return null
  const isAbove = 'syscall' in error && error.syscall === 'mkdir' && isWithin(path.resolve(data), file)
  if (!isAbove && !isWithin(file, path.resolve(data))) return null
  return `the data folder ${data} cannot be used: ${error.message}. Make it a folder this user may write to, or give another (--data, PROOFGATE_DATA).`
}

const isWithin = (file: string, folder: string) => `${file}/`.startsWith(`${folder === '/' ? '' : folder}/`)
