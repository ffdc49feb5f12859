import { describe, expect, test } from 'vitest'
import {
  exchange2003Report,
  exchange2016Report,
  exchangeOnlineReport,
  googleCopy,
  unmarkedReport,
} from '../../../test/support/journal-reports.ts'
import { journalReportOf } from './journal-report.ts'

const MAIL = [
  'Received: from mx.customer.example by mx.acme.example; Tue, 24 Nov 2026 09:00:00 +0000',
  'From: Kim Moor <kim@customer.example>',
  'To: Support <support@acme.example>',
  'Subject: Where is my parcel?',
  'Message-ID: <parcel-1@customer.example>',
  'Date: Tue, 24 Nov 2026 10:00:00 +0100',
  'Content-Type: multipart/alternative; boundary="b"',
  '',
  '--b',
  'Content-Type: text/plain; charset=utf-8',
  '',
  'Hello, où est mon colis?',
  '--b--',
  '',
].join('\r\n')

describe('a report', () => {
  test.each([
    ['of Exchange Online', exchangeOnlineReport],
    ['of Exchange 2016', exchange2016Report],
    ['without a mark', unmarkedReport],
  ])('%s gives the mail octet for octet, and its envelope', (_, reportOf) => {
    const recipients = [
      'To: Anna@acme.example, Expanded: support@acme.example',
      'Cc: berta@acme.example, Forwarded: bert@acme.example',
      'Bcc: lead@acme.example',
      'Recipient: archive@acme.example',
    ]
    const report = journalReportOf(reportOf(MAIL, { recipients, sender: 'bounce+kim=x@customer.example' }))
    expect(report?.originals.map(String)).toEqual([MAIL])
    expect(report).toMatchObject({ sender: 'bounce+kim=x@customer.example', damage: null })
    expect(report?.recipients).toEqual([
      'anna@acme.example',
      'support@acme.example',
      'berta@acme.example',
      'bert@acme.example',
      'lead@acme.example',
      'archive@acme.example',
    ])
  })

  test('of Exchange 2003 lists its recipients', () => {
    const report = journalReportOf(exchange2003Report(MAIL, { recipients: ['anna@acme.example', 'bo@acme.example'] }))
    expect(report?.originals.map(String)).toEqual([MAIL])
    expect(report).toMatchObject({
      sender: 'kim@customer.example',
      recipients: ['anna@acme.example', 'bo@acme.example'],
    })
  })

  test('of a mail without envelope sender says so; of one whose sender is unknown says nothing', () => {
    expect(journalReportOf(exchangeOnlineReport(MAIL, { sender: '<>' }))?.sender).toBe('')
    expect(journalReportOf(exchangeOnlineReport(MAIL, { sender: 'Unspecified Address' }))?.sender).toBeNull()
  })

  test('puts the copy that can be read before the one under rights management', () => {
    const locked = MAIL.replace('text/plain; charset=utf-8', 'application/x-microsoft-rpmsg-message')
    const both = `${locked}\r\n--outer\r\nContent-Type: message/rfc822\r\n\r\n${MAIL}`
    const report = exchangeOnlineReport(both)
    const boundary = /boundary="(_000[^"]+)"/.exec(String(report))?.[1] ?? ''
    const two = Buffer.from(String(report).replace('--outer', `--${boundary}`))
    expect(journalReportOf(two)?.originals.map(String)).toEqual([MAIL, locked])
  })
})

