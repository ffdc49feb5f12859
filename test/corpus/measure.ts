/**
 * Judges the labelled cases and prints, for each check that exists, how often it fires and how often rightly.
 *   node test/corpus/measure.ts [--folder test/corpus/cases/] [--check ID] [--mistakes]
 */
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { CHECKS } from '@proofgate/checks'
import { casesIn } from './case.ts'
import { type Tally, tallied } from './tally.ts'

const { values } = parseArgs({
  options: {
    folder: { type: 'string', default: `${import.meta.dirname}/cases` },
    check: { type: 'string' },
    mistakes: { type: 'boolean', default: false },
  },
})

const cases = casesIn(new URL(`${pathToFileURL(values.folder).href.replace(/\/+$/, '')}/`))
const ids = CHECKS.map((check) => check.id).filter((id) => values.check === undefined || id === values.check)
const tallies = await tallied(cases, ids)

console.log(`${cases.length} cases, ${cases.filter((one) => one.expect.findings.length === 0).length} of them clean`)
console.log('check                 labels  found recall   fires  right  wrong precision  debatable  wrong on clean')
for (const [id, tally] of tallies) console.log(id.padEnd(22) + row(tally))
if (values.mistakes) for (const { mistakes } of tallies.values()) for (const mistake of mistakes) console.log(mistake)

function row({ labels, found, right, wrong, debatable, onClean }: Tally): string {
  const cells: readonly (readonly [string | number, number])[] = [
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
  return cells.map(([cell, width]) => String(cell).padStart(width)).join('')
}

function share(part: number, whole: number): string {
  return whole === 0 ? '-' : (part / whole).toFixed(2)
}
