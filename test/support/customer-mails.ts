/** Mails of a customer, as a mail server copies them to the journal. */
import { randomUUID } from 'node:crypto'
import type { Outgoing } from './smtp-talk.ts'

export type CustomerMail = Outgoing & { readonly raw: string; readonly messageId: string }

/** A question of Kim's, a mail of its own with each call. `fields` are further header lines, `body` other words. */
export function customerMail(given: { readonly fields?: string; readonly body?: string } = {}): CustomerMail {
  const messageId = `<${randomUUID()}@customer.example>`
  const raw = [
    'Received: from mx.customer.example by mx.acme.example; Tue, 24 Nov 2026 09:00:01 +0000',
    `Message-ID: ${messageId}`,
    'Date: Tue, 24 Nov 2026 10:00:00 +0100',
    'From: Kim Park <kim@customer.example>',
    'To: Acme Support <support@acme.example>',
    'Subject: Your order 4711',
    ...(given.fields === undefined ? [] : [given.fields]),
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    '',
    given.body ?? 'Hello,\r\n\r\nwhere is my order 4711? Can I still change the address?\r\n\r\nKim',
    '',
  ].join('\r\n')
  return { from: 'kim@customer.example', to: ['journal@gate.test'], raw, messageId }
}
