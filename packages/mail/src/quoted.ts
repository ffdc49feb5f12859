import { withoutVerb } from './attribution.ts'
import { type Line, linesOf } from './lines.ts'
import type { Body, Mailbox } from './mail.ts'
import { mailboxesOf } from './mailboxes.ts'
import { fromValueOf, isFromLine } from './quote-header.ts'
import { introAt } from './quote-intro.ts'

/** The clock time of an attribution and what may follow it, up to the author's name. */
const TIME =
  /\d{1,2}[:.h]\d{2}(?::\d{2})?(?:\s?[ap]\.?m\.?)?(?:\s?uhr)?(?:\s\(?(?:gmt|utc|[a-z]{2,4}t)?[+-]?[\d:]{0,5}\)?)?[,)]?\s*(?:at\s)?/giu
const YEAR = /\b(?:19|20)\d{2}\b[,.)]?\s*/g
const FRONT = /^[^\d<>@]{1,100}<[^<>\s@]{1,64}@[^<>\s]{1,255}>/u
const DATE_BEHIND = /[,\s]+(?:on |am |le )?(?:\p{L}{3,9}\.? \d{1,2}(?!\d|\.? \p{L})|\d{1,2}\.? \p{L}{3,9}(?!\p{L})).*$/u
/** What stands between time and name in some languages. */
const BEFORE_NAME =
  /^[^<>\n]{0,60}?(?:odesílatel|użytkownik|χρήστης|missatge de|מאת|بواسطة)\s+|^[\s、,]*(?:de|von|by|from)\s+(?=\p{Lu})|^[\s、,]+/iu
/** "On Tuesday you wrote:" is whoever the letter goes to. */
const PRONOUN = /^(?:you|sie|vous|usted|u|i|we|he|she|they)$/i
/** Longest introduction that is searched for its author, in UTF-16 units. */
const AUTHOR_LENGTH_MAX = 1000
const ADDRESS = /[^\s<>()[\]"',;:|]{1,64}@[^\s<>()[\]"',;:|]{1,255}/u

/** A mail as far as a body quotes it. */
export type QuotedMail = {
  /** As `level` of `Segment`: 1 the mail being answered, 2 what that mail quoted, and so on. */
  readonly level: number
  /** Who wrote it, from "On …, X wrote:" or the From line above it; `null` when nothing tells. */
  readonly author: Mailbox | null
  /** Its words, without `>` prefixes, the lines that introduce it and the answers written between. */
  readonly text: string
}

/** The mails a body quotes, latest first; each level counts as one mail. Empty when nothing is quoted. */
export function quotedMailsOf(body: Body): QuotedMail[] {
  const mails = new Map<number, { author: Mailbox | null; texts: string[] }>()
  const mailAt = (level: number) => {
    const mail = mails.get(level) ?? { author: null, texts: [] }
    mails.set(level, mail)
    return mail
  }
  for (const segment of body.segments) {
    if (segment.kind !== 'quote') continue
    const level = Math.max(segment.level ?? 1, 1)
    const lines = linesOf(body.text.slice(segment.start, segment.end))
    const words = segment.level === 0 ? lines.length : level === 1 ? 0 : introduction(lines)
    const mail = mailAt(level)
    if (words > 0) mail.author ??= authorIn(lines.slice(0, words))
    const start = lines[words]?.start
    if (start !== undefined) mail.texts.push(unquoted(body.text.slice(segment.start + start, segment.end), level))
  }
  return [...mails]
    .sort(([a], [b]) => a - b)
    .map(([level, { author, texts }]) => ({ level, author, text: texts.join('\n').trim() }))
}

/**
 * What the mail being answered says, as far as this body quotes it: the outermost quote level, without its
 * `>` prefixes and without the line that introduces it; answers between the quotes left out. `''` when nothing is quoted.
 */
export function quotedTextOf(body: Body): string {
  return quotedMailsOf(body).find(({ level }) => level === 1)?.text ?? ''
}

/**
 * Who wrote the quoted mail, from "On …, X wrote:" or the From line above the quote; `null` when nothing tells.
 * The address is `''` where only a name is given.
 */
export function quotedAuthorOf(body: Body): Mailbox | null {
  return quotedMailsOf(body).find(({ level }) => level === 1)?.author ?? null
}

/** How many lines at the head of a deeper quote introduce it. */
function introduction(lines: readonly Line[]): number {
  const first = Math.max(
    lines.findIndex(({ text }) => text !== ''),
    0,
  )
  const intro = introAt(lines, first)
  return intro === null || intro.when === 'quote-follows' ? 0 : first + intro.count
}

function authorIn(lines: readonly Line[]): Mailbox | null {
  const texts = lines.map(({ text }) => text)
  const from = texts.find(isFromLine)
  if (from !== undefined) return mailboxOf(fromValueOf(from.slice(0, AUTHOR_LENGTH_MAX)))
  return authorOf(texts.join(' ').slice(0, AUTHOR_LENGTH_MAX))
}

function unquoted(text: string, level: number): string {
  const prefix = new RegExp(`^(?:[ \\t]{0,4}>[ \\t]?){0,${Math.min(level, 50)}}`, 'gm')
  return text.replace(prefix, '').replace(/\n$/, '')
}

function authorOf(attribution: string): Mailbox | null {
  const words = withoutVerb(attribution)
  // Where the author comes first, an address ends the name and no figure stands before it.
  const front = FRONT.exec(words)?.[0]
  if (front !== undefined) return mailboxOf(front)
  const times = [...words.matchAll(TIME)]
  const dates = times.length > 0 ? times : [...words.matchAll(YEAR)]
  const last = dates.at(-1)
  const tail = last ? words.slice(last.index + last[0].length) : words
  // "X wrote on 3 March:" has the author in front.
  return mailboxOf(/\p{L}/u.test(tail) ? tail : words.slice(0, last?.index ?? 0).replace(DATE_BEHIND, ''))
}

function mailboxOf(words: string): Mailbox | null {
  const lean = words.replace(/([<(][^<>()\s@]{1,64}@[^<>()\s]{1,255}[>)]).*$/, '$1').replace(BEFORE_NAME, '')
  const [parsed] = mailboxesOf(lean.replace(/\[?mailto:|[*\]]/g, ' ').trim())
  const address = ADDRESS.exec(words)?.[0] ?? ''
  const name = (parsed?.name || lean.replace(/<.*$|\(.*$/, '').replace(address, '')).replace(/^[\s,"']+|[\s,"']+$/g, '')
  return (name === '' || PRONOUN.test(name)) && address === '' ? null : { name, address: parsed?.address || address }
}
