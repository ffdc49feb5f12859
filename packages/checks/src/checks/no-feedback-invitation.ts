import type { Check } from '../check.ts'
import { letterOf } from '../letter.ts'
import { customerMood } from '../mood.ts'

export const noFeedbackInvitation: Check = {
  id: 'no-feedback-invitation',
  group: 'answer',
  weight: 0,
  max: 0,
  summary: 'A note: the matter is closed, and nobody asks how it went',
  reason: 'People who are asked tell you what to mend; the others leave.',
  source: 'S0 "Ask for feedback", S1 "Invite them to participate"',
  languages: ['en'],
  needsCustomer: false,
  examples: {
    right: [
      "With that I've closed your ticket. How did we do? I read every answer.",
      'Your request is closed; tell us how the new pump behaves.',
      'The lamp leaves today.',
      { customer: 'This is outrageous, I want my money!', reply: 'Your £12 went back today, and the case is closed.' },
      "I've closed the windows of the van so that it stays dry.",
      'The shop is closed on Mondays.',
    ],
    wrong: [
      "With that I've closed the ticket.",
      'Your enquiry is now closed. Happy reading!',
      "With everything booked, I've closed your request.",
      'Everything is refunded, and the case is closed.',
    ],
  },
  *find(reading) {
    const { sentences } = letterOf(reading)
    const closed = sentences.find(({ text }) => CLOSED.test(text))
    if (closed === undefined || customerMood(reading)?.mood === 'upset') return
    const invited = [
      ...reading.conversation.filter(({ by }) => by === 'us').map(({ text }) => text),
      reading.body?.text ?? '',
    ]
    if (invited.some((text) => INVITATION.test(text))) return
    yield {
      part: closed.part,
      at: closed.at,
      confidence: 0.75,
      note: true,
      message: 'The matter is closed, and the customer is not asked how it went.',
      suggestion: 'Ask one open question about it, such as how the new one works.',
    }
  },
}

/** A ticket is over, in our words. */
const CLOSED =
  /\b(?:closed|closing|marked|resolved|completed)\b[^.!?\n]{0,20}\b(?:ticket|request|enquiry|inquiry|case|query|complaint|claim|conversation|issue)\b|\b(?:ticket|request|enquiry|inquiry|case|query|complaint|claim|matter|conversation)(?: #?[\w-]+)? (?:is|has been|was|as) (?:now |therefore |hereby )?(?:closed|resolved|settled|completed?)\b/i

const INVITATION =
  /\b(?:tell|let) (?:me|us) (?:know |afterwards? |in (?:a|two) \w+ )?(?:how|whether|if|what|which|when)\b|\bhow (?:did|do|was|were|is|are) (?:we|it|i|you|your|the|this)\b|\b(?:feedback|survey|review|rate|rating|opinion|impression|thoughts?)\b|\b(?:love|like|glad|happy|enjoy|value|curious|interested) to (?:hear|know)\b|\benjoy hearing\b|\bwas this\b|\bmay i ask\b|\bwould you tell\b|\bdo (?:tell|say)\b/i
