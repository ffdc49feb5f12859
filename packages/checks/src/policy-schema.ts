import { WEEKDAYS } from '@proofgate/calendar'
import { z } from 'zod'
import { CHECK_IDS } from './ids.ts'

/** Bounds that keep a typing slip (`hold: 500`) from switching the gate off unseen. */
export const POINTS_MAX = 100

/** Scores that hold and bounce where the policy names none. */
export const HOLD_AT = 5
export const BOUNCE_AT = 10
/** Score that holds while the customer is at risk: one fault of middle weight, a cold or empty answer, is enough then. */
export const AT_RISK_HOLD_AT = 3

const points = z.number().min(0).max(POINTS_MAX)
/** A threshold of 0 would stop every message, a sound one too. */
const threshold = z.number().positive().max(POINTS_MAX)
const confidence = z.number().min(0).max(1)
const pattern = z.string().min(1).max(320)
const patterns = z.union([pattern, z.array(pattern).min(1)])
const word = z.string().trim().min(1).max(200)
const domain = z
  .string()
  .max(253)
  .regex(/^[a-z0-9_\u0080-\uffff-]+(?:\.[a-z0-9_\u0080-\uffff-]+)*$/i, 'not a domain name')

const Thresholds = z.strictObject({
  hold: threshold.optional().describe('Score from which a message waits for a reviewer; 5 when not given'),
  bounce: threshold.optional().describe('Score from which a message is returned to the agent; 10 when not given'),
})

const AtRisk = z.strictObject({
  hold: threshold
    .optional()
    .describe('Score that holds a reply to such a customer, where it is below thresholds.hold; 3 when not given'),
})

const CheckPolicy = z.union([
  z.literal('off').describe('The check is not run'),
  z.strictObject({
    weight: points.optional().describe('Points of one finding'),
    max: points.optional().describe('Most points this check can add to one message'),
    action: z
      .enum(['note', 'hold', 'bounce'])
      .optional()
      .describe('What a finding does whatever the score; its points no longer count'),
    shadow: z.boolean().optional().describe('Only watch: findings are recorded, nobody is stopped'),
    min_confidence: confidence.optional().describe('Findings below it are not reported'),
  }),
])

const Checks = z.partialRecord(z.enum(CHECK_IDS), CheckPolicy)

const TIME = '(?:[01]?\\d|2[0-3]):[0-5]\\d'
const time = z.string().regex(new RegExp(`^(?:${TIME}|24:00)$`), 'not a time like 09:00')
const weekday = z.enum(WEEKDAYS)
const day = z.iso.date('not a day like 2026-03-31')

/** The `response_target` of a policy or scope. */
export const ResponseTarget = z.strictObject({
  hours: z.number().positive().max(1000).optional().describe('Within how many hours to answer; 24 when not given'),
  calendar: z
    .enum(['business', 'clock'])
    .optional()
    .describe('Which hours count: those in which you are open, or all; business when not given'),
  timezone: z
    .string()
    .max(100)
    .optional()
    .describe('Whose wall clocks the opening hours are on, as Europe/Berlin; UTC when not given'),
  opens: time.optional().describe('When a day begins, as 09:00; 00:00 when not given'),
  closes: time.optional().describe('When it ends, as 17:30; 24:00 when not given'),
  days: z.array(weekday).min(1).optional().describe('Days you are open; [mon, tue, wed, thu, fri] when not given'),
  hours_on: z
    .partialRecord(
      weekday,
      z.string().regex(new RegExp(`^(?:closed|${TIME}-(?:${TIME}|24:00))$`), 'not hours like 10:00-13:00, or closed'),
    )
    .optional()
    .describe('Other hours on some days, as { sat: 10:00-13:00 }'),
  region: z
    .string()
    .max(20)
    .optional()
    .describe(
      'Where public holidays are kept: a country or a part of it, as DE, DE-BY, GB-SCT; nowhere when not given',
    ),
  closed_on: z.array(day).max(1000).optional().describe('Further days you are closed, as [2026-12-24]'),
})

/** Kinds of mail that is no agent's writing to a customer (promise 9), as judgements name them. */
export const EXEMPTIONS = [
  'internal',
  'auto-submitted',
  'null-sender',
  'delivery-report',
  'list',
  'bulk',
  'calendar',
] as const
export type Exemption = (typeof EXEMPTIONS)[number]

/** What a scope may change. Lists (domains, words, facts) are for everyone. */
const overrides = {
  thresholds: Thresholds.optional(),
  at_risk: AtRisk.optional().describe('While the customer accuses, threatens, shouts in anger or writes again'),
  min_confidence: confidence.optional().describe('Findings below it are not reported; 0.5 when not given'),
  response_target: ResponseTarget.optional(),
  checks: Checks.optional(),
  unread: z
    .enum(['hold', 'forward'])
    .optional()
    .describe('What becomes of a message that could not be read whole, whatever its score; hold when not given'),
  exempt: z
    .array(z.enum(EXEMPTIONS))
    .optional()
    .describe('Kinds of automatic mail that pass unjudged; all of them when not given, none for []'),
  shadow: z.boolean().optional().describe('Judge and record everything, but forward every message'),
}

const Scope = z.strictObject({
  match: z
    .strictObject({
      sender: patterns.optional().describe('Address of From, `*` for any run of characters'),
      team: patterns.optional().describe('Name of a team whose patterns hold the sender'),
      recipient_domain: patterns.optional().describe('Domain of a recipient'),
    })
    .refine((match) => Object.keys(match).length > 0, 'a scope that matches nothing in particular'),
  ...overrides,
})

const Fact = z.strictObject({
  topic: word.describe('What it is about, in the words of a reply: return window, delivery price, dogs in cottages'),
  statement: z.string().trim().min(1).max(2000).optional().describe('The same as a sentence, for people who read it'),
  value: z.string().trim().min(1).max(2000).describe('What is true: 30 days, £4.95, not allowed, paid by us'),
  valid_from: day.optional().describe('First day on which it is true, as 2026-03-01; always when not given'),
  valid_until: day.optional().describe('Last day on which it is true; for ever when not given'),
})

/** The policy file as written. Everything but `version` may be left out. */
export const PolicyFile = z.strictObject({
  version: z.literal(1),
  ...overrides,
  own_domains: z.array(domain).optional().describe('Our domains, subdomains included; default: the domain of From'),
  teams: z
    .record(z.string().min(1).max(100), z.array(pattern))
    .optional()
    .describe('Address patterns of each team; whom they name is ours, also at a public mail provider'),
  dictionary: z.array(word).optional().describe('Words that are right as they are'),
  products: z.array(word).optional().describe('Names of products and services'),
  tracking_redirectors: z.array(domain).optional().describe('Hosts whose links lead elsewhere on purpose'),
  facts: z.array(Fact).optional().describe('What is true: replies that say otherwise contradict it'),
  scopes: z.array(Scope).optional().describe('Changes for some senders or recipients; later ones win'),
})
export type PolicyFile = z.infer<typeof PolicyFile>
export type CheckPolicy = z.infer<typeof CheckPolicy>
export type ScopePolicy = z.infer<typeof Scope>
export type ResponseTargetPolicy = z.infer<typeof ResponseTarget>

/** The policy file's format as JSON schema (draft 2020-12), for editors and the reference page. */
export const policySchema = () => z.toJSONSchema(PolicyFile)
