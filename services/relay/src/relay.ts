/** The relay: mail comes in by SMTP, is judged and put on record, and goes out to the smarthosts. Copies come in to be read. */
import path from 'node:path'
import type { Config } from '@proofgate/config'
import { acceptor, endAllLeases, forgetSubmissions, type Store, unsafeSettings } from '@proofgate/store'
import type { Log } from '@proofgate/telemetry'
import { startDelivery } from './delivery/queue.ts'
import { submissionPort } from './intake/submission-port.ts'
import { messageTaker } from './intake/take-message.ts'
import { copyCommitter } from './journal/commit-copies.ts'
import { journalPort } from './journal/journal-port.ts'
import { type Fetch, judgeOver } from './judge.ts'
import { startLateJudging } from './late-judging.ts'
import { startJudgingAgain } from './memory/judging-again.ts'
import { keepFacts } from './memory/known-facts.ts'
import { recallFrom } from './memory/recall.ts'
import { startRemembering } from './memory/rememberer.ts'
import { turnReaderOver } from './memory/turn-reader.ts'
import { notifier } from './notify.ts'
import { certificateOf } from './smtp/certificate.ts'
import { watchEventLoopLag } from './smtp/event-loop-lag.ts'
import { listening } from './smtp/listening.ts'
import { commonOptions } from './smtp/port-options.ts'
import { SmtpService } from './smtp/server.ts'

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
  /** Port of the journal; `null` when not opened. */
  readonly journalPort: number | null
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
  const { intake, journal } = config
  const certificate = await certificateOf(intake.tls, path.join(config.data, 'tls'), config.hostname)
  for (const name of await unsafeSettings(store.sql)) {
    log.notice(`PostgreSQL runs with ${name} = off: when it crashes, accepted mail may be lost; switch it on`)
  }
  // Alone on the record, whatever is leased was in the hands of a process that is gone.
  if (store.owner) await endAllLeases(store.sql)
  const lag = watchEventLoopLag()
  const accepting = acceptor(store.sql, { duplicateWindowMs: intake.duplicateWindow, giveUpMs: RECORD_GIVE_UP_MS })
  const facts = keepFacts(store.sql, store.address, log)
  const judge = judgeOver(options.policy.fetch, options.policy, recallFrom(store.sql, facts.now, log))
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
  const again = startJudgingAgain({ sql: store.sql, judge, log, budgetMs: config.judge.budget, pollMs: 2_000 })
  const memory = startRemembering({
    sql: store.sql,
    read: turnReaderOver(options.policy.fetch, options.policy),
    log,
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
  const { sql } = store
  const common = commonOptions(config, { tls: certificate, lagMs: lag.ms, log })
  const submission = submissionPort(config, common, { sql, take, log })
  const plain = new SmtpService({ ...submission, implicitTls: false })
  const secure = intake.tlsPort === null ? null : new SmtpService({ ...submission, implicitTls: true })
  const copying = copyCommitter(sql, RECORD_GIVE_UP_MS)
  const copies =
    journal.port === null ? null : new SmtpService(journalPort(config, common, { sql, commit: copying.commit, log }))
  const close = async (graceMs: number) => {
    await Promise.all([
      plain.stop(graceMs),
      secure?.stop(graceMs),
      copies?.stop(graceMs),
      late.close(),
      memory.close(),
      again.close(),
    ])
    await Promise.all([accepting.idle(), copying.idle()])
    await delivery.close(graceMs)
    clearInterval(forgetting)
    await facts.close()
    lag.close()
  }
  try {
    const port = await listening(plain, intake.port, intake.host)
    const tlsPort =
      secure === null || intake.tlsPort === null ? null : await listening(secure, intake.tlsPort, intake.host)
    const journalPort =
      copies === null || journal.port === null ? null : await listening(copies, journal.port, journal.host)
    return { port, tlsPort, journalPort, selfSigned: certificate.selfSigned, close }
  } catch (error) {
    await close(0)
    throw error
  }
}
