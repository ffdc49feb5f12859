import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { mergeConversations, splitConversation } from '@proofgate/store'
import { conversationIdOf } from '../conversation-lookup.ts'
import type { Desk } from '../desk.ts'
import { ProblemError } from '../problem.ts'
import { type Env, reviewerOf } from '../who.ts'
import { jsonAnswer, SECURITY as security } from './answers.ts'
import { IdParam, problemAnswers, refuseMistakes } from './asked.ts'

const tags = ['conversations']
const Id = z.string().openapi({ description: 'ULID, lower case', example: '01kas2v4m8q1xw3c5e7g9j0n2p' })
const MergeBody = z.strictObject({ from: Id.describe('The conversation whose mails go into this one') })
const SplitBody = z.strictObject({ turn: Id.describe('The first mail that does not belong here') })
const Threaded = z.object({ id: Id.describe('The conversation the mails are in now') }).openapi('Threaded')

const problems = problemAnswers(
  'invalid-request',
  'not-signed-in',
  'not-allowed',
  'not-found',
  'ambiguous-id',
  'too-large',
  'unsupported-type',
)

const merge = createRoute({
  method: 'post',
  path: '/v1/conversations/{id}/merge',
  summary: 'Make two conversations one',
  description: 'Whoever they are with. On record, with who did it. Lists follow within seconds.',
  tags,
  security,
  request: { params: IdParam, body: { content: { 'application/json': { schema: MergeBody } }, required: true } },
  responses: { 200: jsonAnswer(Threaded, 'Merged'), ...problems },
})

const split = createRoute({
  method: 'post',
  path: '/v1/conversations/{id}/split',
  summary: 'Take a mail and all later ones into a conversation of their own',
  description: 'What answers them finds that one. On record, with who did it. Lists follow within seconds.',
  tags,
  security,
  request: { params: IdParam, body: { content: { 'application/json': { schema: SplitBody } }, required: true } },
  responses: { 200: jsonAnswer(Threaded, 'Taken apart'), ...problems },
})

/** What the document of the API says of merging and splitting. */
export const THREAD_ROUTES = [merge, split]

/** Merging and splitting conversations. Both want the role reviewer or admin. */
export function threadRoutes(desk: Desk) {
  return new OpenAPIHono<Env>({ defaultHook: refuseMistakes })
    .openapi(merge, async (c) => {
      const { actor } = reviewerOf(c)
      const into = await conversationIdOf(desk.sql, c.req.valid('param').id)
      const from = await conversationIdOf(desk.sql, c.req.valid('json').from)
      const done = await mergeConversations(desk.sql, { from, into, actor })
      if (done.outcome === 'done') return c.json({ id: done.id }, 200)
      throw new ProblemError('not-found', `Conversations ${from} and ${into} are not two that stand by themselves.`)
    })
    .openapi(split, async (c) => {
      const { actor } = reviewerOf(c)
      const conversation = await conversationIdOf(desk.sql, c.req.valid('param').id)
      const { turn } = c.req.valid('json')
      const done = await splitConversation(desk.sql, { turnId: turn, conversation, actor })
      if (done.outcome === 'done') return c.json({ id: done.id }, 200)
      throw new ProblemError('not-found', `No mail ${turn} stands in conversation ${conversation} behind another.`)
    })
}
