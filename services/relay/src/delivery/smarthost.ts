/** How TLS is used towards a smarthost; the words of `delivery.tls`. */
export type TlsPolicy = 'none' | 'opportunistic' | 'require' | 'verify'

/** A login at a smarthost. */
export type SmarthostLogin = { readonly user: string; readonly password: string }

/** A mail server that mail is handed to, and on what terms. */
export type Smarthost = {
  /** Name or address; an IPv6 address without brackets. */
  readonly host: string
  readonly port: number
  /** True for `smtps:`: TLS from the first byte (RFC 8314). */
  readonly implicitTls: boolean
  readonly login: SmarthostLogin | null
  readonly tls: TlsPolicy
  /** PEM of a certificate authority to trust besides Node's; `null` for none. */
  readonly ca: string | null
}

/** Ports when the URL names none: submission (RFC 6409) and submissions (RFC 8314). */
const PORTS = { 'smtp:': 587, 'smtps:': 465 } as const

/**
 * The smarthost that a URL of the configuration means.
 * @throws when it is no smtp or smtps URL; the message does not repeat the URL, which may hold a password
 */
export function smarthostOf(url: string, tls: TlsPolicy, ca: string | null = null): Smarthost {
  const parsed = URL.parse(url)
  if (parsed === null || (parsed.protocol !== 'smtp:' && parsed.protocol !== 'smtps:') || parsed.hostname === '') {
    throw new Error('The smarthost is no URL of the form smtp://user:password@host:587 or smtps://host:465')
  }
  return {
    host: parsed.hostname.replace(/^\[|\]$/g, ''),
    port: parsed.port === '' ? PORTS[parsed.protocol] : Number(parsed.port),
    implicitTls: parsed.protocol === 'smtps:',
    login: loginOf(parsed),
    tls,
    ca,
  }
}

function loginOf(url: URL): SmarthostLogin | null {
  if (url.username === '') return null
  return { user: decoded(url.username), password: decoded(url.password) }
}

/** A stray percent sign in a password stands for itself. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** `host:port` for the record, IPv6 in brackets. */
export function addressOf(smarthost: Pick<Smarthost, 'host' | 'port'>): string {
  const host = smarthost.host.includes(':') ? `[${smarthost.host}]` : smarthost.host
  return `${host}:${smarthost.port}`
}
