import type { ThemeView } from '@proofgate/review'
import { visible } from '../check/excerpt.ts'
import type { Paint } from '../cli.ts'
import { type Cell, fittedTable } from '../table.ts'
import { SHORT_ID } from './hold-table.ts'

/** So many times the weeks before stands out. */
const RISING = 1.5
const WEEKS_MAX = 12
const BARS = '▁▂▃▄▅▆▇█'

/** Themes, one line each: how often, week by week, and what it is about. */
export function themeTable(rows: readonly ThemeView[], paint: Paint, width: number): string {
  const head = ['ID', 'KIND', 'MAILS', 'WEEKS', 'TREND', 'SINCE', 'THEME'].map((text): Cell => ({ text, style: 'dim' }))
  return fittedTable([head, ...rows.map(rowOf)], paint, width)
}

function rowOf(theme: ThemeView): Cell[] {
  return [
    { text: theme.id.slice(-SHORT_ID), style: 'bold' },
    theme.kind,
    String(theme.mails),
    sparkLine(theme.weeks.slice(-WEEKS_MAX).map(({ mails }) => mails)),
    trendCell(theme),
    theme.firstSeen.slice(0, 10),
    calledOf(theme),
  ]
}

/** Its name, or else its words; of a theme whose words were erased a dash. */
export function calledOf({ name, words }: Pick<ThemeView, 'name' | 'words'>): string {
  const called = visible((name ?? words.join(', ')).replace(/\s+/g, ' '))
  return called === '' ? '-' : called
}

/** `x1.8`: the last seven days against the weeks before. */
function trendCell({ trend, weeklyBefore }: ThemeView): Cell {
  if (trend === null) return weeklyBefore === null ? { text: 'new', style: 'yellow' } : '-'
  const text = `x${trend.toFixed(1)}`
  return trend >= RISING ? { text, style: 'red' } : text
}

/** One bar per number, the highest of full height; nothing is a dot. */
export function sparkLine(numbers: readonly number[]): string {
  const most = Math.max(1, ...numbers)
  return numbers.map((n) => (n === 0 ? '·' : (BARS[Math.ceil((n / most) * BARS.length) - 1] ?? '·'))).join('')
}
