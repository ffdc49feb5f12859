import { ChangedBytesError, isConnectionTrouble } from '@proofgate/store'
import { HTTPException } from 'hono/http-exception'

/** A mistake in a request: where, and what is wrong with it. */
export type Mistake = { readonly in: string; readonly name: string; readonly says: string }

/** Every way a request can fail. Kinds are public: they stand in `type`, and are never renamed. */
export const PROBLEMS = {
  'invalid-request': {
    status: 400,
    title: 'The request has mistakes',
    remedy: 'Correct every mistake listed in "errors" and send it again.',
  },
  'not-signed-in': {
    status: 401,
    title: 'Who you are is not known',
    remedy: 'Send "Authorization: Bearer TOKEN" with a valid API token, or sign in.',
  },
  'not-allowed': {
    status: 403,
    title: 'Your role does not allow this',
    remedy: 'Ask an administrator for the role "reviewer".',
  },
  'not-admin': {
    status: 403,
    title: 'Only an administrator may do this',
    remedy: 'Ask somebody with the role "admin", or use a token that has it.',
  },
  'own-mail': {
    status: 403,
    title: 'Nobody releases their own mail',
    remedy: 'Ask a colleague to look at it. You may return it to yourself.',
  },
  'foreign-origin': {
    status: 403,
    title: 'The request comes from another site',
    remedy: 'Use the page itself, or an API token in the Authorization header.',
  },
  'not-found': {
    status: 404,
    title: 'There is no such thing here',
    remedy: 'Check the address and the id. GET /v1/holds?status=all lists every hold.',
  },
  'method-not-allowed': {
    status: 405,
    title: 'The method does not fit the address',
    remedy: 'Use one of the methods named in the Allow header.',
  },
  'already-decided': {
    status: 409,
    title: 'This message has been decided already',
    remedy: 'Nothing is left to do. "decision" says who decided what, and when.',
  },
  stale: {
    status: 409,
    title: 'The conversation moved on while this waited',
    remedy: 'Read it again. To release it all the same, leave "unlessStale" away.',
  },
  'already-settled': {
    status: 409,
    title: 'A mail has settled this already',
    remedy: 'Nothing is left to do. "state" says what became of it.',
  },
  'fact-overlaps': {
    status: 409,
    title: 'Another fact on this topic stands for some of these days',
    remedy: 'Change or retire that one ("fact"), or give days on which it does not stand.',
  },
  'fact-retired': {
    status: 409,
    title: 'This version of the fact no longer stands',
    remedy: 'GET /v1/facts/{id}/history names the one that does; change that.',
  },
  'mail-under-way': {
    status: 409,
    title: 'Mails to this customer are under way',
    remedy: 'Decide those that are held, wait for those in the queue ("ids"), then ask again.',
  },
  'one-of-ours': {
    status: 409,
    title: 'The address is one of ours, not a customer',
    remedy: 'Check the address. Words of our own people are erased with the customers they wrote to.',
  },
  'ambiguous-id': {
    status: 409,
    title: 'The shortened id fits several',
    remedy: 'Give more of the id, best its end: ids of the same hour begin alike.',
  },
  erased: {
    status: 410,
    title: 'The words of this message were erased at the wish of the customer',
    remedy: 'What stays of it is at GET /v1/messages/{id}.',
  },
  'too-large': {
    status: 413,
    title: 'The request is too large',
    remedy: 'Send at most 64 KB; a note holds at most 10,000 characters.',
  },
  'unsupported-type': {
    status: 415,
    title: 'The body is of a kind that is not read here',
    remedy: 'Send JSON with "Content-Type: application/json".',
  },
  'key-reused': {
    status: 422,
    title: 'The Idempotency-Key was used for another request',
    remedy: 'Make a new key for each decision; repeat a request only as it was.',
  },
  'not-confirmed': {
    status: 428,
    title: 'This cannot be undone, and wants the address once more',
    remedy: 'Read "removes"; then repeat the request with the address in "confirm".',
  },
  'too-many-attempts': {
    status: 429,
    title: 'Too many failed attempts to sign in',
    remedy: 'Wait as many seconds as Retry-After says, then try again with the right credentials.',
  },
  'changed-bytes': {
    status: 500,
    title: 'The stored message is not the one that came in',
    remedy: 'Nothing was sent. Have an administrator restore the database from a backup and check its disks.',
  },
  bug: {
    status: 500,
    title: 'Something failed that should not',
    remedy: 'Try again. If it stays, send the line with event "fault" of the log to whoever runs Proofgate.',
  },
  busy: {
    status: 503,
    title: 'Too many large requests at once',
    remedy: 'Try again after as many seconds as Retry-After says.',
  },
  unavailable: {
    status: 503,
    title: 'The database cannot be reached',
    remedy: 'Nothing was changed. Try again in a few seconds.',
  },
} as const

export type ProblemKind = keyof typeof PROBLEMS

/** Why a request fails, in words for who made it. `extra` members go into the answer as they are (RFC 9457 §3.2). */
export class ProblemError extends Error {
  override readonly name = 'ProblemError'
  readonly kind: ProblemKind
  readonly extra: Readonly<Record<string, unknown>>
  readonly headers: Readonly<Record<string, string>>
  constructor(
    kind: ProblemKind,
    detail: string,
    more: { readonly extra?: Record<string, unknown>; readonly headers?: Record<string, string> } = {},
  ) {
    super(detail)
    this.kind = kind
    this.extra = more.extra ?? {}
    this.headers = more.headers ?? {}
  }
}

/** The problem a thrown thing stands for; what is not known is a `bug`, and its words stay inside. */
export function problemOf(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error
  if (error instanceof ChangedBytesError) return new ProblemError('changed-bytes', error.message)
  if (isConnectionTrouble(error))
    return new ProblemError('unavailable', 'PostgreSQL does not answer right now.', { headers: { 'Retry-After': '5' } })
  if (error instanceof HTTPException) return ofException(error)
  return new ProblemError('bug', 'An error was met that nobody thought of. It is in the log.')
}

function ofException({ status }: HTTPException): ProblemError {
  if (status === 415) return new ProblemError('unsupported-type', 'The body is not JSON.')
  if (status === 413) return new ProblemError('too-large', 'The body is larger than 64 KB.')
  if (status === 400)
    return new ProblemError('invalid-request', 'The body cannot be read.', {
      extra: { errors: [{ in: 'body', name: '', says: 'is not valid JSON' }] },
    })
  return new ProblemError('bug', 'An error was met that nobody thought of. It is in the log.')
}

/** The answer in `application/problem+json` (RFC 9457): type, title, status, detail, remedy and more. */
export function problemResponse(problem: ProblemError): Response {
  const { status, title, remedy } = PROBLEMS[problem.kind]
  const type = `urn:proofgate:problem:${problem.kind}`
  return new Response(JSON.stringify({ type, title, status, detail: problem.message, remedy, ...problem.extra }), {
    status,
    headers: { 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store', ...problem.headers },
  })
}
