import { expect, test } from 'vitest'
import { parseMail } from './parse.ts'

const ZENDESK = `Message-ID: <62X0VV2436V_6abbfd0ef0182_sprut@zendesk.example>
X-Delivery-Context: event-id-1030766596754
Auto-Submitted: auto-generated
X-Auto-Response-Suppress: All
X-Mailer: Zendesk Mailer
X-Zendesk-From-Account-Id: 4ca1477`

const WRITTEN: Record<string, string> = {
  'a plain letter': 'X-Mailer: Apple Mail (2.1257)',
  'an agent answering from Zendesk, which marks everything it sends': ZENDESK,
  'an agent answering from Freshdesk':
    'X-FD-Type: reply\nAuto-Submitted: auto-generated\nX-Auto-Response-Suppress: DR, RN, OOF, AutoReply',
  'an agent answering from Jira': 'X-JIRA-FingerPrint: 43079b93\nPrecedence: bulk\nAuto-Submitted: auto-generated',
  'an agent answering from Request Tracker':
    'Precedence: bulk\nX-RT-Loop-Prevention: acme.example\nX-RT-Ticket: acme.example #12',
  'an agent answering from ServiceNow':
    'X-ServiceNow-Generated: true\nAuto-Submitted: auto-generated\nPrecedence: bulk',
  'an Outlook letter that asks for no automatic answers':
    'X-Auto-Response-Suppress: OOF, AutoReply\nX-MS-Has-Attach:\nThread-Index: AdX1',
  'a letter that says it is none': 'Auto-Submitted: no',
  'a letter that says it is none, with a comment': 'Auto-Submitted: (rfc3834) no',
  'a letter carried by a service that adds an unsubscribe link':
    'List-Unsubscribe: <mailto:u@acme.example>\nList-Unsubscribe-Post: List-Unsubscribe=One-Click',
  'a letter of normal precedence': 'Precedence: normal',
  'a letter with its return path': 'Return-Path: <jo@acme.example>',
  'an autoresponder that denies it': 'X-Autoreply: no',
  'a forwarded report, attached': 'Content-Type: multipart/mixed; boundary=b',
  'a letter with an event to save attached':
    'Content-Type: text/calendar; name=event.ics\nContent-Disposition: attachment; filename=event.ics',
}

test.each(Object.entries(WRITTEN))('%s counts as written by a person', async (_, fields) => {
  expect((await mailWith(fields)).automatic).toBeNull()
})

test.each([
  ['auto-submitted', 'Auto-Submitted: auto-replied'],
  ['auto-submitted', 'Auto-Submitted: auto-generated (cron)'],
  ['auto-submitted', 'Auto-Submitted: auto-notified; owner-email="jo@acme.example"'],
  ['auto-submitted', 'AUTO-SUBMITTED: Auto-Replied'],
  ['auto-submitted', 'X-Autoreply: yes'],
  ['auto-submitted', 'X-Autorespond: Out of office'],
  ['auto-submitted', 'Precedence: auto_reply'],
  ['auto-submitted', `${ZENDESK.replace('auto-generated', 'auto-replied')}`],
  ['null-sender', 'Return-Path: <>'],
  [
    'delivery-report',
    'Content-Type: multipart/report; report-type=delivery-status; boundary=b\nAuto-Submitted: auto-replied',
  ],
  ['delivery-report', 'Content-Type: multipart/report; report-type=disposition-notification; boundary=b'],
  ['list', 'List-Id: Acme news <news.acme.example>'],
  ['list', 'List-Post: <mailto:news@acme.example>\nPrecedence: list'],
  ['calendar', 'Content-Type: text/calendar; method=REQUEST; charset=utf-8'],
  ['calendar', 'Content-Type: text/calendar; method="reply"'],
  ['bulk', 'Precedence: bulk'],
  ['bulk', 'Precedence: junk'],
])('%s is the reason of a message with %s', async (reason, fields) => {
  expect((await mailWith(fields)).automatic).toBe(reason)
})

test('an invitation among alternatives is found', async () => {
  const mail = await mailWith(
    'Content-Type: multipart/alternative; boundary=b',
    '--b\nContent-Type: text/plain\n\nLunch?\n--b\nContent-Type: text/calendar; method=REQUEST\n\nBEGIN:VCALENDAR\n--b--\n',
  )
  expect(mail.automatic).toBe('calendar')
  expect(mail.attachments).toEqual([])
})

function mailWith(fields: string, body = 'Hello Ann,\n\nit is done.\n') {
  return parseMail(Buffer.from(`From: jo@acme.example\nTo: ann@fern.example\nSubject: Re: Order\n${fields}\n\n${body}`))
}
