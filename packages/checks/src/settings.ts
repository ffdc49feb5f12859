import type { ResponseTarget } from '@proofgate/calendar'
import { matchesAddress } from '@proofgate/mail'
import type { Check } from './check.ts'
import type { CheckId } from './ids.ts'
import { CHECKS } from './list.ts'
import { ownAddressesOf } from './ours.ts'
import type { Policy } from './policy.ts'
import {
  AT_RISK_HOLD_AT,
  BOUNCE_AT,
  type CheckPolicy,
  EXEMPTIONS,
  type Exemption,
  HOLD_AT,
  type PolicyFile,
  type ScopePolicy,
} from './policy-schema.ts'
import { responseTargetOf } from './response-target.ts'

/** What a policy says for one message, scopes applied. */
export type Settings = {
  /** Digest of the policy it comes from. */
  readonly policy: string
  /** Scores from which a message is held, and from which it is bounced. */
  readonly thresholds: { readonly hold: number; readonly bounce: number }
  /** Score from which a reply to a customer at risk is held, where it is the lower one. */
  readonly atRisk: { readonly hold: number }
  /** Findings below it are not reported, 0 to 1. A check may have its own. */
  readonly minConfidence: number
  /** What becomes of a message that could not be read whole: at least held, or judged by what was read. */
  readonly unread: 'hold' | 'forward'
  /** Kinds of automatic mail that pass unjudged. */
  readonly exempt: readonly Exemption[]
  /** The whole policy only watches: every message is forwarded. */
  readonly shadow: boolean
  /** In lower case; empty when the policy leaves it to the domain of From. */
  readonly ownDomains: readonly string[]
  /** Address patterns of the teams, in lower case: ours as well, whatever their domain. */
  readonly ownAddresses: readonly string[]
  readonly dictionary: readonly string[]
  readonly products: readonly string[]
  readonly trackingRedirectors: readonly string[]
  /** What is true, each with the days on which it is; see `factsOn`. */
  readonly facts: NonNullable<PolicyFile['facts']>
  /** Within what time a customer is to be answered. */
  readonly responseTarget: ResponseTarget
  /** By check id, complete for every check there is. */
  readonly checks: ReadonlyMap<CheckId, CheckSettings>
}

/** How one check counts for one message. */
export type CheckSettings = {
  readonly off: boolean
  /** Points of one finding, and at most so many per message. */
  readonly weight: number
  readonly max: number
  /** What a finding does whatever the score; `null` when points decide. */
  readonly action: 'note' | 'hold' | 'bounce' | null
  readonly shadow: boolean
  /** Findings below it are not reported, 0 to 1. */
  readonly minConfidence: number
}

/** Whom a message is from and to, as bare addresses. */
export type Parties = { readonly sender: string; readonly recipients: readonly string[] }

/**
 * The settings of a policy for one message. Scopes apply in order, later ones win key by key. Where recipients fall
 * under different scopes, the strictest answer wins for each key: one mail to two customers is as careful as to either.
 */
export function settingsFor(policy: Policy, parties: Parties, checks: readonly Check[] = CHECKS): Settings {
  const { content } = policy
  const domains = [...new Set(parties.recipients.map(domainOf))]
  const each = (domains.length > 0 ? domains : ['']).map((domain) => merged(content, checks, parties.sender, domain))
  const changeable = each.reduce(strictest)
  return {
    ...changeable,
    policy: policy.digest,
    ownDomains: (content.own_domains ?? []).map((domain) => domain.toLowerCase()),
    ownAddresses: ownAddressesOf(content.teams ?? {}),
    dictionary: content.dictionary ?? [],
    products: content.products ?? [],
    trackingRedirectors: (content.tracking_redirectors ?? []).map((host) => host.toLowerCase()),
    facts: content.facts ?? [],
  }
}

type Changeable = Pick<
  Settings,
  'thresholds' | 'atRisk' | 'minConfidence' | 'unread' | 'exempt' | 'shadow' | 'responseTarget' | 'checks'
>

