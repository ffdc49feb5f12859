/** The relay: mail comes in by SMTP, is judged and put on record, and goes out to the smarthosts. */
import type { AddressInfo, Server } from 'node:net'
import path from 'node:path'
import type { Config } from '@proofgate/config'
import { acceptor, authenticate, endAllLeases, forgetSubmissions, type Store, unsafeSettings } from '@proofgate/store'
import type { Log } from '@proofgate/telemetry'
import { startDelivery } from './delivery/queue.ts'
import { certificateOf } from './intake/certificate.ts'
import { watchEventLoopLag } from './intake/event-loop-lag.ts'
import { type GatekeeperOptions, gatekeeper } from './intake/gatekeeper.ts'
import { addressSetOf } from './intake/networks.ts'
import { SubmissionServer, type SubmissionServerOptions } from './intake/submission-server.ts'
import { messageTaker } from './intake/take-message.ts'
import { type Fetch, judgeOver } from './judge.ts'
import { startLateJudging } from './late-judging.ts'
import { notifier } from './notify.ts'

export type RelayOptions = {
  readonly config: Config
  readonly store: Store
  /** How the policy service is reached; `app.fetch` when it runs in this process. */
  readonly policy: { readonly fetch: Fetch; readonly url: string; readonly token: string | null }
  /** Base URL of the console, for links. */
  readonly reviewUrl: string
  readonly log: Log
}

/** A running relay. */
export type Relay = {
  /** Port of submission with STARTTLS, and of TLS from the first byte (`null` when not opened). */
  readonly port: number
  readonly tlsPort: number | null
  /** True when the certificate is one that was made here. */
  readonly selfSigned: boolean
  /** Takes no more mail, finishes what is under way within `graceMs`, and ends. Nothing accepted is lost. */
  readonly close: (graceMs: number) => Promise<void>
}

/** How long a message may wait for the database before its client is told to come back. */
const RECORD_GIVE_UP_MS = 20_000

/** How often submissions that can be no repeats any more are forgotten. */
const FORGET_EVERY_MS = 600_000

/**
 * Starts intake and delivery. When a port cannot be listened on, nothing of it goes on.
 * @throws CertificateError
 */
export async function startRelay(options: RelayOptions): Promise<Relay> {
  const { config, store, log } = options
  const { intake } = config
  const certificate = await certificateOf(intake.tls, path.join(config.data, 'tls'), config.hostname)
  for (const name of await unsafeSettings(store.sql)) {
    log.notice(`PostgreSQL runs with ${name} = off: when it crashes, accepted mail may be lost; switch it on`)
  }
  // Alone on the record, whatever is leased was in the hands of a process that is gone.
  if (store.owner) await endAllLeases(store.sql)
  const lag = watchEventLoopLag()
  const accepting = acceptor(store.sql, { duplicateWindowMs: intake.duplicateWindow, giveUpMs: RECORD_GIVE_UP_MS })
  const judge = judgeOver(options.policy.fetch, options.policy)
  const notify = notifier({
    hostname: config.hostname,
    from: config.notices.from ?? `Proofgate <proofgate@${config.hostname}>`,
    onHold: config.notices.onHold,
    reviewUrl: options.reviewUrl,
    expireMs: config.delivery.expire,
  })
  const delivery = startDelivery({
    sql: store.sql,
    address: store.address,
    config: config.delivery,
    leaseMs: config.delivery.lease,
    hostname: config.hostname,
    log,
  })
  const late = startLateJudging({
    sql: store.sql,
    judge,
    notify,
    log,
    budgetMs: config.judge.budget,
    expireMs: config.delivery.expire,
    pollMs: 1_000,
  })
  const take = messageTaker(
    { acceptor: accepting, judge, delivery, notify, log },
    {
      hostname: config.hostname,
      receivedMax: intake.receivedMax,
      idHeader: config.delivery.idHeader,
      budgetMs: config.judge.budget,
      onFailure: config.judge.onFailure,
      holdUnjudgedAfterMs: config.judge.holdUnjudgedAfter,
      bounce: config.verdict.bounce,
      expireMs: config.delivery.expire,
      reviewUrl: options.reviewUrl,
    },
  )
  const forgetting = setInterval(() => {
    forgetSubmissions(store.sql, intake.duplicateWindow).catch((error) => log.fault('old submissions stay', error))
  }, FORGET_EVERY_MS)
  forgetting.unref()
  const server = serverOptions(options, certificate, lag.ms, take)
  const plain = new SubmissionServer({ ...server, implicitTls: false })
  const secure = intake.tlsPort === null ? null : new SubmissionServer({ ...server, implicitTls: true })
  const close = async (graceMs: number) => {
    await Promise.all([plain.stop(graceMs), secure?.stop(graceMs), late.close()])
    await accepting.idle()
    await delivery.close(graceMs)
    clearInterval(forgetting)
    lag.close()
  }
  try {
    const port = await listening(plain, intake.port, intake.host)
    const tlsPort =
      secure === null || intake.tlsPort === null ? null : await listening(secure, intake.tlsPort, intake.host)
    return { port, tlsPort, selfSigned: certificate.selfSigned, close }
  } catch (error) {
    await close(0)
    throw error
  }
}

function serverOptions(
  { config, store, log }: RelayOptions,
  tls: { readonly cert: string; readonly key: string },
  lagMs: () => number,
  take: SubmissionServerOptions['take'],
): Omit<SubmissionServerOptions, 'implicitTls'> {
  const { intake } = config
  const door: GatekeeperOptions = {
    networks: intake.networks,
    plaintextAuth: intake.plaintextAuth,
    connections: intake.connections,
    connectionsPerAddress: intake.connectionsPerAddress,
    authFailuresPerAddress: intake.authFailuresPerAddress,
    authWindowMs: intake.authWindow,
    lagMaxMs: intake.lag,
    lagMs,
    authenticate: async (login, password) => {
      const user = await authenticate(store.sql, login, password)
      return user === null ? null : { login: user.login, senders: user.senders }
    },
    now: Date.now,
  }
  return {
    hostname: config.hostname,
    tls,
    gate: gatekeeper(door),
    proxies: addressSetOf(intake.xforward),
    lineEndings: intake.lineEndings,
    sizeMax: intake.size,
    recipientsMax: intake.recipients,
    authFailuresMax: intake.authFailures,
    idleMs: intake.idle,
    dataMs: intake.data,
    sessionMs: intake.session,
    budget: { takenBytes: 0, maxBytes: intake.memory },
    take,
    log,
  }
}

/** The port listened on. */
function listening(server: SubmissionServer, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const inner: Server = server.server
    inner.once('error', (error) =>
      reject(new Error(`Cannot listen on ${host}:${port} for SMTP: ${error.message}`, { cause: error })),
    )
    server.listen(port, host, () => {
      const address = inner.address()
      resolve(isPort(address) ? address.port : port)
    })
  })
}

function isPort(address: AddressInfo | string | null): address is AddressInfo {
  return typeof address === 'object' && address !== null
}
