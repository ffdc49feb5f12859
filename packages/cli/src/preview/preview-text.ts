import stringWidth from 'string-width'
import { barOf } from '../check/bar.ts'
import { visible } from '../check/excerpt.ts'
import type { Paint } from '../cli.ts'
import { type Cell, tableOf } from '../table.ts'
import type { CheckLine, Example, Line, Preview, PromiseCounts } from './preview.ts'

const BAR = 24
const CHECKS_FIRST = 6
const AGENTS_MAX = 20
const WEEKS_MAX = 12

/**
 * The preview for a person who decides whether to switch the gate on: the first screen says it all, then the figures by
 * agent, team and week, then the worst examples with their words.
 */
export function previewText(preview: Preview, paint: Paint, width: number): string {
  const parts = [
    headText(preview, paint),
    verdictsText(preview, paint),
    peopleText(preview, paint),
    checksText(preview, paint, width),
    linesText('AGENT', preview.agents, AGENTS_MAX, paint),
    preview.teams.some(({ key }) => key !== null) ? linesText('TEAM', preview.teams, AGENTS_MAX, paint) : '',
    linesText('WEEK', preview.weeks.slice(-WEEKS_MAX), WEEKS_MAX, paint),
    waitingText(preview, paint, width),
    worstText(preview, paint, width),
  ]
  return parts.filter((part) => part !== '').join('\n')
}

function headText({ first, last, policy, isWhole }: Preview, paint: Paint): string {
  const span = first === null || last === null ? '' : `, ${dayOf(first)} to ${dayOf(last)}`
  const part = isWhole ? '' : paint('yellow', 'Broken off: these are the replies judged so far.\n')
  const by = paint('dim', `By ${policy.file}. Nothing was sent, held or bounced, and no judgement is on record.`)
  return `${paint('bold', `What Proofgate would have done with your replies${span}`)}\n${by}\n${part}`
}

function verdictsText({ counts, exempt, failed, weeks }: Preview, paint: Paint): string {
  const { replies } = counts
  const held = counts.hold + counts.bounce
  const perDay = weeks.length === 0 ? 0 : held / (weeks.length * 5)
  const rows = [
    ['forward', counts.forward, 'green', 'would have gone out at once'],
    ['hold', counts.hold, 'yellow', 'would have waited for a person'],
    ['bounce', counts.bounce, 'red', 'would have come back to the agent at once'],
  ] as const
  const number = Math.max(...rows.map(([, count]) => grouped(count).length))
  const lines = rows.map(([name, count, style, words]) => {
    const bar = paint(style, barOf(count, replies, BAR))
    return `  ${name.padEnd(8)}${bar}  ${grouped(count).padStart(number)}  ${percent(count, replies).padStart(6)}  ${words}\n`
  })
  const others = [
    ...(exempt > 0 ? [`${grouped(exempt)} passed unjudged (internal, automatic)`] : []),
    ...(failed > 0 ? [paint('red', `${grouped(failed)} could not be judged`)] : []),
  ]
  const load = held === 0 ? '' : `  ${amount(perDay)} a working day to look at.`
  return `  ${grouped(replies)} ${replies === 1 ? 'reply' : 'replies'} judged${others.length === 0 ? '' : `; ${others.join(', ')}`}.${load}\n${lines.join('')}`
}

function peopleText({ unanswered, answers, promises }: Preview, paint: Paint): string {
  const [longest] = unanswered.longest
  const since = longest === undefined ? '' : `, the longest since ${dayOf(longest.since)}`
  const wait =
    unanswered.count === 0
      ? 'nobody waits for an answer'
      : `${paint('bold', grouped(unanswered.count))} ${unanswered.count === 1 ? 'customer waits' : 'customers wait'} for an answer, ${grouped(unanswered.overdue)} past the response target${since}`
  const late =
    answers.count === 0
      ? 'no customer’s mail was answered'
      : `${paint('bold', percent(answers.late, answers.count))} of ${grouped(answers.count)} answers came after the response target; half within ${spanOf(answers.medianMs)}, nine of ten within ${spanOf(answers.p90Ms)}`
  return `  unanswered  ${wait}\n  late        ${late}\n  promises    ${promisesText(promises, paint)}\n`
}

function promisesText({ made, kept, late, broken, renewed, withdrawn, running }: PromiseCounts, paint: Paint): string {
  if (made === 0) return 'none with a time were made'
  const rest = [
    [kept, 'kept in time'],
    [late, 'kept late'],
    [renewed, 'put off'],
    [withdrawn, 'taken back'],
    [running, 'not due yet'],
  ] as const
  const others = rest.flatMap(([count, words]) => (count === 0 ? [] : [`${grouped(count)} ${words}`]))
  const first = `${paint('bold', `${grouped(broken)} broken`)}${broken === 0 ? '' : ' (nothing on record keeps them)'}`
  return `${grouped(made)} with a time were made: ${[first, ...others].join(', ')}`
}

