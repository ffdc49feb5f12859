import type { Check } from '../check.ts'
import { objectionTo, phraseHits } from '../phrases.ts'
import { GENERIC_PHRASES } from '../words/generic-phrases.ts'

export const genericPhrase: Check = {
  id: 'generic-phrase',
  group: 'tone',
  weight: 1,
  max: 3,
  summary: 'A stock phrase that could stand in any mail to anybody',
  reason: 'It tells customers that they are a number; many find it worse than no apology at all.',
  source: 'S4 "Avoid being generic"',
  languages: ['en'],
  needsCustomer: false,
  examples: {
    right: [
      'Thank you for your patience. The blue lamp is back since noon and leaves on Friday.',
      "Don't hesitate to call me on 0161 555 0114.",
      'Feel free to contact us with any further questions, I am at my desk until six: tom@shop.example.',
      'I am sorry that the blender arrived cracked.',
      'Thank you for reaching out about the cracked hinge before it gave way.',
      'We apologise for the inconvenience of cooking on a camping stove for a week.',
      'Thank you for sending the two photos at once.',
      'The booklet for your policy is attached to your account.',
      'Dear customers of the Leeds branch, the lift is out of order today.',
      'It is important to us that you hear it from a person first: the concert is cancelled.',
    ],
    wrong: [
      'Please do not hesitate to contact us.',
      'Should you require any further assistance, please feel free to contact us at any time.',
      'We have received your inquiry and it is being processed.',
      'We apologize for any inconvenience.',
      'Thank you for reaching out.',
      'Thanks for contacting Burrow support.',
      'Your call is important to us.',
      'Dear valued customer,',
      'As per our policy, the fee stays.',
      'Thank you for bringing this to our attention.',
      'We regret any inconvenience this may have caused.',
    ],
  },
  *find(reading) {
    for (const hit of phraseHits(reading, GENERIC_PHRASES)) {
      yield objectionTo(
        hit,
        `"${hit.words}" could stand in any mail.`,
        'Name the very thing: what happened to this customer, or what you are thankful for.',
      )
    }
  },
}
