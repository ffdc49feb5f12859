import { dirname } from 'node:path'
import type { Scored } from '../../../packages/language/train/figures.ts'
import { airlineTweets } from '../../../packages/language/train/public-sets.ts'
import { aucFigure } from '../auc.ts'
import { scoresOfAll } from '../language-model.ts'
import type { Measure } from '../measure.ts'

/** Are negative tweets to airlines told from others? */
export const upsetTweets: Measure = {
  id: 'upset-tweets',
  title: 'Negative tweets to airlines told from others by the head `upset`',
  needs: ['airline-sentiment'],
  needsModel: true,
  async run(folderOf, progress) {
    const tweets = airlineTweets(dirname(folderOf('airline-sentiment')))
    const scored: Scored[] = []
    for (const [i, { text, is }] of tweets.entries()) {
      const [scores] = await scoresOfAll([text])
      scored.push({ score: scores?.upset ?? 0, is })
      progress.step(i + 1, tweets.length)
    }
    return { figures: aucFigure('negative', scored), mistakes: [] }
  },
}
