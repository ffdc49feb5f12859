/** For tests: a review service over a real PostgreSQL, with people and held messages. */
import type { Finding, Judgement } from '@proofgate/checks'
import { type Config, configOf } from '@proofgate/config'
import { mailboxesOf, parseMail } from '@proofgate/mail'
import { reviewApp } from '@proofgate/review'
import { type Acceptor, acceptor, addToken, addUser, type NextStep, newId, type Role } from '@proofgate/store'
import { createLog } from '@proofgate/telemetry'
import { newMessage, temporaryStore } from './temporary-store.ts'

export const HOST = 'http://console.example'
export const PASSWORD = 'correct horse battery staple'

/** A message to be put on record; every field has a default. */
export type SampleMail = {
  readonly subject?: string
  readonly text?: string
  /** Whole message instead of subject and text. */
  readonly raw?: string
  readonly from?: string
  readonly envelopeFrom?: string
  readonly login?: string | null
  readonly recipients?: readonly string[]
  readonly findings?: readonly Partial<Finding>[]
  readonly judgement?: Partial<Judgement>
  /** True for a message that was held because nothing judged it. */
  readonly unjudged?: boolean
}

export type SampleDesk = Awaited<ReturnType<typeof sampleDesk>>

/** Opens it. `settings` are paths of the configuration with values. */
export async function sampleDesk(settings: Readonly<Record<string, unknown>> = {}) {
  const store = await temporaryStore()
  const lines: string[] = []
  const log = createLog({ level: 'debug', format: 'json', destination: { write: (line) => lines.push(line) } })
  const app = (more: Readonly<Record<string, unknown>> = {}) =>
    reviewApp({ sql: store.sql, config: configWith({ ...settings, ...more }), log, hostname: 'gate.example' })
  const accepting = acceptor(store.sql, { duplicateWindowMs: 0, giveUpMs: 1000 })
  return {
    store,
    sql: store.sql,
    lines,
    log,
    app,
    hold: (mail: SampleMail = {}) => put(accepting, mail, heldStep(mail)),
    /** Refused at DATA by its verdict. */
    bounce: (mail: SampleMail = {}) =>
      put(accepting, mail, { state: 'bounced', judgement: judgementFor(mail, 'bounce') }),
    /** Put on record with any next step. */
    put: (mail: SampleMail, next: NextStep) => put(accepting, mail, next),
    user: (login: string, roles: readonly Role[]) =>
      addUser(store.sql, { login, name: `${login} Roe`, senders: [], roles, password: PASSWORD }, 'user:test'),
    token: async (name: string, roles: readonly Role[]) =>
      (await addToken(store.sql, { name, roles, expiresAt: null }, 'user:test')).secret,
    close: store.remove,
  }
}

/** The default configuration with some settings changed. */
export function configWith(settings: Readonly<Record<string, unknown>> = {}): Config {
  return configOf({
    env: {},
    overrides: Object.entries({ 'review.url': HOST, ...settings }).map(([setting, value]) => ({
      setting,
      value,
      from: setting,
    })),
    hostname: 'gate.example',
    readFile: () => '',
  })
}

/** Octets of a plain message. */
export function rawOf({
  subject = 'Re: Your order',
  text = 'Dear [NAME],\n\nit left today.\n',
  ...mail
}: SampleMail): Buffer {
  if (mail.raw !== undefined) return Buffer.from(mail.raw.replaceAll(/\r?\n/g, '\r\n'))
  const lines = [
    `From: ${mail.from ?? 'Anna Ames <anna@acme.example>'}`,
    `To: ${mail.recipients?.[0] ?? 'jane@customer.example'}`,
    `Subject: ${subject}`,
    `Message-ID: <${newId()}@acme.example>`,
    'Content-Type: text/plain; charset=utf-8',
    '',
    text,
  ]
  return Buffer.from(lines.join('\n').replaceAll(/\r?\n/g, '\r\n'))
}

/** A judgement that holds; findings get the usual values where they name none. */
export function judgementOf(findings: readonly Partial<Finding>[], change: Partial<Judgement> = {}): Judgement {
  return {
    verdict: 'hold',
    score: 6,
    groups: { proof: 6, answer: 0, tone: 0, exposure: 0, word: 0 },
    thresholds: { hold: 5, bounce: 10, atRisk: false },
    language: 'en',
    findings: findings.map((finding) => ({
      check: 'placeholder',
      group: 'proof',
      points: 6,
      confidence: 0.9,
      part: 'text',
      start: null,
      end: null,
      excerpt: null,
      message: 'A field was not filled in.',
      suggestion: 'Fill it in.',
      note: false,
      action: null,
      shadow: false,
      ...finding,
    })),
    questions: [],
    customer: null,
    abstained: [],
    unread: [],
    model: null,
    conversation: null,
    facts: null,
    exempt: null,
    shadow: false,
    shadowVerdict: null,
    policy: `sha256:${'0'.repeat(64)}`,
    engine: '0.1.0',
    tookMs: 12,
    ...change,
  }
}

function heldStep(mail: SampleMail): NextStep {
  return mail.unjudged
    ? { state: 'held', judgement: null, reason: 'unjudged' }
    : { state: 'held', judgement: judgementFor(mail, 'hold'), reason: 'verdict' }
}

/** The judgement of a message with what it names of it; by default a field of the sample text is not filled in. */
function judgementFor({ findings, judgement }: SampleMail, verdict: Judgement['verdict']): Judgement {
  const usual = [{ start: 5, end: 11, excerpt: '[NAME]', message: '"[NAME]" was not filled in.' }]
  return judgementOf(findings ?? usual, { verdict, ...judgement })
}

/** Puts a message on record, and gives its id. */
async function put(accepting: Acceptor, mail: SampleMail, next: NextStep): Promise<string> {
  const raw = rawOf(mail)
  const read = await parseMail(raw)
  const id = newId()
  const envelopeFrom = mail.envelopeFrom ?? mailboxesOf(mail.from ?? 'anna@acme.example')[0]?.address ?? ''
  const recipients = (mail.recipients ?? ['jane@customer.example']).map((address) => ({
    address,
    notify: null,
    orcpt: null,
  }))
  await accepting.accept({
    message: newMessage({
      id,
      login: mail.login === undefined ? 'anna' : mail.login,
      envelope: { ...newMessage().envelope, from: envelopeFrom, recipients },
      raw,
      header: {
        messageId: read.messageId,
        subject: read.subject,
        from: read.from[0] === undefined ? null : `${read.from[0].name} <${read.from[0].address}>`,
      },
    }),
    next,
    notices: [],
  })
  return id
}

/** Asks a service as a bearer; the body is JSON. */
export function asker(app: ReturnType<typeof reviewApp>['app'], secret: string | null) {
  return async (method: string, address: string, body?: unknown, headers: Readonly<Record<string, string>> = {}) => {
    const response = await app.request(`${HOST}${address}`, {
      method,
      headers: {
        ...(secret === null ? {} : { Authorization: `Bearer ${secret}` }),
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.includes('json') ?? false
    // Bodies are read as tests need them: what is not there fails the expectation.
    return { status: response.status, headers: response.headers, text, json: isJson ? JSON.parse(text) : null }
  }
}
