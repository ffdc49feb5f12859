/**
 * A smarthost for tests and the demo: it takes only what it offers, keeps every octet, and misbehaves on demand at every
 * stage. Only CRLF ends a line, only CRLF.CRLF ends a message.
 */
import { EventEmitter, once } from 'node:events'
import net from 'node:net'
import tls from 'node:tls'
import { generate } from 'selfsigned'
import { actedOn, type Fault, type Stage } from './smarthost-faults.ts'

export type { Fault, Stage } from './smarthost-faults.ts'

export type SmarthostOptions = {
  /** @default 127.0.0.1 */
  readonly host?: string
  /** @default a free one */
  readonly port?: number
  /** EHLO lines, STARTTLS and AUTH not among them. @default all that a modern server offers, but REQUIRETLS */
  readonly extensions?: readonly string[]
  /** STARTTLS is offered, or TLS is spoken from the first byte. @default none */
  readonly tls?: 'starttls' | 'implicit' | 'none'
  /** Login that is wanted before MAIL, over TLS where there is TLS. @default none */
  readonly login?: { readonly user: string; readonly password: string }
  /** Mechanisms of AUTH. @default PLAIN LOGIN */
  readonly mechanisms?: string
  /** The reply to a RCPT TO with this address, `null` for yes; `taken`: recipients taken before it. @default yes to all */
  readonly rcpt?: (address: string, taken: number) => string | null
  /** Connections at once; the next gets 421. @default any number */
  readonly connections?: number
  /** False does not keep the octets of messages, for many of them. @default true */
  readonly keep?: boolean
}

/** A message that was taken. */
export type Received = {
  /** From 1. */
  readonly number: number
  /** Number of the connection, from 1. */
  readonly connection: number
  /** Envelope sender as given, without brackets. */
  readonly from: string
  /** Parameters of MAIL, as given. */
  readonly parameters: readonly string[]
  readonly recipients: readonly { readonly address: string; readonly parameters: readonly string[] }[]
  /** What came between 354 and the final dot, dots still doubled. */
  readonly wire: Buffer
  /** The message. */
  readonly data: Buffer
  /** TLS protocol, `null` in plaintext. */
  readonly tls: string | null
  readonly login: string | null
}

/** A running smarthost. */
export type Smarthost = {
  readonly port: number
  /** `smtp://127.0.0.1:PORT` or `smtps://…`. */
  readonly url: string
  /** PEM of its self-signed certificate, valid for localhost and 127.0.0.1; `''` without TLS. */
  readonly ca: string
  readonly messages: readonly Received[]
  /** Every command line that came, with the number of its connection: `2 MAIL FROM:<a@b>`. */
  readonly commands: readonly string[]
  /** Connections there were, are, and were at once at most. */
  readonly connections: { readonly count: number; readonly open: number; readonly most: number }
  /** Misbehaves at a stage the next `times` times; faults of one stage follow each other. */
  readonly fault: (stage: Stage, fault: Fault, times?: number) => void
  /** Resolves when so many messages were taken in all. */
  readonly received: (count: number) => Promise<readonly Received[]>
  /** Resolves when `test` holds; asked after every command, message and closed connection. */
  readonly until: (test: () => boolean) => Promise<void>
  /** Cuts every connection without a word. */
  readonly cut: () => void
  readonly close: () => Promise<void>
}

const EXTENSIONS = ['PIPELINING', 'SIZE 52428800', '8BITMIME', 'SMTPUTF8', 'ENHANCEDSTATUSCODES', 'DSN']

/** Starts a smarthost. */
export async function startSmarthost(options: SmarthostOptions = {}): Promise<Smarthost> {
  const certificate = (options.tls ?? 'none') === 'none' ? null : await certificateOf()
  const state: State = {
    options,
    secureContext: certificate === null ? null : tls.createSecureContext(certificate),
    messages: [],
    commands: [],
    faults: new Map(),
    sockets: new Set(),
    count: 0,
    most: 0,
    happened: new EventEmitter().setMaxListeners(0),
  }
  const server = net.createServer({ noDelay: true }, (socket) => accept(socket, state))
  server.listen(options.port ?? 0, options.host ?? '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const until = async (test: () => boolean) => {
    while (!test()) await once(state.happened, 'step')
  }
  const cut = () => {
    for (const socket of state.sockets) socket.destroy()
  }
  return {
    port,
    url: `${options.tls === 'implicit' ? 'smtps' : 'smtp'}://127.0.0.1:${port}`,
    ca: certificate?.cert ?? '',
    messages: state.messages,
    commands: state.commands,
    connections: {
      get count() {
        return state.count
      },
      get open() {
        return state.sockets.size
      },
      get most() {
        return state.most
      },
    },
    fault: (stage, fault, times = 1) => {
      const faults = state.faults.get(stage) ?? []
      state.faults.set(stage, [...faults, ...Array<Fault>(times).fill(fault)])
    },
    received: async (count) => {
      await until(() => state.messages.length >= count)
      return state.messages
    },
    until,
    cut,
    close: async () => {
      cut()
      server.close()
      await once(server, 'close')
    },
  }
}

