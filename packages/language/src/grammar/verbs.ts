import { lexicon } from '../spelling/lexicon.ts'
import { ALSO_NOUNS, PARTICIPLES, PRETERITES, PURE_VERBS, UNCHANGED } from '../words/grammar-words.ts'
import type { Slip } from './slip.ts'
import { formOf, isThird, NOTHING, type Token } from './token.ts'

const MODALS = new Set('will would can could shall should may might must ca wo cannot'.split(' '))
const HAVE = new Set("have has had 've".split(' '))
const BE = new Set("am is are was were be been 's 're 'm".split(' '))
const BETWEEN = new Set(
  "not n't also already just now never only then still always really probably all even both soon either automatically usually please however kindly".split(
    ' ',
  ),
)
/** What is done to things in support mail; "be part", "be home" must not look like these. */
const PASSIVE = new Set(
  'exchange terminate schedule cancel inform remove replace repair refund deliver activate deactivate install approve reject confirm collect release adjust extend reduce resolve receive send fulfil investigate escalate reimburse reschedule postpone forward reject accept delete restore verify'.split(
    ' ',
  ),
)
const SUBJECTS = new Set('i you he she it we they who that which this'.split(' '))
const OBJECTS = new Set('a an the your our my his her their its it you us me them him this that these those'.split(' '))

/** Verbs in the wrong form behind `will`, `did not`, `have`, `to`, `be`. */
export function* verbSlipsIn(tokens: readonly Token[]): Iterable<Slip> {
  for (const i of tokens.keys()) {
    const slip =
      behindModal(tokens, i) ??
      behindDo(tokens, i) ??
      behindHave(tokens, i) ??
      behindTo(tokens, i) ??
      behindBe(tokens, i)
    if (slip !== null) yield slip
  }
}

const at = (tokens: readonly Token[], i: number): Token => tokens[i] ?? NOTHING

/** The place of the next word, adverbs left out. */
function next(tokens: readonly Token[], i: number): number {
  let j = i + 1
  while (BETWEEN.has(at(tokens, j).lower) && j < i + 4) j++
  return j
}

const slip = (from: Token, to: Token, rule: string, instead: string, confidence = 0.8): Slip => ({
  start: from.start,
  end: to.end,
  rule,
  instead,
  confidence,
})

/** "will gives", "can used", "should appears". */
function behindModal(tokens: readonly Token[], i: number): Slip | null {
  const modal = at(tokens, i)
  if (!MODALS.has(modal.lower) || modal.pos !== 'AUX') return null
  const before = at(tokens, i - 1)
  let j = next(tokens, i)
  // "Could you sent": only pronouns, since nouns stand before other things too.
  const inverted =
    /^(?:you|we|i|he|she|they)$/.test(at(tokens, j).lower) && (before.pos === 'PUNCT' || before.pos === '')
  if (inverted) j = next(tokens, j)
  const verb = at(tokens, j)
  if (
    !inverted &&
    !SUBJECTS.has(before.lower) &&
    before.pos !== 'NOUN' &&
    before.pos !== 'CCONJ' &&
    before.pos !== 'PROPN'
  )
    return null
  if (verb.pos === 'AUX' && /^(?:is|are|was|were|has|had|does|did|been)$/.test(verb.lower)) {
    return at(tokens, j - 1) === modal || verb.lower !== 'had'
      ? slip(modal, verb, 'modal', `${modal.lower} ${verb.lemma}`)
      : null
  }
  // "He will contacts you": the tagger takes the verb for a noun, which cannot stand before an object.
  const asNoun = verb.pos === 'NOUN' && /^(?:you|me|us|him|them|it|the|your)$/.test(at(tokens, j + 1).lower)
  // "will informed you": before an object it is no adjective either.
  const asAdjective =
    verb.pos === 'ADJ' &&
    SUBJECTS.has(before.lower) &&
    /[a-z]{2}ed$/.test(verb.lower) &&
    /^(?:you|us|him|them|it|the|your)$/.test(at(tokens, j + 1).lower)
  if (asAdjective) return slip(modal, verb, 'modal', `${modal.lower} ${baseOf(verb.lower)}`)
  if ((verb.pos !== 'VERB' && !(asNoun && SUBJECTS.has(before.lower))) || UNCHANGED.has(verb.lower)) return null
  const form = formOf(verb)
  if (form === 'base' || (asNoun && form !== 'third') || (form === 'ing' && inverted)) return null
  // "can scheduled deliveries": a participle before a noun is no verb.
  if (form === 'past' && /^(?:NOUN|PROPN)$/.test(at(tokens, j + 1).pos)) return null
  return slip(modal, verb, 'modal', `${modal.lower} ${verb.lemma}`)
}

