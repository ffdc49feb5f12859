import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { findEmbedded } from '@proofgate/store'
import { atEnd, temporaryFolder } from './at-end.ts'

const MAIN = fileURLToPath(new URL('../../packages/cli/src/main.ts', import.meta.url))

export type ProofgateOptions = {
  /** Where its mail goes; `null` for a service without relay. */
  readonly smarthost: string | null
  /** Settings as variables: `{ PROOFGATE_DELIVERY_RETRY: '["100ms"]' }`. */
  readonly env?: Readonly<Record<string, string>>
  /** Text of the policy file. @default the built-in policy */
  readonly policy?: string
  /** An installation's folder to start again in. @default a new one */
  readonly folder?: string
}

/** A real installation in a process of its own, with its own PostgreSQL. */
export type Proofgate = {
  readonly folder: string
  readonly process: ChildProcess
  /** Submission port, STARTTLS. */
  readonly port: number
  /** Journal port; 0 when it is not open. */
  readonly journalPort: number
  readonly reviewUrl: string
  /** Admin token of the API. */
  readonly token: string
  /** Lines of its log, parsed. */
  readonly log: readonly Readonly<Record<string, unknown>>[]
  /** Asks the API; JSON in, JSON out. */
  // biome-ignore lint/suspicious/noExplicitAny: each test knows which answer it asked for
  readonly api: (path: string, init?: RequestInit) => Promise<{ status: number; body: any }>
  /** SIGTERM; resolves to the exit code. */
  readonly stop: () => Promise<number | null>
  /** SIGKILL: what a crash looks like. PostgreSQL lives on as an orphan. */
  readonly kill: () => Promise<void>
}

/** Starts an installation and waits until it takes mail and judges. At the end of the test file nothing of it is left. */
export async function startProofgate(options: ProofgateOptions): Promise<Proofgate> {
  const folder = options.folder ?? installationFolder()
  const policyFile = path.join(folder, 'policy.yaml')
  if (options.policy !== undefined) await writeFile(policyFile, options.policy)
  const child = spawn(process.execPath, [MAIN, 'start'], {
    cwd: folder,
    env: {
      PATH: process.env.PATH,
      PROOFGATE_HOSTNAME: 'gate.test',
      PROOFGATE_DATA: path.join(folder, 'data'),
      PROOFGATE_INTAKE_PORT: '0',
      PROOFGATE_REVIEW_PORT: '0',
      PROOFGATE_LOG_FORMAT: 'json',
      PROOFGATE_LOG_LEVEL: 'debug',
      PROOFGATE_INTAKE_NETWORKS: '[{ "cidr": "127.0.0.1", "senders": ["*@acme.example"] }]',
      PROOFGATE_INTAKE_LAG: '0ms',
      ...(options.smarthost === null ? {} : { PROOFGATE_DELIVERY_SMARTHOST: options.smarthost }),
      ...(options.policy === undefined ? {} : { PROOFGATE_POLICY_FILE: policyFile }),
      ...options.env,
    },
    // The channel carries nothing: when the test runner dies, it closes, and the installation stops (see main.ts).
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  atEnd(() => ended(child, 'SIGKILL'))
  const log: Record<string, unknown>[] = []
  const started = await addressesOf(child, log)
  const token = (await readFile(path.join(folder, 'data/admin-token'), 'utf8')).trim()
  const reviewUrl = started.get('review') ?? ''
  return {
    folder,
    process: child,
    port: Number(new URL(started.get('relay') ?? 'smtp://none:0').port),
    journalPort: Number(new URL(started.get('journal') ?? 'smtp://none:0').port),
    reviewUrl,
    token,
    log,
    api: async (where, init = {}) => {
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...init.headers }
      const response = await fetch(`${reviewUrl}${where}`, { ...init, headers })
      const text = await response.text()
      return { status: response.status, body: text.startsWith('{') ? JSON.parse(text) : text }
    },
    stop: () => ended(child, 'SIGTERM'),
    kill: async () => {
      await ended(child, 'SIGKILL')
    },
  }
}

/** Resolves when the relay has said where it listens; it is the last to start. */
function addressesOf(child: ChildProcess, log: Record<string, unknown>[]): Promise<Map<string, string>> {
  return new Promise((resolve, reject) => {
    const addresses = new Map<string, string>()
    let errors = ''
    child.stderr?.on('data', (chunk) => {
      errors += chunk
    })
    child.once('exit', (code) =>
      reject(new Error(`Proofgate ended with ${code} at its start: ${errors} ${JSON.stringify(log)}`)),
    )
    if (child.stdout === null) return
    createInterface({ input: child.stdout }).on('line', (line) => {
      const entry = JSON.parse(line)
      log.push(entry)
      if (entry.event !== 'service.started') return
      if (!addresses.has(entry.service)) addresses.set(entry.service, entry.at)
      if (addresses.has('relay') && addresses.has('review')) resolve(addresses)
    })
  })
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
  const exit = once(child, 'exit')
  child.kill(signal)
  const [code] = await exit
  return code
}

/** A folder to start installations in, one after the other. At the end no PostgreSQL runs on it and it is gone. */
export function installationFolder(): string {
  const folder = temporaryFolder('system')
  for (const data of ['data', 'data/demo']) {
    atEnd(async () => (await findEmbedded(path.join(folder, data, 'postgres')))?.stop())
  }
  return folder
}

/** The port with TLS from the first byte, once it is open. */
export async function tlsPortOf({ log, process }: Proofgate): Promise<number> {
  for (;;) {
    const port = log.map(({ at }) => /^smtps:.*:(\d+)$/.exec(String(at))?.[1]).find((found) => found !== undefined)
    if (port !== undefined) return Number(port)
    if (process.stdout === null) throw new Error('no log to read')
    await once(process.stdout, 'data')
  }
}
