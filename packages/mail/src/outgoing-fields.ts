import MimeNode from 'nodemailer/lib/mime-node'
import type { Mailbox } from './mail.ts'

/** Longest subject and display name we write, and longest message id (RFC 5322 §2.1.1 allows a line 998 octets). */
const WORDS_MAX = 300
const MESSAGE_ID = /^<[\x21-\x3b\x3d\x3f-\x7e]{1,900}>$/
const REFERENCES_MAX = 30

/** Fields every mail of ours carries, so that no autoresponder answers and no loop begins (RFC 3834 §5). */
export const AUTOMATIC_FIELDS = {
  'Auto-Submitted': 'auto-replied',
  'X-Auto-Response-Suppress': 'All',
} as const

/** What a mail of ours is written with. */
export type OutgoingFields = {
  readonly from: Mailbox
  readonly to: Mailbox
  readonly subject: string
  /** With angle brackets. */
  readonly messageId: string
  readonly date: Date
  /** Message-ID of the agent's mail that ours is about; `null` when it has none. */
  readonly inReplyTo: string | null
  /** The References of the agent's mail; its own Message-ID is added. */
  readonly references: readonly string[]
}

/** The root of a mail of ours, header complete. Line ends are CRLF whatever the parts bring. */
export function outgoingRoot(contentType: string, fields: OutgoingFields): MimeNode {
  const root = new MimeNode(contentType, { newline: 'win', disableFileAccess: true, disableUrlAccess: true })
  const answered = fields.inReplyTo !== null && MESSAGE_ID.test(fields.inReplyTo) ? fields.inReplyTo : null
  root.setHeader('From', addressFieldOf(fields.from))
  root.setHeader('To', addressFieldOf(fields.to))
  root.setHeader('Subject', plainWords(fields.subject, WORDS_MAX))
  root.setHeader('Date', fields.date)
  root.setHeader('Message-ID', MESSAGE_ID.test(fields.messageId) ? fields.messageId : root.messageId())
  if (answered !== null) root.setHeader('In-Reply-To', answered)
  const references = referencesOf(fields.references, answered)
  if (references.length > 0) root.setHeader('References', references.join(' '))
  for (const [name, value] of Object.entries(AUTOMATIC_FIELDS)) root.setHeader(name, value)
  return root
}

/** One line of words: control and direction characters made spaces, white space collapsed, cut at `lengthMax`. */
export function plainWords(text: string, lengthMax: number): string {
  const line = text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .toWellFormed()
  if (line.length <= lengthMax) return line
  return `${line
    .slice(0, lengthMax - 1)
    .toWellFormed()
    .replace(/\ufffd$/, '')}…`
}

/** The root's References: the oldest and the newest where there are too many, as RFC 5537 §3.4.4 advises. */
function referencesOf(references: readonly string[], answered: string | null): string[] {
  const valid = [...references, ...(answered === null ? [] : [answered])].filter((id) => MESSAGE_ID.test(id))
  const unique = valid.filter((id, i) => valid.lastIndexOf(id) === i)
  const [oldest, ...rest] = unique
  return oldest === undefined ? [] : [oldest, ...rest.slice(-REFERENCES_MAX)]
}

/**
 * An address that a header in ASCII can hold. A local part outside ASCII cannot stand there; it becomes the name
 * of an empty group, as RFC 6857 §3.1.8 does (the envelope carries the real address).
 */
function addressFieldOf({ name, address }: Mailbox): string | { name: string; address: string } {
  const clean = plainWords(address, WORDS_MAX)
  const local = clean.slice(0, clean.lastIndexOf('@'))
  if (/^[\x20-\x7e]+$/.test(local)) return { name: plainWords(name, WORDS_MAX), address: clean }
  return `"${plainWords(`${name} ${address}`, WORDS_MAX).replace(/["\\]/g, '')}":;`
}
