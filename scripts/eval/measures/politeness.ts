import { dirname } from 'node:path'
import { atThreshold, aucOf } from '../../../packages/language/train/figures.ts'
import { wikipediaQuarters } from '../../../packages/language/train/public-sets.ts'
import { crossValidated } from '../../../packages/language/train/trained.ts'
import { encoder } from '../language-model.ts'
import type { Measure } from '../measure.ts'

/** The penalty on large weights that the head `impolite` is trained with. */
const RIDGE = 1e-3

/** Are the requests told apart that people found rudest and most polite? The paper: 83.8 %, people: 86.7 %. */
export const politeness: Measure = {
  id: 'politeness',
  title: 'Rudest and politest quarter of requests on Wikipedia told apart by the head `impolite`',
  needs: ['stanford-politeness'],
  needsModel: true,
  async run(folderOf, progress) {
    const texts = wikipediaQuarters(dirname(folderOf('stanford-politeness')))
    const { encode } = await encoder()
    const examples = []
    for (const [i, { text, is, group }] of texts.entries()) {
      examples.push({ features: (await encode(text)).middle, is, group, weight: 1, from: '', text })
      progress.step(i + 1, texts.length)
    }
    const scored = crossValidated(examples, RIDGE)
    const count = texts.length
    return {
      figures: [
        {
          name: 'right, cross-validated',
          value: atThreshold(scored, 0.5).accuracy,
          count,
          better: 'higher',
          aim: 0.85,
        },
        { name: 'AUC, cross-validated', value: aucOf(scored), count, better: 'higher', aim: null },
      ],
      mistakes: [],
    }
  },
}
