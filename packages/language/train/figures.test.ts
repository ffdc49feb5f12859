import { describe, expect, it } from 'vitest'
import { atThreshold, aucOf, foldOf, thresholdFor } from './figures.ts'
import { type Example, fit, oddsOf } from './logistic.ts'
import { heldOutOfKind, sentencesOfKind } from './own-sentences.ts'
import { RECIPES } from './recipes.ts'

const scored = (...pairs: readonly (readonly [number, boolean])[]) => pairs.map(([score, is]) => ({ score, is }))

describe('figures', () => {
  it('of perfect, reversed and equal scores are 1, 0 and a half', () => {
    expect(aucOf(scored([3, true], [2, true], [1, false]))).toBe(1)
    expect(aucOf(scored([1, true], [2, false], [3, false]))).toBe(0)
    expect(aucOf(scored([1, true], [1, false], [1, true], [1, false]))).toBe(0.5)
  })

  it('count what lies at or above the threshold', () => {
    const some = scored([0.9, true], [0.5, false], [0.5, true], [0.4, true])
    expect(atThreshold(some, 0.5)).toEqual({ precision: 2 / 3, recall: 2 / 3, accuracy: 0.5, hits: 2, alarms: 1 })
  })

  it('find the lowest threshold that is as precise as wanted, ties counted against it', () => {
    const right = [9, 8, 7, 6, 5].map((score) => ({ score, is: true }))
    expect(thresholdFor([...right, { score: 4, is: false }], 1)).toBe(5)
    expect(thresholdFor([...right, { score: 5, is: false }], 1)).toBe(null)
    expect(thresholdFor(right.slice(1), 1)).toBe(null)
  })

  it('put a group into one fold by its name', () => {
    const folds = Array.from({ length: 1000 }, (_, i) => foldOf(`group ${i}`, 5))
    expect(new Set(folds)).toEqual(new Set([0, 1, 2, 3, 4]))
    for (const fold of [0, 1, 2, 3, 4]) expect(folds.filter((one) => one === fold).length).toBeGreaterThan(150)
  })
})

describe('logistic regression', () => {
  const example = (is: boolean, ...features: number[]): Example => ({
    features: Float32Array.from(features),
    is,
    weight: 1,
  })
  const lessons = [example(true, 1, 0), example(true, 0.9, 1), example(false, 0, 0), example(false, 0.1, 1)]

  it('learns what tells two classes apart, and the same every time', () => {
    const head = fit(lessons, 1e-3)
    expect(oddsOf(head, Float32Array.of(1, 0.5))).toBeGreaterThan(1)
    expect(oddsOf(head, Float32Array.of(0, 0.5))).toBeLessThan(-1)
    expect(fit(lessons, 1e-3)).toEqual(head)
  })

  it('counts both classes alike', () => {
    const many = [...lessons, ...Array<Example>(50).fill(example(false, 0, 0.5))]
    expect(Math.abs(oddsOf(fit(many, 1e-3), Float32Array.of(0.5, 0.5)))).toBeLessThan(1)
  })
})

describe('sentences', () => {
  it('kept apart to measure with are in no list to learn from', () => {
    const kept = new Set(
      (['angry', 'ask', 'calm', 'empty', 'informative', 'no-ask', 'polite', 'rude', 'stock'] as const)
        .flatMap(heldOutOfKind)
        .map(bare),
    )
    const lessons = RECIPES.flatMap((recipe) => recipe.lessons('/nowhere')).map(({ text }) => bare(text))
    expect(lessons.length).toBeGreaterThan(1000)
    expect(lessons.filter((text) => kept.has(text))).toEqual([])
    expect(sentencesOfKind('stock').filter((text) => kept.has(bare(text)))).toEqual([])
  })
})

function bare(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9 ]/g, '')
    .trim()
}
