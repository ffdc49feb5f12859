import { agree, type Figure, figuresOf, topicsOf } from '@proofgate/language'
import type { Reading } from './check.ts'
import type { Settings } from './settings.ts'

/** Something that is true, and who says so: the policy file, or the store that people keep by API. */
export type Fact = Settings['facts'][number] & { readonly from?: 'store' }

/**
 * The facts of the policy and those of the store. On the same topic and for the same day those of the store are true
 * (`factsOn`): they say who set them and when, and are changed without a new policy.
 */
export const factsOf = ({ settings, memory }: Pick<Reading, 'settings' | 'memory'>): readonly Fact[] => [
  ...settings.facts,
  ...memory.facts.map(({ topic, statement, value, valid_from: from, valid_until: until }) => ({
    topic,
    value,
    from: 'store' as const,
    ...(statement === null ? {} : { statement }),
    ...(from === null ? {} : { valid_from: from }),
    ...(until === null ? {} : { valid_until: until }),
  })),
]

/** A fact as checks compare it. */
export type KnownFact = {
  readonly topic: string
  readonly value: string
  /** Who says so, for people: "the policy's fact". */
  readonly source: string
  /** What the policy says of the same topic, where the store overrules it with another value; `null` otherwise. */
  readonly overruled: string | null
  /** What it is about, without words for how it is measured (price, period, limit). */
  readonly about: ReadonlySet<string>
  readonly figures: readonly Figure[]
  readonly stance: Stance | null
}

/** What words say of something without a figure: it costs nothing or something, it is allowed or not. */
export type Stance = 'free' | 'charged' | 'yes' | 'no'

/** Words of a topic that say how it is measured, not what it is. */
const MEASURES = topicsOf(
  'window period time limit price cost fee fare amount maximum minimum validity value closing opening hours date day total single rate term length policy rules',
)

/** The facts in force on a day. `on` is the date of the message; without one, all are. */
export function factsOn(facts: readonly Fact[], on: Date | null): readonly KnownFact[] {
  const day = on?.toISOString().slice(0, 10)
  const inForce = facts.filter(({ valid_from: from, valid_until: until }) =>
    day === undefined ? true : (from === undefined || from <= day) && (until === undefined || day <= until),
  )
  const keyOf = ({ topic }: Fact) => topic.trim().toLowerCase()
  const stored = new Set(inForce.filter(({ from }) => from === 'store').map(keyOf))
  const ofPolicy = new Map(inForce.filter(({ from }) => from !== 'store').map((fact) => [keyOf(fact), fact.value]))
  return inForce
    .filter((fact) => fact.from === 'store' || !stored.has(keyOf(fact)))
    .map((fact) => {
      const other = fact.from === 'store' ? ofPolicy.get(keyOf(fact)) : undefined
      return {
        ...meaningOf(fact),
        source: fact.from === 'store' ? 'the stored fact' : "the policy's fact",
        overruled: other === undefined || other === fact.value ? null : other,
      }
    })
}

/** Facts change seldom and are read with every message: thousands of them would cost more than the message. */
type Meaning = Omit<KnownFact, 'source' | 'overruled'>
const MEANINGS = new Map<string, Meaning>()
const MEANINGS_MAX = 10_000

function meaningOf({ topic, statement = '', value }: Fact): Meaning {
  const key = JSON.stringify([topic, statement, value])
  const known = MEANINGS.get(key)
  if (known !== undefined) return known
  const own = [...subjectsOf(topic)].filter((one) => !MEASURES.has(one))
  const about = new Set(own.length > 0 ? own : subjectsOf(`${topic} ${statement}`))
  const meaning = { topic, value, about, figures: figuresOf(value), stance: stanceOf(value) }
  if (MEANINGS.size >= MEANINGS_MAX) MEANINGS.clear()
  MEANINGS.set(key, meaning)
  return meaning
}

/** The topics of a text; "send it back", "take things back" speak of returns, and "£5 back" of a refund. */
export const subjectsOf = (text: string) =>
  topicsOf(
    text
      .replace(
        /\b(?:sen[dt]|tak(?:e|en)|took|bring|brought|g[ai]ve|given|ship(?:ped)?|hand(?:ed)?)(?: [\w’']+){0,2}? back\b/gi,
        'return',
      )
      .replace(/([€$£] ?[\d.,]{1,12}) back\b/g, 'refund $1'),
  )

const NO =
  /\b(?:not (?:allowed|permitted|possible|included|accepted|available|covered|part of|welcome|offered)|cannot|can['’]?t|do(?:es)?n['’]t|do(?:es)? not|isn['’]t|aren['’]t|are not|is not|forbidden|prohibited|excluded|excludes?|without|never|no longer|unavailable|impossible|extra)\b|^no\b/i
const YES =
  /\b(?:allowed|permitted|possible|included|includes|accepted|available|covered|welcome|offered|can|may|comes? with|part of|always|of course)\b|^yes\b/i
const FREE =
  /\b(?:free(?: of charge)?(?! (?:from|of(?! charge)|to|for life|range))|gratis|complimentary|no (?:extra |additional )?(?:charge|cost|fee)|nothing (?:for|extra)|pay nothing|at our (?:own )?expense|(?:paid|covered|borne) by us|on us|on the house|we pay|prepaid|is included|are included)\b/i
const CHARGED =
  /\b(?:at your (?:own )?(?:expense|cost)|(?:paid|borne) by (?:you|the customer)|you (?:will |would |do |['’]ll )?(?:have to )?(?:pay|bear)|not free|not included|is charged|are charged|costs?|charge of|plus)\b/i

/** How a sentence or value stands; `null` when it takes no side. */
export function stanceOf(text: string): Stance | null {
  if (FREE.test(text) && !/\bnot (?:free|included)\b/i.test(text)) return 'free'
  if (CHARGED.test(text) && !/\bnothing\b/i.test(text)) return 'charged'
  if (NO.test(text)) return 'no'
  return YES.test(text) ? 'yes' : null
}

/** True when one stance cannot hold beside the other. */
export function clash(a: Stance | null, b: Stance | null): boolean {
  const pair = `${a} ${b}`
  return ['free charged', 'charged free', 'yes no', 'no yes'].includes(pair)
}

/** Figures of one text that contradict those of another: same kind, and none of that kind agrees. */
export function contradicting(said: readonly Figure[], known: readonly Figure[]): readonly Figure[] {
  return said.filter((one) => {
    const like = known.filter(({ kind }) => kind === one.kind)
    return like.length > 0 && !like.some((other) => agree(one, other))
  })
}
