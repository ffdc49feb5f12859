import type { Finding } from '@proofgate/checks'
import type { CustomerWords } from '../customer-words.ts'
import { customerMarks } from './customer-panel.ts'
import { marksOf } from './mail-panel.ts'

/** Numbers of the findings that have a place on the page to go to. */
export function placedIn(findings: readonly Finding[], customer: CustomerWords | null): ReadonlySet<number> {
  const marks = [
    ...(['subject', 'text', 'html'] as const).flatMap((part) => marksOf(findings, part)),
    ...customerMarks(customer?.text ?? '', findings),
  ]
  return new Set(marks.map(({ number }) => number))
}
