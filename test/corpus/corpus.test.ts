import { CHECKS, type CheckId, type Group } from '@proofgate/checks'
import { expect, it } from 'vitest'
import { built } from './build.ts'
import { casesIn } from './case.ts'
import { tallied } from './tally.ts'

const CASES = casesIn(new URL('cases/', import.meta.url))

/** Share of the faults that a check must find, by its group: the aims for mail nobody has seen. `eval --verify` holds what was reached. */
const RECALL_MIN: Record<Group, number> = { proof: 0.75, exposure: 0.75, answer: 0.6, tone: 0.6, word: 0.6 }

it('each check is right in at least 95 of 100 findings on the labelled cases, and finds most faults', async () => {
  for (const [id, tally] of await tallied(
    CASES,
    CHECKS.map((check) => check.id),
  )) {
    const { labels, found, right, wrong, mistakes } = tally
    expect(right / Math.max(1, right + wrong), `precision of ${id}\n${mistakes.join('\n')}`).toBeGreaterThanOrEqual(
      0.95,
    )
    expect(found / labels, `recall of ${id}\n${mistakes.join('\n')}`).toBeGreaterThanOrEqual(RECALL_MIN[groupOf(id)])
  }
})

it('a case always gives the same messages', () => {
  for (const one of CASES) expect(built(one)).toEqual(built(one))
})

const groupOf = (id: CheckId): Group => CHECKS.find((check) => check.id === id)?.group ?? 'proof'
