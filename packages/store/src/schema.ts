/**
 * The tables. One row per message, recipient, delivery, attempt, judgement, finding, hold and event.
 * Row types come from `$inferSelect`; a second declaration would drift.
 */
import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  bytea,
  doublePrecision,
  index,
  integer,
  jsonb,
  primaryKey,
  snakeCase,
  text,
  timestamp,
  uniqueIndex,
} from 'drizzle-orm/pg-core'

const instant = () => timestamp({ withTimezone: true, mode: 'date' })
const serial = () => bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity()

/** Where a message stands. Allowed moves are in states.ts. */
export const MESSAGE_STATES = ['unjudged', 'forwarding', 'sent', 'failed', 'held', 'returned', 'bounced'] as const
/** Who made a message: somebody by SMTP, or Proofgate itself. */
export const ORIGINS = ['submission', 'notice', 'dsn'] as const
/** Where one recipient of a message stands. */
export const RECIPIENT_STATES = ['waiting', 'sent', 'failed', 'cancelled'] as const

/** One row per message accepted or refused by verdict, and per notice or DSN of ours. */
export const messages = snakeCase.table(
  'messages',
  {
    /** ULID, lower case: sorts by time, safe in SMTP replies, headers and links. */
    id: text().primaryKey(),
    origin: text({ enum: ORIGINS }).notNull(),
    /** The message a notice or DSN is about; null for submissions. */
    aboutId: text(),
    state: text({ enum: MESSAGE_STATES }).notNull(),
    receivedAt: instant().notNull().defaultNow(),
    /** SMTP login, `null` for hosts trusted by network and for our own mail. */
    login: text(),
    /** Address of the host that sent it to us, after XFORWARD. */
    clientAddress: text(),
    /** Name given in EHLO or HELO. */
    clientName: text(),
    /** Protocol as in a Received line: ESMTP, ESMTPS, ESMTPSA… (RFC 3848). */
    protocol: text(),
    /** Reverse-path; `''` is the null sender. */
    envelopeFrom: text().notNull(),
    body: text({ enum: ['7BIT', '8BITMIME'] }),
    smtpUtf8: boolean().notNull().default(false),
    requireTls: boolean().notNull().default(false),
    ret: text({ enum: ['FULL', 'HDRS'] }),
    envid: text(),
    /** Octets of the message as received, without our trace fields. */
    sizeBytes: integer().notNull(),
    /** SHA-256 of those octets. */
    sha256: bytea().notNull(),
    /** Domain by which delivery chooses the smarthost: of the reverse-path, else of From; for our own mail the agent's. */
    routeDomain: text().notNull(),
    /** Trace fields put before the message on every way out, CRLF included. */
    trace: text().notNull(),
    /** Message-ID, Subject and From of the header, decoded and cut at 998 characters; null when absent. */
    headerMessageId: text(),
    headerSubject: text(),
    headerFrom: text(),
    /** True when bare CR or LF were rewritten to CRLF on the client's wish (`intake.line_endings`). */
    normalised: boolean().notNull().default(false),
  },
  (t) => [
    index().on(t.receivedAt),
    index().on(t.aboutId).where(sql`about_id is not null`),
    index().on(t.headerMessageId).where(sql`header_message_id is not null`),
    index().on(t.state, t.receivedAt).where(sql`state in ('unjudged', 'forwarding', 'held')`),
  ],
)

/** One row per message: its octets, zstd-compressed. Apart from `messages` so that lists never touch them. */
export const bodies = snakeCase.table('bodies', {
  messageId: text()
    .primaryKey()
    .references(() => messages.id),
  bytes: bytea().notNull(),
})

/** One row per RCPT TO of a message. */
export const recipients = snakeCase.table(
  'recipients',
  {
    messageId: text()
      .notNull()
      .references(() => messages.id),
    /** Order in the envelope, from 0. */
    position: integer().notNull(),
    address: text().notNull(),
    notify: text(),
    orcpt: text(),
    state: text({ enum: RECIPIENT_STATES }).notNull().default('waiting'),
    /** The smarthost's last reply about this recipient; null before the first attempt. */
    lastReply: text(),
    settledAt: instant(),
  },
  (t) => [primaryKey({ columns: [t.messageId, t.position] })],
)

/** One row per way out of a message: the queue. A release adds one, so there is one way out whatever the verdict. */
export const deliveries = snakeCase.table(
  'deliveries',
  {
    id: text().primaryKey(),
    messageId: text()
      .notNull()
      .references(() => messages.id),
    createdAt: instant().notNull().defaultNow(),
    /** When it may next be claimed. While it is leased, the end of the lease: no reaper is needed. */
    runAt: instant().notNull().defaultNow(),
    /** Fresh token of each claim (fencing): who lost the lease can no longer settle. */
    leaseToken: text(),
    attempts: integer().notNull().default(0),
    /** After this instant remaining recipients fail. */
    expiresAt: instant().notNull(),
    /** How many delay notices went out. */
    delayNotices: integer().notNull().default(0),
    finishedAt: instant(),
  },
  (t) => [index().on(t.runAt).where(sql`finished_at is null`), index().on(t.messageId)],
)

