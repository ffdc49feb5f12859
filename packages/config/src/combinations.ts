import { isLoopback } from './addresses.ts'
import type { Config } from './config.ts'
import { portClashes } from './ports.ts'

/** Settings that are right alone and wrong together. */
export type Clash = {
  /** The setting to look at. */
  readonly setting: string
  readonly says: string
  readonly remedy: string
  /** The other settings it depends on; with a mistake in one of them the clash is not reported. */
  readonly with: readonly string[]
}

/**
 * What cannot work together. `forStart` also asks for what only running services need; `isGiven` knows which settings
 * somebody gave.
 */
export function clashesOf(config: Config, forStart: boolean, isGiven: (setting: string) => boolean): Clash[] {
  return [
    ...certificate(config),
    ...portClashes(config, isGiven),
    ...smarthosts(config),
    ...journal(config),
    ...(forStart ? [...wayOut(config), ...record(config)] : []),
    ...policyService(config),
    ...delays(config),
  ]
}

function certificate({ intake: { tls } }: Config): Clash[] {
  const clash = (have: string, lack: string): Clash => ({
    setting: `intake.tls.${have}`,
    says: `is given without intake.tls.${lack}`,
    remedy: `give both, or neither for a self-signed certificate`,
    with: [`intake.tls.${lack}`],
  })
  if (tls.cert !== null && tls.key === null) return [clash('cert', 'key')]
  if (tls.key !== null && tls.cert === null) return [clash('key', 'cert')]
  return []
}

function smarthosts(config: Config): Clash[] {
  const given = [
    { setting: 'delivery.smarthost', url: config.delivery.smarthost },
    ...config.delivery.routes.map(({ smarthost }, i) => ({
      setting: `delivery.routes[${i}].smarthost`,
      url: smarthost,
    })),
  ]
  return given.flatMap(({ setting, url }): Clash[] => {
    const own = url === null ? null : ownPortOf(url, config)
    if (own === null) return []
    return [
      {
        setting,
        says: `is our own ${own}, mail would ${own === 'intake' ? 'go round for ever' : 'never leave'}`,
        remedy: 'name the mail server that sends your mail on',
        with: ['intake.host', 'intake.port', 'intake.tls_port', 'journal.host', 'journal.port', 'hostname'],
      },
    ]
  })
}

function ownPortOf(url: string, { hostname, intake, journal }: Config): 'intake' | 'journal' | null {
  const { host, port } = hostOfSmarthost(url)
  const isAt = (own: string, ports: readonly (number | null)[]) => {
    if (!ports.includes(port)) return false
    if (host === own.toLowerCase()) return true
    const isEverywhere = ['0.0.0.0', '::'].includes(own)
    if (host === hostname.toLowerCase()) return isEverywhere || !isLoopback(own)
    return isLoopback(host) && (isEverywhere || isLoopback(own))
  }
  if (isAt(intake.host, [intake.port, intake.tlsPort])) return 'intake'
  return isAt(journal.host, [journal.port]) ? 'journal' : null
}

/** What a journal believes, agents are shown as the customer's words: the whole internet may not write it. */
function journal({ journal: { networks } }: Config): Clash[] {
  return networks.flatMap(({ cidr, recipients }, i): Clash[] => {
    if (!/\/0+$/.test(cidr) || !recipients.includes('*')) return []
    return [
      {
        setting: `journal.networks[${i}].cidr`,
        says: 'lets every host of the internet journal to any address',
        remedy: "name your mail servers' networks, or in recipients an address that nobody guesses",
        with: [`journal.networks[${i}].recipients`],
      },
    ]
  })
}

/** Host (lower case, IPv6 without brackets) and port of a smarthost; 465 for smtps and 587 for smtp (RFC 6409) when left out. */
export function hostOfSmarthost(url: string): { readonly host: string; readonly port: number } {
  const { hostname, port, protocol } = new URL(url)
  const usual = protocol === 'smtps:' ? 465 : 587
  return { host: hostname.toLowerCase().replace(/^\[|\]$/g, ''), port: port === '' ? usual : Number(port) }
}

function wayOut({ services, delivery, judge }: Config): Clash[] {
  if (!services.includes('relay')) return []
  const clashes: Clash[] = []
  if (delivery.smarthost === null && !delivery.routes.some((route) => route.sender === '*' && route.smarthost !== null))
    clashes.push({
      setting: 'delivery.smarthost',
      says: 'is missing, so the relay does not know where to send mail on',
      remedy: 'give the mail server that sends your mail, --smarthost smtp://user:password@host:587',
      with: ['services', 'delivery.routes'],
    })
  if (judge.url === null && !services.includes('policy'))
    clashes.push({
      setting: 'judge.url',
      says: 'is missing, and this process runs the relay without the policy service',
      remedy: 'give the address of the policy service, or add policy to services',
      with: ['services'],
    })
  return clashes
}

/** Relay and console work on one record. */
function record({ services, database }: Config): Clash[] {
  const needing = (['relay', 'review'] as const).filter((service) => services.includes(service))
  if (database.url !== null || needing.length !== 1) return []
  const elsewhere = needing[0] === 'relay' ? 'review' : 'relay'
  return [
    {
      setting: 'database.url',
      says: `is missing, and ${elsewhere} runs elsewhere`,
      remedy: `each would have a PostgreSQL of its own; give both the address of one (DATABASE_URL), or add ${elsewhere} to services`,
      with: ['services'],
    },
  ]
}

function policyService({ policy }: Config): Clash[] {
  if (policy.token !== null || isLoopback(policy.host)) return []
  return [
    {
      setting: 'policy.host',
      says: 'can be reached from other machines, and policy.token is not given',
      remedy: 'give policy.token (PROOFGATE_POLICY_TOKEN_FILE), or listen on 127.0.0.1',
      with: ['policy.token'],
    },
  ]
}

function delays({ delivery }: Config): Clash[] {
  const late = delivery.delayNotices.findIndex((age) => age >= delivery.expire)
  if (late === -1) return []
  return [
    {
      setting: `delivery.delay_notices[${late}]`,
      says: 'is not below delivery.expire, the mail has been given up by then',
      remedy: 'take it out, or raise delivery.expire',
      with: ['delivery.expire'],
    },
  ]
}
