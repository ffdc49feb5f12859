/**
 * The tables. One row per message, recipient, delivery, attempt, judgement, finding, hold and event.
 * Row types come from `$inferSelect`; a second declaration would drift.
 */
import { sql } from 'drizzle-orm'
import {
  bigint,
  bit,
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
    /** Message-ID, Subject and From of the header, decoded and cut at 998 octets or characters; null when absent. */
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

/** How a conversation moves on under a message that waits: then it is judged again and left out of bulk releases. */
export const STALE_REASONS = ['customer-wrote', 'colleague-answered', 'promise-passed'] as const

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
    /** When the conversation last moved on while it waited, and how; null while it is as fresh as when it was judged. */
    staleAt: instant(),
    staleWhy: text({ enum: STALE_REASONS }),
    /** When it was judged again since; null while it is still to be. */
    staleJudgedAt: instant(),
    /** When it may be judged again, for as long as it is to be; while that is under way, the end of the lease. */
    judgeAgainAt: instant(),
  },
  (t) => [
    index().on(t.heldAt).where(sql`decided_at is null`),
    index().on(t.judgeAgainAt).where(sql`decided_at is null and judge_again_at is not null`),
  ],
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

/** One row per thread of mail with one customer. Its summary columns are worked out anew from its turns whenever one changes. */
export const conversations = snakeCase.table(
  'conversations',
  {
    /** ULID, lower case. */
    id: text().primaryKey(),
    /** The customer's address, lower case; null while only our own people wrote to each other. */
    customerAddress: text(),
    customerName: text(),
    /** Subject of the first turn without reply marks and ticket tags, lower case: what a thread without ids is known by. */
    subjectKey: text().notNull(),
    /** Subject as first written. */
    subject: text(),
    /** Help-desk tags seen in it (`[#12345]`, `ref:_00D…`), normalised. */
    tickets: text().array().notNull(),
    firstAt: instant().notNull(),
    lastAt: instant().notNull(),
    turnCount: integer().notNull(),
    /** Whose the next move is; null when nobody waits. */
    waitsOn: text({ enum: ['us', 'customer'] }),
    /** Since when somebody waits. */
    waitingSince: instant(),
    /** When our answer is due by the response target; null unless the customer waits on us. */
    answerDueAt: instant(),
    /** Questions, requests and problems of the customer that nothing has settled. */
    openPoints: integer().notNull(),
    mood: text({ enum: ['upset', 'neutral', 'happy'] }),
    atRisk: boolean().notNull().default(false),
    /** The customer's words that show mood and risk. */
    because: text().array().notNull(),
    /** Addresses of ours that wrote in it, first to last. */
    agents: text().array().notNull(),
    team: text(),
    /** The conversation a reviewer merged it into; null for one that stands by itself. */
    mergedInto: text(),
    /** The conversation a reviewer took it out of: references lead no further than here. */
    splitFrom: text(),
    /** When a person said that nothing is left to do in it, and who: `user:…` or `token:…`. What the customer writes later counts. */
    closedAt: instant(),
    closedBy: text(),
    /** When its text was removed at the customer's wish: counts and times stay. */
    erasedAt: instant(),
  },
  (t) => [
    index().on(t.answerDueAt).where(sql`waits_on = 'us' and merged_into is null`),
    index().on(t.waitsOn, t.waitingSince).where(sql`merged_into is null`),
    index().on(t.customerAddress, t.subjectKey, t.lastAt),
    index().on(t.lastAt),
    index('conversations_at_risk_index').on(t.lastAt).where(sql`at_risk and merged_into is null`),
    index().using('gin', t.tickets),
  ],
)

/**
 * One row per change after which a conversation's summary is to be worked out anew: of the conversation, or of the
 * state of a message in it. Written in the transaction of the change, deleted by who has worked it out.
 */
export const conversationChanges = snakeCase.table('conversation_changes', {
  id: serial(),
  conversationId: text(),
  messageId: text(),
})

/** How a mail of a conversation became known. */
export const TURN_SOURCES = ['submission', 'journal', 'http', 'import'] as const

