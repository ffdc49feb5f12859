import type { Check } from '../check.ts'
import { letterOf } from '../letter.ts'
import { isSaid } from '../phrases.ts'
import { RETALIATION_PHRASES } from '../words/retaliation-phrases.ts'

export const sourEnding: Check = {
  id: 'sour-ending',
  group: 'tone',
  weight: 2,
  max: 2,
  summary: 'The last words before the sign-off apologise again, threaten or refuse',
  reason: 'The end is what stays with the reader.',
  source: 'S3 "End on a good note"',
  languages: ['en'],
  needsCustomer: false,
  examples: {
    right: [
      "I'm sorry that the lamp came broken. A new one leaves today and is with you on Friday.",
      "We can't deliver on Saturdays, but the van could come on Friday after six. Would that suit you?",
      'There is nothing to pay and nothing to send back. Enjoy the garden!',
      'If it comes back, write to me and I will send the technician.',
      'I cannot wait to see the pictures of your terrace!',
      'Sorry for the mix-up on Monday. Your seats are now next to each other.',
    ],
    wrong: [
      'Sorry that the lamp came broken. A new one leaves today. Once again, please accept our sincere apologies.',
      "The lamp comes on Friday. We can't deliver on a Saturday.",
      'Tickets of this kind can be neither exchanged nor refunded. We will not be making an exception.',
      'Please fill in the form. You need to do this before Friday, otherwise the claim lapses.',
      'The rates are attached. If a single instalment is late, supply will be restricted and the whole amount falls due.',
      "I'm sorry about the wait. The fitter comes on 28 May. I'm sorry once more that it was put off three times.",
    ],
  },
  *find(reading) {
    const { sentences } = letterOf(reading)
    const last = sentences.findLast(({ text }) => !/^P\.?\s?S\b/i.test(text))
    if (last === undefined) return
    const before = sentences.filter((one) => one !== last)
    const fault = faultOf(last.text, before.map(({ text }) => text).join(' '))
    if (fault === null) return
    yield {
      part: last.part,
      at: last.at,
      confidence: 0.75,
      whole: true,
      message: `The mail ends ${fault}.`,
      suggestion: 'Close with what happens next, what the customer gets, or a kind word.',
    }
  },
}

const APOLOGY = /\b(?:sorry|apologi[sz]e|apolog(?:y|ies)|regret|forgive)\b/i
const AGAIN = /\b(?:again|once more|another time|repeat|sincerest?|deepest)\b/i
/** A refusal is the main thing the sentence says: it begins with it. */
const REFUSAL =
  /^(?:(?:unfortunately|sadly|regrettably|however|but|so|and|please note that|i['’]m afraid|we['’]re afraid|again)[, ]{1,2}(?:that )?){0,2}(?:(?:i|we) (?:simply |really |just |therefore |also )?(?:(?:can['’]?t|cannot|can not|could not|couldn['’]?t|are (?:not able|unable) to|am (?:not able|unable) to) (?:do|offer|give|refund|exchange|deliver|ship|make|change|accept|help|provide|send|extend|cancel|replace|take|allow|grant|process|book|repair|return|reimburse|compensate|honou?r|move|add|reserve|hold|waive|assist|comment|discuss|sell|come|meet)|(?:won['’]?t|will not) (?:be )?(?!be any|need|have to|charge|take long|forget|let)\w+|(?:do not|don['’]?t) (?:offer|do|deliver|ship|sell|make|give|accept|refund|exchange|take|allow|provide|send|repair|reimburse|cover|stock))\b|[^,;:.!?\n]{1,60}? (?:(?:is|are) (?:not (?:possible|refundable|exchangeable|available)|impossible|excluded|out of the question|final)|(?:cannot|can['’]t|can not|will not|won['’]t) be (?:changed|refunded|exchanged|cancelled|canceled|moved|extended|returned|delivered|replaced|repaired|done|made)|there (?:is|are) no(?:thing)? (?:exceptions?|(?:i|we|more|else))))|\b(?:otherwise|or else) (?:i|we) (?:can['’]?t|cannot|can not) \w+/i
const THREAT =
  /\b(?:otherwise|or else|if (?:you (?:do|have|fail|are)|no |we (?:do|have)|a single|(?:the|this|your) (?:payment|amount|balance|instalment)))\b[^.!?\n]{0,120}\b(?:laps\w+|forfeit\w*|cancel\w*|clos(?:e|ed)|restrict\w*|suspend\w*|terminat\w*|block\w*|charged?|fees?|falls? due|collect(?:ion|ions|ors?)|legal|lawyers?|solicitors?|court|proceedings|void|expires?|lose|deleted|refused|withdrawn|penalt\w+)\b|\b(?:debt collect\w+|bailiffs?)\b|\b(?:solicitors?|lawyers?|court case|legal (?:steps|action)|court)\b[^.!?\n]{0,60}\b(?:will|shall|costs?|follow)\b/i
/** A way out or something good in the same breath. */
const SWEETENED =
  /\b(?:but|instead|however|so that|although|until then|happy|glad|gladly|free of charge|refund(?:ed)?|enjoy|look(?:ing)? forward|can(?:,| also| still)|would you like|shall (?:i|we))\b|\?\s*$/i

/** How the last sentence leaves a bad taste, or `null`. */
function faultOf(last: string, before: string): string | null {
  if (
    APOLOGY.test(last) &&
    (AGAIN.test(last) || APOLOGY.test(before)) &&
    !/\bsorry (?:if|to see you go)\b/i.test(last)
  ) {
    return 'with another apology'
  }
  if (/\bapolog\w+\b[^.!?\n]{0,40}\binconvenience\b/i.test(last)) return 'with a form of words for an apology'
  if (isSaid(last, RETALIATION_PHRASES)) return 'in anger'
  if (THREAT.test(last) && !SWEETENED.test(last)) return 'with a threat'
  if (REFUSAL.test(last) && !SWEETENED.test(last)) return 'with a refusal'
  return null
}