/** One row per attempt of a delivery. */
export const attempts = snakeCase.table(
  'attempts',
  {
    id: serial(),
    deliveryId: text()
      .notNull()
      .references(() => deliveries.id),
    messageId: text().notNull(),
    /** From 1. */
    number: integer().notNull(),
    startedAt: instant().notNull(),
    endedAt: instant().notNull(),
    /** host:port of the smarthost spoken to; null when none was reached. */
    host: text(),
    /** TLS protocol of the session; null for plaintext. */
    tls: text(),
    /** What each recipient got: `RecipientResult[]`. */
    results: jsonb().notNull(),
  },
  (t) => [index().on(t.messageId)],
)

/** One row per judgement of a message; a message judged again keeps both. */
export const judgements = snakeCase.table(
  'judgements',
  {
    id: text().primaryKey(),
    messageId: text()
      .notNull()
      .references(() => messages.id),
    judgedAt: instant().notNull().defaultNow(),
    verdict: text({ enum: ['forward', 'hold', 'bounce'] }).notNull(),
    score: doublePrecision().notNull(),
    policy: text().notNull(),
    engine: text().notNull(),
    /** The whole judgement in its public shape. */
    judgement: jsonb().notNull(),
  },
  (t) => [index().on(t.messageId)],
)

/** One row per finding of a judgement, for reports by check; the judgement's JSON holds the same and more. */
export const findings = snakeCase.table(
  'findings',
  {
    id: serial(),
    judgementId: text()
      .notNull()
      .references(() => judgements.id),
    messageId: text().notNull(),
    checkId: text().notNull(),
    groupName: text().notNull(),
    points: doublePrecision().notNull(),
    confidence: doublePrecision().notNull(),
    shadow: boolean().notNull(),
    excerpt: text(),
  },
  (t) => [index().on(t.messageId), index().on(t.checkId, t.id)],
)

/** Why a message waits for a person. Each kind has its own life. */
export const HOLD_REASONS = ['verdict', 'unjudged'] as const

/** One row per message that waited or waits for a person. */
export const holds = snakeCase.table(
  'holds',
  {
    messageId: text()
      .primaryKey()
      .references(() => messages.id),
    reason: text({ enum: HOLD_REASONS }).notNull(),
    heldAt: instant().notNull().defaultNow(),
    decidedAt: instant(),
    decision: text({ enum: ['release', 'return'] }),
    /** `user:…` or `token:…` of who decided. */
    decidedBy: text(),
    /** What the reviewer wrote to the agent. */
    note: text(),
    /** Idempotency-Key of the request that decided: the same key again is a repeat, not a conflict. */
    idempotencyKey: text(),
  },
  (t) => [index().on(t.heldAt).where(sql`decided_at is null`)],
)

/** One row per message that waits for its judgement because the judge was down or too slow (promise 7). */
export const unjudged = snakeCase.table(
  'unjudged',
  {
    messageId: text()
      .primaryKey()
      .references(() => messages.id),
    runAt: instant().notNull().defaultNow(),
    leaseToken: text(),
    attempts: integer().notNull().default(0),
    /** From here on it is held for a person instead. */
    holdAt: instant().notNull(),
  },
  (t) => [index().on(t.runAt)],
)

/** One row per (login, envelope, octets) lately accepted: a client's retry finds its message here. */
export const recentSubmissions = snakeCase.table(
  'recent_submissions',
  {
    /** SHA-256 over login, reverse-path, recipients and octets. */
    key: bytea().primaryKey(),
    messageId: text().notNull(),
    at: instant().notNull().defaultNow(),
  },
  (t) => [index().on(t.at)],
)

/** One row per step of a message or act of a person. Append-only: triggers refuse every other statement. */
export const events = snakeCase.table(
  'events',
  {
    id: serial(),
    at: instant().notNull().defaultNow(),
    /** `mail.received`, `mail.held`, `hold.released`…: the list is in events.ts. */
    kind: text().notNull(),
    messageId: text(),
    /** `relay`, `login:…`, `user:…`, `token:…`. */
    actor: text().notNull(),
    data: jsonb().notNull(),
  },
  (t) => [index().on(t.messageId, t.id)],
)

/** One row per person or mail tool that may sign in, by SMTP or at the console. */
export const users = snakeCase.table('users', {
  login: text().primaryKey(),
  name: text().notNull(),
  /** PHC string of argon2id (RFC 9106). */
  passwordHash: text().notNull(),
  /** Patterns of addresses it may send as: `anna@acme.example`, `*@acme.example`. Empty: may not send. */
  senders: text().array().notNull(),
  /** `reviewer` may see and decide holds, `admin` everything. */
  roles: text().array().notNull(),
  createdAt: instant().notNull().defaultNow(),
  disabledAt: instant(),
})

/** One row per API token. The token itself is shown once and never stored. */
export const tokens = snakeCase.table(
  'tokens',
  {
    id: text().primaryKey(),
    name: text().notNull(),
    sha256: bytea().notNull(),
    roles: text().array().notNull(),
    createdAt: instant().notNull().defaultNow(),
    expiresAt: instant(),
    revokedAt: instant(),
  },
  (t) => [uniqueIndex().on(t.sha256)],
)

/** One row per browser signed in at the console. The cookie's secret is never stored. */
export const sessions = snakeCase.table(
  'sessions',
  {
    sha256: bytea().primaryKey(),
    /** Who signed in by password; null otherwise. */
    login: text().references(() => users.login),
    /** Who signed in by an API token; null otherwise. Both null: by a sign-in link of this installation. */
    tokenId: text().references(() => tokens.id),
    createdAt: instant().notNull().defaultNow(),
    /** When it was last used, to the minute. */
    seenAt: instant().notNull().defaultNow(),
  },
  (t) => [index().on(t.seenAt)],
)
