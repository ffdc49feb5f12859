import type { Dsn, DsnRecipient } from './compose-dsn.ts'
import { isSmtpReply, printable } from './dsn-fields.ts'
import { plainWords } from './outgoing-fields.ts'

const RECIPIENTS_MAX = 50

/** The part of a delivery report that people read: what happened, to whom, and what to do. Line ends are CRLF. */
export function dsnText(dsn: Dsn, originalSubject: string, attached: 'header' | 'mail'): string {
  const subject = plainWords(originalSubject, 120)
  const mail = subject === '' ? 'Your mail' : `Your mail "${subject}"`
  const shown = dsn.recipients.slice(0, RECIPIENTS_MAX)
  const more = dsn.recipients.length - shown.length
  return [
    `${mail} of ${dsn.arrivalDate.toUTCString()}`,
    HEADLINES[dsn.kind],
    '',
    ...shown.flatMap((recipient) => recipientLines(recipient, ageOf(dsn))),
    ...(more > 0 ? [`  and ${more} more, listed in the report below`, ''] : []),
    ADVICE[dsn.kind],
    '',
    `This report was written by ${plainWords(dsn.reportingMta, 255)}. ${ATTACHED[attached]}`,
    '',
  ].join('\r\n')
}

const HEADLINES = {
  failed: 'could not be delivered to:',
  delayed: 'has not been delivered yet to:',
  relayed: 'was passed on to a mail server that sends no reports of delivery. It is on its way to:',
} as const

const ATTACHED = { header: 'The header of your mail is attached.', mail: 'Your mail is attached.' } as const

const ADVICE = {
  failed:
    'What to do: check the address, then send the mail again from your mail tool.\r\nIf the address is right, the reason above says what stands in the way; your\r\nadministrator can help with it.',
  delayed: 'What to do: nothing. We keep trying, and you hear from us if it cannot be delivered.',
  relayed: 'What to do: nothing. You may hear from that server if something goes wrong there.',
} as const

function recipientLines(recipient: DsnRecipient, age: string): string[] {
  const reason = reasonOf(recipient, age)
  const until = recipient.action === 'delayed' ? recipient.willRetryUntil : null
  return [
    `  ${plainWords(recipient.finalRecipient, 320)}`,
    ...(reason === '' ? [] : [`    ${reason}`]),
    ...(until ? [`    We keep trying until ${until.toUTCString()}.`] : []),
    '',
  ]
}

function reasonOf({ action, diagnosticCode, remoteMta }: DsnRecipient, age: string): string {
  const said = diagnosticCode === null ? '' : printable(diagnosticCode).slice(0, 400)
  const host = remoteMta === null ? 'The other side' : printable(remoteMta).slice(0, 255)
  const isReply = isSmtpReply(said)
  if (action !== 'expired') return isReply ? `${host} said: ${said}` : said
  const end = `Given up after ${age}.`
  if (said === '') return end
  return isReply ? `${end} ${host} said last: ${said}` : `${end} The last attempt failed: ${said}`
}

/** How long it was tried: `5 days`. */
function ageOf({ date = new Date(), triedSince, arrivalDate }: Dsn): string {
  const ms = date.getTime() - (triedSince ?? arrivalDate).getTime()
  const [name, size] = UNITS.find(([, each]) => ms >= each) ?? UNITS[3]
  const count = Math.max(1, Math.floor(ms / size))
  return `${count} ${name}${count === 1 ? '' : 's'}`
}

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
] as const
