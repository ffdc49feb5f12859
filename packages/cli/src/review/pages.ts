import { InvalidArgumentError } from 'commander'
import { type Cli, paintFor } from '../cli.ts'
import { askJson } from './ask.ts'
import type { Connection } from './connection.ts'

const PAGE = 200
const LIMIT_MAX = 100_000

/** A line as it came and as it is known here: fields of newer services are passed on. */
export type Listed<Row> = { readonly json: unknown; readonly row: Row }

/** A list of the review service. */
export type ListRequest<Row> = {
  /** `/v1/holds` */
  readonly path: string
  /** Filters; `undefined` ones are not asked for. */
  readonly query: Readonly<Record<string, string | undefined>>
  /** Name of the list in the answer. */
  readonly key: string
  /** How many lines at most, over as many pages as it takes. */
  readonly limit: number
  readonly parse: (json: unknown) => {
    readonly success: boolean
    readonly data?: { readonly rows: readonly Row[]; readonly next: string | null }
  }
}

/** The lines of a list, page by page. */
export async function listed<Row>(connection: Connection, request: ListRequest<Row>): Promise<Listed<Row>[]> {
  const all: Listed<Row>[] = []
  let cursor: string | null = null
  do {
    const limit = String(Math.min(request.limit - all.length, PAGE))
    const path = `${request.path}?${parametersOf({ ...request.query, limit, cursor: cursor ?? undefined })}`
    const page: {
      readonly json: unknown
      readonly data: { readonly rows: readonly Row[]; readonly next: string | null }
    } = await askJson(connection, { path }, request.parse)
    const raw = rowsIn(page.json, request.key)
    all.push(...page.data.rows.map((row, i) => ({ json: raw[i], row })))
    cursor = page.data.next
  } while (cursor !== null && all.length < request.limit)
  return all
}

/** Filters as a query string, those that are not given left out. */
export function parametersOf(query: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return new URLSearchParams(given).toString()
}

function rowsIn(json: unknown, key: string): readonly unknown[] {
  const rows: unknown =
    typeof json === 'object' && json !== null ? Object.entries(json).find(([name]) => name === key)?.[1] : null
  return Array.isArray(rows) ? rows : []
}

/** How `--limit` is read. */
export function limitOf(text: string): number {
  const limit = Number(text)
  if (!Number.isInteger(limit) || limit < 1 || limit > LIMIT_MAX)
    throw new InvalidArgumentError(`Give a whole number from 1 to ${LIMIT_MAX}.`)
  return limit
}

/** How an instant is read: `2026-11-24`, `2026-11-24T09:00:00Z`, or so long ago: `36h`, `7d`. As the API takes it. */
export function instantOf(text: string): string {
  const [, amount, unit] = /^(\d{1,5})([hd])$/.exec(text) ?? []
  if (amount !== undefined)
    return new Date(Date.now() - Number(amount) * (unit === 'd' ? 86_400_000 : 3_600_000)).toISOString()
  const instant = /^\d{4}-\d\d-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d))?$/.test(text)
    ? new Date(text)
    : new Date(Number.NaN)
  if (Number.isNaN(instant.getTime()))
    throw new InvalidArgumentError(
      'Give a day (2026-11-24), an instant (2026-11-24T09:00:00Z), or how long ago (36h, 7d).',
    )
  return instant.toISOString()
}

/** Lines as JSON, one array or one object per line. */
export function jsonText(rows: readonly Listed<unknown>[], format: 'json' | 'jsonl'): string {
  const all = rows.map(({ json }) => json)
  if (format === 'jsonl') return all.map((json) => `${JSON.stringify(json)}\n`).join('')
  return `${JSON.stringify(all, null, 2)}\n`
}

/** How a list is printed. Each way is asked for only when it is wanted: the others need not be loaded. */
export type Printing<Row> = {
  readonly format: 'table' | 'json' | 'jsonl' | 'csv'
  /** How many lines were asked for at most; says so below a table that holds as many. */
  readonly limit: number
  /** Said instead of a table without lines. */
  readonly empty: string
  readonly csv: (rows: readonly Row[]) => Promise<string>
  readonly table: (rows: readonly Row[]) => Promise<string>
}

/** Prints the lines of a list in the wanted format. */
export async function printList<Row>(cli: Cli, lines: readonly Listed<Row>[], how: Printing<Row>): Promise<void> {
  const { format, limit, empty } = how
  if (format === 'json' || format === 'jsonl') return void cli.out.write(jsonText(lines, format))
  const rows = lines.map(({ row }) => row)
  if (format === 'csv') return void cli.out.write(await how.csv(rows))
  if (rows.length === 0) return void cli.out.write(`${empty}\n`)
  cli.out.write(await how.table(rows))
  if (rows.length === limit) cli.out.write(`${paintFor(cli.out)('dim', `The first ${limit}; --limit shows more.`)}\n`)
}
