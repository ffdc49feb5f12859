import { OpenAPIHono } from '@hono/zod-openapi'
import type { Config } from '@proofgate/config'
import type { Sql } from '@proofgate/store'
import type { Log } from '@proofgate/telemetry'
import type { Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { methodNotAllowed } from 'hono/method-not-allowed'
import { conversationRoutes } from './api/conversations.ts'
import { customerRoutes } from './api/customers.ts'
import { factRoutes } from './api/facts.ts'
import { healthRoutes } from './api/health.ts'
import { holdRoutes } from './api/holds.ts'
import { journalRoutes } from './api/journal.ts'
import { messageRoutes } from './api/messages.ts'
import { reviewOpenApi } from './api/open-api.ts'
import { promiseRoutes } from './api/promises.ts'
import { responseTimeRoutes } from './api/response-times.ts'
import { themeRoutes } from './api/themes.ts'
import { threadRoutes } from './api/threads.ts'
import type { Desk } from './desk.ts'
import { safeHeaders } from './headers.ts'
import { oneTimeCodes } from './one-time-codes.ts'
import { sameOriginOnly } from './origin.ts'
import { assetRoutes } from './page/assets.ts'
import { errorPage } from './page/error-page.ts'
import { messagePageRoutes } from './page/message-routes.ts'
import { pageRoutes } from './page/routes.ts'
import { signInRoutes } from './page/sign-in-routes.ts'
import { mayReview } from './person.ts'
import { PROBLEMS, ProblemError, problemOf, problemResponse } from './problem.ts'
import { throttle } from './throttle.ts'
import { type Env, journalistOf, readerOf, reviewerOf, whoIs } from './who.ts'

export type ReviewOptions = {
  readonly sql: Sql
  readonly config: Config
  readonly log: Log
  /** Our name in Message-IDs of notices. */
  readonly hostname: string
  /** Address of the console as people reach it. @default `review.url`, else http://host:port of the configuration */
  readonly url?: string
  /** What time it is. @default the clock of this machine */
  readonly now?: () => Date
}

/** The review service as a function from request to answer, and the codes for sign-in links. */
export function reviewApp(options: ReviewOptions) {
  const desk = deskOf(options)
  const app = new OpenAPIHono<Env>()
  app.use(safeHeaders(desk.url.startsWith('https:')))
  const small = bodyLimit({ maxSize: BODY_BYTES_MAX, onError: () => refuseLarge() })
  // A mail is larger: it is read by its route, and only when it is known who sends it.
  app.use((c, next) => (isJournal(c) ? next() : small(c, next)))
  app.use(methodNotAllowed({ app, onMethodNotAllowed: (c, methods) => answer(c, wrongMethod(c, methods)) }))
  app.route('/', healthRoutes(desk)).route('/', assetRoutes())
  app.use(sameOriginOnly(desk))
  app.use(whoIs(desk))
  app.use(noStore)
  // Deny by default: what is not listed as open wants a reviewer, unknown addresses too. Who only sends may read the
  // own messages; which those are is for the routes to find out.
  app.use(async (c, next) => {
    if (isForSenders(c)) readerOf(c)
    else if (isJournal(c) && !isReviewer(c)) journalistOf(c)
    else if (!OPEN.has(c.req.path)) reviewerOf(c)
    await next()
  })
  app.route('/', holdRoutes(desk)).route('/', messageRoutes(desk))
  app
    .route('/', conversationRoutes(desk))
    .route('/', promiseRoutes(desk))
    .route('/', responseTimeRoutes(desk))
    .route('/', threadRoutes(desk))
    .route('/', themeRoutes(desk))
  app.route('/', journalRoutes(desk))
  app.route('/', factRoutes(desk)).route('/', customerRoutes(desk))
  app.route('/', signInRoutes(desk)).route('/', pageRoutes(desk)).route('/', messagePageRoutes(desk))
  const openApi = reviewOpenApi()
  app.get('/openapi.json', (c) => c.json(openApi))
  app.notFound((c) => answer(c, new ProblemError('not-found', `Nothing is at ${c.req.path}.`)))
  app.onError((error, c) => answer(c, told(desk, error, c)))
  return {
    app,
    /** A fresh code for `/sign-in?code=…`: signs in once within an hour, as an administrator. */
    oneTimeCode: desk.codes.make,
  }
}

const BODY_BYTES_MAX = 64 * 1024
const OPEN = new Set(['/sign-in', '/sign-out', '/openapi.json'])

/** The page of a message, its HTML, and its state: all that somebody without a role may ask for. */
function isForSenders({ req }: Context): boolean {
  const isReading = req.method === 'GET' || req.method === 'HEAD'
  return isReading && /^\/(?:messages\/[^/]+(?:\/html)?|v1\/messages\/[^/]+)$/.test(req.path)
}

const isJournal = ({ req }: Context) => req.path === '/v1/journal'

const isReviewer = (c: Context<Env>) => c.var.person !== null && mayReview(c.var.person)

function deskOf({ sql, config, log, hostname, url, now }: ReviewOptions): Desk {
  const { authFailuresPerAddress: failures, authWindow: windowMs } = config.intake
  return {
    sql,
    config,
    log,
    now: now ?? (() => new Date()),
    hostname,
    url: (url ?? config.review.url ?? `http://${config.review.host}:${config.review.port}`).replace(/\/+$/, ''),
    codes: oneTimeCodes(),
    // The limits of SMTP logins hold here too; one address may fail with several logins before it is refused.
    tokenThrottle: throttle({ failures, windowMs }),
    loginThrottle: throttle({ failures, windowMs }),
    addressThrottle: throttle({ failures: failures * 5, windowMs }),
  }
}

const noStore = async (c: Context, next: () => Promise<void>) => {
  await next()
  if (!c.res.headers.has('Cache-Control')) c.res.headers.set('Cache-Control', 'no-store')
}

/** Puts what should not have happened in the log, and says what may be said of it. */
function told(desk: Desk, error: unknown, { req }: Context): ProblemError {
  const problem = problemOf(error)
  if (PROBLEMS[problem.kind].status >= 500)
    desk.log.fault(problem.kind === 'bug' ? 'a request failed' : problem.message, error, {
      method: req.method,
      path: req.path,
    })
  return problem
}

/** Programs get problem+json, people a page; whoever only has to sign in is led there. */
async function answer(c: Context<Env>, problem: ProblemError): Promise<Response> {
  if (!isForPeople(c)) return problemResponse(problem)
  if (problem.kind === 'not-signed-in' && c.req.method === 'GET')
    return c.redirect(`/sign-in?next=${encodeURIComponent(c.req.path)}`, 303)
  for (const [name, value] of Object.entries(problem.headers)) c.header(name, value)
  return c.html(await errorPage(problem, c.var.person ?? null), PROBLEMS[problem.kind].status)
}

function isForPeople(c: Context): boolean {
  return !/^\/(?:v1\/|openapi|health|ready)/.test(c.req.path)
}

function wrongMethod(c: Context, methods: readonly string[]): ProblemError {
  return new ProblemError('method-not-allowed', `${c.req.method} is not for ${c.req.path}.`, {
    headers: { Allow: methods.join(', ') },
  })
}

function refuseLarge(): never {
  throw new ProblemError('too-large', 'The body is larger than 64 KB.')
}
