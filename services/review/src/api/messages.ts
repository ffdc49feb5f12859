import { createRoute, OpenAPIHono } from '@hono/zod-openapi'
import { recordView, timelineOf } from '@proofgate/store'
import type { Desk } from '../desk.ts'
import { messageFor, messageOf, stepsFor } from '../message-lookup.ts'
import { ProblemError } from '../problem.ts'
import { openOctets } from '../reading.ts'
import { type Env, readerOf, reviewerOf } from '../who.ts'
import { jsonAnswer, rawAnswer, rawHeaders, SECURITY as security } from './answers.ts'
import { IdParam, problemAnswers, refuseMistakes } from './asked.ts'
import { Judgement, MessageView } from './schemas.ts'
import { messageView } from './views.ts'

const tags = ['messages']
const request = { params: IdParam }
const PROBLEMS = ['not-signed-in', 'not-allowed', 'not-found', 'ambiguous-id'] as const

const show = createRoute({
  method: 'get',
  path: '/v1/messages/{id}',
  summary: 'What became of a message, step by step',
  description:
    'Changes nothing: state and envelope, not the content, are shown. The id is in the reply to DATA. Who signed in with an SMTP login and has no role sees the own messages, by their whole id.',
  tags,
  security,
  request,
  responses: { 200: jsonAnswer(MessageView, 'The message'), ...problemAnswers(...PROBLEMS) },
})

const judgement = createRoute({
  method: 'get',
  path: '/v1/messages/{id}/judgement',
  summary: 'The whole judgement of a message',
  description:
    'It quotes the message, so that it was looked at goes on record, each time. 404 for messages that were not judged.',
  tags,
  security,
  request,
  responses: { 200: jsonAnswer(Judgement, 'The latest judgement'), ...problemAnswers(...PROBLEMS) },
})

const raw = createRoute({
  method: 'get',
  path: '/v1/messages/{id}/raw',
  summary: 'The octets of a message as they came in',
  description: 'That it was looked at goes on record, each time.',
  tags,
  security,
  request,
  responses: { 200: rawAnswer, ...problemAnswers(...PROBLEMS, 'changed-bytes') },
})

/** What the document of the API says of messages. */
export const MESSAGE_ROUTES = [show, judgement, raw]

/** The routes of messages. All want the role reviewer or admin, but for the state of one's own message. */
export function messageRoutes(desk: Desk) {
  return new OpenAPIHono<Env>({ defaultHook: refuseMistakes })
    .openapi(show, async (c) => {
      const person = readerOf(c)
      const message = await messageFor(desk.sql, c.req.valid('param').id, person)
      return c.json(messageView(message, stepsFor(await timelineOf(desk.sql, message.id), person)), 200)
    })
    .openapi(judgement, async (c) => {
      const { id, judgement } = await messageOf(desk.sql, c.req.valid('param').id)
      if (judgement === null) throw new ProblemError('not-found', `Message ${id} was not judged.`)
      await recordView(desk.sql, { messageId: id, as: 'message', actor: reviewerOf(c).actor, what: 'judgement' })
      return c.json(judgement, 200)
    })
    .openapi(raw, async (c) => {
      const look = { id: c.req.valid('param').id, as: 'message', what: 'raw' } as const
      const { id, raw } = await openOctets(desk.sql, look, reviewerOf(c))
      return c.body(new Uint8Array(raw), 200, rawHeaders(id))
    })
}
