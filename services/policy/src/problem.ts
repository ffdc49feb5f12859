import { z } from '@hono/zod-openapi'

/** A failure as RFC 9457 wants it told, `application/problem+json`. */
export const Problem = z
  .object({
    type: z.string().describe('about:blank: the status says what kind it is'),
    title: z.string().describe('The kind of failure in a few words'),
    status: z.int().describe('The HTTP status again'),
    detail: z.string().describe('What was wrong with this request, and what to do'),
    code: z.string().describe('A word for programs, never renamed'),
  })
  .openapi('Problem')

/** Every failure the service tells of: status and title by its code. */
const KINDS = {
  'bad-request': [400, 'The request cannot be read'],
  unauthorised: [401, 'A token is needed'],
  'not-found': [404, 'There is no such resource'],
  'too-large': [413, 'The request is too large'],
  'unknown-type': [415, 'The content type is not one that is read here'],
  broken: [500, 'Something failed in this service'],
  busy: [503, 'Too many messages wait to be judged'],
  late: [503, 'The message was not judged in time'],
  slow: [503, 'The message was not judged in time'],
} as const

export type ProblemCode = keyof typeof KINDS

/** Thrown by a route; `detail` is for the caller. */
export class RouteProblem extends Error {
  readonly code: ProblemCode

  constructor(code: ProblemCode, detail: string, options?: ErrorOptions) {
    super(detail, options)
    this.name = 'RouteProblem'
    this.code = code
  }
}

/** The response that tells of a problem. Waiting helps with 503: callers are told to try again after a second. */
export function problemResponse(code: ProblemCode, detail: string): Response {
  const [status, title] = KINDS[code]
  const headers: Record<string, string> = { 'content-type': 'application/problem+json' }
  if (status === 503) headers['retry-after'] = '1'
  if (status === 401) headers['www-authenticate'] = 'Bearer'
  return new Response(JSON.stringify({ type: 'about:blank', title, status, detail, code }), { status, headers })
}
