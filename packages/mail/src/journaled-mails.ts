/** What a journal is handed: a copy of a mail, or a report that encloses it. */
import { fieldsOf } from './header-block.ts'
import { type JournalReport, journalReportOf } from './journal-report.ts'
import { mailboxesOf } from './mailboxes.ts'
import { LIMITS } from './parts.ts'
import { type TurnHeader, turnHeaderOf } from './turn-header.ts'

/** A mail that went by a mail server, and what is known of it. */
export type JournaledMail = { readonly raw: Buffer; readonly header: TurnHeader }

/** What a journal was handed. */
export type Journaled = {
  /** One as a rule; several where a report encloses several. Never empty. */
  readonly mails: readonly JournaledMail[]
  readonly isReport: boolean
  /** What is wrong with the report, in words; `null` when nothing is. */
  readonly damage: string | null
}

/** The envelope as far as it is known: `''` is the null sender, `null` an unknown one. */
type Envelope = { readonly sender: string | null; readonly recipients: readonly string[] }

/** A report within a report within a report: mail servers that journal each other's journals. */
const NESTED_MAX = 5
const RECIPIENTS_MAX = 200
/** Mail servers enclose one, or one and its decrypted copy. More is written by somebody who wants to make many of one. */
const MAILS_MAX = 10
/** Enclosed mails and reports looked at in all, those met before included. */
const LOOKS_MAX = 100

/**
 * The mails in what a journal was handed: of a copy itself, of a journal report what it encloses, however deep. A report
 * that encloses nothing stands for itself, as nobody's writing: no octets that were taken are thrown away. Never throws.
 * @param given `opensReports`: false takes reports for the plain mails they may be; `envelopeFrom`: whom it came from by SMTP, `''` for the null sender; `null` when it came another way
 */
export function journaledMailsOf(
  raw: Buffer,
  given: { readonly receivedAt: Date; readonly envelopeFrom: string | null; readonly opensReports: boolean },
): Journaled {
  const { receivedAt, envelopeFrom, opensReports } = given
  const envelope = {
    sender: envelopeFrom,
    recipients: fieldsOf(raw.subarray(0, LIMITS.headerBytesMax), 'x-gm-original-to').flatMap(addressesOf),
  }
  return opensReports
    ? opened(raw, envelope, { receivedAt, left: LOOKS_MAX }, 0)
    : { mails: [journaledOf(raw, envelope, receivedAt)], isReport: false, damage: null }
}

type Look = { readonly receivedAt: Date; left: number }

function opened(raw: Buffer, envelope: Envelope, look: Look, depth: number): Journaled {
  const report = journalReportOf(raw)
  if (report === null || depth >= NESTED_MAX) {
    const damage = report === null ? null : `is nested deeper than ${NESTED_MAX}`
    return { mails: [journaledOf(raw, envelope, look.receivedAt)], isReport: report !== null, damage }
  }
  const { mails, damage } = enclosedBy(report, look, depth)
  return { mails: mails.length > 0 ? mails : [nobodysOf(raw, look.receivedAt)], isReport: true, damage }
}

function enclosedBy(report: JournalReport, look: Look, depth: number): Omit<Journaled, 'isReport'> {
  const byIdentity = new Map<string, JournaledMail>()
  let { damage } = report
  for (const original of report.originals) {
    if (look.left-- <= 0) break
    const inner = opened(original, report, look, depth + 1)
    damage ??= inner.damage
    for (const mail of inner.mails) {
      const key = mail.header.identity.toString('hex')
      if (byIdentity.has(key)) continue
      if (byIdentity.size < MAILS_MAX) byIdentity.set(key, mail)
      else damage = `encloses more than ${MAILS_MAX} mails`
    }
  }
  return { mails: [...byIdentity.values()], damage }
}

/** A report itself, which the mail server wrote and not the person it names as the writer. */
function nobodysOf(raw: Buffer, receivedAt: Date): JournaledMail {
  const { header } = journaledOf(raw, { sender: null, recipients: [] }, receivedAt)
  return { raw, header: { ...header, automatic: header.automatic ?? 'auto-submitted' } }
}

/** What the envelope knows and the header does not: that nobody waits for an answer, who wrote, and blind recipients. */
function journaledOf(raw: Buffer, { sender, recipients }: Envelope, receivedAt: Date): JournaledMail {
  const header = turnHeaderOf(raw, receivedAt)
  return {
    raw,
    header: {
      ...header,
      author: header.author ?? (sender === null || sender === '' ? null : { name: '', address: sender }),
      recipients: [...new Set([...header.recipients, ...recipients])].slice(0, RECIPIENTS_MAX),
      automatic: header.automatic ?? (sender === '' ? 'null-sender' : null),
    },
  }
}

const addressesOf = (value: string) => mailboxesOf(value).map(({ address }) => address.toLowerCase())
