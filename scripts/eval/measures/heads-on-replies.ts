import { join } from 'node:path'
import { HEADS, type ScoreId } from '../../../packages/language/src/model/heads.ts'
import { atThreshold, type Scored } from '../../../packages/language/train/figures.ts'
import { labelledReplies } from '../../../packages/language/train/public-sets.ts'
import { aucFigure } from '../auc.ts'
import type { Figure } from '../figures.ts'
import { scoresOfAll } from '../language-model.ts'
import type { Measure } from '../measure.ts'

const HELD_OUT = join(import.meta.dirname, '../../../test/corpus/held-out')

/** Heads and the checks whose findings they should see. */
const FAULTS: readonly { readonly id: ScoreId; readonly checks: readonly string[] }[] = [
  { id: 'rude', checks: ['rude', 'blame-shifting'] },
  { id: 'blame', checks: ['blame-shifting'] },
  { id: 'stock', checks: ['generic-phrase'] },
]

/** Do heads see the sentences of our own labelled replies (the set held-out) in which a careful reader finds a fault? */
export const headsOnReplies: Measure = {
  id: 'heads-on-replies',
  title: 'Faulty sentences of the set held-out told from its others by heads alone',
  needs: [],
  needsModel: true,
  async run(_, progress) {
    const sentences = labelledReplies(HELD_OUT).flatMap(({ sentences: all, findings }) =>
      all.map((text) => ({
        text,
        faults: findings.filter(({ excerpt }) => text.includes(excerpt)).map(({ check }) => check),
      })),
    )
    const scores = await scoresOfAll(sentences.map(({ text }) => text))
    progress.step(1, 1)
    const figures = FAULTS.flatMap(({ id, checks }) => {
      const scored = sentences.map(({ faults }, i) => ({
        score: scores[i]?.[id] ?? 0,
        is: faults.some((check) => checks.includes(check)),
      }))
      return [...aucFigure(`\`${id}\``, scored), ...atLikely(id, scored)]
    })
    return { figures, mistakes: [] }
  },
}

function atLikely(id: ScoreId, scored: readonly Scored[]): readonly Figure[] {
  const { recall, alarms } = atThreshold(scored, HEADS[id].likely)
  const count = scored.length
  return [
    { name: `\`${id}\`, found at \`likely\``, value: recall, count, better: 'higher', aim: null },
    {
      name: `\`${id}\`, false alarms at it, of 1,000`,
      value: (1000 * alarms) / count,
      count,
      better: 'lower',
      aim: null,
    },
  ]
}
