import { dirname } from 'node:path'
import { sentencesOf } from '@proofgate/language'
import type { ScoreId } from '../../../packages/language/src/model/heads.ts'
import type { Scored } from '../../../packages/language/train/figures.ts'
import { emailsByTone } from '../../../packages/language/train/public-sets.ts'
import { aucFigure } from '../auc.ts'
import { oddsFrom, scoresOfAll } from '../language-model.ts'
import type { Measure } from '../measure.ts'

/** Are whole e-mails told apart whose tone people found worst and best, by the mean over their sentences? */
export const emailTone: Measure = {
  id: 'email-tone',
  title: 'E-mails with the worst and the best quarter of tones told apart by heads',
  needs: ['email-politeness'],
  needsModel: true,
  async run(folderOf, progress) {
    const mails = emailsByTone(dirname(folderOf('email-politeness')))
    const scored: Record<'together' | 'impolite' | 'rude' | 'warm', Scored[]> = {
      together: [],
      impolite: [],
      rude: [],
      warm: [],
    }
    for (const [i, { text, is }] of mails.entries()) {
      const all = await scoresOfAll(sentencesOf(text).map((one) => one.text))
      const mean = (id: ScoreId) => all.reduce((sum, one) => sum + oddsFrom(one[id]), 0) / Math.max(1, all.length)
      const [impolite, rude, warm] = [mean('impolite'), mean('rude'), mean('warm')]
      scored.together.push({ score: impolite + rude - warm, is })
      scored.impolite.push({ score: impolite, is })
      scored.rude.push({ score: rude, is })
      scored.warm.push({ score: -warm, is })
      progress.step(i + 1, mails.length)
    }
    return {
      figures: [
        ...aucFigure('`impolite`, `rude` and not `warm` together', scored.together, 0.9),
        ...aucFigure('`impolite`', scored.impolite),
        ...aucFigure('`rude`', scored.rude),
        ...aucFigure('not `warm`', scored.warm),
      ],
      mistakes: [],
    }
  },
}
