import type { Measure } from './measure.ts'
import { asks } from './measures/asks.ts'
import { emailTone } from './measures/email-tone.ts'
import { faqAnswers } from './measures/faq-answers.ts'
import { forumAnswers } from './measures/forum-answers.ts'
import { headAlarms } from './measures/head-alarms.ts'
import { headsOnReplies } from './measures/heads-on-replies.ts'
import { learnerSentences } from './measures/learner-sentences.ts'
import { leftOverSlots } from './measures/left-over-slots.ts'
import { mimeFixtures } from './measures/mime-fixtures.ts'
import { ordinaryMail } from './measures/ordinary-mail.ts'
import { politeness } from './measures/politeness.ts'
import { realAnswers } from './measures/real-answers.ts'
import { replyParsing } from './measures/reply-parsing.ts'
import { replyTemplates } from './measures/reply-templates.ts'
import { slotSyntaxes } from './measures/slot-syntaxes.ts'
import { themes } from './measures/themes.ts'
import { unhealthyComments } from './measures/unhealthy-comments.ts'
import { upsetTweets } from './measures/upset-tweets.ts'

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
  asks,
  politeness,
  emailTone,
  faqAnswers,
  forumAnswers,
  upsetTweets,
  unhealthyComments,
  headsOnReplies,
  headAlarms,
  themes,
]
