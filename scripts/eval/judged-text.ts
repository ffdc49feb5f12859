import { type Judgement, judge, policyOf } from '@proofgate/checks'

const POLICY = policyOf('version: 1', 'eval')

/** Judges a text as a first mail of ours to a customer, without a conversation. */
export async function judgedText(text: string, subject = 'Your message'): Promise<Judgement> {
  const head = [
    'From: Mara Lindt <mara@desk.example>',
    'To: kim.park@customer.example',
    'Date: Tue, 24 Nov 2026 10:00:00 +0000',
    'Message-ID: <eval@desk.example>',
    `Subject: =?UTF-8?B?${Buffer.from(subject).toString('base64')}?=`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
  ]
  const body = Buffer.from(text.replace(/\r?\n/g, '\r\n')).toString('base64').replace(/.{76}/g, '$&\r\n')
  return await judge({
    raw: Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}\r\n`),
    envelope: {
      from: 'mara@desk.example',
      recipients: [{ address: 'kim.park@customer.example', notify: null, orcpt: null }],
      body: null,
      smtpUtf8: false,
      requireTls: false,
      ret: null,
      envid: null,
    },
    conversation: [],
    policy: POLICY,
  })
}
