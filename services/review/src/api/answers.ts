/** How the API's routes answer when all is well. */
import { z } from '@hono/zod-openapi'
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
