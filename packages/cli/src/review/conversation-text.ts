import type { ConversationView } from '@proofgate/review'
import { visible } from '../check/excerpt.ts'
import type { Paint } from '../cli.ts'
import { conversationTable } from './conversation-table.ts'

/** A conversation to be read: what is known of it, its mails, what was asked and what was promised. */
export function conversationText(view: ConversationView, now: Date, paint: Paint, width: number): string {
  const sections = [
    conversationTable([view], now, paint, width),
    view.because.length === 0 ? '' : `Shown by: ${view.because.map((words) => `“${line(words)}”`).join(', ')}\n`,
    ...view.turns.map((turn) => turnText(turn, paint)),
    listOf('Asked', view.points.map(pointLine), paint),
    listOf('Promised', view.promises.map(promiseLine), paint),
  ]
  return sections.filter((section) => section !== '').join('\n')
}

function turnText(turn: ConversationView['turns'][number], paint: Paint): string {
  const author = line(turn.author?.name ?? turn.author?.address ?? '(unknown)')
  const marks = [turn.automatic, turn.said ? null : 'not sent', turn.atRisk ? 'at risk' : turn.mood].filter(
    (mark) => mark !== null && mark !== 'neutral',
  )
  const head = `${turn.writtenAt.slice(0, 16).replace('T', ' ')}  ${author}${marks.length === 0 ? '' : `  (${marks.join(', ')})`}`
  return `${paint(turn.by === 'us' ? 'cyan' : 'bold', head)}\n${visible(turn.text ?? '(no text)').trimEnd()}\n`
}

const pointLine = ({ id, kind, state, text, settledBy }: ConversationView['points'][number]) =>
  `${id}  ${kind}, ${state}${settledBy === null ? '' : ` by ${settledBy}`}: ${line(text ?? '(erased)')}`

const promiseLine = ({ id, state, dueAt, agent, text }: ConversationView['promises'][number]) =>
  `${id}  ${state}, due ${dueAt.slice(0, 16).replace('T', ' ')}, ${line(agent ?? '-')}: ${line(text ?? '(erased)')}`

const listOf = (title: string, lines: readonly string[], paint: Paint): string =>
  lines.length === 0 ? '' : `${paint('bold', title)}\n${lines.map((one) => `  ${one}\n`).join('')}`

const line = (text: string): string => visible(text.replace(/\s+/g, ' '))
