import { createRoute, OpenAPIHono } from '@hono/zod-openapi'
import { responseTimes } from '@proofgate/store'
import type { Desk } from '../desk.ts'
import type { Env } from '../who.ts'
import { csvHeaders, listAnswer, SECURITY as security } from './answers.ts'
import { problemAnswers, refuseMistakes } from './asked.ts'
import { instantOf, ResponseTimesQuery } from './conversation-queries.ts'
import { ResponseTimes } from './conversation-schemas.ts'
import { responseTimesCsv, responseTimesView } from './conversation-views.ts'

const DAYS_30 = 30 * 86_400_000

const report = createRoute({
  method: 'get',
  path: '/v1/response-times',
  summary: 'How long customers waited for our answers',
  description:
    'Median and 90th percentile by the clock and in opening hours, and how many were later than the response target. A wait begins with the first mail of the customer since ours and ends with our next, whatever it says; thank-you notes and automatic mails count for nothing.',
  tags: ['conversations'],
  security,
  request: { query: ResponseTimesQuery },
  responses: {
    200: listAnswer(ResponseTimes, 'A line for each team, agent or hour, or one for all'),
    ...problemAnswers('invalid-request', 'not-signed-in', 'not-allowed'),
  },
})

/** What the document of the API says of response times. */
export const RESPONSE_TIME_ROUTES = [report]

/** The route of response times. It wants the role reviewer or admin. */
export function responseTimeRoutes(desk: Desk) {
  return new OpenAPIHono<Env>({ defaultHook: refuseMistakes }).openapi(report, async (c) => {
    const { by, team, agent, format, ...span } = c.req.valid('query')
    const to = instantOf(span.to) ?? desk.now()
    const from = instantOf(span.from) ?? new Date(to.getTime() - DAYS_30)
    const lines = await responseTimes(desk.sql, { from, to, team, agent }, by)
    const view = responseTimesView(lines, { from, to, by })
    if (format === 'csv') return c.body(responseTimesCsv(view), 200, csvHeaders(c, 'response-times', null))
    return c.json(view, 200)
  })
}
