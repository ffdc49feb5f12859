import { CHECKS } from '@proofgate/checks'
import { z } from 'zod'
import { recordsIn } from '../data-files.ts'
import type { Figure } from '../figures.ts'
import { judgedText } from '../judged-text.ts'
import type { Measure } from '../measure.ts'

const Letter = z.object({ id: z.string(), subject: z.string(), body: z.string() })

/** A check that objects to more of 1,000 ordinary mails than this must have cause. */
const PER_THOUSAND_MAX = 5

/** Checks that have cause here: the mails' attachments are not in the data. */
const WITH_CAUSE: readonly string[] = ['missing-attachment']

/** How many of 1,000 ordinary business mails does each check object to? Their attachments are not in the data. */
export const ordinaryMail: Measure = {
  id: 'ordinary-mail',
  title: 'Ordinary business mails (Enron) with a finding, of 1,000; attachments are missing there',
  needs: ['aeslc-enron'],
  async run(folderOf, progress) {
    const letters = recordsIn(`${folderOf('aeslc-enron')}/dev/emails.jsonl`, Letter)
    const touched = new Map<string, number>(CHECKS.map(({ id }) => [id, 0]))
    const mistakes: string[] = []
    let stopped = 0
    for (const [i, { id, subject, body }] of letters.entries()) {
      const { findings, verdict } = await judgedText(body, subject)
      for (const check of new Set(findings.map((one) => one.check))) touched.set(check, (touched.get(check) ?? 0) + 1)
      if (verdict !== 'forward') stopped++
      mistakes.push(...findings.map(({ check, excerpt }) => `${check} ${id}: ${JSON.stringify(excerpt)}`))
      progress.step(i + 1, letters.length)
    }
    const figure = (name: string, mails: number, aim: number | null): Figure => {
      const value = (1000 * mails) / Math.max(1, letters.length)
      return { name, value, count: letters.length, better: 'lower', aim }
    }
    return {
      figures: [
        ...[...touched].map(([name, mails]) =>
          figure(name, mails, WITH_CAUSE.includes(name) ? null : PER_THOUSAND_MAX),
        ),
        figure('not forwarded', stopped, null),
      ],
      mistakes,
    }
  },
}
