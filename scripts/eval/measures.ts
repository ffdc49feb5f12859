import type { Measure } from './measure.ts'
import { learnerSentences } from './measures/learner-sentences.ts'
import { leftOverSlots } from './measures/left-over-slots.ts'
import { mimeFixtures } from './measures/mime-fixtures.ts'
import { ordinaryMail } from './measures/ordinary-mail.ts'
import { realAnswers } from './measures/real-answers.ts'
import { replyParsing } from './measures/reply-parsing.ts'
import { replyTemplates } from './measures/reply-templates.ts'
import { slotSyntaxes } from './measures/slot-syntaxes.ts'

/** All measures on public data, in the order they are run and shown. A new one is a file in `measures/` and a line here. */
export const MEASURES: readonly Measure[] = [
  slotSyntaxes,
  replyTemplates,
  leftOverSlots,
  replyParsing,
  mimeFixtures,
  learnerSentences,
  ordinaryMail,
  realAnswers,
]
