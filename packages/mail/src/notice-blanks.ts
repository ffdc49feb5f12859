import type { Mail, Span } from './mail.ts'

/** What a judgement says of one place, as far as it may quote the mail. */
export type Quoting = {
  readonly check: string
  readonly part: 'subject' | 'text' | 'html' | 'headers' | 'attachment' | 'conversation'
  /** Where in the part's text; `null` when the fault is an absence. */
  readonly start: number | null
  readonly end: number | null
  readonly excerpt: string | null
  readonly message: string
  readonly suggestion: string
}

/** Blanks what should never have been sent, so that no notice and no reply sends it again. */
export type Blanks = {
  /** Words of any kind, blanked wherever they repeat it; also where they break off in the middle of it. */
  readonly inWords: (words: string) => string
  /** The text of a part, blanked where it stands. Every place keeps its offset. */
  readonly inPart: (text: string, part: Quoting['part']) => string
  /** A finding whose words may be shown; `null` for the excerpt when all of it is what should not be. */
  readonly inFinding: (finding: Quoting) => Pick<Quoting, 'excerpt' | 'message' | 'suggestion'>
}

/** Checks whose words are not written into a second mail. */
const UNQUOTED: ReadonlySet<string> = new Set(['sensitive-data'])

/** Shorter words would be blanked all over. */
const LENGTH_MIN = 3
/** As many findings as one check may have. */
const SECRETS_MAX = 50
/** Where words break off, so much of their end may be the beginning of a secret. */
const BROKEN_OFF_MAX = 300

/**
 * The blanks of a judgement: those of findings that are only watched too.
 * @param mail where the findings stand, for what their excerpts cut off; `null` when it is not at hand
 */
export function blanksOf(findings: readonly Quoting[], mail: Pick<Mail, 'subject' | 'text' | 'html'> | null): Blanks {
  const unquoted = findings.filter(({ check }) => UNQUOTED.has(check))
  const secrets = secretsOf(unquoted, mail)
  const inWords = (words: string) => (secrets.length === 0 ? words : withoutCopies(words, secrets))
  const spansIn = (part: Quoting['part']) =>
    unquoted.flatMap((finding) => (finding.part === part ? (spanOf(finding) ?? []) : []))
  return {
    inWords,
    inPart: (text, part) => blankedAt(text, spansIn(part)),
    inFinding: (finding) => {
      const { check, part, start, excerpt, message, suggestion } = finding
      const moved = start === null ? [] : spansIn(part).map((at) => ({ start: at.start - start, end: at.end - start }))
      const shown = excerpt === null ? null : inWords(blankedAt(excerpt, moved))
      // A message may quote the excerpt of its own finding, which may be no more than a part of a secret.
      const told =
        excerpt === null || shown === null || shown === excerpt ? message : message.replaceAll(excerpt, shown)
      return {
        excerpt: UNQUOTED.has(check) ? null : shown,
        message: inWords(told),
        suggestion: inWords(suggestion),
      }
    },
  }
}

function spanOf({ start, end }: Quoting): Span | null {
  return start === null || end === null ? null : { start, end }
}

/** The words not to be shown, line by line and without spaces: copies may be broken or grouped in another way. */
function secretsOf(unquoted: readonly Quoting[], mail: Pick<Mail, 'subject' | 'text' | 'html'> | null): string[] {
  const whole = unquoted.flatMap((finding) => {
    const span = spanOf(finding)
    const text = mail === null ? null : textOf(mail, finding.part)
    return [finding.excerpt ?? '', span === null || text === null ? '' : text.slice(span.start, span.end)]
  })
  const lines = whole.flatMap((words) => words.split('\n')).map((line) => squeezed(line).text)
  return [...new Set(lines)].filter(({ length }) => length >= LENGTH_MIN).slice(0, SECRETS_MAX)
}

function textOf(mail: Pick<Mail, 'subject' | 'text' | 'html'>, part: Quoting['part']): string | null {
  if (part === 'subject') return mail.subject
  return part === 'text' || part === 'html' ? (mail[part]?.text ?? null) : null
}

/** `*` for every character of the spans; spaces and line ends stay. */
function blankedAt(text: string, spans: readonly Span[]): string {
  const pieces: string[] = []
  let done = 0
  for (const { start, end } of spans.toSorted((a, b) => a.start - b.start)) {
    if (end <= done || start >= text.length) continue
    const from = Math.max(start, done)
    pieces.push(text.slice(done, from), text.slice(from, end).replace(/\S/g, '*'))
    done = end
  }
  return pieces.join('') + text.slice(done)
}

/** Text without spaces and hyphens, and where each of its characters stands. */
function squeezed(text: string): { readonly text: string; readonly at: readonly number[] } {
  const at: number[] = []
  let left = ''
  for (let i = 0; i < text.length; i++) {
    const char = text[i] ?? ''
    if (/[\s\p{Pd}\u00ad\u200b-\u200d\u2060]/u.test(char)) continue
    left += char
    at.push(i)
  }
  return { text: left, at }
}

/** Blanks each copy of a secret that stands for itself, and the beginning of one at which the words break off. */
function withoutCopies(words: string, secrets: readonly string[]): string {
  const { text, at } = squeezed(words)
  const ending = text.replace(/["'”’»…]{1,9}$/u, '')
  const spanAt = (from: number, to: number) => ({ start: at[from] ?? 0, end: (at[to - 1] ?? -1) + 1 })
  const spans = secrets.flatMap((secret) => {
    const copies = placesOf(secret, text).map((from) => spanAt(from, from + secret.length))
    const rest = brokenOffIn(ending, secret)
    return [
      ...copies.filter(({ start, end }) => !isWordChar(words[start - 1]) && !isWordChar(words[end])),
      ...(rest === 0 ? [] : [spanAt(ending.length - rest, ending.length)]),
    ]
  })
  return blankedAt(words, spans)
}

function placesOf(secret: string, text: string): number[] {
  const places: number[] = []
  for (let i = text.indexOf(secret); i !== -1; i = text.indexOf(secret, i + secret.length)) places.push(i)
  return places
}

const isWordChar = (char: string | undefined): boolean => char !== undefined && /[\p{L}\p{N}]/u.test(char)

/** How much of a secret's beginning ends the text; 0 when it is too little to give anything away. */
function brokenOffIn(text: string, secret: string): number {
  for (let length = Math.min(secret.length - 1, text.length, BROKEN_OFF_MAX); length > LENGTH_MIN; length--)
    if (text.endsWith(secret.slice(0, length))) return length
  return 0
}
