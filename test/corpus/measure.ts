/**
 * Judges the labelled cases and prints, for each check that exists, how often it fires and how often rightly.
 *   node test/corpus/measure.ts [--folder test/corpus/cases/] [--check ID] [--wrong] [--missed]
 */
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { CHECKS, type Finding, judge, policyOf } from '../../packages/checks/src/index.ts'
import { built } from './build.ts'
import { type CorpusCase, casesIn } from './case.ts'

const { values } = parseArgs({
  options: {
    folder: { type: 'string', default: new URL('cases/', import.meta.url).pathname },
    check: { type: 'string' },
    wrong: { type: 'boolean', default: false },
    missed: { type: 'boolean', default: false },
  },
})
const shown = CHECKS.map((check) => check.id).filter((id) => values.check === undefined || id === values.check)
type Sum = { labels: number; found: number; right: number; wrong: number; debatable: number; onClean: number }
const none = (): Sum => ({ labels: 0, found: 0, right: 0, wrong: 0, debatable: 0, onClean: 0 })
const sums = new Map(shown.map((id) => [id, none()] as const))
const cases = casesIn(pathToFileURL(`${values.folder}/`.replace(/\/+$/, '/')))

for (const one of cases) {
  const findings = await findingsOf(one)
  for (const id of shown)
    count(
      one,
      id,
      findings.filter((finding) => finding.check === id),
    )
}
report()

async function findingsOf(one: CorpusCase): Promise<readonly Finding[]> {
  const { raw, conversation, from, recipients, policy } = built(one)
  const wishes = { notify: null, orcpt: null }
  const options = { body: null, smtpUtf8: false, requireTls: false, ret: null, envid: null }
  const envelope = { from, recipients: recipients.map((address) => ({ address, ...wishes })), ...options }
  return (await judge({ raw, envelope, conversation, policy: policyOf(policy, one.id) })).findings
}

/** A finding is right when its words and a label's overlap; each label is found at most once. */
function count(one: CorpusCase, id: (typeof shown)[number], findings: readonly Finding[]): void {
  const sum = sums.get(id)
  if (sum === undefined) return
  const labels = one.expect.findings.filter((label) => label.check === id).map((label) => label.excerpt)
  const open = new Set(labels)
  sum.labels += labels.length
  for (const finding of findings) {
    const match = labels.find((label) => overlaps(label, finding.excerpt))
    if (match !== undefined) {
      sum.right++
      open.delete(match)
    } else if (one.expect.allow.includes(id)) sum.debatable++
    else {
      sum.wrong++
      if (one.expect.findings.length === 0) sum.onClean++
      if (values.wrong)
        console.log(`wrong   ${one.id} ${id}: ${JSON.stringify(finding.excerpt)} (${finding.confidence})`)
    }
  }
  sum.found += labels.length - open.size
  if (values.missed) for (const label of open) console.log(`missed  ${one.id} ${id}: ${JSON.stringify(label)}`)
}

function overlaps(label: string | null, excerpt: string | null): boolean {
  if (label === null || excerpt === null) return true
  const [a, b] = [label, excerpt].map((words) => words.replace(/\s+/g, ' ').trim())
  if (a === undefined || b === undefined || a === '' || b === '') return false
  return a.includes(b) || b.includes(a) || sharedEnds(a, b) || sharedEnds(b, a)
}

/** True when the end of one is the beginning of the other, over at least eight characters. */
function sharedEnds(a: string, b: string): boolean {
  for (let length = Math.min(a.length, b.length); length >= 8; length--) if (a.endsWith(b.slice(0, length))) return true
  return false
}

function report(): void {
  const clean = cases.filter((one) => one.expect.findings.length === 0).length
  console.log(`${cases.length} cases, ${clean} of them clean`)
  console.log('check                 labels  found recall   fires  right  wrong precision  debatable  wrong on clean')
  for (const [id, { labels, found, right, wrong, debatable, onClean }] of sums) {
    const share = (part: number, whole: number) => (whole === 0 ? '-' : (part / whole).toFixed(2))
    const cells: [string | number, number][] = [
      [labels, 6],
      [found, 7],
      [share(found, labels), 7],
      [right + wrong + debatable, 8],
      [right, 7],
      [wrong, 7],
      [share(right, right + wrong), 10],
      [debatable, 11],
      [onClean, 16],
    ]
    console.log(id.padEnd(22) + cells.map(([cell, width]) => String(cell).padStart(width)).join(''))
  }
}
