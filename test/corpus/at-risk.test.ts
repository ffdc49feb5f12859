import { expect, test } from 'vitest'
import { casesIn } from './case.ts'
import { judgedCase } from './tally.ts'

test.each(['cases', 'held-out'])(
  'the lower threshold for customers at risk stops no sound reply of %s',
  async (set) => {
    const cases = casesIn(new URL(`./${set}/`, import.meta.url))
    const judged = await Promise.all(cases.map((one) => judgedCase(one)))
    const atRisk = judged.filter(({ judgement }) => judgement.customer?.atRisk)
    const stopped = atRisk.filter(
      ({ labelled, judgement }) => labelled.expect.findings.length === 0 && judgement.verdict !== 'forward',
    )
    expect(atRisk.length).toBeGreaterThan(5)
    expect(atRisk.every(({ judgement }) => judgement.thresholds.atRisk)).toBe(true)
    expect(stopped.map(({ labelled }) => labelled.id)).toEqual([])
  },
)
