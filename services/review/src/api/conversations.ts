import { createRoute, OpenAPIHono } from '@hono/zod-openapi'
import { closeConversation, listConversations, readConversation, recordLook } from '@proofgate/store'
import { conversationIdOf } from '../conversation-lookup.ts'
import type { Desk } from '../desk.ts'
import { ProblemError } from '../problem.ts'
import { type Env, reviewerOf } from '../who.ts'
import { csvHeaders, jsonAnswer, listAnswer, SECURITY as security } from './answers.ts'
import { IdParam, problemAnswers, refuseMistakes } from './asked.ts'
import { ConversationQuery, instantOf } from './conversation-queries.ts'
import { ClosedConversation, ConversationPage, ConversationView } from './conversation-schemas.ts'
import { conversationSummaryView, conversationsCsv, conversationView } from './conversation-views.ts'

const tags = ['conversations']

const list = createRoute({
  method: 'get',
  path: '/v1/conversations',
  summary: 'Conversations: who waits on us, whose answer is overdue, who is at risk',
  description: 'Changes nothing, and shows none of what was written but the subject.',
  tags,
  security,
  request: { query: ConversationQuery },
  responses: {
    200: listAnswer(ConversationPage, 'A page of conversations'),
    ...problemAnswers('invalid-request', 'not-signed-in', 'not-allowed'),
  },
})

const show = createRoute({
  method: 'get',
  path: '/v1/conversations/{id}',
  summary: 'One conversation with its mails, questions and promises',
  description:
    'That it was looked at goes on record, each time. One that was merged is answered by the one it is in now.',
  tags,
  security,
  request: { params: IdParam },
  responses: {
    200: jsonAnswer(ConversationView, 'The conversation'),
    ...problemAnswers('not-signed-in', 'not-allowed', 'not-found', 'ambiguous-id'),
  },
})

const close = createRoute({
  method: 'post',
  path: '/v1/conversations/{id}/close',
  summary: 'Say that nothing is left to do in it: nobody waits',
  description: 'What the customer writes later counts again. Repeating is harmless. Lists follow within seconds.',
  tags,
  security,
  request: { params: IdParam },
  responses: {
    200: jsonAnswer(ClosedConversation, 'Closed'),
    ...problemAnswers('not-signed-in', 'not-allowed', 'not-found', 'ambiguous-id'),
  },
})

/** What the document of the API says of conversations. */
export const CONVERSATION_ROUTES = [list, show, close]

/** The routes of conversations. All want the role reviewer or admin. */
export function conversationRoutes(desk: Desk) {
  return new OpenAPIHono<Env>({ defaultHook: refuseMistakes })
    .openapi(list, async (c) => {
      const { limit, cursor, since, format, ...filter } = c.req.valid('query')
      const now = desk.now()
      const page = await listConversations(
        desk.sql,
        { ...filter, since: instantOf(since), now },
        { limit, cursor: cursor ?? null },
      )
      const conversations = page.conversations.map((row) => conversationSummaryView(row, now))
      if (format === 'csv')
        return c.body(conversationsCsv(conversations), 200, csvHeaders(c, 'conversations', page.next))
      return c.json({ conversations, next: page.next }, 200)
    })
    .openapi(show, async (c) => {
      const { actor } = reviewerOf(c)
      const id = await conversationIdOf(desk.sql, c.req.valid('param').id)
      const whole = await readConversation(desk.sql, id)
      if (whole === null) throw missing(id)
      await recordLook(desk.sql, { kind: 'conversation.viewed', actor, conversation: whole.id })
      return c.json(conversationView(whole, desk.now()), 200)
    })
    .openapi(close, async (c) => {
      const at = desk.now()
      const given = await conversationIdOf(desk.sql, c.req.valid('param').id)
      const id = await closeConversation(desk.sql, { id: given, actor: reviewerOf(c).actor, at })
      if (id === null) throw missing(given)
      return c.json({ id, closedAt: at.toISOString() }, 200)
    })
}

const missing = (id: string) => new ProblemError('not-found', `No conversation has the id ${id}.`)
