/** What a preview of the gate says: counts, and the words of a few examples. Its shape is public and only ever extended. */
import type { Finding, Judgement, Verdict } from '@proofgate/checks'
import type { PreviewFilter, PreviewReply, PromisesKept, Unanswered } from '@proofgate/store'
import type { Judged } from './judge-replies.ts'

/** How many replies, and what would have become of them. */
export type Counts = { replies: number; forward: number; hold: number; bounce: number }

/** The figures of an agent, a team or a week. */
export type Line = Counts & {
  /** Agent, team, or week (`2026-W10`, ISO 8601); `null` for those of none. */
  key: string | null
  /** Replies that were the first behind a mail of the customer's, and those later than the response target. */
  answers: number
  late: number
  promises: PromiseCounts
}

export type PromiseCounts = Omit<PromisesKept, 'agent' | 'team'>

/** One check over all replies. */
export type CheckLine = {
  check: string
  group: string
  /** Replies it objects to, and those of them that would have been held or bounced. */
  replies: number
  stopped: number
  examples: Example[]
}

/** A reply as an example. */
export type Example = {
  /** Of the reply and its conversation; `null` where nobody is to learn who wrote it. */
  readonly id: string | null
  readonly conversation: string | null
  readonly day: string
  readonly agent: string | null
  readonly subject: string | null
  readonly verdict: Verdict
  readonly score: number
  readonly findings: readonly ExampleFinding[]
}

export type ExampleFinding = Pick<Finding, 'check' | 'points' | 'excerpt' | 'message'>

/** The whole preview. */
export type Preview = {
  readonly policy: { readonly file: string; readonly digest: string }
  readonly filter: PreviewFilter
  /** Written first and last, of the replies judged. */
  readonly first: Date | null
  readonly last: Date | null
  readonly counts: Counts
  /** Passed unjudged (internal, automatic); not judged because something failed. Neither is in the counts. */
  readonly exempt: number
  readonly failed: number
  /** False when it was broken off: then all figures are of the replies judged so far. */
  readonly isWhole: boolean
  readonly checks: readonly CheckLine[]
  readonly agents: readonly Line[]
  readonly teams: readonly Line[]
  readonly weeks: readonly Line[]
  readonly answers: {
    readonly count: number
    readonly late: number
    /** By the clock, in milliseconds; `null` when nobody was answered. */
    readonly medianMs: number | null
    readonly p90Ms: number | null
  }
  readonly unanswered: Unanswered
  readonly promises: PromiseCounts
  readonly worst: readonly Example[]
}

const WORST_MAX = 10
const EXAMPLES_MAX = 3
const FINDINGS_MAX = 5

/** How agents are called, and what of their words is shown. */
export type Naming = {
  readonly isHidden: boolean
  readonly agent: (address: string | null) => string | null
  /** Words without what tells who wrote them. */
  readonly words: (text: string, reply: PreviewReply) => string
}

/** Gathers judged replies. Holds counts and a few examples, however many there are. */
export function gather(naming: Naming) {
  const counts: Counts = { replies: 0, forward: 0, hold: 0, bounce: 0 }
  const checks = new Map<string, CheckLine>()
  const by = {
    agents: new Map<string | null, Line>(),
    teams: new Map<string | null, Line>(),
    weeks: new Map<string | null, Line>(),
  }
  const waits: number[] = []
  const worst = new Map<string, Example[]>()
  let [exempt, failed, late] = [0, 0, 0]
  let [first, last]: [Date | null, Date | null] = [null, null]

  const add = (judged: Judged) => {
    const { reply } = judged
    const lines = linesFor(reply, naming, by)
    if (reply.answer !== null) {
      waits.push(reply.answer.clockMs)
      if (reply.answer.isLate) late++
      for (const line of lines) {
        line.answers++
        if (reply.answer.isLate) line.late++
      }
    }
    if ('error' in judged) return void failed++
    const { judgement } = judged
    if (judgement.exempt !== null) return void exempt++
    const verdict = verdictOf(judgement)
    if (first === null || reply.writtenAt < first) first = reply.writtenAt
    if (last === null || reply.writtenAt > last) last = reply.writtenAt
    for (const one of [counts, ...lines]) {
      one.replies++
      one[verdict]++
    }
    const example = exampleOf(reply, judgement, naming)
    for (const finding of firstOfEach(judgement.findings)) noteCheck(checks, finding, example)
    if (verdict !== 'forward') noteWorst(worst, example)
  }

  const end = (
    rest: Pick<Preview, 'policy' | 'filter' | 'isWhole' | 'unanswered'> & { promises: readonly PromisesKept[] },
  ): Preview => {
    for (const one of rest.promises) {
      for (const line of [lineOf(by.agents, naming.agent(one.agent)), lineOf(by.teams, one.team)])
        line.promises = sumOf(line.promises, one)
    }
    waits.sort((a, b) => a - b)
    return {
      ...rest,
      first,
      last,
      counts,
      exempt,
      failed,
      checks: [...checks.values()].toSorted((a, b) => b.stopped - a.stopped || b.replies - a.replies),
      agents: sorted(by.agents),
      teams: sorted(by.teams),
      weeks: [...by.weeks.values()].toSorted((a, b) => ((a.key ?? '') < (b.key ?? '') ? -1 : 1)),
      answers: { count: waits.length, late, medianMs: shareOf(waits, 0.5), p90Ms: shareOf(waits, 0.9) },
      promises: rest.promises.reduce<PromiseCounts>(sumOf, NO_PROMISES),
      worst: worstOf([...worst.values()].flat()).slice(0, WORST_MAX),
    }
  }
  return { add, end }
}

