import { z } from 'zod'

const id = z.string().min(1).max(200)
const words = z.string().max(10_000)
const day = z.iso.date().nullable().default(null)
const instant = z.iso.datetime({ offset: true })

/** A fact set by the API, beside those of the policy file. */
const KnownByStore = z.strictObject({
  id,
  topic: z.string().trim().min(1).max(200),
  statement: words.nullable().default(null).describe('The same as a sentence'),
  value: z.string().trim().min(1).max(2000),
  valid_from: day.describe('First day on which it is true; null: always'),
  valid_until: day.describe('Last day on which it is true; null: for ever'),
})

/** A reply with nearly the same words that went to other customers. */
const TwinReply = z.strictObject({
  turnId: id,
  sentAt: instant,
  similarity: z.number().min(0).max(1).describe('Share of runs of words that both have'),
  times: z.int().min(1).describe('How many such replies went to other customers'),
})

/** A promise of ours in this conversation that nothing has settled. */
const OpenPromise = z.strictObject({
  id: z.union([id, z.int()]),
  text: words,
  timeWords: z.string().max(1000).nullable().default(null).describe('The words for the time, "by Friday"'),
  madeAt: instant,
  dueAt: instant,
  agent: z.string().max(1000).nullable().default(null).describe('Who promised'),
})

/**
 * What the conversation store knows beside the octets of the latest turns. Whoever asks for a judgement looks it up:
 * checks and the policy service have no store.
 */
export const Memory = z.strictObject({
  conversation: id.nullable().describe('Id of the conversation the earlier mails are of; null when none was found'),
  facts: z.array(KnownByStore).max(5000).default([]).describe('Facts set by the API'),
  twin: TwinReply.nullable()
    .default(null)
    .describe('The nearest reply sent to other customers; null when none is near, or nobody looked'),
  openPromises: z
    .array(OpenPromise)
    .max(500)
    .nullable()
    .default(null)
    .describe(
      'All that are open in the conversation, also from turns that are not given: one that is not among them is settled; null when nobody looked',
    ),
  people: z
    .array(z.string().max(1000))
    .max(5000)
    .default([])
    .describe('Addresses that wrote or got a mail of the conversation, also in turns that are not given'),
  answerDueAt: instant
    .nullable()
    .default(null)
    .describe('When our answer is due, by the response target, business hours and holidays; null when not known'),
})
export type Memory = z.infer<typeof Memory>

/** Nothing is known. */
export const NO_MEMORY: Memory = Memory.parse({ conversation: null })
