import { describe, expect, test } from 'vitest'
import { type AgentNotice, agentNotice, type NoticedFinding } from './agent-notice.ts'
import { parseMail } from './parse.ts'

const RAW = Buffer.from(
  [
    'From: Anna Ames <anna@acme.example>',
    'To: jane@customer.example',
    'Subject: Re: Your order',
    'Message-ID: <reply-1@acme.example>',
    'References: <question-1@customer.example>',
    '',
    'Dear [NAME],',
    '',
    'your parcel left today.',
    '',
  ].join('\r\n'),
)

const FINDING: NoticedFinding = {
  check: 'placeholder',
  part: 'text',
  start: 5,
  end: 11,
  excerpt: '[NAME]',
  message: '"[NAME]" was not filled in.',
  suggestion: 'Write the name of the customer.',
  shadow: false,
}

const noticeOf = (change: Partial<AgentNotice> = {}, about: Partial<AgentNotice['about']> = {}) =>
  agentNotice({
    kind: 'returned-by-reviewer',
    about: {
      id: '01kas2v4m8q1xw3c5e7g9j0n2p',
      envelopeFrom: 'anna@acme.example',
      recipients: ['jane@customer.example'],
      header: {
        messageId: '<reply-1@acme.example>',
        subject: 'Re: Your order',
        from: 'Anna Ames <anna@acme.example>',
      },
      raw: RAW,
      ...about,
    },
    findings: [FINDING],
    reviewer: 'Tina Roe',
    note: 'Please use her name.',
    link: 'https://gate.example/holds/01kas2v4m8q1xw3c5e7g9j0n2p',
    from: 'Proofgate <proofgate@gate.example>',
    messageId: '<notice-1@gate.example>',
    date: new Date('2026-11-24T12:00:00Z'),
    ...change,
  })

const textOf = async (change: Partial<AgentNotice> = {}, about: Partial<AgentNotice['about']> = {}) => {
  const notice = await noticeOf(change, about)
  return (await parseMail(notice?.raw ?? Buffer.alloc(0))).text?.text ?? ''
}

describe('a notice to the agent', () => {
  test("threads under the agent's own mail", async () => {
    const mail = await parseMail((await noticeOf())?.raw ?? Buffer.alloc(0))
    expect(mail.inReplyTo).toBe('<reply-1@acme.example>')
    expect(mail.references).toEqual(['<question-1@customer.example>', '<reply-1@acme.example>'])
    expect(mail.subject).toBe('Re: Your order')
  })

  test('goes to the envelope sender, from the null sender, marked as automatic', async () => {
    const notice = await noticeOf()
    const mail = await parseMail(notice?.raw ?? Buffer.alloc(0))
    expect(notice?.envelope).toMatchObject({ from: '', recipients: [{ address: 'anna@acme.example' }] })
    expect(mail.to).toEqual([{ name: 'Anna Ames', address: 'anna@acme.example' }])
    expect(mail.automatic).toBe('auto-submitted')
  })

  test('shows the line, what is wrong, what would fix it, who decided, why, and where to look', async () => {
    const text = await textOf()
    expect(text).toContain('Dear >>[NAME]<<,')
    expect(text).toContain('was not filled in')
    expect(text).toContain('Write the name of the customer.')
    expect(text).toContain('Tina Roe')
    expect(text).toContain('Please use her name.')
    expect(text).toContain('https://gate.example/holds/01kas2v4m8q1xw3c5e7g9j0n2p')
  })

  test('goes to From where the mail has the null sender', async () => {
    const notice = await noticeOf({}, { envelopeFrom: '' })
    expect(notice?.envelope.recipients).toMatchObject([{ address: 'anna@acme.example' }])
  })

  test('is not written where nobody is named', async () => {
    const header = { messageId: null, subject: null, from: null }
    expect(await noticeOf({}, { envelopeFrom: '', header })).toBeNull()
  })

  test('does not repeat what should never have been sent', async () => {
    const findings = [{ ...FINDING, check: 'sensitive-data', excerpt: 'Dear', message: 'A card number stands in it.' }]
    const text = await textOf({ findings })
    expect(text).toContain('A card number stands in it.')
    expect(text).not.toContain('>>')
  })

  test('leaves out what is only watched', async () => {
    expect(await textOf({ findings: [{ ...FINDING, shadow: true }] })).not.toContain('was not filled in')
  })

  test('is written without lines where the mail cannot be read', async () => {
    const text = await textOf({}, { raw: null })
    expect(text).toContain('was not filled in')
    expect(text).not.toContain('Dear')
  })

  test.each(['held', 'unjudged', 'returned-by-policy', 'released'] as const)('is written for %s too', async (kind) => {
    expect(await textOf({ kind })).toContain('Re: Your order')
  })
})
