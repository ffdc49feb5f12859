import { once } from 'node:events'
import net from 'node:net'
import tls from 'node:tls'

/** A reply as it came: its code, and its lines without the code. */
export type SmtpReply = { readonly code: number; readonly lines: readonly string[]; readonly text: string }

/** A raw SMTP session, in which every octet is the test's own. */
export type SmtpTalk = {
  /** The next reply; code 0 when the server has closed the connection. */
  readonly reply: () => Promise<SmtpReply>
  /** Sends text as it is, UTF-8. */
  readonly write: (text: string | Uint8Array) => void
  /** Sends a command line and reads its reply. */
  readonly ask: (line: string) => Promise<SmtpReply>
  /** Goes over to TLS after a 220 to STARTTLS. */
  readonly secure: () => Promise<void>
  /** Says that nothing more comes, and still listens. */
  readonly end: () => void
  readonly close: () => void
}

/** Connects; the greeting is the first reply. `from`: another address of this machine to come from, `127.0.0.9`. */
export async function openTalk(port: number, host = '127.0.0.1', from?: string): Promise<SmtpTalk> {
  const localAddress = from === undefined ? {} : { localAddress: from }
  let socket: net.Socket = net.connect({ port, host, noDelay: true, ...localAddress })
  await once(socket, 'connect')
  let buffer = ''
  let isClosed = false
  let wake = () => {}
  const attach = () => {
    socket.on('data', (chunk: Buffer) => {
      buffer += chunk.toString('latin1')
      wake()
    })
    socket.on('error', () => {})
    socket.on('close', () => {
      isClosed = true
      wake()
    })
  }
  attach()
  const reply = async (): Promise<SmtpReply> => {
    for (;;) {
      const found = /^(?:\d{3}-[^\r\n]*\r\n)*\d{3}(?: [^\r\n]*)?\r\n/.exec(buffer)
      if (found !== null) {
        buffer = buffer.slice(found[0].length)
        const lines = found[0].split('\r\n').filter((line) => line !== '')
        const texts = lines.map((line) => line.slice(4))
        return { code: Number(found[0].slice(0, 3)), lines: texts, text: texts.join('\n') }
      }
      if (isClosed) return { code: 0, lines: [], text: 'closed' }
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
  }
  const write = (text: string | Uint8Array) => void socket.write(text)
  return {
    reply,
    write,
    ask: (line) => {
      write(`${line}\r\n`)
      return reply()
    },
    secure: async () => {
      socket.removeAllListeners('data').removeAllListeners('close')
      const secured = tls.connect({ socket, rejectUnauthorized: false })
      await once(secured, 'secureConnect')
      socket = secured
      attach()
    },
    end: () => void socket.end(),
    close: () => socket.destroy(),
  }
}

/** A message to send: its envelope, and its octets with CRLF line ends. */
export type Outgoing = { readonly from: string; readonly to: readonly string[]; readonly raw: string | Buffer }

/** Sends one message over a session of its own; the reply that decided. Code 0 when the connection broke. */
export async function sendMail(port: number, mail: Outgoing): Promise<SmtpReply> {
  const talk = await openTalk(port)
  try {
    await talk.reply()
    await talk.ask('EHLO desk.acme.example')
    return await sendOn(talk, mail)
  } finally {
    talk.close()
  }
}

/** Sends one message over an open session. */
export async function sendOn(talk: SmtpTalk, { from, to, raw }: Outgoing): Promise<SmtpReply> {
  const sender = await talk.ask(`MAIL FROM:<${from}>`)
  if (sender.code !== 250) return sender
  for (const address of to) {
    const recipient = await talk.ask(`RCPT TO:<${address}>`)
    if (recipient.code !== 250) return recipient
  }
  const start = await talk.ask('DATA')
  if (start.code !== 354) return start
  const octets = Buffer.isBuffer(raw) ? raw.toString('latin1') : Buffer.from(raw).toString('latin1')
  const stuffed = octets.replace(/(^|\r\n)\./g, '$1..')
  talk.write(Buffer.from(`${stuffed}${stuffed.endsWith('\r\n') ? '' : '\r\n'}.\r\n`, 'latin1'))
  return talk.reply()
}
