import { isSignOff, isSignOffWithName } from '@proofgate/mail'

/** Words beside names and figures below which a reply is too short to be called a form letter. */
const WORDS_MIN = 20
/** UTF-16 units that are read: longer replies are told apart by their beginning. */
const TEXT_MAX = 20_000
/** Stand for what differs from customer to customer. */
const NAME = '\u0001'
const FIGURE = '\u0002'

/**
 * Hashes of every three words of a reply that follow each other, or `null` when it is too short. Greeting, signature,
 * names, figures, dates and addresses do not count: two uses of one text template are the same.
 */
export function wordRunsOf(text: string): ReadonlySet<number> | null {
  const words = neutralWordsOf(text)
  if (words.filter((word) => word !== NAME && word !== FIGURE).length < WORDS_MIN) return null
  const hashes = words.map(hashOf)
  const runs = new Set<number>()
  for (let i = 2; i < hashes.length; i++)
    runs.add(joined(joined(hashes[i - 2] ?? 0, hashes[i - 1] ?? 0), hashes[i] ?? 0))
  return runs
}

/** The words of a reply in lower case, with one stand-in for each name and each figure. */
export function neutralWordsOf(text: string): readonly string[] {
  const body = bodyOf(text.slice(0, TEXT_MAX))
  const tokens = [...body.matchAll(TOKEN)].map(([token], i, all) => ({
    token,
    opens: isOpening(body, all[i]?.index ?? 0),
  }))
  const hasNouns = capitalisesNouns(tokens)
  const words: string[] = []
  for (const { token, opens } of tokens) {
    const word = neutral(token, opens || hasNouns)
    // "Kim Park" and "Kim" are one name, "12 March 2026" and "12/3" one date.
    if ((word === NAME || word === FIGURE) && (words.at(-1) === NAME || words.at(-1) === FIGURE)) continue
    words.push(word)
  }
  return words
}

/** An address or link, a figure with what clings to it, a word. */
const TOKEN =
  /https?:\/\/[^\s<>"]{1,300}|[^\s<>"@,;:()]{1,64}@[\p{L}\p{N}.-]{1,200}|[\p{L}\p{M}\p{N}](?:[\p{L}\p{M}\p{N}]|['’#./:_-](?=[\p{L}\p{N}])){0,60}/gu

type Token = { readonly token: string; readonly opens: boolean }

function neutral(token: string, mayBeCapital: boolean): string {
  if (/\p{N}|@|^https?:/u.test(token)) return FIGURE
  if (!mayBeCapital && /^\p{Lu}/u.test(token) && !/^I(?:['’]\p{L}+)?$/u.test(token)) return NAME
  return token.toLowerCase().replaceAll('’', "'")
}

/** True where a sentence, line or quotation begins: a capital there says nothing. */
function isOpening(text: string, at: number): boolean {
  return at === 0 || /(?:[.!?:…]["'”’)]*\s+|\n\s*(?:[-*•–]\s*)?|["'“‘(]\s*)$/.test(text.slice(Math.max(0, at - 8), at))
}

/** German and its like write every noun with a capital; a name cannot be told there, and stays. */
function capitalisesNouns(tokens: readonly Token[]): boolean {
  const inner = tokens.filter(({ token, opens }) => !opens && /^\p{L}+$/u.test(token))
  return inner.length >= 12 && inner.filter(({ token }) => /^\p{Lu}\p{Ll}/u.test(token)).length > inner.length / 5
}

const GREETING =
  /^\s*(?:dear|hi|hiya|hello|hey|good (?:morning|afternoon|evening|day)|greetings|hallo|guten (?:tag|morgen|abend)|liebe[rs]?|sehr geehrte[rs]?|moin|bonjour|bonsoir|chère?s?|hola|buen[oa]s (?:días|tardes)|estimad[oa]s?|olá|prezad[oa]|ciao|buongiorno|gentile|beste|geachte|hej|hei)\b[^\n,.!?:;]{0,60}(?:[,.!:;]|\n|$)/iu

/** Lines from the end among which the closing formula is looked for. */
const CLOSING_LINES = 8

/** The writer's name alone below the last words. */
const NAME_LINE = /^\p{Lu}[\p{L}\p{M}'’.-]{0,30}(?: \p{Lu}[\p{L}\p{M}'’.-]{0,30}){0,2}$/u

/** Without greeting and closing. */
function bodyOf(text: string): string {
  const lines = text.trimEnd().split('\n')
  const from = Math.max(0, lines.length - CLOSING_LINES)
  const closing = lines.findIndex((line, i) => i >= from && (isSignOff(line.trim()) || isSignOffWithName(line.trim())))
  // Thanks alone on the first line is no signature.
  const body =
    closing > 0 ? lines.slice(0, closing) : NAME_LINE.test(lines.at(-1)?.trim() ?? '') ? lines.slice(0, -1) : lines
  return body.join('\n').trimStart().replace(GREETING, '')
}

/** FNV-1a over UTF-16 units. */
function hashOf(word: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193)
  return hash
}

const joined = (a: number, b: number): number => Math.imul(Math.imul(a, 0x01000193) ^ b, 0x9e3779b1) | 0
