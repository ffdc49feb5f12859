/** All services of one process, in the order in which they need each other. */
import { readFile, writeFile } from 'node:fs/promises'
import type { Config } from '@proofgate/config'
import { type PolicyService, policyApp, servePolicy } from '@proofgate/policy'
import { type Relay, startRelay } from '@proofgate/relay'
import { type RunningReview, serveReview } from '@proofgate/review'
import { addToken, findToken, openStore, type Store } from '@proofgate/store'
import type { Log } from '@proofgate/telemetry'
import { startFailureOf } from './failure.ts'
import { locationOf, makeDataFolder, tokenFileOf } from './places.ts'

/** What runs. Services that the configuration does not name are `null`. */
export type Installation = {
  /** The record; `null` where only the policy service runs, which needs none. */
  readonly store: Store | null
  readonly relay: Relay | null
  readonly review: RunningReview | null
  readonly policy: PolicyService | null
  /** Reads the policy file again. */
  readonly reload: () => void
  /** Takes nothing new, finishes what is under way within `graceMs`, and ends everything, PostgreSQL last. */
  readonly close: (graceMs: number) => Promise<void>
}

/**
 * Starts what the configuration names; when one of them fails, those before it are stopped and the failure is thrown.
 * @throws CliError for what a person can mend
 */
export async function startInstallation(config: Config, log: Log): Promise<Installation> {
  const opened: (() => Promise<unknown>)[] = []
  const has = (service: Config['services'][number]) => config.services.includes(service)
  try {
    // Before all that keeps files there: it must get the right rights.
    if (has('relay') || has('review')) await makeDataFolder(config)
    // Then: mistakes in the policy are told at once, and its threads load while PostgreSQL starts.
    const policy = has('policy') ? await startPolicy(config, log) : null
    if (policy !== null) opened.push(policy.close)
    const store = has('relay') || has('review') ? await startStore(config) : null
    if (store !== null) opened.push(store.close)
    const review = has('review') && store !== null ? await startReview(store, config, log) : null
    if (review !== null) opened.push(review.close)
    const surroundings = { policy, reviewUrl: reviewUrlOf(config, review), log }
    const relay = has('relay') && store !== null ? await startRelayOf(store, config, surroundings) : null
    return {
      store,
      relay,
      review,
      policy,
      reload: () => void policy?.reload(),
      close: async (graceMs) => {
        await relay?.close(graceMs)
        await review?.close()
        await policy?.close()
        await store?.close()
      },
    }
  } catch (error) {
    for (const close of opened.reverse()) await close().catch((why) => log.fault('something could not be stopped', why))
    throw startFailureOf(error, config)
  }
}

async function startStore(config: Config): Promise<Store> {
  return openStore(locationOf(config), config.database.pool)
}

async function startReview(store: Store, config: Config, log: Log): Promise<RunningReview> {
  await keepToken(store, config)
  return serveReview({ sql: store.sql, config, log, hostname: config.hostname })
}

type Surroundings = { readonly policy: PolicyService | null; readonly reviewUrl: string; readonly log: Log }

async function startRelayOf(store: Store, config: Config, { policy, reviewUrl, log }: Surroundings): Promise<Relay> {
  const relay = await startRelay({ config, store, policy: judgeOf(config, policy), reviewUrl, log })
  tellPorts(config, relay, log)
  return relay
}

async function startPolicy(config: Config, log: Log): Promise<PolicyService> {
  const isAlone = !config.services.includes('relay')
  return isAlone || config.policy.listen ? servePolicy({ config, log }) : policyApp({ config, log })
}

/** How the relay reaches its judge: within the process unless an address is configured. */
function judgeOf(config: Config, policy: PolicyService | null) {
  const { url, token } = config.judge
  if (url !== null) return { fetch: (request: Request) => fetch(request), url, token }
  if (policy === null) throw new Error('judge.url is not set and the policy service does not run in this process')
  const { app } = policy
  return { fetch: (request: Request) => app.fetch(request), url: 'http://policy.internal', token: config.policy.token }
}

function reviewUrlOf(config: Config, review: RunningReview | null): string {
  return config.review.url?.replace(/\/+$/, '') ?? review?.url ?? `http://${config.review.host}:${config.review.port}`
}

function tellPorts(config: Config, relay: Relay, log: Log): void {
  const { host } = config.intake
  if (relay.journalPort !== null)
    log.serviceStarted({ service: 'journal', at: `smtp://${config.journal.host}:${relay.journalPort}` })
  log.serviceStarted({ service: 'relay', at: `smtp://${host}:${relay.port}` })
  if (relay.tlsPort !== null) log.serviceStarted({ service: 'relay', at: `smtps://${host}:${relay.tlsPort}` })
  if (relay.selfSigned) {
    log.notice(
      'STARTTLS uses a self-signed certificate made here; set intake.tls.cert and intake.tls.key for one that mail tools trust',
    )
  }
}

/** Makes the token with which commands on this machine reach the API, unless the one there is still good. */
async function keepToken(store: Store, config: Config): Promise<void> {
  const file = tokenFileOf(config)
  const kept = (await readFile(file, 'utf8').catch(() => '')).trim()
  if (kept !== '' && (await findToken(store.sql, kept)) !== null) return
  const { secret } = await addToken(store.sql, { name: 'this machine', roles: ['admin'], expiresAt: null }, 'start')
  await writeFile(file, `${secret}\n`, { mode: 0o600 })
}
