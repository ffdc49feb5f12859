/** How long customers waited for our mails. */
import type { ResponseTime } from '@proofgate/conversations'
import { insertRows, storable } from './rows.ts'
import type { Sql } from './sql.ts'

/** The waits in a conversation, with the team they are counted for. */
export type ConversationAnswers = {
  readonly conversationId: string
  readonly team: string | null
  /** From when on the conversation was gone through: answers before that stay. `null` for all of it. */
  readonly from: Date | null
  readonly times: readonly ResponseTime[]
}

/**
 * Replaces what is known of a conversation's waits, in the transaction that works its summary out anew: doing it twice
 * changes nothing. A turn that came from another conversation is taken over.
 */
export async function replaceAnswers(
  tx: Sql,
  { conversationId, team, from, times }: ConversationAnswers,
): Promise<void> {
  const ids = times.map(({ turnId }) => turnId)
  await tx`
    delete from answers where turn_id = any(${ids})
      or conversation_id = ${conversationId} and answered_at >= coalesce(${from}::timestamptz, '-infinity')`
  await insertRows(
    tx,
    'answers',
    [
      'turn_id',
      'conversation_id',
      'agent',
      'team',
      'asked_at',
      'answered_at',
      'hour',
      'clock_ms',
      'open_ms',
      'is_late',
    ],
    times.map((time) => ({
      turn_id: time.turnId,
      conversation_id: conversationId,
      agent: time.agent,
      team,
      asked_at: time.askedAt,
      answered_at: time.answeredAt,
      hour: time.hour,
      clock_ms: time.clockMs,
      open_ms: time.openMs,
      is_late: time.isLate,
    })),
  )
}

/** What response times are asked for. Every filter narrows; `undefined` = all. */
export type ResponseTimesFilter = {
  /** Answers given from this instant on, and before that one. */
  readonly from: Date
  readonly to: Date
  readonly team?: string | undefined
  /** Address of who answered, in any case. */
  readonly agent?: string | undefined
}

/** What the lines of the report are: one for each team, agent or hour of the day, or one for all. */
export type ResponseTimesBy = 'team' | 'agent' | 'hour' | 'all'

/** How long customers waited. Times are in milliseconds; percentiles are interpolated, as SQL's `percentile_cont`. */
export type ResponseTimes = {
  /** Team, agent or hour (`09`); `null` for all, and for those that are of no team or nobody. */
  readonly key: string | null
  readonly answers: number
  /** Answers later than the response target. */
  readonly late: number
  readonly clock: Percentiles
  /** In the hours in which the team was open. */
  readonly open: Percentiles
}

export type Percentiles = { readonly median: number; readonly p90: number }

/** Response times in a span of time, in order of team, agent or hour; empty when nobody answered. */
export async function responseTimes(
  sql: Sql,
  filter: ResponseTimesFilter,
  by: ResponseTimesBy,
): Promise<readonly ResponseTimes[]> {
  const key = keyOf(sql, by)
  const rows = await sql<Row[]>`
    select ${key} as key, count(*)::int as answers, (count(*) filter (where is_late))::int as late,
      percentile_cont(array[0.5, 0.9]) within group (order by clock_ms) as clock,
      percentile_cont(array[0.5, 0.9]) within group (order by open_ms) as open
    from answers where answered_at >= ${filter.from} and answered_at < ${filter.to}
    ${filter.team === undefined ? sql`` : sql`and team = ${storable(filter.team)}`}
    ${filter.agent === undefined ? sql`` : sql`and agent = ${storable(filter.agent.toLowerCase())}`}
    group by 1 having count(*) > 0 order by 1 nulls last`
  return rows.map(({ clock, open, ...row }) => ({ ...row, clock: percentilesOf(clock), open: percentilesOf(open) }))
}

type Row = {
  readonly key: string | null
  readonly answers: number
  readonly late: number
  readonly clock: readonly number[]
  readonly open: readonly number[]
}

function keyOf(sql: Sql, by: ResponseTimesBy) {
  switch (by) {
    case 'team':
      return sql`team`
    case 'agent':
      return sql`agent`
    case 'hour':
      return sql`lpad(hour::text, 2, '0')`
    case 'all':
      return sql`null::text`
  }
}

const percentilesOf = ([median = 0, p90 = 0]: readonly number[]): Percentiles => ({
  median: Math.round(median),
  p90: Math.round(p90),
})
