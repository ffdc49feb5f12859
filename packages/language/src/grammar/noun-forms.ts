import { lexicon } from '../spelling/lexicon.ts'
import { COLLECTIVE, COUNT_NOUNS } from '../words/grammar-words.ts'
import type { Slip } from './slip.ts'
import { NOTHING, pluralOf, type Token } from './token.ts'

const NUMBERS = new Set(
  'two three four five six seven eight nine ten eleven twelve fifteen twenty thirty sixty several few many both various'.split(
    ' ',
  ),
)
/** Words said twice only by a slip. */
const ONCE = new Set(
  'the a an to of and is are was with for we your our this at by from my or can please has but if be have will not they their as i on in it'.split(
    ' ',
  ),
)

/** Articles, doubled words, singular and plural: "an router", "the the", "two item", "these product". */
export function* nounSlipsIn(tokens: readonly Token[], sentence: string): Iterable<Slip> {
  for (let i = 0; i < tokens.length; i++) {
    const found = doubled(tokens, i, sentence) ?? article(tokens, i) ?? number(tokens, i)
    if (found !== null) yield found
  }
}

/** Behind these a singular of any thing is wrong; after figures it can be a name ("Windows 11 update"). */
const WORDS_FOR_NUMBERS = new Set('two three four five six seven eight nine ten several'.split(' '))

/** A noun whose plural is in use; measures and other words that stand behind numbers unchanged are left out. */
function isCountable({ lower, lemma, pos }: Token): boolean {
  if (pos !== 'NOUN' || lower !== lemma || !/^[a-z]{3,20}$/.test(lower) || /(?:s|ing|ed)$/.test(lower)) return false
  if (
    COLLECTIVE.has(lower) ||
    /^(?:percent|hundred|thousand|million|billion|dozen|score|euro|quid|grand|stone|foot|inch|pound|dollar|gross|pair|brace|carat|people|men|women|children|feet|teeth|mice|geese|fold|way|star|point|pm|am|out|off|per|thing)$/.test(
      lower,
    )
  )
    return false
  // "Six leave on Friday": what is a verb too can be one here.
  if (lexicon().has(`${lower.replace(/e$/, '')}ing`)) return false
  return (lexicon().countOf(pluralOf(lower)) ?? 0) >= 20
}

const at = (tokens: readonly Token[], i: number): Token => tokens[i] ?? NOTHING

function doubled(tokens: readonly Token[], i: number, sentence: string): Slip | null {
  const [one, two] = [at(tokens, i), at(tokens, i + 1)]
  if (one.lower !== two.lower || !ONCE.has(one.lower) || !/^\s{1,3}$/.test(sentence.slice(one.end, two.start)))
    return null
  const [before, after] = [at(tokens, i - 1), at(tokens, i + 2)]
  // "log in in the app", "turned on on Monday", "what it is is", "when you see it it".
  if (
    /^(?:on|in|by|at|of|to|as|from)$/.test(one.lower) &&
    (before.pos === 'VERB' || before.pos === 'NOUN' || before.lower === 'it')
  ) {
    if (
      !(one.lower === 'on' && /^(?:click|tap|press|depend)/.test(before.lower)) &&
      !/^(?:of|from|at|by|as|to)$/.test(one.lower)
    )
      return null
  }
  if (/^(?:it|is|i|have|not|be|will)$/.test(one.lower) && (after.pos === 'PUNCT' || /^(?:is|it)$/.test(one.lower)))
    return null
  if (one.lower === 'a' && /^\p{Lu}/u.test(two.text)) return null
  return { start: one.start, end: two.end, rule: 'doubled', instead: one.text, confidence: 0.9 }
}

/** Said with a vowel first though written otherwise, and the other way round. */
const VOWEL_SOUND =
  /^(?:h(?:ours?\b|onest|onou?r|eir)|[aeio](?!ne\b|nce\b|ne-)|u(?!nan|ni(?!n|m)|s(?!h|u?r?p)|ti|ke|ran|r[aeiou]|bi|gan|plo$)|un(?:in|im))/
const CONSONANT_SOUND =
  /^(?:eu|ewe|one\b|once\b|ouija|oui|u(?:ni(?!n|m)|s(?:e|a|u)|til|ran|kr|biq)|[bcdfgjklmnpqrstvwyz][a-z]|h(?!our|onest|onou?r|eir|istor|otel|abitual|erb|omage))/

