import { type Body, bestBodyOf, type SegmentKind, type Span } from '@proofgate/mail'
import type { Reading } from './check.ts'
import type { Part } from './judgement.ts'

/** A stretch of text that the agent answers for. */
export type Place = {
  readonly part: Part
  readonly text: string
  /** Offset of `text` in its part. */
  readonly at: number
  /** True in the body that most readers do not see, because another alternative is shown. */
  readonly hidden: boolean
}

/** Words found in a place, with their span in the place's text. */
export type Hit = { readonly place: Place; readonly span: Span; readonly words: string }

/** What the agent wrote in the body a reader reads. `kinds` may add the signature. */
export function bodyPlaces({ body }: Reading, kinds: readonly SegmentKind[] = ['own']): readonly Place[] {
  return body === null ? [] : stretches(body, kinds, false)
}

/** All that leaves with the agent's name on it: subject, both alternatives of the body, names of attached files. */
export function allPlaces(reading: Reading, kinds: readonly SegmentKind[] = ['own', 'signature']): readonly Place[] {
  const { mail } = reading
  const shown = bestBodyOf(mail)
  const other = shown === mail.text ? mail.html : mail.text
  return [
    { part: 'subject', text: mail.subject, at: 0, hidden: false },
    ...bodyPlaces(reading, kinds),
    ...(other === null ? [] : stretches(other, kinds, true)),
    ...mail.attachments.map(
      ({ filename }): Place => ({ part: 'attachment', text: filename ?? '', at: 0, hidden: false }),
    ),
  ]
}

/** Where in its part a hit stands; `null` in attachment names, which have no common text to count in. */
export function spanInPart({ place, span }: Hit): Span | null {
  return place.part === 'attachment' ? null : { start: place.at + span.start, end: place.at + span.end }
}

/** Hits of the body that readers do not see are left out where the shown body says the same. */
export function withoutEchoes<T extends Hit>(hits: readonly T[]): readonly T[] {
  const shown = new Set(hits.filter(({ place }) => !place.hidden).map(({ words }) => squeezed(words)))
  return hits.filter(({ place, words }) => !(place.hidden && shown.has(squeezed(words))))
}

const squeezed = (words: string) => words.replace(/\s+/g, ' ').trim()

function stretches({ part, text, segments }: Body, kinds: readonly SegmentKind[], hidden: boolean): readonly Place[] {
  return segments
    .filter(({ kind }) => kinds.includes(kind))
    .map(({ start, end }) => ({ part, text: text.slice(start, end), at: start, hidden }))
}
