import { complaintsOf } from './complaints.ts'
import { isGreeting, isNameLine } from './reply-sentences.ts'
import { type Sentence, sentencesOf } from './sentences.ts'

/** Says what would be better, of the thing and not of this one case. */
const WISH =
  /\b(?:(?:it )?(?:would|['’]d) be (?:so |really |very |even )?(?:nice|great|good|helpful|useful|lovely|better|handy|cool|perfect) (?:if|to)|i(?:['’]d| would| do)? (?:really |only |just )?wish\b|if only\b|(?:you|they) (?:should|could|might) (?:really |also |perhaps |maybe )?(?:offer|add|make|have|include|sell|consider|improve|let|allow|stock|bring|provide|think about)|(?:we|i)(?:['’]d| would) (?:really |also )?(?:love|like) (?:to see|to have|it if|a|an|more|an option)|(?:my|one|a|another) (?:small |little )?(?:suggestion|wish|idea|feature request)|(?:please|do) (?:consider|add|bring back)|(?:have you|did you ever) (?:considered|thought (?:of|about))|why (?:not|don['’]?t you) (?:offer|add|make|sell|have))\b/i
const PRAISE =
  /\b(?:(?:i|we|my \w+|everyone|everybody) (?:really |absolutely |just |all )*(?:love|loved|loves|adore|enjoy|enjoyed|liked|recommend)|(?:is|are|was|were|looks?|works?|fits?|tastes?|feels?|sounds?|runs?) (?:so |really |very |absolutely |just |quite |simply )*(?:great|excellent|amazing|wonderful|fantastic|brilliant|perfect|perfectly|lovely|beautiful|beautifully|superb|delicious|gorgeous|awesome|outstanding|spotless|impressive|well made|a joy|first[- ]class)|(?:very|really|so|extremely|absolutely) (?:happy|pleased|satisfied|impressed|delighted|comfortable|easy to use|well made)|(?:best|nicest|finest) [\w ]{1,30}(?:ever|so far|i (?:have|['’]ve)|we (?:have|['’]ve))|(?:great|excellent|amazing|wonderful|fantastic|brilliant|superb|outstanding) (?:service|quality|product|app|food|room|staff|team|support|value|experience|stay|design|packaging|delivery))\b/i
/** Not of something that was: what is asked, hoped, or only polite. */
const NONE =
  /\?|\b(?:would|could) you\b|\bif you (?:could|would|can)\b|\b(?:not|never|but|however|until|used to)\b|n['’]t\b/i
/** A wish about this case, which is a request: "it would be great if you could send it on Monday". */
const OF_THIS_CASE =
  /\b(?:if (?:you|someone|somebody|i|we) (?:could|can|would)|send me|let me know|call me|get back|refund|reply|as soon as|asap)\b/i

/** The sentences in which a customer praises what they got or wishes it were better, in order. English. */
export function feedbackOf(text: string): readonly Sentence[] {
  const complaints = new Set(complaintsOf(text).map(({ start }) => start))
  return sentencesOf(text).filter(({ text: words, start }) => {
    if (isGreeting(words) || isNameLine(words)) return false
    if (WISH.test(words)) return !OF_THIS_CASE.test(words)
    return !complaints.has(start) && PRAISE.test(words) && !NONE.test(words)
  })
}
