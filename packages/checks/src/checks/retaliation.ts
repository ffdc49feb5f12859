import type { Check } from '../check.ts'
import { objectionTo, phraseHits } from '../phrases.ts'
import { RETALIATION_PHRASES } from '../words/retaliation-phrases.ts'

export const retaliation: Check = {
  id: 'retaliation',
  group: 'tone',
  weight: 6,
  max: 6,
  summary: 'Anger answered with anger: threats, accusations, hurt pride',
  reason: 'It turns one angry customer into an audience, and the mail into evidence.',
  source: 'S1 "Don\'t get angry at jerks"',
  languages: ['en'],
  needsCustomer: false,
  examples: {
    right: [
      'I can go on helping if we keep this civil.',
      'You have every right to be angry, and I would be too.',
      "I'm sorry about my tone on the phone yesterday.",
      'Customers like you are why we love this work.',
      'If you wish to see a lawyer, our address for letters is below.',
      'Your review helped us to find the fault, and we have fixed it.',
      'The new tone of blue is on page 4.',
      'Feel free to write a review once you have tried it.',
    ],
    wrong: [
      "I won't put up with being called a clown.",
      'People who write like this go to the bottom of my list.',
      'You have the nerve to demand your money.',
      "One more mail in that tone and we'll close your account.",
      'Unless it is gone by tonight, my solicitor will take it from there.',
      'Since you think so little of my work, perhaps you should take the chair to him.',
      'Your threats do not impress anybody here.',
      "Go ahead and sue us, we'll see who wins.",
    ],
  },
  *find(reading) {
    for (const hit of phraseHits(reading, RETALIATION_PHRASES)) {
      yield objectionTo(
        hit,
        `"${hit.words}" hits back.`,
        'Answer the matter, not the tone: say what you can do, and how you will go on if it stays civil.',
      )
    }
  },
}
