import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { journaledMailsOf } from '@proofgate/mail'
import { addCopies, journalState, type TurnCopy } from '@proofgate/store'
import type { Desk } from '../desk.ts'
import { octetsOf, type Rooms, rooms } from '../octets.ts'
import { ProblemError } from '../problem.ts'
import { type Env, journalistOf } from '../who.ts'
import { jsonAnswer, SECURITY as security } from './answers.ts'
import { problemAnswers, refuseMistakes } from './asked.ts'
import { Journaled, JournalState } from './schemas.ts'

const tags = ['journal']

const take = createRoute({
  method: 'post',
  path: '/v1/journal',
  summary: "Hand in a copy of a customer's mail",
  description:
    'The body is the mail octet for octet, or a journal report (Exchange and the like) that encloses it. A mail that is known already, by whatever way, is not taken again: repeating is harmless. Nothing is judged, sent or answered. Wants the role journal or admin.',
  tags,
  security,
  request: {
    body: {
      required: true,
      content: { 'message/rfc822': { schema: z.string().openapi({ format: 'binary' }) } },
    },
  },
  responses: {
    200: jsonAnswer(Journaled, 'The mail was known already'),
    201: jsonAnswer(Journaled, 'The mail is on record'),
    ...problemAnswers(
      'invalid-request',
      'not-signed-in',
      'not-allowed',
      'too-large',
      'unsupported-type',
      'too-many-attempts',
      'busy',
    ),
  },
})

const show = createRoute({
  method: 'get',
  path: '/v1/journal',
  summary: "Whether customers' mail comes in",
  description: 'Counts and times, nothing of the mail. Wants the role journal, reviewer or admin.',
  tags,
  security,
  responses: {
    200: jsonAnswer(JournalState, 'How the journal stands'),
    ...problemAnswers('not-signed-in', 'not-allowed'),
  },
})

/** What the document of the API says of the journal. */
export const JOURNAL_ROUTES = [take, show]

/** The routes of the journal. */
export function journalRoutes(desk: Desk) {
  const room = rooms(desk.config.journal.memory)
  return new OpenAPIHono<Env>({ defaultHook: refuseMistakes })
    .openapi(take, async (c) => {
      journalistOf(c)
      const raw = await mailIn(c.req.raw, desk, room)
      const journaled = await taken(raw, desk)
      return c.json(journaled, journaled.isNew ? 201 : 200)
    })
    .openapi(show, async (c) => {
      const { lastAt, ...counts } = await journalState(desk.sql)
      return c.json({ lastAt: lastAt?.toISOString() ?? null, ...counts }, 200)
    })
}

async function mailIn(request: Request, { config }: Desk, room: Rooms): Promise<Buffer> {
  if (!/^message\/rfc822\s*(?:;|$)/i.test(request.headers.get('content-type') ?? '')) {
    throw new ProblemError('unsupported-type', 'The Content-Type is not message/rfc822.', {
      extra: { remedy: 'Send the octets of one mail with "Content-Type: message/rfc822".' },
    })
  }
  const { size } = config.journal
  const raw = await octetsOf(request, size, room)
  if (raw === null) {
    throw new ProblemError('too-large', `The mail is larger than ${size} octets.`, {
      extra: { remedy: 'Leave it out, or raise journal.size.' },
    })
  }
  if (raw.length > 0) return raw
  throw new ProblemError('invalid-request', 'The body is empty.', {
    extra: { errors: [{ in: 'body', name: '', says: 'is empty' }] },
  })
}

async function taken(raw: Buffer, { sql, log, config }: Desk): Promise<Journaled> {
  const receivedAt = new Date()
  const { mails, isReport, damage } = journaledMailsOf(raw, {
    receivedAt,
    envelopeFrom: null,
    opensReports: config.journal.reports,
  })
  const copies = mails.map((mail): TurnCopy => ({ ...mail, source: 'http', receivedAt }))
  const added = await addCopies(sql, copies)
  for (const [i, { id, isNew }] of added.entries()) {
    const { header, raw: copied } = mails[i] ?? { header: null, raw }
    const fields = { isReport, automatic: header?.automatic ?? null, sizeBytes: copied.length }
    log.journalReceived({ id, isNew, by: 'http', ...fields })
    if (damage !== null) log.journalDamaged({ id, why: damage })
  }
  const [first, ...others] = added
  if (first === undefined) throw new Error('A journaled mail has no turn')
  return { ...first, isNew: added.some(({ isNew }) => isNew), others }
}
