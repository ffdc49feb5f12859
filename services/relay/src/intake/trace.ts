/** The trace fields put before a message on its way out (RFC 5321 §4.4). */
export type TraceInput = {
  readonly id: string
  /** Our name. */
  readonly hostname: string
  /** Name the client gave in EHLO or HELO, as received. */
  readonly clientName: string
  readonly clientAddress: string
  /** `with` clause: SMTP, ESMTP, ESMTPS, ESMTPSA… (RFC 3848), UTF8SMTP… for SMTPUTF8 (RFC 6531 §4.3). */
  readonly protocol: string
  /** Named only when there is one: with several, a Bcc would be seen by the others. */
  readonly onlyRecipient: string | null
  readonly at: Date
  readonly idHeader: boolean
}

/** What `by` says beside our name: the mark by which we know mail that came round again. */
export const TRACE_MARK = '(Proofgate)'

/** `Received` and, if wished, `X-Proofgate-Id`; CRLF after each line, no line above 998 octets. */
export function traceOf(input: TraceInput): string {
  const lines = [
    `Received: from ${clientNameOf(input.clientName)} ([${addressTagOf(input.clientAddress)}])`,
    `\tby ${input.hostname} ${TRACE_MARK} with ${input.protocol} id ${input.id}`,
    ...(input.onlyRecipient === null || input.onlyRecipient.length > 254 ? [] : [`\tfor <${input.onlyRecipient}>`]),
  ]
  const received = `${lines.join('\r\n')};\r\n\t${dateOf(input.at)}\r\n`
  return input.idHeader ? `${received}X-Proofgate-Id: ${input.id}\r\n` : received
}

/** A client may call itself anything; only what a host name or literal is made of gets into the header. */
function clientNameOf(name: string): string {
  const clean = name.replace(/[^A-Za-z0-9.:[\]_-]/g, '?').slice(0, 64)
  return clean === '' ? 'unknown' : clean
}

function addressTagOf(address: string): string {
  return address.includes(':') ? `IPv6:${address}` : address
}

/** RFC 5322 §3.3 date in UTC. */
export function dateOf(at: Date): string {
  return at.toUTCString().replace('GMT', '+0000')
}
