import { z } from '@hono/zod-openapi'
import type { Envelope } from '@proofgate/mail'

const address = z.string().max(1000)

const RecipientSchema = z.strictObject({
  address: address.min(1).describe('Forward-path without angle brackets'),
  notify: z.string().max(100).nullable().default(null).describe('NOTIFY of RFC 3461'),
  orcpt: z.string().max(1000).nullable().default(null).describe('ORCPT of RFC 3461, xtext encoded'),
})

/** The envelope as callers give it: everything but `from` and `recipients` may be left out, a recipient may be its address. */
export const EnvelopeSchema = z
  .strictObject({
    from: address.describe('Reverse-path without angle brackets; empty for the null sender'),
    recipients: z
      .array(
        z.union([RecipientSchema, address.min(1).transform((one) => ({ address: one, notify: null, orcpt: null }))]),
      )
      .max(100_000),
    body: z.enum(['7BIT', '8BITMIME']).nullable().default(null),
    smtpUtf8: z.boolean().default(false),
    requireTls: z.boolean().default(false),
    ret: z.enum(['FULL', 'HDRS']).nullable().default(null),
    envid: z.string().max(1000).nullable().default(null),
  })
  .openapi('Envelope')

/** The envelope in a JSON text, or the words for what is wrong with it. */
export function envelopeOf(json: string): { readonly envelope: Envelope } | { readonly wrong: string } {
  const read = partOf(EnvelopeSchema, json)
  return 'value' in read ? { envelope: read.value } : read
}

/**
 * What a JSON text holds, by its schema, or the words for what is wrong with it.
 * Nothing of the text itself is repeated: it holds addresses, and the words go into logs.
 */
export function partOf<T>(schema: z.ZodType<T>, json: string): { readonly value: T } | { readonly wrong: string } {
  const data = dataOf(json)
  if (data === undefined) return { wrong: 'it is not JSON' }
  const parsed = schema.safeParse(data)
  if (parsed.success) return { value: parsed.data }
  const issues = parsed.error.issues.slice(0, ISSUES_MAX)
  return { wrong: issues.map(({ path, message }) => `${path.join('.') || 'it'}: ${message}`).join('; ') }
}

/** Mistakes told of one text: a list of thousands may have one each. */
const ISSUES_MAX = 20

/** `undefined` for what is not JSON; no JSON text gives that. */
function dataOf(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}
