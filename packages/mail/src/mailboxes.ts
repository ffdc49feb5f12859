import libmime from 'libmime'
import addressparser from 'nodemailer/lib/addressparser'
import type { Mailbox } from './mail.ts'

/** Longest address field that is read, in UTF-16 units, and most mailboxes taken from one: beyond, mail is no letter. */
const FIELD_LENGTH_MAX = 128 * 1024
const MAILBOXES_MAX = 2000

/** An RFC 2047 encoded word; not allowed in an addr-spec (§5 (3)), where it can only disguise another address. */
const ENCODED_WORD = /=\?[^?\s]{1,60}\?[BbQq]\?[^?]*\?=/

/** The mailboxes of an address field's value, names decoded, groups flattened; entries without an address left out. */
export function mailboxesOf(value: string): Mailbox[] {
  return addressparser(value.slice(0, FIELD_LENGTH_MAX), { flatten: true })
    .slice(0, MAILBOXES_MAX)
    .filter(({ address }) => address !== '' && !ENCODED_WORD.test(address))
    .map(({ name, address }) => ({ name: decodedOf(name), address }))
}

/** A header value with its RFC 2047 words decoded and control characters made spaces. */
export function decodedOf(value: string): string {
  return decodeWords(value)
    .replace(/[\u0000-\u001f\u007f]+/g, ' ')
    .trim()
}

function decodeWords(value: string): string {
  if (!value.includes('=?')) return value
  try {
    return libmime.decodeWords(value)
  } catch {
    // An encoded word nobody can read is shown as it is.
    return value
  }
}
