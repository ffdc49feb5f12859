import { availableParallelism } from 'node:os'
import path from 'node:path'
import { PolicyError, type PolicyMistake } from '@proofgate/checks'
import type { Config } from '@proofgate/config'
import type { Log } from '@proofgate/telemetry'
import { tellingFailures } from './failed-checks.ts'
import { openJudges } from './judges.ts'
import { type LoadedPolicy, loadPolicy } from './loaded-policy.ts'
import { type PolicyApp, routesOf } from './routes.ts'

/** What came of reading the policy file again. */
export type Reload = { readonly digest: string } | { readonly mistakes: readonly PolicyMistake[] }

/** The policy service without a port: `app.fetch` answers requests. */
export type PolicyService = {
  readonly app: PolicyApp
  /** Resolves when the threads have read their first message; rejects when the judge cannot be loaded. */
  readonly ready: Promise<void>
  /** Reads the policy file again. A file with mistakes changes nothing; they are logged and returned. */
  readonly reload: () => Reload
  /** Lets running judgements end, then stops the threads. Requests after that fail. */
  readonly close: () => Promise<void>
}

/** More of a thread is not read anyway: the latest turns are what a reply answers. */
const CONVERSATION_MAX = 100

/** Messages that may wait per thread: at 20 ms each the last one waits little more than a second. */
const WAITING_PER_THREAD = 64

/**
 * Starts the threads and answers requests.
 * @throws PolicyError when the policy file has mistakes
 */
export function policyApp(given: {
  readonly config: Config
  readonly log: Log
  readonly policy?: LoadedPolicy
}): PolicyService {
  const { config, log } = given
  let inForce = given.policy ?? loadPolicy(config.policy.file)
  let isReady = false
  let isClosing = false
  const threads = config.judge.threads ?? Math.min(4, Math.max(2, availableParallelism()))
  const judges = openJudges({
    threads,
    budgetMs: config.judge.budget,
    waitMs: config.judge.budget,
    waitingMax: threads * WAITING_PER_THREAD,
    models: path.join(config.data, 'models'),
    onFault: (error) => log.fault('a thread of the judge ended', error),
  })
  const ready = judges.ready.then(() => {
    isReady = true
  })
  // Whoever starts the service awaits `ready`; nobody has to.
  ready.catch((error) => {
    if (!isClosing) log.fault('the judge cannot be loaded', error)
  })
  log.policyLoaded({ digest: inForce.policy.digest, file: inForce.policy.file })

  return {
    app: routesOf({
      judge: tellingFailures(judges.judge, log),
      read: judges.read,
      isReady: () => isReady,
      inForce: () => inForce,
      token: config.policy.token,
      limits: { messageBytesMax: config.intake.size, conversationMax: CONVERSATION_MAX },
      onFault: log.fault,
    }),
    ready,
    reload: () => {
      const read = reread(config.policy.file)
      if ('mistakes' in read) {
        const mistakes = read.mistakes.map(
          (one) => `${one.file}:${one.line}:${one.column}: ${one.message} ${one.remedy}`,
        )
        log.notice('the policy file has mistakes, the policy before stays in force', { mistakes })
        return read
      }
      inForce = read
      log.policyLoaded({ digest: read.policy.digest, file: read.policy.file })
      return { digest: read.policy.digest }
    },
    close: async () => {
      isReady = false
      isClosing = true
      await judges.close()
    },
  }
}

function reread(file: string | null): LoadedPolicy | { readonly mistakes: readonly PolicyMistake[] } {
  try {
    return loadPolicy(file)
  } catch (error) {
    if (error instanceof PolicyError) return { mistakes: error.mistakes }
    throw error
  }
}
