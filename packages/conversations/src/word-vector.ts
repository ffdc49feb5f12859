/** Sentences as numbers where there is no language model: which words they are made of. */
import { topicsOf } from '@proofgate/language'

/** Numbers of a vector; two of a hundred words share one by chance, with a sign that cancels as often as it adds. */
const WIDTH = 512

/**
 * What a sentence is about by its words, ideas counting once (price, cost, fee), of unit length; `null` without any.
 * Words that say nothing are left out by a list, since how rare a word is among customers is not known from one mail:
 * the vector of a sentence must not change with the mails that came before it.
 */
export function wordVectorOf(text: string): Float32Array | null {
  const topics = topicsOf(text)
  if (topics.size === 0) return null
  const vector = new Float32Array(WIDTH)
  for (const topic of topics) {
    const hash = hashOf(topic)
    const at = hash % WIDTH
    vector[at] = (vector[at] ?? 0) + (hash & 0x40000000 ? 1 : -1)
  }
  const length = Math.hypot(...vector)
  return length === 0 ? null : vector.map((value) => value / length)
}

/** FNV-1a, 31 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  return (hash ^ (hash >>> 13)) & 0x7fffffff
}
