import { languageOf } from '@proofgate/language'
import { type Envelope, type Mail, parseMail } from '@proofgate/mail'
import manifest from '../package.json' with { type: 'json' }
import type { Check, Reading } from './check.ts'
import {
  FAILED,
  type Finding,
  GROUPS,
  type Group,
  type Judgement,
  type LedgerRow,
  VERDICTS,
  type Verdict,
} from './judgement.ts'
import { CHECKS } from './list.ts'
import { type Memory, NO_MEMORY } from './memory.ts'
import { customerMood } from './mood.ts'
import { isOurs, ownDomainsOf } from './ours.ts'
import { findingsOf, type Heard, rounded } from './points.ts'
import type { Policy } from './policy.ts'
import type { Exemption } from './policy-schema.ts'
import { factsKnownIn, readingOf, sourceOf } from './reading.ts'
import { type ModelSource, readAhead } from './senses.ts'
import { type CheckSettings, type Settings, settingsFor } from './settings.ts'

/** What there is to judge. */
export type Case = {
  /** The message as it came, RFC 5322 octets. */
  readonly raw: Uint8Array
  readonly envelope: Envelope
  /** Earlier messages of the thread as raw octets, oldest first; empty when none is known. */
  readonly conversation: readonly Uint8Array[]
  /** What the store knows besides. @default nothing */
  readonly memory?: Memory
  readonly policy: Policy
  /** The language model, for checks that want it; without it they go by rules. */
  readonly model?: ModelSource | null
}

/** What `verdictOn` works out; `judge` adds the time it took. */
export type Ruling = Omit<Judgement, 'tookMs'>

/** Version of the engine and its checks, recorded in every judgement. */
export const ENGINE_VERSION: string = manifest.version

/** Findings reported of one check: nobody reads more, and odd mail could hold thousands. */
const FINDINGS_MAX = 50

/** More of a thread than this is not read: the latest turns are what a reply answers. */
const TURNS_MAX = 40

/**
 * Judges one message. Never throws on odd mail: what cannot be read is named in `unread`, and holds the message.
 * The same octets, envelope, conversation, memory, policy and model give the same judgement, `tookMs` apart.
 */
export async function judge({
  raw,
  envelope,
  conversation,
  memory = NO_MEMORY,
  policy,
  model = null,
}: Case): Promise<Judgement> {
  const began = performance.now()
  const mail = await parseMail(raw)
  const recipients = envelope.recipients.map((recipient) => recipient.address)
  const sender = mail.from[0]?.address || envelope.from
  const settings = withOwnDomains(settingsFor(policy, { sender, recipients }), sender)
  const exempt = exemptionOf(mail, envelope, settings)
  if (exempt !== null) return { ...passed(settings, exempt), tookMs: performance.now() - began }
  const earlier = await Promise.all(conversation.slice(-TURNS_MAX).map((one) => parseMail(one)))
  const reading = await withLanguages(readingOf({ mail, recipients, earlier, memory, settings }))
  const { senses, model: used } = await readAhead(reading, speaking(reading), model)
  return { ...verdictOn({ ...reading, senses }), model: used, tookMs: performance.now() - began }
}

/** Runs the checks over a reading and adds them up. Pure: no clock, no input but its arguments. */
export function verdictOn(reading: Reading, checks: readonly Check[] = CHECKS): Ruling {
  const { settings } = reading
  const heard = checks
    .map((check) => ({ check, how: howOf(check, settings) }))
    .filter(({ how }) => !how.off)
    .map(({ check, how }) => hear(check, how, reading))
  const findings = findingsOf(heard, reading).toSorted(worstFirst)
  const groups = pointsByGroup(findings)
  const score = rounded(Object.values(groups).reduce((sum, points) => sum + points, 0))
  const unread = [...reading.mail.unread, ...heard.flatMap(failureOf)]
  const byUnread = unread.length > 0 ? settings.unread : 'forward'
  const customer = customerMood(reading)
  const thresholds = thresholdsFor(settings, customer?.atRisk ?? false)
  const verdict = severest([byScore(score, thresholds), byUnread, ...findings.map(byAction)])
  return {
    ...passed(settings, null),
    verdict: settings.shadow ? 'forward' : verdict,
    shadowVerdict: settings.shadow ? verdict : null,
    score,
    groups,
    thresholds,
    language: reading.language,
    findings,
    questions: heard.flatMap((one) => one.rows),
    customer,
    conversation: sourceOf(reading),
    facts: factsKnownIn(reading),
    abstained: heard.flatMap(({ check, why }) => (why === null ? [] : [{ check: check.id, why }])),
    unread,
  }
}

/** The checks that will say something about a message: neither switched off nor unable to read it. */
function speaking(reading: Reading): readonly Check[] {
  return CHECKS.filter((check) => !howOf(check, reading.settings).off && abstentionOf(check, reading) === null)
}

/** Tells the language of what the agent and the customer wrote. */
export async function withLanguages(reading: Reading): Promise<Reading> {
  const { customer } = reading
  return {
    ...reading,
    language: await languageOf(reading.ownText),
    customer: customer === null ? null : { ...customer, language: await languageOf(customer.text) },
  }
}

