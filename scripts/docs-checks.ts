import { CHECKS, type Check, type Example, exampleText, GROUPS, IDS_BY_GROUP, tuningOf } from '@proofgate/checks'

/** What each group looks for, as the heading of its table. */
const GROUP_TITLES = {
  proof: 'Proof: read before it goes out',
  answer: 'Answer: what the customer asked for',
  tone: 'Tone: how it reads',
  exposure: 'Exposure: would it look bad in public?',
  word: 'Word: consistent over time',
} as const

/** What S0 to S4 stand for on the pages. */
const SOURCES = [
  'S0: How to Treat Your Online Customers Like Real People',
  'S1: Managing customers online vs offline',
  'S2: Showing Customers Respect',
  'S3: Handling online customers',
  'S4: The 10 Commandments of Online Customer Service',
]

/** The pages of docs/checks: one for each check and the list, by their path from the root of the repository. */
export function checksPages(): ReadonlyMap<string, string> {
  return new Map([
    ['docs/checks/README.md', listPage()],
    ...CHECKS.map((check) => [`docs/checks/${check.id}.md`, checkPage(check)] as const),
  ])
}

function listPage(): string {
  const sections = GROUPS.flatMap((group) => {
    const built = CHECKS.filter((check) => check.group === group)
    const ids = built.map((check): string => check.id)
    const later = IDS_BY_GROUP[group].filter((id) => !ids.includes(id))
    return [
      `## ${GROUP_TITLES[group]}`,
      '',
      ...(built.length > 0
        ? ['| check | points | at most | finds |', '| --- | ---: | ---: | --- |', ...built.map(row), '']
        : []),
      ...(later.length > 0 ? [`Not built yet: ${later.map((id) => `\`${id}\``).join(', ')}.`, ''] : []),
    ]
  })
  return [
    '# The checks',
    '',
    'Each finding adds its check’s points to the score of the message, at most as many as the third column says. A message is',
    'held at 5 points and bounced at 10. A policy file can change all of it; see [policy.schema.json](../policy.schema.json).',
    'Ids never change meaning. A policy may name ids that are not built yet.',
    '',
    ...sections,
    '## Sources',
    '',
    'The checks follow five articles on answering customers, and what standards and public data add:',
    '',
    ...SOURCES.map((source) => `- ${source}`),
    '',
  ].join('\n')
}

const row = ({ id, weight, max, summary }: Check) => `| [\`${id}\`](${id}.md) | ${weight} | ${max} | ${cell(summary)} |`

/** A pipe would end the cell. */
const cell = (text: string) => text.replace(/\|/g, '\\|')

function checkPage(check: Check): string {
  const { id, group, weight, max, summary, reason, source, examples } = check
  return [
    `# \`${id}\``,
    '',
    `${summary.replace(/\.$/, '')}.`,
    '',
    `- **Why it matters:** ${reason}`,
    `- **Group:** ${group}`,
    `- **Points:** ${weight} for each finding, at most ${max} for a message`,
    `- **Needs:** ${needs(check)}`,
    `- **Source:** ${source}`,
    '',
    '## Objects to',
    '',
    ...examples.wrong.flatMap(shown),
    '## Has nothing against',
    '',
    ...examples.right.flatMap(shown),
    '## Changing it',
    '',
    'By a line in the policy file; [judging.md](../judging.md#the-policy-file) says how the file works.',
    '',
    '| to | write |',
    '| --- | --- |',
    ...tuningOf(check).map(({ to, policy }) => `| ${cell(to)} | \`${policy}\` |`),
    '',
  ].join('\n')
}

function needs({ languages, needsCustomer }: Check): string {
  const wants = [
    ...(needsCustomer ? ['the customer’s words'] : []),
    ...(languages === null ? [] : [`a text in ${languages.map((code) => `\`${code}\``).join(' or ')}`]),
  ]
  return wants.length === 0 ? 'nothing but the reply; reads any language' : `${wants.join(' and ')}; abstains otherwise`
}

/** An example as quoted mail, with what belongs to it above. */
function shown(example: Example): string[] {
  const { about, reply } = exampleText(example)
  return [
    '````text',
    ...about.flatMap((line) => line.split('\n')),
    ...(about.length > 0 ? [''] : []),
    reply,
    '````',
    '',
  ]
}
