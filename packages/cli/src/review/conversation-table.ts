import type { ConversationSummary, PromiseView, ResponseTimes } from '@proofgate/review'
import { visible } from '../check/excerpt.ts'
import type { Paint } from '../cli.ts'
import { type Cell, cut, fittedTable } from '../table.ts'
import { ageOf, SHORT_ID } from './hold-table.ts'

const PEOPLE_MAX = 24

const headOf = (...names: readonly string[]): Cell[] => names.map((text): Cell => ({ text, style: 'dim' }))

/** Conversations, one line each: when an answer is due, for how long the customer waits, and who they are. */
export function conversationTable(
  rows: readonly ConversationSummary[],
  now: Date,
  paint: Paint,
  width: number,
): string {
  const head = headOf('ID', 'DUE', 'WAITS', 'OPEN', 'MOOD', 'CUSTOMER', 'WITH', 'SUBJECT')
  return fittedTable([head, ...rows.map((row) => conversationRow(row, now))], paint, width)
}

function conversationRow(row: ConversationSummary, now: Date): Cell[] {
  return [
    { text: row.id.slice(-SHORT_ID), style: 'bold' },
    row.answerDueAt === null ? '-' : dueCell(row.answerDueAt, row.overdue, now),
    row.waitingSince === null ? '-' : `${row.waitsOn === 'us' ? '' : 'we '}${sinceOf(row.waitingSince, now)}`,
    String(row.openPoints),
    row.atRisk ? { text: 'at risk', style: 'red' } : (row.mood ?? '-'),
    cut(visible(row.customer?.name ?? row.customer?.address ?? '-'), PEOPLE_MAX),
    cut(visible(row.team ?? row.agents.at(-1) ?? '-'), PEOPLE_MAX),
    visible((row.subject ?? '(no subject)').replace(/\s+/g, ' ')),
  ]
}

/** Promises, one line each: when they are due, and in what words they were made. */
export function promiseTable(rows: readonly PromiseView[], now: Date, paint: Paint, width: number): string {
  const head = headOf('NO', 'DUE', 'STATE', 'BY', 'TO', 'PROMISE')
  return fittedTable([head, ...rows.map((row) => promiseRow(row, now))], paint, width)
}

function promiseRow(row: PromiseView, now: Date): Cell[] {
  return [
    { text: String(row.id), style: 'bold' },
    row.state === 'open' ? dueCell(row.dueAt, row.overdue, now) : row.dueAt.slice(0, 10),
    { text: row.state, style: row.state === 'open' ? 'yellow' : 'dim' },
    cut(visible(row.agent ?? '-'), PEOPLE_MAX),
    cut(visible(row.customer?.name ?? row.customer?.address ?? '-'), PEOPLE_MAX),
    visible((row.text ?? '(erased)').replace(/\s+/g, ' ')),
  ]
}

/** Response times, one line for each team, agent or hour. */
export function responseTimesTable({ by, lines }: ResponseTimes, paint: Paint, width: number): string {
  const head = headOf(
    by === 'all' ? '' : by.toUpperCase(),
    'ANSWERS',
    'LATE',
    'MEDIAN',
    '90 %',
    'OPEN MEDIAN',
    'OPEN 90 %',
  )
  const rows = lines.map((line): Cell[] => [
    visible(line.key ?? (by === 'all' ? 'all' : '(none)')),
    String(line.answers),
    line.late === 0 ? '0' : { text: String(line.late), style: 'red' },
    ageOf(line.clock.medianMs),
    ageOf(line.clock.p90Ms),
    ageOf(line.open.medianMs),
    ageOf(line.open.p90Ms),
  ])
  return fittedTable([head, ...rows], paint, width)
}

const sinceOf = (instant: string, now: Date): string => ageOf(now.getTime() - Date.parse(instant))

/** `2h10m late`, `in 3h`. */
function dueCell(instant: string, isOverdue: boolean, now: Date): Cell {
  const left = Date.parse(instant) - now.getTime()
  return isOverdue || left < 0
    ? { text: `${ageOf(-left)} late`, style: 'red' }
    : { text: `in ${ageOf(left)}`, style: left < 3_600_000 ? 'yellow' : 'dim' }
}