/** One row per mail of a conversation: a customer's, or ours. A journal copy and the submission of one mail are one row. */
export const turns = snakeCase.table(
  'turns',
  {
    /** ULID, lower case; of a submission the message's own id. */
    id: text().primaryKey(),
    /** Null until it is read and put in its place. */
    conversationId: text().references(() => conversations.id),
    /** Null until it is read. */
    by: text({ enum: ['customer', 'us'] }),
    source: text({ enum: TURN_SOURCES }).notNull(),
    /** The submission it is; null when it is known by a copy only. Only what was sent was said to the customer. */
    messageId: text().references(() => messages.id),
    /** `TurnHeader.identity`: copies of one mail share it, so the same mail is one turn. */
    identity: bytea().notNull(),
    /** Message-ID with angle brackets; null when absent. */
    headerMessageId: text(),
    authorAddress: text(),
    authorName: text(),
    /** Addresses of To and Cc, lower case. */
    recipients: text().array().notNull(),
    subject: text(),
    /** Instant of the Date header, not after its receipt. */
    writtenAt: instant().notNull(),
    receivedAt: instant().notNull().defaultNow(),
    /** Minutes east of UTC in the Date header. */
    zone: integer().notNull().default(0),
    /** Why it is no person's writing (`auto-submitted`, `list`…); null when it is one. */
    automatic: text(),
    /** What its writer wrote in it, without quotes, signature and footer; null until read, and when erased. */
    text: text(),
    language: text(),
    mood: text({ enum: ['upset', 'neutral', 'happy'] }),
    atRisk: boolean().notNull().default(false),
    because: text().array().notNull(),
    /** The customer it is from or to, lower case; null when it went among our own people. */
    customerAddress: text(),
    /** The team it is for, and within what time that team answers (`ResponseTarget`); null where nothing says so. */
    team: text(),
    target: jsonb(),
    /** When it was read; null while it waits for that. */
    readAt: instant(),
    /** When it may next be claimed for reading; while leased, the end of the lease. */
    runAt: instant().notNull().defaultNow(),
    leaseToken: text(),
    attempts: integer().notNull().default(0),
    erasedAt: instant(),
  },
  (t) => [
    uniqueIndex().on(t.identity),
    index().on(t.headerMessageId).where(sql`header_message_id is not null`),
    index().on(t.conversationId, t.writtenAt),
    index().on(t.runAt).where(sql`read_at is null`),
    index().on(t.authorAddress, t.writtenAt),
    index().on(t.messageId).where(sql`message_id is not null`),
  ],
)

/** One row per copy of a mail that was not submitted here: its octets, zstd-compressed. Erased at the customer's wish. */
export const turnBodies = snakeCase.table('turn_bodies', {
  turnId: text()
    .primaryKey()
    .references(() => turns.id),
  bytes: bytea().notNull(),
})

/** One row per Message-ID that a turn names in In-Reply-To or References. */
export const turnLinks = snakeCase.table(
  'turn_links',
  {
    turnId: text()
      .notNull()
      .references(() => turns.id),
    headerMessageId: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.turnId, t.headerMessageId] }), index().on(t.headerMessageId)],
)

/** One row per first mail of ours behind what a customer wrote: how long they waited. Worked out anew with the summary. */
export const answers = snakeCase.table(
  'answers',
  {
    turnId: text().primaryKey(),
    conversationId: text().notNull(),
    /** Address of who answered, lower case. */
    agent: text(),
    team: text(),
    /** When the customer wrote first since our mail before it. */
    askedAt: instant().notNull(),
    answeredAt: instant().notNull(),
    /** Hour of the day at which they wrote, on the team's wall clock, 0 to 23. */
    hour: integer().notNull(),
    /** The wait by the clock, and in the hours in which the team was open. */
    clockMs: bigint({ mode: 'number' }).notNull(),
    openMs: bigint({ mode: 'number' }).notNull(),
    /** Longer than the response target allows. */
    isLate: boolean().notNull(),
  },
  (t) => [index().on(t.answeredAt), index().on(t.conversationId)],
)

/** What became of a customer's question, request or problem. `closed`: by a person, or because the customer said so. */
export const POINT_STATES = ['open', 'partly', 'answered', 'declined', 'asked-back', 'deferred', 'closed'] as const

/** One row per question, request or problem of a customer. */
export const points = snakeCase.table(
  'points',
  {
    id: serial(),
    conversationId: text()
      .notNull()
      .references(() => conversations.id),
    turnId: text()
      .notNull()
      .references(() => turns.id),
    kind: text({ enum: ['question', 'request', 'problem'] }).notNull(),
    /** The customer's words; null when erased. */
    text: text(),
    state: text({ enum: POINT_STATES }).notNull(),
    /** Our turn that settled it; null while open, and when a person closed it. */
    settledTurnId: text(),
    settledAt: instant(),
    /** `user:…` or `token:…` of the person who closed it. */
    settledBy: text(),
  },
  (t) => [index().on(t.conversationId, t.state), index().on(t.turnId)],
)

/** Where a promise stands; overdue is one that is open and whose time has passed. */
export const PROMISE_STATES = ['open', 'kept', 'renewed', 'withdrawn'] as const

/** One row per promise of ours in a sent reply. */
export const promises = snakeCase.table(
  'promises',
  {
    id: serial(),
    conversationId: text()
      .notNull()
      .references(() => conversations.id),
    turnId: text()
      .notNull()
      .references(() => turns.id),
    /** Who promised. */
    agent: text(),
    /** Our words; null when erased. */
    text: text(),
    /** The words for the time: `by Friday`. */
    timeWords: text(),
    madeAt: instant().notNull(),
    dueAt: instant().notNull(),
    state: text({ enum: PROMISE_STATES }).notNull(),
    settledTurnId: text(),
    settledAt: instant(),
    /** `user:…` or `token:…` of the person who marked it; null when a later mail settled it. */
    settledBy: text(),
  },
  (t) => [
    index().on(t.dueAt).where(sql`state = 'open'`),
    index().on(t.state, t.dueAt),
    index().on(t.conversationId),
    index().on(t.agent, t.madeAt),
  ],
)

