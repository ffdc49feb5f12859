/** What the heads tell of a sentence. */
export const HEAD_IDS = [
  'ask',
  'question',
  'courtesy',
  'rude',
  'blame',
  'condescending',
  'hostile',
  'impolite',
  'warm',
  'upset',
  'informative',
] as const
export type HeadId = (typeof HEAD_IDS)[number]
