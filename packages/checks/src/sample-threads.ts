import type { PolicyFile } from './policy-schema.ts'

/** One mail of a sample thread. */
export type SampleTurn = {
  /** Our agent's name and address; left out for the customer. */
  readonly agent?: string
  readonly from?: string
  readonly to?: readonly string[]
  readonly cc?: readonly string[]
  /** ISO 8601 with the writer's zone. */
  readonly at: string
  readonly text: string
  /** Further header lines. */
  readonly header?: readonly string[]
  readonly files?: readonly string[]
}

/** A conversation of several turns, the reply to it, and what checks that remember should say of that. */
export type SampleThread = {
  readonly title: string
  readonly turns: readonly SampleTurn[]
  readonly reply: SampleTurn
  readonly facts?: PolicyFile['facts']
  /** JSON of a memory; the conversation is `c1` where it is given. */
  readonly memory?: Readonly<Record<string, unknown>>
  /** Ids of the remembering checks that object, `late-reply (note)` for a note; empty for a near miss. */
  readonly says: readonly string[]
}

const ANA = 'Ana Ruiz <ana.ruiz@mail.example>'

/** A thread's mails as octets, the reply last. */
export function octetsOf({ turns, reply }: SampleThread): readonly Uint8Array[] {
  return [...turns, reply].map(({ agent, from, to, cc = [], at, text, header = [], files = [] }, i) => {
    const body =
      files.length === 0
        ? ['Content-Type: text/plain; charset=utf-8', '', text]
        : [
            'Content-Type: multipart/mixed; boundary="cut"',
            '',
            '--cut',
            'Content-Type: text/plain; charset=utf-8',
            '',
            text,
            ...files.flatMap((name) => [
              '--cut',
              'Content-Type: image/jpeg',
              `Content-Disposition: attachment; filename="${name}"`,
              '',
              'x',
            ]),
            '--cut--',
          ]
    const sender = from ?? (agent === undefined ? ANA : `${agent} <care@shop.example>`)
    const lines = [
      `From: ${sender}`,
      `To: ${to?.join(', ') ?? (agent === undefined ? 'care@shop.example' : ANA)}`,
      ...(cc.length === 0 ? [] : [`Cc: ${cc.join(', ')}`]),
      `Subject: ${i === 0 ? 'A question' : 'Re: A question'}`,
      `Message-ID: <${i}.thread@shop.example>`,
      `Date: ${dateOf(at)}`,
      ...header,
      ...body,
      '',
    ]
    return Buffer.from(lines.join('\n').replaceAll('\n', '\r\n'))
  })
}

/** `2026-03-02T09:00:00+01:00` as RFC 5322 writes it. */
function dateOf(iso: string): string {
  const [, day = '', time = '', sign = '+', hours = '', minutes = ''] =
    /^([\d-]+)T([\d:]+)([+-])(\d\d):(\d\d)$/.exec(iso) ?? []
  const [year, month, date] = day.split('-')
  const name = new Date(`${day}T00:00:00Z`).toLocaleDateString('en-GB', { month: 'short', timeZone: 'UTC' })
  return `${Number(date)} ${name || month} ${year} ${time} ${sign}${hours}${minutes}`
}
