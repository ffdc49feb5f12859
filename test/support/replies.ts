/** Replies of a help desk for tests: one that may go, one to hold, one to bounce. */
import { randomUUID } from 'node:crypto'

export type Reply = {
  readonly from: string
  readonly to: readonly string[]
  readonly raw: string
  readonly messageId: string
}

function replyOf(body: string, given: { readonly subject?: string; readonly fields?: string } = {}): Reply {
  const messageId = `<${randomUUID()}@acme.example>`
  const raw = [
    `Message-ID: ${messageId}`,
    'Date: Tue, 24 Nov 2026 10:00:00 +0000',
    'From: Anna Berg <anna@acme.example>',
    'To: Kim Park <kim@customer.example>',
    `Subject: ${given.subject ?? 'Re: Your order 4711'}`,
    ...(given.fields === undefined ? [] : [given.fields]),
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    '',
    ...body.split('\n'),
    '',
  ].join('\r\n')
  return { from: 'anna@acme.example', to: ['kim@customer.example'], raw, messageId }
}

/** Nothing to object to. Each call is a message of its own. */
export function goodReply(): Reply {
  return replyOf(
    'Hello Kim,\n\nyour order 4711 left our warehouse today and will be with you on Friday.\n\nKind regards,\nAnna Berg',
  )
}

/** Promises an attachment that is not there: 6 points, hold. */
export function heldReply(): Reply {
  return replyOf('Hello Kim,\n\nplease find attached the invoice for your order 4711.\n\nKind regards,\nAnna Berg', {
    subject: 'Re: Invoice for 4711',
  })
}

/** A slot nobody filled: 10 points, bounce. */
export function bouncedReply(): Reply {
  return replyOf('Dear [INSERT CUSTOMER NAME HERE],\n\nyour order 4711 left today.\n\nKind regards,\nAnna Berg')
}

/** Not an agent's writing (RFC 3834), with a slot that would bounce otherwise. */
export function automaticReply(): Reply {
  return replyOf('Dear [INSERT CUSTOMER NAME HERE], I am out of the office.', {
    fields: 'Auto-Submitted: auto-replied',
  })
}