/** One row per version of a fact set by the API; the policy file's facts stand beside them. A change retires one and adds one. */
export const facts = snakeCase.table(
  'facts',
  {
    id: text().primaryKey(),
    topic: text().notNull(),
    statement: text(),
    value: text().notNull(),
    /** First and last day on which it is true, as `2026-03-01`; null without bound. */
    validFrom: text(),
    validUntil: text(),
    createdAt: instant().notNull().defaultNow(),
    createdBy: text().notNull(),
    retiredAt: instant(),
    retiredBy: text(),
    /** The version before it. */
    replaces: text(),
  },
  (t) => [index().on(t.createdAt)],
)

/** How many keys a sketch has: so many replies that are alike find each other by at least one of them (LSH). */
export const SKETCH_BANDS = 10

/** One row per sent reply of some length: what it takes to find nearly the same words again, and no word of it. */
export const sketches = snakeCase.table(
  'sketches',
  {
    turnId: text()
      .primaryKey()
      .references(() => turns.id),
    /** Address of the customer it went to, lower case. */
    customerAddress: text().notNull(),
    sentAt: instant().notNull(),
    /** Keys to look it up by: `Sketch.bands`. */
    bands: integer().array().notNull(),
    /** By these the likeness of two is known: `Sketch.bits`. */
    bits: bit({ dimensions: 512 }).notNull(),
  },
  (t) =>
    // One index per key, in order of time, so that a look-up reads a few rows of each however often a reply was sent.
    Array.from({ length: SKETCH_BANDS }, (_, i) =>
      index(`sketches_band_${i + 1}_index`).on(sql.raw(`(bands[${i + 1}])`), t.sentAt),
    ),
)

/** What customers say that may gather in themes. `feedback`: praise, or how it could be better. */
export const THEME_KINDS = ['problem', 'feedback', 'question'] as const

/** One row per theme: problems, feedback or questions of customers that resemble each other. */
export const themes = snakeCase.table('themes', {
  id: text().primaryKey(),
  kind: text({ enum: THEME_KINDS }).notNull(),
  /** What its vectors are made by: a language model's id, or `words`. Others cannot be compared with it. */
  vectorsBy: text().notNull().default('words'),
  /** Its telling words, most telling first. */
  words: text().array().notNull(),
  /** A name a person gave it; null for its words. */
  name: text(),
  /** Mean vector of its members, 32-bit little-endian floats. */
  centroid: bytea().notNull(),
  memberCount: integer().notNull(),
  firstSeen: instant().notNull(),
  lastSeen: instant().notNull(),
})

/** One row per customer's sentence that may belong to a theme. */
export const themeMembers = snakeCase.table(
  'theme_members',
  {
    id: serial(),
    /** Null while it belongs to none. */
    themeId: text().references(() => themes.id),
    kind: text({ enum: THEME_KINDS }).notNull().default('problem'),
    turnId: text()
      .notNull()
      .references(() => turns.id),
    /** The customer's sentence; null when erased. */
    text: text(),
    at: instant().notNull(),
    /** What `vector` was made by, as in `themes`. */
    vectorsBy: text().notNull().default('words'),
    /** 32-bit little-endian floats; null once it belongs to a theme, when it is too old to found one, and when erased. */
    vector: bytea(),
    /** When it was compared with all themes; null while it waits for that. */
    gatheredAt: instant(),
  },
  (t) => [
    index().on(t.themeId, t.at),
    index().on(t.turnId),
    index().on(t.at),
    index('theme_members_waiting_index').on(t.id).where(sql`gathered_at is null`),
    index('theme_members_loose_index')
      .on(t.kind, t.vectorsBy, t.id)
      .where(sql`theme_id is null and vector is not null and gathered_at is not null`),
  ],
)

/**
 * One row per customer whose words were erased. Written by the function `erase_customer` alone; while its transaction
 * runs, the triggers of the record let the words of these messages go.
 */
export const erasures = snakeCase.table('erasures', {
  /** What stands for the customer's address from now on. */
  pseudonym: text().primaryKey(),
  at: instant().notNull().defaultNow(),
  /** Number of the transaction that erased (`pg_current_xact_id`). */
  transaction: text().notNull(),
  messageIds: text().array().notNull(),
})

/** One row per thing imported from a file: where an import that was broken off goes on. */
export const imports = snakeCase.table('imports', {
  /** SHA-256 of the path and its size. */
  key: bytea().primaryKey(),
  path: text().notNull(),
  startedAt: instant().notNull().defaultNow(),
  finishedAt: instant(),
  /** Mails read of it so far, and where to go on: whatever the kind of source needs. */
  progress: jsonb().notNull(),
})
