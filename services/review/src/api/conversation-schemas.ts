/** The shapes of conversations, promises and response times in the HTTP API. They are public: only ever extended. */
import { z } from '@hono/zod-openapi'

const Instant = z.iso.datetime().openapi({ description: 'UTC, ISO 8601', example: '2026-11-24T16:05:47.123Z' })
const Id = z.string().openapi({ description: 'ULID, lower case', example: '01kas2v4m8q1xw3c5e7g9j0n2p' })
const Mood = z.enum(['upset', 'neutral', 'happy'])
const Next = z.string().nullable().describe('Cursor of the next page; null on the last')

const Customer = z
  .object({ address: z.string(), name: z.string().nullable() })
  .nullable()
  .describe('null while only our own people wrote')

export const ConversationSummary = z
  .object({
    id: Id,
    customer: Customer,
    subject: z.string().nullable(),
    waitsOn: z.enum(['us', 'customer']).nullable().describe('Whose the next move is; null when nobody waits'),
    waitingSince: Instant.nullable().describe('Of several mails of the customer on end, since the first'),
    answerDueAt: Instant.nullable().describe('By the response target, or by the time we named; null unless we owe one'),
    overdue: z.boolean().describe('That instant has passed'),
    openPoints: z.int().describe('Questions, requests and problems that nothing has settled'),
    mood: Mood.nullable(),
    atRisk: z.boolean().describe('The customer accuses, threatens, or writes again and again'),
    agents: z.array(z.string()).describe('Addresses of ours that wrote in it, first to last'),
    team: z.string().nullable(),
    mails: z.int().describe('How many were said in it'),
    firstAt: Instant,
    lastAt: Instant,
    closedAt: Instant.nullable().describe('When a person last said that nothing is left to do in it'),
    erasedAt: Instant.nullable().describe("When its text was removed at the customer's wish"),
  })
  .openapi('ConversationSummary')
export type ConversationSummary = z.infer<typeof ConversationSummary>

export const ConversationPage = z
  .object({ conversations: z.array(ConversationSummary), next: Next })
  .openapi('ConversationPage')

export const PromiseView = z
  .object({
    id: z.int(),
    conversation: Id,
    turn: Id.describe('Our mail that makes it'),
    agent: z.string().nullable().describe('Address of who promised'),
    customer: Customer,
    team: z.string().nullable(),
    text: z.string().nullable().describe('Our words; null when erased'),
    timeWords: z.string().nullable().openapi({ example: 'by Friday' }),
    madeAt: Instant,
    dueAt: Instant.describe('The last instant that the words leave open'),
    state: z
      .enum(['open', 'kept', 'renewed', 'withdrawn'])
      .describe('renewed: promised again with another time, which is a promise of its own'),
    overdue: z.boolean().describe('It is open, and its time has passed'),
    settledTurn: Id.nullable().describe('The mail that settled it'),
    settledAt: Instant.nullable(),
    settledBy: z.string().nullable().describe('user:… or token:… of who marked it; null when a mail settled it'),
  })
  .openapi('Promise')
export type PromiseView = z.infer<typeof PromiseView>

export const PromisePage = z.object({ promises: z.array(PromiseView), next: Next }).openapi('PromisePage')

const PointState = z.enum(['open', 'partly', 'answered', 'declined', 'asked-back', 'deferred', 'closed'])

export const PointView = z
  .object({
    id: z.int(),
    turn: Id.describe("The customer's mail it is in"),
    kind: z.enum(['question', 'request', 'problem']),
    text: z.string().nullable().describe("The customer's words; null when erased"),
    state: PointState,
    settledTurn: Id.nullable().describe('The mail that brought it into this state'),
    settledAt: Instant.nullable(),
    settledBy: z.string().nullable().describe('user:… or token:… of who closed it'),
  })
  .openapi('Point')

export const TurnView = z
  .object({
    id: Id,
    by: z.enum(['customer', 'us']).nullable().describe('null while it waits to be read'),
    source: z.enum(['submission', 'journal', 'http', 'import']),
    message: Id.nullable().describe('Of /v1/messages; null for a copy'),
    said: z.boolean().describe('False for what was not sent to the customer: held, returned, bounced'),
    author: z.object({ address: z.string(), name: z.string().nullable() }).nullable(),
    subject: z.string().nullable(),
    writtenAt: Instant,
    automatic: z.string().nullable().describe("Why it is no person's writing; null when it is one"),
    text: z.string().nullable().describe('What its writer wrote in it; null until it is read, and when erased'),
    language: z.string().nullable(),
    mood: Mood.nullable(),
    atRisk: z.boolean(),
  })
  .openapi('Turn')

export const ConversationView = ConversationSummary.extend({
  because: z.array(z.string()).describe("The customer's words that show mood and risk"),
  turns: z.array(TurnView).describe('Oldest first; of very long conversations the latest 500'),
  points: z.array(PointView),
  promises: z.array(PromiseView),
}).openapi('Conversation')
export type ConversationView = z.infer<typeof ConversationView>

export const ClosedPoint = z.object({ id: z.int(), state: PointState }).openapi('ClosedPoint')

export const ClosedConversation = z.object({ id: Id, closedAt: Instant }).openapi('ClosedConversation')

const Percentiles = z.object({
  medianMs: z.int(),
  p90Ms: z.int().describe('Nine of ten customers waited no longer'),
})

export const ResponseTimes = z
  .object({
    from: Instant,
    to: Instant,
    by: z.enum(['all', 'team', 'agent', 'hour']),
    lines: z.array(
      z.object({
        key: z.string().nullable().describe('Team, agent or hour of the day; null for all, and for none'),
        answers: z.int(),
        late: z.int().describe('Later than the response target'),
        clock: Percentiles.describe('The wait by the clock'),
        open: Percentiles.describe('In the hours in which the team was open'),
      }),
    ),
  })
  .openapi('ResponseTimes')
export type ResponseTimes = z.infer<typeof ResponseTimes>
