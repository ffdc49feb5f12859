import type { Mail } from '@proofgate/mail'
import type * as store from '@proofgate/store'
import type { HoldReading } from '../reading.ts'
import type { DecisionView, HoldSummary, HoldView, MessageView } from './schemas.ts'

/** A hold as a line of the API's list. */
export function summaryView(hold: store.HoldSummary): HoldSummary {
  return {
    id: hold.id,
    reason: hold.reason,
    heldAt: hold.heldAt.toISOString(),
    decidedAt: hold.decidedAt?.toISOString() ?? null,
    decision: hold.decision,
    decidedBy: hold.decidedBy,
    note: hold.note,
    state: hold.state,
    login: hold.login,
    envelopeFrom: hold.envelopeFrom,
    from: hold.from,
    subject: hold.subject,
    messageId: hold.messageId,
    recipients: [...hold.recipients],
    sizeBytes: hold.sizeBytes,
    sha256: hold.sha256,
    verdict: hold.verdict,
    score: hold.score,
    checks: [...hold.checks],
    worst: hold.worst === null ? null : { check: hold.worst.check, message: hold.worst.message },
    stale:
      hold.stale === null
        ? null
        : {
            at: hold.stale.at.toISOString(),
            why: hold.stale.why,
            judgedAt: hold.stale.judgedAt?.toISOString() ?? null,
          },
  }
}

/** A hold with everything a reviewer looks at. */
export function holdView({ hold, mail, customer, timeline }: HoldReading): HoldView {
  return {
    ...summaryView(hold),
    receivedAt: hold.receivedAt.toISOString(),
    judgement: hold.judgement,
    mail: mailView(mail),
    customer,
    timeline: timeline.map(timelineView),
  }
}

/** What was decided, in the words a repeated request gets again. */
export function decisionView(hold: store.Hold): DecisionView {
  const { id, decision, decidedAt, decidedBy, note } = hold
  if (decision === null || decidedAt === null || decidedBy === null) throw new Error(`Hold ${id} is not decided`)
  return { id, decision, decidedAt: decidedAt.toISOString(), decidedBy, note }
}

/** What became of a message. Without the words objected to: those are content, and looking at content is recorded. */
export function messageView(message: store.MessageStatus, timeline: readonly store.TimelineEntry[]): MessageView {
  const { judgement, ...status } = message
  const findings = judgement?.findings.filter((finding) => !finding.shadow) ?? []
  return {
    ...status,
    verdict: judgement?.verdict ?? null,
    score: judgement?.score ?? null,
    exempt: judgement?.exempt ?? null,
    unread: judgement?.unread ?? [],
    checks: [...new Set(findings.map((finding) => finding.check))],
    receivedAt: message.receivedAt.toISOString(),
    heldAt: message.heldAt?.toISOString() ?? null,
    recipients: message.recipients.map((recipient) => ({ ...recipient })),
    timeline: timeline.map(timelineView),
  }
}

function timelineView({ at, kind, actor, data }: store.TimelineEntry): HoldView['timeline'][number] {
  return { at: at.toISOString(), kind, actor, data }
}

function mailView(mail: Mail): HoldView['mail'] {
  const bodyView = (body: Mail['text']) =>
    body === null ? null : { text: body.text, segments: body.segments.map((segment) => ({ ...segment })) }
  return {
    subject: mail.subject,
    from: [...mail.from],
    replyTo: [...mail.replyTo],
    to: [...mail.to],
    cc: [...mail.cc],
    date: mail.date?.toISOString() ?? null,
    messageId: mail.messageId,
    text: bodyView(mail.text),
    html: bodyView(mail.html),
    attachments: [...mail.attachments],
    links: mail.links.map(({ href, text }) => ({ href, text })),
    defects: [...mail.defects],
  }
}
