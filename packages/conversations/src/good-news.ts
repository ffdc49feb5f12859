import { isGreeting, isNameLine, isThanksOnly, moodOf, sentencesOf, tellsItHappened } from '@proofgate/language'

/** A doubt, a fault, a wish. */
const MORE =
  /\b(?:but|however|although|though|except|unfortunately|only|not|never|no|still|yet|wrong|missing|instead|please|want|need|yes)\b|n[’']t\b|\?/i
const FINE =
  /^\W*(?:just )?(?:to let you know|fyi|for your information|all (?:is )?(?:good|well|fine|ok(?:ay)?)|everything (?:is|was)(?: all)? (?:good|well|fine|ok(?:ay)?|there))\b/i

const SENTENCES_MAX = 6

/** True when a customer only tells that something came or is well: nobody waits for an answer. English. */
export function isGoodNews(text: string): boolean {
  const said = sentencesOf(text)
    .map((sentence) => sentence.text)
    .filter((words) => !isGreeting(words) && !isNameLine(words))
  if (said.length === 0 || said.length > SENTENCES_MAX || moodOf(text).mood === 'upset') return false
  const isGood = (words: string) => !MORE.test(words) && (tellsItHappened(words) || FINE.test(words))
  return said.some(isGood) && said.every((words) => isGood(words) || isThanksOnly(words))
}

/** True for "no thanks" to an offer of ours. */
export const declinesOffer = (text: string): boolean =>
  /^\W*(?:(?:hi|hello|dear)\b[^\n]{0,40}\n+\W*)?(?:no(?:pe)?,? (?:thanks|thank you|need|that(?:['’]s| is) (?:fine|ok(?:ay)?|all))|i(?:['’]m| am) (?:fine|good|ok(?:ay)?),? thank)/i.test(
    text,
  )
