/** A score and whether it should be high. */
export type Scored = { readonly score: number; readonly is: boolean }

/** Chance that a right one scores above a wrong one (area under the ROC curve); ties count half. NaN without either. */
export function aucOf(scored: readonly Scored[]): number {
  const sorted = scored.toSorted((a, b) => a.score - b.score)
  const right = sorted.filter((one) => one.is).length
  let ranks = 0
  for (let i = 0; i < sorted.length; ) {
    let j = i
    while (j < sorted.length && sorted[j]?.score === sorted[i]?.score) j++
    for (let k = i; k < j; k++) if (sorted[k]?.is) ranks += (i + j + 1) / 2
    i = j
  }
  return (ranks - (right * (right + 1)) / 2) / (right * (sorted.length - right))
}

/** How many of those at or above a threshold are right, how many of the right ones are there, and how many are sorted right. */
export function atThreshold(scored: readonly Scored[], threshold: number) {
  const count = (is: boolean, above: boolean) =>
    scored.filter((one) => one.is === is && one.score >= threshold === above).length
  const [hits, alarms, missed, passed] = [
    count(true, true),
    count(false, true),
    count(true, false),
    count(false, false),
  ]
  return {
    precision: hits / (hits + alarms),
    recall: hits / (hits + missed),
    accuracy: (hits + passed) / scored.length,
    hits,
    alarms,
  }
}

/** The lowest threshold from which on precision stays at `wanted` or better; `null` when there is none with five hits. */
export function thresholdFor(scored: readonly Scored[], wanted: number): number | null {
  let best: number | null = null
  let [hits, alarms] = [0, 0]
  for (const { score, is } of scored.toSorted((a, b) => b.score - a.score || Number(a.is) - Number(b.is))) {
    if (is) hits++
    else alarms++
    if (hits >= 5 && hits / (hits + alarms) >= wanted) best = score
  }
  return best
}

/** The fold, 0 to `folds - 1`, of a group: by its name alone, so that it stays when others come and go (FNV-1a). */
export function foldOf(group: string, folds: number): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < group.length; i++) hash = Math.imul(hash ^ group.charCodeAt(i), 0x01000193) >>> 0
  return (hash >>> 8) % folds
}
