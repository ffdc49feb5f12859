import { isIP } from 'node:net'
import { z } from 'zod'

/** An IP address or a network in CIDR form: `192.0.2.7`, `10.0.0.0/8`, `2001:db8::/32`. */
export const cidr = () => ({
  schema: z.string().refine(isNetwork, {
    message: 'is no IP address or network',
    params: { remedy: 'write an address like 192.0.2.7 or a network like 10.0.0.0/8 or 2001:db8::/32' },
  }),
  name: 'network',
  unit: null,
  bounds: null,
  isText: true,
})

function isNetwork(value: string): boolean {
  const [address = '', prefix, ...more] = value.split('/')
  const version = isIP(address)
  if (version === 0 || more.length > 0) return false
  if (prefix === undefined) return true
  return /^\d{1,3}$/.test(prefix) && Number(prefix) <= (version === 4 ? 32 : 128)
}

/** A sender or recipient, or a pattern for several, `*` for any characters: `*@acme.example`, `*@*.acme.example`, `*`. */
export const addressPattern = (of: 'sender' | 'recipient') => ({
  schema: z.string().refine((value) => /^(?:\*|[^\s@<>,;]{1,64}@[^\s@<>,;]{1,255})$/.test(value), {
    message: `is no ${of} pattern`,
    params: { remedy: 'write an address like desk@acme.example or a pattern like "*@acme.example" (in quotes)' },
  }),
  name: `${of} pattern`,
  unit: null,
  bounds: null,
  isText: true,
})

/** `anna@acme.example`, with a name before it or not; the local part in ASCII, for not every mailbox takes another (RFC 6531). */
export const mailbox = () => ({
  schema: z
    .string()
    .max(998)
    .refine(isMailbox, {
      message: 'is no mailbox',
      params: {
        remedy: 'write support@acme.example or Acme Support <support@acme.example>, a name with commas in quotes',
      },
    }),
  name: 'mailbox',
  unit: null,
  bounds: null,
  isText: true,
})

/** RFC 5322 3.4: words and quoted words before the angle brackets. Read one character at a time: linear. */
const NAMED = /^(?:[^\p{C}()<>[\]:;@\\,"]|"(?:[^"\\\p{C}]|\\[^\p{C}])*")*<([^<>]*)>$/u
const LOCAL = /^[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*$/
const LABEL = /^(?!-)[\p{L}\p{M}\p{N}-]{1,63}(?<!-)$/u

function isMailbox(value: string): boolean {
  const address = NAMED.exec(value)?.[1] ?? value
  const at = address.lastIndexOf('@')
  const local = address.slice(0, Math.max(0, at))
  const labels = address.slice(at + 1).split('.')
  // RFC 5321 4.5.3.1: lengths of local part and whole.
  return local.length <= 64 && address.length <= 254 && LOCAL.test(local) && labels.every((label) => LABEL.test(label))
}

/** True for 127.0.0.0/8, ::1 and localhost: what only this machine can reach. */
export const isLoopback = (host: string) =>
  /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host) || ['::1', '[::1]', 'localhost'].includes(host.toLowerCase())
