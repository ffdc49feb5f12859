import { createHash } from 'node:crypto'
import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  LineCounter,
  type Node,
  parseDocument,
  visit,
} from 'yaml'
import { contradictionsOf } from './policy-contradictions.ts'
import { mistakesOf, type Path } from './policy-mistakes.ts'
import { PolicyFile } from './policy-schema.ts'

/** A policy that was read and found sound. Made by `policyOf` only. */
export type Policy = {
  /** `sha256:` and 64 hex digits over what the file says: comments, order of keys and layout do not count. */
  readonly digest: string
  /** Where it was read from, for messages to people. */
  readonly file: string
  readonly content: PolicyFile
}

/** One mistake in a policy file. Line and column count from 1. */
export type PolicyMistake = {
  readonly file: string
  readonly line: number
  readonly column: number
  /** What is wrong, naming the setting. */
  readonly message: string
  /** What to write instead. */
  readonly remedy: string
}

/** Thrown by `policyOf` with all mistakes at once; the message lists them one per line. */
export class PolicyError extends Error {
  readonly mistakes: readonly PolicyMistake[]
  constructor(mistakes: readonly PolicyMistake[]) {
    super(mistakes.map((m) => `${m.file}:${m.line}:${m.column}: ${m.message} ${m.remedy}`).join('\n'))
    this.name = 'PolicyError'
    this.mistakes = mistakes
  }
}

/** A policy is written by people; a file beyond this is another file. */
const CHARACTERS_MAX = 1_000_000

/**
 * Reads a policy file.
 * @throws PolicyError with every mistake's line, column and remedy
 */
export function policyOf(yaml: string, file: string): Policy {
  if (yaml.length > CHARACTERS_MAX) {
    throw new PolicyError([
      { file, line: 1, column: 1, message: 'The file is larger than 1 MB.', remedy: 'Is it a policy?' },
    ])
  }
  const lines = new LineCounter()
  const document = parseDocument(yaml, { lineCounter: lines, prettyErrors: false })
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset)
    return { file, line: Math.max(1, line), column: Math.max(1, col) }
  }
  const broken = [...document.errors, ...document.warnings].map((error) => ({
    ...at(error.pos[0]),
    message: `Not readable as YAML: ${oneLine(error.message)}.`,
    remedy: 'Check indentation, quotes and repeated keys here.',
  }))
  const unreadable = [...broken, ...danglingAliases(document, at)]
  if (unreadable.length > 0) throw new PolicyError(unreadable)

  const content = plainOf(document, at)
  const read = PolicyFile.safeParse(content)
  const found = [...mistakesOf(read), ...contradictionsOf(content)]
  const mistakes = found.map(({ path, ...words }) => ({ ...at(offsetOf(document, path)), ...words }))
  if (mistakes.length > 0) throw new PolicyError(mistakes.toSorted((a, b) => a.line - b.line || a.column - b.column))
  if (!read.success) throw read.error
  return { digest: digestOf(read.data), file, content: read.data }
}

type Place = Pick<PolicyMistake, 'file' | 'line' | 'column'>

/** `sender: *@acme.example` reads as an alias in YAML: the commonest slip with patterns. */
function danglingAliases(document: Document.Parsed, at: (offset: number) => Place): PolicyMistake[] {
  const found: PolicyMistake[] = []
  visit(document, {
    Alias(_, alias) {
      if (alias.resolve(document)) return
      found.push({
        ...at(alias.range?.[0] ?? 0),
        message: `Not readable as YAML: "*${alias.source}" begins like an alias.`,
        remedy: `Put it into quotes: "*${alias.source}".`,
      })
    },
  })
  return found
}

/** The document as plain data. An alias bomb (`&a [*a, *a]` …) is a mistake, not a crash. */
function plainOf(document: Document.Parsed, at: (offset: number) => Place) {
  try {
    return document.toJS({ maxAliasCount: 100 })
  } catch (error) {
    const message = `Not readable as YAML: ${oneLine(error instanceof Error ? error.message : String(error))}.`
    throw new PolicyError([{ ...at(0), message, remedy: 'Write the values out instead of using aliases.' }])
  }
}

/** Offset of the node a path leads to, or of the nearest enclosing one; for a key of a map, of the key. */
function offsetOf(document: Document.Parsed, path: Path): number {
  let node: Node | null = document.contents
  let offset = node?.range?.[0] ?? 0
  for (const step of path) {
    if (isAlias(node)) node = node.resolve(document) ?? null
    if (isMap(node)) {
      const pair = node.items.find(
        (item) => isPair(item) && isScalar(item.key) && String(item.key.value) === String(step),
      )
      if (!pair) return offset
      if (isNode(pair.key)) offset = pair.key.range?.[0] ?? offset
      node = isNode(pair.value) ? pair.value : null
      continue
    }
    const item: unknown = node && 'items' in node ? node.items[Number(step)] : undefined
    if (!isNode(item)) return offset
    node = item
    offset = item.range?.[0] ?? offset
  }
  return offset
}

const oneLine = (text: string) => text.split('\n', 1)[0]?.replace(/[.:]$/, '') ?? ''

const digestOf = (content: PolicyFile) => `sha256:${createHash('sha256').update(canonical(content)).digest('hex')}`

/** JSON with sorted keys and without blanks, as RFC 8785 orders it. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  const entries = Object.entries(value).filter(([, one]) => one !== undefined)
  return `{${entries
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`)
    .join(',')}}`
}

/** The policy in force where nobody wrote one: every check at its own weight, hold at 5, bounce at 10. */
export const DEFAULT_POLICY: Policy = policyOf('version: 1\n', 'built-in policy')
