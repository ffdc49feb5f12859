import type { Mark } from './html-text.ts'
import { type Line, linesOf } from './lines.ts'
import type { Segment } from './mail.ts'
import { type Label, quoteLabels } from './quote-labels.ts'
import { tailLabels } from './tail.ts'

/**
 * Tells what each stretch of a body is. The segments cover the text without gap, in order; each ends at a line end.
 * @param marks what the HTML's elements say; empty for plain text
 */
export function segmentsOf(text: string, marks: readonly Mark[] = []): Segment[] {
  const lines = withMarks(linesOf(text), marks)
  return merged(lines, tailLabels(lines, quoteLabels(lines)))
}

/** Gives each line the mark its first visible character stands in. */
function withMarks(lines: readonly Line[], marks: readonly Mark[]): readonly Line[] {
  if (marks.length === 0) return lines
  let i = 0
  return lines.map((line) => {
    if (line.text === '') return line
    while (i < marks.length && (marks[i]?.end ?? 0) <= line.start) i++
    const mark = marks[i]
    if (!mark || mark.start > line.start + line.indent) return line
    return { ...line, mark, depth: line.depth + (mark.kind === 'quote' ? mark.level : 0) }
  })
}

function merged(lines: readonly Line[], labels: readonly Label[]): Segment[] {
  const segments: Segment[] = []
  lines.forEach((line, i) => {
    const { kind, level } = labels[i] ?? { kind: 'own', level: 0 }
    const levelled = kind === 'quote' ? { level } : {}
    const last = segments.at(-1)
    if (last && last.kind === kind && last.level === levelled.level) {
      segments[segments.length - 1] = { ...last, end: line.next }
    } else segments.push({ start: line.start, end: line.next, kind, ...levelled })
  })
  return segments
}
