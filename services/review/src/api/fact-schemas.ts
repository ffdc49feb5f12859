/** The shapes of facts in the HTTP API. They are public: only ever extended. */
import { z } from '@hono/zod-openapi'
import type { Fact } from '@proofgate/store'
import { csvOf } from '../csv.ts'
import { IdCursor, Limit, ListFormat } from './paging.ts'

const Instant = z.iso.datetime()
const Id = z.string().openapi({ description: 'ULID, lower case', example: '01kas2v4m8q1xw3c5e7g9j0n2p' })
const Day = z.iso.date('is not a day like 2026-03-01').openapi({ example: '2026-03-01' })

const topic = z.string().trim().min(1, 'is empty').max(200, 'is longer than 200 characters')
const value = z.string().trim().min(1, 'is empty').max(2000, 'is longer than 2000 characters')
const statement = z.string().trim().min(1, 'is empty').max(2000, 'is longer than 2000 characters').nullable()

const words = {
  topic: topic.describe('What it is about: return window'),
  statement: statement.describe('The same as a sentence; null for none'),
  value: value.describe('What is true: 30 days'),
  validFrom: Day.nullable().describe('First day on which it is true; null: always'),
  validUntil: Day.nullable().describe('Last day on which it is true; null: for ever'),
}

type Days = { readonly validFrom?: string | null | undefined; readonly validUntil?: string | null | undefined }
const isOrdered = ({ validFrom, validUntil }: Days) =>
  typeof validFrom !== 'string' || typeof validUntil !== 'string' || validFrom <= validUntil
const ORDER = { error: 'is before validFrom, so it never is true', path: ['validUntil'] }

export const FactBody = z
  .strictObject({
    ...words,
    statement: words.statement.default(null),
    validFrom: words.validFrom.default(null),
    validUntil: words.validUntil.default(null),
  })
  .refine(isOrdered, ORDER)
  .openapi('NewFact')

export const FactChange = z
  .strictObject(words)
  .partial()
  .refine((change) => Object.values(change).some((one) => one !== undefined), { error: 'changes nothing' })
  .refine(isOrdered, ORDER)
  .openapi('FactChange')

export const FactView = z
  .object({
    id: Id.describe('Of this version'),
    ...words,
    createdAt: Instant,
    createdBy: z.string().describe('user:… or token:…'),
    retiredAt: Instant.nullable().describe('When it was changed or taken back; null while it stands'),
    retiredBy: z.string().nullable(),
    replaces: Id.nullable().describe('The version before it'),
  })
  .openapi('Fact')
export type FactView = z.infer<typeof FactView>

export const FactPage = z
  .object({
    facts: z.array(FactView).describe('Newest first'),
    next: z.string().nullable().describe('Cursor of the next page; null on the last'),
  })
  .openapi('FactPage')

export const FactHistory = z
  .object({ facts: z.array(FactView).describe('All versions, newest first') })
  .openapi('FactHistory')

/** Strict: a filter with a typing error must not silently show everything. */
export const FactQuery = z.strictObject({
  status: z
    .enum(['standing', 'all'])
    .default('standing')
    .describe('all: also versions that were changed or taken back'),
  topic: z.string().min(1).max(200).optional().describe('Part of the topic, in any case'),
  on: Day.optional().describe('Only what is true on that day'),
  limit: Limit,
  cursor: IdCursor,
  format: ListFormat,
})

export const FactParam = z.object({
  id: z
    .string()
    .min(1)
    .max(64)
    .openapi({ param: { name: 'id', in: 'path' }, description: 'The whole id of a version' }),
})

/** A fact as the API shows it. */
export function factView({ createdAt, retiredAt, ...fact }: Fact): FactView {
  return { ...fact, createdAt: createdAt.toISOString(), retiredAt: retiredAt?.toISOString() ?? null }
}

/** Facts for a spreadsheet. */
export const factsCsv = (rows: readonly FactView[]): string =>
  csvOf(rows, {
    id: (row) => row.id,
    topic: (row) => row.topic,
    value: (row) => row.value,
    statement: (row) => row.statement,
    validFrom: (row) => row.validFrom,
    validUntil: (row) => row.validUntil,
    createdAt: (row) => row.createdAt,
    createdBy: (row) => row.createdBy,
    retiredAt: (row) => row.retiredAt,
    retiredBy: (row) => row.retiredBy,
    replaces: (row) => row.replaces,
  })
