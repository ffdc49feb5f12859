import { printable, type Reply } from './reply.ts'
import { addressOf, type Smarthost } from './smarthost.ts'
import { SessionTrouble } from './trouble.ts'
import { Wire } from './wire.ts'

/** How long an answer to QUIT is waited for. */
export const QUIT_MS = 2_000

/** How long a smarthost may take, in milliseconds; `delivery.timeouts`. */
export type Timeouts = {
  readonly connect: number
  readonly greeting: number
  readonly command: number
  readonly data: number
}

/** A session with a smarthost in which mail can be sent: greeted, secured and logged in as its policy wants. */
export type Session = {
  readonly wire: Wire
  /** host:port, for the record. */
  readonly address: string
  /** TLS protocol, `null` in plaintext. */
  readonly tls: string | null
  /** Keywords of EHLO in upper case, each with its parameters; empty for a host that knows only HELO. */
  readonly extensions: ReadonlyMap<string, string>
  readonly timeouts: Timeouts
  /** Messages begun in it. */
  begun: number
  /** True when a transaction was left open: RSET must come before the next. */
  dirty: boolean
}

/**
 * Opens a session.
 * @param hostname our name in EHLO
 * @throws SessionTrouble whatever goes wrong, 5xx included: a smarthost that turns us away says nothing about a message
 */
export async function openSession(
  smarthost: Smarthost,
  options: { readonly hostname: string; readonly timeouts: Timeouts; readonly signal: AbortSignal },
): Promise<Session> {
  const { hostname, timeouts, signal } = options
  const wire = await Wire.dial(smarthost, timeouts.connect, signal)
  const stop = () => void wire.fail(new SessionTrouble('we are stopping'))
  signal.addEventListener('abort', stop)
  try {
    if (smarthost.implicitTls) await wire.secure(smarthost, timeouts.greeting)
    expect(await wire.reply(timeouts.greeting), 220, 'it turned us away')
    let extensions = await hello(wire, hostname, timeouts)
    if (await startTls(wire, smarthost, extensions, timeouts)) extensions = await hello(wire, hostname, timeouts)
    await logIn(wire, smarthost, extensions, timeouts)
    return { wire, address: addressOf(smarthost), tls: wire.tls, extensions, timeouts, begun: 0, dirty: false }
  } catch (error) {
    wire.quit(QUIT_MS)
    throw error
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

async function ask(wire: Wire, line: string, timeouts: Timeouts): Promise<Reply> {
  await wire.send(`${line}\r\n`, timeouts.command)
  return wire.reply(timeouts.command)
}

function expect(reply: Reply, code: number, otherwise: string): Reply {
  if (reply.code !== code) throw new SessionTrouble(otherwise, reply)
  return reply
}

/** EHLO, and HELO for a host that knows no EHLO (RFC 5321 §3.2). */
async function hello(wire: Wire, hostname: string, timeouts: Timeouts): Promise<ReadonlyMap<string, string>> {
  const reply = await ask(wire, `EHLO ${hostname}`, timeouts)
  if (reply.code >= 500 && wire.tls === null) {
    expect(await ask(wire, `HELO ${hostname}`, timeouts), 250, 'it did not take our HELO')
    return new Map()
  }
  expect(reply, 250, 'it did not take our EHLO')
  return extensionsOf(reply.lines.slice(1))
}

function extensionsOf(lines: readonly string[]): ReadonlyMap<string, string> {
  const extensions = new Map<string, string>()
  for (const line of lines) {
    // `AUTH=LOGIN` is how servers wrote it before RFC 4954; some still do.
    const [, keyword = '', parameters = ''] = /^([A-Za-z0-9][A-Za-z0-9-]*)[ =]?(.*)$/.exec(line) ?? []
    const known = extensions.get(keyword.toUpperCase())
    extensions.set(keyword.toUpperCase(), known === undefined ? parameters : `${known} ${parameters}`)
  }
  return extensions
}

/** True when the session went over to TLS and has to be opened anew (RFC 3207 §4.2). */
async function startTls(
  wire: Wire,
  smarthost: Smarthost,
  extensions: ReadonlyMap<string, string>,
  timeouts: Timeouts,
): Promise<boolean> {
  if (wire.tls !== null || smarthost.tls === 'none') return false
  const isNeeded = smarthost.tls !== 'opportunistic'
  if (!extensions.has('STARTTLS')) {
    if (isNeeded) throw new SessionTrouble(`it offers no STARTTLS, which our setting tls: ${smarthost.tls} wants`)
    return false
  }
  const reply = await ask(wire, 'STARTTLS', timeouts)
  if (reply.code !== 220) {
    if (isNeeded || reply.code === 421) throw new SessionTrouble('it refused STARTTLS', reply)
    return false
  }
  await wire.secure(smarthost, timeouts.greeting)
  return true
}

/** Names and passwords go over TLS only, but where the setting says that there is none, or nobody else can read along. */
async function logIn(
  wire: Wire,
  { login, tls }: Smarthost,
  extensions: ReadonlyMap<string, string>,
  timeouts: Timeouts,
): Promise<void> {
  if (login === null) return
  if (wire.tls === null && tls !== 'none' && !wire.isLoopback) {
    throw new SessionTrouble('it offers no TLS, and our password is not sent in plaintext (tls: none would allow it)')
  }
  const offered = (extensions.get('AUTH') ?? '').toUpperCase().split(/ +/)
  const base64 = (text: string) => Buffer.from(text).toString('base64')
  if (offered.includes('PLAIN')) {
    const reply = await ask(wire, `AUTH PLAIN ${base64(`\0${login.user}\0${login.password}`)}`, timeouts)
    expect(reply, 235, 'it did not take our login')
  } else if (offered.includes('LOGIN')) {
    expect(await ask(wire, 'AUTH LOGIN', timeouts), 334, 'it did not take our login')
    expect(await ask(wire, base64(login.user), timeouts), 334, 'it did not take our login')
    expect(await ask(wire, base64(login.password), timeouts), 235, 'it did not take our login')
  } else {
    const words = printable(offered.join(' ')).slice(0, 100)
    throw new SessionTrouble(`it offers no way to log in that we know (PLAIN, LOGIN), only "${words}"`)
  }
}
