import { z } from 'zod'
import { recordsIn } from '../data-files.ts'
import { judgedText } from '../judged-text.ts'
import type { Measure } from '../measure.ts'
import { type Touched, touchedOf } from '../touched.ts'

const Exchange = z.object({
  id: z.number(),
  turns: z.array(z.object({ from: z.string(), text: z.string() })),
  final_agent_utterance: z.string(),
})

/** How tweets begin; in a mail nobody is addressed so. */
const HANDLES = /^(?:@\w+\s*)+/

/** How many of 1,000 answers of real support agents does each check object to? Not all of them are good answers. */
export const realAnswers: Measure = {
  id: 'real-answers',
  title: 'Answers of real support agents (Twitter) with a finding, of 1,000; many have cause',
  needs: ['ibm-customer-care'],
  async run(folderOf, progress) {
    const exchanges = recordsIn(`${folderOf('ibm-customer-care')}/dev/dev.jsonl`, Exchange)
    const texts: Touched[] = []
    for (const { id, turns, final_agent_utterance: answer } of exchanges) {
      const asked = turns
        .filter(({ from }) => from === 'customer')
        .at(-1)
        ?.text.replace(HANDLES, '')
      const text = `${answer.replace(HANDLES, '')}\n`
      texts.push({ id: String(id), judgement: await judgedText({ text, ...(asked === undefined ? {} : { asked }) }) })
      progress.step(texts.length, exchanges.length)
    }
    return touchedOf(texts, () => null)
  },
}
