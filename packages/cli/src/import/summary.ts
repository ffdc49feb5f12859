import { visible } from '../check/excerpt.ts'
import type { Paint } from '../cli.ts'
import { SKIPS } from './sort-mail.ts'
import { skipsOf, type Tally } from './tally.ts'

/** How an import ended. */
export type Ending = {
  readonly tally: Tally
  readonly isDry: boolean
  readonly isWhole: boolean
  readonly isResumed: boolean
  readonly tookMs: number
}

/** Places shown for each reason; `--format json` has more. */
const SHOWN = 5

/** What was taken in and what was not, and why, for people. */
export function summaryText({ tally, isDry, isWhole, isResumed, tookMs }: Ending, paint: Paint): string {
  const [taken, known, skipped] = isDry
    ? ['would be taken', 'known already', 'would be skipped']
    : ['taken in', 'known already', 'skipped']
  const count = (what: number, text: string) => [what.toLocaleString('en'), text]
  const skips = skipsOf(tally)
  const all = skips.reduce((sum, [, one]) => sum + one.count, 0)
  const rows = [count(tally.taken, taken), count(tally.known, known), count(all, skipped)]
  const note = isResumed ? ', with what an earlier import of it took before it was broken off' : ''
  const head = `${tally.mails.toLocaleString('en')} ${tally.mails === 1 ? 'mail' : 'mails'} in ${secondsOf(tookMs)}${note}${isWhole ? '' : '; stopped before the end'}\n`
  const width = Math.max(...rows.map(([number = '']) => number.length))
  const counts = rows.map(([number = '', text = '']) => `  ${number.padStart(width)}  ${text}\n`).join('')
  const reasons = skips.map(([skip, { count: times, places }]) => {
    const shown = places.slice(0, SHOWN).map((place) => `${' '.repeat(width + 6)}${paint('dim', visible(place))}\n`)
    const more =
      times > SHOWN
        ? [`${' '.repeat(width + 6)}${paint('dim', `and ${(times - SHOWN).toLocaleString('en')} more`)}\n`]
        : []
    return `${' '.repeat(width + 4)}${times.toLocaleString('en')} ${SKIPS[skip]}\n${[...shown, ...more].join('')}`
  })
  return `${paint('bold', head)}${counts}${reasons.join('')}`
}

const secondsOf = (ms: number) => (ms < 60_000 ? `${(ms / 1000).toFixed(1)} s` : `${Math.round(ms / 60_000)} min`)

/** The same for programs. */
export function summaryJson({ tally, isDry, isWhole, isResumed, tookMs }: Ending): Readonly<Record<string, unknown>> {
  return {
    mails: tally.mails,
    taken: tally.taken,
    known: tally.known,
    skipped: skipsOf(tally).map(([reason, { count, places }]) => ({ reason, count, places })),
    dryRun: isDry,
    whole: isWhole,
    resumed: isResumed,
    tookMs: Math.round(tookMs),
  }
}
