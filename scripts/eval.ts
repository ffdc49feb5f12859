/**
 * Measures how well the checks judge, and records it: docs/quality.md and test/corpus/figures.json.
 *
 *   npm run eval                              the labelled replies of test/corpus; says what became worse, and records it
 *   npm run eval -- --verify                  records nothing; exits 1 when a figure is below the recorded one
 *   npm run eval -- --data DIR                the public sets below DIR as well; those that are absent are skipped
 *   npm run eval -- --only rude               what was found wrongly or missed, of one check or measure; records nothing
 *   npm run eval -- --mistakes                the same of all that is built
 *   npm run eval -- --format json             everything as JSON
 */
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { CHECK_IDS, CHECKS } from '@proofgate/checks'
import { dropsOf, isOutdated } from './eval/compare.ts'
import { AUTHOR_SETS, type SetResult, setResult } from './eval/corpus.ts'
import { type Figures, figuresIn } from './eval/figures.ts'
import { MODEL } from './eval/language-model.ts'
import type { Measure, Measured } from './eval/measure.ts'
import { MEASURES } from './eval/measures.ts'
import { qualityPage } from './eval/page.ts'
import { progressOf } from './eval/progress.ts'

const ROOT = join(import.meta.dirname, '..')
const FIGURES = join(ROOT, 'test/corpus/figures.json')
const PAGE = join(ROOT, 'docs/quality.md')

const { values } = parseArgs({
  options: {
    verify: { type: 'boolean', default: false },
    data: { type: 'string' },
    mistakes: { type: 'boolean', default: false },
    only: { type: 'string' },
    format: { type: 'string', default: 'text' },
  },
})

const known: readonly string[] = [...CHECK_IDS, 'verdict', ...MEASURES.map(({ id }) => id)]
if (values.only !== undefined && !known.includes(values.only)) {
  console.error(`--only ${values.only} is neither a check nor a measure. Known: ${known.join(', ')}`)
  process.exit(2)
}

const recorded = figuresIn(FIGURES)
const sets = await measuredSets()
const measured = await measuredData()
const built = new Set<string>(CHECKS.map(({ id }) => id))
const figures: Figures = {
  model: await modelUsed(),
  first: firstLook(),
  corpus: Object.fromEntries([...sets].map(([name, { figures: counted }]) => [name, counted])),
  public: Object.fromEntries([...measured].map(([id, { figures: counted }]) => [id, [...counted]])),
}
const drops = dropsOf(recorded, figures)
const whole: Figures = { ...figures, public: { ...recorded.public, ...figures.public } }

if (values.format === 'json')
  console.log(JSON.stringify({ ...whole, drops, times: times(), mistakes: mistakes() }, null, 2))
else report()
if (values.verify) verify()
else if (values.only === undefined && !values.mistakes) record()

/** What each check did on the held-out set when it was first run on it; those seen now for the first time join. */
function firstLook(): Figures['first'] {
  const now = Object.entries(sets.get('held-out')?.figures.checks ?? {}).filter(([id]) => built.has(id))
  return { ...Object.fromEntries(now), ...recorded.first }
}

/** The model and how many replies it read sentences of; `null` where it cannot run. */
async function modelUsed(): Promise<Figures['model']> {
  const model = await MODEL()
  const replies = [...sets.values()].reduce((sum, { readByModel }) => sum + readByModel, 0)
  return 'why' in model ? null : { id: model.id, replies }
}

async function measuredSets(): Promise<ReadonlyMap<string, SetResult>> {
  const results = new Map<string, SetResult>()
  for (const [name, set] of Object.entries(AUTHOR_SETS)) {
    const progress = progressOf(name)
    results.set(name, await setResult(set, progress))
    progress.end()
  }
  return results
}

async function measuredData(): Promise<ReadonlyMap<string, Measured>> {
  const { data } = values
  const results = new Map<string, Measured>()
  if (data === undefined) return results
  const folderOf = (name: string) => join(data, name)
  for (const measure of MEASURES) {
    const absent = measure.needs.filter((name) => !existsSync(folderOf(name)))
    if (absent.length > 0) console.error(`${measure.id} is skipped: there is no ${absent.map(folderOf).join(', ')}`)
    else if (measure.needsModel && !(await hasModel(measure.id))) continue
    else results.set(measure.id, await run(measure, folderOf))
  }
  return results
}

/** Whether the language model can run here; says so where it cannot. */
async function hasModel(id: string): Promise<boolean> {
  const model = await MODEL()
  if ('why' in model) console.error(`${id} is skipped: ${model.why}`)
  return !('why' in model)
}

async function run(measure: Measure, folderOf: (name: string) => string): Promise<Measured> {
  const progress = progressOf(measure.id)
  const result = await measure.run(folderOf, progress)
  progress.end()
  return result
}

/** The page's tables on the terminal, and times, which are compared with nothing; or only what went wrong. */
function report(): void {
  if (values.only === undefined) {
    console.log(qualityPage(whole).split('\n').slice(2).join('\n'))
    for (const [name, { p50, p95, max }] of Object.entries(times())) {
      console.log(`${name}: ${p50} ms per message (median), ${p95} ms at the 95th percentile, ${max} ms at most`)
    }
  }
  if (values.only !== undefined || values.mistakes) for (const mistake of mistakes()) console.log(mistake)
}

function times(): Readonly<Record<string, { readonly p50: number; readonly p95: number; readonly max: number }>> {
  const at = (all: readonly number[], share: number) =>
    Math.round(10 * (all[Math.min(all.length - 1, Math.floor(share * all.length))] ?? 0)) / 10
  return Object.fromEntries(
    [...sets].map(([name, { times: all }]) => [name, { p50: at(all, 0.5), p95: at(all, 0.95), max: at(all, 1) }]),
  )
}

/** What went wrong with what `--only` names, or with the verdicts, the measures and every check that is built. */
function mistakes(): readonly string[] {
  const { only } = values
  const ofCorpus = [...sets.values()].flatMap((one) => one.mistakes)
  const ofData = [...measured].flatMap(([id, one]) => one.mistakes.map((words) => ({ about: id, words })))
  const shown = (about: string) => built.has(about) || about === 'verdict' || measured.has(about)
  return [...ofCorpus, ...ofData]
    .filter(({ about }) => (only === undefined ? shown(about) : about === only))
    .map(({ words }) => words)
}

function verify(): void {
  for (const drop of drops) console.error(`Worse than recorded: ${drop}`)
  if (drops.length > 0) {
    console.error('Mend it, or, where the price is worth it, run npm run eval and commit the figures with the reason.')
    process.exitCode = 1
  } else if (isOutdated(recorded, figures)) {
    console.error('No figure is worse than recorded; some differ. Run npm run eval and commit them.')
  }
}

function record(): void {
  for (const drop of drops) console.error(`Worse than before: ${drop}`)
  writeFileSync(FIGURES, `${JSON.stringify(whole, null, 2)}\n`)
  writeFileSync(PAGE, qualityPage(whole))
  console.error('Written: docs/quality.md, test/corpus/figures.json')
}
