/**
 * PostgreSQL refuses to run as root. Started by root, the server runs as an unprivileged account of the system.
 */
import { execFile } from 'node:child_process'
import { readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Whom the embedded server runs as, and how a command line becomes theirs. */
export type Account = {
  /** `null` when it is the current user. */
  readonly uid: number | null
  readonly gid: number
  readonly command: (
    program: string,
    args: readonly string[],
  ) => { command: [string, ...string[]]; options: { uid?: number; gid?: number; cwd: string } }
}

/**
 * The account to use for a server that must reach `folders`: ourselves, or for root the first of `postgres` and
 * `nobody`. A checkout below /root (mode 0700) is closed to them; then the server gets the one capability to pass
 * through folders (CAP_DAC_READ_SEARCH, by setpriv of util-linux). With it the server could read any file, see SECURITY.md;
 * a data folder that others may pass, an ordinary user or DATABASE_URL avoid it.
 */
export async function accountFor(folders: readonly string[]): Promise<Account> {
  if (process.getuid?.() !== 0) {
    const gid = process.getgid?.() ?? 0
    return { uid: null, gid, command: (program, args) => ({ command: [program, ...args], options: { cwd: '/' } }) }
  }
  const { uid, gid } = await unprivileged()
  if (await canReach(folders)) {
    return { uid, gid, command: (program, args) => ({ command: [program, ...args], options: { uid, gid, cwd: '/' } }) }
  }
  await run('setpriv', ['--version']).catch(() => {
    throw new Error(
      `The built-in PostgreSQL cannot run as root, and other users may not enter ${folders.join(' or ')}. ` +
        'Move the project, run it as an ordinary user, install util-linux (setpriv), or set DATABASE_URL.',
    )
  })
  const capability = '+dac_read_search'
  const setpriv = [
    '--reuid',
    String(uid),
    '--regid',
    String(gid),
    '--clear-groups',
    '--inh-caps',
    capability,
    '--ambient-caps',
    capability,
    // Without it access(2), by which PostgreSQL looks at its own program, would not count the capability.
    '--securebits',
    '+no_setuid_fixup',
  ]
  return {
    uid,
    gid,
    command: (program, args) => ({ command: ['setpriv', ...setpriv, program, ...args], options: { cwd: '/' } }),
  }
}

async function unprivileged(): Promise<{ uid: number; gid: number }> {
  const lines = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'))
  for (const name of ['postgres', 'nobody']) {
    const entry = lines.find((fields) => fields[0] === name)
    if (entry) return { uid: Number(entry[2]), gid: Number(entry[3]) }
  }
  throw new Error(
    'The built-in PostgreSQL cannot run as root, and this system has neither a "postgres" nor a "nobody" user. ' +
      'Run as an ordinary user or set DATABASE_URL.',
  )
}

/** True when every folder above `folders` lets others pass. */
async function canReach(folders: readonly string[]): Promise<boolean> {
  for (const folder of folders) {
    for (let at = path.dirname(folder); ; at = path.dirname(at)) {
      if (((await stat(at)).mode & 0o001) === 0) return false
      if (at === path.dirname(at)) break
    }
  }
  return true
}
