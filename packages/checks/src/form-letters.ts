import {
  asksOf,
  defers,
  isThanksOnly,
  type Outcome,
  outcomesOf,
  replySentencesOf,
  requestOutcomesOf,
  requestsOf,
  TIME_TOPICS,
  topicsOf,
  wordsOf,
} from '@proofgate/language'
import type { Reading } from './check.ts'
import { letterOf, type Spoken } from './letter.ts'
import { moves } from './moves.ts'
import { GENERIC_PHRASES } from './words/generic-phrases.ts'

/** A shorter message leaves little to take up. */
export const WORDS_MIN = 8

/** A customer's thanks, to which thanks are an answer. */
export const isThanks = (text: string) =>
  isThanksOnly(text) ||
  /^(?:\W*(?:hi|hello|dear|many|ok|okay|great|perfect)\b[^.!?\n]{0,30})?\W*(?:thanks|thank you)\b/i.test(text)

/** Could stand in any reply to anybody: thanks, closings, praise of the house. */
export const isStock = ({ text }: Spoken, { customer }: Reading) =>
  (replySentencesOf(text, customer?.text ?? '')[0]?.filler ?? false) ||
  GENERIC_PHRASES.some(({ pattern }) => pattern.test(text)) ||
  SELF_PRAISE.test(text)

/** About the house, which the customer did not ask about. */
const SELF_PRAISE =
  /\b(?:top|highest|number one|first) priority\b|\b(?:we|our (?:team|company|goal|aim|mission)) (?:\w+ )?(?:always|continually|constantly|continuously|strive|pride|aim|work hard|are committed|are dedicated|value)\b|\b(?:matters?|means?) (?:\w+ )?(?:a lot|greatly|so much|very much) to us\b|\bhelps? us (?:to )?(?:improve|offer|grow|become|make)\b|\bmakes? (?:our|us) (?:\w+ )?better\b|\bbeing (?:part of|a valued)\b/i

/** Share of runs of words from which two replies are one text: names and numbers may differ. */
export const TWIN_MIN = 0.9

/**
 * Words that others got as well count only where they meet this customer: a question or request is covered, their
 * number is named, a problem is moved on. That a figure or an act stands in them says nothing.
 */
export function passesBy(reading: Reading): boolean {
  const theirs = reading.customer?.text ?? ''
  const { mail, ownText } = reading
  if (mail.attachments.length > 0 || isThanks(theirs)) return false
  const asks = asksOf(theirs)
    .filter(({ confidence }) => confidence >= 0.5)
    .slice(0, POINTS_MAX)
  const requests = requestsOf(theirs)
  const isAsked = asks.length + requests.length > 0
  if (!isAsked && wordsOf(theirs).length < WORDS_MIN) return false
  const points = [...asks, ...requests]
  const outcomes = [...outcomesOf(asks, ownText, theirs), ...requestOutcomesOf(requests, ownText, theirs)]
  if (outcomes.some((outcome, i) => isCovered(outcome, points[i]?.text ?? ''))) return false
  const { sentences } = letterOf(reading)
  if (sentences.some(({ text }) => defers(text)) || (RECEIPT.test(ownText) && /\d/.test(ownText))) return false
  if (namesNumber(ownText, theirs)) return false
  const telling = sentences.filter((one) => !isStock(one, reading))
  const met = new Set(telling.flatMap(({ text }) => sharedOf(text, theirs)))
  return isAsked ? met.size < 2 : met.size === 0 && !telling.some((one) => moves(one) && !PASSED_ON.test(one.text))
}

/** Declined, deferred, asked back, answered by a figure of the kind that was asked for, or in words about it. */
function isCovered({ state, confidence, sentence }: Outcome, asked: string): boolean {
  if (state === 'missing' || confidence < 0.5) return false
  return state !== 'answered' || confidence >= 0.75 || sharedOf(sentence?.text ?? '', asked).length > 0
}

const sharedOf = (text: string, other: string) => {
  const topics = topicsOf(other)
  return [...topicsOf(text)].filter((one) => topics.has(one) && !COMMON.has(one))
}

/** Handed to the team, who will do their best with it: no act for this customer. */
const PASSED_ON =
  /\b(?:passed|forwarded|shared|handed|given|sent)\b[^.!?\n]{0,60}\b(?:team|department|colleagues|management|staff)\b/i

const POINTS_MAX = 20

/** An order, case or invoice of the customer's, said back. */
const namesNumber = (reply: string, theirs: string) =>
  (theirs.slice(0, 20_000).match(/(?<![\p{L}\d-])[\p{L}\d-]{0,30}\d[\p{L}\d-]{2,30}/gu) ?? []).some((number) =>
    reply.includes(number),
  )

/** "We have received your message", with a number or a time: it claims to be no answer. */
const RECEIPT =
  /\b(?:we|i)(?:['’]ve| have)? (?:safely |now |duly )?received your\b|\byour (?:\w+ ){1,3}(?:has been|was|is) (?:received|registered|logged|opened|created|confirmed)\b|\b(?:confirms?|confirmation) (?:of |that )?(?:the |your |we )/i

/** Topics that any two mails of a shop have in common. */
const COMMON: ReadonlySet<string> = new Set([
  ...TIME_TOPICS,
  ...topicsOf(
    'account order product service customer team company shop help support page website app message contact day today news',
  ),
])
