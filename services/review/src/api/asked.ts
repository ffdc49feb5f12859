/** What the API's routes are asked with, and how they answer when it does not fit. */
import { z } from '@hono/zod-openapi'
import { CHECK_IDS } from '@proofgate/checks'
import { type Mistake, PROBLEMS, ProblemError, type ProblemKind } from '../problem.ts'
import { IdCursor, Limit } from './paging.ts'
import { HoldReason, Problem } from './schemas.ts'

export const IdParam = z.object({
  id: z
    .string()
    .min(1)
    .max(64)
    .openapi({ param: { name: 'id', in: 'path' }, description: 'The id, or its first or last six or more characters' }),
})

const Text = z.string().min(1).max(320)

/** Strict: a filter with a typing error must not silently show everything. */
export const HoldQuery = z.strictObject({
  status: z.enum(['waiting', 'decided', 'all']).default('waiting').describe('waiting: oldest first; else newest first'),
  sender: Text.optional().describe('Part of From, envelope sender or login, in any case'),
  recipient: Text.optional().describe('Part of a recipient'),
  subject: Text.optional().describe('Part of the subject'),
  check: z.enum(CHECK_IDS).optional().describe('Id of a check that objects'),
  reason: HoldReason.optional(),
  stale: z
    .enum(['true', 'false'])
    .transform((text) => text === 'true')
    .optional()
    .describe('Only those whose conversation moved on while they waited, or only the others'),
  heldAfter: z.iso.datetime({ offset: true }).optional().describe('Held at or after this instant'),
  heldBefore: z.iso.datetime({ offset: true }).optional().describe('Held before this instant'),
  limit: Limit,
  cursor: IdCursor,
})

/** What releases of many are asked with. */
export const ReleaseQuery = z.strictObject({
  unlessStale: z
    .enum(['true', 'false'])
    .optional()
    .describe('true: answers 409 and releases nothing where the conversation moved on while it waited'),
})

/** Draft-ietf-httpapi-idempotency-key-header: a quoted string; without quotes it is understood too. */
export const IdempotencyHeader = z.object({
  'idempotency-key': z
    .string()
    .regex(/^(?:"[\x20-\x21\x23-\x7e]{1,200}"|[\x21\x23-\x7e]{1,200})$/, 'is not 1 to 200 printable characters')
    .optional()
    .openapi({
      description: 'A fresh key for each decision; the same key again repeats the answer',
      example: '"8e03978e"',
    }),
})

const NOTE_MAX = 10_000

/** A note to the agent that says something. */
export const Note = z
  .string()
  .trim()
  .min(1, 'is empty: say what the agent should change')
  .max(NOTE_MAX, `is longer than ${NOTE_MAX} characters`)

export const ReturnBody = z.strictObject({ note: Note.describe('What the agent should change') })

/** The key without its quotes; `null` when none was given. */
export const keyOf = (header: string | undefined): string | null => header?.replace(/^"|"$/g, '') ?? null

/** The documented answers for kinds of problems, one per status. */
export function problemAnswers(...kinds: ProblemKind[]) {
  const content = { 'application/problem+json': { schema: Problem } }
  return Object.fromEntries(
    kinds.map((kind) => [PROBLEMS[kind].status, { description: PROBLEMS[kind].title, content }]),
  )
}

/** Answers 400 with every mistake, for routes whose request does not fit its schema. */
export function refuseMistakes(result: {
  readonly target: string
  readonly success: boolean
  readonly error?: unknown
}) {
  if (result.success) return
  throw mistakenRequest(result.target === 'json' ? 'body' : result.target, result.error)
}

/** The problem of a request whose `place` (query, body…) does not fit its schema. */
export function mistakenRequest(place: string, error: unknown): ProblemError {
  const issues = error instanceof z.ZodError ? error.issues : []
  const errors = issues.flatMap((issue) => mistakesOf(place, issue))
  const detail = errors.map((error) => `${error.name || error.in} ${error.says}`).join('; ')
  return new ProblemError('invalid-request', `${detail}.`, { extra: { errors } })
}

function mistakesOf(place: string, issue: z.core.$ZodIssue): Mistake[] {
  const name = issue.path.join('.')
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ in: place, name: key, says: 'is not known here' }))
  // zod gives no input to look at, but says what it was.
  if (issue.code === 'invalid_type' && issue.message.endsWith('received undefined'))
    return [{ in: place, name, says: 'is missing' }]
  return [{ in: place, name, says: saysOf(issue.message) }]
}

// Our own messages read on from the name; zod's own begin with a capital.
const saysOf = (message: string) =>
  message.replace(/^(?:Invalid input: |Invalid |Too )/, (start) =>
    start === 'Too ' ? 'is too ' : start === 'Invalid ' ? 'is an invalid ' : '',
  )
