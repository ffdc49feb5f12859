import { COLLECTIVE, PURE_VERBS, SINGULAR_S } from '../words/grammar-words.ts'
import type { Slip } from './slip.ts'
import { formOf, isThird, NOTHING, type Token, thirdOf } from './token.ts'

const SINGULAR_PRONOUNS = new Set('he she it'.split(' '))
const PLURAL_PRONOUNS = new Set('i we they you'.split(' '))
const INDEFINITE = new Set(
  'everyone everybody someone somebody anyone anybody nobody everything something nothing'.split(' '),
)
const OPENERS = new Set(
  'and but or because if when that so since as after before until while although unless which who where what how why once then unfortunately'.split(
    ' ',
  ),
)
/** Behind these a verb keeps its base form whoever acts: "we recommend that he see a doctor", "let him know". */
const SUBJUNCTIVE =
  /\b(?:recommend|suggest|insist|demand|require|request|propose|ask)(?:s|ed|ing)?(?: that| on)?\W{0,3}$|\b(?:essential|important|necessary|vital|imperative|rather|lest|whether|sure)(?: that)?\W{0,3}$|\b(?:help|helps|helped|let|lets|make|makes|made|have|had|see|saw|watch|hear|heard)\W{0,3}$/i
/** Behind these a clause can follow without "that". */
const SAYING = new Set(
  'say think know hope believe afraid guess fear confirm mean assume notice see sure sorry'.split(' '),
)
const DETERMINERS = new Set('the this your our my his her their that a an each every another'.split(' '))
const AUXILIARY = new Set(
  "do does did will would can could shall should may might must is are was were has have had n't not to let ca wo".split(
    ' ',
  ),
)

/** Subjects and verbs that differ in number or person: "he need", "we has", "the payment have", "the items was". */
export function* agreementSlipsIn(tokens: readonly Token[], sentence: string): Iterable<Slip> {
  const isQuestion = sentence.trimEnd().endsWith('?')
  for (let i = 0; i < tokens.length; i++) {
    const found =
      pronounSlip(tokens, i, sentence, isQuestion) ??
      nounSlip(tokens, i, isQuestion) ??
      indefiniteSlip(tokens, i) ??
      thereSlip(tokens, i)
    if (found !== null) yield found
  }
}

const at = (tokens: readonly Token[], i: number): Token => tokens[i] ?? NOTHING

const slip = (from: Token, to: Token, instead: string, confidence = 0.85): Slip => ({
  start: from.start,
  end: to.end,
  rule: 'agreement',
  instead,
  confidence,
})

/** True where a clause can begin behind the token, so that a pronoun there is its subject. */
const opensClause = (before: Token) =>
  before.pos === 'PUNCT' || before.pos === '' || /\p{L}{3}ly$/u.test(before.lower) || OPENERS.has(before.lower)

function pronounSlip(tokens: readonly Token[], i: number, sentence: string, isQuestion: boolean): Slip | null {
  const pronoun = at(tokens, i)
  const one = SINGULAR_PRONOUNS.has(pronoun.lower)
  if (!one && !PLURAL_PRONOUNS.has(pronoun.lower)) return null
  const before = at(tokens, i - 1)
  // "the buyer before you was": some that open clauses are prepositions too.
  const clause =
    opensClause(before) &&
    !(/^(?:you|it)$/.test(pronoun.lower) && /^(?:before|after|than|as|since|until)$/.test(before.lower))
  // "he", "we" and their like are always subjects; "it" and "you" are objects as often.
  const after = at(tokens, i + 1)
  const youHas =
    pronoun.lower === 'you' &&
    /^(?:has|is|was|does)$/.test(after.lower) &&
    before.pos !== 'ADP' &&
    !/^(?:to|both|all)$/.test(before.lower)
  const isSubject = clause || youHas || /^(?:he|she|we|i|they)$/.test(pronoun.lower)
  if (!isSubject || AUXILIARY.has(before.lower) || (isQuestion && AUXILIARY.has(firstWord(tokens)))) return null
  if (/^(?:or|and|nor|&)$/.test(before.lower) && at(tokens, i - 2).pos !== 'PUNCT' && !clauseBefore(tokens, i))
    return null
  let j = i + 1
  while (/^(?:also|always|still|just|now|never|only|usually|often|already|really)$/.test(at(tokens, j).lower)) j++
  const verb = at(tokens, j)
  // "when you arrives": the tagger takes some third persons for nouns.
  const asNoun =
    verb.pos === 'NOUN' &&
    !one &&
    clause &&
    isThird(verb.lower) &&
    !/^(?:guys|folks|details|friends|parents|kids)$/.test(verb.lower) &&
    !/^(?:NOUN|VERB|AUX)$/.test(at(tokens, j + 1).pos)
  // "it needn't": the tagger leaves "needn" before "'t".
  if (at(tokens, j + 1).text.startsWith("'") || (at(tokens, j + 1).lower === "n't" && verb.lower === 'need'))
    return null
  if (verb.pos !== 'VERB' && verb.pos !== 'AUX' && !asNoun) return null
  // "What I can tell you is that …": the pronoun ends the part before.
  if (pronoun.lower === 'you' && /^(?:is|was|has|does)$/.test(verb.lower) && /^(?:VERB|ADP)$/.test(before.pos))
    return null
  if (one) return singularSlip(pronoun, verb, sentence.slice(0, pronoun.start))
  const wrong = {
    has: 'have',
    is: pronoun.lower === 'i' ? 'am' : 'are',
    was: pronoun.lower === 'i' ? '' : 'were',
    does: 'do',
  }[verb.lower]
  if (wrong !== undefined) return wrong === '' ? null : slip(pronoun, verb, `${pronoun.text} ${wrong}`)
  if (pronoun.lower === 'i' && verb.lower === 'are')
    return /^(?:and|or|&)$/.test(before.lower) || before.text === ',' ? null : slip(pronoun, verb, 'I am')
  if (formOf(verb) !== 'third' || thirdOf(verb.lemma) !== verb.lower) return null
  return slip(pronoun, verb, `${pronoun.text} ${verb.lemma}`)
}

