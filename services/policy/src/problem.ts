import { z } from '@hono/zod-openapi'

/** A failure as RFC 9457 wants it told, `application/problem+json`; the review service tells its own in the same shape. */
export const Problem = z
  .object({
    type: z.string().openapi({ example: 'urn:proofgate:problem:busy' }),
    title: z.string().describe('The kind of failure in a few words'),
    status: z.int().describe('The HTTP status again'),
    detail: z.string().describe('What was wrong with this request'),
    remedy: z.string().describe('What to do now'),
  })
  .openapi('Problem')

/** Every failure the service tells of. Kinds are public: they stand in `type`, and are never renamed. */
export const PROBLEMS = {
  'invalid-request': {
    status: 400,
    title: 'The request has mistakes',
    remedy: 'Correct what "detail" names and send it again. /openapi.json says what is read here.',
  },
  'not-signed-in': {
    status: 401,
    title: 'Who you are is not known',
    remedy: 'Send "Authorization: Bearer TOKEN" with the token of policy.token.',
  },
  'not-found': {
    status: 404,
    title: 'There is no such thing here',
    remedy: 'Check the address: /openapi.json lists what there is.',
  },
  'method-not-allowed': {
    status: 405,
    title: 'The method does not fit the address',
    remedy: 'Use one of the methods named in the Allow header.',
  },
  'too-large': {
    status: 413,
    title: 'The request is too large',
    remedy: 'Send less, or raise intake.size.',
  },
  'unsupported-type': {
    status: 415,
    title: 'The body is of a kind that is not read here',
    remedy: 'Send the message as message/rfc822, or a form as multipart/form-data with a file "message".',
  },
  bug: {
    status: 500,
    title: 'Something failed that should not',
    remedy: 'Try again. If it stays, send the line with event "fault" of the log to whoever runs Proofgate.',
  },
  busy: {
    status: 503,
    title: 'Too many messages wait to be judged',
    remedy: 'Try again after as many seconds as Retry-After says.',
  },
  late: {
    status: 503,
    title: 'The message was not judged in time',
    remedy: 'Try again after as many seconds as Retry-After says.',
  },
  slow: {
    status: 503,
    title: 'The message takes too long to read',
    remedy: 'Try again once. If it stays, raise judge.budget, or report the message to whoever runs Proofgate.',
  },
} as const

export type ProblemKind = keyof typeof PROBLEMS

/** Thrown by a route; `detail` is for the caller. */
export class RouteProblem extends Error {
  readonly kind: ProblemKind

  constructor(kind: ProblemKind, detail: string, options?: ErrorOptions) {
    super(detail, options)
    this.name = 'RouteProblem'
    this.kind = kind
  }
}

/** The response that tells of a problem. Waiting helps with 503: callers are told to try again after a second. */
export function problemResponse(
  kind: ProblemKind,
  detail: string,
  more: Readonly<Record<string, string>> = {},
): Response {
  const { status, title, remedy } = PROBLEMS[kind]
  const headers: Record<string, string> = { 'content-type': 'application/problem+json', ...more }
  if (status === 503) headers['retry-after'] = '1'
  if (status === 401) headers['www-authenticate'] = 'Bearer'
  const type = `urn:proofgate:problem:${kind}`
  return new Response(JSON.stringify({ type, title, status, detail, remedy }), { status, headers })
}
