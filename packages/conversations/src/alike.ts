import { TIME_TOPICS, topicsOf, wordsOf } from '@proofgate/language'
import { LRUCache } from 'lru-cache'

/** Acts that any two sentences of a help desk share: sending, calling, writing. */
const ACTS = topicsOf('send post deliver parcel call phone contact confirm update order')

/** What a sentence is about, without times and common acts. */
export const matterOf = (text: string): ReadonlySet<string> =>
  new Set([...topicsOf(text)].filter((topic) => !TIME_TOPICS.has(topic) && !ACTS.has(topic) && !/^\d+$/.test(topic)))

const POINTS_BACK =
  /\b(?:it|its|they|them|this|that|these|those|both|everything|all|one|the (?:parcel|package|post|letter|order|delivery|mail|call))\b/i

/**
 * True when a sentence may speak of what a promise or point is about: they share a matter; or the sentence names none
 * of its own, or points back ("it", "both"), and there is nothing else it could mean.
 * @param isOnly that is the only thing it could mean
 */
export function speaksOf(sentence: string, about: string, isOnly: boolean): boolean {
  const matter = matterOf(about)
  const said = matterOf(sentence)
  if ([...said].some((topic) => matter.has(topic))) return true
  if (!isOnly) return false
  return said.size === 0 || POINTS_BACK.test(sentence)
}

/** True when one is the other asked again: the same words, or nearly the same matter. */
export function isAskedAgain(one: string, other: string): boolean {
  const [a, b] = [contentOf(one), contentOf(other)]
  if (a.plain === b.plain) return true
  if (a.topics.size === 0 || b.topics.size === 0) return false
  const shared = [...a.topics].filter((topic) => b.topics.has(topic)).length
  return shared / (a.topics.size + b.topics.size - shared) >= 0.6
}

type Content = { readonly plain: string; readonly topics: ReadonlySet<string> }

/** Points lately compared: each is held against all others of its conversation. */
const contents = new LRUCache<string, Content>({ max: 2000 })

function contentOf(text: string): Content {
  const known = contents.get(text)
  if (known !== undefined) return known
  const topics = new Set([...topicsOf(text)].filter((topic) => !TIME_TOPICS.has(topic)))
  const content = { plain: plain(text), topics }
  contents.set(text, content)
  return content
}

/** The words alone, in lower case: marks and line breaks do not count. */
export const plain = (text: string): string => wordsOf(text).join(' ')