function singularSlip(pronoun: Token, verb: Token, head: string): Slip | null {
  const wrong = { have: 'has', are: 'is', do: 'does' }[verb.lower]
  if (SUBJUNCTIVE.test(head)) return null
  if (wrong !== undefined) return slip(pronoun, verb, `${pronoun.text} ${wrong}`)
  if (verb.pos !== 'VERB' || verb.lower !== verb.lemma || verb.lower === 'be') return null
  // Past forms spelt like the base: "it cost", "he put".
  if (/^(?:cost|put|set|cut|hit|let|read|hurt|shut|spread|split|quit|beat|fit|reset|bet|burst|cast)$/.test(verb.lower))
    return null
  if (
    /(?:ed|en|own|ought)$/.test(verb.lower) &&
    !PURE_VERBS.has(verb.lower) &&
    !/^(?:need|happen|listen|open)$/.test(verb.lower)
  )
    return null
  // "it" stands before nouns and participles too; "he" and "she" only before their verb.
  if (pronoun.lower === 'it' && !PURE_VERBS.has(verb.lower) && !COMMON_VERBS.has(verb.lower)) return null
  return slip(pronoun, verb, `${pronoun.text} ${thirdOf(verb.lemma)}`)
}

const COMMON_VERBS = new Set(
  'look help answer promise blink stand work go make take use call come start stop help show try keep mean sound feel fit cover close open turn break cause charge change run hold last return arrive live'.split(
    ' ',
  ),
)

const firstWord = (tokens: readonly Token[]) => tokens.find(({ pos }) => pos !== 'PUNCT')?.lower ?? ''

/** True when a verb stands before: "it broke and he need" joins clauses, "you and he need" joins names. */
const clauseBefore = (tokens: readonly Token[], i: number) =>
  tokens.slice(0, i - 1).some(({ pos }) => pos === 'VERB' || pos === 'AUX')

