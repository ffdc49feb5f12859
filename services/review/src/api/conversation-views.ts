import type * as store from '@proofgate/store'
import { csvOf } from '../csv.ts'
import type { ConversationSummary, ConversationView, PromiseView, ResponseTimes } from './conversation-schemas.ts'

const textOf = (instant: Date | null): string | null => instant?.toISOString() ?? null

type Customer = { readonly customerAddress: string | null; readonly customerName: string | null }

const customerOf = ({ customerAddress: address, customerName: name }: Customer): ConversationSummary['customer'] =>
  address === null ? null : { address, name }

/** A conversation as a line of the list. */
export function conversationSummaryView(row: store.ConversationSummary, now: Date): ConversationSummary {
  return {
    id: row.id,
    customer: customerOf(row),
    subject: row.subject,
    waitsOn: row.waitsOn,
    waitingSince: textOf(row.waitingSince),
    answerDueAt: textOf(row.answerDueAt),
    overdue: row.answerDueAt !== null && row.answerDueAt < now,
    openPoints: row.openPoints,
    mood: row.mood,
    atRisk: row.atRisk,
    agents: [...row.agents],
    team: row.team,
    mails: row.turnCount,
    firstAt: row.firstAt.toISOString(),
    lastAt: row.lastAt.toISOString(),
    closedAt: textOf(row.closedAt),
    erasedAt: textOf(row.erasedAt),
  }
}

/** A conversation with everything in it. */
export function conversationView(whole: store.WholeConversation, now: Date): ConversationView {
  return {
    ...conversationSummaryView(whole, now),
    because: [...whole.because],
    turns: whole.turns.map(turnView),
    points: whole.points.map((point) => ({
      id: point.id,
      turn: point.turnId,
      kind: point.kind,
      text: point.text,
      state: point.state,
      settledTurn: point.settledTurnId,
      settledAt: textOf(point.settledAt),
      settledBy: point.settledBy,
    })),
    promises: whole.promises.map((promise) => promiseView(promise, now)),
  }
}

function turnView(turn: store.ReadTurn): ConversationView['turns'][number] {
  return {
    id: turn.id,
    by: turn.by,
    source: turn.source,
    message: turn.messageId,
    said: turn.isSaid,
    author: turn.authorAddress === null ? null : { address: turn.authorAddress, name: turn.authorName },
    subject: turn.subject,
    writtenAt: turn.writtenAt.toISOString(),
    automatic: turn.automatic,
    text: turn.text,
    language: turn.language,
    mood: turn.mood,
    atRisk: turn.atRisk,
  }
}

/** A promise as a line of the list. */
export function promiseView(row: store.ListedPromise, now: Date): PromiseView {
  return {
    id: row.id,
    conversation: row.conversationId,
    turn: row.turnId,
    agent: row.agent,
    customer: customerOf(row),
    team: row.team,
    text: row.text,
    timeWords: row.timeWords,
    madeAt: row.madeAt.toISOString(),
    dueAt: row.dueAt.toISOString(),
    state: row.state,
    overdue: row.state === 'open' && row.dueAt < now,
    settledTurn: row.settledTurnId,
    settledAt: textOf(row.settledAt),
    settledBy: row.settledBy,
  }
}

/** Response times as the API tells them. */
export function responseTimesView(
  rows: readonly store.ResponseTimes[],
  { from, to, by }: { readonly from: Date; readonly to: Date; readonly by: store.ResponseTimesBy },
): ResponseTimes {
  const percentiles = ({ median, p90 }: store.Percentiles) => ({ medianMs: median, p90Ms: p90 })
  const lines = rows.map(({ clock, open, ...line }) => ({
    ...line,
    clock: percentiles(clock),
    open: percentiles(open),
  }))
  return { from: from.toISOString(), to: to.toISOString(), by, lines }
}

/** Conversations as comma-separated values. */
export const conversationsCsv = (rows: readonly ConversationSummary[]): string =>
  csvOf(rows, {
    id: (row) => row.id,
    customer: (row) => row.customer?.address ?? null,
    name: (row) => row.customer?.name ?? null,
    subject: (row) => row.subject,
    waits_on: (row) => row.waitsOn,
    waiting_since: (row) => row.waitingSince,
    answer_due_at: (row) => row.answerDueAt,
    overdue: (row) => row.overdue,
    open_points: (row) => row.openPoints,
    mood: (row) => row.mood,
    at_risk: (row) => row.atRisk,
    agents: (row) => row.agents,
    team: (row) => row.team,
    mails: (row) => row.mails,
    first_at: (row) => row.firstAt,
    last_at: (row) => row.lastAt,
    closed_at: (row) => row.closedAt,
  })

/** Promises as comma-separated values. */
export const promisesCsv = (rows: readonly PromiseView[]): string =>
  csvOf(rows, {
    id: (row) => row.id,
    conversation: (row) => row.conversation,
    agent: (row) => row.agent,
    customer: (row) => row.customer?.address ?? null,
    name: (row) => row.customer?.name ?? null,
    team: (row) => row.team,
    promise: (row) => row.text,
    time_words: (row) => row.timeWords,
    made_at: (row) => row.madeAt,
    due_at: (row) => row.dueAt,
    state: (row) => row.state,
    overdue: (row) => row.overdue,
    settled_at: (row) => row.settledAt,
    settled_by: (row) => row.settledBy,
  })

/** Response times as comma-separated values, in seconds. */
export const responseTimesCsv = ({ by, lines }: ResponseTimes): string =>
  csvOf(lines, {
    [by]: (line) => line.key,
    answers: (line) => line.answers,
    late: (line) => line.late,
    clock_median_seconds: (line) => Math.round(line.clock.medianMs / 1000),
    clock_p90_seconds: (line) => Math.round(line.clock.p90Ms / 1000),
    open_median_seconds: (line) => Math.round(line.open.medianMs / 1000),
    open_p90_seconds: (line) => Math.round(line.open.p90Ms / 1000),
  })
