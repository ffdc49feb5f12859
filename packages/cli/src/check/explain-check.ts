import { CHECKS, exampleText, tuningOf } from '@proofgate/checks'
import { closestOf } from '@proofgate/config'
import { CliError, EXIT, type Paint } from '../cli.ts'

type Check = (typeof CHECKS)[number]
type Example = Check['examples']['wrong'][number]

/**
 * What docs/checks says of a check: what it finds, why a customer minds, examples, what it costs and how to change that.
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
    paint('red', 'objects to'),
    ...check.examples.wrong.map(exampleOf),
    paint('green', 'has nothing against'),
    ...check.examples.right.map(exampleOf),
    '',
    paint('bold', 'to change it, in the policy file'),
    ...tuningOf(check).map(({ to, policy }) => `  ${to}\n      ${policy}`),
    '',
  ].join('\n')
}

function exampleOf(example: Example): string {
  const { about, reply } = exampleText(example)
  return indented([...about, ...(about.length > 0 ? [''] : []), reply].join('\n'))
}

const indented = (text: string) => `  • ${text.trim().replace(/\n(?!\n|$)/g, '\n    ')}`