/** A policy that only watches would forward everything: what it would do otherwise is what is asked here. */
export const verdictOf = ({ verdict, shadowVerdict }: Judgement): Verdict => shadowVerdict ?? verdict

type Lines = Map<string | null, Line>

function linesFor(
  { agent, team, writtenAt }: PreviewReply,
  naming: Naming,
  by: { readonly agents: Lines; readonly teams: Lines; readonly weeks: Lines },
): Line[] {
  return [lineOf(by.agents, naming.agent(agent)), lineOf(by.teams, team), lineOf(by.weeks, weekOf(writtenAt))]
}

function lineOf(lines: Lines, key: string | null): Line {
  const known = lines.get(key)
  if (known !== undefined) return known
  const line = { key, replies: 0, forward: 0, hold: 0, bounce: 0, answers: 0, late: 0, promises: NO_PROMISES }
  lines.set(key, line)
  return line
}

const NO_PROMISES: PromiseCounts = { made: 0, kept: 0, late: 0, renewed: 0, withdrawn: 0, broken: 0, running: 0 }

function sumOf(a: PromiseCounts, b: PromiseCounts): PromiseCounts {
  return {
    made: a.made + b.made,
    kept: a.kept + b.kept,
    late: a.late + b.late,
    renewed: a.renewed + b.renewed,
    withdrawn: a.withdrawn + b.withdrawn,
    broken: a.broken + b.broken,
    running: a.running + b.running,
  }
}

const sorted = (lines: Lines) => [...lines.values()].toSorted((a, b) => b.replies - a.replies)

/** The week of ISO 8601, in UTC: `2026-W10`. */
export function weekOf(at: Date): string {
  const day = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate()))
  // The Thursday of a week says which year's it is.
  day.setUTCDate(day.getUTCDate() + 4 - (day.getUTCDay() || 7))
  const week = Math.ceil(((day.getTime() - Date.UTC(day.getUTCFullYear(), 0, 1)) / 86_400_000 + 1) / 7)
  return `${day.getUTCFullYear()}-W${String(week).padStart(2, '0')}`
}

/** A finding that only watches, or only notes, stops nobody. */
const counting = ({ shadow, action }: Finding) => !shadow && action !== 'note'

function firstOfEach(findings: readonly Finding[]): Finding[] {
  return [
    ...new Map(
      findings
        .filter(counting)
        .toReversed()
        .map((finding) => [finding.check, finding]),
    ).values(),
  ]
}

function noteCheck(checks: Map<string, CheckLine>, { check, group }: Finding, example: Example): void {
  const line = checks.get(check) ?? { check, group, replies: 0, stopped: 0, examples: [] }
  checks.set(check, line)
  line.replies++
  if (example.verdict !== 'forward') line.stopped++
  const own = example.findings.filter((finding) => finding.check === check)
  if (own.length > 0 && line.examples.length < EXAMPLES_MAX) line.examples.push({ ...example, findings: own })
}

function exampleOf(reply: PreviewReply, judgement: Judgement, naming: Naming): Example {
  const findings = judgement.findings.filter(counting).slice(0, FINDINGS_MAX)
  return {
    id: naming.isHidden ? null : reply.id,
    conversation: naming.isHidden ? null : reply.conversationId,
    day: reply.writtenAt.toISOString().slice(0, 10),
    agent: naming.agent(reply.agent),
    subject: reply.subject === null ? null : naming.words(reply.subject, reply),
    verdict: verdictOf(judgement),
    score: judgement.score,
    findings: findings.map(({ check, points, excerpt, message }) => ({
      check,
      points,
      excerpt: excerpt === null ? null : naming.words(excerpt, reply),
      message: naming.words(message, reply),
    })),
  }
}

/** Of replies that the same checks object to the worst few: ten of one kind would say less than some of each. */
function noteWorst(worst: Map<string, Example[]>, example: Example): void {
  const kind = [...new Set(example.findings.map(({ check }) => check))].sort().join(' ')
  worst.set(kind, worstOf([...(worst.get(kind) ?? []), example]).slice(0, EXAMPLES_MAX))
}

/** Bounced before held, then by score. */
function worstOf(examples: readonly Example[]): Example[] {
  const rank = ({ verdict }: Example) => (verdict === 'bounce' ? 1 : 0)
  return examples.toSorted((a, b) => rank(b) - rank(a) || b.score - a.score)
}

function shareOf(sortedValues: readonly number[], share: number): number | null {
  return sortedValues[Math.min(sortedValues.length - 1, Math.floor(sortedValues.length * share))] ?? null
}
