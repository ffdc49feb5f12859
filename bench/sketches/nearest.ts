/** The nearest kept reply of each question by the share of runs in common, found by looking at all of them. */
export function nearestOf(
  kept: readonly Int32Array[],
  asked: readonly Int32Array[],
  counts: (kept: number, asked: number) => boolean,
): { readonly id: number; readonly similarity: number }[] {
  const wanted = new Set(asked.flatMap((runs) => [...runs]))
  const having = new Map<number, number[]>()
  for (const [k, runs] of kept.entries()) {
    for (const run of runs) {
      if (!wanted.has(run)) continue
      const list = having.get(run)
      if (list === undefined) having.set(run, [k])
      else list.push(k)
    }
  }
  const shared = new Uint16Array(kept.length)
  return asked.map((runs, q) => {
    shared.fill(0)
    for (const run of runs) for (const k of having.get(run) ?? []) shared[k] = (shared[k] ?? 0) + 1
    let best = { id: -1, similarity: 0 }
    for (const [k, both] of shared.entries()) {
      if (both === 0) continue
      const similarity = both / ((kept[k]?.length ?? 0) + runs.length - both)
      if (similarity > best.similarity && counts(k, q)) best = { id: k, similarity }
    }
    return best
  })
}
