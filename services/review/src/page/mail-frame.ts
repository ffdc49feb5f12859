import { parseMail } from '@proofgate/mail'
import type { View } from '@proofgate/store'
import type { Context } from 'hono'
import type { Desk } from '../desk.ts'
import { MAIL_POLICY } from '../headers.ts'
import { harmlessHtmlOf } from '../mail-html.ts'
import { openOctets } from '../reading.ts'
import { type Env, readerOf, reviewerOf } from '../who.ts'
import { mailDocument, tooComplexDocument } from './mail-document.ts'

/** What the sandboxed frame shows: the HTML of the mail that the address names, made harmless; the look is on record. */
export async function mailFrame(c: Context<Env>, desk: Desk, as: View['as']): Promise<Response> {
  const look = { id: c.req.param('id') ?? '', as, what: 'html' } as const
  const { raw } = await openOctets(desk.sql, look, as === 'hold' ? reviewerOf(c) : readerOf(c))
  const harmless = harmlessHtmlOf(await parseMail(raw))
  c.header('Content-Security-Policy', MAIL_POLICY)
  c.header('X-Frame-Options', 'SAMEORIGIN')
  return c.html(harmless === null ? tooComplexDocument() : mailDocument(harmless))
}
