import { decodedPartOf, type Enclosed, type EnclosedPart, enclosedIn } from './enclosed.ts'
import { fieldsOf, headerBlockOf } from './header-block.ts'
import { LIMITS } from './parts.ts'

/** What a mail server reports of one mail that went through it, with the mail itself enclosed. */
export type JournalReport = {
  /** Envelope sender of the enclosed mail; `''` is the null sender; `null` when the report does not say. */
  readonly sender: string | null
  /** Recipients of its envelope, lower case: blind ones too, and lists and forwarders that they were reached by. */
  readonly recipients: readonly string[]
  /** The enclosed mail octet for octet; several when the report encloses several, the readable ones first. */
  readonly originals: readonly Buffer[]
  /** What is wrong with the report, in words; `null` when nothing is. */
  readonly damage: string | null
}

/** Fields by which reports are known, and the value they need: Exchange since 2007 and Exchange Online; Exchange 2003. */
const MARKS: readonly (readonly [field: string, value: RegExp])[] = [
  ['x-ms-journal-report', /^/],
  ['x-ms-exchange-organization-journal-report', /^/],
  ['content-identifier', /^exjournalreport$/i],
  ['content-identifer', /^exjournalreport$/i],
]

const RECIPIENTS_MAX = 1000
/** Octets of the report's own text that are read: a thousand recipients. */
const TEXT_MAX = 256 * 1024

/**
 * Reads a journal report: the mail it encloses, and whom it was from and for by its own text ([MS-XJRNL], and the forms
 * like it). `null` for any other mail, one with a mail attached included. Takes damaged reports as far as they go; never
 * throws.
 */
export function journalReportOf(raw: Buffer): JournalReport | null {
  const header = headerBlockOf(raw.subarray(0, LIMITS.headerBytesMax))
  const isMarked = MARKS.some(([field, value]) => fieldsOf(header, field).some((given) => value.test(given)))
  if (!isMarked && !/^\s*multipart\/mixed\b/i.test(fieldsOf(header, 'content-type')[0] ?? '')) return null
  const enclosed = enclosedIn(raw)
  const [first, ...others] = enclosed.parts
  const hasText = first !== undefined && !isMail(first)
  const text = hasText ? textOf(first) : ''
  const originals = originalsIn(hasText ? others : enclosed.parts)
  if (!isMarked && !describes(text, originals)) return null
  return { ...envelopeIn(text), originals, damage: damageOf(enclosed, originals) }
}

function damageOf({ isWhole, parts }: Enclosed, originals: readonly Buffer[]): string | null {
  if (originals.length === 0) return 'encloses no mail'
  if (!isWhole) return 'is cut off'
  return parts.some(({ contentType }) => contentType === 'text/rfc822-headers') ? 'encloses a header alone' : null
}

/** True for the text of a report without mark: it names its enclosed mail by Message-ID, and whom it was for. */
function describes(text: string, originals: readonly Buffer[]): boolean {
  const [named] = linesOf(text, 'message-id')
  if (named === undefined || named === '' || linesOf(text, 'sender').length !== 1) return false
  if (envelopeIn(text).recipients.length === 0) return false
  return (
    originals.length === 1 &&
    originals.every((one) => fieldsOf(one.subarray(0, LIMITS.headerBytesMax), 'message-id')[0] === named)
  )
}

function originalsIn(parts: readonly EnclosedPart[]): Buffer[] {
  const mails = parts
    .filter(isMail)
    .map((part) => withoutEmptyLines(decodedPartOf(part)))
    .filter((octets) => octets.length > 0)
  // A mail under rights management is enclosed as it was, and once more as it can be read.
  const isReadable = (octets: Buffer) => !octets.includes('application/x-microsoft-rpmsg-message')
  return [...mails.filter(isReadable), ...mails.filter((octets) => !isReadable(octets))]
}

/** A mail by its type or name; of a part without type, by its first lines. */
function isMail({ contentType, filename, octets }: EnclosedPart): boolean {
  if (/^(?:message\/(?:rfc822|global)|text\/rfc822(?:-headers)?)$/.test(contentType)) return true
  if (/\.eml$/i.test(filename)) return true
  return contentType === '' && fieldsOf(withoutEmptyLines(octets).subarray(0, LIMITS.headerBytesMax), 'from').length > 0
}

function withoutEmptyLines(octets: Buffer): Buffer {
  let at = 0
  while (octets[at] === 0x0d || octets[at] === 0x0a) at++
  return octets.subarray(at)
}

/** The report's own words; `''` when it begins with none. */
function textOf(part: EnclosedPart): string {
  if (!/^(?:text\/|$)/.test(part.contentType)) return ''
  return decodedPartOf({ ...part, octets: part.octets.subarray(0, TEXT_MAX) })
    .toString('utf8')
    .replace(/^\ufeff/, '')
}

function envelopeIn(text: string): Pick<JournalReport, 'sender' | 'recipients'> {
  const [sender] = linesOf(text, 'sender')
  const recipients = new Set<string>()
  for (const line of [...linesOf(text, 'to|cc|bcc|recipient'), ...listedIn(text)])
    for (const address of addressesIn(line)) if (recipients.size < RECIPIENTS_MAX) recipients.add(address.toLowerCase())
  return { sender: sender === undefined ? null : senderOf(sender), recipients: [...recipients] }
}

/** `''` for `<>`; `null` for words that are no address, as `Unspecified Address`. */
function senderOf(value: string): string | null {
  return /^<\s*>$/.test(value) ? '' : (addressesIn(value)[0] ?? null)
}

/** The values of lines `Name: value` of the names given. */
function linesOf(text: string, names: string): string[] {
  return Array.from(text.matchAll(new RegExp(`^(?:${names}) ?: *(.*)$`, 'gim')), ([, value = '']) => value.trim())
}

/** Exchange 2003 writes `Recipients:` and one recipient on each line that follows. */
function listedIn(text: string): readonly string[] {
  const lines = text.split(/\r?\n/)
  const start = lines.findIndex((line) => /^recipients ?:/i.test(line))
  if (start < 0) return []
  const behind = lines.slice(start + 1)
  const end = behind.findIndex((line) => line.trim() === '' || /^[\w-]{1,40} ?:/.test(line))
  return [lines[start] ?? '', ...(end < 0 ? behind : behind.slice(0, end))]
}

function addressesIn(line: string): string[] {
  return line.slice(0, 2_000).match(/[^\s<>,;:"()@]{1,64}@[^\s<>,;:"()@]{1,255}/g) ?? []
}
