import { dirname } from 'node:path'
import { sentencesOf } from '@proofgate/language'
import type { Encoded } from '../../../packages/language/src/model/encoder.ts'
import type { Scored } from '../../../packages/language/train/figures.ts'
import { faqThreads } from '../../../packages/language/train/public-sets.ts'
import { aucFigure } from '../auc.ts'
import { encodedAll, likeness } from '../language-model.ts'
import type { Measure } from '../measure.ts'

/** Is the answer to a question told from answers to other questions, by its nearest sentence? */
export const faqAnswers: Measure = {
  id: 'faq-answers',
  title: "Answers to frequent questions (StackFAQ) told from other questions' answers by likeness",
  needs: ['stackfaq'],
  needsModel: true,
  async run(folderOf, progress) {
    const threads = faqThreads(dirname(folderOf('stackfaq')))
    const answers: (readonly Encoded[])[] = []
    for (const { answer } of threads) {
      const sentences = sentencesOf(answer).slice(0, 10)
      answers.push(await encodedAll(sentences.map(({ text }) => text)))
    }
    const scored: Scored[] = []
    let first = 0
    let asked = 0
    for (const [i, { questions }] of threads.entries()) {
      for (const question of await encodedAll(questions.slice(0, 5))) {
        const nearest = answers.map((sentences) => Math.max(0, ...sentences.map((one) => likeness(one, question))))
        scored.push(...nearest.map((score, j) => ({ score, is: i === j })))
        asked++
        if (nearest.every((score, j) => j === i || score < (nearest[i] ?? 0))) first++
      }
      progress.step(i + 1, threads.length)
    }
    return {
      figures: [
        ...aucFigure('answered or not', scored, 0.98),
        {
          name: 'the right answer is the nearest of all',
          value: first / Math.max(1, asked),
          count: asked,
          better: 'higher',
          aim: null,
        },
      ],
      mistakes: [],
    }
  },
}
