/** How well groups that were found are the kinds that are there, and a floor to compare with. */

/** One text: the group it was put in, and its true kind. */
export type Clustered = { readonly cluster: string; readonly kind: string }

/** Share of the texts whose kind is the commonest of their group. */
export function purityOf(texts: readonly Clustered[]): number {
  const best = new Map<string, number>()
  for (const [pair, count] of counts(texts.map(({ cluster, kind }) => `${cluster}\n${kind}`))) {
    const [cluster = ''] = pair.split('\n')
    best.set(cluster, Math.max(best.get(cluster) ?? 0, count))
  }
  return [...best.values()].reduce((sum, count) => sum + count, 0) / Math.max(1, texts.length)
}

/** Normalised mutual information of groups and kinds, 0 to 1, over the mean of both entropies. */
export function nmiOf(texts: readonly Clustered[]): number {
  const inClusters = entropyOf(texts.map(({ cluster }) => cluster))
  const inKinds = entropyOf(texts.map(({ kind }) => kind))
  const both = entropyOf(texts.map(({ cluster, kind }) => `${cluster}\n${kind}`))
  return inClusters + inKinds === 0 ? 0 : (2 * (inClusters + inKinds - both)) / (inClusters + inKinds)
}

function entropyOf(labels: readonly string[]): number {
  return -[...counts(labels).values()].reduce((sum, n) => sum + (n / labels.length) * Math.log(n / labels.length), 0)
}

function counts(labels: readonly string[]): Map<string, number> {
  const all = new Map<string, number>()
  for (const label of labels) all.set(label, (all.get(label) ?? 0) + 1)
  return all
}

/** The numbers below `count` in an order that the seed decides. */
export function shuffled(count: number, seed: number): readonly number[] {
  const next = chance(seed)
  const order = [...Array(count).keys()]
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(next() * (i + 1))
    const [a, b] = [order[i] ?? 0, order[j] ?? 0]
    order[i] = b
    order[j] = a
  }
  return order
}

function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

const ROUNDS = 25

/** The group of each text by k-means on the cosine of its tf-idf, begun from texts by chance. */
export function tfidfKMeans(texts: readonly (readonly string[])[], k: number): readonly number[] {
  const spread = counts(texts.flatMap((words) => [...new Set(words)]))
  const number = new Map([...spread.keys()].map((word, i) => [word, i]))
  const rows = texts.map((words) => {
    const weighed = [...counts(words)].map(([word, n]): [number, number] => [
      number.get(word) ?? 0,
      n * Math.log(texts.length / (spread.get(word) ?? 1)),
    ])
    const length = Math.hypot(...weighed.map(([, weight]) => weight)) || 1
    return weighed.map(([i, weight]): [number, number] => [i, weight / length])
  })
  const width = number.size
  let centres = shuffled(texts.length, 1)
    .slice(0, k)
    .map((i) => meanOf([rows[i] ?? []], width))
  let found: readonly number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    found = rows.map((row) => nearestOf(row, centres))
    const grouped: (readonly [number, number][])[][] = centres.map(() => [])
    for (const [i, row] of rows.entries()) grouped[found[i] ?? 0]?.push(row)
    centres = grouped.map((group, i) =>
      group.length === 0 ? (centres[i] ?? new Float32Array(width)) : meanOf(group, width),
    )
  }
  return found
}

/** Of unit length. */
function meanOf(rows: readonly (readonly [number, number][])[], width: number): Float32Array {
  const sum = new Float32Array(width)
  for (const row of rows) for (const [i, weight] of row) sum[i] = (sum[i] ?? 0) + weight
  const length = Math.sqrt(sum.reduce((total, value) => total + value * value, 0)) || 1
  return sum.map((value) => value / length)
}

function nearestOf(row: readonly [number, number][], centres: readonly Float32Array[]): number {
  const products = centres.map((centre) => row.reduce((sum, [i, weight]) => sum + weight * (centre[i] ?? 0), 0))
  return products.indexOf(Math.max(...products))
}
