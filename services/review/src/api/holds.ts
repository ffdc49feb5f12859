import { createRoute, OpenAPIHono } from '@hono/zod-openapi'
import { listHolds } from '@proofgate/store'
import { decide } from '../decide.ts'
import type { Desk } from '../desk.ts'
import { openOctets, readHold } from '../reading.ts'
import { type Env, reviewerOf } from '../who.ts'
import { jsonAnswer, rawAnswer, rawHeaders, SECURITY as security } from './answers.ts'
import {
  HoldQuery,
  IdempotencyHeader,
  IdParam,
  keyOf,
  problemAnswers,
  ReleaseQuery,
  ReturnBody,
  refuseMistakes,
} from './asked.ts'
import { DecisionView, HoldPage, HoldView } from './schemas.ts'
import { decisionView, holdView, summaryView } from './views.ts'

const tags = ['holds']

const list = createRoute({
  method: 'get',
  path: '/v1/holds',
  summary: 'Holds, who waits longest first',
  description: 'Changes nothing.',
  tags,
  security,
  request: { query: HoldQuery },
  responses: {
    200: jsonAnswer(HoldPage, 'A page of holds'),
    ...problemAnswers('invalid-request', 'not-signed-in', 'not-allowed'),
  },
})

const show = createRoute({
  method: 'get',
  path: '/v1/holds/{id}',
  summary: 'One hold with its message, findings and timeline',
  description: 'That it was looked at goes on record, each time.',
  tags,
  security,
  request: { params: IdParam },
  responses: {
    200: jsonAnswer(HoldView, 'The hold'),
    ...problemAnswers('not-signed-in', 'not-allowed', 'not-found', 'ambiguous-id', 'changed-bytes'),
  },
})

const raw = createRoute({
  method: 'get',
  path: '/v1/holds/{id}/raw',
  summary: 'The octets of a held message as they came in',
  description: 'That it was looked at goes on record, each time.',
  tags,
  security,
  request: { params: IdParam },
  responses: {
    200: rawAnswer,
    ...problemAnswers('not-signed-in', 'not-allowed', 'not-found', 'ambiguous-id', 'changed-bytes'),
  },
})

const DECISION_PROBLEMS = [
  'invalid-request',
  'not-signed-in',
  'own-mail',
  'not-found',
  'already-decided',
  'too-large',
  'key-reused',
  'changed-bytes',
] as const

const release = createRoute({
  method: 'post',
  path: '/v1/holds/{id}/release',
  summary: 'Send a held message on, octet for octet',
  description: 'Decided once. With the same Idempotency-Key it may be repeated and answers the same.',
  tags,
  security,
  request: { params: IdParam, headers: IdempotencyHeader, query: ReleaseQuery },
  responses: { 200: jsonAnswer(DecisionView, 'Released'), ...problemAnswers(...DECISION_PROBLEMS) },
})

const giveBack = createRoute({
  method: 'post',
  path: '/v1/holds/{id}/return',
  summary: 'Return a held message to its agent with a note',
  description: 'Decided once. With the same Idempotency-Key it may be repeated and answers the same.',
  tags,
  security,
  request: {
    params: IdParam,
    headers: IdempotencyHeader,
    body: { content: { 'application/json': { schema: ReturnBody } }, required: true },
  },
  responses: { 200: jsonAnswer(DecisionView, 'Returned'), ...problemAnswers(...DECISION_PROBLEMS, 'unsupported-type') },
})

/** What the document of the API says of holds. */
export const HOLD_ROUTES = [list, show, raw, release, giveBack]

/** The routes of holds. All want the role reviewer or admin. */
export function holdRoutes(desk: Desk) {
  return new OpenAPIHono<Env>({ defaultHook: refuseMistakes })
    .openapi(list, async (c) => {
      const { limit, cursor, heldAfter, heldBefore, ...filter } = c.req.valid('query')
      const page = await listHolds(
        desk.sql,
        { ...filter, heldAfter: instantOf(heldAfter), heldBefore: instantOf(heldBefore) },
        { limit, cursor: cursor ?? null },
      )
      return c.json({ holds: page.holds.map(summaryView), next: page.next }, 200)
    })
    .openapi(show, async (c) => {
      const reading = await readHold(desk.sql, c.req.valid('param').id, reviewerOf(c))
      return c.json(holdView(reading), 200)
    })
    .openapi(raw, async (c) => {
      const look = { id: c.req.valid('param').id, as: 'hold', what: 'raw' } as const
      const { id, raw } = await openOctets(desk.sql, look, reviewerOf(c))
      return c.body(new Uint8Array(raw), 200, rawHeaders(id))
    })
    .openapi(release, async (c) => {
      const { hold, repeated } = await decide(desk, {
        id: c.req.valid('param').id,
        decision: 'release',
        person: reviewerOf(c),
        note: null,
        unlessStale: c.req.valid('query').unlessStale === 'true',
        idempotencyKey: keyOf(c.req.valid('header')['idempotency-key']),
      })
      return c.json(decisionView(hold), 200, repeatHeaders(repeated))
    })
    .openapi(giveBack, async (c) => {
      const { hold, repeated } = await decide(desk, {
        id: c.req.valid('param').id,
        decision: 'return',
        person: reviewerOf(c),
        note: c.req.valid('json').note,
        idempotencyKey: keyOf(c.req.valid('header')['idempotency-key']),
      })
      return c.json(decisionView(hold), 200, repeatHeaders(repeated))
    })
}

const instantOf = (text: string | undefined): Date | undefined => (text === undefined ? undefined : new Date(text))

const repeatHeaders = (repeated: boolean): Record<string, string> =>
  repeated ? { 'Idempotency-Replayed': 'true' } : {}
