import { withoutVerb } from './attribution.ts'
import { linesOf } from './lines.ts'
import type { Body, Mailbox, Segment } from './mail.ts'
import { mailboxesOf } from './mailboxes.ts'
import { fromValueOf, isFromLine } from './quote-header.ts'

/** The clock time of an attribution and what may follow it, up to the author's name. */
const TIME =
  /\d{1,2}[:.h]\d{2}(?::\d{2})?(?:\s?[ap]\.?m\.?)?(?:\s?uhr)?(?:\s\(?(?:gmt|utc|[a-z]{2,4}t)?[+-]?[\d:]{0,5}\)?)?[,)]?\s*(?:at\s)?/giu
const YEAR = /\b(?:19|20)\d{2}\b[,.)]?\s*/g
const ADDRESS = /[^\s<>()[\]"',;:|]{1,64}@[^\s<>()[\]"',;:|]{1,255}/u

/**
 * What the mail being answered says, as far as this body quotes it: the outermost quote level, without its
 * `>` prefixes and without the line that introduces it; answers between the quotes left out. `''` when nothing is quoted.
 */
export function quotedTextOf(body: Body): string {
  return body.segments
    .filter(({ kind, level }) => kind === 'quote' && (level ?? 1) === 1)
    .map((segment) => unquoted(body, segment))
    .join('\n')
    .trim()
}

/**
 * Who wrote the quoted mail, from "On …, X wrote:" or the From line above the quote; `null` when nothing tells.
 * The address is `''` where only a name is given.
 */
export function quotedAuthorOf(body: Body): Mailbox | null {
  const intro = body.segments.find(({ kind, level }) => kind === 'quote' && level === 0)
  if (!intro) return null
  const lines = linesOf(body.text.slice(intro.start, intro.end)).map(({ text }) => text)
  const from = lines.find(isFromLine)
  return from === undefined ? authorOf(lines.join(' ')) : mailboxOf(fromValueOf(from))
}

function unquoted({ text }: Body, { start, end }: Segment): string {
  return text
    .slice(start, end)
    .replace(/^[ \t]{0,4}>[ \t]?/gm, '')
    .replace(/\n$/, '')
}

function authorOf(attribution: string): Mailbox | null {
  const words = withoutVerb(attribution)
  const times = [...words.matchAll(TIME)]
  const dates = times.length > 0 ? times : [...words.matchAll(YEAR)]
  const last = dates.at(-1)
  const tail = last ? words.slice(last.index + last[0].length) : words
  // "X wrote on 3 March:" has the author in front.
  return mailboxOf(/\p{L}/u.test(tail) ? tail : words.slice(0, last?.index ?? 0))
}

function mailboxOf(words: string): Mailbox | null {
  const [parsed] = mailboxesOf(words.replace(/\[?mailto:|[*\]]/g, ' ').trim())
  const address = ADDRESS.exec(words)?.[0] ?? ''
  const name = (parsed?.name || words.replace(/<.*$|\(.*$/, '').replace(address, '')).replace(
    /^[\s,"']+|[\s,"']+$/g,
    '',
  )
  return name === '' && address === '' ? null : { name, address: parsed?.address || address }
}
