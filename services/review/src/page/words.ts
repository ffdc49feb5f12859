/** How the page says things. */
import type { HoldSummary, Stale, TimelineEntry } from '@proofgate/store'
import { nameOfActor } from '../person.ts'

/** A span of time as people say it: `under 1 min`, `12 min`, `2 h 10 min`, `3 days`. */
export function durationWords(ms: number): string {
  const minutes = Math.floor(ms / 60_000)
  if (minutes < 1) return 'under 1 min'
  if (minutes < 60) return `${minutes} min`
  const hours = Math.floor(minutes / 60)
  if (hours < 48) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`
  return `${Math.floor(hours / 24)} days`
}

/** `2026-11-24 16:05 UTC`. */
export const instantWords = (at: Date): string => `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`

/** `640 bytes`, `12 KB`, `3.4 MB`. */
export function sizeWords(bytes: number): string {
  if (bytes < 1024) return `${bytes} bytes`
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`
}

/**
 * Text in which each direction override (U+202D, U+202E) is a `·`: `gpj.exe` must not read as `exe.jpg`. Every place keeps
 * its offset, and the marks that right-to-left writing needs stay.
 */
export const straight = (text: string): string => text.replace(/[\u202d\u202e]/g, '·')

/** Text for a window's title, which no mark-up can keep from turning what stands behind it. */
export const titleWords = (text: string): string => text.replace(/[\u202a-\u202e\u2066-\u2069\p{Cc}]/gu, '')

/** `1 reply`, `3 replies`. */
export const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`

/** A check's id as words: `unanswered question`. */
export const checkWords = (check: string): string => check.replaceAll('-', ' ')

/** A number of points without needless zeros: `5`, `1.5`. */
export const pointWords = (points: number): string => String(Math.round(points * 100) / 100)

/** What the engine would do with it, in one or two words. */
export function verdictWords({ verdict, reason }: Pick<HoldSummary, 'verdict' | 'reason'>): string {
  if (verdict === null || reason === 'unjudged') return 'Not judged'
  return { forward: 'Fine', hold: 'Needs a look', bounce: 'Should not go out' }[verdict]
}

/** Why it waits, in one sentence. */
export function reasonWords({ worst, reason }: Pick<HoldSummary, 'worst' | 'reason'>): string {
  if (worst !== null) return worst.message
  return reason === 'unjudged'
    ? 'It could not be judged in time, so a person has to.'
    : 'Not all of it could be read, so a person has to.'
}

/** What happened while it waited, in one sentence. */
export function staleWords({ why, judgedAt }: Stale): string {
  const judged = judgedAt === null ? 'It is being judged again.' : 'It was judged again with that.'
  return `${STALE[why]} while this waited. ${judged}`
}

const STALE: Readonly<Record<Stale['why'], string>> = {
  'customer-wrote': 'The customer wrote again',
  'colleague-answered': 'A colleague answered',
  'promise-passed': 'The time of a promise passed',
}

/** What a message is that passed without being read, after "It is". Reasons of newer engines are shown by name. */
export function exemptWords(reason: string): string {
  return EXEMPT.get(reason) ?? `exempt (${checkWords(reason)})`
}

const EXEMPT: ReadonlyMap<string, string> = new Map([
  ['auto-submitted', 'written by a program'],
  ['delivery-report', 'a delivery report'],
  ['null-sender', 'sent from the null sender, as programs do'],
  ['list', 'mail to a mailing list'],
  ['calendar', 'a calendar invitation'],
  ['internal', 'mail among colleagues'],
])

/** The name of who sent it as the list shows it: of From, else the envelope. */
export function senderWords({ from, envelopeFrom }: Pick<HoldSummary, 'from' | 'envelopeFrom'>): string {
  return from ?? (envelopeFrom === '' ? '(no sender)' : envelopeFrom)
}

const STEPS: Readonly<Record<string, (data: Readonly<Record<string, unknown>>) => string>> = {
  'mail.received': () => 'Received',
  'mail.duplicate': () => 'Received again and not stored twice',
  'mail.judged': ({ verdict, score }) => `Judged: ${verdict}, ${score} points`,
  'mail.forwarded': () => 'Put in the queue',
  'mail.held': ({ reason }) => (reason === 'unjudged' ? 'Held: not judged in time' : 'Held for review'),
  'mail.bounced': () => 'Refused',
  'mail.unjudged': () => 'Kept until it can be judged',
  'mail.returned': () => 'Returned to its agent',
  'delivery.attempted': () => 'Delivery attempted',
  'delivery.finished': ({ state }) => (typeof state === 'string' ? `Delivery ended: ${state}` : 'Delivery ended'),
  'delivery.lease-lost': () => 'Delivery taken over by another relay',
  'message.viewed': viewWords,
  'hold.viewed': viewWords,
  'hold.released': () => 'Released',
  'hold.returned': () => 'Returned to its agent',
  'hold.stale': ({ why }) => STEP_OF_STALE.get(String(why)) ?? 'The conversation moved on',
}

const STEP_OF_STALE: ReadonlyMap<string, string> = new Map([
  ['customer-wrote', 'The customer wrote again'],
  ['colleague-answered', 'A colleague answered'],
  ['promise-passed', 'The time of a promise passed'],
])

function viewWords({ what }: Readonly<Record<string, unknown>>): string {
  switch (what) {
    case 'raw':
      return 'Source downloaded'
    case 'html':
      return 'HTML looked at'
    case 'judgement':
      return 'Judgement looked at'
    default:
      return 'Looked at'
  }
}

/** A step of the record in words; kinds of newer versions are shown by name. */
export function stepWords({ kind, data }: Pick<TimelineEntry, 'kind' | 'data'>): string {
  return STEPS[kind]?.(data) ?? kind
}

/** Who did it: `tina`, `the relay`. */
export const actorWords = (actor: string): string => (actor === 'relay' ? 'the relay' : nameOfActor(actor))
