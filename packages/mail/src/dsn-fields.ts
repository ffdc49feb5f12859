import { isIP } from 'node:net'
import { domainToASCII } from 'node:url'
import libmime from 'libmime'

/** Longest diagnostic text that is repeated, in octets. */
const TEXT_MAX = 1000
const LINE_MAX = 76

/** A status code of RFC 3463. */
const STATUS = /^[245]\.\d{1,3}\.\d{1,3}$/

/** A field of a delivery report, folded; `''` when there is nothing to say. The value is made printable ASCII. */
export function dsnField(name: string, value: string | null): string {
  const text = printable(value ?? '')
  return text === '' ? '' : `${libmime.foldLines(`${name}: ${text}`, LINE_MAX)}\r\n`
}

/** What the other side said, fit to be repeated: printable ASCII, white space collapsed, cut. Never trusted otherwise. */
export function printable(text: string): string {
  const line = text
    .replace(/[\x00-\x20\x7f]+/g, ' ')
    .replace(/[^\x20-\x7e]/gu, '?')
    .trim()
  const cut = line.length > TEXT_MAX ? `${line.slice(0, TEXT_MAX - 3)}...` : line
  // A word longer than a line cannot be folded; RFC 5322 §2.1.1 forbids lines above 998 octets.
  return cut.replace(/\S{500}/g, '$& ').trim()
}

/** True for what a mail server answered, `550 5.1.1 no such user`; false for words of our own. */
export const isSmtpReply = (text: string): boolean => /^[2-5]\d\d(?:[ -]|$)/.test(text)

/** A diagnostic code with its type (RFC 3464 §2.3.6): `smtp` is for replies of mail servers alone. */
export function typedDiagnostic(text: string): string {
  return `${isSmtpReply(text) ? 'smtp' : 'X-Proofgate'}; ${printable(text)}`
}

/** A mail server as RFC 3464 §9.3 writes it: its name, or an address as a domain literal (RFC 5321 §4.1.3). */
export function typedHost(host: string): string {
  const bare = host.replace(/^\[(?:IPv6:)?|\]$/gi, '')
  const version = isIP(bare)
  return `dns; ${version === 0 ? host : version === 4 ? `[${bare}]` : `[IPv6:${bare}]`}`
}

/** A recipient as RFC 3464 §2.3.2 writes it, in ASCII: `rfc822; jo@acme.example`, or `utf-8; …` as RFC 6533 §3 encodes it. */
export function typedAddress(address: string): string {
  const at = address.lastIndexOf('@')
  const local = at < 0 ? address : address.slice(0, at)
  const domain = at < 0 ? '' : address.slice(at + 1)
  const ascii = domainToASCII(domain)
  if (/^[\x21-\x7e]*$/.test(local)) return `rfc822; ${local}${at < 0 ? '' : `@${ascii || printable(domain)}`}`
  return `utf-8; ${utf8Xtext(address)}`
}

/**
 * An address as the client gave it in ORCPT (RFC 3461 §4.2), for the field Original-Recipient: its xtext decoded
 * when that leaves printable ASCII. `null` when it is not of the form `type;address`.
 */
export function originalRecipientOf(orcpt: string): string | null {
  const [, type, encoded] = /^([\w-]{1,40});([\x21-\x7e]{1,1000})$/.exec(orcpt) ?? []
  if (type === undefined || encoded === undefined) return null
  return `${type.toLowerCase()}; ${type.toLowerCase() === 'utf-8' ? encoded : xtextDecoded(encoded)}`
}

/** xtext (RFC 3461 §4) decoded where the result is printable ASCII; else as given. */
export function xtextDecoded(xtext: string): string {
  const decoded = xtext.replace(/\+([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
  return /^[\x20-\x7e]*$/.test(decoded) ? decoded : xtext
}

/** A status code, or the general one of its class when what is given is none. */
export function statusOf(status: string, action: string): string {
  if (STATUS.test(status)) return status
  return action === 'failed' || action === 'expired' ? '5.0.0' : action === 'delayed' ? '4.0.0' : '2.0.0'
}

/** utf-8-addr-xtext: all but the printable characters that need no encoding become `\x{…}`. */
function utf8Xtext(address: string): string {
  return [...address.toWellFormed()]
    .map((char) => (/[\x21-\x2a\x2c-\x3c\x3e-\x5b\x5d-\x7e]/.test(char) ? char : `\\x{${hexOf(char)}}`))
    .join('')
}

function hexOf(char: string): string {
  return (char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(2, '0')
}
