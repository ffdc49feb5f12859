import { composeNotice, threadOf } from './compose-notice.ts'
import type { Envelope } from './envelope.ts'
import type { Mail, Mailbox } from './mail.ts'
import { mailboxesOf } from './mailboxes.ts'
import { type Blanks, blanksOf, type Quoting } from './notice-blanks.ts'
import { noticeLineOf } from './notice-line.ts'
import { type Notice, type NoticeFinding, type NoticeText, noticeTextOf } from './notice-text.ts'
import { parseMail } from './parse.ts'

/** What a judgement says of one place, as far as a notice shows it. */
export type NoticedFinding = Quoting & { readonly shadow: boolean }

/** What the agent is to be told, and of which mail. */
export type AgentNotice = {
  readonly kind: Notice['kind']
  /** The agent's mail. */
  readonly about: {
    readonly id: string
    readonly envelopeFrom: string
    readonly recipients: readonly string[]
    readonly header: {
      readonly messageId: string | null
      readonly subject: string | null
      readonly from: string | null
    }
    /** Its octets; `null` when they cannot be read: then no lines are shown. */
    readonly raw: Uint8Array | null
  }
  readonly findings: readonly NoticedFinding[]
  /** What of the mail could not be read or checked, as the judgement says it; nothing when left out. */
  readonly unread?: readonly string[]
  /** Name of who decided; `null` when nobody did or it is not to be told. */
  readonly reviewer: string | null
  /** What the reviewer wrote; `null` for nothing. */
  readonly note: string | null
  /** Where to look at it; `null` for nowhere. */
  readonly link: string | null
  /** From of the notice: `Proofgate <proofgate@gate.example>`. */
  readonly from: string
  /** Message-ID of the notice, with angle brackets. */
  readonly messageId: string
  readonly date: Date
}

/** A notice ready to be sent. */
export type AgentNoticeMail = {
  readonly raw: Buffer
  /** Null sender, so that nothing answers it; its one recipient is the agent. */
  readonly envelope: Envelope
  readonly header: { readonly messageId: string; readonly subject: string; readonly from: string }
}

/**
 * Writes the notice that tells an agent what became of a mail: a reply to that very mail, each offending line shown
 * with what would fix it. It goes to the envelope sender, or to From where that is the null sender; `null` when
 * neither names anybody.
 */
export async function agentNotice(notice: AgentNotice): Promise<AgentNoticeMail | null> {
  const { about, messageId, from } = notice
  const to = agentOf(about)
  if (to === null) return null
  const mail = about.raw === null ? null : await parseMail(about.raw)
  const words = wordsOf(notice, mail, blanksOf(notice.findings, mail))
  const raw = await composeNotice({
    from: mailboxesOf(from)[0] ?? { name: '', address: from },
    to,
    subject: words.subject,
    messageId,
    date: notice.date,
    inReplyTo: about.header.messageId,
    references: mail === null ? [] : threadOf(mail),
    text: words.text,
    html: words.html,
  })
  return { raw, envelope: envelopeTo(to.address), header: { messageId, subject: words.subject, from } }
}

function agentOf({ envelopeFrom, header }: AgentNotice['about']): Mailbox | null {
  const named = header.from === null ? [] : mailboxesOf(header.from)
  if (envelopeFrom === '') return named.find(({ address }) => address !== '') ?? null
  const same = named.find(({ address }) => address.toLowerCase() === envelopeFrom.toLowerCase())
  return { name: same?.name ?? '', address: envelopeFrom }
}

function wordsOf({ kind, about, findings, ...given }: AgentNotice, mail: Mail | null, blanks: Blanks): NoticeText {
  const common = {
    id: about.id,
    subject: blanks.inWords(about.header.subject ?? ''),
    recipients: about.recipients,
    link: given.link,
    unread: given.unread ?? [],
    findings: findings.filter(({ shadow }) => !shadow).map((finding) => shownFinding(finding, mail, blanks)),
    reviewer: given.reviewer,
    note: given.note === null ? null : blanks.inWords(given.note),
  }
  return noticeTextOf({ ...common, kind })
}

function shownFinding(finding: NoticedFinding, mail: Mail | null, blanks: Blanks): NoticeFinding {
  const shown = blanks.inFinding(finding)
  const line = shown.excerpt === null || mail === null ? null : lineOf(finding, mail, blanks)
  return { ...shown, line: line === null ? null : blanks.inWords(line) }
}

function lineOf({ part, start, end }: NoticedFinding, mail: Mail, blanks: Blanks): string | null {
  if (start === null || end === null) return null
  if (part === 'subject') return blanks.inPart(mail.subject, part)
  const body = part === 'text' ? mail.text : part === 'html' ? mail.html : null
  return body === null ? null : noticeLineOf(blanks.inPart(body.text, part), start, end)
}

/** Our notices are ASCII; only the address may need SMTPUTF8 (RFC 6531). */
function envelopeTo(address: string): Envelope {
  return {
    from: '',
    recipients: [{ address, notify: null, orcpt: null }],
    body: null,
    smtpUtf8: /[^\x00-\x7f]/.test(address),
    requireTls: false,
    ret: null,
    envid: null,
  }
}