function checksText({ checks, counts }: Preview, paint: Paint, width: number): string {
  if (checks.length === 0) return '  No check objects to any reply.\n'
  const rows = (lines: readonly CheckLine[]) =>
    lines.map(({ check, replies, stopped, examples }): Cell[] => [
      `  ${check}`,
      grouped(replies),
      percent(replies, counts.replies),
      grouped(stopped),
      { text: visible(quoted(examples[0]?.findings[0]?.excerpt ?? null)), style: 'dim' },
    ])
  const head = ['  WHAT IS OBJECTED TO', 'REPLIES', 'SHARE', 'STOPPED', 'FOR EXAMPLE']
  const table = fitted(
    tableOf([head, ...rows(checks.slice(0, CHECKS_FIRST)), ...rows(checks.slice(CHECKS_FIRST))], paint),
    width,
  )
  return `${table}${paint('dim', '  STOPPED: of these replies, those held or bounced, for this or other reasons.')}\n`
}

const quoted = (words: string | null) => (words === null ? '' : `“${oneLine(words)}”`)

/** Lines cut at the width of the terminal; they end in plain text. */
const fitted = (text: string, width: number) =>
  text
    .split('\n')
    .map((line) => (stringWidth(line) <= width ? line : cut(line, width)))
    .join('\n')

function cut(line: string, width: number): string {
  let kept = line
  while (stringWidth(kept) > width - 1) kept = kept.slice(0, -1)
  // A colour that is cut off before its end would go on.
  return `${kept}…${line.includes('\u001b[') ? '\u001b[0m' : ''}`
}

function linesText(what: string, lines: readonly Line[], max: number, paint: Paint): string {
  if (lines.length === 0) return ''
  const head = [`  ${what}`, 'REPLIES', 'HELD', 'BOUNCED', 'SHARE', 'LATE', 'PROMISED', 'KEPT', 'BROKEN']
  const rows = lines
    .slice(0, max)
    .map((line) => [
      `  ${visible(line.key ?? 'none')}`,
      grouped(line.replies),
      grouped(line.hold),
      grouped(line.bounce),
      percent(line.hold + line.bounce, line.replies),
      percent(line.late, line.answers),
      ...(what === 'WEEK'
        ? []
        : [grouped(line.promises.made), grouped(line.promises.kept), grouped(line.promises.broken)]),
    ])
  const more = lines.length > max ? paint('dim', `  and ${lines.length - max} more; --format json has all\n`) : ''
  return `${tableOf([what === 'WEEK' ? head.slice(0, 6) : head, ...rows], paint)}${more}`
}

function waitingText({ unanswered }: Preview, paint: Paint, width: number): string {
  if (unanswered.longest.length === 0) return ''
  const rows = unanswered.longest.map(({ customer, subject, since, openPoints }) => [
    `  ${dayOf(since)}`,
    visible(customer ?? ''),
    String(openPoints),
    visible(oneLine(subject ?? '')),
  ])
  return fitted(tableOf([['  WAITS SINCE', 'CUSTOMER', 'OPEN', 'SUBJECT'], ...rows], paint), width)
}

function worstText({ worst }: Preview, paint: Paint, width: number): string {
  if (worst.length === 0) return ''
  const head = paint('bold', worst.length === 1 ? 'The worst' : `The worst ${worst.length}`)
  return `${head}\n${worst.map((one, i) => exampleText(one, i + 1, paint, width)).join('')}`
}

function exampleText(
  { day, agent, subject, verdict, score, findings, id }: Example,
  number: number,
  paint: Paint,
  width: number,
): string {
  const verdictStyle = verdict === 'bounce' ? 'red' : 'yellow'
  const about = [day, agent ?? 'nobody', ...(id === null ? [] : [id])].map(visible).join('  ')
  const lines = findings.map(({ check, excerpt, message }) => {
    const words =
      excerpt === null ? '' : `       ${cut(visible(quoted(excerpt)), Math.max(40, width - 8)).replace(/…$/, '')}\n`
    return `     ${paint('bold', check)}  ${visible(oneLine(message))}\n${words}`
  })
  return `\n${String(number).padStart(3)}. ${paint(verdictStyle, `${verdict} ${score}`)}  ${visible(oneLine(subject ?? '(no subject)'))}  ${paint('dim', about)}\n${lines.join('')}`
}

const grouped = (count: number) => count.toLocaleString('en')

function percent(count: number, of: number): string {
  if (of === 0) return '–'
  const share = (count / of) * 100
  return `${share === 0 || share === 100 ? share : share.toFixed(1)} %`
}

/** So many of something a day, as one would say it. */
const amount = (perDay: number) => (perDay < 1 ? 'Less than one' : `About ${grouped(Math.round(perDay))}`)

const dayOf = (at: Date) => at.toISOString().slice(0, 10)

/** A length of time in the unit a person would take. */
function spanOf(ms: number | null): string {
  if (ms === null) return '–'
  const minutes = ms / 60_000
  if (minutes < 90) return `${Math.max(1, Math.round(minutes))} min`
  if (minutes < 48 * 60) return `${(minutes / 60).toFixed(minutes < 600 ? 1 : 0)} h`
  return `${Math.round(minutes / 1440)} days`
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim()
