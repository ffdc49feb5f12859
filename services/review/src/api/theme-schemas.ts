/** The shapes of themes in the HTTP API. They are public: only ever extended. */
import { z } from '@hono/zod-openapi'
import type { ListedTheme } from '@proofgate/store'
import { csvOf } from '../csv.ts'
import { Limit, ListFormat, PlaceCursor } from './paging.ts'

const Instant = z.iso.datetime()
const Id = z.string().openapi({ description: 'ULID, lower case', example: '01kas2v4m8q1xw3c5e7g9j0n2p' })
const Time = z.iso.datetime({ offset: true, error: 'is not an instant like 2026-11-24T16:05:00Z' })
const Kind = z.enum(['problem', 'feedback', 'question'])

/** Strict: a misspelt filter is refused. */
export const ThemeQuery = z.strictObject({
  kind: Kind.optional().describe('feedback: praise, and how it could be better'),
  since: Time.optional().describe(
    'Mails written at or after this instant count; twelve weeks before until when not given',
  ),
  until: Time.optional().describe('Mails written before this instant count; now when not given'),
  team: z.string().min(1).max(320).optional().describe('Only mails to this team of the policy count'),
  limit: Limit,
  cursor: PlaceCursor,
  format: ListFormat,
})

export const ThemeParam = z.object({
  id: z
    .string()
    .min(6)
    .max(64)
    .openapi({ param: { name: 'id', in: 'path' }, description: 'The id, or its last six or more characters' }),
})

export const ThemeName = z
  .strictObject({
    name: z
      .string()
      .trim()
      .min(1, 'is empty; null takes a name back')
      .max(100, 'is longer than 100 characters')
      .nullable()
      .describe('What people call it; null: its words stand for it again'),
  })
  .openapi('ThemeName')

const names = {
  id: Id,
  kind: Kind,
  name: z.string().nullable().describe('As a person called it; null where nobody did'),
  words: z.array(z.string()).describe('What its mails say and others do not, the most telling first'),
}

export const NamedTheme = z.object(names).openapi('NamedTheme')

export const ThemeView = z
  .object({
    ...names,
    mails: z.int().describe('Mails of the period that say it'),
    lately: z.int().describe('Those of its last seven days'),
    weeklyBefore: z.number().nullable().describe('How many a week before; null where it was not known for a week'),
    trend: z.number().nullable().describe('lately as a multiple of weeklyBefore; null without one'),
    weeks: z
      .array(z.object({ week: z.iso.date().describe('Its Monday, UTC'), mails: z.int() }))
      .describe('Every week of the period, oldest first'),
    examples: z
      .array(
        z.object({
          text: z.string().describe("The customer's words"),
          conversation: Id.nullable(),
          turn: Id,
          at: Instant,
        }),
      )
      .describe('The latest three, each of another conversation'),
    firstSeen: Instant.describe('When it was first said, ever'),
    lastSeen: Instant,
  })
  .openapi('Theme')
export type ThemeView = z.infer<typeof ThemeView>

export const ThemePage = z
  .object({
    themes: z.array(ThemeView).describe('The commonest first'),
    next: z.string().nullable().describe('Cursor of the next page; null on the last'),
  })
  .openapi('ThemePage')

/** What a list counts. */
export type ThemePeriod = { readonly since: Date; readonly until: Date }

const WEEK_MS = 7 * 86_400_000

export function themeView(theme: ListedTheme, { since, until }: ThemePeriod): ThemeView {
  const { id, kind, name, words, mails, lately, firstSeen, lastSeen } = theme
  const from = Math.max(since.getTime(), firstSeen.getTime())
  const weeksBefore = (until.getTime() - WEEK_MS - from) / WEEK_MS
  const weeklyBefore = weeksBefore < 1 ? null : (mails - lately) / weeksBefore
  const isKnown = weeklyBefore !== null && weeklyBefore > 0
  const counts = new Map(theme.weeks.map(({ week, mails: count }) => [week, count]))
  return {
    id,
    kind,
    name,
    words: [...words],
    mails,
    lately,
    weeklyBefore: weeklyBefore === null ? null : rounded(weeklyBefore),
    trend: isKnown ? rounded(lately / weeklyBefore) : null,
    weeks: mondays(since, until).map((week) => ({ week, mails: counts.get(week) ?? 0 })),
    examples: theme.examples.map(({ text, conversationId, turnId, at }) => ({
      text,
      conversation: conversationId,
      turn: turnId,
      at: at.toISOString(),
    })),
    firstSeen: firstSeen.toISOString(),
    lastSeen: lastSeen.toISOString(),
  }
}

const rounded = (value: number) => Math.round(value * 100) / 100

/** The Mondays of the weeks that a period touches, UTC. */
function mondays(since: Date, until: Date): string[] {
  const day = since.getTime() - (since.getTime() % 86_400_000)
  const first = day - ((since.getUTCDay() + 6) % 7) * 86_400_000
  const count = Math.ceil((until.getTime() - first) / WEEK_MS)
  return Array.from({ length: count }, (_, i) => new Date(first + i * WEEK_MS).toISOString().slice(0, 10))
}

/** Themes as comma-separated values. */
export const themesCsv = (rows: readonly ThemeView[]): string =>
  csvOf(rows, {
    id: (row) => row.id,
    kind: (row) => row.kind,
    name: (row) => row.name,
    words: (row) => row.words,
    mails: (row) => row.mails,
    lately: (row) => row.lately,
    weekly_before: (row) => row.weeklyBefore,
    trend: (row) => row.trend,
    first_seen: (row) => row.firstSeen,
    last_seen: (row) => row.lastSeen,
    weeks: (row) => row.weeks.map(({ week, mails }) => `${week}:${mails}`),
    example: (row) => row.examples[0]?.text ?? null,
    conversation: (row) => row.examples[0]?.conversation ?? null,
  })
