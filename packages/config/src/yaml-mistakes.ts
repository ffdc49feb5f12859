import { isMap, isNode, isPair, isScalar, LineCounter, type Node, type ParsedNode, parseDocument } from 'yaml'
import type { z } from 'zod'
import { closestOf } from './closest.ts'
import type { Mistake } from './mistake.ts'

/** Keys and indexes from the root of a document to a value. */
export type Path = readonly PropertyKey[]

/** A YAML file as data, with the way back from a value to its place. */
export type YamlFile = {
  /** What the file says; `null` for an empty file or one with mistakes of YAML itself. */
  readonly value: unknown
  /** Mistakes of YAML itself: bad indentation, a key given twice. */
  readonly mistakes: readonly Mistake[]
  /** `file:line:column` of the value at a path, or of the nearest thing around it that the file has. */
  readonly whereOf: (path: Path) => string
  /** `file:line:column` of a key in the mapping at a path. */
  readonly whereOfKey: (path: Path, key: string) => string
}

/** Reads a YAML 1.2 file. Never throws: what is wrong with it is in `mistakes`. */
export function yamlFileOf(file: { readonly path: string; readonly text: string }): YamlFile {
  const lines = new LineCounter()
  const document = parseDocument(file.text, { lineCounter: lines, prettyErrors: false })
  const at = (offset: number | undefined) => {
    if (offset === undefined) return file.path
    const { line, col } = lines.linePos(offset)
    return `${file.path}:${line}:${col}`
  }
  const mistakes = document.errors.map((error) => ({
    where: at(error.pos[0]),
    setting: null,
    says: error.message.replace(/\.$/, ''),
    remedy: 'write it as YAML: name, colon, space, value; two spaces of indentation per level',
  }))
  const { value, mistake } = mistakes.length > 0 ? { value: null, mistake: null } : dataOf(document, file.path)
  return {
    value,
    mistakes: mistake === null ? mistakes : [mistake],
    whereOf: (path) => at(nearestNode(document.contents, path)?.range?.[0]),
    whereOfKey: (path, key) => at(keyNode(nearestNode(document.contents, path), key)?.range?.[0]),
  }
}

/** Aliases are the one thing that fails only when the data is made: unknown ones, and those that grow without end. */
function dataOf(document: ReturnType<typeof parseDocument>, path: string): { value: unknown; mistake: Mistake | null } {
  try {
    return { value: document.toJS({ maxAliasCount: 100 }), mistake: null }
  } catch (error) {
    const says = error instanceof Error ? error.message : String(error)
    return {
      value: null,
      mistake: { where: path, setting: null, says, remedy: 'write the value out instead of *alias' },
    }
  }
}

function nearestNode(root: ParsedNode | Node | null, path: Path): Node | null {
  let node: Node | null = root
  for (const step of path) {
    const next: unknown =
      isNode(node) && 'get' in node && typeof node.get === 'function' ? node.get(step, true) : undefined
    if (!isNode(next)) return keyNode(node, String(step)) ?? node
    node = next
  }
  return node
}

function keyNode(node: Node | null, key: string): Node | null {
  if (!isMap(node)) return null
  const pair = node.items.find((item) => isPair(item) && isScalar(item.key) && String(item.key.value) === key)
  return pair !== undefined && isNode(pair.key) ? pair.key : null
}

/** What `mistakesOf` has to know to find the place and the words for an issue. */
export type Places = {
  /** Where the value at a path was given. */
  readonly whereOf: (path: Path) => string
  readonly whereOfKey: (path: Path, key: string) => string
  /** Every dotted name there is, for "did you mean". */
  readonly names: readonly string[]
  /** The value at a path, as given. */
  readonly valueAt: (path: Path) => unknown
  /** True when the value at a path must not be shown. */
  readonly isSecret: (path: Path) => boolean
}

/** The issues zod found in data, as mistakes with place and remedy, one for each unknown key. */
export function mistakesOf(issues: readonly z.core.$ZodIssue[], places: Places): Mistake[] {
  return issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(issue.path, key, places))
    return [{ where: places.whereOf(issue.path), setting: nameOf(issue.path), ...wordsOf(issue, places) }]
  })
}

