import { isIPv4, isIPv6 } from 'node:net'

/** What stands behind MAIL FROM: or RCPT TO: — a path and the ESMTP parameters after it, nothing judged yet. */
export type PathCommand = {
  /** The mailbox without angle brackets and source route, character for character as received; `''` for `<>`. */
  readonly address: string
  /** `KEY=value` or `KEY`, in order; keys upper case, values as received. */
  readonly parameters: readonly { readonly key: string; readonly value: string | null }[]
}

/** Octets of a path at most: 64 of local part and 255 of domain (RFC 5321 §4.5.3.1), and the at sign. */
const PATH_MAX = 320

// Local parts: any dot-string of atoms, or a quoted string (RFC 5321 §4.1.2). Dots at the edges or doubled are no legal
// dot-string, but Japanese carriers gave such addresses out; whether they exist is for the receiving side to say.
const DOT_STRING = /^[A-Za-z0-9!#$%&'*+\-/=?^_`{|}~.\u0080-\u{10ffff}]+/u
const QUOTED_STRING = /^"(?:[\x20\x21\x23-\x5b\x5d-\x7e\u0080-\u{10ffff}]|\\[\x20-\x7e])*"/u
const DOMAIN = /^[A-Za-z0-9\u0080-\u{10ffff}](?:[A-Za-z0-9._\-\u0080-\u{10ffff}]*[A-Za-z0-9\u0080-\u{10ffff}])?$/u
// Control characters of both sets, zero-width marks and the byte order mark: never meant, only to deceive.
const DECEIVING = /[\x00-\x1f\x7f-\x9f\u200b\u2060\ufeff]/

/**
 * Reads `MAIL FROM:<path> [parameters]` or `RCPT TO:<path> [parameters]`. `null` when the syntax is broken.
 * @param line the command without its CRLF; bytes that are not UTF-8 break the syntax
 */
export function pathCommandOf(line: Uint8Array, verb: 'MAIL FROM' | 'RCPT TO'): PathCommand | null {
  const text = decoded(line)
  if (text === null || text.slice(0, verb.length).toUpperCase() !== verb) return null
  // A space behind the colon is wrong (RFC 5321 §3.3) and common.
  const rest = /^ *: *</.exec(text.slice(verb.length))
  if (rest === null) return null
  const path = pathOf(text.slice(verb.length + rest[0].length))
  if (path === null) return null
  const parameters = parametersOf(path.behind)
  return parameters === null ? null : { address: path.address, parameters }
}

/** The text of a command line, or `null` when it is not UTF-8. */
function decoded(line: Uint8Array): string | null {
  try {
    return UTF8.decode(line)
  } catch {
    return null
  }
}

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Reads up to the closing bracket. A source route is understood and left out (RFC 5321 appendix F.2). */
function pathOf(text: string): { address: string; behind: string } | null {
  const route = /^@[A-Za-z0-9.\-,@]{1,500}:/.exec(text)?.[0] ?? ''
  let at = route.length
  if (text[at] === '>') return route === '' ? { address: '', behind: text.slice(1) } : null
  const local = (QUOTED_STRING.exec(text.slice(at)) ?? DOT_STRING.exec(text.slice(at)))?.[0]
  if (local === undefined) return null
  at += local.length
  // RFC 5321 §4.5.1: the postmaster may be named without a domain.
  if (text[at] === '>' && local.toLowerCase() === 'postmaster') return { address: local, behind: text.slice(at + 1) }
  if (text[at] !== '@') return null
  const end = text.indexOf('>', at)
  if (end < 0) return null
  const domain = text.slice(at + 1, end)
  const address = `${local}@${domain}`
  if (!isDomain(domain) || DECEIVING.test(address) || Buffer.byteLength(address) > PATH_MAX) return null
  return { address, behind: text.slice(end + 1) }
}

function isDomain(domain: string): boolean {
  const literal = /^\[(IPv6:)?([0-9A-Fa-f.:]+)\]$/i.exec(domain)
  if (literal !== null) return literal[1] === undefined ? isIPv4(literal[2] ?? '') : isIPv6(literal[2] ?? '')
  return DOMAIN.test(domain) && !domain.includes('..') && Buffer.byteLength(domain) <= 255
}

function parametersOf(text: string): PathCommand['parameters'] | null {
  if (text.trim() === '') return []
  if (!/^ /.test(text) || /[\x00-\x1f\x7f]/.test(text)) return null
  return text
    .trim()
    .split(/ +/)
    .map((parameter) => {
      const equals = parameter.indexOf('=')
      return equals < 0
        ? { key: parameter.toUpperCase(), value: null }
        : { key: parameter.slice(0, equals).toUpperCase(), value: parameter.slice(equals + 1) }
    })
}

/** The domain of an address in lower case; `''` for the null sender and for a bare postmaster. */
export function domainOf(address: string): string {
  const at = address.lastIndexOf('@')
  return at < 0 ? '' : address.slice(at + 1).toLowerCase()
}
