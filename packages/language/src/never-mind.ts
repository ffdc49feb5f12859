import { type Sentence, sentencesOf } from './sentences.ts'

/** The customer takes back what they asked, or tells that it is dealt with. */
const NEVER_MIND =
  /\b(?:never ?mind|(?:please|kindly) (?:just )?(?:ignore|disregard)(?=[.!]|$)|(?<!not |n['’]t |never )(?:ignore|disregard|forget) (?:(?:my|our|the|this|that|about) (?:(?:last|previous|earlier|other|first|above|below) )?(?:e-?mail|mail|message|question|request|one|ticket|it|this|that)|it|that|this)\b|no need (?:to (?:reply|answer|respond|look|do|worry|call|ring|send|check|get back)|for (?:a|an|that|this) |any ?more|now)|no longer matters|(?:doesn['’]t|does not) matter (?:any ?more|now)|(?:don['’]t|do not|please don['’]t) (?:bother|worry about (?:it|that|this))|question (?:is )?answered|(?:i|we)(?: no longer|['’]ve no longer) need|(?:is|are) no longer (?:needed|relevant|necessary))\b/i
const DEALT_WITH =
  /^(?:[^\p{L}]|sorry|ok(?:ay)?|oh|ah|update|edit|actually|just|now|ps)*\b(?:found|sorted|solved|fixed|figured out) (?:it|them|(?:this|that)(?=[^\p{L}\s]|\s*$|\s(?:out|on|in|now|already|myself)\b))|\b(?:(?:i|we)(?:['’]ve| have)? (?:just |now |already |since |finally |actually |both )*(?:found (?:it|them|the (?:answer|problem|solution|cause|page|setting|button|parcel|link)\b)|figured (?:it|this|that) out|sorted (?:it|this|that|everything|things)|solved (?:it|this|that|the (?:problem|issue))|worked (?:it|this|that) out|managed (?:it|to (?:do|fix|solve|sort|find|get|log|sign))|fixed (?:it|this|that|the (?:problem|issue)))|(?:it|this|that|everything|(?:the|my|our) (?:problem|issue|question|matter|thing)(?: with(?: [\w’'-]+){1,4}?)?)(?:['’]s| is| has been| was| has| got)? (?:(?:all|now|just|since|already|finally|been) )*(?:sorted(?: itself)?|solved(?: itself)?|resolved(?: itself)?|fixed(?: itself)?|settled|taken care of|dealt with|working (?:again|now|fine)|works (?:again|now|fine))|all (?:sorted|solved|settled|resolved|working|good) now|(?:sorted|solved|fixed) (?:it|now|myself|ourselves))\b/iu
/** It is not, not yet, or was only thought to be. */
const DENIED =
  /\b(?:not|n['’]t|never(?! ?mind)|nothing|still|yet|until|unless|if|once|when(?:ever)?|before|supposed to|thought|hope(?:d|fully)?|told|said|please get|want|need (?:it|this)|has to be|must be|should be|to be|again and again|but)\b|\?\s*$/i

/** Longer sentences tell a story. */
const LENGTH_MAX = 400

/**
 * The sentences in which a customer takes back what they asked or tells that it is dealt with: "never mind, sorted it",
 * "please ignore my last mail". Not "it is still not sorted", not "never mind the price, but where is it?".
 */
export function takesBack(text: string): readonly Sentence[] {
  return sentencesOf(text).filter(({ text: words }) => {
    if (words.length > LENGTH_MAX) return false
    const [said] = NEVER_MIND.exec(words) ?? []
    // What the words themselves deny ("no longer matters") denies nothing.
    if (said !== undefined) return !/\?\s*$|\bbut\b|\bstill\b/i.test(words.replace(said, '')) && !isAside(words)
    return DEALT_WITH.test(words) && !DENIED.test(words)
  })
}

/** "Never mind the price": one thing does not matter, and another follows. */
const isAside = (words: string) => /\bnever ?mind (?:the|that|about|how|what|my|your|all)\b/i.test(words)
