/** What tests of the delivery share: a running delivery, a smarthost, and a table with messages to send. */
import { EventEmitter, once } from 'node:events'
import { type Config, configOf } from '@proofgate/config'
import type { Recipient } from '@proofgate/mail'
import { acceptor, type ClaimedDelivery, type Lease, type NewMessage } from '@proofgate/store'
import type { DeliveryLog } from '../services/relay/src/delivery/delivery-log.ts'
import { type Delivery, type DeliveryOptions, startDelivery } from '../services/relay/src/delivery/queue.ts'
import { type Smarthost, type SmarthostOptions, startSmarthost } from './smarthost.ts'
import { newMessage, type TemporaryStore } from './support/temporary-store.ts'

/** A line of the log: its event, and its fields. */
export type Line = { readonly event: keyof DeliveryLog; readonly fields: Readonly<Record<string, unknown>> }

/** A log that keeps its lines. */
export type KeptLog = DeliveryLog & {
  readonly lines: readonly Line[]
  /** Resolves when so many lines of an event were written; the lines of it. */
  readonly seen: (event: Line['event'], count?: number) => Promise<readonly Line['fields'][]>
  /** Resolves at the next line. */
  readonly next: () => Promise<unknown>
}

/** A delivery with its smarthost. */
export type DeliveryLine = { readonly delivery: Delivery; readonly smarthost: Smarthost; readonly log: KeptLog }

export type LineOptions = Partial<Omit<DeliveryOptions, 'config'>> & {
  /** Where to start it, or one that runs. */
  readonly smarthost?: SmarthostOptions | Smarthost
  readonly config?: Partial<Config['delivery']>
}

const closers: (() => unknown)[] = []

/** Closes what the test opened, and takes what is left from the queue. */
export async function cleanUpLines(store: TemporaryStore): Promise<void> {
  for (const close of closers.splice(0).reverse()) await close()
  await store.sql`update deliveries set finished_at = now() where finished_at is null`
}

/** Starts a delivery that looks at the table often, with retries at once and time limits of seconds. */
export async function startLine(store: TemporaryStore, options: LineOptions = {}): Promise<DeliveryLine> {
  const { smarthost: wish = {}, config, ...rest } = options
  const smarthost = 'port' in wish && 'messages' in wish ? wish : await startSmarthost(wish)
  if (smarthost !== wish) closers.push(smarthost.close)
  const log = rest.log ?? keptLog()
  const delivery = startDelivery({
    sql: store.sql,
    hostname: 'relay.test',
    pollMs: 10,
    config: configured(smarthost.url, config),
    ...rest,
    log,
  })
  closers.push(() => delivery.close(0))
  return { delivery, smarthost, log: isKept(log) ? log : keptLog() }
}

function configured(url: string, wish: Partial<Config['delivery']> = {}): Config['delivery'] {
  const { delivery } = configOf({ env: {}, hostname: 'relay.test', readFile: () => '' })
  const timeouts = { connect: 5_000, greeting: 5_000, command: 5_000, data: 5_000 }
  return { ...delivery, smarthost: url, retry: [10], expire: 60_000, delayNotices: [], timeouts, ...wish }
}

/** What a test wishes of a message. */
export type MessageWish = Partial<Omit<NewMessage, 'envelope'>> & {
  readonly text?: string
  readonly to?: readonly (string | Partial<Recipient>)[]
  readonly envelope?: Partial<NewMessage['envelope']>
}

let counter = 0

/** A message like no other. */
export function messageOf({ to = ['kim@customer.example'], envelope, ...wish }: MessageWish = {}): NewMessage {
  const text =
    wish.text ?? `Subject: Your order ${++counter}\r\nMessage-ID: <${counter}@acme.example>\r\n\r\nIt left.\r\n`
  const usual = newMessage({ ...wish, text })
  const recipients = to.map((each) => ({
    address: 'kim@customer.example',
    notify: null,
    orcpt: null,
    ...(typeof each === 'string' ? { address: each } : each),
  }))
  return { ...usual, envelope: { ...usual.envelope, ...envelope, recipients } }
}

/** Commits messages to be sent; the ids of their deliveries. */
export async function commit(
  store: TemporaryStore,
  messages: readonly NewMessage[],
  { lease = null, expireMs = 60_000 }: { readonly lease?: Lease | null; readonly expireMs?: number } = {},
): Promise<string[]> {
  const accepting = acceptor(store.sql, { duplicateWindowMs: 0, giveUpMs: 5_000 })
  const next = { state: 'forwarding', judgement: null, lease, expireMs } as const
  const accepted = await Promise.all(messages.map((message) => accepting.accept({ message, next, notices: [] })))
  return accepted.map(({ deliveryId }) => deliveryId ?? '')
}

/** A committed message as intake offers it. */
export function claimOf(message: NewMessage, id: string, lease: Lease, expireMs = 60_000): ClaimedDelivery {
  const { recipients, ...envelope } = message.envelope
  const now = new Date()
  return {
    ...message,
    id,
    messageId: message.id,
    leaseToken: lease.token,
    attempt: 1,
    createdAt: now,
    receivedAt: now,
    expiresAt: new Date(now.getTime() + expireMs),
    delayNotices: 0,
    envelope,
    recipients: recipients.map((recipient, position) => ({ ...recipient, position })),
  }
}

/** What is on record about a message. */
export async function recordOf(store: TemporaryStore, messageId: string) {
  const [message] = await store.sql<{ state: string; attempts: number; due: boolean; finished: boolean }[]>`
    select m.state, d.attempts, d.run_at <= now() as due, d.finished_at is not null as finished
    from messages m join deliveries d on d.message_id = m.id where m.id = ${messageId}`
  const recipients = await store.sql<{ state: string; reply: string | null }[]>`
    select state, last_reply as reply from recipients where message_id = ${messageId} order by position`
  const attempts = await store.sql<{ number: number; host: string | null; tls: string | null }[]>`
    select number, host, tls from attempts where message_id = ${messageId} order by id`
  return { ...message, recipients: [...recipients], attempted: [...attempts] }
}

/** A log for a test. */
export function keptLog(): KeptLog {
  const lines: Line[] = []
  const written = new EventEmitter().setMaxListeners(0)
  const write = (event: Line['event'], fields: object) => {
    lines.push({ event, fields: { ...fields } })
    written.emit('line')
  }
  return {
    lines,
    deliverySent: (fields) => write('deliverySent', fields),
    deliveryDeferred: (fields) => write('deliveryDeferred', fields),
    deliveryFailed: (fields) => write('deliveryFailed', fields),
    deliveryExpired: (fields) => write('deliveryExpired', fields),
    notice: (what, fields = {}) => write('notice', { what, ...fields }),
    fault: (what, error, fields = {}) => write('fault', { what, error, ...fields }),
    next: () => once(written, 'line'),
    seen: async (event, count = 1) => {
      const found = () => lines.filter((line) => line.event === event).map(({ fields }) => fields)
      while (found().length < count) await once(written, 'line')
      return found()
    },
  }
}

function isKept(log: DeliveryLog): log is KeptLog {
  return 'lines' in log
}
