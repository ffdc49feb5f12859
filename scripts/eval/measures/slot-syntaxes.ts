import { z } from 'zod'
import { recordsIn } from '../data-files.ts'
import { judgedText } from '../judged-text.ts'
import type { Measure } from '../measure.ts'

const Syntax = z.object({ product: z.string(), example: z.string() })

/** Where a slot stands in a reply: in the greeting, and within a sentence. */
const PLACES = [
  (slot: string) => `Dear ${slot},\n\nYour order left us today and arrives on Friday.\n\nKind regards,\nMara Lindt\n`,
  (slot: string) =>
    `Dear Kim,\n\nYour order ${slot} left us today and arrives on Friday.\n\nKind regards,\nMara Lindt\n`,
]

/** Are the slots of help desks and mailing tools found, as their makers document them? */
export const slotSyntaxes: Measure = {
  id: 'slot-syntaxes',
  title: 'Documented template syntaxes found by `placeholder`',
  needs: ['placeholder-syntaxes'],
  async run(folderOf, progress) {
    const syntaxes = recordsIn(`${folderOf('placeholder-syntaxes')}/dev/syntaxes.jsonl`, Syntax)
    const mistakes: string[] = []
    for (const [i, { product, example }] of syntaxes.entries()) {
      for (const place of PLACES) {
        const { findings } = await judgedText({ text: place(example) })
        if (!findings.some(({ check }) => check === 'placeholder'))
          mistakes.push(`missed  ${product}: ${place(example)}`)
      }
      progress.step(i + 1, syntaxes.length)
    }
    const count = syntaxes.length * PLACES.length
    const value = 1 - mistakes.length / Math.max(1, count)
    return { figures: [{ name: 'recall', value, count, better: 'higher', aim: 1 }], mistakes }
  },
}
