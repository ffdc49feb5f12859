import { dirname } from 'node:path'
import { sentencesOf } from '@proofgate/language'
import { HEADS, type ScoreId, type Scores } from '../../../packages/language/src/model/heads.ts'
import { careThreads, enronBodies, spread } from '../../../packages/language/train/public-sets.ts'
import type { Figure } from '../figures.ts'
import { scoresOfAll } from '../language-model.ts'
import type { Measure } from '../measure.ts'

const FAULTS: readonly ScoreId[] = ['rude', 'blame', 'condescending', 'hostile', 'impolite', 'stock']
const MESSAGES_MAX = 300
const SENTENCES_MAX = 30

/** In how many of 1,000 ordinary sentences is a head sure of a fault? */
export const headAlarms: Measure = {
  id: 'head-alarms',
  title: 'Ordinary sentences in which a head is sure of a fault, of 1,000; some have cause',
  needs: ['aeslc-enron', 'twcs-conversations'],
  needsModel: true,
  async run(folderOf, progress) {
    const sets = [
      ['Enron', enronBodies(dirname(folderOf('aeslc-enron')))],
      ['agents on Twitter', careThreads(dirname(folderOf('twcs-conversations')))],
    ] as const
    const figures: Figure[] = []
    for (const [i, [name, bodies]] of sets.entries()) {
      const sentences = spread(bodies, MESSAGES_MAX).flatMap((body) => sentencesOf(body).slice(0, SENTENCES_MAX))
      figures.push(...figuresOf(name, await scoresOfAll(sentences.map(({ text }) => text))))
      progress.step(i + 1, sets.length)
    }
    return { figures, mistakes: [] }
  },
}

function figuresOf(name: string, all: readonly Scores[]): readonly Figure[] {
  return FAULTS.flatMap((id) => {
    const { sure } = HEADS[id]
    if (sure === null || all.length === 0) return []
    const alarms = all.filter((scores) => scores[id] >= sure).length
    return [
      {
        name: `\`${id}\`, ${name}`,
        value: (1000 * alarms) / all.length,
        count: all.length,
        better: 'lower',
        aim: null,
      } satisfies Figure,
    ]
  })
}
