/**
 * Trains the heads and writes them with their figures: `npm run train -- --data DIR`.
 * The same sentences and sets on the same kind of processor give the same bytes; with `--verify` nothing is written, and
 * the exit code is 1 when they differ.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { type Encoder, openEncoder } from '../src/model/encoder.ts'
import type { HeadId } from '../src/model/head-ids.ts'
import { MODEL_SHA256 } from '../src/model/model-file.ts'
import { modelCard } from './model-card.ts'
import { RECIPES } from './recipes.ts'
import { stockFrom } from './stock.ts'
import { type Trained, trainedBy } from './trained.ts'

const { values } = parseArgs({
  options: { data: { type: 'string' }, models: { type: 'string' }, verify: { type: 'boolean', default: false } },
})
const { data } = values
if (data === undefined) {
  console.error('Usage: npm run train -- --data DIR   (the folder of the public data sets; --verify writes nothing)')
  process.exit(2)
}

const ROOT = path.join(import.meta.dirname, '..')
const encoder = remembering(await openEncoder(values.models ?? path.join(ROOT, '../../data/models')))

const heads: Trained[] = []
for (const recipe of RECIPES) {
  const head = await trainedBy(recipe, data, encoder)
  const { auc, precision, recall } = head.crossValidated
  console.log(`${head.id.padEnd(14)} AUC ${auc}  precision ${precision}  recall ${recall}  sure ${head.worth.sure}`)
  heads.push(head)
}
const stock = await stockFrom(encoder)
console.log(`stock          AUC ${stock.crossValidated.auc}  sure ${stock.worth.sure}`)

const files = new Map([
  [path.join(ROOT, 'src/model/heads.generated.json'), `${JSON.stringify(contentOf(heads), null, 1)}\n`],
  [path.join(ROOT, 'MODEL-CARD.md'), modelCard(heads, stock)],
])
for (const [file, content] of files) {
  if (!values.verify) writeFileSync(file, content)
  else if (readFileSync(file, 'utf8') !== content) {
    console.error(`${file} is not what training gives`)
    process.exitCode = 1
  }
}
await encoder.close()

function contentOf(all: readonly Trained[]): object {
  const entries = <T>(of: (head: Trained) => T): Record<HeadId | string, T> =>
    Object.fromEntries(all.map((head) => [head.id, of(head)]))
  return {
    model: MODEL_SHA256,
    worth: { ...entries((head) => head.worth), stock: stock.worth },
    heads: entries((head) => head.weights),
    stock: { vectors: stock.vectors },
  }
}

/** Sentences serve several heads, and are read once. */
function remembering(inner: Encoder): Encoder {
  const known = new Map<string, ReturnType<Encoder['encode']>>()
  return {
    ...inner,
    encode: (sentence) => {
      const encoded = known.get(sentence) ?? inner.encode(sentence)
      known.set(sentence, encoded)
      return encoded
    },
  }
}
