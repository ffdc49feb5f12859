/** The shapes of the HTTP API. They are public: only ever extended. */
import { z } from '@hono/zod-openapi'
import { Judgement as JudgementShape } from '@proofgate/checks'

const Instant = z.iso.datetime().openapi({ description: 'UTC, ISO 8601', example: '2026-11-24T16:05:47.123Z' })
const Id = z.string().openapi({ description: 'ULID, lower case', example: '01kas2v4m8q1xw3c5e7g9j0n2p' })

/** A copy: zod-openapi teaches `openapi` only to schemas made after it was loaded. */
export const Judgement = JudgementShape.clone().openapi('Judgement')

/** Why a message waits. */
export const HoldReason = z.enum(['verdict', 'unjudged'])
export const Decision = z.enum(['release', 'return'])

export const HoldSummary = z
  .object({
    id: Id,
    reason: HoldReason.describe('verdict: a check objects; unjudged: it could not be judged in time'),
    heldAt: Instant,
    decidedAt: Instant.nullable(),
    decision: Decision.nullable(),
    decidedBy: z.string().nullable().describe('user:… or token:…'),
    note: z.string().nullable().describe('What the reviewer wrote to the agent'),
    state: z.string().describe('Where the message stands: held, forwarding, sent, failed, returned'),
    login: z.string().nullable().describe('SMTP login it was sent with; null for hosts trusted by network'),
    envelopeFrom: z.string().describe("Reverse-path; '' is the null sender"),
    from: z.string().nullable().describe('From of its header, decoded'),
    subject: z.string().nullable(),
    messageId: z.string().nullable(),
    recipients: z.array(z.string()).describe('Recipients of the envelope, Bcc included'),
    sizeBytes: z.int(),
    sha256: z.string().describe('SHA-256 of its octets as they came in, hexadecimal'),
    verdict: z.enum(['forward', 'hold', 'bounce']).nullable().describe('null when it was not judged'),
    score: z.number().nullable(),
    checks: z.array(z.string()).describe('Ids of the checks that object, worst first'),
    worst: z.object({ check: z.string(), message: z.string() }).nullable().describe('The worst finding'),
    stale: z
      .object({
        at: Instant,
        why: z.enum(['customer-wrote', 'colleague-answered', 'promise-passed']),
        judgedAt: Instant.nullable().describe('When it was judged again since; null while it is still to be'),
      })
      .nullable()
      .default(null)
      .describe('How its conversation moved on while it waited; null while it has not'),
  })
  .openapi('HoldSummary')
export type HoldSummary = z.infer<typeof HoldSummary>

export const HoldPage = z
  .object({
    holds: z.array(HoldSummary),
    next: z.string().nullable().describe('Cursor of the next page; null on the last'),
  })
  .openapi('HoldPage')
export type HoldPage = z.infer<typeof HoldPage>

const Mailbox = z.object({ name: z.string(), address: z.string() })

const Body = z
  .object({
    text: z.string().describe('Decoded text; findings of this part count in its UTF-16 code units'),
    segments: z
      .array(
        z.object({
          start: z.int(),
          end: z.int(),
          kind: z.enum(['own', 'quote', 'forward', 'signature', 'footer']),
          level: z.int().optional(),
        }),
      )
      .describe('What each stretch is; only own is what the agent wrote'),
  })
  .openapi('Body')

export const MailView = z
  .object({
    subject: z.string(),
    from: z.array(Mailbox),
    replyTo: z.array(Mailbox),
    to: z.array(Mailbox),
    cc: z.array(Mailbox),
    date: Instant.nullable(),
    messageId: z.string().nullable(),
    text: Body.nullable().describe('The text/plain body'),
    html: Body.nullable().describe('The text/html body as text'),
    attachments: z.array(
      z.object({ filename: z.string().nullable(), contentType: z.string(), sizeBytes: z.int(), inline: z.boolean() }),
    ),
    links: z
      .array(z.object({ href: z.string(), text: z.string() }))
      .describe('Links of the HTML body and where they lead'),
    defects: z.array(z.string()).describe('What had to be guessed or cut to read it'),
  })
  .openapi('Mail')

