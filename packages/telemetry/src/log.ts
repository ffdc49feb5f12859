import { type Logger, pino } from 'pino'
import { errorFieldsOf } from './error-fields.ts'
import { prettyOf, withEscapes } from './pretty.ts'

/** Where lines go: `process.stdout`, or any stream. */
export type Destination = {
  write(line: string): unknown
  on?(event: 'error', listener: (error: Error) => void): unknown
  readonly isTTY?: boolean
}

export type LogOptions = {
  /** Least level that is written. */
  readonly level: 'debug' | 'info' | 'warn' | 'error' | 'silent'
  /** `json`: an object per line; `pretty`: a line for people; `auto`: pretty on a terminal. */
  readonly format: 'auto' | 'json' | 'pretty'
  readonly destination: Destination
  /** Colours in pretty lines. @default false */
  readonly colour?: boolean
}

/** What every event about one message says. */
export type OfMail = { readonly id: string }

/** What became of a message at the gate. `score` is `null` for one passed unjudged; `tookMs` is the judgement's time. */
export type OfVerdict = OfMail & { readonly score: number | null; readonly tookMs: number | null }

/** One attempt to send a message on. `host` is the mail server; `code` its reply code, `null` when it gave none. */
export type OfDelivery = OfMail & {
  readonly host: string | null
  /** How many recipients this is about. */
  readonly recipients: number
  /** Number of the attempt, from 1. */
  readonly attempt: number
  readonly code?: number | null
  readonly tookMs?: number
}

/** Who did something to a hold: the name of a reviewer, or of the rule that did it. */
export type OfHold = OfMail & { readonly by: string }

/** A copy of a mail, and the way it came. `automatic`: why it is nobody's writing, `null` when somebody wrote it. */
export type OfCopy = OfMail & {
  readonly isNew: boolean
  readonly by: 'smtp' | 'http'
  /** True when a journal report enclosed it. */
  readonly isReport: boolean
  readonly automatic: string | null
  readonly sizeBytes: number
}

/** A peer of an SMTP port, and why it was turned away. */
export type OfPeer = { readonly address: string; readonly why: string }

/** Longest text of a field, in UTF-16 code units: some come from strangers. */
const TEXT_MAX = 300

/**
 * The log: one function per event there is, with the fields it has. Free text only in `why` and in faults.
 * Fields are ids and counts; nothing of a message's content may be handed in.
 */
export type Log = ReturnType<typeof logOver>

/**
 * A log that writes to a stream. It never throws, and a stream that fails (a closed pipe, a full disk) loses lines,
 * not mail.
 */
export function createLog({ level, format, destination, colour = false }: LogOptions): Log {
  destination.on?.('error', () => {})
  const isPretty = format === 'pretty' || (format === 'auto' && destination.isTTY === true)
  const logger = pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      hooks: { streamWrite: isPretty ? (line) => prettyOf(line, colour) : withEscapes },
    },
    { write: (line) => quietly(() => destination.write(line)) },
  )
  return logOver(logger)
}

/** What a log must never do is stop the mail: a stream may also throw where it stands. */
function quietly(write: () => unknown): void {
  try {
    write()
  } catch {
    // The line is lost. There is nobody left to tell.
  }
}

function logOver(logger: Logger) {
  const event =
    <Fields extends object>(level: 'debug' | 'info' | 'warn' | 'error', name: string) =>
    (fields: Fields): void =>
      logger[level]({ event: name, ...shortened(fields) })

  return {
    /** A message came in whole. */
    mailReceived: event<OfMail & { readonly sizeBytes: number; readonly recipients: number }>('debug', 'mail.received'),
    mailForwarded: event<OfVerdict>('info', 'mail.forwarded'),
    mailHeld: event<OfVerdict & { readonly reason: string }>('info', 'mail.held'),
    mailBounced: event<OfVerdict>('info', 'mail.bounced'),
    /** No judgement in time; `action` is what the configuration says to do: keep, forward, tempfail. */
    mailUnjudged: event<OfMail & { readonly why: string; readonly action: string }>('warn', 'mail.unjudged'),
    /** The client sent a message again that is on record already; `id` is that of the first. */
    mailDuplicate: event<OfMail>('info', 'mail.duplicate'),
    mailRefused: event<OfPeer>('info', 'mail.refused'),
    /** A copy of a mail came in by the journal; `id` is its turn, known already unless `isNew`. */
    journalReceived: event<OfCopy>('info', 'journal.received'),
    /** A peer of the journal was turned away, or its mail. */
    journalRefused: event<OfPeer>('warn', 'journal.refused'),
    /** A journal report was not whole; what it held was taken. */
    journalDamaged: event<OfMail & { readonly why: string }>('warn', 'journal.damaged'),
    deliverySent: event<OfDelivery>('info', 'delivery.sent'),
    deliveryDeferred: event<OfDelivery & { readonly why: string; readonly nextAt: Date | null }>(
      'warn',
      'delivery.deferred',
    ),
    deliveryFailed: event<OfDelivery & { readonly why: string }>('warn', 'delivery.failed'),
    deliveryExpired: event<OfDelivery & { readonly why: string }>('warn', 'delivery.expired'),
    holdReleased: event<OfHold>('info', 'hold.released'),
    holdReturned: event<OfHold>('info', 'hold.returned'),
    authFailed: event<{ readonly address: string; readonly login: string }>('warn', 'auth.failed'),
    /** A connection was turned away at its start: too many, or the process is late. */
    intakeShed: event<OfPeer>('warn', 'intake.shed'),
    /** `at`: where it can be reached, `smtp://127.0.0.1:2525`. */
    serviceStarted: event<{ readonly service: string; readonly at: string }>('info', 'service.started'),
    serviceStopping: event<{ readonly service: string; readonly why: string }>('info', 'service.stopping'),
    serviceStopped: event<{ readonly service: string }>('info', 'service.stopped'),
    /** A policy came into force; `digest` is `sha256:…`. */
    policyLoaded: event<{ readonly digest: string; readonly file: string }>('info', 'policy.loaded'),
    /** Something to look at that stops nothing, in words: a self-signed certificate, a policy file with mistakes. */
    notice: (what: string, fields: object = {}): void => logger.warn({ event: 'notice', what, ...shortened(fields) }),
    /** Something failed that should not. `what` says in words what could not be done; the error is cut to what holds no content. */
    fault: (what: string, error: unknown, fields: object = {}): void =>
      logger.error({ event: 'fault', what, ...shortened(fields), ...errorFieldsOf(error) }),
  }
}

function shortened(fields: object): object {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      typeof value === 'string' && value.length > TEXT_MAX ? `${value.slice(0, TEXT_MAX)}…` : value,
    ]),
  )
}
