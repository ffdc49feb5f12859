import { complaintsOf, declines } from '@proofgate/language'
import type { Check } from '../check.ts'
import { letterOf } from '../letter.ts'
import { moves } from '../moves.ts'

export const noNextStep: Check = {
  id: 'no-next-step',
  group: 'answer',
  weight: 3,
  max: 3,
  summary: 'The customer reports a problem, and the reply offers no solution, no next step and no question',
  reason: 'Sympathy without an act leaves the customer where they were.',
  source: 'S1 "Move toward a solution", S4 "Present a solution"',
  languages: ['en'],
  needsCustomer: true,
  examples: {
    right: [
      { customer: 'The lamp arrived broken.', reply: 'A new one leaves today and is with you on Friday.' },
      { customer: 'The app crashes on start.', reply: 'Please clear the cache, then open it again.' },
      { customer: 'My parcel never arrived.', reply: 'Sorry about that! Could you tell me the number on the slip?' },
      { customer: 'The film stopped halfway.', reply: "I'll ask the studio and write to you by noon." },
      { customer: 'My card was charged twice.', reply: 'We have reversed the second payment.' },
      { customer: 'Is it a problem if it rains?', reply: 'Not at all, the hood is waterproof.' },
      {
        customer: 'The chain came off on day one.',
        reply: 'Bring it in on Tuesday and we put it right while you wait.',
      },
    ],
    wrong: [
      {
        customer: 'The projector switches itself off after twenty minutes, every film.',
        reply:
          'That would drive anyone mad. The X1 has a sensor in its housing, and at this time of year we hear of it more often.',
      },
      {
        customer: 'The cake stand was due on Tuesday and nothing came.',
        reply:
          'I see that it should have reached you on Tuesday. We handed it over on Friday, packed and labelled in good order.',
      },
      {
        customer: 'Cold showers again, and black mould over the third cubicle.',
        reply: 'Thanks for the feedback! Keep up the great work on your fitness journey!',
      },
      {
        customer: 'The stripe is crooked by 2 cm and there is glue on the leg.',
        reply: 'So the stripe is off and there is glue on a leg. Thirty years I have done this, for museums.',
      },
    ],
  },
  *find(reading) {
    const { sentences } = letterOf(reading)
    const complaints = complaintsOf(reading.customer?.text ?? '')
    if (complaints.length === 0 || sentences.length === 0 || sentences.some((one) => moves(one) || declines(one.text)))
      return
    if (reading.mail.attachments.length > 0) return
    const [about] = sentences.slice(-1)
    if (about === undefined) return
    yield {
      part: about.part,
      at: about.at,
      confidence: 0.65,
      whole: true,
      message: 'The customer reports a problem, and nothing here moves it on.',
      suggestion: 'Say what you do about it and by when, what the customer can do, or ask for what you need.',
    }
  },
}
