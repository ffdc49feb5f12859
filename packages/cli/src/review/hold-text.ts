import type { HoldView } from '@proofgate/review'
import { visible } from '../check/excerpt.ts'
import { reportOf } from '../check/report.ts'
import type { Paint } from '../cli.ts'
import { ageOf } from './hold-table.ts'

/** Lines of a mail that are shown; the rest is in `--raw`. */
const LINES_MAX = 200

/** A held message for people: what it is, what stands in it, and what is the matter with it. */
export function holdText(hold: HoldView, now: Date, paint: Paint, width: number): string {
  const parts = [factsText(hold, now, paint), customerText(hold, paint), bodyText(hold, paint)]
  if (hold.judgement !== null) parts.push(reportOf(hold.id, hold.mail, hold.judgement, paint, width))
  else parts.push(paint('yellow', 'It could not be judged in time: read it as if nobody had.\n'))
  return parts.filter((part) => part !== '').join('\n')
}

function factsText(hold: HoldView, now: Date, paint: Paint): string {
  const facts: [string, string][] = [
    ['id', hold.id],
    ['state', stateOf(hold, now)],
    [
      'from',
      `${hold.from ?? ''} (envelope ${hold.envelopeFrom === '' ? 'null sender' : hold.envelopeFrom}, login ${hold.login ?? 'none'})`,
    ],
    ['to', hold.recipients.join(', ')],
    ['subject', hold.mail.subject],
    ...hold.mail.attachments.map(({ filename, contentType, sizeBytes }): [string, string] => [
      'attachment',
      `${filename ?? '(no name)'} (${contentType}, ${sizeBytes} bytes)`,
    ]),
    ['sha-256', `${hold.sha256}, ${hold.sizeBytes} bytes, unchanged since they came in`],
  ]
  return facts.map(([name, value]) => `${paint('dim', name.padEnd(10))} ${visible(value)}\n`).join('')
}

function stateOf(hold: HoldView, now: Date): string {
  if (hold.decidedAt !== null) {
    const did = hold.decision === 'release' ? 'released' : 'returned'
    return `${did} by ${hold.decidedBy} at ${hold.decidedAt}${hold.note === null ? '' : `: ${hold.note}`}`
  }
  return `has waited ${ageOf(now.getTime() - Date.parse(hold.heldAt))}${hold.verdict === null ? '' : `, verdict ${hold.verdict}`}`
}

function customerText({ customer, mail }: HoldView, paint: Paint): string {
  if (customer === null || (mail.text === null && mail.html === null)) return ''
  const lines = customer.text.split('\n').slice(0, LINES_MAX)
  return `${paint('bold', `${visible(customer.author ?? 'The customer')} wrote`)}\n${lines.map((line) => `  ${paint('dim', '│')} ${visible(line)}\n`).join('')}`
}

/** What the agent wrote; quotes are left out, since the customer's words stand above. */
function bodyText({ mail }: HoldView, paint: Paint): string {
  const body = mail.text ?? mail.html
  if (body === null) return ''
  const own = body.segments
    .filter(({ kind }) => kind === 'own' || kind === 'signature')
    .map(({ start, end, kind }) => ({ kind, text: body.text.slice(start, end).trimEnd() }))
  const lines = own.flatMap(({ kind, text }) =>
    text.split('\n').map((line) => (kind === 'own' ? visible(line) : paint('dim', visible(line)))),
  )
  const rest = lines.length > LINES_MAX ? `${paint('dim', `  … ${lines.length - LINES_MAX} more lines`)}\n` : ''
  return `${paint('bold', 'The reply')}\n${lines
    .slice(0, LINES_MAX)
    .map((line) => `  ${line}\n`)
    .join('')}${rest}`
}
