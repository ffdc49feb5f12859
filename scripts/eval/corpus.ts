import { CHECK_IDS, VERDICTS, type Verdict } from '@proofgate/checks'
import { type CorpusCase, casesIn } from '../../test/corpus/case.ts'
import { type Judged, judgedCase, type Tally, tallyOf } from '../../test/corpus/tally.ts'
import type { SetFigures } from './figures.ts'
import { MODEL } from './language-model.ts'
import type { Progress } from './progress.ts'

/**
 * The author sets: folder under test/corpus, by the name they are reported under. What goes wrong in a sealed one is counted
 * and never told, so that nobody tunes rules on it.
 */
export const AUTHOR_SETS = {
  development: { folder: 'cases/', sealed: false },
  'held-out': { folder: 'held-out/', sealed: false },
  reserve: { folder: 'reserve/', sealed: true },
} as const

/** `about` is the id of a check, or `verdict`. */
type Mistake = { readonly about: string; readonly words: string }

type AuthorSet = { readonly folder: string; readonly sealed: boolean }

/** A set of cases as judged. */
export type SetResult = {
  readonly figures: SetFigures
  /** What was found wrongly or missed by a check, and verdicts that are not the labelled ones, in words. */
  readonly mistakes: readonly Mistake[]
  /** Milliseconds each message took, ascending. */
  readonly times: readonly number[]
  /** How many messages the language model read sentences of. */
  readonly readByModel: number
}

/** Judges all cases of an author set, one after the other so that the times mean something. */
export async function setResult({ folder, sealed }: AuthorSet, progress: Progress): Promise<SetResult> {
  const cases = casesIn(new URL(`../../test/corpus/${folder}`, import.meta.url))
  const judged: Judged[] = []
  for (const one of cases) {
    judged.push(await judgedCase(one, MODEL))
    progress.step(judged.length, cases.length)
  }
  const tallies = new Map(CHECK_IDS.map((id) => [id, tallyOf(judged, id)]))
  return {
    figures: { ...verdictFigures(judged), checks: Object.fromEntries([...tallies].flatMap(seen)) },
    mistakes: sealed
      ? []
      : [
          ...[...tallies].flatMap(([about, tally]) => tally.mistakes.map((words) => ({ about, words }))),
          ...judged.flatMap(wrongVerdict).map((words) => ({ about: 'verdict', words })),
        ],
    times: judged.map(({ judgement }) => judgement.tookMs).toSorted((a, b) => a - b),
    readByModel: judged.filter(({ judgement }) => (judgement.model?.read ?? 0) > 0).length,
  }
}

/** Checks that neither have a label nor fired say nothing. */
function seen([id, tally]: readonly [string, Tally]) {
  const { mistakes: _, ...figures } = tally
  return tally.labels + tally.right + tally.wrong + tally.debatable === 0 ? [] : [[id, figures] as const]
}

function verdictFigures(judged: readonly Judged[]) {
  const clean = judged.filter(({ labelled }) => labelled.expect.findings.length === 0)
  const count = (is: (one: Judged) => boolean) => judged.filter(is).length
  return {
    cases: judged.length,
    clean: clean.length,
    cleanStopped: clean.filter(({ judgement }) => judgement.verdict !== 'forward').length,
    verdictsRight: count(({ labelled, judgement }) => judgement.verdict === labelled.expect.verdict),
    verdictsRightButForDebatable: count(
      (one) => one.labelled.expect.verdict === one.judgement.verdict || one.labelled.expect.verdict === undebated(one),
    ),
    stopsRight: count(
      ({ labelled, judgement }) => (judgement.verdict === 'forward') === (labelled.expect.verdict === 'forward'),
    ),
  }
}

/** The verdict by points when the findings over which fair people differ are set aside. */
function undebated({ labelled, judgement }: Judged): Verdict {
  const { findings, thresholds } = judgement
  const points = findings
    .filter(({ check, excerpt }) => !labelled.expect.allow.includes(check) || isLabelled(labelled, check, excerpt))
    .reduce((sum, finding) => sum + finding.points, 0)
  return points >= thresholds.bounce ? 'bounce' : points >= thresholds.hold ? 'hold' : 'forward'
}

function isLabelled({ expect }: CorpusCase, check: string, excerpt: string | null): boolean {
  return expect.findings.some(
    (label) => label.check === check && (label.excerpt === null || excerpt?.includes(label.excerpt)),
  )
}

function wrongVerdict({ labelled, judgement }: Judged): string[] {
  const { verdict } = labelled.expect
  if (judgement.verdict === verdict) return []
  const kind = VERDICTS.indexOf(judgement.verdict) > VERDICTS.indexOf(verdict) ? 'strict' : 'mild'
  const because = judgement.findings.filter(({ points }) => points > 0).map(({ check, points }) => `${check} ${points}`)
  return [
    `${kind.padEnd(7)} ${labelled.id} verdict: ${judgement.verdict} for ${verdict} (${because.join(', ') || 'no findings'})`,
  ]
}
