import { CHECKS } from '@proofgate/checks'
import { closestOf } from '@proofgate/config'
import { CliError, EXIT, type Paint } from '../cli.ts'

type Check = (typeof CHECKS)[number]
type Example = Check['examples']['wrong'][number]

/**
 * What a check finds, why a customer minds, what it costs and where it errs.
 * @throws CliError for an id that is none
 */
export function explanationOf(id: string, paint: Paint): string {
  const ids = CHECKS.map((check) => check.id)
  const check = CHECKS.find((one) => one.id === id)
  if (check === undefined) {
    const near = closestOf(id, ids)
    const remedy = near === null ? `there are ${ids.join(', ')}` : `did you mean ${near}?`
    throw new CliError(`${JSON.stringify(id)} is no check: ${remedy}`, EXIT.checkMisused)
  }
  const reads = [
    check.languages === null ? 'any language' : `language ${check.languages.join(', ')}`,
    ...(check.needsCustomer ? ["only where the customer's words are known"] : []),
  ]
  return [
    `${paint('bold', check.id)}  ${paint('dim', check.group)}`,
    `${check.summary}.`.replace(/\.\.$/, '.'),
    '',
    check.reason,
    '',
    `points   ${check.weight} each, ${check.max} in one message at most; a policy can change that`,
    `reads    ${reads.join(', ')}`,
    `source   ${check.source}`,
    '',
    paint('red', 'wrong'),
    ...check.examples.wrong.map(exampleText),
    paint('green', 'right'),
    ...check.examples.right.map(exampleText),
    '',
  ].join('\n')
}

function exampleText(example: Example): string {
  if (typeof example === 'string') return indented(example)
  const { reply, subject, customer, attachments } = example
  const about = [
    ...(customer === undefined ? [] : [`customer: ${customer}`]),
    ...(subject === undefined ? [] : [`subject: ${subject}`]),
    ...(attachments === undefined ? [] : [`attached: ${attachments.join(', ')}`]),
  ]
  return indented([...about, about.length > 0 ? `reply: ${reply}` : reply].join('\n'))
}

const indented = (text: string) => `  • ${text.trim().replaceAll('\n', '\n    ')}`