/** Settings whose own domains are those of the policy, or where it names none, the domain of From; and the teams' addresses. */
export function withOwnDomains(settings: Settings, sender: string): Settings {
  const domains = settings.ownDomains.length > 0 ? settings.ownDomains : ownDomainsOf(sender)
  return { ...settings, ownDomains: [...new Set([...domains, ...settings.ownAddresses])] }
}

/**
 * Why a message passes unjudged: it is no agent's writing to a customer (promise 9), and of a kind that the policy lets
 * pass; `null` for one to judge. The sender writes the fields it goes by, so a policy may trust none of them.
 */
function exemptionOf(mail: Mail, envelope: Envelope, { ownDomains, exempt }: Settings): Exemption | null {
  const { recipients } = envelope
  const internal = recipients.length > 0 && recipients.every(({ address }) => isOurs(address, ownDomains))
  const kinds = [mail.automatic, envelope.from === '' ? 'null-sender' : null, internal ? 'internal' : null] as const
  return kinds.find((kind) => kind !== null && exempt.includes(kind)) ?? null
}

type Hearing = Heard & {
  readonly rows: readonly LedgerRow[]
  /** Why it did not judge; `null` when it did. */
  readonly why: string | null
}

function hear(check: Check, how: CheckSettings, reading: Reading): Hearing {
  const silent = (why: string): Hearing => ({ check, how, objections: [], rows: [], why })
  const abstention = abstentionOf(check, reading)
  if (abstention !== null) return silent(abstention)
  try {
    const sure = Iterator.from(check.find(reading)).filter(({ confidence }) => confidence >= how.minConfidence)
    return { check, how, objections: [...sure.take(FINDINGS_MAX)], rows: check.ledger?.(reading) ?? [], why: null }
  } catch (error) {
    // One broken check must not stop the others or pass unseen: the judgement says that it did not judge.
    return silent(`${FAILED}${error instanceof Error ? error.message : String(error)}`)
  }
}

/** A check that failed and could have stopped the message leaves it unread; the reason may hold words of the mail. */
function failureOf({ check, how, why }: Hearing): string[] {
  const couldStop = !how.shadow && how.action !== 'note'
  return why?.startsWith(FAILED) && couldStop ? [`not looked at by the check "${check.id}", which failed`] : []
}

function abstentionOf(check: Check, { customer, language }: Reading): string | null {
  if (check.needsCustomer && customer === null) return "the customer's words are not known"
  const { languages } = check
  if (languages === null) return null
  if (language !== null && !languages.includes(language)) return `the reply is written in "${language}"`
  const theirs = check.needsCustomer ? (customer?.language ?? null) : null
  return theirs !== null && !languages.includes(theirs) ? `the customer writes in "${theirs}"` : null
}

function howOf(check: Check, { checks, minConfidence }: Settings): CheckSettings {
  const own = { off: false, weight: check.weight, max: check.max, action: null, shadow: false, minConfidence }
  return checks.get(check.id) ?? own
}

/** A ruling without any finding. */
function passed(settings: Settings, exempt: string | null): Ruling {
  return {
    verdict: 'forward',
    score: 0,
    groups: pointsByGroup([]),
    thresholds: thresholdsFor(settings, false),
    language: null,
    findings: [],
    questions: [],
    customer: null,
    abstained: [],
    unread: [],
    exempt,
    shadow: settings.shadow,
    shadowVerdict: settings.shadow ? 'forward' : null,
    model: null,
    conversation: null,
    facts: null,
    policy: settings.policy,
    engine: ENGINE_VERSION,
  }
}

/** What holds and bounces: a customer who is about to leave or to complain aloud gets the second look sooner. */
function thresholdsFor({ thresholds, atRisk }: Settings, isAtRisk: boolean): Judgement['thresholds'] {
  const isLower = isAtRisk && atRisk.hold < thresholds.hold
  return { ...thresholds, hold: isLower ? atRisk.hold : thresholds.hold, atRisk: isLower }
}

const byScore = (score: number, { hold, bounce }: Settings['thresholds']): Verdict =>
  score >= bounce ? 'bounce' : score >= hold ? 'hold' : 'forward'

const byAction = ({ action }: Finding): Verdict => (action === null || action === 'note' ? 'forward' : action)

const severest = (verdicts: readonly Verdict[]): Verdict =>
  VERDICTS.findLast((verdict) => verdicts.includes(verdict)) ?? 'forward'

function pointsByGroup(findings: readonly Finding[]): Record<Group, number> {
  const sum = (group: Group) =>
    rounded(findings.filter((one) => one.group === group).reduce((total, one) => total + one.points, 0))
  const [proof, answer, tone, exposure, word] = GROUPS.map(sum)
  return { proof: proof ?? 0, answer: answer ?? 0, tone: tone ?? 0, exposure: exposure ?? 0, word: word ?? 0 }
}

/** What stops the message first, then what costs most, then the surest; ties in reading order. */
function worstFirst(a: Finding, b: Finding): number {
  const severity = (one: Finding) => VERDICTS.indexOf(byAction(one))
  return (
    severity(b) - severity(a) ||
    b.points - a.points ||
    b.confidence - a.confidence ||
    (a.start ?? 0) - (b.start ?? 0) ||
    (a.check < b.check ? -1 : a.check > b.check ? 1 : 0)
  )
}
