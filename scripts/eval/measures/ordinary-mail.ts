import { z } from 'zod'
import { recordsIn } from '../data-files.ts'
import { judgedText } from '../judged-text.ts'
import type { Measure } from '../measure.ts'
import { type Touched, touchedOf } from '../touched.ts'

const Letter = z.object({ id: z.string(), subject: z.string(), body: z.string() })

/** A check that objects to more of 1,000 ordinary mails than this must have cause. */
const PER_THOUSAND_MAX = 5

/** Checks that have cause here: the mails' attachments are not in the data. */
const WITH_CAUSE: readonly string[] = ['missing-attachment']

/** How many of 1,000 ordinary business mails does each check object to? */
export const ordinaryMail: Measure = {
  id: 'ordinary-mail',
  title: 'Ordinary business mails (Enron) with a finding, of 1,000; their attachments are not in the data',
  needs: ['aeslc-enron'],
  async run(folderOf, progress) {
    const letters = recordsIn(`${folderOf('aeslc-enron')}/dev/emails.jsonl`, Letter)
    const texts: Touched[] = []
    for (const { id, subject, body } of letters) {
      texts.push({ id, judgement: await judgedText({ text: body, subject }) })
      progress.step(texts.length, letters.length)
    }
    return touchedOf(texts, (check) => (WITH_CAUSE.includes(check) ? null : PER_THOUSAND_MAX))
  },
}
