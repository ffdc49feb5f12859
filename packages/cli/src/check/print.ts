import { parseMail } from '@proofgate/mail'
import { type Cli, paintFor } from '../cli.ts'
import { type Cell, tableOf } from '../table.ts'
import { visible } from './excerpt.ts'
import type { Outcome } from './judge-files.ts'
import { reportOf, VERDICT_STYLE } from './report.ts'

/** Writes outcomes as they come, and what is left at the end. */
export type Printer = { readonly add: (outcome: Outcome) => Promise<void>; readonly end: () => void }

/** More rows than this are counted, not listed, unless something is the matter with them. */
const ROWS_MAX = 50
const COLUMNS = 100

/** For people: each message with its findings; for several a table of all at the end. */
export function textPrinter(cli: Cli, isSeveral: boolean): Printer {
  const paint = paintFor(cli.out)
  const width = Math.max(40, cli.out.columns ?? COLUMNS)
  const rows: { readonly cells: readonly Cell[]; readonly isQuiet: boolean }[] = []
  const counts = { forward: 0, hold: 0, bounce: 0, failed: 0 }
  return {
    add: async (outcome) => {
      if ('error' in outcome) {
        counts.failed++
        rows.push({
          cells: [{ text: 'failed', style: 'red' }, '', visible(outcome.name), visible(outcome.error)],
          isQuiet: false,
        })
        return
      }
      const { judgement, name, raw } = outcome
      const { verdict, score, findings, unread } = judgement
      counts[verdict]++
      const checks = [...new Set(findings.map((finding) => finding.check))].join(', ')
      const cells = [
        { text: verdict, style: VERDICT_STYLE[verdict] },
        String(score),
        visible(name),
        judgement.exempt ?? [checks, unread.length > 0 ? '(not read whole)' : ''].filter(Boolean).join(' '),
      ]
      rows.push({ cells, isQuiet: verdict === 'forward' })
      if (raw !== null && (!isSeveral || findings.length > 0 || unread.length > 0))
        cli.out.write(`${reportOf(name, await parseMail(raw), judgement, paint, width)}\n`)
    },
    end: () => {
      if (!isSeveral) return
      const shown = rows.length > ROWS_MAX ? rows.filter(({ isQuiet }) => !isQuiet) : rows
      const head = ['verdict', 'score', 'message', 'checks'].map((text): Cell => ({ text, style: 'dim' }))
      if (shown.length > 0) cli.out.write(tableOf([head, ...shown.map(({ cells }) => cells)], paint))
      const failed = counts.failed > 0 ? `, ${paint('red', `${counts.failed} failed`)}` : ''
      cli.out.write(
        `${rows.length} messages: ${counts.forward} forward, ${counts.hold} hold, ${counts.bounce} bounce${failed}\n`,
      )
    },
  }
}

/** One JSON text: the judgement of one message, or an array of those of several, each with its file. A failure is `{ file, error }`. */
export function jsonPrinter(cli: Cli, isSeveral: boolean): Printer {
  let count = 0
  return {
    add: async (outcome) => {
      if (!isSeveral) {
        const shown = 'error' in outcome ? rowOf(outcome) : outcome.judgement
        cli.out.write(`${JSON.stringify(shown, null, 2)}\n`)
        return
      }
      cli.out.write(`${count++ === 0 ? '[\n' : ',\n'}${JSON.stringify(rowOf(outcome))}`)
    },
    end: () => {
      if (isSeveral) cli.out.write(count === 0 ? '[]\n' : '\n]\n')
    },
  }
}

/** One JSON text per line, each with its file. */
export function jsonLinesPrinter(cli: Cli): Printer {
  return {
    add: async (outcome) => {
      cli.out.write(`${JSON.stringify(rowOf(outcome))}\n`)
    },
    end: () => {},
  }
}

const rowOf = (outcome: Outcome) =>
  'error' in outcome ? { file: outcome.name, error: outcome.error } : { file: outcome.name, ...outcome.judgement }
