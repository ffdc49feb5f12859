/**
 * SQL as tagged templates over `pg`: values become parameters, templates nest, nothing is ever quoted by hand.
 *
 * Why `pg` and not postgres.js: a connection that breaks while postgres.js has a write buffered throws from a timer and
 * ends the process, or leaves the connection unable to write for ever (porsager/postgres #1066, #1154, #1208; 3.4.9).
 * Seen here with pg_terminate_backend under load, 2026-11-24. A relay must outlive its database's restart.
 */
import type { ClientBase, Pool, PoolClient, QueryConfig, QueryResult } from 'pg'

/** Rows, and how many the statement returned or changed. */
export type Rows<Row> = Row[] & { readonly count: number }

/** A row nobody described. */
// biome-ignore lint/suspicious/noExplicitAny: rows of hand-written SQL have no type until the caller names one
export type AnyRow = Record<string, any>

/** A template: awaited it runs, inside another template it is a part of that. */
export type Query<Row> = PromiseLike<Rows<Row>> & {
  readonly catch: <Other>(onError: (error: unknown) => Other) => Promise<Rows<Row> | Other>
}

/** Runs templates on any connection of a pool, or, inside `begin`, on the one of the transaction. */
export type Sql = {
  /** A statement or a part of one; its type parameter is the array of rows it returns. */
  <Result extends readonly object[] = AnyRow[]>(
    text: TemplateStringsArray,
    ...values: readonly unknown[]
  ): Query<Result[number]>
  /** A list for `in ${sql(list)}`. Prefer `= any(${list})`, whose text does not change with the length. */
  (list: readonly unknown[]): List
  /** Text of our own making with `$1`-parameters. Several statements are allowed when there are no parameters. */
  readonly unsafe: <Row = AnyRow>(text: string, parameters?: readonly unknown[]) => Promise<Rows<Row>>
  /**
   * Runs `work` in one transaction on one connection: committed when it resolves, rolled back when it rejects. When
   * `begin` rejects by a broken connection, whether the commit happened is unknown.
   * @param timeoutMs how long any of its statements may take; the connection is then given up. @default the pool's
   */
  readonly begin: <Result>(work: (tx: Sql) => Promise<Result>, timeoutMs?: number) => Promise<Result>
}

/** A list of values inside a template. */
export class List {
  readonly values: readonly unknown[]
  constructor(values: readonly unknown[]) {
    this.values = values
  }
}

/** Statements prepared by name per process: enough for all fixed texts, a bound for those built from filters. */
const PREPARED_MAX = 300
const prepared = new Map<string, string>()

type Run = (query: QueryConfig) => Promise<QueryResult>

/** A template with its values, run at most once, when somebody waits for it. */
class Template<Row> implements Query<Row> {
  readonly #text: readonly string[]
  readonly #values: readonly unknown[]
  readonly #run: Run
  #result: Promise<Rows<Row>> | null = null

  constructor(text: readonly string[], values: readonly unknown[], run: Run) {
    this.#text = text
    this.#values = values
    this.#run = run
  }

  // biome-ignore lint/suspicious/noThenProperty: being awaited is what runs it
  then<Fulfilled = Rows<Row>, Rejected = never>(
    onFulfilled?: ((rows: Rows<Row>) => Fulfilled | PromiseLike<Fulfilled>) | null,
    onRejected?: ((error: unknown) => Rejected | PromiseLike<Rejected>) | null,
  ): Promise<Fulfilled | Rejected> {
    this.#result ??= this.#execute()
    return this.#result.then(onFulfilled, onRejected)
  }

  catch<Other>(onError: (error: unknown) => Other): Promise<Rows<Row> | Other> {
    return this.then(null, onError)
  }

  async #execute(): Promise<Rows<Row>> {
    const parameters: unknown[] = []
    const text = this.#compile(parameters)
    return rowsOf(await this.#run({ text, values: parameters, ...nameOf(text) }))
  }

  #compile(parameters: unknown[]): string {
    return this.#text.reduce((text, piece, i) => {
      const value = this.#values[i - 1]
      if (value instanceof Template) return text + value.#compile(parameters) + piece
      if (value instanceof List) return `${text}(${listed(value, parameters)})${piece}`
      return `${text}${parameter(value, parameters)}${piece}`
    })
  }
}

function listed(list: List, parameters: unknown[]): string {
  return list.values.length === 0 ? 'null' : list.values.map((value) => parameter(value, parameters)).join(', ')
}

