import type { Check } from '../check.ts'
import { objectionTo, phraseHits } from '../phrases.ts'
import { OVERPROMISE_PHRASES } from '../words/overpromise-phrases.ts'

export const overpromise: Check = {
  id: 'overpromise',
  group: 'exposure',
  weight: 3,
  max: 3,
  summary: 'An absolute guarantee, an admission of liability, or a medical, legal or financial assurance',
  reason: 'A customer can hold the company to it, in public and in court.',
  source: 'S2 "Make your word your bond"',
  languages: ['en'],
  needsCustomer: false,
  examples: {
    right: [
      'The pan carries a lifetime guarantee on the handle.',
      "I can't promise that the green will match to the shade.",
      'Under the 2-year guarantee the repair costs nothing.',
      'To keep this from happening again, two people now check each label.',
      'The shirt is 100 % cotton.',
      'Please do not stop taking your tablets without asking your doctor.',
      'The glue cures within the hour.',
      'There is no guarantee that seats next to each other are left.',
      'You get a 100 % refund until Friday.',
    ],
    wrong: [
      'We guarantee that no recording can ever be lost.',
      'You have my word that a patch will never eat a streak again.',
      'You are guaranteed not to catch a cold this spring.',
      'They will cure your reflux within two weeks, so you can stop taking the tablets.',
      'This will never happen again.',
      'We are fully liable for the damage to your kitchen.',
      'It is a safe return, and the value will certainly double.',
      'I am 100% sure that it fits.',
    ],
  },
  *find(reading) {
    for (const hit of phraseHits(reading, OVERPROMISE_PHRASES)) {
      yield objectionTo(
        hit,
        `"${hit.words}" promises more than anyone can keep.`,
        'Say what you do, what usually happens, or what the terms say.',
      )
    }
  },
}
