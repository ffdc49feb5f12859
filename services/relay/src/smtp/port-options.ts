/** What every port of the relay has in common. */
import type { Config } from '@proofgate/config'
import type { Log } from '@proofgate/telemetry'
import type { GatekeeperOptions } from './gatekeeper.ts'
import type { SmtpServiceOptions } from './server.ts'

/** Options of a port, but for what makes it the one it is. */
export type CommonOptions = {
  readonly port: Pick<
    SmtpServiceOptions,
    'hostname' | 'tls' | 'recipientsMax' | 'authFailuresMax' | 'idleMs' | 'dataMs' | 'sessionMs' | 'log'
  >
  readonly door: Pick<
    GatekeeperOptions,
    'plaintextAuth' | 'authFailuresPerAddress' | 'authWindowMs' | 'lagMaxMs' | 'lagMs' | 'now'
  >
}

/** The certificate, the limits of logins and the time limits of the intake, which hold for each port. */
export function commonOptions(
  { hostname, intake }: Config,
  given: { readonly tls: SmtpServiceOptions['tls']; readonly lagMs: () => number; readonly log: Log },
): CommonOptions {
  return {
    port: {
      hostname,
      tls: given.tls,
      recipientsMax: intake.recipients,
      authFailuresMax: intake.authFailures,
      idleMs: intake.idle,
      dataMs: intake.data,
      sessionMs: intake.session,
      log: given.log,
    },
    door: {
      plaintextAuth: intake.plaintextAuth,
      authFailuresPerAddress: intake.authFailuresPerAddress,
      authWindowMs: intake.authWindow,
      lagMaxMs: intake.lag,
      lagMs: given.lagMs,
      now: Date.now,
    },
  }
}
