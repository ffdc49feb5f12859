import { join } from 'node:path'
import { groupThemes, LIKENESS, type SaidVector, type ThemeState, wordVectorOf } from '@proofgate/conversations'
import { wordsOf } from '@proofgate/language'
import { z } from 'zod'
import { type Clustered, nmiOf, purityOf, shuffled, tfidfKMeans } from '../clusters.ts'
import { recordsIn } from '../data-files.ts'
import type { Figure } from '../figures.ts'
import { encodedAll } from '../language-model.ts'
import type { Measure } from '../measure.ts'

const Asked = z.object({ text: z.string(), intent: z.string() })
const ORDERS = [1, 2, 3]
/** As the store hands them over: so many at a time, so many loose ones looked through. */
const BATCH = 100
const LOOSE_MAX = 2000
/** What has come when the last month begins. */
const BEFORE = 0.7

/** Do questions of one kind gather in one theme, as they come in, their kinds unknown? */
export const themes: Measure = {
  id: 'themes',
  title: 'Questions of 77 kinds (banking77) gathered into themes as they come in, in three orders',
  needs: ['banking77'],
  needsModel: true,
  async run(folderOf, progress) {
    const asked = recordsIn(join(folderOf('banking77'), 'dev/train.jsonl'), Asked)
    const kinds = asked.map(({ intent }) => intent)
    const encoded = (await encodedAll(asked.map(({ text }) => text))).map(({ vector }) => vector)
    const words = asked.map(({ text }) => wordVectorOf(text))
    const floor = tfidfKMeans(
      asked.map(({ text }) => wordsOf(text)),
      new Set(kinds).size,
    )
    const floored = floor.map((cluster, i) => ({ cluster: String(cluster), kind: kinds[i] ?? '' }))
    const count = asked.length
    const shown = (name: string, value: number, better: Figure['better'] = 'higher'): Figure => ({
      name,
      value,
      count,
      better,
      aim: null,
    })
    const figures: Figure[] = [
      shown('floor (tf-idf, k-means told that there are 77): purity', purityOf(floored)),
      shown('floor: NMI', nmiOf(floored)),
    ]
    for (const [how, vectors] of [
      ['model', encoded],
      ['words', words],
    ] as const) {
      const runs = ORDERS.map((seed, i) => {
        progress.step(i + 1, ORDERS.length)
        return gathered(shuffled(count, seed), vectors, kinds, how)
      })
      const mean = (of: (run: Gathered) => number) => runs.reduce((sum, run) => sum + of(run), 0) / runs.length
      figures.push(
        shown(
          `${how}: purity`,
          mean((run) => purityOf(run.clustered)),
        ),
        shown(
          `${how}: NMI`,
          mean((run) => nmiOf(run.clustered)),
        ),
        shown(`${how}: NMI of the order that does worst`, Math.min(...runs.map((run) => nmiOf(run.clustered)))),
        shown(
          `${how}: share that is in a theme`,
          mean((run) => run.clustered.length / count),
        ),
        shown(
          `${how}: themes`,
          mean((run) => new Set(run.clustered.map(({ cluster }) => cluster)).size),
        ),
        shown(
          `${how}: share whose theme is the same after the last 30 % came`,
          mean((run) => run.stayed),
        ),
      )
    }
    return { figures, mistakes: [] }
  },
}

type Gathered = { readonly clustered: readonly Clustered[]; readonly stayed: number }

/** Gathers in one order; who has no vector stays loose. */
function gathered(
  order: readonly number[],
  vectors: readonly (Float32Array | null)[],
  kinds: readonly string[],
  how: 'model' | 'words',
): Gathered {
  const themeOf = new Map<number, string>()
  let known: ThemeState[] = []
  let loose: SaidVector[] = []
  let names = 0
  let before: ReadonlyMap<number, string> | null = null
  for (let from = 0; from < order.length; from += BATCH) {
    if (before === null && from >= order.length * BEFORE) before = new Map(themeOf)
    const batch = order.slice(from, from + BATCH).flatMap((id) => {
      const vector = vectors[id] ?? null
      return vector === null ? [] : [{ id, vector, from: String(id) }]
    })
    const { joined, changed, merged } = groupThemes({ themes: known, loose }, batch, LIKENESS[how], () =>
      String(names++),
    )
    const now = new Map(changed.map((theme) => [theme.id, theme]))
    const old = new Set(known.map(({ id }) => id))
    known = [
      ...known.filter(({ id }) => !merged.has(id)).map((theme) => now.get(theme.id) ?? theme),
      ...changed.filter(({ id }) => !old.has(id)),
    ]
    for (const [id, theme] of themeOf) themeOf.set(id, merged.get(theme) ?? theme)
    for (const [id, theme] of joined) themeOf.set(id, theme)
    loose = [...loose, ...batch].filter(({ id }) => !themeOf.has(id)).slice(-LOOSE_MAX)
  }
  const then = [...(before ?? [])]
  return {
    clustered: [...themeOf].map(([id, cluster]) => ({ cluster, kind: kinds[id] ?? '' })),
    stayed: then.filter(([id, theme]) => themeOf.get(id) === theme).length / Math.max(1, then.length),
  }
}
