import type { Example } from './check.ts'
import type { Case } from './engine.ts'
import { NO_MEMORY } from './memory.ts'
import { DEFAULT_POLICY, policyOf } from './policy.ts'

const AGENT = 'care@shop.example'
const CUSTOMER = 'ana.ruiz@mail.example'
/** When examples are written: a Tuesday. */
const WRITTEN = '2026-11-24T10:00:00Z'

/** An example of a check as a real message with its envelope and thread, to be judged like any other. */
export function caseOf(example: Example): Case {
  const given = typeof example === 'string' ? { reply: example } : example
  const to = { name: given.customerName ?? '', address: given.customerAddress ?? CUSTOMER }
  const raw = messageOf({
    from: { name: given.agent ?? (given.from === undefined ? 'Tom Berg' : ''), address: given.from ?? AGENT },
    to,
    cc: given.cc ?? [],
    date: WRITTEN,
    subject: given.subject ?? 'Re: your message',
    text: given.reply,
    html: given.html ?? false,
    files: given.attachments ?? [],
  })
  const desk = { name: '', address: AGENT }
  const plain = { cc: [], html: false, files: [], subject: 'your message' }
  const before = (given.earlier ?? []).map(({ agent, date, text }) =>
    agent === undefined
      ? messageOf({ ...plain, from: to, to: desk, date, text })
      : messageOf({ ...plain, from: { name: agent, address: AGENT }, to, date, text }),
  )
  const theirs =
    given.customer === undefined
      ? []
      : [
          messageOf({
            ...plain,
            from: to,
            to: desk,
            date: given.customerDate ?? WRITTEN,
            text: given.customer,
            files: given.customerAttachments ?? [],
          }),
        ]
  return {
    raw,
    envelope: { ...envelopeTo(to.address, ...(given.cc ?? [])), from: given.from ?? AGENT },
    conversation: [...before, ...theirs],
    ...(given.sentToOthers === undefined ? {} : { memory: memoryOf(given.sentToOthers) }),
    policy:
      given.facts === undefined
        ? DEFAULT_POLICY
        : policyOf(JSON.stringify({ version: 1, facts: given.facts }), 'example'),
  }
}

const memoryOf = (times: number) => ({
  ...NO_MEMORY,
  twin: { turnId: 'twin', sentAt: '2026-11-20T10:00:00Z', similarity: 0.98, times },
})

/** A plain submission to one recipient. */
export function envelopeTo(...addresses: readonly string[]): Case['envelope'] {
  return {
    from: AGENT,
    recipients: addresses.map((address) => ({ address, notify: null, orcpt: null })),
    body: null,
    smtpUtf8: false,
    requireTls: false,
    ret: null,
    envid: null,
  }
}

type Letter = {
  readonly from: { readonly name: string; readonly address: string }
  readonly to: { readonly name: string; readonly address: string }
  readonly cc: readonly string[]
  /** Instant in ISO 8601. */
  readonly date: string
  readonly subject: string
  readonly text: string
  /** Send the text as an HTML part instead of plain text. */
  readonly html: boolean
  /** Names of attached files. */
  readonly files: readonly string[]
}

function messageOf({ from, to, cc, date, subject, text, html, files }: Letter): Uint8Array {
  const body = html ? part('text/html', `<p>${escaped(text).replace(/\n/g, '<br>\n')}</p>`) : part('text/plain', text)
  const head = [
    `From: ${mailbox(from)}`,
    `To: ${mailbox(to)}`,
    ...(cc.length > 0 ? [`Cc: ${cc.join(', ')}`] : []),
    `Subject: ${word(subject)}`,
    `Date: ${new Date(date).toUTCString().replace('GMT', '+0000')}`,
    'MIME-Version: 1.0',
  ]
  const attached = files.map((name) => part('application/octet-stream', name, `attachment; filename="${name}"`))
  const lines =
    attached.length === 0
      ? [...head, body]
      : [
          ...head,
          'Content-Type: multipart/mixed; boundary="cut"',
          '',
          ...[body, ...attached].flatMap((one) => ['--cut', one]),
          '--cut--',
          '',
        ]
  return Buffer.from(lines.join('\r\n'))
}

function part(type: string, content: string, disposition?: string): string {
  const base64 = Buffer.from(content).toString('base64').replace(/.{76}/g, '$&\r\n')
  return [
    `Content-Type: ${type}; charset=utf-8`,
    ...(disposition === undefined ? [] : [`Content-Disposition: ${disposition}`]),
    'Content-Transfer-Encoding: base64',
    '',
    base64,
  ].join('\r\n')
}

const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')

/** RFC 2047 encoded word where a header value is not plain ASCII. */
const word = (text: string) =>
  /^[\x20-\x7e]*$/.test(text) ? text : `=?utf-8?B?${Buffer.from(text).toString('base64')}?=`

const mailbox = ({ name, address }: Letter['from']) =>
  name === ''
    ? address
    : `${/^[\w ]+$/.test(name) ? name : /^[\x20-\x7e]*$/.test(name) ? `"${name}"` : word(name)} <${address}>`
