import { existsSync, readFileSync } from 'node:fs'
import { z } from 'zod'

/** What was counted of one check over one set of cases. */
export const CheckFigures = z.object({
  /** Faults that are there, and how many of them were found. */
  labels: z.int(),
  found: z.int(),
  /** Findings that are right, wrong, and debatable by the labels. */
  right: z.int(),
  wrong: z.int(),
  debatable: z.int(),
  /** Wrong findings on replies without any fault. */
  onClean: z.int(),
})
export type CheckFigures = z.infer<typeof CheckFigures>

/** What was counted over the cases of one author. */
export const SetFigures = z.object({
  cases: z.int(),
  /** Replies without any fault, and how many of these were not forwarded. */
  clean: z.int(),
  cleanStopped: z.int(),
  /** Verdicts that are the labelled one, and that are so once debatable findings are set aside. */
  verdictsRight: z.int(),
  verdictsRightButForDebatable: z.int(),
  /** Replies rightly forwarded or rightly not, hold and bounce being the same. */
  stopsRight: z.int(),
  checks: z.record(z.string(), CheckFigures),
})
export type SetFigures = z.infer<typeof SetFigures>

/** One figure of a measure on public data. */
export const Figure = z.object({
  name: z.string(),
  value: z.number(),
  /** Over how many texts. */
  count: z.int(),
  better: z.enum(['higher', 'lower']),
  /** What it should be at least (or at most, where lower is better); null where it is only shown, and no change is a drop. */
  aim: z.number().nullable(),
})
export type Figure = z.infer<typeof Figure>

/** Everything that is recorded beside the corpus. Times are not: they depend on the machine. */
export const Figures = z.object({
  /** The language model that read with the checks, and of how many replies; null where rules alone judged. */
  model: z.object({ id: z.string(), replies: z.int() }).nullable().default(null),
  /** By author set. */
  corpus: z.record(z.string(), SetFigures),
  /** By check, what it did when it was first run on the held-out set. Kept as it was. */
  first: z.record(z.string(), CheckFigures),
  /** By measure on public data, as last run. */
  public: z.record(z.string(), z.array(Figure)),
})
export type Figures = z.infer<typeof Figures>

/** The recorded figures; none where the file is not there yet. */
export function figuresIn(path: string): Figures {
  return existsSync(path)
    ? Figures.parse(JSON.parse(readFileSync(path, 'utf8')))
    : { model: null, corpus: {}, first: {}, public: {} }
}

/** Right findings among those that are not debatable; `null` without any. */
export function precisionOf({ right, wrong }: CheckFigures): number | null {
  return right + wrong === 0 ? null : right / (right + wrong)
}

/** Share of the faults that were found; `null` where there are none. */
export function recallOf({ labels, found }: CheckFigures): number | null {
  return labels === 0 ? null : found / labels
}

/** Harmonic mean of both; `null` where there are no faults to find. */
export function f1Of(figures: CheckFigures): number | null {
  const recall = recallOf(figures)
  if (recall === null) return null
  const precision = precisionOf(figures) ?? 0
  return precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall)
}

/** Figures of several checks as if they were one. */
export function pooled(all: readonly CheckFigures[]): CheckFigures {
  const of = (key: keyof CheckFigures) => all.reduce((sum, one) => sum + one[key], 0)
  return {
    labels: of('labels'),
    found: of('found'),
    right: of('right'),
    wrong: of('wrong'),
    debatable: of('debatable'),
    onClean: of('onClean'),
  }
}