export const TimelineEntry = z
  .object({
    at: Instant,
    kind: z.string().openapi({ example: 'mail.held' }),
    actor: z.string().describe('relay, login:…, user:… or token:…'),
    data: z.record(z.string(), z.unknown()),
  })
  .openapi('TimelineEntry')

export const HoldView = HoldSummary.extend({
  receivedAt: Instant,
  judgement: Judgement.nullable(),
  mail: MailView,
  customer: z
    .object({ text: z.string(), author: z.string().nullable() })
    .nullable()
    .describe("The customer's words as far as the reply quotes them"),
  timeline: z.array(TimelineEntry),
}).openapi('Hold')
export type HoldView = z.infer<typeof HoldView>

export const DecisionView = z
  .object({
    id: Id,
    decision: Decision,
    decidedAt: Instant,
    decidedBy: z.string(),
    note: z.string().nullable(),
  })
  .openapi('Decision')
export type DecisionView = z.infer<typeof DecisionView>

export const MessageView = z
  .object({
    id: Id,
    origin: z.enum(['submission', 'notice', 'dsn']),
    aboutId: Id.nullable().describe('The message a notice or DSN is about'),
    state: z.enum(['unjudged', 'forwarding', 'sent', 'failed', 'held', 'returned', 'bounced']),
    receivedAt: Instant,
    heldAt: Instant.nullable().describe('When it was held for review; null when it never was'),
    login: z.string().nullable(),
    envelopeFrom: z.string(),
    from: z.string().nullable().describe('From of its header, decoded'),
    subject: z.string().nullable(),
    messageId: z.string().nullable(),
    sizeBytes: z.int(),
    sha256: z.string(),
    recipients: z.array(
      z.object({
        address: z.string(),
        state: z.enum(['waiting', 'sent', 'failed', 'cancelled']),
        lastReply: z.string().nullable().describe("The mail server's last words about this recipient"),
      }),
    ),
    verdict: z.enum(['forward', 'hold', 'bounce']).nullable().describe('null when it was not judged'),
    score: z.number().nullable(),
    exempt: z
      .string()
      .nullable()
      .describe('Why it passed without being read (auto-submitted, internal…); null when it was read, or not judged'),
    unread: z.array(z.string()).describe('What of it could not be read, and which checks failed over it'),
    checks: z.array(z.string()).describe('Ids of the checks that object, worst first'),
    timeline: z.array(TimelineEntry),
  })
  .openapi('Message')
export type MessageView = z.infer<typeof MessageView>

const Turn = z.object({ id: Id, isNew: z.boolean().describe('false when the mail was known already') })

export const Journaled = Turn.extend({
  others: z.array(Turn).describe('Further mails, of a journal report that encloses several; empty as a rule'),
}).openapi('Journaled')
export type Journaled = z.infer<typeof Journaled>

export const JournalState = z
  .object({
    lastAt: Instant.nullable().describe(
      'When the latest mail came in that was not known before; null when none ever did',
    ),
    lastDay: z.int().describe('Mails that came in within 24 hours'),
    unread: z.int().describe('Mails, and replies that went out, that wait to be read; near 0 when all is well'),
  })
  .openapi('JournalState')
export type JournalState = z.infer<typeof JournalState>

export const Problem = z
  .object({
    type: z.string().openapi({ example: 'urn:proofgate:problem:already-decided' }),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    remedy: z.string().describe('What to do now'),
    errors: z
      .array(z.object({ in: z.string(), name: z.string(), says: z.string() }))
      .optional()
      .describe('Every mistake of the request (400)'),
    decision: z
      .object({ decision: Decision, decidedBy: z.string(), decidedAt: Instant })
      .optional()
      .describe('The decision that stands (already-decided)'),
    ids: z.array(Id).optional().describe('What a shortened id may mean (ambiguous-id)'),
  })
  .openapi('Problem')
export type Problem = z.infer<typeof Problem>
