import type { Mark } from './html-text.ts'
import { type Line, linesOf } from './lines.ts'
import type { Segment, SegmentKind } from './mail.ts'
import { introAt } from './quote-intro.ts'
import { tailKinds } from './tail.ts'

type Label = { readonly kind: SegmentKind; readonly level: number }

const OWN: Label = { kind: 'own', level: 0 }

/**
 * Tells what each stretch of a body is. The segments cover the text without gap, in order; each ends at a line end.
 * @param marks what the HTML's elements say; empty for plain text
 */
export function segmentsOf(text: string, marks: readonly Mark[] = []): Segment[] {
  const lines = linesOf(text)
  const labels = quoteLabels(lines, marksByLine(lines, marks))
  tailKinds(
    lines,
    labels.map(({ kind }) => kind),
  ).forEach((kind, i) => {
    if (labels[i]?.kind !== kind) labels[i] = { kind, level: 0 }
  })
  return merged(lines, labels)
}

/** For each line the mark its first visible character stands in. */
function marksByLine(lines: readonly Line[], marks: readonly Mark[]): (Mark | null)[] {
  let i = 0
  return lines.map((line) => {
    if (line.text === '') return null
    while (i < marks.length && (marks[i]?.end ?? 0) <= line.start) i++
    const mark = marks[i]
    return mark && mark.start <= line.start ? mark : null
  })
}

function quoteLabels(lines: readonly Line[], marks: readonly (Mark | null)[]): Label[] {
  const labels: Label[] = []
  let rest: Label | null = null
  for (let i = 0; i < lines.length; ) {
    const line = lines[i]
    if (!line) break
    const intro = introAt(lines, i)
    const behind = intro ? nextVisible(lines, i + intro.count) : 0
    const quotedBehind = (lines[behind]?.depth ?? 0) > line.depth || marks[behind]?.kind === 'quote'
    if (intro && (!intro.weak || quotedBehind)) {
      const inside: Label | null = rest ?? (line.depth > 0 ? { kind: 'quote', level: line.depth } : null)
      const label: Label = { kind: inside?.kind ?? intro.kind, level: inside ? inside.level + 1 : 0 }
      for (let k = 0; k < intro.count; k++) labels.push(label)
      if (!quotedBehind && line.depth === 0) rest = { kind: label.kind, level: inside ? inside.level + 1 : 1 }
      i += intro.count
      continue
    }
    labels.push(labelOf(line, marks[i] ?? null, rest))
    i++
  }
  return withBlanks(lines, labels)
}

function labelOf(line: Line, mark: Mark | null, rest: Label | null): Label {
  if (rest) return { kind: rest.kind, level: rest.level + line.depth }
  if (mark) return { kind: mark.kind, level: mark.level + line.depth }
  return line.depth > 0 ? { kind: 'quote', level: line.depth } : OWN
}

function nextVisible(lines: readonly Line[], at: number): number {
  let i = at
  while (i < lines.length && lines[i]?.text === '' && lines[i]?.depth === 0) i++
  return i
}

/** Blank lines belong to what stands before them. */
function withBlanks(lines: readonly Line[], labels: readonly Label[]): Label[] {
  let last = labels[nextVisible(lines, 0)] ?? OWN
  return labels.map((label, i) => {
    if (lines[i]?.text !== '' || (lines[i]?.depth ?? 0) > 0) last = label
    return last
  })
}

function merged(lines: readonly Line[], labels: readonly Label[]): Segment[] {
  const segments: Segment[] = []
  lines.forEach((line, i) => {
    const { kind, level } = labels[i] ?? OWN
    const last = segments.at(-1)
    const levelled = kind === 'quote' || kind === 'forward' ? { level } : {}
    if (last && last.kind === kind && last.level === levelled.level) {
      segments[segments.length - 1] = { ...last, end: line.next }
    } else segments.push({ start: line.start, end: line.next, kind, ...levelled })
  })
  return segments
}
