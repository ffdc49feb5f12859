import type { Check } from './check.ts'
import { asksAgain } from './checks/asks-again.ts'
import { babble } from './checks/babble.ts'
import { blameShifting } from './checks/blame-shifting.ts'
import { brokenLink } from './checks/broken-link.ts'
import { brokenPromise } from './checks/broken-promise.ts'
import { garbledText } from './checks/garbled-text.ts'
import { genericPhrase } from './checks/generic-phrase.ts'
import { grammar } from './checks/grammar.ts'
import { handover } from './checks/handover.ts'
import { hoops } from './checks/hoops.ts'
import { inconsistentAnswer } from './checks/inconsistent-answer.ts'
import { internalNote } from './checks/internal-note.ts'
import { jargon } from './checks/jargon.ts'
import { lateReply } from './checks/late-reply.ts'
import { missingAttachment } from './checks/missing-attachment.ts'
import { missingContact } from './checks/missing-contact.ts'
import { missingName } from './checks/missing-name.ts'
import { noAcknowledgement } from './checks/no-acknowledgement.ts'
import { noAlternative } from './checks/no-alternative.ts'
import { noFeedbackInvitation } from './checks/no-feedback-invitation.ts'
import { noNextStep } from './checks/no-next-step.ts'
import { overpromise } from './checks/overpromise.ts'
import { placeholder } from './checks/placeholder.ts'
import { profanity } from './checks/profanity.ts'
import { retaliation } from './checks/retaliation.ts'
import { rude } from './checks/rude.ts'
import { salesInGreeting } from './checks/sales-in-greeting.ts'
import { sensitiveData } from './checks/sensitive-data.ts'
import { shouting } from './checks/shouting.ts'
import { sourEnding } from './checks/sour-ending.ts'
import { spelling } from './checks/spelling.ts'
import { stockResponse } from './checks/stock-response.ts'
import { toneMismatch } from './checks/tone-mismatch.ts'
import { unaddressedRequest } from './checks/unaddressed-request.ts'
import { unansweredQuestion } from './checks/unanswered-question.ts'
import { vagueTimeline } from './checks/vague-timeline.ts'
import { wrongName } from './checks/wrong-name.ts'
import { wrongRecipient } from './checks/wrong-recipient.ts'

/** Every check there is, in the order of docs/checks. `npm run new:check` adds to it. */
export const CHECKS: readonly Check[] = [
  // proof
  placeholder,
  spelling,
  grammar,
  garbledText,
  missingAttachment,
  brokenLink,
  wrongName,
  missingName,
  wrongRecipient,
  // answer
  unansweredQuestion,
  unaddressedRequest,
  asksAgain,
  hoops,
  stockResponse,
  noNextStep,
  noAcknowledgement,
  noAlternative,
  vagueTimeline,
  missingContact,
  noFeedbackInvitation,
  // tone
  rude,
  retaliation,
  blameShifting,
  genericPhrase,
  toneMismatch,
  sourEnding,
  shouting,
  babble,
  jargon,
  salesInGreeting,
  // exposure
  internalNote,
  sensitiveData,
  profanity,
  overpromise,
  // word
  inconsistentAnswer,
  brokenPromise,
  handover,
  lateReply,
]
