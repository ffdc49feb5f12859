import { userInfo } from 'node:os'
import { type Cli, CliError, EXIT } from '../cli.ts'
import type { Connection } from './connection.ts'

/** A request to the review service. */
export type Asked = {
  readonly path: string
  /** @default POST with a body or key, else GET */
  readonly method?: 'PATCH' | 'DELETE'
  /** JSON body; a request with one, or with a key, is a POST. */
  readonly body?: unknown
  /** A body that is no JSON, with its media type; makes it a POST as well. */
  readonly octets?: { readonly type: string; readonly raw: Buffer }
  /** Makes repeating harmless, so a broken connection is tried once more. */
  readonly idempotencyKey?: string
  /** How long the answer may take. @default 30 s */
  readonly waitMs?: number
}

const WAIT_MS = 30_000

/**
 * The answer of the review service, when it is a good one.
 * @throws CliError with what the service said and what to do; its exit code tells not found and conflict (3) from not
 *   let in and not reached (4)
 */
export async function ask(connection: Connection, asked: Asked): Promise<Response> {
  const response = await reached(connection, asked)
  if (response.ok) return response
  throw await refusalOf(connection, response, asked.path)
}

/**
 * The answer at a path, or `null` when the service has nothing there.
 * @throws CliError as `ask` does, for every other refusal
 */
export async function askIfThere(connection: Connection, path: string): Promise<Response | null> {
  const response = await reached(connection, { path })
  if (response.ok) return response
  if (response.status === 404) return null
  throw await refusalOf(connection, response, path)
}

/** Checks what an answer must be: JSON that fits, and nothing else. */
type Parse<Shape> = (json: unknown) => { readonly success: boolean; readonly data?: Shape }

/** The answer as JSON in the shape that `parse` checks. */
export async function askJson<Shape>(connection: Connection, asked: Asked, parse: Parse<Shape>): Promise<Read<Shape>> {
  return jsonOf(connection, await ask(connection, asked), parse)
}

/** JSON as it came, and as it is known here: fields of newer services are passed on. */
type Read<Shape> = { readonly json: unknown; readonly data: Shape }

/** A good answer as JSON in the shape that `parse` checks. */
export async function jsonOf<Shape>(
  connection: Connection,
  response: Response,
  parse: Parse<Shape>,
): Promise<Read<Shape>> {
  const json: unknown = await response.json().catch(() => null)
  const { data } = parse(json)
  if (data !== undefined) return { json, data }
  throw new CliError(
    `what answers at ${connection.url} is not the review service, or one of another version; --url names another`,
    EXIT.unreachable,
  )
}

async function reached(connection: Connection, asked: Asked): Promise<Response> {
  try {
    return await send(connection, asked)
  } catch (error) {
    if (asked.idempotencyKey === undefined) throw unreachable(connection, error)
    return send(connection, asked).catch((again) => {
      throw unreachable(connection, again)
    })
  }
}

function send(
  { url, token }: Connection,
  { path, method, body, octets, idempotencyKey, waitMs = WAIT_MS }: Asked,
): Promise<Response> {
  const isPost = body !== undefined || octets !== undefined || idempotencyKey !== undefined
  return fetch(`${url}${path}`, {
    method: method ?? (isPost ? 'POST' : 'GET'),
    redirect: 'error',
    signal: AbortSignal.timeout(waitMs),
    headers: {
      Authorization: `Bearer ${token}`,
      ...behalf(),
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...(octets === undefined ? {} : { 'Content-Type': octets.type }),
      ...(idempotencyKey === undefined ? {} : { 'Idempotency-Key': `"${idempotencyKey}"` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(octets === undefined ? {} : { body: new Uint8Array(octets.raw) }),
  })
}

/** Who sits here, for the record beside the token; containers may have no name for their user. */
function behalf(): Record<string, string> {
  try {
    return { 'Proofgate-On-Behalf-Of': encodeURIComponent(userInfo().username.toWellFormed()) }
  } catch {
    return {}
  }
}

function unreachable({ url }: Connection, error: unknown): CliError {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  const why = cause instanceof Error ? cause.message || cause.name : String(cause)
  return new CliError(
    `the review service at ${url} cannot be reached: ${why}. Is it running (proofgate start)? --url names another`,
    EXIT.unreachable,
    { cause: error },
  )
}

/** Codes by what the person at the keyboard can do about it. */
const CODES: Readonly<Record<number, number>> = {
  400: EXIT.misconfigured,
  401: EXIT.unreachable,
  403: EXIT.unreachable,
  429: EXIT.unreachable,
  503: EXIT.unreachable,
}

/** What to do, at a terminal, where the service's own words speak of requests; `''` where nothing is left to do. */
const REMEDIES: Readonly<Record<string, string>> = {
  'already-decided': '',
  stale: 'Read it with "proofgate show", and release it by itself; or give --stale.',
  'fact-retired': '"proofgate facts history ID" names the version that stands.',
}

const LISTS: readonly (readonly [prefix: string, remedy: string])[] = [
  ['/v1/conversations', '"proofgate waiting --status all" lists every one.'],
  ['/v1/facts', '"proofgate facts --status all" lists every one.'],
  ['/v1/customers', 'Check the address.'],
  ['/v1/promises', '"proofgate promises --state all" lists every one.'],
  ['/', '"proofgate holds --status all" lists every held one.'],
]

async function refusalOf({ url, tokenFrom }: Connection, response: Response, path: string): Promise<CliError> {
  const problem: unknown = await response.json().catch(() => null)
  const detail = textIn(problem, 'detail') ?? `${url} answered ${response.status}`
  const kind = textIn(problem, 'type')?.replace('urn:proofgate:problem:', '') ?? ''
  const list = kind === 'not-found' ? LISTS.find(([prefix]) => path.startsWith(prefix))?.[1] : undefined
  const remedy = list ?? (kind in REMEDIES ? REMEDIES[kind] : textIn(problem, 'remedy'))
  const code = CODES[response.status] ?? EXIT.failed
  if (response.status === 401) return new CliError(`${detail} The token comes from ${tokenFrom}.`, code)
  return new CliError(remedy ? `${detail}\n  ${remedy}` : detail, code)
}

function textIn(problem: unknown, member: string): string | null {
  if (typeof problem !== 'object' || problem === null) return null
  const value: unknown = Object.entries(problem).find(([name]) => name === member)?.[1]
  return typeof value === 'string' ? value : null
}

/** Paths of the API with the id put in safely. */
export const holdPath = (id: string, act = ''): string => `/v1/holds/${encodeURIComponent(id)}${act}`

export const messagePath = (id: string, part = ''): string => `/v1/messages/${encodeURIComponent(id)}${part}`

/** Columns to print in: those of the terminal, or enough for a file. */
export const widthOf = (cli: Cli): number => Math.max(40, cli.out.columns ?? 100)