async function certificateOf(): Promise<{ cert: string; key: string }> {
  const altNames = [
    { type: 2, value: 'localhost' },
    { type: 7, ip: '127.0.0.1' },
  ] as const
  const made = await generate([{ name: 'commonName', value: 'localhost' }], {
    keyType: 'ec',
    curve: 'P-256',
    extensions: [{ name: 'subjectAltName', altNames: [...altNames] }],
  })
  return { cert: made.cert, key: made.private }
}

type State = {
  readonly options: SmarthostOptions
  readonly secureContext: tls.SecureContext | null
  readonly messages: Received[]
  readonly commands: string[]
  readonly faults: Map<Stage, Fault[]>
  readonly sockets: Set<net.Socket>
  count: number
  most: number
  readonly happened: EventEmitter
}

/** A connection and what was said in it so far. */
type Talk = {
  readonly state: State
  readonly number: number
  /** The TCP connection, under the TLS one if there is one. */
  readonly base: net.Socket
  socket: net.Socket
  /** Octets not looked at yet. */
  input: Buffer
  isBusy: boolean
  /** True once no more is read: it hangs or ends. */
  isOver: boolean
  login: string | null
  /** What the next line answers, in the middle of AUTH. */
  answer: ((line: string) => void) | null
  mail: { from: string; parameters: string[]; recipients: { address: string; parameters: string[] }[] } | null
  /** Octets of a message under way; `null` outside of DATA. */
  body: Buffer | null
}

function accept(socket: net.Socket, state: State): void {
  state.count++
  state.sockets.add(socket)
  state.most = Math.max(state.most, state.sockets.size)
  const talk: Talk = {
    state,
    number: state.count,
    base: socket,
    socket,
    input: Buffer.alloc(0),
    isBusy: false,
    isOver: false,
    login: null,
    answer: null,
    mail: null,
    body: null,
  }
  socket.on('error', () => {})
  socket.once('close', () => {
    state.sockets.delete(socket)
    state.happened.emit('step')
  })
  if (state.options.tls === 'implicit') secure(talk)
  listenTo(talk)
  void greet(talk)
}

async function greet(talk: Talk): Promise<void> {
  const { options, sockets } = talk.state
  if (!(await act(talk, 'connect', ''))) return
  if (sockets.size > (options.connections ?? Number.POSITIVE_INFINITY)) {
    talk.socket.end('421 4.7.0 too many connections\r\n')
    talk.isOver = true
  } else await act(talk, 'banner', '220 smarthost.test ESMTP')
}

function listenTo(talk: Talk): void {
  talk.socket.on('data', (octets: Buffer) => {
    if (talk.isOver) return
    talk.input = Buffer.concat([talk.input, octets])
    void work(talk)
  })
}

function secure(talk: Talk): void {
  const { secureContext } = talk.state
  if (secureContext === null) return
  talk.socket.removeAllListeners('data')
  talk.input = Buffer.alloc(0)
  talk.socket = new tls.TLSSocket(talk.socket, { isServer: true, secureContext })
  talk.socket.on('error', () => {})
}

/** Answers what has come in, one thing at a time. */
async function work(talk: Talk): Promise<void> {
  if (talk.isBusy) return
  talk.isBusy = true
  while (!talk.isOver && talk.input.length > 0) {
    if (talk.body !== null) {
      if (!(await readBody(talk, talk.body))) break
      continue
    }
    const end = talk.input.indexOf('\r\n')
    if (end < 0) break
    const line = talk.input.toString('utf8', 0, end)
    talk.input = talk.input.subarray(end + 2)
    talk.state.commands.push(`${talk.number} ${line}`)
    await command(talk, line)
    talk.state.happened.emit('step')
  }
  talk.isBusy = false
}

const say = (talk: Talk, reply: string) => void talk.socket.write(`${reply}\r\n`)

