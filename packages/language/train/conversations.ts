import { readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'

/** What a strict but fair reader objects to in a sentence of a reply. */
export const TONES = [
  'rude',
  'condescending',
  'commanding',
  'retaliation',
  'blame-customer',
  'blame-other',
  'generic',
  'vague-time',
  'hoops',
  'asks-again',
  'no-way-forward',
  'cheerful-to-upset',
  'sour-ending',
  'jargon',
  'shouting',
  'babble',
  'overpromise',
  'internal-note',
  'profanity',
  'sales-pitch',
] as const

const Conversation = z.strictObject({
  id: z.string(),
  sector: z.string(),
  customer: z.string(),
  reply: z.string(),
  /** All that the customer asks, wants or reports, in order, and what looks like it and wants no answer (`courtesy`). */
  points: z.array(
    z.strictObject({
      /** Words of the customer. */
      text: z.string(),
      kind: z.enum(['question', 'request', 'problem', 'courtesy']),
      state: z.enum(['answered', 'declined', 'asked-back', 'deferred', 'partly', 'missing', 'none']),
      /** Words of the reply that do it; `null` when it is missing or wants nothing. */
      words: z.string().nullable(),
    }),
  ),
  /** Words of the reply that somebody would object to; empty for a good reply. */
  tone: z.array(z.strictObject({ text: z.string(), kind: z.enum(TONES) })),
  mood: z.enum(['upset', 'neutral', 'happy']),
  atRisk: z.boolean(),
  why: z.string(),
})

/** A customer's mail, a reply, and what a careful reader makes of both. Written for this project. */
export type Conversation = z.infer<typeof Conversation>

/** Files of `conversations/` to learn from, each by another author, and the one of `heldout/` to measure with only. */
export const LESSONS = ['one', 'two', 'three', 'four', 'five'] as const
export const HELD_OUT = '../heldout/conversations'

/** The conversations of one file, in order. */
export function conversationsIn(name: (typeof LESSONS)[number] | typeof HELD_OUT): readonly Conversation[] {
  const file = path.join(import.meta.dirname, 'conversations', `${name}.jsonl`)
  const lines = readFileSync(file, 'utf8').trim().split('\n')
  return lines.map((line) => Conversation.parse(JSON.parse(line)))
}
