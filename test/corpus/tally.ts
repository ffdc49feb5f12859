import { type CheckId, type Judgement, judge, type ModelSource, policyOf } from '@proofgate/checks'
import { built } from './build.ts'
import type { CorpusCase } from './case.ts'

/** A labelled case and what was said about its reply. */
export type Judged = { readonly labelled: CorpusCase; readonly judgement: Judgement }

/** How a check did on labelled cases. */
export type Tally = {
  /** Faults that are there, and how many of them were found. */
  readonly labels: number
  readonly found: number
  /** Findings that are right, wrong, and debatable by the labels. */
  readonly right: number
  readonly wrong: number
  readonly debatable: number
  /** Wrong findings on cases without any fault. */
  readonly onClean: number
  /** What was found wrongly and what was missed, in words. */
  readonly mistakes: readonly string[]
}

/** Judges cases and counts, for each of the checks, what it found and missed. */
export async function tallied(
  cases: readonly CorpusCase[],
  ids: readonly CheckId[],
): Promise<ReadonlyMap<CheckId, Tally>> {
  const judged = await Promise.all(cases.map((one) => judgedCase(one)))
  return new Map(ids.map((id) => [id, tallyOf(judged, id)]))
}

/** Judges the reply of a case under the default policy, which knows the case's facts; by rules alone without a model. */
export async function judgedCase(labelled: CorpusCase, model: ModelSource | null = null): Promise<Judged> {
  const { raw, conversation, from, recipients, policy } = built(labelled)
  const wishes = { notify: null, orcpt: null }
  const options = { body: null, smtpUtf8: false, requireTls: false, ret: null, envid: null }
  const envelope = { from, recipients: recipients.map((address) => ({ address, ...wishes })), ...options }
  const judgement = await judge({ raw, envelope, conversation, policy: policyOf(policy, labelled.id), model })
  return { labelled, judgement }
}

/** What one check found and missed in judged cases. */
export function tallyOf(judged: readonly Judged[], check: CheckId): Tally {
  return judged.map((one) => tallyOfCase(one, check)).reduce(sum, NOTHING)
}

/** A finding is right when its words and a label's overlap; each label is found at most once. */
function tallyOfCase({ labelled: { id, expect }, judgement }: Judged, check: CheckId): Tally {
  const findings = judgement.findings.filter((finding) => finding.check === check)
  const labels = expect.findings.filter((label) => label.check === check).map((label) => label.excerpt)
  const missed = labels.filter((label) => !findings.some((finding) => overlaps(label, finding.excerpt)))
  const strays = findings.filter((finding) => !labels.some((label) => overlaps(label, finding.excerpt)))
  // A note costs nobody anything.
  const wrong = expect.allow.includes(check) ? [] : strays.filter(({ note }) => !note)
  return {
    labels: labels.length,
    found: labels.length - missed.length,
    right: findings.length - strays.length,
    wrong: wrong.length,
    debatable: strays.length - wrong.length,
    onClean: expect.findings.length === 0 ? wrong.length : 0,
    mistakes: [
      ...wrong.map(({ excerpt, confidence }) => `wrong   ${id} ${check}: ${JSON.stringify(excerpt)} (${confidence})`),
      ...missed.map((label) => `missed  ${id} ${check}: ${JSON.stringify(label)}`),
    ],
  }
}

const NOTHING: Tally = { labels: 0, found: 0, right: 0, wrong: 0, debatable: 0, onClean: 0, mistakes: [] }

const sum = (a: Tally, b: Tally): Tally => ({
  labels: a.labels + b.labels,
  found: a.found + b.found,
  right: a.right + b.right,
  wrong: a.wrong + b.wrong,
  debatable: a.debatable + b.debatable,
  onClean: a.onClean + b.onClean,
  mistakes: [...a.mistakes, ...b.mistakes],
})

function overlaps(label: string | null, excerpt: string | null): boolean {
  if (label === null || excerpt === null) return true
  const [a = '', b = ''] = [label, excerpt].map((words) => words.replace(/\s+/g, ' ').trim())
  if (a === '' || b === '') return false
  return a.includes(b) || b.includes(a) || endMeetsStart(a, b) || endMeetsStart(b, a)
}

/** True when the end of one is the beginning of the other, over at least eight characters. */
function endMeetsStart(a: string, b: string): boolean {
  for (let length = Math.min(a.length, b.length); length >= 8; length--) if (a.endsWith(b.slice(0, length))) return true
  return false
}