/** Says the reply, or does what was ordered for this stage; `true` when all went as usual. */
async function act(talk: Talk, stage: Stage, reply: string): Promise<boolean> {
  const fault = talk.state.faults.get(stage)?.shift()
  if (fault === undefined || fault === 'ok') {
    if (reply !== '') say(talk, reply)
    return true
  }
  const done = await actedOn(fault, reply, talk.socket, talk.base)
  if (done === 'over') talk.isOver = true
  return done === 'usual'
}

async function command(talk: Talk, line: string): Promise<void> {
  const { options } = talk.state
  if (talk.answer !== null) {
    const { answer } = talk
    talk.answer = null
    return answer(line)
  }
  const verb = /^[A-Za-z]+/.exec(line)?.[0].toUpperCase() ?? ''
  switch (verb) {
    case 'EHLO': {
      talk.mail = null
      const lines = ['smarthost.test', ...offersOf(talk)]
      await act(talk, 'ehlo', lines.map((each, i) => `250${i === lines.length - 1 ? ' ' : '-'}${each}`).join('\r\n'))
      return
    }
    case 'HELO':
      talk.mail = null
      await act(talk, 'helo', '250 smarthost.test')
      return
    case 'STARTTLS':
      if (options.tls !== 'starttls' || talk.socket instanceof tls.TLSSocket) return say(talk, '503 5.5.1 no TLS here')
      if (!(await act(talk, 'starttls', '220 2.0.0 go ahead'))) return
      secure(talk)
      talk.mail = null
      return listenTo(talk)
    case 'AUTH':
      return auth(talk, line)
    case 'MAIL':
      return mail(talk, line)
    case 'RCPT':
      return rcpt(talk, line)
    case 'DATA':
      if (talk.mail === null || talk.mail.recipients.length === 0) return say(talk, '503 5.5.1 RCPT first')
      if (await act(talk, 'data', '354 go ahead')) talk.body = Buffer.alloc(0)
      return
    case 'RSET':
      talk.mail = null
      await act(talk, 'rset', '250 2.0.0 ok')
      return
    case 'NOOP':
      return say(talk, '250 2.0.0 ok')
    case 'QUIT':
      if (await act(talk, 'quit', '221 2.0.0 bye')) talk.socket.end()
      return
    default:
      return say(talk, '500 5.5.2 what?')
  }
}

function offersOf({ state: { options }, socket }: Talk): string[] {
  const isSecure = socket instanceof tls.TLSSocket
  const isStart = options.tls === 'starttls' && !isSecure
  const isAuth = options.login !== undefined && !isStart
  return [
    ...(options.extensions ?? EXTENSIONS),
    ...(isStart ? ['STARTTLS'] : []),
    ...(isAuth ? [`AUTH ${options.mechanisms ?? 'PLAIN LOGIN'}`] : []),
  ]
}

async function auth(talk: Talk, line: string): Promise<void> {
  if (talk.state.options.login === undefined) return say(talk, '502 5.5.1 no AUTH here')
  if (!(await act(talk, 'auth', ''))) return
  const [, mechanism = '', initial] = line.split(' ')
  const decoded = (text: string) => Buffer.from(text, 'base64').toString()
  const plain = (text: string) => logIn(talk, decoded(text).split('\0')[1] ?? '', decoded(text).split('\0')[2] ?? '')
  if (/^plain$/i.test(mechanism) && initial !== undefined) return plain(initial)
  if (!/^login$/i.test(mechanism)) return say(talk, '504 5.5.4 unknown mechanism')
  talk.answer = (user) => {
    talk.answer = (password) => logIn(talk, decoded(user), decoded(password))
    say(talk, '334 UGFzc3dvcmQ6')
  }
  say(talk, '334 VXNlcm5hbWU6')
}

function logIn(talk: Talk, user: string, password: string): void {
  const { login } = talk.state.options
  const isRight = user === login?.user && password === login.password
  if (isRight) talk.login = user
  say(talk, isRight ? '235 2.7.0 welcome' : '535 5.7.8 wrong login')
}

async function mail(talk: Talk, line: string): Promise<void> {
  const { options } = talk.state
  const parsed = /^MAIL FROM:<(.*)>((?: [^ <>]+)*)$/i.exec(line)
  if (parsed === null) return say(talk, '501 5.5.4 syntax: MAIL FROM:<address>')
  if (talk.mail !== null) return say(talk, '503 5.5.1 nested MAIL')
  if (options.login !== undefined && talk.login === null) return say(talk, '530 5.7.0 log in first')
  const [, from = '', rest = ''] = parsed
  const parameters = rest.split(' ').filter((each) => each !== '')
  const no = refusalOf(talk, from, parameters, parameters.includes('SMTPUTF8'))
  if (no !== null) return say(talk, no)
  if (await act(talk, 'mail', '250 2.1.0 ok')) talk.mail = { from, parameters, recipients: [] }
}

