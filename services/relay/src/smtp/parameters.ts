/** The ESMTP parameters of MAIL and RCPT: which exist, and what each may say. */
import type { Envelope, Recipient } from '@proofgate/mail'
import type { PathCommand } from './path.ts'
import { type Reply, reply } from './reply.ts'

/** A MAIL command that may open a transaction. */
export type MailCommand = Omit<Envelope, 'recipients'> & {
  /** Octets the client announces; `null` when it does not. */
  readonly size: number | null
}

/** What the session allows: it decides which parameters exist. */
export type SessionTraits = {
  readonly secure: boolean
  readonly sizeMax: number
}

/** RFC 3461 §4: printable ASCII but `+` and `=`, everything else as `+XX`. */
const XTEXT = /^(?:[!-*,-<>-~]|\+[0-9A-F]{2})*$/
const NOTIFY = /^(?:NEVER|(?:SUCCESS|FAILURE|DELAY)(?:,(?:SUCCESS|FAILURE|DELAY)){0,2})$/i
const ADDRESS_TYPE = /^[A-Za-z0-9-]{1,64}$/

/** The MAIL command of a parsed line, or the reply that refuses it. */
export function mailCommandOf(command: PathCommand, traits: SessionTraits): MailCommand | Reply {
  const found = new Map<string, string | null>()
  for (const { key, value } of command.parameters) {
    const wrong = found.has(key) ? twice(key) : mailParameterFault(key, value, traits)
    if (wrong !== null) return wrong
    found.set(key, value)
  }
  const size = found.get('SIZE') ?? null
  if (size !== null && Number(size) > traits.sizeMax) return tooBig(traits.sizeMax)
  const smtpUtf8 = found.has('SMTPUTF8')
  if (!smtpUtf8 && !isAscii(command.address)) return needsUtf8()
  const body = found.get('BODY')?.toUpperCase()
  const ret = found.get('RET')?.toUpperCase()
  return {
    from: command.address,
    body: body === '7BIT' || body === '8BITMIME' ? body : null,
    smtpUtf8,
    requireTls: found.has('REQUIRETLS'),
    ret: ret === 'FULL' || ret === 'HDRS' ? ret : null,
    envid: found.get('ENVID') ?? null,
    size: size === null ? null : Number(size),
  }
}

function mailParameterFault(key: string, value: string | null, traits: SessionTraits): Reply | null {
  switch (key) {
    case 'SIZE':
      return value !== null && /^\d{1,20}$/.test(value) ? null : syntax('SIZE wants a number of octets (RFC 1870)')
    case 'BODY':
      return value !== null && /^(7BIT|8BITMIME)$/i.test(value) ? null : syntax('BODY wants 7BIT or 8BITMIME')
    case 'SMTPUTF8':
      return value === null ? null : syntax('SMTPUTF8 takes no value')
    case 'REQUIRETLS':
      if (!traits.secure) return reply(530, '5.7.10', 'REQUIRETLS needs a TLS session (RFC 8689)')
      return value === null ? null : syntax('REQUIRETLS takes no value')
    case 'RET':
      return value !== null && /^(FULL|HDRS)$/i.test(value) ? null : syntax('RET wants FULL or HDRS')
    case 'ENVID':
      return value !== null && value.length <= 100 && isPrintableXtext(value) ? null : syntax('ENVID wants xtext')
    case 'AUTH':
      // RFC 4954 §5: who the message was first submitted by. We know the login and need nobody's word for it.
      return value !== null && value !== '' ? null : syntax('AUTH wants a mailbox or <>')
    default:
      return unknown(key)
  }
}

/** The recipient of a parsed RCPT line, or the reply that refuses it. */
export function recipientOf(command: PathCommand, smtpUtf8: boolean): Recipient | Reply {
  const found = new Map<string, string | null>()
  for (const { key, value } of command.parameters) {
    const wrong = found.has(key) ? twice(key) : recipientParameterFault(key, value)
    if (wrong !== null) return wrong
    found.set(key, value)
  }
  if (!smtpUtf8 && !isAscii(command.address)) return needsUtf8()
  return {
    address: command.address,
    notify: found.get('NOTIFY')?.toUpperCase() ?? null,
    orcpt: found.get('ORCPT') ?? null,
  }
}

function recipientParameterFault(key: string, value: string | null): Reply | null {
  switch (key) {
    case 'NOTIFY':
      return value !== null && NOTIFY.test(value)
        ? null
        : syntax('NOTIFY wants NEVER, or a list of SUCCESS, FAILURE and DELAY')
    case 'ORCPT': {
      const [type = '', address = ''] = value?.split(/;(.*)/s) ?? []
      const legal = ADDRESS_TYPE.test(type) && address !== '' && address.length <= 500 && isPrintableXtext(address)
      return legal ? null : syntax('ORCPT wants type;xtext')
    }
    default:
      return unknown(key)
  }
}

/** Xtext whose decoded form is printable ASCII too: CR and LF cannot come in by the back door (RFC 3461 §4). */
function isPrintableXtext(value: string): boolean {
  if (!XTEXT.test(value)) return false
  return /^[\x20-\x7e]*$/.test(
    value.replace(/\+([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
  )
}

function isAscii(text: string): boolean {
  return /^[\x00-\x7f]*$/.test(text)
}

const syntax = (text: string) => reply(501, '5.5.4', text)
const twice = (key: string) => reply(501, '5.5.4', `Parameter ${key.slice(0, 40)} is given twice`)
const unknown = (key: string) => reply(555, '5.5.4', `Parameter ${key.slice(0, 40)} is not known here`)
const needsUtf8 = () => reply(553, '5.6.7', 'An address outside ASCII needs SMTPUTF8 (RFC 6531)')

/** The reply to a message above the limit, known before or after its DATA. */
export function tooBig(sizeMax: number): Reply {
  return reply(552, '5.3.4', `The message is larger than the ${sizeMax} octets taken here`)
}

/** The reply while other messages fill the memory there is. */
export function noRoom(): Reply {
  return reply(452, '4.3.1', 'Too many large messages at once, please try again')
}
