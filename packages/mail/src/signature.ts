import { hasContact, hasTitle, isName, isParticular } from './contact.ts'
import type { Span } from './mail.ts'
import { isSignOff, isSignOffWithName, mayCloseAbove } from './sign-off.ts'

/** RFC 3676 §4.3 asks for "-- "; the blank is often lost. */
const DELIMITER = /^--$/
/** Other lines people draw above their particulars. */
const RULE = /^(?:[—–]{1,80}|_{2,200}|-{3,200}|={3,200}|\*{3,80}|~{2,80})$/
const DEVICE =
  /^(?:sent (?:from|via|with|using)|get outlook for|gesendet (?:von|mit|aus)|von meinem .{1,30} gesendet|diese nachricht wurde von meinem|envoyé (?:de|depuis|à partir)|obtenez outlook|enviado (?:desde|do|de|a partir)|inviato da|ottieni outlook|verzonden (?:vanaf|vanuit|met|via)|skickat från|sendt fra|lähetetty|wysłane z|отправлено (?:с|из)|via mobile$)/iu
/** "Sent with Proton Mail secure email." */
const PROGRAM = /^(?:Sent|Gesendet|Envoyé|Enviado|Inviato) (?:with|mit|avec|con|com) \p{Lu}[\p{L}\d ]{1,60}e?-?mail\.$/u
const DEVICE_WORDS_MAX = 9
const LINES_MAX = 20
/** Closing words and name that may stand inside a marked signature. */
const HEAD_LINES_MAX = 3

/** Line indices. */
const NONE: Span = { start: Number.MAX_SAFE_INTEGER, end: 0 }

/** True for "Sent from my iPhone" and the like; a sentence that begins so is none. */
export function isDeviceLine(text: string): boolean {
  if (text.length > 200 || !DEVICE.test(text) || text.split(/\s+/).length > DEVICE_WORDS_MAX) return false
  return !/[,;]|[.!?]$/.test(text) || PROGRAM.test(text)
}

/**
 * Where the signature stands among a stretch's lines: behind `-- `, or below the closing formula and the name,
 * which both stay the writer's words, or a block of particulars at the end. An empty span when there is none.
 */
export function signatureIn(texts: readonly string[]): Span {
  const end = lastVisible(texts) + 1
  const delimited = delimitedStart(texts, end)
  const signed = belowSignOff(texts, end)
  if (signed.start < delimited) return signed
  if (delimited < end) return { start: delimited, end: texts.length }
  const block = blockStart(texts, end)
  return block < end ? { start: block, end: texts.length } : NONE
}

/**
 * The signature the HTML marks, less the closing formula and name at its head; `null` when nothing is marked,
 * or when so much prose is marked that the letter itself was typed into the signature.
 */
export function markedSignature(texts: readonly string[], marked: readonly boolean[]): Span | null {
  const start = marked.indexOf(true)
  if (start < 0) return null
  const end = marked.lastIndexOf(true) + 1
  const prose = texts.slice(start, end).filter((text) => text !== '' && !isParticular(text)).length
  if (prose > 3) return null
  const above = lastVisible(texts.slice(0, start))
  if (DELIMITER.test(texts[above] ?? '') || RULE.test(texts[above] ?? '')) return { start: above, end }
  // The name is already signed above: then the one in the signature is a particular.
  return { start: isSigned(texts, above) ? start : behindHead(texts, start, end), end }
}

/** True when the line at `at` is a name below closing words, or both on one line. */
function isSigned(texts: readonly string[], at: number): boolean {
  const text = texts[at] ?? ''
  if (isSignOffWithName(text)) return true
  const before = lastVisible(texts.slice(0, Math.max(at, 0)))
  return isName(text) && !isSignOff(text) && isSignOff(texts[before] ?? '')
}

function delimitedStart(texts: readonly string[], end: number): number {
  for (let i = Math.max(0, end - 60); i < end; i++) {
    const text = texts[i] ?? ''
    const below = visible(texts, i + 1, end)
    if (below.length > LINES_MAX) continue
    if (DELIMITER.test(text) && below.filter((line) => !isParticular(line)).length <= 3) return i
    if (RULE.test(text) && below.length > 0 && below.every(isParticular) && below.some(isEvidence)) return i
  }
  return end
}

function belowSignOff(texts: readonly string[], end: number): Span {
  for (let i = end - 1; i >= Math.max(0, end - 60); i--) {
    const text = texts[i] ?? ''
    if (!isSignOff(text) && !isSignOffWithName(text) && !(i > 0 && mayCloseAbove(text, texts[i + 1] ?? ''))) continue
    const start = behindName(texts, i, end)
    const stop = particularsEnd(texts, start, end)
    const lines = visible(texts, start, stop)
    const plausible = lines.some(isEvidence) || (lines.length <= 3 && lines.every(isName) && stop === end)
    return lines.length > 0 && lines.length <= LINES_MAX && plausible ? { start, end: stop } : NONE
  }
  return NONE
}

/** Behind the closing words at `at` and the name below them. */
function behindName(texts: readonly string[], at: number, end: number): number {
  if (isSignOffWithName(texts[at] ?? '')) return at + 1
  const name = nextVisible(texts, at + 1)
  return name < end && isName(texts[name] ?? '') ? name + 1 : at + 1
}

/** Behind the closing words and the name a marked signature may begin with; its start when it begins with neither. */
function behindHead(texts: readonly string[], start: number, end: number): number {
  let at = start
  for (let seen = 0; seen < HEAD_LINES_MAX; seen++) {
    at = nextVisible(texts, at)
    const text = texts[at] ?? ''
    if (at >= end || DELIMITER.test(text) || RULE.test(text) || hasContact(text) || isDeviceLine(text)) return start
    if (isSignOffWithName(text)) return at + 1
    if (!isSignOff(text) && !text.endsWith(',') && isName(text)) return at + 1
    at++
  }
  return start
}

/** The first line from `start` that is no particular of a signature, empty lines before it included. */
function particularsEnd(texts: readonly string[], start: number, end: number): number {
  let stop = start
  for (let i = start; i < end; i++) {
    const text = texts[i] ?? ''
    if (text !== '' && !isParticular(text) && !DELIMITER.test(text)) return stop
    if (text !== '') stop = i + 1
  }
  return end
}

/** The last paragraph when it is a name and particulars without a closing formula; the name stays the writer's. */
function blockStart(texts: readonly string[], end: number): number {
  let start = end
  while (start > 0 && texts[start - 1] !== '') start--
  const lines = texts.slice(start, end)
  const introduced = /[:：]$/.test(texts[lastVisible(texts.slice(0, start))] ?? '')
  if (start === 0 || introduced || lines.length < 2 || lines.length > 10) return end
  const [name = '', ...rest] = lines
  return isName(name) && rest.every(isParticular) && rest.some(hasContact) ? start + 1 : end
}

function isEvidence(text: string): boolean {
  return hasContact(text) || hasTitle(text)
}

function visible(texts: readonly string[], start: number, end: number): string[] {
  return texts.slice(start, end).filter((text) => text !== '')
}

function nextVisible(texts: readonly string[], at: number): number {
  let i = at
  while (i < texts.length && texts[i] === '') i++
  return i
}

function lastVisible(texts: readonly string[]): number {
  let i = texts.length - 1
  while (i >= 0 && texts[i] === '') i--
  return i
}