/** `delivery.routes[0].tls`. */
export const nameOf = (path: Path): string =>
  path.reduce<string>(
    (name, step) =>
      typeof step === 'number' ? `${name}[${step}]` : name === '' ? String(step) : `${name}.${String(step)}`,
    '',
  )

/** The mistake of a key that nothing knows, with the name it was most likely meant to be. */
export function unknownKey(
  path: Path,
  key: string,
  { names, whereOfKey }: Pick<Places, 'names' | 'whereOfKey'>,
): Mistake {
  const setting = nameOf([...path, key])
  const plain = setting.replace(/\[\d+\]/g, '[]')
  return { where: whereOfKey(path, key), setting, says: 'is no setting', remedy: meant(plain, names) }
}

/** The name that was most likely meant: near in letters, or the same last word elsewhere. */
function meant(name: string, names: readonly string[]): string {
  const snake = name
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .replaceAll('-', '_')
    .toLowerCase()
  const last = snake.slice(snake.lastIndexOf('.') + 1)
  const parent = snake.slice(0, snake.lastIndexOf('.') + 1)
  const siblings = names.filter((other) => other.startsWith(parent) && !other.slice(parent.length).includes('.'))
  const elsewhere = names.filter((other) => other.endsWith(`.${last}`) || other === last)
  const near = closestOf(snake, siblings) ?? elsewhere[0] ?? closestOf(snake, names)
  return near === null ? 'take it out' : `did you mean ${near}?`
}

function wordsOf(issue: z.core.$ZodIssue, places: Places): { says: string; remedy: string } {
  const given = places.valueAt(issue.path)
  const shown = places.isSecret(issue.path) || given === undefined ? '' : ` (it is ${shortOf(given)})`
  switch (issue.code) {
    case 'invalid_type':
      if (given === undefined) return { says: 'is missing', remedy: `give ${article(issue.expected)}` }
      if (given === null) return { says: 'is empty', remedy: `give ${article(issue.expected)}, or take the line out` }
      return { says: `is not ${article(issue.expected)}${shown}`, remedy: typeRemedy(issue.expected, given) }
    case 'too_small':
      return { says: `is too small${shown}`, remedy: `give ${amount(issue.origin, issue.minimum)} or more` }
    case 'too_big':
      return { says: `is too large${shown}`, remedy: `give ${amount(issue.origin, issue.maximum)} or less` }
    case 'invalid_value':
      return { says: `is not one of the words allowed${shown}`, remedy: wordRemedy(issue.values.map(String), given) }
    case 'custom': {
      const remedy: unknown = issue.params?.remedy
      return { says: `${issue.message}${shown}`, remedy: typeof remedy === 'string' ? remedy : 'correct it' }
    }
    default:
      return { says: `cannot be used${shown}`, remedy: issue.message }
  }
}

const EXPECTED = new Map([
  ['string', 'a text'],
  ['number', 'a number'],
  ['int', 'a whole number'],
  ['boolean', 'true or false'],
  ['array', 'a list'],
  ['object', 'a section with settings'],
  ['record', 'a section with settings'],
])

const article = (expected: string) => EXPECTED.get(expected) ?? expected

function typeRemedy(expected: string, given: unknown): string {
  if (expected === 'array') return `write a list: [${typeof given === 'string' ? given : '…'}]`
  if (expected === 'number' && typeof given === 'string' && /^\d+$/.test(given)) return `write ${given} without quotes`
  if (expected === 'boolean') return 'write true or false'
  if (expected === 'string' && (typeof given === 'number' || typeof given === 'boolean'))
    return `write "${given}" in quotes`
  return `give ${article(expected)}`
}

const amount = (origin: string, bound: number | bigint) =>
  origin === 'string' ? `${bound} characters` : origin === 'array' ? `${bound} entries` : `${bound}`

function wordRemedy(words: readonly string[], given: unknown): string {
  const near = typeof given === 'string' ? closestOf(given, words) : null
  return `${near === null ? '' : `did you mean ${near}? `}write ${words.join(' or ')}`
}

function shortOf(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value)
  return text.length > 60 ? `${text.slice(0, 57)}…` : text
}
