/** How the API's routes answer when all is well. */
import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { FILE_POLICY } from '../headers.ts'

/** Who may ask: the bearer of a token, or a person signed in at the console. */
export const SECURITY = [{ bearer: [] }, { session: [] }]

/** The documented answer in JSON. */
export const jsonAnswer = <S extends z.ZodType>(schema: S, description: string) => ({
  description,
  content: { 'application/json': { schema } },
})

/** The documented answer with the octets of a message. */
export const rawAnswer = {
  description: 'The message',
  content: { 'message/rfc822': { schema: z.string().openapi({ format: 'binary' }) } },
}

/** Headers of such an answer: a file for a mail tool, which no browser opens. */
export const rawHeaders = (id: string) => ({
  'Content-Type': 'message/rfc822',
  'Content-Disposition': `attachment; filename="${id}.eml"`,
  'Content-Security-Policy': FILE_POLICY,
})

/** The documented answer of a list: JSON, or comma-separated values for a spreadsheet. */
export const listAnswer = <S extends z.ZodType>(schema: S, description: string) => ({
  description,
  content: { 'application/json': { schema }, 'text/csv': { schema: z.string() } },
})

/** Headers of a list as a file for a spreadsheet; `next` is the cursor of the following page, which Link names (RFC 8288). */
export function csvHeaders(c: Context, name: string, next: string | null): Record<string, string> {
  const headers = {
    'Content-Type': 'text/csv; charset=utf-8; header=present',
    'Content-Disposition': `attachment; filename="${name}.csv"`,
    'Content-Security-Policy': FILE_POLICY,
  }
  if (next === null) return headers
  const query = new URLSearchParams({ ...c.req.query(), cursor: next })
  return { ...headers, Link: `<${c.req.path}?${query}>; rel="next"` }
}
