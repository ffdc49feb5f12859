import type { Clash } from './combinations.ts'
import type { Config } from './config.ts'

/** A port that is listened on, and the setting that says which. */
type Listener = { readonly setting: string; readonly host: string; readonly port: number }

/**
 * Ports that two of our own servers want on one address. Reported at the one that was given; of two given ones, at
 * the later.
 */
export function portClashes(config: Config, isGiven: (setting: string) => boolean): Clash[] {
  const listeners = listenersOf(config)
  return listeners.flatMap((second, i) =>
    listeners
      .slice(0, i)
      .filter((first) => first.port === second.port && isOneAddress(first.host, second.host))
      .map((first): Clash => {
        const [told, other] = isGiven(second.setting) ? [second, first] : [first, second]
        return {
          setting: told.setting,
          says: `is the port of ${other.setting} too, on one address`,
          remedy: 'give another, or 0 for any that is free',
          with: [
            other.setting,
            'services',
            'policy.listen',
            'intake.host',
            'journal.host',
            'policy.host',
            'review.host',
          ],
        }
      }),
  )
}

/** Where the services of this process listen; 0 is never in anybody's way. */
function listenersOf({ services, intake, journal, policy, review }: Config): Listener[] {
  const relays = services.includes('relay')
  const servesPolicy = services.includes('policy') && (policy.listen || !relays)
  const listeners = [
    relays && { setting: 'intake.port', host: intake.host, port: intake.port },
    relays && intake.tlsPort !== null && { setting: 'intake.tls_port', host: intake.host, port: intake.tlsPort },
    relays && journal.port !== null && { setting: 'journal.port', host: journal.host, port: journal.port },
    servesPolicy && { setting: 'policy.port', host: policy.host, port: policy.port },
    services.includes('review') && { setting: 'review.port', host: review.host, port: review.port },
  ]
  return listeners.filter((each) => each !== false).filter(({ port }) => port !== 0)
}

/** True when listening on one keeps the other from listening. `::` takes IPv4 as well, `0.0.0.0` no IPv6. */
function isOneAddress(one: string, other: string): boolean {
  const [a, b] = [plain(one), plain(other)]
  if (a === b || a === '::' || b === '::') return true
  return (a === '0.0.0.0' && !b.includes(':')) || (b === '0.0.0.0' && !a.includes(':'))
}

function plain(host: string): string {
  const name = host.toLowerCase().replace(/^\[|\]$/g, '')
  return name === 'localhost' ? '127.0.0.1' : name
}
