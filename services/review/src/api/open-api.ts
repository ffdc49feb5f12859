import { OpenAPIHono } from '@hono/zod-openapi'
import { CONVERSATION_ROUTES } from './conversations.ts'
import { CUSTOMER_ROUTES } from './customers.ts'
import { FACT_ROUTES } from './facts.ts'
import { HOLD_ROUTES } from './holds.ts'
import { JOURNAL_ROUTES } from './journal.ts'
import { MESSAGE_ROUTES } from './messages.ts'
import { PROMISE_ROUTES } from './promises.ts'
import { RESPONSE_TIME_ROUTES } from './response-times.ts'
import { THEME_ROUTES } from './themes.ts'
import { THREAD_ROUTES } from './threads.ts'

const ROUTES = [
  ...HOLD_ROUTES,
  ...MESSAGE_ROUTES,
  ...JOURNAL_ROUTES,
  ...CONVERSATION_ROUTES,
  ...PROMISE_ROUTES,
  ...RESPONSE_TIME_ROUTES,
  ...THREAD_ROUTES,
  ...THEME_ROUTES,
  ...FACT_ROUTES,
  ...CUSTOMER_ROUTES,
]

/** The document of the HTTP API (OpenAPI 3.1), as `/openapi.json` and `docs/review.openapi.json` show it. */
export function reviewOpenApi(): object {
  const app = new OpenAPIHono()
  for (const route of ROUTES) app.openAPIRegistry.registerPath(route)
  app.openAPIRegistry.registerComponent('securitySchemes', 'bearer', {
    type: 'http',
    scheme: 'bearer',
    description:
      'An API token. The header Proofgate-On-Behalf-Of may say for whom the program acts (1 to 64 letters, percent-encoded): it stands beside the token in the record and gives no rights.',
  })
  app.openAPIRegistry.registerComponent('securitySchemes', 'session', {
    type: 'apiKey',
    in: 'cookie',
    name: 'proofgate',
  })
  return app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Proofgate review',
      version: '1',
      description:
        "Held messages: list, read, release, return. Copies of customers' mail: hand in. Conversations: who waits, what we promised, how fast we answer, what comes up again and again. Facts that replies must not contradict. Erasing what a customer wrote. Errors are problem+json (RFC 9457).",
    },
  })
}