describe('a damaged report', () => {
  const sound = String(exchangeOnlineReport(MAIL))
  test.each([
    ['cut off in the mail', sound.slice(0, sound.indexOf('est mon')), 'is cut off', 1],
    ['without its last boundary', sound.replace(/\r\n--_000[^\r]+--\r\n$/, ''), 'is cut off', 1],
    ['cut off before the mail', sound.slice(0, sound.indexOf('message/rfc822') - 20), 'encloses no mail', 0],
    ['without boundary', sound.replace(/; boundary="[^"]+"/, ''), 'encloses no mail', 0],
    ['without body', sound.slice(0, sound.indexOf('\r\n\r\n')), 'encloses no mail', 0],
    ['with a header alone', sound.replace('message/rfc822', 'text/rfc822-headers'), 'encloses a header alone', 1],
  ])('%s says so and gives what is there', (_, raw, damage, originals) => {
    const report = journalReportOf(Buffer.from(raw))
    expect(report?.damage).toBe(damage)
    expect(report?.originals).toHaveLength(originals)
  })

  test.each([
    ['in base64', `Content-Transfer-Encoding: base64\r\n\r\n${Buffer.from(MAIL).toString('base64')}`],
    [
      'in quoted-printable',
      `Content-Transfer-Encoding: quoted-printable\r\n\r\n${Buffer.from(MAIL.replaceAll('=', '=3D'))
        .toString('latin1')
        .replace(/[\x80-\xff]/g, (c) => `=${c.charCodeAt(0).toString(16).toUpperCase()}`)
        .replace('parcel?', 'par=\r\ncel?')}`,
    ],
    ['behind empty lines', `\r\n\r\n\r\n${MAIL}`],
  ])('gives a mail that was enclosed %s', (_, part) => {
    const raw = exchangeOnlineReport('From: x@y.example\r\n\r\nPLACE\r\n')
    const text = String(raw).replace('\r\n\r\nFrom: x@y.example\r\n\r\nPLACE\r\n', `\r\n${part}`)
    expect(journalReportOf(Buffer.from(text))?.originals.map((one) => String(one).trimEnd())).toEqual([MAIL.trimEnd()])
  })

  test.each([
    ['by its name', 'Content-Type: application/octet-stream; name="original.eml"'],
    ['by its disposition', 'Content-Type: application/octet-stream\r\nContent-Disposition: attachment; filename=a.EML'],
    ['by its first lines', 'X-Odd: 1'],
  ])('knows its mail %s where the type is wrong', (_, header) => {
    const raw = String(exchangeOnlineReport(MAIL)).replace('Content-Type: message/rfc822', header)
    expect(journalReportOf(Buffer.from(raw))?.originals.map(String)).toEqual([MAIL])
  })
})

describe('no report', () => {
  test.each([
    ['a letter', MAIL],
    ['a copy by Gmail’s routing', String(googleCopy(MAIL, 'support@acme.example'))],
    [
      'a letter with a mail attached',
      `From: kim@customer.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nSee below.\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n${MAIL}\r\n--b--\r\n`,
    ],
    ['a report without mark that names another mail', String(unmarkedReport(MAIL, { messageId: '<other@x.example>' }))],
    ['nothing', ''],
  ])('is %s', (_, raw) => {
    expect(journalReportOf(Buffer.from(raw))).toBeNull()
  })
})

describe('hostile reports', () => {
  const marked = (type: string, body: string) =>
    Buffer.from(`X-MS-Journal-Report:\r\nContent-Type: ${type}\r\n\r\n${body}`)

  // Quadratic in 4 MB would outlast the test's time limit.
  test('of megabytes made to be slow are read at once', () => {
    const big = 4 * 1024 * 1024
    for (const raw of [
      marked('multipart/mixed; boundary=b', '--b\r\n'.repeat(big / 5)),
      marked('multipart/mixed; boundary=b', `--b\r\n\r\nx\r\n--b\r\n${'a\n'.repeat(big / 2)}`),
      Buffer.from(`X-MS-Journal-Report:\n${'a:\n'.repeat(8 * big)}`),
      marked('multipart/mixed; boundary=b', '--b'.repeat(big / 3)),
      marked('multipart/mixed; boundary="-"', '-'.repeat(big)),
      marked('multipart/mixed; boundary=b', `--b\r\n\r\n${'Recipients:\r\n'.repeat(big / 13)}`),
      marked('multipart/mixed; boundary=b', `--b\r\n\r\nTo: ${'a@'.repeat(big / 2)}`),
      marked(
        'multipart/mixed; boundary=b',
        `--b\r\n\r\nx\r\n--b\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Type: message/rfc822\r\n\r\n${'= '.repeat(big / 2)}`,
      ),
    ]) {
      expect(journalReportOf(raw)).not.toBeNull()
    }
  })

  test('nested without end are taken apart to a depth, with many parts to a number', () => {
    let body = 'x'
    for (let i = 0; i < 1_000; i++) body = `--b${i}\r\nContent-Type: multipart/mixed; boundary=b${i - 1}\r\n\r\n${body}`
    expect(journalReportOf(marked('multipart/mixed; boundary=b999', body))?.damage).toBe('encloses no mail')
    const part = `--b\r\nContent-Type: message/rfc822\r\n\r\n${MAIL}\r\n`
    const many = journalReportOf(marked('multipart/mixed; boundary=b', part.repeat(1_000)))
    expect(many?.originals.length).toBeLessThanOrEqual(50)
  })
})
