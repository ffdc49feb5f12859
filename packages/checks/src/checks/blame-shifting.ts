import type { Check } from '../check.ts'
import { objectionTo, phraseHits } from '../phrases.ts'
import { BLAME_PHRASES } from '../words/blame-phrases.ts'

export const blameShifting: Check = {
  id: 'blame-shifting',
  group: 'tone',
  weight: 4,
  max: 6,
  summary: 'The fault is put on the customer, a courier, a vendor or another team, and nobody owns it',
  reason: 'The customer paid us; who failed behind us makes no difference, and being blamed drives people away.',
  source: 'S2 "Own your mistakes", S4 "Take responsibility for any problems"',
  languages: ['en'],
  needsCustomer: false,
  examples: {
    right: [
      'The courier lost it; we are sending a new one today.',
      'This was not your fault: our form accepts wrong dates.',
      'The delay was beyond our control, but we should have told you, and we are refunding the freight.',
      'Our supplier stopped making the red one, so I looked for the nearest shade we have.',
      'If the lock stays dead with new batteries, tell me and a new one leaves here the same day.',
      'You should have received the tracking number by now.',
      'That was the fault of our new tool, not yours.',
      'Our software was at fault: it rounded the price twice.',
      "The storm is beyond our control, but I've moved you to Friday for free.",
      'If you had ordered on Monday it would have come on time: sorry that our page does not say so.',
      'You did not choose a day, so Wednesday is set down for now.',
      'You did not select a size, so I put an M aside.',
      "It was your decision to make, and I'd have done the same.",
      "The dent was caused by the courier. I've sent a new lamp today.",
      'You should never have had to ask twice.',
      'Please do not think that it was your fault.',
    ],
    wrong: [
      'The courier lost it, and that is not our fault.',
      'So this one is your own doing.',
      'Had you checked the confirmation screen, we would not be here.',
      'What happens after that is entirely in the hands of the courier.',
      'Our supplier has let us down yet again.',
      'We are not responsible for the delay of the carrier.',
      'It is beyond our control.',
      'The dent was caused by UPS, there is nothing we can do.',
      "The system doesn't let me change it.",
      'You should have saved the photos before the update.',
      'Then you filled it in wrong.',
      'Our call centre staff are not very reliable.',
      "If you'd used the bracket as described it wouldn't have cracked.",
      'Nobody told us that you had moved.',
      "We ship to what customers enter, so this error isn't ours.",
      'They messed up your order.',
      'You chose the wrong size, which you could have avoided.',
      'The visit was booked by the call centre, not by us, and they mix up dates.',
    ],
  },
  *find(reading) {
    for (const hit of phraseHits(reading, BLAME_PHRASES)) {
      yield objectionTo(
        hit,
        `"${hit.words}" passes the fault on.`,
        'Say what went wrong, that it is yours to put right, and what you do about it.',
      )
    }
  },
}
