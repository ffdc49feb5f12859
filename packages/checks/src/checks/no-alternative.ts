import { ACTION, INSTRUCTION, topicsOf } from '@proofgate/language'
import type { Check } from '../check.ts'
import { letterOf, type Spoken } from '../letter.ts'

export const noAlternative: Check = {
  id: 'no-alternative',
  group: 'answer',
  weight: 3,
  max: 3,
  summary: 'A flat refusal: no reason, no alternative, no way forward',
  reason: 'A bare no ends the conversation, and often the custom.',
  source: 'S3 "Give an alternative"',
  languages: ['en'],
  needsCustomer: false,
  examples: {
    right: [
      "We can't deliver on a Saturday, but Friday after six is free.",
      'Unfortunately the blue one is sold out. The teal one is very close, and I could send a sample.',
      "We don't ship to Jersey because the ferry takes no glass.",
      'I cannot open the file. Could you send it again as a PDF?',
      'We cannot refund the ticket. You may pass it on to a friend, free of charge.',
      "I can't wait to see it!",
      'You cannot turn it past the red mark: there is a stop.',
      'Sorry, no dogs inside. The terrace has water bowls, and yours is welcome there.',
    ],
    wrong: [
      "We can't deliver on a Saturday.",
      'Tickets of this kind can be neither exchanged nor refunded. We will not be making an exception.',
      "Unfortunately we don't deliver to Jersey. The Ashby comes in cob size.",
      "We don't send anyone out for the 200 any more. That is how it is.",
      'Sorry, we are unable to change the name on the booking. Have a nice day.',
    ],
  },
  *find(reading) {
    const { sentences } = letterOf(reading)
    for (const [i, one] of sentences.entries()) {
      if (!REFUSAL.test(one.text) || SOFT.test(one.text)) continue
      if (sentences.slice(i + 1, i + 3).some((next) => isWayOut(next, one))) continue
      yield {
        part: one.part,
        at: one.at,
        confidence: 0.7,
        whole: true,
        message: 'A no without a reason or another way.',
        suggestion: 'Say why, and what is possible instead.',
      }
      return
    }
  },
}

/** We, or a rule of ours, say no to something the customer would like. */
const REFUSAL =
  /^(?:(?:unfortunat\w+|sadly|regrettably|sorry|however|but|no|and|please note(?: that)?|i['’]m (?:afraid|sorry)|we['’]re (?:afraid|sorry)|i am afraid|we are sorry)[,:]? (?:but |that )?){0,3}(?:(?:i|we) (?:simply |really |just |also |therefore )?(?:can['’]?t|cannot|can not|could not|couldn['’]?t|won['’]?t|will not|do not|don['’]?t|no longer|are (?:not able|unable) to|am (?:not able|unable) to) (?:be able to |currently |actually )?(?:do|offer|give|refund|exchange|deliver|ship|make|change|accept|provide|send|extend|cancel|replace|take|allow|grant|process|repair|return|reimburse|compensate|honou?r|move|add|reserve|waive|sell|stock|cover|support|fulfil|match|combine|split|price[- ]match|engrave|gift[- ]wrap)\b|(?:this|that|it|a refund|an exchange|a change|such (?:a )?\w+|tickets?|refunds?|exchanges|changes|vouchers?|[\w ]{1,40}?) (?:is|are)(?: (?:unfortunately|sadly))?(?:(?:n['’]t| not) (?:possible|available|allowed|permitted|offered|refundable|transferable|exchangeable|covered)| non-refundable|excluded|out of the question|impossible)|(?:this|that|it|tickets?|refunds?|[\w ]{1,40}?) (?:cannot|can['’]?t|can (?:neither|not)|can be neither|will not) (?:be )?(?:refunded|exchanged|changed|cancelled|canceled|returned|delivered|shipped|moved|transferred|extended|combined|repaired|done|neither))/i

/** A reason or another way in the same breath. */
const SOFT =
  /\b(?:but|instead|however|because|since|as (?:the|it|they|we|there|this|that|she|he)|so (?:that|we|i|you|the)|due to|owing to|for (?:safety|legal|hygiene|security|privacy) |until|before|unless|if|when|where|once|except|only|although|though|rather|alternatively|otherwise|yet|at the moment|right now|this week|any sooner|from here|without|law|regulations?|licen[cs]e)\b|[:;–—]|\?/i

const OTHER_WAY =
  /\b(?:instead|alternatively|however|what (?:i|we|you) can|but|reason|because|since|due to|why|another|other (?:way|option)|option|free of charge|voucher|refund|recommend|suggest|happy to|glad to|the (?:next|nearest|closest)|also comes?|if you|law|safety|discontinued|sold out|out of stock|no longer made)\b/i

/** A sentence behind it explains or offers. */
function isWayOut({ text }: Spoken, refused: Spoken): boolean {
  if (REFUSAL.test(text)) return false
  if (OTHER_WAY.test(text) || OFFER.test(text) || /\?\s*$/.test(text)) return true
  // What is done about another matter is no way out of this one.
  const about = topicsOf(refused.text)
  return (ACTION.test(text) || INSTRUCTION.test(text)) && [...topicsOf(text)].some((topic) => about.has(topic))
}

/** Something the customer may have or do. */
const OFFER =
  /\b(?:you (?:can|could|may|might)|(?:i|we) (?:can|could)|i['’]d|we['’]d|shall (?:i|we)|would you|one of|here(?:['’]s| is| are))\b/i
