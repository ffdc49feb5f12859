import { createRoute, type Hook, OpenAPIHono, z } from '@hono/zod-openapi'
import { CHECKS, ENGINE_VERSION, Group, Judgement, Memory, TurnReading } from '@proofgate/checks'
import type { Context, Env } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { methodNotAllowed } from 'hono/method-not-allowed'
import { bearer } from './bearer.ts'
import { EnvelopeSchema } from './envelope-schema.ts'
import type { Judges } from './judges.ts'
import { NoJudgement } from './judges.ts'
import type { LoadedPolicy } from './loaded-policy.ts'
import { Problem, problemResponse, RouteProblem } from './problem.ts'
import { caseOf, ENVELOPE_HEADER, type RequestLimits, turnOf } from './request-case.ts'

/** What the routes need of the world. */
export type Outside = {
  readonly judge: Judges['judge']
  readonly read: Judges['read']
  readonly isReady: () => boolean
  readonly inForce: () => LoadedPolicy
  /** Bearer token wanted for /v1; `null` for none. */
  readonly token: string | null
  readonly limits: RequestLimits
  /** Told of failures that are not the caller's, with the request that met them. */
  readonly onFault: (what: string, error: unknown, request: { readonly method: string; readonly path: string }) => void
}

const CheckInfo = z
  .object({
    id: z.string(),
    group: Group,
    weight: z.number().describe('Points of one finding'),
    max: z.number().describe('Points of this check in one message at most'),
    summary: z.string().describe('What it finds'),
    reason: z.string().describe('Why a customer minds'),
    source: z.string(),
    languages: z.array(z.string()).nullable().describe('Languages it reads; null when it needs none'),
    needsCustomer: z.boolean().describe("True when it needs the customer's words"),
  })
  .openapi('Check')

const PolicyInForce = z
  .object({
    digest: z.string().describe('sha256:… of what the policy says'),
    file: z.string().describe('Where it was read from'),
    yaml: z.string().describe('The policy as it was written'),
  })
  .openapi('Policy')

const Health = z.object({ status: z.literal('ok'), engine: z.string(), policy: z.string() }).openapi('Health')
const Readiness = z.object({ ready: z.boolean() }).openapi('Readiness')

// A clone: schemas made before zod-openapi was loaded lack its method.
const JudgementAnswer = Judgement.clone().openapi('Judgement')
const MemoryPart = Memory.clone().openapi('Memory')
const TurnAnswer = TurnReading.clone().openapi('TurnReading')

const problem = (description: string) => ({ description, content: { 'application/problem+json': { schema: Problem } } })
const answer = <T extends z.ZodType>(schema: T, description: string) => ({
  description,
  content: { 'application/json': { schema } },
})
const octets = { type: 'string', format: 'binary' } as const

const judgeRoute = createRoute({
  method: 'post',
  path: '/v1/judge',
  summary: 'Judges one message and stores nothing; asking twice is harmless.',
  description: `The message is the body as message/rfc822, its envelope base64url of JSON in the header ${ENVELOPE_HEADER}; or both are parts of a form, with the thread's earlier messages and what a store of conversations knows besides. Without an envelope the header fields From, To, Cc and Bcc stand for it.`,
  security: [{ bearer: [] }],
  request: {
    body: {
      required: true,
      content: {
        'message/rfc822': { schema: octets },
        'multipart/form-data': {
          schema: {
            type: 'object',
            required: ['message'],
            properties: {
              message: { ...octets, description: 'The message as a file' },
              envelope: { type: 'string', description: 'JSON of an Envelope' },
              conversation: {
                type: 'array',
                items: octets,
                description: 'Earlier messages of the thread as files, oldest first',
              },
              memory: { type: 'string', description: 'JSON of a Memory: what a store of conversations knows besides' },
            },
          },
        },
      },
    },
  },
  responses: {
    200: answer(JudgementAnswer, 'The judgement'),
    400: problem('No message, or an envelope that is none'),
    401: problem('No token, or a wrong one'),
    405: problem('Another method than POST'),
    413: problem('The message, the form or the conversation is too large'),
    415: problem('Neither a message nor a form'),
    500: problem('The judge failed'),
    503: problem('Too many wait, or it took too long; try again after Retry-After seconds'),
  },
})

const readRoute = createRoute({
  method: 'post',
  path: '/v1/read',
  summary: 'Reads one mail of a conversation, and stores nothing.',
  description: `Whose it is, what its writer wrote, what a customer asks and how, what we promise. The message is the body. A submission of ours comes with its envelope, base64url of JSON in the header ${ENVELOPE_HEADER}; a copy without: then own_domains and teams of the policy tell agents from customers. Messages to be judged go first.`,
  security: [{ bearer: [] }],
  request: {
    query: z.object({
      received_at: z.iso
        .datetime({ offset: true })
        .optional()
        .describe('When it was taken in: times of promises count from Date, but not from later than this'),
    }),
    body: { required: true, content: { 'message/rfc822': { schema: octets } } },
  },
  responses: {
    200: answer(TurnAnswer, 'What it says'),
    400: problem('No message, an envelope that is none, or a time that is none'),
    401: problem('No token, or a wrong one'),
    405: problem('Another method than POST'),
    413: problem('The message is too large'),
    415: problem('The body is no message'),
    500: problem('The reader failed'),
    503: problem('Too many wait, or it took too long; try again after Retry-After seconds'),
  },
})

