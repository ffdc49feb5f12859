import type { Check } from './check.ts'
import { blameShifting } from './checks/blame-shifting.ts'
import { genericPhrase } from './checks/generic-phrase.ts'
import { missingAttachment } from './checks/missing-attachment.ts'
import { placeholder } from './checks/placeholder.ts'
import { rude } from './checks/rude.ts'
import { sensitiveData } from './checks/sensitive-data.ts'
import { unansweredQuestion } from './checks/unanswered-question.ts'
import { wrongName } from './checks/wrong-name.ts'

/** Every check there is, in the order of docs/checks. `npm run new:check` adds to it. */
export const CHECKS: readonly Check[] = [
  // proof
  placeholder,
  missingAttachment,
  wrongName,
  // answer
  unansweredQuestion,
  // tone
  rude,
  blameShifting,
  genericPhrase,
  // exposure
  sensitiveData,
  // word
]
