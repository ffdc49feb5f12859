/** Begins a check: `npm run new:check -- some-id` writes its file and adds it to the list. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CHECK_IDS, CHECKS, type CheckId, GROUPS, IDS_BY_GROUP } from '@proofgate/checks'

const FOLDER = join(import.meta.dirname, '../packages/checks/src')

const [id = ''] = process.argv.slice(2)
const refusal = refusalOf(id)
if (refusal === null) begin(id)
else {
  console.error(refusal)
  process.exitCode = 2
}

/** Why there can be no check of this id, or `null`. */
function refusalOf(wanted: string): string | null {
  const free = CHECK_IDS.filter((known) => !CHECKS.some((check) => check.id === known))
  const ids = free.length > 0 ? `Free ids: ${free.join(', ')}` : 'Each known id has its check.'
  if (wanted === '') return `Usage: npm run new:check -- ID\n${ids}`
  if (existsSync(fileOf(wanted))) return `There is a check "${wanted}" already: ${fileOf(wanted)}`
  if (!free.some((known) => known === wanted)) {
    return `"${wanted}" is no known id. Ids are public: add it to packages/checks/src/ids.ts first, with its group.\n${ids}`
  }
  return null
}

function begin(wanted: string): void {
  writeFileSync(fileOf(wanted), template(wanted))
  writeFileSync(join(FOLDER, 'list.ts'), listWith(wanted))
  console.log(`Written: packages/checks/src/checks/${wanted}.ts, and a line in packages/checks/src/list.ts

Next
  1. Write the near misses first: at least four examples each way, each differing from a wrong one in one place.
  2. Write find(): yield an objection for each place, with the exact words, what is wrong and what to do.
  3. npx vitest run packages/checks -t ${wanted}
  4. npm run eval -- --only ${wanted}: what it finds wrongly and misses on labelled replies
  5. npm run eval, npm run docs, and a line in CHANGELOG.md`)
}

function fileOf(wanted: string): string {
  return join(FOLDER, 'checks', `${wanted}.ts`)
}

/** `wrong-name` is exported as `wrongName`. */
function nameOf(wanted: string): string {
  return wanted.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
}

/** The list anew, in the order of the ids. */
function listWith(wanted: string): string {
  const ids = CHECK_IDS.filter((known) => known === wanted || CHECKS.some((check) => check.id === known))
  const imports = [...ids].sort().map((known) => `import { ${nameOf(known)} } from './checks/${known}.ts'`)
  const old = readFileSync(join(FOLDER, 'list.ts'), 'utf8')
  const comment = old.slice(old.indexOf('/**'), old.indexOf('*/') + 2)
  const entries = GROUPS.flatMap((group) => {
    const here: readonly CheckId[] = IDS_BY_GROUP[group]
    return [`  // ${group}`, ...ids.filter((known) => here.includes(known)).map((known) => `  ${nameOf(known)},`)]
  })
  return `import type { Check } from './check.ts'\n${imports.join('\n')}\n\n${comment}\nexport const CHECKS: readonly Check[] = [\n${entries.join('\n')}\n]\n`
}

function template(wanted: string): string {
  const group = GROUPS.find((one) => IDS_BY_GROUP[one].some((known) => known === wanted)) ?? 'proof'
  return `import type { Check } from '../check.ts'
import { bodyPlaces } from '../places.ts'

// Bounded quantifiers only: a check reads 200 kB of its own worst example in linear time.
const PATTERN = /\\b(?:the words it objects to)\\b/gi

export const ${nameOf(wanted)}: Check = {
  id: '${wanted}',
  group: '${group}',
  weight: 1,
  max: 1,
  summary: 'What it finds, in one line',
  reason: 'Why a customer minds.',
  source: 'Where we know it from',
  languages: ['en'],
  needsCustomer: false,
  examples: {
    // Near misses first: each differs from a wrong one in one place. At least four each way.
    right: [],
    wrong: [],
  },
  *find(reading) {
    for (const place of bodyPlaces(reading)) {
      for (const { 0: words, index } of place.text.matchAll(PATTERN)) {
        yield {
          part: place.part,
          at: { start: place.at + index, end: place.at + index + words.length },
          confidence: 0.8,
          message: \`"\${words}" …\`,
          suggestion: 'Say what to do instead.',
        }
      }
    }
  },
}
`
}
