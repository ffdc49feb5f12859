import { dirname } from 'node:path'
import { RECIPES } from '../../../packages/language/train/recipes.ts'
import { crossValidated } from '../../../packages/language/train/trained.ts'
import { aucFigure } from '../auc.ts'
import { encoder } from '../language-model.ts'
import type { Measure } from '../measure.ts'

/** Is a sentence that asks for an answer or an act told from one that does not? */
export const asks: Measure = {
  id: 'asks',
  title: 'Sentences of business mail that ask for something told from others by the head `ask`',
  needs: ['email-intent-parakweet'],
  needsModel: true,
  async run(folderOf, progress) {
    const data = dirname(folderOf('email-intent-parakweet'))
    const recipe = RECIPES.find(({ id }) => id === 'ask')
    if (recipe === undefined) return { figures: [], mistakes: [] }
    const lessons = recipe.lessons(data)
    const { encode } = await encoder()
    const examples = []
    for (const [i, lesson] of lessons.entries()) {
      examples.push({ ...lesson, features: (await encode(lesson.text)).middle })
      progress.step(i + 1, lessons.length)
    }
    const scored = crossValidated(examples, recipe.ridge).filter(({ from }) => from === 'email-intent')
    return { figures: aucFigure('cross-validated', scored, 0.9), mistakes: [] }
  },
}
