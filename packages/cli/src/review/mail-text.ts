/** How a mail is shown at a terminal. */
import type { CustomerWords } from '@proofgate/review'
import { visible } from '../check/excerpt.ts'
import type { Paint } from '../cli.ts'

/** Lines of a mail that are shown; the rest is in `--raw`. */
const LINES_MAX = 200

type ShownBody = {
  readonly text: string
  readonly segments: readonly { readonly start: number; readonly end: number; readonly kind: string }[]
}

/** Of a mail, what is shown. */
export type ShownMail = {
  readonly subject: string
  readonly text: ShownBody | null
  readonly html: ShownBody | null
  readonly attachments: readonly {
    readonly filename: string | null
    readonly contentType: string
    readonly sizeBytes: number
  }[]
}

/** A name and what it says, before it is made fit for a terminal. */
export type Fact = readonly [name: string, value: string]

/** Facts, one a line. */
export function factsText(facts: readonly Fact[], paint: Paint): string {
  return facts.map(([name, value]) => `${paint('dim', name.padEnd(10))} ${visible(value)}\n`).join('')
}

/** Subject and attachments. */
export function mailFacts({ subject, attachments }: ShownMail): Fact[] {
  return [
    ['subject', subject],
    ...attachments.map(
      ({ filename, contentType, sizeBytes }): Fact => [
        'attachment',
        `${filename ?? '(no name)'} (${contentType}, ${sizeBytes} bytes)`,
      ],
    ),
  ]
}

/** Who sent it: by its header, the envelope and the login. */
export function senderFact(sent: {
  readonly from: string | null
  readonly envelopeFrom: string
  readonly login: string | null
}): Fact {
  const envelope = sent.envelopeFrom === '' ? 'null sender' : sent.envelopeFrom
  return ['from', `${sent.from ?? ''} (envelope ${envelope}, login ${sent.login ?? 'none'})`]
}

/** The customer's words. */
export function customerText(customer: CustomerWords | null, { text, html }: ShownMail, paint: Paint): string {
  if (customer === null || (text === null && html === null)) return ''
  const lines = customer.text.split('\n').slice(0, LINES_MAX)
  return `${paint('bold', `${visible(customer.author ?? 'The customer')} wrote`)}\n${lines.map((line) => `  ${paint('dim', '│')} ${visible(line)}\n`).join('')}`
}

/** What the agent wrote, below a title; quotes are left out, since the customer's words stand above. */
export function bodyText(title: string, mail: ShownMail, paint: Paint): string {
  const body = mail.text ?? mail.html
  if (body === null) return ''
  const own = body.segments
    .filter(({ kind }) => kind === 'own' || kind === 'signature')
    .map(({ start, end, kind }) => ({ kind, text: body.text.slice(start, end).trimEnd() }))
  const lines = own.flatMap(({ kind, text }) =>
    text.split('\n').map((line) => (kind === 'own' ? visible(line) : paint('dim', visible(line)))),
  )
  const rest = lines.length > LINES_MAX ? `${paint('dim', `  … ${lines.length - LINES_MAX} more lines`)}\n` : ''
  return `${paint('bold', title)}\n${lines
    .slice(0, LINES_MAX)
    .map((line) => `  ${line}\n`)
    .join('')}${rest}`
}
