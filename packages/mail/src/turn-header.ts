/** What puts a mail in its place among others: who wrote it when to whom, in answer to what. */
import { createHash } from 'node:crypto'
import { automaticOf } from './automatic.ts'
import { contentPrintOf } from './content-print.ts'
import { type HeaderField, headerBlockOf, headerFieldsOf } from './header-block.ts'
import { headerMapOf } from './header-fields.ts'
import type { Automatic, Mailbox } from './mail.ts'
import { decodedOf, mailboxesOf } from './mailboxes.ts'
import { LIMITS } from './parts.ts'
import { turnDateOf } from './turn-date.ts'

/** The header of one mail of a conversation, as threading needs it. */
export type TurnHeader = {
  /** With angle brackets; `null` when absent, or longer than 998 octets. */
  readonly messageId: string | null
  /** Message-IDs of In-Reply-To and References, oldest first, each once, at most 100, its own left out. */
  readonly references: readonly string[]
  /** First mailbox of From, else of Sender; `null` when there is none. */
  readonly author: Mailbox | null
  /** Addresses of To and Cc, lower case, each once, at most 200. */
  readonly recipients: readonly string[]
  /** Decoded, at most 998 UTF-16 units; `null` when absent. */
  readonly subject: string | null
  /** Instant of the Date header; that of receipt when it has none, or one before 1990 or after its receipt. */
  readonly writtenAt: Date
  /** Minutes east of UTC of the writer's clock; 0 when unknown. */
  readonly zone: number
  /** Why it is no person's writing; `null` when a person seems to have written it. */
  readonly automatic: Automatic
  /**
   * SHA-256 that all copies of one mail share: over author, Message-ID (else Date, subject and recipients) and the
   * letters of its text. Over the text too, so that a mail that takes the Message-ID of another is never taken for it.
   */
  readonly identity: Buffer
}

const REFERENCES_MAX = 100
const RECIPIENTS_MAX = 200
const ID_OCTETS_MAX = 998
/** RFC 5321 §4.5.3.1 allows 64 and 255 octets. */
const ADDRESS_OCTETS_MAX = 320
const SUBJECT_MAX = 998
const EARLIEST = Date.UTC(1990, 0, 1)

/** Reads header and identity of a mail, at once and linearly. Never throws. */
export function turnHeaderOf(raw: Uint8Array, receivedAt: Date): TurnHeader {
  const fields = headerFieldsOf(headerBlockOf(raw.subarray(0, LIMITS.headerBytesMax)))
  const first = (name: string) => fields.find((field) => field.name === name)?.value ?? ''
  const mailboxes = (name: string) =>
    fields.filter((field) => field.name === name).flatMap(({ value }) => mailboxesOf(value))
  const print = contentPrintOf(raw)
  const messageId = idsOf(first('message-id'))[0] ?? null
  const date = turnDateOf(first('date'))
  const isLikely = date !== null && date.at.getTime() >= EARLIEST && date.at <= receivedAt
  const author = [...mailboxes('from'), ...mailboxes('sender')].find(({ address }) => isSound(address)) ?? null
  const subject = subjectOf(fields)
  const addresses = [...mailboxes('to'), ...mailboxes('cc')].map(({ address }) => address.toLowerCase()).filter(isSound)
  const recipients = [...new Set(addresses)].slice(0, RECIPIENTS_MAX)
  const { rootType, calendarMethod } = print
  const names = messageId === null ? [date?.at ?? first('date'), subject, recipients] : [messageId]
  return {
    messageId,
    references: referencesOf(first('references'), first('in-reply-to'), messageId),
    author,
    recipients,
    subject,
    writtenAt: isLikely ? date.at : receivedAt,
    zone: date?.zone ?? 0,
    automatic: automaticOf({ headers: headerMapOf(fields), rootType, calendarMethod }),
    identity: createHash('sha256')
      .update(JSON.stringify([author?.address.toLowerCase() ?? null, ...names]))
      .update(print.sha256)
      .digest(),
  }
}

function subjectOf(fields: readonly HeaderField[]): string | null {
  const value = fields.find((field) => field.name === 'subject')?.value
  return value === undefined ? null : decodedOf(value.slice(0, 4 * SUBJECT_MAX)).slice(0, SUBJECT_MAX)
}

/** The first, which is the thread's root, and the last, which are nearest. In-Reply-To is the nearest of all. */
function referencesOf(references: string, inReplyTo: string, own: string | null): string[] {
  // Each stands where it is named last.
  const ids = [...new Set([...idsOf(references), ...idsOf(inReplyTo)].reverse())].reverse().filter((id) => id !== own)
  return ids.length <= REFERENCES_MAX ? ids : [...ids.slice(0, 1), ...ids.slice(1 - REFERENCES_MAX)]
}

/** Ids in angle brackets; where a tool left the brackets away, the bare one. */
function idsOf(value: string): string[] {
  const bare = /^[^<>\s"@]{1,400}@[^<>\s"@]{1,400}$/.exec(value.trim())
  const found =
    bare === null ? Array.from(value.matchAll(/<\s{0,9}([^<>\s]{1,998})\s{0,9}>/g), ([, id]) => id) : [value.trim()]
  return found.map((id) => `<${id}>`).filter((id) => Buffer.byteLength(id) <= ID_OCTETS_MAX)
}

function isSound(address: string): boolean {
  return Buffer.byteLength(address) <= ADDRESS_OCTETS_MAX
}
