import { type Judgement, judge, policyOf } from '@proofgate/checks'
import { MODEL } from './language-model.ts'

const POLICY = policyOf('version: 1', 'eval')

/** A text as a mail of ours to a customer, and what the customer wrote before it. */
export type Written = { readonly text: string; readonly subject?: string; readonly asked?: string }

/** Judges a text under the default policy, with the language model where it runs, as the answer to `asked`, or without a conversation. */
export async function judgedText({ text, subject = 'Your message', asked }: Written): Promise<Judgement> {
  const options = { body: null, smtpUtf8: false, requireTls: false, ret: null, envid: null }
  const recipients = [{ address: CUSTOMER, notify: null, orcpt: null }]
  return await judge({
    raw: letter(US, CUSTOMER, { subject, text, hour: '12' }),
    envelope: { from: US, recipients, ...options },
    conversation: asked === undefined ? [] : [letter(CUSTOMER, US, { subject, text: asked, hour: '10' })],
    policy: POLICY,
    model: MODEL,
  })
}

const US = 'mara@desk.example'
const CUSTOMER = 'kim.park@customer.example'

function letter(
  from: string,
  to: string,
  { subject, text, hour }: { readonly subject: string; readonly text: string; readonly hour: string },
): Buffer {
  const head = [
    `From: ${from}`,
    `To: ${to}`,
    `Date: Tue, 24 Nov 2026 ${hour}:00:00 +0000`,
    `Message-ID: <${hour}.${from}>`,
    `Subject: =?UTF-8?B?${base64(subject)}?=`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
  ]
  const body = base64(text.replace(/\r?\n/g, '\r\n')).replace(/.{76}/g, '$&\r\n')
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}\r\n`)
}

const base64 = (text: string) => Buffer.from(text).toString('base64')
