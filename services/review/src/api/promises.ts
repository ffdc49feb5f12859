import { createRoute, OpenAPIHono } from '@hono/zod-openapi'
import { closePoint, listPromises, markPromise, recordLook } from '@proofgate/store'
import type { Desk } from '../desk.ts'
import { ProblemError } from '../problem.ts'
import { type Env, reviewerOf } from '../who.ts'
import { csvHeaders, jsonAnswer, listAnswer, SECURITY as security } from './answers.ts'
import { problemAnswers, refuseMistakes } from './asked.ts'
import { instantOf, MarkBody, NumberParam, PromiseQuery } from './conversation-queries.ts'
import { ClosedPoint, PromisePage, PromiseView } from './conversation-schemas.ts'
import { promisesCsv, promiseView } from './conversation-views.ts'

const tags = ['promises']

const list = createRoute({
  method: 'get',
  path: '/v1/promises',
  summary: 'What we promised customers, who is due first',
  description: 'It quotes our mails, so that it was looked at goes on record, each time.',
  tags,
  security,
  request: { query: PromiseQuery },
  responses: {
    200: listAnswer(PromisePage, 'A page of promises'),
    ...problemAnswers('invalid-request', 'not-signed-in', 'not-allowed'),
  },
})

const mark = createRoute({
  method: 'post',
  path: '/v1/promises/{id}/mark',
  summary: 'Say what became of a promise',
  description: 'It stands, whatever later mails say, until somebody says otherwise. Repeating is harmless.',
  tags,
  security,
  request: { params: NumberParam, body: { content: { 'application/json': { schema: MarkBody } }, required: true } },
  responses: {
    200: jsonAnswer(PromiseView, 'Marked'),
    ...problemAnswers('invalid-request', 'not-signed-in', 'not-allowed', 'not-found', 'too-large', 'unsupported-type'),
  },
})

const close = createRoute({
  method: 'post',
  path: '/v1/points/{id}/close',
  summary: "Say that a customer's question, request or problem needs no answer any more",
  description: 'Repeating is harmless. 409 when a mail settled it before. Lists follow within seconds.',
  tags: ['conversations'],
  security,
  request: { params: NumberParam },
  responses: {
    200: jsonAnswer(ClosedPoint, 'Closed'),
    ...problemAnswers('invalid-request', 'not-signed-in', 'not-allowed', 'not-found', 'already-settled'),
  },
})

/** What the document of the API says of promises and points. */
export const PROMISE_ROUTES = [list, mark, close]

/** The routes of promises and points. All want the role reviewer or admin. */
export function promiseRoutes(desk: Desk) {
  return new OpenAPIHono<Env>({ defaultHook: refuseMistakes })
    .openapi(list, async (c) => {
      const { limit, cursor, dueBefore, format, ...filter } = c.req.valid('query')
      const now = desk.now()
      const page = await listPromises(
        desk.sql,
        { ...filter, dueBefore: instantOf(dueBefore), now },
        { limit, cursor: cursor ?? null },
      )
      const ids = page.promises.map(({ id }) => id)
      await recordLook(desk.sql, { kind: 'promise.viewed', actor: reviewerOf(c).actor, promises: ids })
      const promises = page.promises.map((row) => promiseView(row, now))
      if (format === 'csv') return c.body(promisesCsv(promises), 200, csvHeaders(c, 'promises', page.next))
      return c.json({ promises, next: page.next }, 200)
    })
    .openapi(mark, async (c) => {
      const { id } = c.req.valid('param')
      const { state } = c.req.valid('json')
      const done = await markPromise(desk.sql, { id, state, actor: reviewerOf(c).actor })
      if (done.outcome === 'not-found') throw new ProblemError('not-found', `No promise has the number ${id}.`)
      return c.json(promiseView(done.promise, desk.now()), 200)
    })
    .openapi(close, async (c) => {
      const { id } = c.req.valid('param')
      const done = await closePoint(desk.sql, { id, actor: reviewerOf(c).actor })
      if (done.outcome === 'not-found') throw new ProblemError('not-found', `No point has the number ${id}.`)
      if (done.outcome === 'settled')
        throw new ProblemError('already-settled', `Point ${id} is ${done.state}.`, { extra: { state: done.state } })
      return c.json({ id, state: done.state }, 200)
    })
}
