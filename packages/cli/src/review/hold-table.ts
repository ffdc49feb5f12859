import type { HoldSummary } from '@proofgate/review'
import { visible } from '../check/excerpt.ts'
import { VERDICT_STYLE } from '../check/report.ts'
import type { Paint } from '../cli.ts'
import { type Cell, cut, fittedTable } from '../table.ts'

/** How much of an id is shown: its end, where ids of the same hour differ. The review service understands it. */
export const SHORT_ID = 8

const PEOPLE_MAX = 22

/** Holds, one line each; the last column is cut to what is left of `width`. */
export function holdTable(holds: readonly HoldSummary[], now: Date, paint: Paint, width: number): string {
  const head = ['ID', 'WAITS', 'VERDICT', 'SCORE', 'FROM', 'TO', 'SUBJECT AND WHY'].map(
    (text): Cell => ({ text, style: 'dim' }),
  )
  return fittedTable([head, ...holds.map((hold) => rowOf(hold, now))], paint, width)
}

function rowOf(hold: HoldSummary, now: Date): Cell[] {
  const why = hold.worst?.message ?? (hold.reason === 'unjudged' ? 'not judged in time' : 'not read whole')
  return [
    { text: hold.id.slice(-SHORT_ID), style: 'bold' },
    hold.decidedAt === null ? ageOf(now.getTime() - Date.parse(hold.heldAt)) : '-',
    verdictCell(hold),
    hold.score === null ? '-' : String(hold.score),
    cut(visible(nameOf(hold)), PEOPLE_MAX),
    cut(
      `${visible(hold.recipients[0] ?? '')}${hold.recipients.length > 1 ? ` +${hold.recipients.length - 1}` : ''}`,
      PEOPLE_MAX,
    ),
    visible(
      `${hold.stale === null ? '' : `stale: ${STALE_WORDS[hold.stale.why]} · `}${hold.subject ?? '(no subject)'} — ${why}`.replace(
        /\s+/g,
        ' ',
      ),
    ),
  ]
}

/** How a conversation moved on under a held message. */
export const STALE_WORDS: Readonly<Record<NonNullable<HoldSummary['stale']>['why'], string>> = {
  'customer-wrote': 'the customer wrote again',
  'colleague-answered': 'a colleague answered',
  'promise-passed': 'the time of a promise passed',
}

/** The sender's name where there is one; `show` has the address. */
function nameOf({ from, envelopeFrom }: HoldSummary): string {
  const whole = from ?? envelopeFrom
  return whole.replace(/\s*<[^<>]*>$/, '').trim() || whole
}

function verdictCell({ decision, verdict }: HoldSummary): Cell {
  if (decision !== null) return { text: decision === 'release' ? 'released' : 'returned', style: 'dim' }
  return verdict === null ? 'unjudged' : { text: verdict, style: VERDICT_STYLE[verdict] }
}

/** `5m`, `2h10m`, `3d`. */
export function ageOf(ms: number): string {
  const minutes = Math.max(0, Math.floor(ms / 60_000))
  if (minutes < 60) return `${minutes}m`
  if (minutes < 48 * 60) return `${Math.floor(minutes / 60)}h${minutes % 60 === 0 ? '' : `${minutes % 60}m`}`
  return `${Math.floor(minutes / 1440)}d`
}