function merged(content: PolicyFile, all: readonly Check[], sender: string, domain: string): Changeable {
  const layers = [content, ...(content.scopes ?? []).filter((scope) => applies(scope, content, sender, domain))]
  const last = <T>(pick: (layer: (typeof layers)[number]) => T | undefined, otherwise: T): T =>
    layers.reduce((value, layer) => pick(layer) ?? value, otherwise)
  const minConfidence = last((layer) => layer.min_confidence, 0.5)
  const settingsOf = (check: Check) => {
    const own = { off: false, weight: check.weight, max: check.max, action: null, shadow: false, minConfidence }
    return layers.reduce<CheckSettings>((sum, layer) => overlaid(sum, layer.checks?.[check.id]), own)
  }
  return {
    thresholds: {
      hold: last((layer) => layer.thresholds?.hold, HOLD_AT),
      bounce: last((layer) => layer.thresholds?.bounce, BOUNCE_AT),
    },
    atRisk: { hold: last((layer) => layer.at_risk?.hold, AT_RISK_HOLD_AT) },
    minConfidence,
    unread: last((layer) => layer.unread, 'hold'),
    exempt: last<readonly Exemption[]>((layer) => layer.exempt, EXEMPTIONS),
    shadow: last((layer) => layer.shadow, false),
    responseTarget: responseTargetOf(layers.map((layer) => layer.response_target)),
    checks: new Map(all.map((check) => [check.id, settingsOf(check)])),
  }
}

function overlaid(under: CheckSettings, over: CheckPolicy | undefined): CheckSettings {
  if (over === undefined) return under
  if (over === 'off') return { ...under, off: true }
  return {
    off: false,
    weight: over.weight ?? under.weight,
    max: over.max ?? under.max,
    action: over.action ?? under.action,
    shadow: over.shadow ?? under.shadow,
    minConfidence: over.min_confidence ?? under.minConfidence,
  }
}

function applies({ match }: ScopePolicy, content: PolicyFile, sender: string, domain: string): boolean {
  const any = (patterns: string | string[], value: string) =>
    [patterns].flat().some((one) => matchesAddress(one, value))
  if (match.sender !== undefined && !any(match.sender, sender)) return false
  if (match.recipient_domain !== undefined && !any(match.recipient_domain, domain)) return false
  if (match.team === undefined) return true
  return [match.team].flat().some((team) => any(content.teams?.[team] ?? [], sender))
}

/** From mild to severe; `null`, where points decide, can do more than a note. */
const ACTIONS = ['note', null, 'hold', 'bounce'] as const

function strictest(a: Changeable, b: Changeable): Changeable {
  return {
    thresholds: {
      hold: Math.min(a.thresholds.hold, b.thresholds.hold),
      bounce: Math.min(a.thresholds.bounce, b.thresholds.bounce),
    },
    atRisk: { hold: Math.min(a.atRisk.hold, b.atRisk.hold) },
    minConfidence: Math.min(a.minConfidence, b.minConfidence),
    unread: a.unread === b.unread ? a.unread : 'hold',
    exempt: a.exempt.filter((kind) => b.exempt.includes(kind)),
    shadow: a.shadow && b.shadow,
    responseTarget: a.responseTarget.hours <= b.responseTarget.hours ? a.responseTarget : b.responseTarget,
    checks: new Map([...a.checks].map(([id, one]) => [id, stricter(one, b.checks.get(id) ?? one)])),
  }
}

function stricter(a: CheckSettings, b: CheckSettings): CheckSettings {
  if (a.off !== b.off) return a.off ? b : a
  return {
    off: a.off,
    weight: Math.max(a.weight, b.weight),
    max: Math.max(a.max, b.max),
    action: ACTIONS.findLast((action) => action === a.action || action === b.action) ?? null,
    shadow: a.shadow && b.shadow,
    minConfidence: Math.min(a.minConfidence, b.minConfidence),
  }
}

const domainOf = (address: string) => address.slice(address.lastIndexOf('@') + 1).toLowerCase()
