import { dirname } from 'node:path'
import type { Scored } from '../../../packages/language/train/figures.ts'
import { commentsWith } from '../../../packages/language/train/public-sets.ts'
import { aucFigure } from '../auc.ts'
import { scoresOfAll } from '../language-model.ts'
import type { Measure } from '../measure.ts'

const ATTRIBUTES = [
  ['condescending', 'condescending'],
  ['hostile', 'hostile'],
  ['antagonize', 'rude'],
] as const

/** How far do heads that learned from sentences of support carry in a newspaper's forum? */
export const unhealthyComments: Measure = {
  id: 'unhealthy-comments',
  title: 'Unhealthy comments in a newspaper told from healthy ones by heads',
  needs: ['unhealthy-comments'],
  needsModel: true,
  async run(folderOf, progress) {
    const figures = []
    for (const [i, [attribute, head]] of ATTRIBUTES.entries()) {
      const comments = commentsWith(dirname(folderOf('unhealthy-comments')), attribute)
      const scores = await scoresOfAll(comments.map(({ text }) => text))
      const scored: Scored[] = comments.map(({ is }, k) => ({ is, score: scores[k]?.[head] ?? 0 }))
      figures.push(...aucFigure(`${attribute} by \`${head}\``, scored))
      progress.step(i + 1, ATTRIBUTES.length)
    }
    return { figures, mistakes: [] }
  },
}
