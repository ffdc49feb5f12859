/** What a journal is handed: a copy of a mail, or a report that encloses it. */
import { fieldsOf } from './header-block.ts'
import { type JournalReport, journalReportOf } from './journal-report.ts'
import { mailboxesOf } from './mailboxes.ts'
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

/**
 * The mails in what a journal was handed: of a copy itself, of a journal report what it encloses, however deep. A report
 * that encloses nothing stands for itself, as nobody's writing: no octets that were taken are thrown away. Never throws.
 * @param given `envelopeFrom`: whom it came from by SMTP, `''` for the null sender; `null` when it came another way
 */
export function journaledMailsOf(
  raw: Buffer,
  given: { readonly receivedAt: Date; readonly envelopeFrom: string | null },
): Journaled {
  const { receivedAt, envelopeFrom } = given
  const report = journalReportOf(raw)
  if (report === null) {
    const envelope = { sender: envelopeFrom, recipients: fieldsOf(raw, 'x-gm-original-to').flatMap(addressesOf) }
    return { mails: [journaledOf(raw, envelope, receivedAt)], isReport: false, damage: null }
  }
  const found = enclosedBy(report, receivedAt, 1)
  if (found.mails.length > 0) return { ...found, isReport: true }
  const itself = journaledOf(raw, { sender: null, recipients: [] }, receivedAt)
  const header = { ...itself.header, automatic: itself.header.automatic ?? 'auto-submitted' }
  return { mails: [{ raw, header }], isReport: true, damage: found.damage }
}

function enclosedBy(report: JournalReport, receivedAt: Date, depth: number): Omit<Journaled, 'isReport'> {
  const byIdentity = new Map<string, JournaledMail>()
  let { damage } = report
  for (const original of report.originals) {
    const inner = journalReportOf(original)
    if (inner !== null && depth >= NESTED_MAX) damage ??= `is nested deeper than ${NESTED_MAX}`
    const nested = inner === null || depth >= NESTED_MAX ? null : enclosedBy(inner, receivedAt, depth + 1)
    const mails = nested?.mails ?? [journaledOf(original, report, receivedAt)]
    damage ??= nested?.damage ?? null
    for (const mail of mails) {
      const key = mail.header.identity.toString('hex')
      if (!byIdentity.has(key)) byIdentity.set(key, mail)
    }
  }
  return { mails: [...byIdentity.values()], damage }
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
