import type { Encoder } from '../src/model/encoder.ts'
import type { HeadId } from '../src/model/head-ids.ts'
import type { Head } from '../src/model/heads.ts'
import { atThreshold, aucOf, foldOf, type Scored, thresholdFor } from './figures.ts'
import { type Example, fit, type Logistic, oddsOf, sigmoid } from './logistic.ts'
import { heldOutOf, type Lesson, type Recipe } from './recipes.ts'

/** Figures of a head on sentences it was not trained on, at the threshold `likely`. */
export type Figures = {
  readonly examples: number
  readonly right: number
  readonly auc: number
  readonly precision: number
  readonly recall: number
  /** At `sure`; `null` where there is no such threshold. */
  readonly sure: { readonly precision: number; readonly recall: number; readonly hits: number } | null
}

/** A head and what it is worth. */
export type Trained = {
  readonly id: HeadId
  readonly tells: string
  readonly weights: { readonly weights: string; readonly scale: number; readonly bias: number }
  readonly worth: Head
  /** Where the lessons came from, and how many from each. */
  readonly lessons: Readonly<Record<string, number>>
  /** Each fifth scored by a head trained on the other four. */
  readonly crossValidated: Figures
  /** AUC within each source that has both kinds. */
  readonly bySource: Readonly<Record<string, number>>
  /** Alarms at `sure` in a thousand ordinary sentences, cross-validated; `null` without such lessons or threshold. */
  readonly ordinary: number | null
  /** Scored by the finished head; `null` where no sentences were kept apart. */
  readonly heldOut: Figures | null
}

const FOLDS = 5
/** Rather yes than no, when both are as frequent. */
const LIKELY = 0.5
/** A head is sure when it is right so often on data it was not trained on. */
const PRECISION = 0.95
/** Of our own sentences every second one may be a fault; those of others are ordinary. */
const OWN = 'own sentences'

/** Trains a head by its recipe and measures it. */
export async function trainedBy(recipe: Recipe, data: string, encoder: Encoder): Promise<Trained> {
  const lessons = recipe.lessons(data)
  const examples: (Example & Lesson)[] = []
  for (const lesson of lessons) examples.push({ ...lesson, features: (await encoder.encode(lesson.text)).middle })
  const scored = crossValidated(examples, recipe.ridge)
  const ordinary = scored.filter(({ is, from }) => recipe.isFault && !is && from !== OWN)
  const precise = thresholdFor(scored, PRECISION)
  const sure = precise === null ? null : Math.max(precise, quietFrom(ordinary))
  // Rounded to whole thousandths upwards, so that what was at the threshold may fall below it but nothing rises above.
  const threshold = sure === null ? null : Math.ceil(sure * 1000) / 1000

  const head = fit(examples, recipe.ridge)
  const kept = await heldOutScores(recipe, head, encoder)
  const heldOut = kept.length === 0 ? null : figuresOf(kept, threshold)
  return {
    id: recipe.id,
    tells: recipe.tells,
    weights: packed(head),
    worth: { likely: LIKELY, sure: threshold },
    lessons: Object.fromEntries(
      sourcesOf(scored).map((from) => [from, scored.filter((one) => one.from === from).length]),
    ),
    crossValidated: figuresOf(scored, threshold),
    bySource: Object.fromEntries(
      sourcesOf(scored)
        .map((from) => [from, rounded(aucOf(scored.filter((one) => one.from === from)))] as const)
        .filter(([, auc]) => !Number.isNaN(auc)),
    ),
    ordinary:
      threshold === null || ordinary.length === 0
        ? null
        : rounded((1000 * ordinary.filter(({ score }) => score >= threshold).length) / ordinary.length),
    heldOut,
  }
}

/** Where no more than one of a thousand ordinary sentences scores so high. */
function quietFrom(ordinary: readonly Scored[]): number {
  const allowed = Math.floor(ordinary.length / 1000)
  const sorted = ordinary.map(({ score }) => score).toSorted((a, b) => b - a)
  return (sorted[allowed] ?? 0) + 0.001
}

/** Figures of scores at `likely` and at `sure`. */
export function figuresOf(scored: readonly Scored[], sure: number | null, likely: number = LIKELY): Figures {
  const { precision, recall } = atThreshold(scored, likely)
  const strict = sure === null ? null : atThreshold(scored, sure)
  return {
    examples: scored.length,
    right: scored.filter((one) => one.is).length,
    auc: rounded(aucOf(scored)),
    precision: rounded(precision),
    recall: rounded(recall),
    sure: strict && { precision: rounded(strict.precision), recall: rounded(strict.recall), hits: strict.hits },
  }
}

type From = Scored & { readonly from: string }

/** Scores of examples by heads that have not seen them: each fifth by one trained on the other four. */
export function crossValidated(examples: readonly (Example & Lesson)[], ridge: number): readonly From[] {
  return Array.from({ length: FOLDS }, (_, fold) => {
    const [tests, lessons] = [true, false].map((inside) =>
      examples.filter(({ group }) => (foldOf(group, FOLDS) === fold) === inside),
    )
    const head = fit(lessons ?? [], ridge)
    return (tests ?? []).map(({ features, is, from }) => ({ score: sigmoid(oddsOf(head, features)), is, from }))
  }).flat()
}

async function heldOutScores(recipe: Recipe, head: Logistic, encoder: Encoder): Promise<readonly Scored[]> {
  const scored: Scored[] = []
  for (const { text, is } of heldOutOf(recipe))
    scored.push({ is, score: sigmoid(oddsOf(head, (await encoder.encode(text)).middle)) })
  return scored
}

const sourcesOf = (scored: readonly From[]): readonly string[] => [...new Set(scored.map((one) => one.from))]

/** Weights as 16-bit integers: a thirtieth of the size as text, and the same to the fourth digit. */
function packed({ weights, bias }: Logistic): Trained['weights'] {
  const largest = weights.reduce((max, weight) => Math.max(max, Math.abs(weight)), 0)
  const scale = largest / 32767 || 1
  const integers = Int16Array.from(weights, (weight) => Math.round(weight / scale))
  return {
    weights: Buffer.from(integers.buffer).toString('base64'),
    scale: Math.fround(scale),
    bias: Math.fround(bias),
  }
}

const rounded = (value: number): number => Math.round(value * 1000) / 1000
