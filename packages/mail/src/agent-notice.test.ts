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

  test('continues the thread by In-Reply-To where the mail names no References (RFC 5322 §3.6.4)', async () => {
    const raw = Buffer.from(RAW.toString().replace('References:', 'In-Reply-To:'))
    const mail = await parseMail((await noticeOf({}, { raw }))?.raw ?? Buffer.alloc(0))
    expect(mail.references).toEqual(['<question-1@customer.example>', '<reply-1@acme.example>'])
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

  describe('near what should never have been sent', () => {
    const CARD = '4539 1488 0343 6467'
    const rawWith = (body: string, subject = 'Re: Your order') =>
      Buffer.from(`From: anna@acme.example\r\nSubject: ${subject}\r\nMessage-ID: <reply-1@acme.example>\r\n\r\n${body}`)
    const found = (text: string, words: string, change: Partial<NoticedFinding> = {}): NoticedFinding => ({
      ...FINDING,
      check: 'rude',
      start: text.indexOf(words),
      end: text.indexOf(words) + words.length,
      excerpt: words,
      message: `"${words}" puts the customer down.`,
      ...change,
    })
    const leaked = (text: string, change: Partial<NoticedFinding> = {}) =>
      found(text, CARD, { check: 'sensitive-data', message: 'The reply holds a card number.', ...change })
    const digits = /4539[\s-]*1488|1488[\s-]*0343|0343[\s-]*6467/

    test('shows the line of another finding with it blanked', async () => {
      const body = `Dear Jane,\r\n\r\nas I already told you, your card ${CARD} is on file.\r\n`
      const text = body.replaceAll('\r\n', '\n')
      const shown = await textOf(
        { findings: [found(text, 'as I already told you'), leaked(text)] },
        { raw: rawWith(body) },
      )
      expect(shown).toContain('>>as I already told you<<, your card **** **** **** **** is on file.')
      expect(shown).not.toMatch(digits)
    })

    test.each([
      ['the words of the other finding', 'your card 4539 1488 0343 6467 now'],
      ['a part of it', '1488 0343'],
      ['more than it from the middle', '0343 6467 is on file'],
    ])('blanks it in %s, wherever they are repeated', async (_, words) => {
      const text = `Dear Jane,\n\nyour card ${CARD} is on file, your card ${CARD} now.\n`
      const findings = [
        found(text, words),
        leaked(text),
        leaked(text, { start: text.lastIndexOf(CARD), end: text.lastIndexOf(CARD) + CARD.length }),
      ]
      const notice = await noticeOf({ findings }, { raw: rawWith(text) })
      const mail = await parseMail(notice?.raw ?? Buffer.alloc(0))
      expect(`${mail.text?.text}${mail.html?.text}`).not.toMatch(digits)
      expect(mail.text?.text).toContain('****')
    })

    test('blanks it in the subject of the notice, in the other body, and in messages that quote it', async () => {
      const text = `Dear Jane,\n\nyour card 4539-1488-0343-6467, obviously.\n`
      const question = found(text, 'obviously', {
        part: 'html',
        message: `The customer asks "Is 4539148803436467 still my card?", and the reply does not say.`,
        suggestion: 'Take 4539\u00a01488\u00a00343\u00a06467 out.',
      })
      const findings = [question, leaked('', { part: 'subject', start: 10, end: 29 })]
      const subject = `Your card ${CARD}`
      const raw = rawWith(`<p>${text}</p>`, `${subject}\r\nContent-Type: text/html`)
      const header = { messageId: '<reply-1@acme.example>', subject, from: null }
      const notice = await noticeOf({ findings, note: `Never write ${CARD}!` }, { raw, header })
      const mail = await parseMail(notice?.raw ?? Buffer.alloc(0))
      expect(`${notice?.header.subject}${mail.subject}${mail.text?.text}${mail.html?.text}`).not.toMatch(
        /4539|1488|0343|6467/,
      )
      expect(mail.subject).toBe('Re: Your card **** **** **** ****')
    })

    test('blanks it where the check is only watched, and where the mail cannot be read', async () => {
      const text = `your card ${CARD} obviously`
      const findings = [found(text, text), leaked(text, { shadow: true })]
      expect(await textOf({ findings }, { raw: null })).not.toMatch(digits)
    })

    test('blanks it where a message breaks off in the middle of it', async () => {
      const text = `your card ${CARD} obviously`
      const findings = [found(text, 'obviously', { message: 'He asks "Is 4539 1488 03…"' }), leaked(text)]
      expect(await textOf({ findings }, { raw: rawWith(text) })).toContain('He asks "Is **** **** **…"')
    })

    test('leaves alone what only looks like it', async () => {
      const text = 'your code is 771, order 177123, obviously'
      const findings = [
        found(text, 'obviously'),
        found(text, '771', { check: 'sensitive-data', message: 'The reply holds a code.' }),
      ]
      expect(await textOf({ findings }, { raw: rawWith(text) })).toContain(
        'your code is ***, order 177123, >>obviously<<',
      )
    })
  })

  test('of a hold with nothing found says what could not be read', async () => {
    const text = await textOf({
      kind: 'held',
      findings: [],
      unread: ['text/html nested deeper than 500', 'header cut'],
    })
    expect(text).toContain('Not all of it could be checked: text/html nested deeper than 500; header cut.')
    expect(text).not.toContain('What we noticed')
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
