/** What lists of conversations, promises and response times are asked with. Strict: a misspelt filter is refused. */
import { z } from '@hono/zod-openapi'
import { Limit, ListFormat, PlaceCursor } from './paging.ts'

const Text = z.string().min(1).max(320)
const Time = z.iso.datetime({ offset: true, error: 'is not an instant like 2026-11-24T16:05:00Z' })

const page = {
  limit: Limit,
  cursor: PlaceCursor,
  format: ListFormat,
}

const people = {
  team: Text.optional().describe('Name of a team of the policy'),
  agent: Text.optional().describe('Address of an agent of ours, in any case'),
  customer: Text.optional().describe("Part of the customer's address or name, in any case"),
}

export const ConversationQuery = z.strictObject({
  status: z
    .enum(['waiting', 'overdue', 'at-risk', 'all'])
    .default('waiting')
    .describe('waiting, overdue: customers who wait on us, due first; at-risk, all: latest first'),
  ...people,
  since: Time.optional().describe('Somebody wrote in it at or after this instant'),
  ...page,
})

export const PromiseQuery = z.strictObject({
  state: z
    .enum(['open', 'overdue', 'kept', 'renewed', 'withdrawn', 'all'])
    .default('open')
    .describe('open, overdue: due first; kept, renewed, withdrawn: those due last first; all: the newest first'),
  ...people,
  dueBefore: Time.optional().describe('Due before this instant'),
  ...page,
})

export const ResponseTimesQuery = z.strictObject({
  by: z.enum(['all', 'team', 'agent', 'hour']).default('all').describe('What the lines are'),
  team: people.team,
  agent: people.agent,
  from: Time.optional().describe('Answers given at or after this instant; 30 days before `to` when not given'),
  to: Time.optional().describe('Answers given before this instant; now when not given'),
  format: ListFormat,
})

/** The number of a promise or point. */
export const NumberParam = z.object({
  id: z.coerce
    .number('is not a number')
    .int('is not a whole number')
    .min(1)
    .max(Number.MAX_SAFE_INTEGER)
    .openapi({ param: { name: 'id', in: 'path' }, description: 'As the list names it' }),
})

export const MarkBody = z.strictObject({
  state: z
    .enum(['kept', 'withdrawn', 'open'])
    .describe('What became of it; open takes a mark back, and later mails decide again'),
})

export const instantOf = (text: string | undefined): Date | undefined =>
  text === undefined ? undefined : new Date(text)
