import { MODEL_SHA256 } from '../src/model/model-file.ts'
import { RECIPES_DATE } from './recipes.ts'
import type { Stock } from './stock.ts'
import type { Figures, Trained } from './trained.ts'

/** The page that says what the heads are made of and how good they are. */
export function modelCard(heads: readonly Trained[], stock: Stock): string {
  const about = heads.map(({ id, tells }) => `| \`${id}\` | ${tells} |`)
  const figures = heads.map(
    (head) =>
      `| \`${head.id}\` | ${cells(head.crossValidated, head.worth.sure)} | ${head.ordinary ?? ''} | ${heldOutCells(head.heldOut)} |`,
  )
  const lessons = heads.map(({ id, lessons: from, bySource }) => `| \`${id}\` | ${list(from)} | ${list(bySource)} |`)
  return `<!-- Written by npm run train. -->
# Model card

Recipes of ${RECIPES_DATE}. Network: all-MiniLM-L6-v2 as 8-bit ONNX, built here, SHA-256 \`${MODEL_SHA256}\`.

## What the scores tell

| score | |
| --- | --- |
${about.join('\n')}
| \`stock\` | Cosine of the last layer to the nearest of ${stock.phrases} stock phrases. |

Each head is a logistic regression over the means of the layers 2 to 5 of one sentence (4 × 384 numbers), with both classes counting
alike. It reads English. It knows neither the sentence before nor who writes: an agent's "Could you send a photo?" asks, too.

## How good they are

Figures are of sentences the head was not trained on. *Cross-validated*: each fifth of the lessons, by a head trained on the other four.
*Kept apart*: sentences of another author that no head is trained on. Precision and recall are at 0.5 (\`stock\`: 0.5 as cosine) and, behind
the bar, at \`sure\`, the least threshold with a cross-validated precision of 0.95 and, for faults, at most one alarm in a thousand ordinary
sentences of business mail and support (*ordinary*: alarms of 1,000). In lessons one sentence of two to ten is of the kind; in
mail it is one of a hundred, and **precision there is far lower**. So no head holds a message alone. On the sentences of the project's own
labelled replies (\`test/corpus/held-out\`, 694 sentences by another author, measured on 2026-11-24, \`npm run eval -- --data DIR\`): \`rude\` AUC
0.90, at 0.5 7 of 10 found with 45 false alarms; \`blame\` 0.98, 3 of 4 with 10; \`stock\` 1.00, at 0.78 all 3 with none.

| score | AUC | precision, recall | sure | precision, recall at sure | ordinary | kept apart: AUC | precision, recall | at sure |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
${figures.join('\n')}
| \`stock\` | ${cells(stock.crossValidated, stock.worth.sure)} |  | ${heldOutCells(stock.heldOut)} |

## What they are made of

| head | lessons | AUC within one source |
| --- | --- | --- |
${lessons.join('\n')}

- **own sentences**: written for this project by one author (\`train/sentences/\`), under its licence. No customer's mail is in them.
- **email-intent**: Parakweet Labs' EmailIntentDataSet, Apache-2.0 (github.com/ParakweetLabs/EmailIntentDataSet).
- **stanford-politeness**: Stanford Politeness Corpus, Danescu-Niculescu-Mizil et al. 2013, requests on Wikipedia, the quarters people found
  rudest and most polite, CC BY 4.0.
- **banking77**: Casanueva et al. 2020, PolyAI, CC BY 4.0: customers' questions, also as examples of calm.
- **ibm-customer-care**: twitter-customer-care-document-prediction, IBM, Apache-2.0: agents' sentences, taken to be civil.

None of these sets is in this repository; only weights learned from them are. The network's weights are those of
sentence-transformers/all-MiniLM-L6-v2, Apache-2.0 (NOTICE).

## What not to use them for

To rate people. To judge other languages than English. To hold a message: scores raise or lower the confidence of a pattern.
`
}

const cells = ({ auc, precision, recall, sure }: Figures, threshold: number | null): string =>
  `${digits(auc)} | ${digits(precision)}, ${digits(recall)} | ${threshold === null ? 'never' : digits(threshold)} | ${sure === null ? '' : `${digits(sure.precision)}, ${digits(sure.recall)}`}`

function heldOutCells(figures: Figures | null): string {
  if (figures === null) return ' | | '
  const { auc, precision, recall, sure } = figures
  const strict = sure === null ? '' : `${digits(sure.precision)}, ${digits(sure.recall)} (${sure.hits} hits)`
  return `${digits(auc)} | ${digits(precision)}, ${digits(recall)} | ${strict}`
}

const digits = (value: number): string => (Number.isNaN(value) ? '–' : value.toFixed(2))

const list = (values: Readonly<Record<string, number>>): string =>
  Object.entries(values)
    .map(([key, value]) => `${key} ${value}`)
    .join(', ')
