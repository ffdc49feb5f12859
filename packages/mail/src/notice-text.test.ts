import { describe, expect, test } from 'vitest'
import { noticeLineOf } from './notice-line.ts'
import { type Notice, type NoticeFinding, noticeTextOf } from './notice-text.ts'

const MAIL =
  'Dear [INSERT CUSTOMER NAME HERE],\n\nfirst of all, thank you for your patience in this matter, but you must send the kettle back at once and then we will see what can be done.\n'
const PLACEHOLDER: NoticeFinding = {
  message: 'A field of the template was not filled in.',
  suggestion: "Write the customer's name.",
  excerpt: '[INSERT CUSTOMER NAME HERE]',
  line: noticeLineOf(MAIL, 5, 32),
}
const ABOUT = {
  id: '01JX4',
  subject: 'Re: Kettle',
  recipients: ['ann@fern.example', 'b@fern.example'],
  link: 'https://gate.acme.example/m/01JX4',
} as const

describe('the words', () => {
  test('of a hold: the mail, each point with its line, what comes next, where to look', () => {
    const { subject, text } = noticeTextOf({ ...ABOUT, kind: 'held', findings: [PLACEHOLDER] })
    expect(subject).toBe('Re: Kettle')
    expect(text).toBe(
      `Your mail "Re: Kettle" to ann@fern.example and 1 more is waiting for a second look. It has not gone out yet.

What we noticed:

1. A field of the template was not filled in.
     Dear >>[INSERT CUSTOMER NAME HERE]<<,
   Write the customer's name.

A reviewer reads it next, and sends it or returns it to you with a note.

You need not do anything, and please do not send it again: it is safe here.

Where it stands, and more about each point:
https://gate.acme.example/m/01JX4

Reference: 01JX4
`,
    )
  })

  test('of a return: who, the note line by line, and to send it again', () => {
    const { text, html } = noticeTextOf({
      ...ABOUT,
      kind: 'returned-by-reviewer',
      findings: [PLACEHOLDER],
      reviewer: 'Kim',
      note: 'Hi Jo,\nplease add the <date>.',
    })
    expect(text).toContain('was not sent. Kim has returned it to you.')
    expect(text).toContain('  "Hi Jo,"\n  "please add the <date>."')
    expect(text).toContain('change it in your mail tool and send it again')
    expect(html).toContain('<blockquote>Hi Jo,<br>please add the &lt;date&gt;.</blockquote>')
  })

  test('of a return by policy, a release and a mail not yet checked say what became of it', () => {
    const notices: Record<string, Notice> = {
      'was not sent. Something in it needs a change first.': {
        ...ABOUT,
        kind: 'returned-by-policy',
        findings: [PLACEHOLDER],
      },
      'is on its way. A reviewer has read it and sent it, unchanged.': {
        ...ABOUT,
        kind: 'released',
        reviewer: null,
        note: null,
      },
      'could not be checked yet. It has not gone out.': { ...ABOUT, kind: 'unjudged' },
    }
    for (const [words, notice] of Object.entries(notices)) expect(noticeTextOf(notice).text).toContain(words)
  })

  test('hold a hostile mail at bay: no line, no tag, no link of its own', () => {
    const { subject, text, html } = noticeTextOf({
      ...ABOUT,
      subject: 'Hi\r\nBcc: evil@x.example\u202e',
      link: 'javascript:alert(1)',
      kind: 'returned-by-policy',
      findings: [
        {
          message: '<img src=x onerror=alert(1)>',
          suggestion: 'a\n\nReference: 666',
          excerpt: '"><script>',
          line: 'x "><script> y\u0007',
        },
      ],
    })
    expect(subject).toBe('Re: Hi Bcc: evil@x.example')
    expect(text).not.toMatch(/javascript|\n\nReference: 666|\u0007|\u202e/)
    expect(html).not.toMatch(/<img|<script|javascript/)
  })

  test('show ten points and count the rest', () => {
    const { text } = noticeTextOf({
      ...ABOUT,
      kind: 'returned-by-policy',
      findings: Array.from({ length: 13 }, () => PLACEHOLDER),
    })
    expect(text).toContain('\n10. ')
    expect(text).not.toContain('\n11. ')
    expect(text).toContain('… and 3 more.')
  })
})

describe('the line of a finding', () => {
  test('is cut around the words, at blanks', () => {
    const start = MAIL.indexOf('you must send')
    const finding = { ...PLACEHOLDER, excerpt: 'you must send', line: noticeLineOf(MAIL, start, start + 13) }
    expect(noticeTextOf({ ...ABOUT, kind: 'returned-by-policy', findings: [finding] }).text).toContain(
      '     … you for your patience in this matter, but >>you must send<< the kettle back at once and then we will …\n',
    )
  })

  test.each([
    ['the first line', 0, 4, 'Dear [INSERT CUSTOMER NAME HERE],'],
    ['an empty span', 3, 3, 'Dear [INSERT CUSTOMER NAME HERE],'],
    ['a span beyond the text', 9999, 10_010, ''],
  ])('is found for %s', (_, start, end, line) => {
    expect(noticeLineOf(MAIL, start, end)).toBe(line)
  })

  test('is not needed where the words are known', () => {
    const finding = { ...PLACEHOLDER, line: null }
    expect(noticeTextOf({ ...ABOUT, kind: 'returned-by-policy', findings: [finding] }).text).toContain(
      '>>[INSERT CUSTOMER NAME HERE]<<\n',
    )
  })
})
