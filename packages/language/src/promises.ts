import { type Clock, dueIn } from './due.ts'
import { sentencesOf } from './sentences.ts'
import { topicsOf } from './words.ts'

/** Something a writer promised: the sentence, who is to do it, and until when. */
export type PromiseMade = {
  readonly start: number
  readonly end: number
  readonly text: string
  /** Who is to act: the writer, the writer's firm, or somebody or something the firm sends. */
  readonly by: 'me' | 'us' | 'them'
  /** True when it is to write or to call; then silence breaks it. */
  readonly word: 'write' | 'call' | null
  /** The words that say when, and the last instant they leave open. */
  readonly when: string
  readonly due: Date
  readonly topics: ReadonlySet<string>
}

const ADVERB =
  '(?: (?:also|then|now|just|personally|certainly|definitely|gladly|happily|therefore|still|be sure to|make sure to|make sure (?:that )?))*'
const WILL = `(?:['’]ll| will| shall| (?:am|are|is) going to|['’](?:m|re|s) going to| should| (?:promise|aim|expect|plan|intend|hope) (?:that |to )?(?:(?:i|we|you|it)(?:['’]ll| will) )?)${ADVERB}`
const ME = new RegExp(
  `\\b(?:i)${WILL}(?! (?:need|have to|want|like|love|see if|assume))|\\blet me\\b|\\bi['’]m (?:sending|posting|booking|ordering|refunding|calling|ringing|bringing)|\\byou['’]?(?: wi)?ll (?:hear|have an? (?:answer|reply|call|word)) from me|\\bi (?:promise|post|send|ring|call|write|refund|bring)\\b`,
  'i',
)
const US = new RegExp(
  `\\b(?:we|(?:my|our) (?:whole )?(?:team|office|colleagues?))${WILL}(?! (?:need|have to|want|like|love|be (?:closed|open|away)))|\\bwe['’]re (?:sending|posting|booking|ordering|refunding|calling|shipping)|\\bwe (?:promise|post|send|ring|call|write|refund|ship)\\b`,
  'i',
)
/** What happens to the customer, and what comes to them. */
const THEM = new RegExp(
  [
    `\\byou(?:['’]ll| will| should| can expect to)(?: then| also| now| both| all)? (?:have|get|receive|see|hear|find)\\b`,
    '\\byou (?:get|have|receive)\\b[^.!?]{0,60}\\bby\\b',
    `\\b[\\w)’'-]+,?(?:['’]ll| will| shall| should|['’]s going to| (?:is|are) going to)${ADVERB} (?!need|have to|want|cost|last|remain|stay|end|close|not\\b)[a-z]+`,
    "\\b(?:it|they|this|the|your|our|an?|both|replacement|new|refund|he|she)(?:(?: [\\w’'£€$.-]+){0,5})?(?: (?:is|are)|['’]s|['’]re) (?:now )?(?:due|booked|scheduled|planned|expected|ready|done|back|with you|coming|arriving|leaving|going out|there|yours|set|sent out|on your (?:card|account)|being (?:delivered|sent|posted|collected|shipped))\\b",
    "\\b(?:it|they|this|the|your|our|an?|van|refund|money|he|she)(?:(?: [\\w’'£€$.-]+){0,5})? (?:and )?(?:arrives?|comes?|leaves?|shows?|goes out|go out|lands?|reach(?:es)?|ships?|gets? to you|collects?|visits?)\\b",
    '\\bexpect (?:it|them|him|her|us|me|the|your|our|an?)\\b',
  ].join('|'),
  'i',
)
/** Depends on somebody else, is asked, denied, or over: no promise. */
const NO_PROMISE =
  /\b(?:if|unless|once|when(?:ever)?|as soon as|provided|should you|after (?:you|we|that|the|receipt|receiving|delivery)|of (?:receipt|receiving|delivery|your (?:return|order|payment)))\b|\?\s*$|\b(?:won['’]t|will not|cannot|can['’]t|not be able|would|usually|normally|typically|always|every (?:day|week|month|monday|tuesday|wednesday|thursday|friday)|sale ends|offer ends|valid|expires?|open(?:s|ing)?|closed|closes|holidays?|until|till)\b|\b(?:please|you (?:can(?! expect)|may|could|need to|must|have until))\b/i

const WRITE =
  /\b(?:(?:get|write|reply|circle|report) back|(?:come|be) back to you|be in (?:touch|contact)|let you know|tell you|updat(?:e|ing) (?:you|from)|an update|(?:hear|word|news|answer|reply) from (?:me|us)|you['’]?(?: wi)?ll (?:hear|have (?:an?|your|my|our|the) (?:answer|reply|update))|have (?:an?|your|the|some) (?:answer|reply|update|news)|write (?:to you|again)|answer you|e-?mail you|keep you (?:posted|updated|informed)|confirm)\b/i
const CALL = /\b(?:call|ring|phone|telephone)(?: (?:you|back)|s you)\b|\bgive you a (?:call|ring)\b/i

/** More promises than this are a contract. */
const PROMISES_MAX = 20

/**
 * What a text of ours promises with a time: "I'll ring you tomorrow", "our van will be with you by Friday", "you'll
 * have it within 3 to 5 business days". Times are resolved against `clock`, never against now. What depends on the
 * customer ("once we have the coat …"), courtesies and offers are left out, and so is what names no time.
 */
export function promisesOf(text: string, clock: Clock): readonly PromiseMade[] {
  return sentencesOf(text)
    .flatMap((sentence): PromiseMade[] => {
      if (sentence.text.length > 600 || NO_PROMISE.test(sentence.text)) return []
      const by = ME.test(sentence.text)
        ? 'me'
        : US.test(sentence.text)
          ? 'us'
          : THEM.test(sentence.text)
            ? 'them'
            : null
      const due = by === null ? null : dueIn(sentence.text, clock)
      if (by === null || due === null || due.due <= clock.at) return []
      const word = promisedWord(sentence.text)
      return [{ ...sentence, by, word, when: due.words, due: due.due, topics: topicsOf(sentence.text) }]
    })
    .slice(0, PROMISES_MAX)
}

/** What a promise of a word is to be kept by: a letter, a call; `null` for a promise of a deed. */
export const promisedWord = (text: string): PromiseMade['word'] =>
  CALL.test(text) ? 'call' : WRITE.test(text) ? 'write' : null
