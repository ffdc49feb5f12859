import { CHECKS, type Judgement } from '@proofgate/checks'
import type { Figure } from './figures.ts'
import type { Measured } from './measure.ts'

/** A judged text; `id` says which one, for `--mistakes`. */
export type Touched = { readonly id: string; readonly judgement: Judgement }

/**
 * Of 1,000 texts, how many each check objects to, and how many are not forwarded.
 * @param aimOf the most a check should object to; null where any number may have cause
 */
export function touchedOf(texts: readonly Touched[], aimOf: (check: string) => number | null): Measured {
  const perThousand = (name: string, is: (one: Judgement) => boolean, aim: number | null): Figure => {
    const count = texts.filter(({ judgement }) => is(judgement)).length
    return { name, value: (1000 * count) / Math.max(1, texts.length), count: texts.length, better: 'lower', aim }
  }
  return {
    figures: [
      ...CHECKS.map(({ id }) =>
        perThousand(id, ({ findings }) => findings.some(({ check }) => check === id), aimOf(id)),
      ),
      perThousand('not forwarded', ({ verdict }) => verdict !== 'forward', null),
    ],
    mistakes: texts.flatMap(({ id, judgement }) =>
      judgement.findings.map(({ check, excerpt }) => `${check} ${id}: ${JSON.stringify(excerpt)}`),
    ),
  }
}
