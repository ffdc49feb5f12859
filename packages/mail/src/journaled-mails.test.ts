import { describe, expect, test } from 'vitest'
import { exchange2016Report, exchangeOnlineReport, googleCopy } from '../../../test/support/journal-reports.ts'
import { journaledMailsOf } from './journaled-mails.ts'
import { turnHeaderOf } from './turn-header.ts'

const AT = new Date('2026-11-24T10:00:00Z')
const MAIL = [
  'From: Kim Moor <kim@customer.example>',
  'To: Support <support@acme.example>',
  'Subject: Where is my parcel?',
  'Message-ID: <parcel-1@customer.example>',
  'Date: Tue, 24 Nov 2026 10:00:00 +0100',
  '',
  'Where is my parcel?',
  '',
].join('\r\n')

const taken = (raw: string | Buffer, envelopeFrom: string | null = 'kim@customer.example') =>
  journaledMailsOf(Buffer.from(raw), { receivedAt: AT, envelopeFrom, opensReports: true })

describe('a copy', () => {
  test('stands for itself, and Gmail’s tells whom it was for', () => {
    expect(taken(MAIL)).toEqual({
      mails: [{ raw: Buffer.from(MAIL), header: turnHeaderOf(Buffer.from(MAIL), AT) }],
      isReport: false,
      damage: null,
    })
    const [copy] = taken(googleCopy(MAIL, 'Desk@acme.example')).mails
    expect(copy?.header.recipients).toEqual(['support@acme.example', 'desk@acme.example'])
  })

  test.each([
    ['has the null sender', MAIL, '', 'null-sender'],
    ['is a vacation reply', `Auto-Submitted: auto-replied\r\n${MAIL}`, 'kim@customer.example', 'auto-submitted'],
    ['comes by a list', `List-Id: <dice.lists.example>\r\n${MAIL}`, 'list@lists.example', 'list'],
    [
      'is a delivery report',
      `Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n${MAIL}`,
      'mx@a.example',
      'delivery-report',
    ],
  ])('that %s is marked as nobody’s writing', (_, raw, from, automatic) => {
    expect(taken(raw, from).mails[0]?.header.automatic).toBe(automatic)
  })
})

describe('a report', () => {
  test('gives what it encloses with the envelope it tells, whoever sent the report', () => {
    const recipients = ['To: support@acme.example', 'Bcc: lead@acme.example']
    const { mails, isReport } = taken(exchangeOnlineReport(MAIL, { recipients }), '')
    expect(isReport).toBe(true)
    expect(mails.map(({ raw }) => String(raw))).toEqual([MAIL])
    expect(mails[0]?.header).toMatchObject({
      recipients: ['support@acme.example', 'lead@acme.example'],
      automatic: null,
    })
  })

  test('of a mail with the null sender marks that mail; of one without From names who sent it', () => {
    expect(taken(exchangeOnlineReport(MAIL, { sender: '<>' })).mails[0]?.header.automatic).toBe('null-sender')
    const anonymous = MAIL.replace(/^From: .*\r\n/, '')
    const [mail] = taken(exchangeOnlineReport(anonymous, { sender: 'kim@customer.example' })).mails
    expect(mail?.header.author?.address).toBe('kim@customer.example')
  })

  test('of one mail for two recipients, and the copy itself, are one mail', () => {
    const identities = [
      MAIL,
      exchangeOnlineReport(MAIL, { recipients: ['To: support@acme.example'] }),
      exchangeOnlineReport(MAIL, { recipients: ['Bcc: lead@acme.example'] }),
      exchange2016Report(MAIL),
    ].map((raw) => taken(raw).mails[0]?.header.identity.toString('hex'))
    expect(new Set(identities).size).toBe(1)
  })

  test('within a report is opened too, to a depth', () => {
    const twice = taken(exchange2016Report(exchangeOnlineReport(MAIL, { sender: '<>' })))
    expect(twice.mails.map(({ raw }) => String(raw))).toEqual([MAIL])
    expect(twice.mails[0]?.header.automatic).toBe('null-sender')
    let nested: Buffer = Buffer.from(MAIL)
    for (let i = 0; i < 7; i++) nested = exchangeOnlineReport(nested)
    expect(taken(nested)).toMatchObject({ damage: 'is nested deeper than 5', isReport: true })
    expect(taken(nested).mails).toHaveLength(1)
  })

  test('that encloses nothing is kept itself, as nobody’s writing', () => {
    const raw = String(exchange2016Report(MAIL)).replace(/--_7e[^\r]+\r\nContent-Type: message\/rfc822[\s\S]*/, '')
    const { mails, damage } = taken(raw)
    expect(damage).toBe('encloses no mail')
    expect(mails.map((mail) => String(mail.raw))).toEqual([raw])
    expect(mails[0]?.header.automatic).toBe('auto-submitted')
    const outer = taken(exchangeOnlineReport(raw))
    expect([outer.damage, outer.mails.map((mail) => String(mail.raw))]).toEqual([damage, [raw]])
  })
})

test('a report of many mails gives ten, however they are nested, and one within one more counts as one', () => {
  const part = (raw: string | Buffer) => `\r\n--many\r\nContent-Type: message/rfc822\r\n\r\n${raw}`
  const many = (mails: readonly (string | Buffer)[]) =>
    `X-MS-Journal-Report:\r\nContent-Type: multipart/mixed; boundary=many\r\n\r\n--many\r\n\r\nSender: a@b.example${mails.map(part).join('')}\r\n--many--\r\n`
  const mails = Array.from({ length: 40 }, (_, i) => MAIL.replace('parcel-1', `parcel-${i}`))
  expect(taken(many(mails))).toMatchObject({ damage: 'encloses more than 10 mails' })
  expect(taken(many(mails)).mails).toHaveLength(10)
  // A million of one mail, four deep: to look at all would outlast the test's time limit.
  let same = Array<string>(50).fill('From: a@b.example\r\n\r\nx')
  for (const name of ['one', 'two', 'three'])
    same = Array<string>(name === 'three' ? 30 : 50).fill(many(same).replaceAll('many', name))
  expect(taken(many(same)).mails).toHaveLength(1)
  const nested = many([exchangeOnlineReport(many(mails).replaceAll('many', 'inner')), ...mails])
  expect(taken(nested).mails).toHaveLength(10)
  expect(taken(many([MAIL, MAIL, exchangeOnlineReport(MAIL)]))).toMatchObject({ damage: null })
  expect(taken(many([MAIL, MAIL, exchangeOnlineReport(MAIL)])).mails).toHaveLength(1)
})

test('where reports are not opened each is the mail it looks like', () => {
  const report = exchangeOnlineReport(MAIL)
  const { mails, isReport } = journaledMailsOf(report, {
    receivedAt: AT,
    envelopeFrom: 'x@y.example',
    opensReports: false,
  })
  expect([isReport, mails.map(({ raw }) => String(raw))]).toEqual([false, [String(report)]])
})

test('whatever is handed in, there is a mail to take', () => {
  for (const raw of [
    '',
    '\0',
    '\n\n\n',
    'X-MS-Journal-Report:',
    'X-MS-Journal-Report:\r\nContent-Type: multipart/mixed; boundary=""\r\n\r\n----\r\n\r\n----',
  ])
    expect(taken(raw).mails).toHaveLength(1)
})
