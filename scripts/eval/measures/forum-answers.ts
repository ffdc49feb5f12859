import { dirname } from 'node:path'
import { scoresOf } from '../../../packages/language/src/model/heads.ts'
import type { Scored } from '../../../packages/language/train/figures.ts'
import { forumAnswers as answersIn } from '../../../packages/language/train/public-sets.ts'
import { crossValidated } from '../../../packages/language/train/trained.ts'
import { aucFigure } from '../auc.ts'
import { encoder, likeness, oddsFrom } from '../language-model.ts'
import type { Measure } from '../measure.ts'

const RIDGE = 1e-3

/** Are good answers of a forum told from bad ones to the same question? */
export const forumAnswers: Measure = {
  id: 'forum-answers',
  title: 'Good answers in a forum (SemEval 2015) told from bad ones',
  needs: ['semeval2015-cqa'],
  needsModel: true,
  async run(folderOf, progress) {
    const answers = answersIn(dirname(folderOf('semeval2015-cqa')))
    const { encode } = await encoder()
    const [near, informative, both]: [Scored[], Scored[], Scored[]] = [[], [], []]
    const examples = []
    for (const [i, { question, answer, is, group }] of answers.entries()) {
      const [asked, said] = [await encode(question), await encode(answer)]
      const alike = likeness(asked, said)
      const told = oddsFrom(scoresOf(said).informative)
      near.push({ score: alike, is })
      informative.push({ score: told, is })
      both.push({ score: 6 * alike + told / 2, is })
      const features = Float32Array.from([...said.middle, 3 * alike])
      examples.push({ features, is, weight: 1, group, text: answer, from: '' })
      progress.step(i + 1, answers.length)
    }
    return {
      figures: [
        ...aucFigure('likeness and `informative`', both, 0.85),
        ...aucFigure(
          'a head of its own on both, cross-validated, not in the product',
          crossValidated(examples, RIDGE),
          0.85,
        ),
        ...aucFigure('likeness', near),
        ...aucFigure('`informative`', informative),
      ],
      mistakes: [],
    }
  },
}
