import process from 'node:process'
import type { Log } from '@proofgate/telemetry'
import type { Installation } from './installation.ts'

/** How long a shutdown may take: what is coming in and going out finishes, the rest waits in the queue. */
const GRACE_MS = 20_000

/**
 * Runs until SIGINT or SIGTERM, then stops cleanly: no accepted message is lost, PostgreSQL ends last. A second signal
 * ends the process at once, which is as safe as a crash. SIGHUP reads the policy file again.
 */
export async function untilStopped(installation: Installation, log: Log): Promise<void> {
  const why = await new Promise<string>((resolve) => {
    process.once('SIGINT', resolve)
    process.once('SIGTERM', resolve)
    process.on('SIGHUP', installation.reload)
  })
  const atOnce = () => process.exit(130)
  process.on('SIGINT', atOnce)
  process.on('SIGTERM', atOnce)
  log.serviceStopping({ service: 'proofgate', why })
  await installation.close(GRACE_MS)
  log.serviceStopped({ service: 'proofgate' })
  process.removeListener('SIGINT', atOnce)
  process.removeListener('SIGTERM', atOnce)
  process.removeListener('SIGHUP', installation.reload)
}