/** "didn't received", "does not runs", "did you tried". */
function behindDo(tokens: readonly Token[], i: number): Slip | null {
  const auxiliary = at(tokens, i)
  if (!/^(?:do|does|did)$/.test(auxiliary.lower)) return null
  let j = i + 1
  const negated = /^(?:n't|not)$/.test(at(tokens, j).lower)
  if (negated) j++
  else if (/^(?:you|we|i|he|she|they)$/.test(at(tokens, j).lower) && at(tokens, i - 1).lower !== 'what') j++
  else return null
  while (BETWEEN.has(at(tokens, j).lower) && j < i + 5) j++
  const verb = at(tokens, j)
  const isVerb =
    verb.pos === 'VERB' ||
    /^(?:has|had|does|did)$/.test(verb.lower) ||
    (verb.pos === 'NOUN' && isThird(verb.lower) && !/^(?:guys|folks|lads)$/.test(verb.lower))
  if (!isVerb || UNCHANGED.has(verb.lower)) return null
  const form = formOf(verb)
  if (form === 'base' || form === 'ing') return null
  return slip(auxiliary, verb, 'do', verb.lemma)
}

/** "have send", "has arrive", "have went". */
function behindHave(tokens: readonly Token[], i: number): Slip | null {
  const auxiliary = at(tokens, i)
  if (!HAVE.has(auxiliary.lower) || /^(?:to|n't)$/.test(at(tokens, i + 1).lower)) return null
  // "Have you try", "have we send".
  const asked = /^(?:you|we|they|i)$/.test(at(tokens, i + 1).lower) && opensQuestion(at(tokens, i - 1))
  const j = next(tokens, asked ? i + 1 : i)
  const verb = at(tokens, j)
  const after = at(tokens, j + 1)
  const participle = PRETERITES.get(verb.lower)
  if (participle !== undefined && verb.pos === 'VERB')
    return slip(auxiliary, verb, 'participle', `${auxiliary.text} ${participle}`)
  const isVerb = verb.pos === 'VERB' || (j > i + 1 && verb.pos === 'NOUN' && ALSO_NOUNS.has(verb.lower))
  if (!isVerb || verb.lower !== verb.lemma || UNCHANGED.has(verb.lower) || verb.lower.endsWith('ed')) return null
  const subject = at(tokens, i - 1)
  const known = PURE_VERBS.has(verb.lower) && !ALSO_NOUNS.has(verb.lower)
  const withObject = OBJECTS.has(after.lower) && (SUBJECTS.has(subject.lower) || MODALS.has(subject.lower))
  // "I've check", "have not use": nothing but a participle stands there.
  const mustBe = asked || auxiliary.lower === "'ve" || /^(?:not|n't)$/.test(at(tokens, j - 1).lower)
  const modalHave =
    MODALS.has(subject.lower) && /^(?:stop|start|change|check|cancel|use|try|call|order)$/.test(verb.lower)
  if (!known && !withObject && !modalHave && !(mustBe && verb.pos === 'VERB')) return null
  return slip(auxiliary, verb, 'participle', `${auxiliary.text} ${PARTICIPLES.get(verb.lower) ?? pastOf(verb.lower)}`)
}

const opensQuestion = ({ pos }: Token) => pos === 'PUNCT' || pos === ''

/** "to sent you", "to receives". */
function behindTo(tokens: readonly Token[], i: number): Slip | null {
  const to = at(tokens, i)
  const verb = at(tokens, i + 1)
  if (to.lower !== 'to' || verb.pos !== 'VERB' || UNCHANGED.has(verb.lower)) return null
  const form = formOf(verb)
  const object = OBJECTS.has(at(tokens, i + 2).lower)
  if (form !== 'past' && form !== 'third') return null
  const before = at(tokens, i - 1)
  if (
    !object ||
    /^(?:talk|speak|refer|listen|write|wrote|spoke|talked|due|according|thanks|related|prior|relating|owing|limited|from|up|similar)$/.test(
      before.lower,
    )
  )
    return null
  return slip(to, verb, 'infinitive', `to ${verb.lemma}`)
}

/** "will be send", "was deliver", "is expect". */
function behindBe(tokens: readonly Token[], i: number): Slip | null {
  const be = at(tokens, i)
  if (!BE.has(be.lower) || be.lower === "'s") return null
  const j = next(tokens, i)
  const verb = at(tokens, j)
  const went = PRETERITES.get(verb.lower)
  if (went !== undefined && verb.pos === 'VERB' && !/^(?:did|became|saw|rang|wore|woke)$/.test(verb.lower)) {
    return slip(be, verb, 'participle', `${be.text} ${went}`)
  }
  if (
    verb.lower === 'close' &&
    /^(?:on|for|at|until|from|every|all)$/.test(at(tokens, j + 1).lower) &&
    at(tokens, j - 1) === be
  ) {
    const ours = /^(?:office|store|shop|warehouse|branch|line|we)$/.test(subjectBefore(tokens, i)?.lower ?? '')
    return ours ? slip(be, verb, 'participle', `${be.text} closed`) : null
  }
  const behind = at(tokens, j + 1)
  // "It can't be exchange".
  const bare =
    /^(?:be|been)$/.test(be.lower) &&
    PASSIVE.has(verb.lower) &&
    /^(?:PUNCT|ADP|SCONJ|CCONJ)?$/.test(behind.pos) &&
    behind.text !== '-'
  const planned = /^(?:schedule|cancel|book|plan)$/.test(verb.lower) && at(tokens, j + 1).pos === 'ADP'
  if ((bare || planned) && verb.pos === 'VERB' && verb.lower === verb.lemma && !UNCHANGED.has(verb.lower)) {
    return slip(be, verb, 'participle', `${be.text} ${PARTICIPLES.get(verb.lower) ?? pastOf(verb.lower)}`)
  }
  const strong = PURE_VERBS.has(verb.lower) && !ALSO_NOUNS.has(verb.lower)
  if (!strong || verb.pos !== 'VERB' || verb.lower !== verb.lemma || UNCHANGED.has(verb.lower)) return null
  // "What you can do is send it back", "The next step is confirm…".
  const ends = j > i + 1 && /^(?:now|already|still)$/.test(at(tokens, j - 1).lower) && at(tokens, j + 1).pos === 'PUNCT'
  if ((/^(?:is|was)$/.test(be.lower) && !ends) || /^(?:let|do|does|did)$/.test(at(tokens, i - 1).lower)) return null
  return slip(be, verb, 'participle', `${be.text} ${PARTICIPLES.get(verb.lower) ?? pastOf(verb.lower)}`)
}

function subjectBefore(tokens: readonly Token[], i: number): Token | null {
  for (let j = i - 1; j >= 0 && j > i - 5; j--)
    if (/^(?:NOUN|PRON|PROPN)$/.test(at(tokens, j).pos)) return at(tokens, j)
  return null
}

/** `informed` gives `inform`, `closed` `close`. */
function baseOf(past: string): string {
  const [bare, withE] = [past.slice(0, -2), past.slice(0, -1)]
  const { countOf } = lexicon()
  return (countOf(withE) ?? 0) > (countOf(bare) ?? 0) ? withE : bare
}

function pastOf(base: string): string {
  if (base.endsWith('e')) return `${base}d`
  if (/[^aeiou]y$/.test(base)) return `${base.slice(0, -1)}ied`
  return /^[^aeiou]*[aeiou][bdgmnptr]$/.test(base) ? `${base}${base.at(-1) ?? ''}ed` : `${base}ed`
}
