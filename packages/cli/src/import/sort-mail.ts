import { decodedOf, fieldsOf, headerBlockOf, headerFieldsOf, journaledMailsOf, turnDateOf } from '@proofgate/mail'
import type { TurnCopy } from '@proofgate/store'
import { type FolderKind, folderKindOf } from '../mailbox/folder-kind.ts'
import type { Found } from '../mailbox/messages.ts'

/** Why a mail is not taken in, with the words for people, in the order in which they are told. */
export const SKIPS = {
  unreadable: 'could not be read',
  'too-large': 'larger than journal.size',
  'no-mail': 'no mail: it has no header',
  'no-author': 'no author: neither From nor Sender names anybody',
  'no-date': 'no date: nothing in it says when it was written',
  empty: 'empty',
  draft: 'drafts, which nobody was sent',
  spam: 'spam',
  deleted: 'deleted, or moved to another folder',
} as const
export type Skip = keyof typeof SKIPS

/** What becomes of a mail that was found: copies to put on record, or why none. */
export type Sorted = { readonly copies: readonly TurnCopy[] } | { readonly skip: Skip; readonly why: string | null }

/**
 * Sorts one mail of a mailbox. A journal report gives the mails it encloses.
 * @param receivedAt when the import was begun: no mail was written later
 */
export function sorted(found: Found, receivedAt: Date): Sorted {
  if (found.folder !== null) return skip(found.folder)
  if ('error' in found) return { skip: found.reason, why: found.error }
  const { raw } = found
  const kept = keptApart(found.name, raw)
  if (kept !== null) return skip(kept)
  if (headerFieldsOf(headerBlockOf(raw).subarray(0, HEAD_MAX)).length === 0) return skip('no-mail')
  const copies = copiesOf(raw, receivedAt)
  const [first] = copies
  if (first === undefined || first.header.author === null) return skip('no-author')
  // The very same object: what is written in it names no day, or one that cannot be.
  if (first.header.writtenAt !== receivedAt) return { copies }
  const at = dateBeside(raw, found.fromLine, receivedAt)
  return at === null ? skip('no-date') : { copies: copiesOf(raw, at).map((copy) => ({ ...copy, receivedAt })) }
}

const skip = (reason: Skip): Sorted => ({ skip: reason, why: null })

const HEAD_MAX = 64 * 1024

function copiesOf(raw: Buffer, receivedAt: Date): TurnCopy[] {
  const { mails } = journaledMailsOf(raw, { receivedAt, envelopeFrom: null, opensReports: true })
  return mails.flatMap(({ raw: octets, header }) =>
    header.author === null ? [] : [{ source: 'import', raw: octets, header, receivedAt }],
  )
}

/** X-Mozilla-Status: the message was deleted or moved, and its folder not yet compacted. */
const MOZILLA_EXPUNGED = 0x0008

/** What the mailbox itself says of a mail: by flags in its name (Maildir), or by fields mail programs put before it. */
function keptApart(name: string, raw: Buffer): FolderKind | null {
  const flags = /:2,([A-Za-z]{0,52})$/.exec(name)?.[1] ?? ''
  if (flags.includes('D')) return 'draft'
  if (flags.includes('T')) return 'deleted'
  const head = headerBlockOf(raw).subarray(0, HEAD_MAX)
  const status = Number.parseInt(fieldsOf(head, 'x-mozilla-status')[0] ?? '0', 16)
  if ((status & MOZILLA_EXPUNGED) !== 0) return 'deleted'
  const labels = fieldsOf(head, 'x-gmail-labels').flatMap((value) => decodedOf(value).split(','))
  return labels.map((label) => folderKindOf(label.replaceAll('"', ''))).find((kind) => kind !== null) ?? null
}

/** When it came, by the last host that took it, else by the "From " line of its mbox; `null` when neither says. */
function dateBeside(raw: Buffer, fromLine: string | null, before: Date): Date | null {
  const received = fieldsOf(headerBlockOf(raw).subarray(0, HEAD_MAX), 'received')[0]
  const texts = [received?.slice(received.lastIndexOf(';') + 1), fromLine?.replace(/^From \S{0,320}\s{0,20}/, '')]
  const dates = texts.map((text) => (text === undefined ? null : (turnDateOf(text)?.at ?? null)))
  return dates.find((at) => at !== null && at <= before && at.getTime() > EARLIEST) ?? null
}

const EARLIEST = Date.UTC(1990, 0, 1)
