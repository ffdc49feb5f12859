import type { Line } from './lines.ts'

/** A line like "On Monday, Ann wrote:" and how many lines it takes. */
export type Attribution = {
  readonly count: number
  /** True when the words could stand in a letter too, so that only a quote behind them makes them an attribution. */
  readonly weak: boolean
}

/** Marks of writing direction, which Gmail puts around names and addresses. */
const DIRECTION = /[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/g
const LINES_MAX = 4
const LENGTH_MAX = 500

/** First words of an attribution in the languages of mail tools. */
const OPENING_WORD =
  /^(?:on|am|le|el|op|il|em|den|dne|dnia|w dniu|pada|pe|în|om|fra|vào|in data|in a message|quoting|il giorno|el día|no dia|a(?= \d)|في|ב)(?=\s)/iu
/** …or a date: `30.09.2017, 18.30, …`, `tir. 18. apr. 2017 …`, `2026年3月3日 …`. */
const OPENING_DATE = /^(?:\d{1,4}[-./]\d{1,2}[-./]\d{1,4}|\d{1,2}:\d{2}|\d{4}年|\p{L}{2,12}[.,]{0,2} \d{1,2}(?!\d))/u
const VERB =
  /(?<!\p{L})(?:wrote|writes|schrieb|schreibt|hat geschrieben|a écrit|écrit|escribió|escribe|schreef|ha scritto|escreveu|skrev|kirjoitti|napisał(?:\(a\)|a)?|pisze|napsal(?:\(a\)|a)?|a scris|írta|yazdı|đã viết|написал|пишет|написав|написала|пише|έγραψε|napísal(?:\(a\)|a)?|napisa(?:o|la) je|menulis|geschreven|va escriure|ha escrit|rakstīja|rašė|parašė|kirjutas|написа)(?!\p{L})|写道|書きました|のメール|작성|كتب|כתב/iu
const CLOCK = /(?<!\d)\d{1,2}[:.h]\d{2}(?!\d)/
const DAY = /\b(?:19|20)\d{2}\b|(?<!\d)\d{1,2}[./-]\d{1,2}(?!\d)/
/** Ends as an attribution does: with a colon, or with the bare verb ("… wrote", "… wrote ----"). */
const END = /[:：]\s*(?:-{2,40})?$|\bwrote\s*-{0,40}$/i
/** Zoho and Yahoo draw dashes before it. */
const RULE = /^-{2,40}\s*/
/** Words of a letter rather than of a mail tool: "Seriously, when will it come? You wrote:". */
const SENTENCES = /[?!;]|\p{L}{3,}\. /u
const WEAK_WORDS_MAX = 14
/** Whom a mail tool never names so: "On Tuesday at 10:04 you wrote:", "…your neighbour wrote to us:". */
const PRONOUN =
  /(?<![\p{L}'’])(?:you|your|we|our|us|i|my|me|he|she|they|their|sie|ihr|wir|ich|vous|nous|je)(?![\p{L}'’])/iu
const BRACKETED = /[<(][^<>()\s@]{1,64}@[^<>()\s@]{1,255}[>)]/
const ADDRESS_LAST = /[<(][^<>()\s]{1,64}@[^<>()\s]{1,255}\s?[>)]\s*[:：]$/

/** The attribution that begins at line `at`, or `null`. */
export function attributionAt(lines: readonly Line[], at: number): Attribution | null {
  const joined = joinedFrom(lines, at)
  if (joined === null) return null
  const { words, count } = joined
  const first = lines[at]?.text ?? ''
  const kind = kindOf(words, first)
  if (kind === null || (kind === 'weak' && count > 2 && !BRACKETED.test(words))) return null
  // A sentence may run into the attribution without an empty line between: the later beginning is the right one.
  for (let later = 1; later < count; later++) {
    const line = lines[at + later]?.text ?? ''
    if (!OPENING_WORD.test(line) && (!OPENING_DATE.test(line) || OPENING_WORD.test(first))) continue
    const rest = joinedFrom(lines, at + later)
    if (rest !== null && kindOf(rest.words, line) === 'strong') return null
  }
  return { count, weak: kind === 'weak' }
}

/** What of an attribution is not the author: its verb, colon and dashes. */
export function withoutVerb(words: string): string {
  return words
    .replace(DIRECTION, '')
    .replace(VERB, ' ')
    .replace(/^[\s->]+|[\s:：-]+$/g, '')
}

function kindOf(words: string, firstLine: string): 'strong' | 'weak' | null {
  const bare = words.replace(RULE, '')
  const first = firstLine.replace(RULE, '')
  const dated = DAY.test(bare) || CLOCK.test(bare)
  if (ADDRESS_LAST.test(bare) && CLOCK.test(bare) && (OPENING_DATE.test(first) || DAY.test(bare))) return 'strong'
  // In a language not listed: nothing else looks so above a quote.
  if (!VERB.test(bare)) return BRACKETED.test(bare) && CLOCK.test(bare) && /\d\D+\d/.test(bare) ? 'weak' : null
  const opened = OPENING_WORD.test(first) || OPENING_DATE.test(first)
  // In whatever order a language puts them: an address in brackets, a date and the verb are no sentence of a letter.
  if (dated && BRACKETED.test(bare)) return 'strong'
  if (opened && (bare.includes('@') ? /\d/.test(bare) : dated && !PRONOUN.test(bare))) return 'strong'
  return SENTENCES.test(bare) || bare.split(' ').length > WEAK_WORDS_MAX ? null : 'weak'
}

/** The lines from `at` to the one that ends as an attribution does, joined; `null` when none does in time. */
function joinedFrom(lines: readonly Line[], at: number): { readonly words: string; readonly count: number } | null {
  const depth = lines[at]?.depth
  let words = ''
  for (let count = 1; count <= LINES_MAX; count++) {
    const line = lines[at + count - 1]
    if (!line || line.text === '') return null
    // An address broken before its bracket leaves a line that looks quoted.
    const broken = line.depth !== depth && line.text === ':' && /<[^<>]{1,300}$/.test(words)
    if (line.depth !== depth && !broken) return null
    const text = line.text.replace(DIRECTION, '')
    words = words === '' ? text : `${words} ${broken ? '>:' : text}`
    if (words.length > LENGTH_MAX) return null
    if (END.test(words)) return { words, count }
  }
  return null
}
