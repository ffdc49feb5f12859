import { readdirSync, readFileSync } from 'node:fs'
import { z } from 'zod'

const Mailbox = z.object({ name: z.string(), email: z.string() })
const Message = Mailbox.extend({ subject: z.string(), date: z.iso.datetime(), body: z.string() })

/** One labelled reply: the thread it belongs to, the reply, and what a careful reader objects to. See README.md. */
export const CorpusCase = z.strictObject({
  id: z.string(),
  title: z.string(),
  /** The customer's latest message. */
  customer: Message,
  /** Messages before it, oldest first. */
  earlier: z.array(Message.extend({ from: z.enum(['customer', 'agent']) })).optional(),
  reply: z.object({
    agent: Mailbox,
    to: z.array(z.string()),
    cc: z.array(z.string()),
    subject: z.string(),
    date: z.iso.datetime(),
    /** Empty where there is HTML and nothing else. */
    text: z.string(),
    html: z.string().nullable(),
    /** How the mail program of the agent quotes the customer's message. */
    quote: z.enum(['none', 'gmail', 'outlook', 'plain']),
    attachments: z.array(z.object({ filename: z.string(), contentType: z.string(), cid: z.string().optional() })),
  }),
  /** The policy's facts; `dictionary`, `products` and `tracking redirectors` have a meaning of their own. */
  facts: z.record(z.string(), z.string()).optional(),
  expect: z.object({
    findings: z.array(z.object({ check: z.string(), excerpt: z.string().nullable() })),
    /** Checks over which fair people differ: neither wanted nor blamed. */
    allow: z.array(z.string()),
    verdict: z.enum(['forward', 'hold', 'bounce']),
    customerAtRisk: z.boolean().optional(),
    language: z.string().optional(),
  }),
  /** Checks for which this case is a trap. */
  hardNegatives: z.array(z.string()).optional(),
  why: z.string(),
})
export type CorpusCase = z.infer<typeof CorpusCase>

/** All cases of a folder in the order of their ids. */
export function casesIn(folder: URL): readonly CorpusCase[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .toSorted()
    .map((name) => CorpusCase.parse(JSON.parse(readFileSync(new URL(name, folder), 'utf8'))))
}