const checksRoute = createRoute({
  method: 'get',
  path: '/v1/checks',
  summary: 'Every check there is, with its own weight.',
  security: [{ bearer: [] }],
  responses: {
    200: answer(z.object({ checks: z.array(CheckInfo) }), 'The checks'),
    401: problem('No token, or a wrong one'),
  },
})

const policyRoute = createRoute({
  method: 'get',
  path: '/v1/policy',
  summary: 'The policy in force.',
  security: [{ bearer: [] }],
  responses: { 200: answer(PolicyInForce, 'The policy'), 401: problem('No token, or a wrong one') },
})

const healthRoute = createRoute({
  method: 'get',
  path: '/health',
  summary: 'The process is alive.',
  responses: { 200: answer(Health, 'Alive') },
})

const readyRoute = createRoute({
  method: 'get',
  path: '/ready',
  summary: 'The threads have read their first message.',
  responses: { 200: answer(Readiness, 'Ready'), 503: answer(Readiness, 'Not yet') },
})

const DOCUMENT = {
  openapi: '3.1.0',
  info: {
    title: 'Proofgate policy service',
    version: ENGINE_VERSION,
    description: 'Judges outgoing customer-support mail.',
  },
}

/** The service as a function from request to response. */
export function routesOf(outside: Outside) {
  const { token, limits, onFault } = outside
  const app = new OpenAPIHono({ defaultHook: wrongRequest })
  app.openAPIRegistry.registerComponent('securitySchemes', 'bearer', { type: 'http', scheme: 'bearer' })
  app.openAPIRegistry.register('Envelope', EnvelopeSchema)
  app.openAPIRegistry.register('Memory', MemoryPart)
  app.use(methodNotAllowed({ app, onMethodNotAllowed: wrongMethod }))
  app.use('/v1/*', bearer(token))
  for (const path of ['/v1/judge', '/v1/read'])
    app.use(path, bodyLimit({ maxSize: bodyBytesMax(limits), onError: () => tooLarge(limits) }))
  app.notFound((c) => problemResponse('not-found', `Nothing is at ${c.req.path}.`))
  app.onError((error, c) => {
    if (error instanceof RouteProblem) return problemResponse(error.kind, error.message)
    if (error instanceof NoJudgement && error.kind !== 'broken') return problemResponse(error.kind, error.message)
    onFault('a request failed', error, { method: c.req.method, path: c.req.path })
    return problemResponse('bug', 'An error was met that nobody thought of. It is in the log of the service.')
  })
  app.doc31('/openapi.json', DOCUMENT)

  return app
    .openapi(judgeRoute, async (c) => {
      const asked = await caseOf(c.req.raw, limits)
      return c.json(await outside.judge({ ...asked, policy: outside.inForce().policy }), 200)
    })
    .openapi(readRoute, async (c) => {
      const asked = await turnOf(c.req.raw, limits)
      const at = c.req.valid('query').received_at
      const receivedAt = at === undefined ? null : new Date(at)
      return c.json(await outside.read({ ...asked, receivedAt, policy: outside.inForce().policy }), 200)
    })
    .openapi(checksRoute, (c) => c.json({ checks: CHECKS.map(infoOf) }, 200))
    .openapi(policyRoute, (c) => {
      const { policy, yaml } = outside.inForce()
      return c.json({ digest: policy.digest, file: policy.file, yaml }, 200)
    })
    .openapi(healthRoute, (c) =>
      c.json({ status: 'ok' as const, engine: ENGINE_VERSION, policy: outside.inForce().policy.digest }, 200),
    )
    .openapi(readyRoute, (c) => (outside.isReady() ? c.json({ ready: true }, 200) : c.json({ ready: false }, 503)))
}

/** For Hono's typed client: `hc<PolicyApp>(url)`. */
export type PolicyApp = ReturnType<typeof routesOf>

/** The service's OpenAPI 3.1 document. */
export function policyOpenApi(): object {
  const nobody = () => {
    throw new Error('not served')
  }
  const limits = { messageBytesMax: 0, conversationMax: 0 }
  const app = routesOf({
    judge: nobody,
    read: nobody,
    isReady: nobody,
    inForce: nobody,
    token: null,
    limits,
    onFault: nobody,
  })
  return app.getOpenAPI31Document(DOCUMENT)
}

/** A form holds the message, its conversation and some wrapping. */
const bodyBytesMax = ({ messageBytesMax }: RequestLimits) => 2 * messageBytesMax + 1024 ** 2

/** What the schema of a query says is wrong. Bodies are read by hand (request-case.ts). */
const wrongRequest: Hook<unknown, Env, string, Response | undefined> = (result) => {
  if (result.success) return undefined
  const said = result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')
  return problemResponse('invalid-request', `${said}.`)
}

const wrongMethod = (c: Context, methods: readonly string[]) =>
  problemResponse('method-not-allowed', `${c.req.method} is not for ${c.req.path}.`, { allow: methods.join(', ') })

const tooLarge = (limits: RequestLimits) =>
  problemResponse('too-large', `Send ${bodyBytesMax(limits)} bytes or less (twice intake.size).`)

function infoOf({
  id,
  group,
  weight,
  max,
  summary,
  reason,
  source,
  languages,
  needsCustomer,
}: (typeof CHECKS)[number]) {
  return {
    id,
    group,
    weight,
    max,
    summary,
    reason,
    source,
    languages: languages === null ? null : [...languages],
    needsCustomer,
  }
}
