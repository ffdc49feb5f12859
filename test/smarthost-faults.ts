import type { Socket } from 'node:net'

/** Where a smarthost may misbehave: before a word, at a command, once the message begins to come, at its end. */
export type Stage =
  | 'connect'
  | 'banner'
  | 'ehlo'
  | 'helo'
  | 'starttls'
  | 'auth'
  | 'mail'
  | 'rcpt'
  | 'data'
  | 'body'
  | 'end'
  | 'rset'
  | 'quit'

/**
 * What it does there.
 * - `hang`: nothing more; `close`: ends the connection; `rst`: breaks it
 * - `garbage`: octets that are no reply; `long`: the usual reply in a line of 1 MiB; `drip`: it in single octets;
 *   `drip-on`: a reply in single octets that never ends
 * - `store-close`, `store-hang`: at `end` only: takes the message and never says so
 * - `inject`, `plain`: at `starttls` only: plaintext replies behind the 220 and then TLS, or no TLS at all
 * - `reply`: another reply, and then an end of the connection if wished (421 always ends it)
 * - `lines`: the usual reply with so many lines
 * - `wait`: the usual reply once that is resolved
 */
export type Fault =
  | 'ok'
  | 'hang'
  | 'close'
  | 'rst'
  | 'garbage'
  | 'long'
  | 'drip'
  | 'drip-on'
  | 'store-close'
  | 'store-hang'
  | 'inject'
  | 'plain'
  | { readonly reply: string; readonly thenClose?: boolean }
  | { readonly lines: number }
  | { readonly wait: Promise<unknown> }

/** `usual`: the session goes on as if nothing had been; `odd`: it goes on without what was asked for; `over`. */
export type Done = 'usual' | 'odd' | 'over'

/** Does it. @param reply what would be said without the fault @param base the TCP connection under `socket` */
export async function actedOn(fault: Fault, reply: string, socket: Socket, base: Socket): Promise<Done> {
  if (typeof fault === 'object') return actedOnObject(fault, reply, socket)
  const code = reply.slice(0, 3)
  switch (fault) {
    case 'ok':
      socket.write(`${reply}\r\n`)
      return 'usual'
    case 'hang':
    case 'store-hang':
      return 'over'
    case 'close':
    case 'store-close':
      socket.end()
      return 'over'
    case 'rst':
      base.resetAndDestroy()
      return 'over'
    case 'garbage':
      socket.write(Buffer.from([0xff, 0xfe, 0, 1, 2, 3, 0x0a, 0x80, 0x0d, 0x0a, 0x0d, 0x0a]))
      return 'odd'
    case 'long':
      socket.write(`${code} ${'x'.repeat(1024 * 1024)}\r\n`)
      return 'usual'
    case 'drip':
      for (const octet of `${reply}\r\n`) {
        socket.write(octet)
        await new Promise((resolve) => setImmediate(resolve))
      }
      return 'usual'
    case 'drip-on':
      while (!socket.destroyed) {
        socket.write('2')
        await new Promise((resolve) => setTimeout(resolve, 5))
      }
      return 'over'
    case 'inject':
      socket.write(`${reply}\r\n250-injected.test\r\n250-AUTH PLAIN LOGIN\r\n250 SIZE 1\r\n`)
      return 'usual'
    case 'plain':
      socket.write(`${reply}\r\n250-smarthost.test\r\n250 8BITMIME\r\n`)
      return 'odd'
  }
}

async function actedOnObject(fault: Exclude<Fault, string>, reply: string, socket: Socket): Promise<Done> {
  if ('wait' in fault) {
    await fault.wait
    if (reply !== '') socket.write(`${reply}\r\n`)
    return 'usual'
  }
  if ('lines' in fault) {
    const code = reply.slice(0, 3)
    const lines = Array.from({ length: fault.lines }, (_, i) => `${code}${i === fault.lines - 1 ? ' ' : '-'}line ${i}`)
    socket.write(`${lines.join('\r\n')}\r\n`)
    return 'usual'
  }
  const isLast = fault.thenClose === true || fault.reply.startsWith('421')
  socket.write(`${fault.reply}\r\n`)
  if (isLast) socket.end()
  return isLast ? 'over' : 'odd'
}
