import { filesBelow } from '../data-files.ts'
import { judgedText } from '../judged-text.ts'
import type { Measure } from '../measure.ts'

/** The templates of a Markdown file stand between fences. */
const FENCED = /^```[^\n]*\n([\s\S]*?)^```/gm
/** A slot: `[Name]`, `[X business days]`, `{topic}`; not `[x]` or `[1]`. */
const SLOT = /\[(?![x\d]?\])[^\]\n]{2,120}\]|\{\{?[a-z][^}\n]{1,60}\}\}?/gi

/** Is every slot of real reply templates found? */
export const replyTemplates: Measure = {
  id: 'reply-templates',
  title: 'Slots of real reply templates found by `placeholder`',
  needs: ['reply-templates'],
  async run(folderOf, progress) {
    const templates = filesBelow(folderOf('reply-templates'), /^dev\/.*\.md$/)
      .flatMap(({ bytes }) => [...bytes.toString('utf8').matchAll(FENCED)].map(([, inner]) => inner ?? ''))
      .filter((text) => text.search(SLOT) >= 0)
    const mistakes: string[] = []
    let slots = 0
    let stopped = 0
    for (const [i, template] of templates.entries()) {
      const { findings } = await judgedText({ text: template })
      const found = findings.filter(({ check }) => check === 'placeholder').map(({ excerpt }) => excerpt ?? '')
      const there = [...template.matchAll(SLOT)].map(([slot]) => slot)
      const missed = there.filter((slot) => !found.some((one) => one.includes(slot) || slot.includes(one)))
      slots += there.length
      if (found.length > 0) stopped++
      mistakes.push(...missed.map((slot) => `missed  ${slot}`))
      progress.step(i + 1, templates.length)
    }
    const share = (part: number, whole: number) => part / Math.max(1, whole)
    return {
      figures: [
        { name: 'slots', value: 1 - share(mistakes.length, slots), count: slots, better: 'higher', aim: 1 },
        {
          name: 'templates',
          value: share(stopped, templates.length),
          count: templates.length,
          better: 'higher',
          aim: 1,
        },
      ],
      mistakes,
    }
  },
}
