import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { findMessage, timelineOf } from '@proofgate/store'
import type { Desk } from '../desk.ts'
import { ProblemError } from '../problem.ts'
import type { Env } from '../who.ts'
import { problemAnswers, refuseMistakes } from './asked.ts'
import { MessageView } from './schemas.ts'
import { messageView } from './views.ts'

const show = createRoute({
  method: 'get',
  path: '/v1/messages/{id}',
  summary: 'What became of a message, step by step',
  description: 'Changes nothing: state and envelope, not the content, are shown. The id is in the reply to DATA.',
  tags: ['messages'],
  security: [{ bearer: [] }, { session: [] }],
  request: {
    params: z.object({
      id: z
        .string()
        .min(1)
        .max(64)
        .openapi({ param: { name: 'id', in: 'path' } }),
    }),
  },
  responses: {
    200: { description: 'The message', content: { 'application/json': { schema: MessageView } } },
    ...problemAnswers('not-signed-in', 'not-allowed', 'not-found'),
  },
})

/** What the document of the API says of messages. */
export const MESSAGE_ROUTES = [show]

/** The routes of messages. All want the role reviewer or admin. */
export function messageRoutes(desk: Desk) {
  return new OpenAPIHono<Env>({ defaultHook: refuseMistakes }).openapi(show, async (c) => {
    const { id } = c.req.valid('param')
    const message = await findMessage(desk.sql, id.toLowerCase())
    if (message === null) throw new ProblemError('not-found', `No message has the id ${id}.`)
    return c.json(messageView(message, await timelineOf(desk.sql, message.id)), 200)
  })
}
