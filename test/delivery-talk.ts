/** What tests of sessions share: a smarthost, sessions with it, and messages to send. */
import { createHash } from 'node:crypto'
import { openSession, type Session, type Timeouts } from '../services/relay/src/delivery/session.ts'
import { type SmarthostLogin, smarthostOf, type TlsPolicy } from '../services/relay/src/delivery/smarthost.ts'
import { type Delivered, type Parcel, transact } from '../services/relay/src/delivery/transaction.ts'
import { type Smarthost, type SmarthostOptions, startSmarthost } from './smarthost.ts'

const TIMEOUTS: Timeouts = { connect: 5_000, greeting: 5_000, command: 5_000, data: 5_000 }

export type SessionWish = {
  readonly tls?: TlsPolicy
  readonly host?: string
  readonly login?: SmarthostLogin
  readonly timeouts?: Timeouts
  readonly ca?: string | null
}

/** A parcel with whatever is said, and the usual for the rest. */
export type ParcelWish = Partial<Omit<Parcel, 'envelope' | 'recipients'>> & {
  readonly envelope?: Partial<Parcel['envelope']>
  readonly to?: readonly (string | Partial<Parcel['recipients'][number]>)[]
}

const closers: (() => unknown)[] = []

/** Closes what the test opened. */
export async function cleanUp(): Promise<void> {
  for (const close of closers.splice(0).reverse()) await close()
}

/** A smarthost, and how to open sessions and send in them. */
export async function talkTo(options: SmarthostOptions): Promise<{
  readonly smarthost: Smarthost
  readonly session: (wish?: SessionWish) => Promise<Session>
  readonly send: (session: Session, wish?: ParcelWish, mayEnd?: () => boolean) => Promise<Delivered>
}> {
  const smarthost = await startSmarthost(options)
  closers.push(smarthost.close)
  return {
    smarthost,
    session: async ({ tls = 'opportunistic', host, login, timeouts = TIMEOUTS, ca }: SessionWish = {}) => {
      const target = smarthostOf(smarthost.url, tls, ca === undefined ? smarthost.ca || null : ca)
      const named = { ...target, host: host ?? target.host, login: login ?? null }
      const signal = new AbortController().signal
      const session = await openSession(named, { hostname: 'relay.test', timeouts, signal })
      closers.push(() => session.wire.quit(100))
      return session
    },
    send: (session, wish = {}, mayEnd = () => true) => transact(session, parcelOf(wish), mayEnd),
  }
}

/** A message from s@acme.example to a@example.org, where nothing else is wished. */
export function parcelOf({ to = ['a@example.org'], envelope, ...wish }: ParcelWish): Parcel {
  const raw = wish.raw ?? Buffer.from('Subject: Hi\r\n\r\nHello\r\n')
  return {
    messageId: '01jdmessage',
    trace: '',
    raw,
    sha256: createHash('sha256').update(raw).digest(),
    ...wish,
    recipients: to.map((each, position) => ({
      position,
      address: `r${position}@example.org`,
      notify: null,
      orcpt: null,
      ...(typeof each === 'string' ? { address: each } : each),
    })),
    envelope: {
      from: 's@acme.example',
      body: null,
      smtpUtf8: false,
      requireTls: false,
      ret: null,
      envid: null,
      ...envelope,
    },
  }
}
