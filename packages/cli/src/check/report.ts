import { type Finding, GROUPS, type Judgement, type LedgerRow } from '@proofgate/checks'
import type { Paint } from '../cli.ts'
import { barOf } from './bar.ts'
import { type MarkedLine, markedLines, visible } from './excerpt.ts'

/** Colour of each verdict, wherever it stands. */
export const VERDICT_STYLE = { forward: 'green', hold: 'yellow', bounce: 'red' } as const

const BAR_WIDTH = 20

/** Of a mail, what a report shows lines of. */
export type ShownMail = {
  readonly subject: string
  readonly text: { readonly text: string } | null
  readonly html: { readonly text: string } | null
}

/** A judgement for people: every finding under its line, then the score, then what was not judged. */
export function reportOf(name: string, mail: ShownMail, judgement: Judgement, paint: Paint, width: number): string {
  const parts = [
    `${paint('bold', visible(name))}  ${visible(mail.subject)}\n`,
    ...judgement.findings.map((finding) => findingText(finding, mail, paint, width)),
    scoreText(judgement, paint),
    unreadText(judgement, paint),
    questionsText(judgement.questions, paint),
    customerText(judgement, paint),
    abstainedText(judgement, paint),
  ]
  return parts.filter((part) => part !== '').join('\n')
}

function findingText(finding: Finding, mail: ShownMail, paint: Paint, width: number): string {
  const { check, points, note, action, shadow, message, suggestion } = finding
  const weight = shadow ? 'only watched' : action !== null ? `action ${action}` : note ? 'a note' : pointsText(points)
  const head = `  ${paint('bold', check)}  ${weight}  ${paint('dim', `${placeOf(finding, mail)}, ${sureness(finding.confidence)}`)}\n`
  const marks = linesOf(finding, mail, width)
    .map((line) => lineText(line, paint))
    .join('')
  const said = marks === '' && finding.excerpt !== null ? `      ${visible(`“${finding.excerpt}”`)}\n` : ''
  return `${head}${marks}${said}      ${visible(message)}\n      ${paint('green', '→')} ${visible(suggestion)}\n`
}

/** Zero: the check has reached its maximum for one message, is there for notes only, or a heavier one counts the words. */
const pointsText = (points: number) =>
  points === 0 ? 'no further points' : points === 1 ? '1 point' : `${points} points`

const sureness = (confidence: number) => `${Math.round(confidence * 100)} % sure`

/** What a person calls the place: `line 3 of the text`. */
function placeOf({ part, start }: Finding, mail: ShownMail): string {
  const text = textOf(part, mail)
  const line = text === null || start === null ? null : (text.slice(0, start).match(/\n/g)?.length ?? 0) + 1
  switch (part) {
    case 'subject':
      return 'subject'
    case 'text':
      return line === null ? 'text' : `line ${line} of the text`
    case 'html':
      return line === null ? 'HTML' : `line ${line} of the HTML as shown`
    case 'headers':
      return 'header'
    case 'attachment':
      return 'attachments'
    case 'conversation':
      return "customer's message"
  }
}

function textOf(part: Finding['part'], mail: ShownMail): string | null {
  if (part === 'subject') return mail.subject
  if (part === 'text') return mail.text?.text ?? null
  if (part === 'html') return mail.html?.text ?? null
  return null
}

function linesOf({ part, start, end }: Finding, mail: ShownMail, width: number): MarkedLine[] {
  const text = textOf(part, mail)
  if (text === null || start === null || end === null) return []
  return markedLines(text, start, end, width - GUTTER)
}

/** Columns before a shown line: its number and the rule. */
const GUTTER = 9

function lineText({ number, text, before, marked }: MarkedLine, paint: Paint): string {
  const gutter = (label: string) => paint('dim', `${label.padStart(6)} │ `)
  return `${gutter(String(number))}${text}\n${gutter('')}${' '.repeat(before)}${paint('red', '^'.repeat(marked))}\n`
}

function scoreText(
  { verdict, score, groups, thresholds, exempt, shadow, shadowVerdict }: Judgement,
  paint: Paint,
): string {
  if (exempt !== null) return `  ${paint(VERDICT_STYLE[verdict], verdict)}  passed unjudged: ${visible(exempt)}\n`
  const bars = GROUPS.filter((group) => groups[group] > 0).map(
    (group) =>
      `  ${group.padEnd(9)} ${paint('cyan', barOf(groups[group], thresholds.bounce, BAR_WIDTH))} ${groups[group]}\n`,
  )
  const watched =
    shadow && shadowVerdict !== null && shadowVerdict !== verdict
      ? `, would ${shadowVerdict} if the policy did not only watch`
      : ''
  const risk = thresholds.atRisk ? ' for a customer at risk' : ''
  const limits = paint('dim', `(hold at ${thresholds.hold}${risk}, bounce at ${thresholds.bounce})`)
  const bar = paint(VERDICT_STYLE[verdict], barOf(score, thresholds.bounce, BAR_WIDTH))
  return `${bars.join('')}  ${'score'.padEnd(9)} ${bar} ${score} → ${paint(VERDICT_STYLE[verdict], verdict)} ${limits}${watched}\n`
}

function unreadText({ unread }: Judgement, paint: Paint): string {
  if (unread.length === 0) return ''
  return `  ${paint('yellow', 'could not be read whole')}\n${unread.map((what) => `    ${visible(what)}\n`).join('')}`
}

const STATES: Record<LedgerRow['state'], { readonly mark: string; readonly style: 'green' | 'yellow' | 'red' }> = {
  answered: { mark: '✓', style: 'green' },
  declined: { mark: '✓', style: 'green' },
  deferred: { mark: '…', style: 'yellow' },
  'asked-back': { mark: '?', style: 'yellow' },
  partly: { mark: '~', style: 'yellow' },
  missing: { mark: '✗', style: 'red' },
}

function questionsText(rows: readonly LedgerRow[], paint: Paint): string {
  if (rows.length === 0) return ''
  const lines = rows.map(({ state, text, answer }) => {
    const { mark, style } = STATES[state]
    const found = answer === null ? '' : `\n      ${paint('dim', `“${visible(oneLine(answer))}”`)}`
    return `    ${paint(style, `${mark} ${state.padEnd(10)}`)} ${visible(oneLine(text))}${found}\n`
  })
  return `  what the customer asked\n${lines.join('')}`
}

function customerText({ customer }: Judgement, paint: Paint): string {
  if (customer === null) return ''
  const risk = customer.atRisk ? paint('red', ', at risk') : ''
  const because = customer.because.map((words) => `    “${visible(oneLine(words))}”\n`).join('')
  return `  the customer is ${customer.mood}${risk}\n${because}`
}

function abstainedText({ abstained }: Judgement, paint: Paint): string {
  if (abstained.length === 0) return ''
  const byReason = Map.groupBy(abstained, ({ why }) => why)
  const lines = [...byReason].map(
    ([why, checks]) => `    ${checks.map(({ check }) => check).join(', ')}: ${visible(why)}\n`,
  )
  return paint('dim', `  not judged\n${lines.join('')}`)
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim()
