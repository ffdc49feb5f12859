import { createRoute, OpenAPIHono } from '@hono/zod-openapi'
import {
  addFact,
  changeFact,
  type Fact,
  type FactOutcome,
  factHistory,
  findFact,
  listFacts,
  retireFact,
} from '@proofgate/store'
import type { Desk } from '../desk.ts'
import { ProblemError } from '../problem.ts'
import { adminOf, type Env } from '../who.ts'
import { csvHeaders, jsonAnswer, listAnswer, SECURITY as security } from './answers.ts'
import { problemAnswers, refuseMistakes } from './asked.ts'
import {
  FactBody,
  FactChange,
  FactHistory,
  FactPage,
  FactParam,
  FactQuery,
  FactView,
  factsCsv,
  factView,
} from './fact-schemas.ts'

const tags = ['facts']
const CHANGES = ['invalid-request', 'not-signed-in', 'not-admin', 'too-large', 'unsupported-type'] as const

const list = createRoute({
  method: 'get',
  path: '/v1/facts',
  summary: 'What is true, beside the facts of the policy file',
  description: 'Changes nothing.',
  tags,
  security,
  request: { query: FactQuery },
  responses: {
    200: listAnswer(FactPage, 'A page of facts'),
    ...problemAnswers('invalid-request', 'not-signed-in', 'not-allowed'),
  },
})

const add = createRoute({
  method: 'post',
  path: '/v1/facts',
  summary: 'Say what is true',
  description:
    'Replies that say otherwise contradict it, within seconds. At most one fact on a topic stands on any day; one here goes before one of the policy file on the same topic.',
  tags,
  security,
  request: { body: { content: { 'application/json': { schema: FactBody } }, required: true } },
  responses: { 201: jsonAnswer(FactView, 'Added'), ...problemAnswers(...CHANGES, 'fact-overlaps') },
})

const show = createRoute({
  method: 'get',
  path: '/v1/facts/{id}',
  summary: 'One version of a fact',
  tags,
  security,
  request: { params: FactParam },
  responses: {
    200: jsonAnswer(FactView, 'The version'),
    ...problemAnswers('not-signed-in', 'not-allowed', 'not-found'),
  },
})

const history = createRoute({
  method: 'get',
  path: '/v1/facts/{id}/history',
  summary: 'All versions of a fact: what was true for us when, and who said so',
  tags,
  security,
  request: { params: FactParam },
  responses: {
    200: jsonAnswer(FactHistory, 'The versions'),
    ...problemAnswers('not-signed-in', 'not-allowed', 'not-found'),
  },
})

const change = createRoute({
  method: 'patch',
  path: '/v1/facts/{id}',
  summary: 'Change a fact: its version retires, a new one with an id of its own stands',
  description: 'What is not given stays. 409 for a version that no longer stands, as after a change by somebody else.',
  tags,
  security,
  request: {
    params: FactParam,
    body: { content: { 'application/json': { schema: FactChange } }, required: true },
  },
  responses: {
    200: jsonAnswer(FactView, 'The new version'),
    ...problemAnswers(...CHANGES, 'not-found', 'fact-overlaps', 'fact-retired'),
  },
})

const retire = createRoute({
  method: 'delete',
  path: '/v1/facts/{id}',
  summary: 'Take a fact back; it stays in the history',
  tags,
  security,
  request: { params: FactParam },
  responses: {
    200: jsonAnswer(FactView, 'The version that stood last'),
    ...problemAnswers('not-signed-in', 'not-admin', 'not-found', 'fact-retired'),
  },
})

/** What the document of the API says of facts. */
export const FACT_ROUTES = [list, add, show, history, change, retire]

/** The routes of facts. Reading wants the role reviewer or admin, changing admin. */
export function factRoutes(desk: Desk) {
  return new OpenAPIHono<Env>({ defaultHook: refuseMistakes })
    .openapi(list, async (c) => {
      const { limit, cursor, format, ...filter } = c.req.valid('query')
      const page = await listFacts(desk.sql, filter, { limit, cursor: cursor ?? null })
      const facts = page.facts.map(factView)
      if (format === 'csv') return c.body(factsCsv(facts), 200, csvHeaders(c, 'facts', page.next))
      return c.json({ facts, next: page.next }, 200)
    })
    .openapi(add, async (c) => {
      const { actor } = adminOf(c)
      return c.json(factView(madeOf(await addFact(desk.sql, c.req.valid('json'), actor), '')), 201)
    })
    .openapi(show, async (c) => {
      const { id } = c.req.valid('param')
      const fact = await findFact(desk.sql, id)
      if (fact === null) throw missing(id)
      return c.json(factView(fact), 200)
    })
    .openapi(history, async (c) => {
      const { id } = c.req.valid('param')
      const facts = await factHistory(desk.sql, id)
      if (facts.length === 0) throw missing(id)
      return c.json({ facts: facts.map(factView) }, 200)
    })
    .openapi(change, async (c) => {
      const { actor } = adminOf(c)
      const { id } = c.req.valid('param')
      const given = Object.entries(c.req.valid('json')).filter(([, value]) => value !== undefined)
      const wish = { id, change: Object.fromEntries(given), actor }
      return c.json(factView(madeOf(await changeFact(desk.sql, wish.id, wish.change, wish.actor), id)), 200)
    })
    .openapi(retire, async (c) => {
      const { actor } = adminOf(c)
      const { id } = c.req.valid('param')
      return c.json(factView(madeOf(await retireFact(desk.sql, id, actor), id)), 200)
    })
}

function madeOf(done: FactOutcome, id: string): Fact {
  switch (done.outcome) {
    case 'done':
      return done.fact
    case 'not-found':
      throw missing(id)
    case 'overlaps': {
      const { id: other, topic, value, validFrom, validUntil } = done.fact
      const days = `${validFrom === null ? '' : ` from ${validFrom}`}${validUntil === null ? '' : ` until ${validUntil}`}`
      const words = `"${topic}" is "${value}"${days} (fact ${other}).`
      throw new ProblemError('fact-overlaps', words, { extra: { fact: factView(done.fact) } })
    }
    case 'mistaken-days':
      throw new ProblemError('invalid-request', 'validUntil is before validFrom, so it never is true.', {
        extra: { errors: [{ in: 'body', name: 'validUntil', says: 'is before validFrom' }] },
      })
    case 'retired':
      throw new ProblemError('fact-retired', `Version ${done.fact.id} was retired by ${done.fact.retiredBy}.`, {
        extra: { fact: factView(done.fact) },
      })
  }
}

const missing = (id: string) => new ProblemError('not-found', `No fact has the id ${id}.`)
