import { CHECKS, GROUPS, IDS_BY_GROUP } from '@proofgate/checks'
import { type CheckFigures, type Figures, f1Of, pooled, precisionOf, recallOf, type SetFigures } from './figures.ts'
import { MEASURES } from './measures.ts'

const INTRO = `# How well the checks judge

Written by \`npm run eval\` from what it measured; do not edit. The same figures for machines: \`test/corpus/figures.json\`.
\`npm run eval -- --verify\`, a part of \`npm run check\`, fails when a figure falls below them.

The labelled replies under \`test/corpus/\` come in three sets by two authors. Whoever wrote the rules had seen the set
**development**. The sets **held-out** and **reserve** were written and labelled by somebody who had not seen the rules, before
anything was run on them. Mistakes on held-out are told to whoever mends rules (\`npm run eval -- --only ID\`), so it is held out
less with every mending; those on reserve are only counted, never told. What a check does on reserve says what it does on mail
nobody has seen. No set says much about a check with fewer than ten faults to find.

A finding is *right* when its words overlap with labelled ones, *debatable* when fair people differ over it, else *wrong*.
Precision is right ÷ (right + wrong); recall is faults found ÷ faults there. A check that is not built yet has its faults
listed; they count in no recall, but the verdicts of their replies do count.
`

const AIMS = `Aims on mail nobody has seen: precision at least 0.95 and recall at least 0.80 over proof and exposure, 0.90 and 0.70 over answer,
tone and word; at most 2 % of the clean replies stopped; at least 85 % of the verdicts right.
`

const CHECK_COLUMNS = [
  'check',
  'faults',
  'found',
  'fires',
  'right',
  'wrong',
  'debatable',
  'wrong on clean',
  'precision',
  'recall',
  'F1',
]

/** docs/quality.md. */
export function qualityPage(figures: Figures): string {
  const sets = Object.entries(figures.corpus)
  return [
    INTRO,
    modelLine(figures),
    '## Verdicts\n',
    AIMS,
    table(
      [
        'set',
        'replies',
        'verdict right',
        'but for debatable findings',
        'rightly sent or stopped',
        'clean',
        'clean but stopped',
      ],
      sets.map(([name, set]) => verdictRow(name, set)),
    ),
    ...sets.flatMap(([name, set]) => [`\n## Checks on the set "${name}"\n`, checksTable(set)]),
    '\n## The first look\n',
    'What each check did on the held-out set when it was first run on it. Kept as it was: once mistakes are known, rules are\nmended for them, and the set is held out no more.\n',
    firstTable(figures.first),
    '\n## Public data\n',
    'Texts by people who never heard of Proofgate, read where they lie (`npm run eval -- --data DIR`) and not part of this\nrepository. Shares between 0 and 1, unless said otherwise.\n',
    publicTable(figures),
    '',
  ].join('\n')
}

/** Whether the language model took part, since figures without it mean something else. */
function modelLine({ model, corpus }: Figures): string {
  const all = Object.values(corpus).reduce((sum, { cases }) => sum + cases, 0)
  if (model === null) return 'The language model could not run where this was measured: rules alone judged.\n'
  const name = model.id.replace(/(sha256:.{12}).*/, '$1…')
  const asked =
    model.replies === 0
      ? 'no check asked it about a reply of these sets'
      : `it read sentences of ${model.replies} of ${all} replies`
  return `The language model \`${name}\` ran as in the product; ${asked}.\n`
}

function verdictRow(name: string, set: SetFigures): string[] {
  const of = (part: number, whole = set.cases) => `${part} (${percent(part / Math.max(1, whole))})`
  return [
    name,
    String(set.cases),
    of(set.verdictsRight),
    of(set.verdictsRightButForDebatable),
    of(set.stopsRight),
    String(set.clean),
    of(set.cleanStopped, set.clean),
  ]
}

function checksTable(set: SetFigures): string {
  const built = new Set<string>(CHECKS.map(({ id }) => id))
  const rows = GROUPS.flatMap((group) => {
    const here = IDS_BY_GROUP[group].flatMap((id) => {
      const figures = set.checks[id]
      return figures === undefined ? [] : [{ id, figures }]
    })
    const counted = here.filter(({ id }) => built.has(id)).map(({ figures }) => figures)
    return [
      ...here.map(({ id, figures }) => (built.has(id) ? checkRow(`\`${id}\``, figures) : unbuiltRow(id, figures))),
      checkRow(`**${group}**`, pooled(counted)),
    ]
  })
  return table(CHECK_COLUMNS, rows)
}

function firstTable(first: Figures['first']): string {
  const ids = GROUPS.flatMap((group) => [...IDS_BY_GROUP[group]])
  return table(
    CHECK_COLUMNS,
    ids.flatMap((id) => {
      const figures = first[id]
      return figures === undefined ? [] : [checkRow(`\`${id}\``, figures)]
    }),
  )
}

function checkRow(name: string, figures: CheckFigures): string[] {
  const { labels, found, right, wrong, debatable, onClean } = figures
  return [
    name,
    ...[labels, found, right + wrong + debatable, right, wrong, debatable, onClean].map(String),
    ...[precisionOf(figures), recallOf(figures), f1Of(figures)].map((value) => value?.toFixed(2) ?? '–'),
  ]
}

function unbuiltRow(id: string, { labels }: CheckFigures): string[] {
  return [`\`${id}\` (not built yet)`, String(labels), ...Array<string>(9).fill('–')]
}

function publicTable(figures: Figures): string {
  const rows = MEASURES.flatMap(({ id, title }) =>
    (figures.public[id] ?? []).map(({ name, value, count, better, aim }, i) => [
      i === 0 ? title : '',
      name,
      better === 'lower' ? value.toFixed(1) : value.toFixed(3),
      String(count),
      aim === null ? '–' : `${better === 'lower' ? '≤' : '≥'} ${aim}`,
    ]),
  )
  return rows.length === 0 ? 'Not measured yet.' : table(['measure', 'figure', 'value', 'texts', 'aim'], rows)
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map((_, i) => (i === 0 ? '---' : '--:'))), ...rows.map(line)].join('\n')
}

const percent = (share: number) => `${(100 * share).toFixed(1)} %`
