/** Longest message of an error kept, in UTF-16 code units. */
const MESSAGE_MAX = 300
const FRAMES_MAX = 12
const CAUSES_MAX = 4

/**
 * What a log may say about something that was thrown: names, codes, words and stack frames of it and its causes.
 * Database errors carry the values of the failed statement in their texts; those are mail, and are left out.
 */
export function errorFieldsOf(error: unknown): {
  readonly error: string
  readonly code?: string
  readonly stack?: string
} {
  const chain = causesOf(error)
  const code = chain.map((one) => textOf(one, 'code')).find((text) => text !== null)
  const stack = error instanceof Error ? framesOf(error) : ''
  return {
    error: chain.map(wordsOf).join(' < '),
    ...(code == null ? {} : { code }),
    ...(stack === '' ? {} : { stack }),
  }
}

function causesOf(error: unknown): unknown[] {
  const chain: unknown[] = [error]
  for (let at = error; chain.length < CAUSES_MAX && at instanceof Error && at.cause != null; at = at.cause)
    chain.push(at.cause)
  return chain
}

function wordsOf(error: unknown): string {
  if (typeof error === 'object' && error !== null && !(error instanceof Error))
    return Object.prototype.toString.call(error)
  if (!(error instanceof Error)) return short(String(error))
  return short(
    `${error.name}: ${isQuery(error) ? `failed statement ${short(textOf(error, 'query') ?? '')}` : error.message}`,
  )
}

/** Drizzle's query error prints every parameter into its message. */
const isQuery = (error: Error) => 'query' in error && 'params' in error

function textOf(error: unknown, key: string): string | null {
  if (typeof error !== 'object' || error === null) return null
  const value: unknown = Object.entries(Object.getOwnPropertyDescriptors(error)).find(([name]) => name === key)?.[1]
    .value
  return typeof value === 'string' ? value : null
}

/** The frames only: the head of a stack repeats the message. */
const framesOf = ({ stack = '' }: Error) =>
  stack
    .split('\n')
    .filter((line) => /^ {4}at /.test(line))
    .slice(0, FRAMES_MAX)
    .map((line) => line.trim())
    .join('\n')

const short = (text: string) => (text.length > MESSAGE_MAX ? `${text.slice(0, MESSAGE_MAX)}…` : text)
