import process from 'node:process'
import type { Log } from '@proofgate/telemetry'
import type { Installation } from './installation.ts'

/** How long a shutdown may take: what is coming in and going out finishes, the rest waits in the queue. */
const GRACE_MS = 20_000

/** Signals closer together are one press of Ctrl-C: the terminal sends it to npm and to us, and npm hands it on. */
const ONE_PRESS_MS = 1_000

/** What shells report of a program that was stopped by Ctrl-C. */
const INTERRUPTED = 130

/** The wish of a person or a supervisor that this process ends. */
export type StopWish = {
  /** Resolves to the signal. */
  readonly come: Promise<string>
  /** Signals do again what they do by default. */
  readonly forget: () => void
}

/**
 * Listens for SIGINT and SIGTERM from now on, so that a signal during the start leaves no PostgreSQL behind either. A
 * second signal ends the process at once, which is as safe as a crash.
 */
export function listenForStop(): StopWish {
  let first: (signal: string) => void = () => {}
  let since: number | null = null
  const come = new Promise<string>((resolve) => {
    first = resolve
  })
  const onSignal = (signal: string) => {
    if (since !== null && performance.now() - since > ONE_PRESS_MS) process.exit(INTERRUPTED)
    since ??= performance.now()
    first(signal)
  }
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal)
  return { come, forget: () => void process.off('SIGINT', onSignal).off('SIGTERM', onSignal) }
}

/**
 * Runs until the wish comes, then stops cleanly: no accepted message is lost, PostgreSQL ends last. SIGHUP reads the
 * policy file again.
 */
export async function untilStopped(installation: Installation, wish: StopWish, log: Log): Promise<void> {
  process.on('SIGHUP', installation.reload)
  const why = await wish.come
  log.serviceStopping({ service: 'proofgate', why })
  await installation.close(GRACE_MS)
  log.serviceStopped({ service: 'proofgate' })
  process.off('SIGHUP', installation.reload)
  wish.forget()
}
