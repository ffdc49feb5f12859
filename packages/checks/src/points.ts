import type { Check, Objection, Reading } from './check.ts'
import { excerptOf, shown, spanOf } from './excerpts.ts'
import type { Finding } from './judgement.ts'
import type { CheckSettings } from './settings.ts'

/** What one check objects to, and how the policy lets it count. */
export type Heard = {
  readonly check: Check
  readonly how: CheckSettings
  /** In reading order. */
  readonly objections: readonly Objection[]
}

/**
 * Every objection with its points: the whole weight of its check, until the check's maximum for one message is reached.
 * Words that several checks object to are one fault: they count for the heaviest of these checks, and the findings of
 * the others stay, without points and without using up their check's maximum.
 */
export function findingsOf(heard: readonly Heard[], reading: Reading): readonly Finding[] {
  const repeated = repeatedOf(heard)
  return heard.flatMap((one) => counted(one, repeated, reading))
}

function counted({ check, how, objections }: Heard, repeated: ReadonlySet<Objection>, reading: Reading): Finding[] {
  let left = isSilent(how) ? 0 : how.max
  return objections.map((objection) => {
    const points = repeated.has(objection) || objection.note ? 0 : Math.min(how.weight, left)
    left = rounded(left - points)
    const span = spanOf(objection, reading)
    return {
      check: check.id,
      group: check.group,
      points,
      confidence: objection.confidence,
      part: objection.part,
      start: span?.start ?? null,
      end: span?.end ?? null,
      excerpt: excerptOf(objection, span, reading),
      message: shown(objection.message),
      suggestion: objection.suggestion,
      note: objection.note ?? false,
      action: how.shadow ? null : how.action,
      shadow: how.shadow,
    }
  })
}

/** A check that is only watched, or whose action decides, gives no points and takes none from others. */
const isSilent = (how: CheckSettings) => how.shadow || how.action !== null

/** The objections to words that a heavier check objects to as well. Of equal weights the check listed first keeps them. */
function repeatedOf(heard: readonly Heard[]): ReadonlySet<Objection> {
  const kept: { readonly check: Check; readonly objection: Objection }[] = []
  const repeated = new Set<Objection>()
  for (const { check, objections } of heard
    .filter(({ how }) => !isSilent(how))
    .toSorted((a, b) => b.how.weight - a.how.weight)) {
    for (const objection of objections) {
      if (objection.note || objection.whole) continue
      if (kept.some((one) => one.check !== check && overlap(one.objection, objection))) repeated.add(objection)
      else kept.push({ check, objection })
    }
  }
  return repeated
}

function overlap(a: Objection, b: Objection): boolean {
  return a.at !== null && b.at !== null && a.part === b.part && a.at.start < b.at.end && b.at.start < a.at.end
}

/** Sums of weights like 0.1 stay readable and compare as written. */
export const rounded = (points: number) => Math.round(points * 1000) / 1000