async function rcpt(talk: Talk, line: string): Promise<void> {
  const parsed = /^RCPT TO:<(.+)>((?: [^ <>]+)*)$/i.exec(line)
  if (parsed === null) return say(talk, '501 5.5.4 syntax: RCPT TO:<address>')
  if (talk.mail === null) return say(talk, '503 5.5.1 MAIL first')
  const [, address = '', rest = ''] = parsed
  const parameters = rest.split(' ').filter((each) => each !== '')
  const no = refusalOf(talk, address, parameters, talk.mail.parameters.includes('SMTPUTF8'))
  const answer = no ?? talk.state.options.rcpt?.(address, talk.mail.recipients.length) ?? null
  if (answer !== null) return say(talk, answer)
  if (await act(talk, 'rcpt', '250 2.1.5 ok')) talk.mail?.recipients.push({ address, parameters })
}

/** Which extension a parameter belongs to. */
const EXTENSION_OF: Readonly<Record<string, string>> = {
  BODY: '8BITMIME',
  RET: 'DSN',
  ENVID: 'DSN',
  NOTIFY: 'DSN',
  ORCPT: 'DSN',
}

/** RFC 5321 §2.2.1: a parameter that was not offered is an error. */
function refusalOf(talk: Talk, address: string, parameters: readonly string[], isUtf8: boolean): string | null {
  const offered = new Map(
    (talk.state.options.extensions ?? EXTENSIONS).map((each) => [each.split(' ')[0] ?? '', each.split(' ')[1]]),
  )
  for (const parameter of parameters) {
    const [keyword = '', value = ''] = parameter.split('=')
    if (!offered.has(EXTENSION_OF[keyword] ?? keyword)) return `555 5.5.4 ${keyword} was not offered`
    const limit = Number(offered.get('SIZE') ?? 0)
    if (keyword === 'SIZE' && limit > 0 && Number(value) > limit) return '552 5.3.4 too big'
  }
  return /[^\x00-\x7f]/.test(address) && !isUtf8 ? '553 5.6.7 SMTPUTF8 was not asked for' : null
}

const END = Buffer.from('\r\n.\r\n')
const CRLF = Buffer.from('\r\n')

/** Collects a message; `false` while its end has not come. */
async function readBody(talk: Talk, before: Buffer): Promise<boolean> {
  if (before.length === 0 && !(await act(talk, 'body', ''))) return true
  const body = Buffer.concat([before, talk.input])
  talk.input = Buffer.alloc(0)
  // The start of the message is the start of a line.
  const end = Buffer.concat([CRLF, body]).indexOf(END, Math.max(0, before.length - 3))
  if (end < 0) {
    talk.body = body
    return false
  }
  talk.body = null
  talk.input = body.subarray(end + 3)
  const wire = body.subarray(0, end)
  const fault = talk.state.faults.get('end')?.[0]
  const isStored =
    fault === undefined ||
    typeof fault !== 'string' ||
    ['ok', 'drip', 'long'].includes(fault) ||
    fault.startsWith('store-')
  const isRefused = typeof fault === 'object' && 'reply' in fault && !/^2/.test(fault.reply)
  if (isStored && !isRefused) store(talk, wire)
  talk.mail = null
  await act(talk, 'end', `250 2.0.0 taken as ${talk.state.messages.length}`)
  talk.state.happened.emit('step')
  return true
}

function store(talk: Talk, wire: Buffer): void {
  const { messages, options } = talk.state
  const { from, parameters, recipients } = talk.mail ?? { from: '', parameters: [], recipients: [] }
  const isKept = options.keep !== false
  messages.push({
    number: messages.length + 1,
    connection: talk.number,
    from,
    parameters,
    recipients,
    wire: isKept ? wire : Buffer.alloc(0),
    data: isKept ? unstuffed(wire) : Buffer.alloc(0),
    tls: talk.socket instanceof tls.TLSSocket ? talk.socket.getProtocol() : null,
    login: talk.login,
  })
  talk.state.happened.emit('step')
}

function unstuffed(wire: Buffer): Buffer {
  const text = wire.toString('latin1')
  return Buffer.from(text.replace(/^\./, '').replaceAll('\r\n.', '\r\n'), 'latin1')
}
