import { stringify } from 'yaml'
import { SECTIONS, SETTINGS, type Setting } from './settings.ts'

const HEAD = `# Configuration

<!-- Generated from packages/config/src/table.ts by \`npm run docs\`. Change the table, not this page. -->

Settings come from a file, from environment variables and from flags of the command line; a later one stands above an earlier one.
Nothing has to be set but where mail is sent on: \`delivery.smarthost\`.

- **File**: \`proofgate.yaml\` in the working folder, or the one named by \`--config\` or \`PROOFGATE_CONFIG\`.
  [proofgate.example.yaml](../proofgate.example.yaml) holds every setting with its default.
- **Variables**: \`PROOFGATE_\` and the setting's name in capitals, parts joined by \`_\`: \`PROOFGATE_INTAKE_PORT\`.
  \`DATABASE_URL\` sets \`database.url\`. Lists and tables are written as JSON or YAML: \`PROOFGATE_SERVICES='[relay, review]'\`.
  An empty variable counts as not set.
- **Secrets**: the variable's name with \`_FILE\` behind it names a file that holds the value: \`PROOFGATE_JUDGE_TOKEN_FILE=/run/secrets/judge\`.
  A line end at its end is dropped.
- **Durations** are a number and a unit, \`250ms\`, \`8s\`, \`15m\`, \`1h\`, \`5d\`; **sizes** likewise, \`256KB\`, \`35MB\` (1 KB is 1024 bytes).
- Relative **paths** start at the working folder.

\`proofgate config check\` lists every mistake with its place and what to do about it;
\`proofgate config print\` shows each value in force and where it comes from, secrets masked.
A setting that does not exist is a mistake, in the file as in the environment.
`

/** The reference page of every setting: docs/configuration.md. */
export function referencePage(): string {
  const parts = groups().map(({ title, description, settings }) => {
    const tables = settings.filter(({ columns }) => columns.length > 0).map(columnTable)
    return [`## ${title}`, description, settingTable(settings), ...tables].filter((text) => text !== '').join('\n\n')
  })
  return `${[HEAD.trimEnd(), ...parts].join('\n\n')}\n`
}

/** A configuration file that changes nothing: every setting as a comment, with its default. */
export function exampleFile(): string {
  const lines = [
    '# Every setting of Proofgate with its default. Take the "# " from a line to change it.',
    '# Generated from packages/config/src/table.ts by `npm run docs`. See docs/configuration.md.',
  ]
  let open: readonly string[] = []
  for (const setting of SETTINGS) {
    const parts = setting.path.slice(0, -1)
    lines.push('', ...sectionLines(parts, open))
    open = parts
    const indent = '  '.repeat(parts.length)
    lines.push(...wrapped(`${setting.description}${boundsIn(setting)}.`, `${indent}## `))
    lines.push(...valueLines(setting).map((line) => `# ${indent}${line}`))
  }
  return `${lines.join('\n')}\n`
}

function groups() {
  const top = { title: 'General', description: '', settings: SETTINGS.filter(({ path }) => path.length === 1) }
  const sections = SECTIONS.map(({ name, description }) => ({
    title: name,
    description,
    settings: SETTINGS.filter(({ path }) => path.slice(0, -1).join('.') === name),
  }))
  return [top, ...sections]
}

function settingTable(settings: readonly Setting[]): string {
  const rows = settings.map((setting) =>
    row([`\`${setting.name}\``, `\`${setting.variable}\``, typeIn(setting), defaultIn(setting), setting.description]),
  )
  return [
    '| setting | variable | type and bounds | default | meaning |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n')
}

function columnTable(table: Setting): string {
  const rows = table.columns.map((field) =>
    row([`\`${field.name}\``, typeIn(field), defaultIn(field), field.description]),
  )
  return ['| field of a row | type and bounds | default | meaning |', '| --- | --- | --- | --- |', ...rows].join('\n')
}

const row = (cells: readonly string[]) =>
  `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('<', '&lt;')).join(' | ')} |`

function typeIn({ kind, unit, bounds, secret }: Setting): string {
  const marks = [
    kind,
    bounds === null ? null : bounds,
    unit === null ? null : `in ${unit}`,
    secret === null ? null : 'secret',
  ]
  return marks.filter((mark) => mark !== null).join('; ')
}

function defaultIn(setting: Setting): string {
  if (setting.default === undefined) return 'must be given'
  return setting.name === 'hostname' ? 'name of the machine' : `\`${inYaml(setting.default)}\``
}

const boundsIn = ({ kind, bounds, unit }: Setting) =>
  ` (${[kind, bounds, unit === null ? null : `in ${unit}`].filter((mark) => mark !== null).join('; ')})`

/** A value on one line of YAML: `[2m, 5m]`. */
const inYaml = (value: unknown) =>
  stringify(value, { collectionStyle: 'flow', lineWidth: 0, flowCollectionPadding: false }).trimEnd()

function valueLines(setting: Setting): string[] {
  const key = setting.path.at(-1) ?? ''
  if (setting.name === 'hostname') return [`${key}: mail.example.com`]
  if (setting.columns.length === 0) return [`${key}: ${inYaml(setting.default)}`]
  const fields = setting.columns.map((field, i) => {
    const value = field.default === undefined ? '…' : inYaml(field.default)
    return `${i === 0 ? '- ' : '  '}${field.path.at(-1)}: ${value}`
  })
  return [`${key}: ${inYaml(setting.default)}`, '# a row:', ...fields.map((field) => `#   ${field}`)]
}

function sectionLines(parts: readonly string[], open: readonly string[]): string[] {
  return parts.flatMap((part, depth) => {
    if (open[depth] === part) return []
    const name = parts.slice(0, depth + 1).join('.')
    const description = SECTIONS.find((section) => section.name === name)?.description ?? ''
    const indent = '  '.repeat(depth)
    return [`${indent}### ${description}`, `${depth === 0 ? '' : `# ${indent}`}${part}:`]
  })
}

function wrapped(text: string, indent: string): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && indent.length + line.length + 1 + word.length > 110) {
      lines.push(`${indent}${line}`)
      line = ''
    }
    line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, `${indent}${line}`]
}
