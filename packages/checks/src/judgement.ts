import { z } from 'zod'

/** The groups checks belong to, in the order they are shown (docs/checks). */
export const GROUPS = ['proof', 'answer', 'tone', 'exposure', 'word'] as const
export const Group = z.enum(GROUPS)
export type Group = z.infer<typeof Group>

/** What becomes of a message. Ordered from mild to severe. */
export const VERDICTS = ['forward', 'hold', 'bounce'] as const
export const Verdict = z.enum(VERDICTS)
export type Verdict = z.infer<typeof Verdict>

/** Where a finding's words stand. `conversation` is the customer's text. */
export const Part = z.enum(['subject', 'text', 'html', 'headers', 'attachment', 'conversation'])
export type Part = z.infer<typeof Part>

/** One place where a check objects. */
export const Finding = z.object({
  check: z.string().describe('Id of the check that objects'),
  group: Group,
  points: z.number().min(0).describe('Points this finding adds to the score, after the cap of its check'),
  confidence: z.number().min(0).max(1).describe('How sure the check is; shown, never multiplied into the points'),
  part: Part.describe('The part whose decoded text start and end count in'),
  start: z.int().min(0).nullable().describe('First UTF-16 code unit of the excerpt; null when the fault is an absence'),
  end: z
    .int()
    .min(0)
    .nullable()
    .describe('First UTF-16 code unit behind the excerpt; null when the fault is an absence'),
  excerpt: z.string().nullable().describe('The exact words objected to; null when the fault is an absence'),
  message: z.string().describe('What is wrong, one sentence to the writer'),
  suggestion: z.string().describe('What to do about it'),
  note: z
    .boolean()
    .default(false)
    .describe('True for a note of the check: shown, and worth no points whatever the check weighs'),
  action: z
    .enum(['note', 'hold', 'bounce'])
    .nullable()
    .describe('Fixed action of the policy for this check, which then adds no points; null when points decide'),
  shadow: z.boolean().describe('True when the policy only watches this check: no points, no action'),
})
export type Finding = z.infer<typeof Finding>

/** A question or request of the customer, and what the reply does about it. */
export const LedgerRow = z.object({
  text: z.string().describe("The customer's words"),
  source: z
    .enum(['conversation', 'quote'])
    .describe('Known from earlier messages, or only from text quoted in the reply'),
  kind: z.enum(['question', 'request']),
  state: z.enum(['answered', 'partly', 'missing', 'declined', 'asked-back', 'deferred']),
  confidence: z.number().min(0).max(1),
  answer: z.string().nullable().describe('The words of the reply that answer; null when none do'),
})
export type LedgerRow = z.infer<typeof LedgerRow>

/** Where a judgement knows from what was written before. */
export const ConversationSource = z.object({
  source: z
    .enum(['store', 'request', 'quote'])
    .nullable()
    .describe(
      "Where the customer's words come from: the conversation store, earlier messages given with the request, or only the text quoted in the reply; null when nothing is known of a conversation",
    ),
  id: z.string().nullable().describe('Id of the conversation in the store; null when it is not known there'),
  turns: z.int().min(0).describe('Earlier mails that were read, or mails that the reply quotes'),
})
export type ConversationSource = z.infer<typeof ConversationSource>

/** Which facts beside the policy's a judgement knew: those that stood then, by the history of facts. */
export const FactsKnown = z.object({
  count: z.int().min(1),
  digest: z.string().describe('sha256:… over their ids in order, one a line'),
})
export type FactsKnown = z.infer<typeof FactsKnown>

/** How `why` of a check begins that did not abstain but broke; the rest is the error's message. */
export const FAILED = 'failed: '

/** Ids of the checks that broke over a message: a fault of ours, to be looked into. */
export function failedChecksOf({ abstained }: Pick<Judgement, 'abstained'>): readonly string[] {
  return abstained.filter(({ why }) => why.startsWith(FAILED)).map(({ check }) => check)
}

/** Everything the policy engine says about one message. The shape is public and only ever extended. */
export const Judgement = z.object({
  verdict: Verdict,
  score: z.number().min(0),
  groups: z.record(Group, z.number().min(0)).describe('Points per group; they sum to the score'),
  thresholds: z.object({
    hold: z.number(),
    bounce: z.number(),
    atRisk: z
      .boolean()
      .default(false)
      .describe('True when hold is the lower one for a customer at risk; customer.because has the words'),
  }),
  language: z.string().nullable().describe('ISO 639-1 code of the own text; null when too short to tell'),
  findings: z.array(Finding).describe('Worst first'),
  questions: z.array(LedgerRow),
  customer: z
    .object({
      mood: z.enum(['upset', 'neutral', 'happy']),
      atRisk: z.boolean(),
      because: z.array(z.string()).readonly(),
    })
    .nullable()
    .describe(
      'How the customer writes; null when it was not read: no message of theirs is known, or no check reads moods',
    ),
  abstained: z.array(z.object({ check: z.string(), why: z.string() })),
  unread: z
    .array(z.string())
    .describe(
      'What of the agent\'s own words could not be read, and which checks failed over them; the message is then at least held, unless the policy says "unread: forward"',
    ),
  exempt: z
    .string()
    .nullable()
    .describe('Why the message was passed unjudged (auto-submitted, internal…); null when it was judged'),
  shadow: z.boolean().describe('True when the whole policy only watches; the verdict is then always forward'),
  shadowVerdict: Verdict.nullable().describe(
    'What the verdict would have been without shadow mode; null outside of it',
  ),
  model: z
    .object({
      id: z.string().nullable().describe('The language model and its content; null when none could run'),
      read: z.int().min(0).describe('Sentences it read for the checks'),
      why: z.string().nullable().describe('Why it read none, or not all that checks wanted; null when it did'),
    })
    .nullable()
    .default(null)
    .describe('What the language model did for this judgement; null when no check wanted it'),
  facts: FactsKnown.nullable()
    .default(null)
    .describe('Facts set by the API that were known; null when there were none, or by an older version'),
  conversation: ConversationSource.nullable()
    .default(null)
    .describe('What was known of the conversation; null when the message was not judged, or by an older version'),
  policy: z.string().describe('sha256:… of the policy in force'),
  engine: z.string().describe('Version of the engine'),
  tookMs: z.number().min(0),
})
export type Judgement = z.infer<typeof Judgement>