function parameter(value: unknown, parameters: unknown[]): string {
  if (value === undefined) throw new TypeError('A value of an SQL statement is undefined; null says "no value"')
  return `$${parameters.push(value)}`
}

function nameOf(text: string): { name?: string } {
  const known = prepared.get(text)
  if (known !== undefined) return { name: known }
  if (prepared.size >= PREPARED_MAX) return {}
  const name = `s${prepared.size}`
  prepared.set(text, name)
  return { name }
}

function rowsOf<Row>(result: QueryResult | QueryResult[]): Rows<Row> {
  const last = Array.isArray(result) ? result.at(-1) : result
  const rows: Row[] = last?.rows ?? []
  // Not enumerable: rows stay comparable with plain arrays.
  return Object.defineProperty(rows, 'count', { value: last?.rowCount ?? 0 }) as Rows<Row>
}

/** Templates on a pool. */
export function sqlOver(pool: Pool): Sql {
  return sqlOf(
    (query) => pool.query(query),
    async (work, timeoutMs) => {
      const client = await pool.connect()
      let broken: unknown = null
      try {
        return await transaction(client, work, timeoutMs)
      } catch (error) {
        broken = error
        throw error
      } finally {
        client.release(broken !== null && (isUnanswered(broken) || !isUsable(client)))
      }
    },
  )
}

/** Templates on one connection that is not of a pool. */
export function sqlOn(client: ClientBase): Sql {
  return sqlOf(
    (query) => client.query(query),
    (work, timeoutMs) => transaction(client, work, timeoutMs),
  )
}

function sqlOf(run: Run, begin: Sql['begin']): Sql {
  function sql(text: TemplateStringsArray | readonly unknown[], ...values: readonly unknown[]) {
    return 'raw' in text ? new Template(text, values, run) : new List(text)
  }
  const unsafe = async (text: string, parameters: readonly unknown[] = []) => {
    const query = parameters.length === 0 ? { text } : { text, values: [...parameters], ...nameOf(text) }
    return rowsOf(await run(query))
  }
  // The overloads of Sql are told apart by `raw`, which only template strings have.
  return Object.assign(sql, { unsafe, begin }) as unknown as Sql
}

async function transaction<Result>(
  client: ClientBase,
  work: (tx: Sql) => Promise<Result>,
  timeoutMs?: number,
): Promise<Result> {
  const line = oneByOne(client, timeoutMs)
  const tx = sqlOf(line.run, () => Promise.reject(new Error('Transactions do not nest')))
  await line.run({ text: 'begin' })
  let result: Result
  try {
    result = await work(tx)
  } catch (error) {
    // The connection may be gone, and with it the transaction; one that does not answer is closed by who gave it.
    if (isUnanswered(error)) line.close()
    else await line.end({ text: 'rollback' }).catch(() => {})
    throw error
  }
  // COMMIT of a transaction that failed answers ROLLBACK and is no error to the server.
  const { command } = await line.end({ text: 'commit' })
  if (command !== 'COMMIT') throw new Error('The transaction was rolled back')
  return result
}

/**
 * Statements of a transaction may be asked for at once; a connection runs them in that order, one at a time. After the
 * last one no other is taken: what was still under way when the work failed must not run outside of the transaction.
 */
function oneByOne(
  client: ClientBase,
  timeoutMs?: number,
): { readonly run: Run; readonly end: Run; readonly close: () => void } {
  let last: Promise<unknown> = Promise.resolve()
  let isOver = false
  // pg takes a time limit for each query, which its types do not know.
  const timed = (query: QueryConfig) => (timeoutMs === undefined ? query : { ...query, query_timeout: timeoutMs })
  let isClosed = false
  const close = () => {
    isOver = true
    isClosed = true
  }
  const run: Run = (query) => {
    if (isOver) return Promise.reject(new Error(OVER))
    const result = last.then(() => (isClosed ? Promise.reject(new Error(OVER)) : client.query(timed(query))))
    last = result.catch(() => {})
    return result
  }
  const end: Run = (query) => {
    const result = run(query)
    isOver = true
    return result
  }
  return { run, end, close }
}

const OVER = 'The transaction is over'

/** True when a time limit of ours passed: the connection is still busy with that statement, and of no use. */
function isUnanswered(error: unknown): boolean {
  return error instanceof Error && error.message === 'Query read timeout'
}

function isUsable(client: PoolClient): boolean {
  return '_queryable' in client ? client._queryable === true : true
}
