import { findMessage, type MessageStatus, type Store } from '@proofgate/store'
import type { Paint } from '../cli.ts'
import { type Cell, tableOf } from '../table.ts'
import type { Answer } from './send.ts'

const STYLE = { forward: 'green', hold: 'yellow', bounce: 'red' } as const
/** What the columns before the reasons take, and the least that is left to the reasons. */
const BEFORE_REASONS = 71
const REASON_MIN = 24

/** What became of the samples, one line each: verdict, score and reasons. `width`: columns of the terminal. */
export async function reportOf(store: Store, answers: readonly Answer[], paint: Paint, width: number): Promise<string> {
  const reasonMax = Math.max(REASON_MIN, width - BEFORE_REASONS)
  const rows = await Promise.all(answers.map((answer) => rowOf(store, answer, reasonMax)))
  return tableOf([['SUBJECT', 'VERDICT', 'SCORE', 'WHAT BECAME OF IT', 'WHY'], ...rows], paint)
}

async function rowOf(store: Store, { sample, id, reply }: Answer, reasonMax: number): Promise<Cell[]> {
  const message = id === null ? null : await findMessage(store.sql, id)
  const judgement = message?.judgement ?? null
  if (message === null || judgement === null) return [cut(sample.subject, 34), '?', '', reply, '']
  const verdict = judgement.exempt === null ? judgement.verdict : 'forward'
  return [
    cut(sample.subject, 34),
    { text: verdict, style: STYLE[verdict] },
    String(judgement.score),
    becameOf(message),
    cut(whyOf(judgement), reasonMax),
  ]
}

function becameOf({ state }: MessageStatus): string {
  switch (state) {
    case 'sent':
      return 'sent on'
    case 'forwarding':
      return 'on its way'
    case 'held':
      return 'waits for review'
    case 'bounced':
      return 'refused with 550'
    default:
      return state
  }
}

function whyOf(judgement: NonNullable<MessageStatus['judgement']>): string {
  if (judgement.exempt !== null) return `not judged: ${judgement.exempt}`
  return judgement.findings.map(({ check, excerpt }) => (excerpt === null ? check : `${check} "${excerpt}"`)).join(', ')
}

function cut(text: string, max: number): string {
  const line = text.replace(/\s+/g, ' ')
  return line.length <= max ? line : `${line.slice(0, max - 1)}…`
}