/** "The payment have", "the two items was": only where the noun phrase opens its clause. */
function nounSlip(tokens: readonly Token[], i: number, isQuestion: boolean): Slip | null {
  const verb = at(tokens, i)
  const adverb = /^(?:still|also|always|just|now|only|usually|often|already|never)$/.test(at(tokens, i - 1).lower)
  const last = adverb ? i - 2 : i - 1
  const noun = at(tokens, last)
  const be = /^(?:is|was|has|are|were|have|does|do)$/.test(verb.lower)
  const pure =
    verb.pos === 'VERB' &&
    formOf(verb) === 'base' &&
    (PURE_VERBS.has(verb.lower) || /^(?:come|stand|begin|blink)$/.test(verb.lower))
  const third = verb.pos === 'VERB' && formOf(verb) === 'third' && PURE_VERBS.has(verb.lemma)
  if (!be && !pure && !third) return null
  const isOne = noun.lower === 'one' && noun.pos === 'NUM'
  if ((noun.pos !== 'NOUN' && !isOne) || /^\p{Lu}/u.test(noun.text)) return null
  let start = last - 1
  while (/^(?:ADJ|NUM|NOUN)$/.test(at(tokens, start).pos) && start > i - 6) start--
  const determiner = at(tokens, start)
  const determined =
    DETERMINERS.has(determiner.lower) || /^(?:these|those|all|both|most|some|many)$/.test(determiner.lower)
  const before = determined ? at(tokens, start - 1) : determiner
  // "I'm afraid the concert have been cancelled": before a perfect, a phrase with an article is its subject.
  const perfect =
    verb.lower === 'have' &&
    determined &&
    formOf(at(tokens, i + 1)) === 'past' &&
    /^(?:VERB|AUX)$/.test(at(tokens, i + 1).pos)
  const opens =
    opensClause(before) ||
    (determined && SAYING.has(before.lemma)) ||
    (perfect && /^(?:ADJ|VERB|ADV|PRON)$/.test(before.pos))
  if (!opens || /^(?:or|and|nor|but|as|what|how|which|who|than)$/.test(before.lower)) return null
  if (before.lower === 'that' && /^(?:NOUN)$/.test(at(tokens, start - 2).pos) && !determined) return null
  if (isQuestion && AUXILIARY.has(firstWord(tokens))) return null
  const words = tokens.slice(determined ? start : start + 1, i).map(({ lower }) => lower)
  if (
    words.some(
      (word) =>
        (word === noun.lower && COLLECTIVE.has(word)) ||
        SINGULAR_S.has(word) ||
        /^(?:pair|type|kind|amount|total)s?$/.test(word),
    )
  )
    return null
  const plural = noun.lower !== noun.lemma && noun.lower.endsWith('s') && !/(?:ss|us|is|ics)$/.test(noun.lower)
  const phrase = `${noun.text} `
  if (plural && (/^(?:is|was|has|does)$/.test(verb.lower) || (third && determined))) {
    // "Changing settings is easy", "Returns is a page": an action or a title.
    if (!determined && tokens.slice(0, i - 1).some(({ lower }) => lower.endsWith('ing'))) return null
    const right = { is: 'are', was: 'were', has: 'have', does: 'do' }[verb.lower] ?? verb.lemma
    return slip(noun, verb, phrase + right)
  }
  const singular = !plural && noun.lower === noun.lemma && !noun.lower.endsWith('s') && (determined || isOne)
  if (!singular || /^(?:these|those|all|both|most|some|many)$/.test(determiner.lower)) return null
  if (words.some((word) => /^\d|^(?:two|three|four|five|six|seven|eight|nine|ten)$/.test(word))) return null
  if (verb.lower === 'were' && /^(?:if|as|wish)$/.test(before.lower)) return null
  if (
    SUBJUNCTIVE.test(
      tokens
        .slice(0, Math.max(0, start))
        .map(({ text }) => text)
        .join(' '),
    )
  )
    return null
  const right = { are: 'is', were: 'was', have: 'has', do: 'does' }[verb.lower] ?? (pure ? thirdOf(verb.lemma) : null)
  return right === null || third ? null : slip(noun, verb, phrase + right, 0.8)
}

/** "everyone who have", "somebody need". */
function indefiniteSlip(tokens: readonly Token[], i: number): Slip | null {
  const pronoun = at(tokens, i)
  if (
    !INDEFINITE.has(pronoun.lower) ||
    AUXILIARY.has(at(tokens, i - 1).lower) ||
    /^(?:let|make|help|have|see|ask|for)$/.test(at(tokens, i - 1).lemma)
  )
    return null
  const j = /^(?:who|that)$/.test(at(tokens, i + 1).lower) ? i + 2 : i + 1
  const verb = at(tokens, j)
  const right = { have: 'has', are: 'is', were: 'was', do: 'does', need: 'needs', want: 'wants', know: 'knows' }[
    verb.lower
  ]
  if (right === undefined || (verb.pos !== 'VERB' && verb.pos !== 'AUX')) return null
  if (
    tokens.slice(0, i).some(({ lower }) => /^(?:do|does|did|will|can|could|should|would|let|make|if)$/.test(lower)) &&
    right.endsWith('s') &&
    verb.lower !== 'have' &&
    verb.lower !== 'are'
  )
    return null
  if (tokens.slice(0, i).some(({ lower }) => /^(?:do|does|did|to|let)$/.test(lower))) return null
  return slip(
    pronoun,
    verb,
    `${tokens
      .slice(i, j)
      .map(({ text }) => text)
      .join(' ')} ${right}`,
  )
}

/** "There is two options", "there are a problem". */
function thereSlip(tokens: readonly Token[], i: number): Slip | null {
  if (at(tokens, i).lower !== 'there') return null
  const verb = at(tokens, i + 1)
  const next = at(tokens, i + 2)
  const many =
    /^(?:two|three|four|five|six|seven|eight|nine|ten|several|many|various)$/.test(next.lower) ||
    (/^\d+$/.test(next.text) && next.text !== '1')
  const noun = at(tokens, i + 3)
  if (
    /^(?:is|was)$/.test(verb.lower) &&
    many &&
    noun.pos === 'NOUN' &&
    noun.lower !== noun.lemma &&
    !SINGULAR_S.has(noun.lower)
  ) {
    return slip(at(tokens, i), next, `${at(tokens, i).text} ${verb.lower === 'is' ? 'are' : 'were'} ${next.text}`)
  }
  const single =
    /^(?:a|an)$/.test(next.lower) && !COLLECTIVE.has(noun.lower) && !COLLECTIVE.has(at(tokens, i + 4).lower)
  if (/^(?:are|were)$/.test(verb.lower) && single && at(tokens, i + 3).pos === 'NOUN' && noun.lower !== 'record') {
    return slip(at(tokens, i), next, `${at(tokens, i).text} ${verb.lower === 'are' ? 'is' : 'was'} ${next.text}`, 0.75)
  }
  return null
}
