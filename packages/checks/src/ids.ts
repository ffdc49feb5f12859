/**
 * Every check id there is or will be (docs/checks), by group. A policy may name any of them, so a policy file written
 * for a later release is valid here and keeps its meaning. Ids are public and never change meaning; retired ids stay.
 */
export const IDS_BY_GROUP = {
  proof: [
    'placeholder',
    'spelling',
    'grammar',
    'garbled-text',
    'missing-attachment',
    'broken-link',
    'wrong-name',
    'missing-name',
    'wrong-recipient',
  ],
  answer: [
    'unanswered-question',
    'unaddressed-request',
    'asks-again',
    'hoops',
    'stock-response',
    'no-next-step',
    'no-acknowledgement',
    'no-alternative',
    'vague-timeline',
    'missing-contact',
    'no-feedback-invitation',
  ],
  tone: [
    'rude',
    'retaliation',
    'blame-shifting',
    'generic-phrase',
    'tone-mismatch',
    'sour-ending',
    'shouting',
    'babble',
    'jargon',
    'sales-in-greeting',
  ],
  exposure: ['internal-note', 'sensitive-data', 'profanity', 'overpromise'],
  word: ['inconsistent-answer', 'broken-promise', 'handover', 'late-reply'],
} as const

/** All ids in the order in which checks are listed. */
export const CHECK_IDS = [
  ...IDS_BY_GROUP.proof,
  ...IDS_BY_GROUP.answer,
  ...IDS_BY_GROUP.tone,
  ...IDS_BY_GROUP.exposure,
  ...IDS_BY_GROUP.word,
] as const
export type CheckId = (typeof CHECK_IDS)[number]
