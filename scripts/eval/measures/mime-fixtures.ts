import { bestBodyOf, type Mail, parseMail } from '@proofgate/mail'
import { filesBelow } from '../data-files.ts'
import type { Measure } from '../measure.ts'

/** A message that has a text part to show: one that says so, or one that says nothing and has a body. */
const HAS_TEXT = /^content-type:\s*text\/(?:plain|html)/im

/** Is real and broken mail of other projects' tests read? */
export const mimeFixtures: Measure = {
  id: 'mime-fixtures',
  title: "Odd and broken mail of other parsers' tests",
  needs: ['mime-fixtures'],
  async run(folderOf, progress) {
    const files = filesBelow(`${folderOf('mime-fixtures')}/dev`, /\.eml$|sample_output_multipart$/)
    const mistakes: string[] = []
    let withText = 0
    let read = 0
    let sound = 0
    for (const [i, { name, bytes }] of files.entries()) {
      const mail = await parseMail(bytes)
      const hasText = HAS_TEXT.test(bytes.toString('latin1'))
      if (hasText) withText++
      if (hasText && hasWords(mail)) read++
      if (mail.unread.length === 0) sound++
      if (hasText && !hasWords(mail)) mistakes.push(`no text ${name}`)
      mistakes.push(...mail.unread.map((what) => `unread  ${name}: ${what}`))
      progress.step(i + 1, files.length)
    }
    const share = (part: number, whole: number) => part / Math.max(1, whole)
    return {
      figures: [
        {
          name: 'text found where there is some',
          value: share(read, withText),
          count: withText,
          better: 'higher',
          aim: null,
        },
        { name: 'read whole', value: share(sound, files.length), count: files.length, better: 'higher', aim: null },
      ],
      mistakes,
    }
  },
}

function hasWords(mail: Mail): boolean {
  return (bestBodyOf(mail)?.text ?? '').trim() !== ''
}