function article(tokens: readonly Token[], i: number): Slip | null {
  const [word, next] = [at(tokens, i), at(tokens, i + 1)]
  if (word.lower !== 'a' && word.lower !== 'an') return null
  // "Plan A is", names and abbreviations are said in ways that spelling does not tell.
  if (word.text === 'A' && i > 0) return null
  if (!/^[a-z][a-z'-]+$/.test(next.text) || next.start - word.end !== 1) return null
  if (
    /^(?:and|or|is|as|in|of|if|at|on|are|it|an|a|to|was|fyi|faq|mri|nda|sla|rma|sms|hr|url|usb|ssd|rsvp|mba|nhs|lcd|led|fm)$/.test(
      next.lower,
    ) ||
    !/[aeiouy]/.test(next.lower)
  )
    return null
  if (word.lower === 'a' && VOWEL_SOUND.test(next.lower)) return wrong(word, next, word.text === 'A' ? 'An' : 'an')
  return word.lower === 'an' && CONSONANT_SOUND.test(next.lower)
    ? wrong(word, next, word.text === 'An' ? 'A' : 'a')
    : null
}

const wrong = (word: Token, next: Token, right: string): Slip => ({
  start: word.start,
  end: next.end,
  rule: 'article',
  instead: `${right} ${next.text}`,
  confidence: 0.9,
})

/** A singular where several are meant, and the other way round. */
function number(tokens: readonly Token[], i: number): Slip | null {
  const word = at(tokens, i)
  const before = at(tokens, i - 1)
  let j = i + 1
  while ((at(tokens, j).pos === 'ADJ' || at(tokens, j).lower === 'working') && j < i + 3) j++
  const noun = at(tokens, j)
  const after = at(tokens, j + 1)
  const ends =
    !/^(?:NOUN|PROPN|ADJ|NUM)$/.test(after.pos) && after.text !== '-' && after.lower !== "'s" && after.text !== '/'
  const singular = COUNT_NOUNS.has(noun.lower) || (WORDS_FOR_NUMBERS.has(word.lower) && isCountable(noun))
  const plural = !singular && COUNT_NOUNS.has(noun.lemma) && noun.lower === pluralOf(noun.lemma)
  const gap = noun.start - at(tokens, j - 1).end === 1
  if (!gap || !ends || /^\p{Lu}/u.test(noun.text) || /^(?:today|tomorrow|tonight|yesterday)$/.test(noun.lower))
    return null
  const isNumber =
    NUMBERS.has(word.lower) ||
    (/^[2-9]$|^[1-9]\d{1,2}$/.test(word.text) &&
      !/^(?:NOUN|PROPN|SYM)$/.test(before.pos) &&
      !/[-–.:/#$€£]$/.test(before.text))
  const counted =
    isNumber && singular && noun.pos === 'NOUN' && !/^(?:one|the|that|a)$/.test(word.lower) && before.lower !== 'one'
  if (counted && !(word.lower === 'many' && after.lower === 'a')) return plurals(word, noun)
  if (
    /^(?:more|any)$/.test(word.lower) &&
    /^(?:any|no|many|some|have)$/.test(before.lower) &&
    singular &&
    /^(?:question|problem|item|issue|photo|copy|email|reply)$/.test(noun.lower) &&
    word.lower === 'more'
  ) {
    return plurals(word, noun)
  }
  if (/^(?:these|those)$/.test(word.lower) && singular && noun.pos === 'NOUN' && j === i + 1) return plurals(word, noun)
  if (/^(?:each|every|another|a|an|this)$/.test(word.lower) && plural && noun.pos === 'NOUN') {
    const between = tokens.slice(i + 1, j)
    const several = between.some(
      ({ lower, pos }) => pos === 'NUM' || /^(?:few|more|half|additional|further)$/.test(lower),
    )
    // "every two days", "this works".
    if (word.lower === 'every' || several) return null
    if (word.lower === 'this' && !/^(?:PUNCT|AUX|ADV|ADP|CCONJ)$/.test(after.pos)) return null
    return { start: word.start, end: noun.end, rule: 'number', instead: noun.lemma, confidence: 0.75 }
  }
  // "most of our customer", "one of your order": possession of several.
  if (
    word.lower === 'of' &&
    /^(?:one|many|several|most|some|few|both|each|all)$/.test(before.lower) &&
    /^(?:our|your|my|the|these|those)$/.test(at(tokens, i + 1).lower)
  ) {
    return ofMany(tokens, i, before)
  }
  return null
}

function ofMany(tokens: readonly Token[], i: number, before: Token): Slip | null {
  const noun = at(tokens, i + 2)
  const after = at(tokens, i + 3)
  if (
    !COUNT_NOUNS.has(noun.lower) ||
    /^(?:NOUN|PROPN|ADJ)$/.test(after.pos) ||
    after.lower === "'s" ||
    noun.pos !== 'NOUN'
  )
    return null
  // "most of the day", "some of the order" are parts of one.
  const person =
    /^(?:customer|colleague|engineer|technician|employee|driver|supplier|user|guest|partner|student|agent)$/.test(
      noun.lower,
    )
  const areMany = before.lower === 'all' && /^(?:are|were|have)$/.test(after.lower)
  return areMany || person || /^(?:one|many|several|few|both|each)$/.test(before.lower) ? plurals(before, noun) : null
}

const plurals = (from: Token, noun: Token): Slip => ({
  start: from.start,
  end: noun.end,
  rule: 'number',
  instead: pluralOf(noun.lower),
  confidence: 0.8,
})
