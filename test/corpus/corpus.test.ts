import { CHECKS, type CheckId } from '@proofgate/checks'
import { expect, it } from 'vitest'
import { built } from './build.ts'
import { casesIn } from './case.ts'
import { tallied } from './tally.ts'

const CASES = casesIn(new URL('cases/', import.meta.url))

/** Share of the faults that a check must find; what rules alone cannot find is left to the language model. */
const RECALL_MIN: Partial<Record<CheckId, number>> = { 'unanswered-question': 0.6, rude: 0.8 }

it('each check is right in at least 95 of 100 findings on the labelled cases, and finds most faults', async () => {
  for (const [id, tally] of await tallied(
    CASES,
    CHECKS.map((check) => check.id),
  )) {
    const { labels, found, right, wrong, mistakes } = tally
    expect(right / Math.max(1, right + wrong), `precision of ${id}\n${mistakes.join('\n')}`).toBeGreaterThanOrEqual(
      0.95,
    )
    expect(found / labels, `recall of ${id}\n${mistakes.join('\n')}`).toBeGreaterThanOrEqual(RECALL_MIN[id] ?? 0.9)
  }
})

it('a case always gives the same messages', () => {
  for (const one of CASES) expect(built(one)).toEqual(built(one))
})
