import { attributionAt } from './attribution.ts'
import type { Line } from './lines.ts'
import { headerLinesAt } from './quote-header.ts'

/** The lines that introduce quoted or forwarded text. */
export type Intro = {
  readonly kind: 'quote' | 'forward'
  /** Number of lines, from the one asked about. */
  readonly count: number
  /**
   * When it counts: always; only where quoted text follows; only where own text stands above, since the
   * first such line of a ticket tool's mail introduces the new text.
   */
  readonly when: 'always' | 'quote-follows' | 'own-above'
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
  const attribution = attributionAt(lines, at)
  if (attribution === null) return null
  // Yahoo writes both an attribution and a header.
  return { ...headed(lines, at, 'quote', attribution.count), when: attribution.weak ? 'quote-follows' : 'always' }
}

/** True for the line below which a ticket tool ignores what is written. */
export function isReplyAbove(text: string): boolean {
  return REPLY_ABOVE.test(text)
}

function headed(lines: readonly Line[], at: number, kind: Intro['kind'], count = 1): Intro {
  const next = skipBlank(lines, at + count)
  const header = lines[next]?.depth === lines[at]?.depth ? headerLinesAt(lines, next) : 0
  return { kind, count: header > 0 ? next - at + header : count, when: 'always' }
}

function divided(lines: readonly Line[], at: number): Intro | null {
  const next = skipBlank(lines, at + 1)
  const header = headerLinesAt(lines, next)
  if (header > 0) return { kind: 'quote', count: next - at + header, when: 'always' }
  const [first, second] = [lines[next]?.text ?? '', lines[next + 1]?.text ?? '']
  if (COMMENT_LINE.test(first)) return { kind: 'quote', count: next - at + 1, when: 'own-above' }
  if (first.length <= 80 && COMMENT_DATE.test(second)) return { kind: 'quote', count: next - at + 2, when: 'own-above' }
  return null
}

function skipBlank(lines: readonly Line[], at: number): number {
  let i = at
  while (i < at + 3 && lines[i]?.text === '') i++
  return i
}
