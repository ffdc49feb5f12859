import type { Body, SegmentKind, Span } from '@proofgate/mail'

/** A finding's place in a text, by the number it is shown with. */
export type Mark = Span & { readonly number: number }

/** A piece of text with the numbers of the findings it belongs to. */
export type Run = {
  readonly text: string
  readonly marks: readonly number[]
  /** Those whose last piece this is: the number is shown behind it. */
  readonly ending: readonly number[]
}

/** Neighbouring pieces of one kind. */
export type Stretch = { readonly kind: SegmentKind; readonly runs: readonly Run[] }

const MARKS_MAX = 300

/** Cuts a body's text where kinds change and findings begin or end. All of the text is in the result, in order. */
export function stretchesOf(body: Pick<Body, 'text' | 'segments'>, marks: readonly Mark[]): Stretch[] {
  const stretches: { kind: SegmentKind; runs: Run[] }[] = []
  for (const segment of body.segments) {
    const last = stretches.at(-1)
    const runs = runsOf(body.text, segment, marks)
    if (last?.kind === segment.kind) last.runs.push(...runs)
    else stretches.push({ kind: segment.kind, runs })
  }
  return stretches
}

/** Cuts a span of a text where findings begin or end. Marks that lie outside are left out. */
export function runsOf(text: string, span: Span, marks: readonly Mark[]): Run[] {
  const inside = marks
    .filter((mark) => mark.start < span.end && mark.end > span.start && mark.start < mark.end)
    .slice(0, MARKS_MAX)
  const clipped = inside.map((mark) => ({
    ...mark,
    start: Math.max(mark.start, span.start),
    end: Math.min(mark.end, span.end),
  }))
  const cuts = [...new Set([span.start, span.end, ...clipped.flatMap(({ start, end }) => [start, end])])].sort(
    (a, b) => a - b,
  )
  return cuts.slice(0, -1).map((start, i) => {
    const end = cuts[i + 1] ?? span.end
    const here = clipped.filter((mark) => mark.start <= start && mark.end >= end)
    return {
      text: text.slice(start, end),
      marks: here.map(({ number }) => number),
      ending: here.filter((mark) => mark.end === end).map(({ number }) => number),
    }
  })
}
