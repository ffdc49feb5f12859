import { describe, expect, test } from 'vitest'
import { dropsOf, isOutdated } from '../scripts/eval/compare.ts'
import {
  type CheckFigures,
  type Figures,
  f1Of,
  figuresIn,
  pooled,
  precisionOf,
  recallOf,
} from '../scripts/eval/figures.ts'
import { MEASURES } from '../scripts/eval/measures.ts'
import { qualityPage } from '../scripts/eval/page.ts'

const counted: CheckFigures = { labels: 10, found: 8, right: 9, wrong: 1, debatable: 2, onClean: 0 }

function figuresOf(check: CheckFigures, set: Partial<Figures['corpus'][string]> = {}): Figures {
  const verdicts = { verdictsRight: 8, verdictsRightButForDebatable: 9, stopsRight: 9 }
  const whole = { cases: 10, clean: 5, cleanStopped: 0, ...verdicts, checks: { rude: check }, ...set }
  return { model: null, corpus: { 'held-out': whole }, first: {}, public: {} }
}

describe('figures', () => {
  test('debatable findings count neither for nor against precision', () => {
    expect(precisionOf(counted)).toBe(0.9)
    expect(recallOf(counted)).toBe(0.8)
  })

  test('a check that never fired has no precision, and one without faults to find no recall', () => {
    const silent = { labels: 3, found: 0, right: 0, wrong: 0, debatable: 0, onClean: 0 }
    expect([precisionOf(silent), f1Of(silent)]).toEqual([null, 0])
    expect(recallOf({ ...silent, labels: 0 })).toBeNull()
  })

  test('pooled checks count as one', () => {
    expect(pooled([counted, counted])).toEqual({ labels: 20, found: 16, right: 18, wrong: 2, debatable: 4, onClean: 0 })
  })
})

describe('a comparison with what is recorded', () => {
  test('names each figure that fell, and none that rose', () => {
    const drops = dropsOf(figuresOf(counted), figuresOf({ ...counted, found: 7, wrong: 0 }))
    expect(drops).toEqual(['held-out: rude recall 0.800 → 0.700', 'held-out: rude F1 0.847 → 0.824'])
  })

  test('a clean reply that is stopped now is a drop', () => {
    expect(dropsOf(figuresOf(counted), figuresOf(counted, { cleanStopped: 1 }))).toEqual([
      'held-out: clean replies forwarded 1.000 → 0.800',
    ])
  })

  test('a check that is new, or public data that is not there, is no drop', () => {
    const before = { ...figuresOf(counted), public: { 'ordinary-mail': [] } }
    expect(dropsOf({ ...before, corpus: {} }, figuresOf(counted))).toEqual([])
    expect(dropsOf(before, figuresOf(counted))).toEqual([])
  })

  test('of public figures the lower is worse only where higher is better', () => {
    const figure = { name: 'x', value: 3, count: 10, better: 'lower' as const, aim: 5 }
    const before = { ...figuresOf(counted), public: { m: [figure] } }
    expect(dropsOf(before, { ...before, public: { m: [{ ...figure, value: 2 }] } })).toEqual([])
    expect(dropsOf(before, { ...before, public: { m: [{ ...figure, value: 4 }] } })).toEqual(['m: x 3.000 → 4.000'])
  })

  test('a record that says what was measured is not outdated', () => {
    expect(isOutdated(figuresOf(counted), figuresOf(counted))).toBe(false)
    expect(isOutdated(figuresOf(counted), figuresOf({ ...counted, found: 9 }))).toBe(true)
  })
})

test('the recorded figures can be read, and make a page with every check of theirs', () => {
  const figures = figuresIn(`${import.meta.dirname}/corpus/figures.json`)
  const page = qualityPage(figures)
  for (const { checks } of Object.values(figures.corpus)) {
    for (const id of Object.keys(checks)) expect(page).toContain(`\`${id}\``)
  }
})

test('measures have ids of their own', () => {
  expect(new Set(MEASURES.map(({ id }) => id)).size).toBe(MEASURES.length)
})
