import { z } from 'zod'
import { recordsIn } from '../data-files.ts'
import { judgedText } from '../judged-text.ts'
import type { Measure } from '../measure.ts'

const Reply = z.object({ id: z.number(), reply: z.string() })

/** A slot in double braces, or some words in brackets that are no link. */
const SLOT = /\{\{|\[[^\]\d\n][^\]\n]{4,120}\](?!\()/

/** Are replies with slots left over told from those without? */
export const leftOverSlots: Measure = {
  id: 'left-over-slots',
  title: 'Replies of an agent with and without slots left over, told apart by `placeholder`',
  needs: ['bitext-replies'],
  async run(folderOf, progress) {
    const replies = recordsIn(`${folderOf('bitext-replies')}/dev/replies.jsonl`, Reply)
    const mistakes: string[] = []
    const count = { with: 0, without: 0, missed: 0, wrong: 0 }
    for (const [i, { id, reply }] of replies.entries()) {
      const found = (await judgedText({ text: reply })).findings.filter(({ check }) => check === 'placeholder')
      const has = SLOT.test(reply)
      if (has) count.with++
      else count.without++
      if (has && found.length === 0) count.missed++
      if (!has && found.length > 0) count.wrong++
      if (has && found.length === 0) mistakes.push(`missed  ${id}`)
      if (!has) mistakes.push(...found.map(({ excerpt }) => `wrong   ${id}: ${JSON.stringify(excerpt)}`))
      progress.step(i + 1, replies.length)
    }
    const right = (wrong: number, all: number) => 1 - wrong / Math.max(1, all)
    return {
      figures: [
        { name: 'found', value: right(count.missed, count.with), count: count.with, better: 'higher', aim: 1 },
        {
          name: 'left alone',
          value: right(count.wrong, count.without),
          count: count.without,
          better: 'higher',
          aim: 1,
        },
      ],
      mistakes,
    }
  },
}
