import { attributionAt } from './attribution.ts'
import type { Line } from './lines.ts'
import { bareHeaderLinesAt, headerLinesAt } from './quote-header.ts'

/** The lines that introduce quoted or forwarded text. */
export type Intro = {
  readonly kind: 'quote' | 'forward'
  /** Number of lines, from the one asked about. */
  readonly count: number
  /**
   * When it counts: always; only where quoted text follows; only where own text stands above, since the
   * first such line of a ticket tool's mail introduces the new text; the same, in a ticket tool's mail only.
   */
  readonly when: 'always' | 'quote-follows' | 'own-above' | 'own-above-in-tool-mail'
}

const ORIGINAL =
  /^[-_=* ]{2,40}(?:original (?:message|appointment|e-?mail)|reply message|urspr(?:ü|ue)ngliche nachricht|originalnachricht|message d['’]origine|message original|mensaje original|messaggio originale|oorspronkelijk bericht|mensagem original|ursprungligt meddelande|oprindelig (?:meddelelse|besked)|opprinnelig melding|alkuperäinen viesti|oryginalna wiadomość|wiadomość oryginalna|původní zpráva|исходное сообщение|пересылаемое сообщение|原始邮件|元のメッセージ)[-_=* :]{0,40}$/iu
const FORWARDED =
  /^[-_=* ]{2,40}(?:forwarded (?:message|e-?mail|by .{1,80}?)|weitergeleitete (?:nachricht|e-mail)|message (?:transféré|transmis)|mensaje reenviado|messaggio inoltrato|doorgestuurd bericht|mensagem (?:encaminhada|reencaminhada)|vidarebefordrat meddelande|videresendt (?:meddelelse|melding|besked)|wiadomość przekazana)[-_=* :]{0,40}$/iu
const BEGIN_FORWARD =
  /^(?:begin forwarded message|anfang der weitergeleiteten (?:nachricht|e-mail)|début du (?:message|courriel) (?:réexpédié|transféré)|inicio del mensaje reenviado|inizio (?:del )?messaggio inoltrato|begin doorgestuurd bericht|início da mensagem (?:reencaminhada|encaminhada))\s?:$/iu
const DIVIDER = /^[_=*–—-]{4,200}$/
/** "##- Please type your reply above this line -##" and its kin. */
const REPLY_ABOVE =
  /^(?:##[- ].{0,200}[- ]##|[-=*_ ]{0,20}(?:please )?(?:type |enter |write )?(?:your )?reply above this line[-=*_ .]{0,20})$/iu
/** A comment's heading in a ticket tool's thread: "Ann Lee, Mar 3, 2026, 10:02 AM", or name and date on two lines. */
const COMMENT_LINE =
  /^.{2,80}?, (?:\p{L}{3,9}\.? \d{1,2}|\d{1,2}\.? \p{L}{3,9})\.?,? (?:\d{4},? )?(?:at )?\d{1,2}:\d{2}.{0,20}$/u
const COMMENT_DATE = /^(?:\p{L}{3,9}\.? \d{1,2}|\d{1,2}\.? \p{L}{3,9})\.?,? (?:\d{4},? )?(?:at )?\d{1,2}:\d{2}.{0,20}$/u

/** The introduction that begins at line `at`, or `null`. */
export function introAt(lines: readonly Line[], at: number): Intro | null {
  const text = lines[at]?.text ?? ''
  if (text === '') return null
  if (ORIGINAL.test(text)) return headed(lines, at, 'quote')
  if (FORWARDED.test(text) || BEGIN_FORWARD.test(text)) return headed(lines, at, 'forward')
  if (isReplyAbove(text)) return { kind: 'quote', count: 1, when: 'own-above' }
  if (DIVIDER.test(text)) return divided(lines, at)
  const header = headerLinesAt(lines, at)
  if (header > 0) return { kind: 'quote', count: header, when: 'always' }
  const comment = commentHead(lines, at)
  if (comment > 0) return { kind: 'quote', count: comment, when: 'own-above-in-tool-mail' }
  const attribution = attributionAt(lines, at)
  if (attribution === null) return null
  // Yahoo writes both an attribution and a header.
  const intro = headed(lines, at, 'quote', attribution.count)
  return attribution.weak && intro.count === attribution.count ? { ...intro, when: 'quote-follows' } : intro
}

/** True for the line below which a ticket tool ignores what is written. */
export function isReplyAbove(text: string): boolean {
  return REPLY_ABOVE.test(text)
}

/** True for a line that is only drawn. */
export function isRule(text: string): boolean {
  return /^[-_=*~#.–— ]{3,200}$/.test(text)
}

/** "Your request (4711) has been updated. To add additional comments, reply to this email." */
const UPDATE =
  /^your (?:request|ticket|case) \(#?\d{1,15}\) has been updated\b.{0,120}$|^to add (?:additional |more )?comments,? (?:please )?reply to this e-?mail\b.{0,60}$/i

/** True for what a ticket tool says above the new comment. */
export function isToolUpdate(text: string): boolean {
  return UPDATE.test(text)
}

function headed(lines: readonly Line[], at: number, kind: Intro['kind'], count = 1): Intro {
  const next = skipBlank(lines, at + count)
  const level = lines[next]?.depth === lines[at]?.depth
  const header = level ? headerLinesAt(lines, next) || bareHeaderLinesAt(lines, next) : 0
  return { kind, count: header > 0 ? next - at + header : count, when: 'always' }
}

function divided(lines: readonly Line[], at: number): Intro | null {
  const next = skipBlank(lines, at + 1)
  const header = headerLinesAt(lines, next)
  if (header > 0) return { kind: 'quote', count: next - at + header, when: 'always' }
  if (COMMENT_LINE.test(lines[next]?.text ?? '')) return { kind: 'quote', count: next - at + 1, when: 'own-above' }
  const comment = commentHead(lines, next)
  return comment > 0 ? { kind: 'quote', count: next - at + comment, when: 'own-above' } : null
}

/** How many lines a name and the date below it take, with or without an empty line between; 0 when it is none. */
function commentHead(lines: readonly Line[], at: number): number {
  const name = lines[at]?.text ?? ''
  if (name === '' || name.length > 80 || /[.:!?]$/.test(name)) return 0
  const date = skipBlank(lines, at + 1)
  return COMMENT_DATE.test(lines[date]?.text ?? '') ? date - at + 1 : 0
}

function skipBlank(lines: readonly Line[], at: number): number {
  let i = at
  while (i < at + 3 && lines[i]?.text === '') i++
  return i
}
