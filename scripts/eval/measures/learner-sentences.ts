import { CHECKS } from '@proofgate/checks'
import { z } from 'zod'
import { recordsIn } from '../data-files.ts'
import { judgedText } from '../judged-text.ts'
import type { Measure } from '../measure.ts'

const Sentence = z.object({ source: z.string(), references: z.array(z.string()) })

const LANGUAGE_CHECKS: readonly string[] = ['spelling', 'grammar']

/** How many learners' sentences are objected to, and how many of the same once people have mended them? */
export const learnerSentences: Measure = {
  id: 'learner-sentences',
  title: "Learners' sentences found faulty by `spelling` or `grammar`, before and after people mended them",
  needs: ['jfleg'],
  async run(folderOf, progress) {
    // Without these checks there is nothing to measure, and a nought would look like a figure.
    if (!CHECKS.some(({ id }) => LANGUAGE_CHECKS.includes(id))) return { figures: [], mistakes: [] }
    const sentences = recordsIn(`${folderOf('jfleg')}/dev/dev.jsonl`, Sentence).flatMap(({ source, references }) => {
      const [mended] = references
      return mended === undefined || mended.trim() === source.trim() ? [] : [{ source, mended }]
    })
    const mistakes: string[] = []
    let found = 0
    let wrong = 0
    for (const [i, { source, mended }] of sentences.entries()) {
      if ((await objectionsTo(source)).length > 0) found++
      const strays = await objectionsTo(mended)
      if (strays.length > 0) wrong++
      mistakes.push(...strays.map((excerpt) => `wrong   ${JSON.stringify(excerpt)} in ${spaced(mended)}`))
      progress.step(i + 1, sentences.length)
    }
    const share = (part: number) => part / Math.max(1, sentences.length)
    return {
      figures: [
        { name: 'before', value: share(found), count: sentences.length, better: 'higher', aim: null },
        { name: 'after, of 1,000', value: 1000 * share(wrong), count: sentences.length, better: 'lower', aim: null },
      ],
      mistakes,
    }
  },
}

async function objectionsTo(sentence: string): Promise<readonly string[]> {
  const { findings } = await judgedText({ text: `Hello,\n\n${spaced(sentence)}\n\nKind regards,\nMara Lindt\n` })
  return findings.filter(({ check }) => LANGUAGE_CHECKS.includes(check)).map(({ excerpt }) => excerpt ?? '')
}

/** The data sets spaces before punctuation and around apostrophes. */
const spaced = (sentence: string) =>
  sentence
    .replace(/ +([.,;:!?%)])/g, '$1')
    .replace(/ +(n't|'\w+)/g, '$1')
    .replace(/\( /g, '(')
    .trim()
