/** The writer regrets, understands, or takes the blame. */
const EMPATHY =
  /\b(?:sorry|apologi[sz]e|apolog(?:y|ies)|regret|forgive|(?:can|could|do|fully|completely|totally|quite|well) (?:see|hear|imagine|understand|appreciate|follow|tell)|i understand|we understand|understandabl[ey]|i know (?:that|how|what)|frustrat\w+|annoying|upsetting|stressful|disappoint\w+|distress\w*|worr(?:y|ied|ying)|must (?:be|have been|feel)|(?:should|ought to|need) (?:never|not) (?:have|be)|shouldn['’]t have|should have been|oughtn['’]t|deserve[sd]?|you(?:['’]re| are) (?:\w+ )?right|rightly|rightfully|every right|our (?:\w+ )?(?:mistake|fault|error|failure|slip)|my (?:\w+ )?(?:mistake|fault|error)|mistake is ours|we (?:failed|let you down|got it wrong|messed|missed|forgot|broke|overlooked|owe you)|i (?:failed|let you down|got it wrong|messed|missed|forgot|overlooked|owe you)|that(?:['’]s| is| was) (?:on (?:us|me)|not (?:good enough|ok|okay|right|how|what|acceptable)|far too|no way|bad|awful|a sorry|unacceptable|wrong)|not good enough|unacceptable|too (?:long|many|late|often)|no way to|can['’]?t wait|far too|comes? first|is the last thing|thank you for (?:\w+ )?(?:patience|telling|saying|bearing)|nobody should|no one should|hate(?:s)? (?:that|to)|sad to|embarrass\w+|asham\w+|answer for it|sting[s]?|mess\b|nightmare|ordeal|fed up|exhaust\w+|worn out|tired of|condolences|with you|feel for you|of course you(?:['’]re| are)|would (?:make|drive|try|anger|upset|annoy) (?:any|every)|(?:i|we)(?:['’]d| would) (?:be|feel|want|say|think) (?:\w+ ){0,6}too|nothing to argue|take (?:this|it) seriously|heartfelt|painful)\b/i

/** True for a sentence that shows understanding. An apology "for any inconvenience" is a form of words. */
export const showsUnderstanding = (text: string) => EMPATHY.test(text) && !/\binconvenience\b/i.test(text)

/**
 * The loss is made good, and done already or at our cost: deeds show that somebody noticed. A promise to do so, or a
 * mere step in a process, does not.
 */
const MADE_GOOD =
  /\b(?:was|were|is|are|has been|have been|(?:i|we)(?:['’]ve| have)?) (?:just |now |already |also |both |today |all )?(?:refunded|returned|reimbursed|restored|credited|reversed|replaced|reinstated|waived|doubled|repaid|compensated)\b|\b(?:went|gone|is|are) (?:straight |right |back )*(?:to|on|in|into) your (?:\w+ )?(?:card|account)\b|\b(?:is|are|was|were|goes|be) on (?:us|the house)\b|\bours to bear\b|\bat our (?:own )?(?:cost|expense)\b|\bwe(?:['’]ll| will)? pay (?:for )?(?:the|all|it|your)\b/i

/** True for a sentence that tells of a loss made good. */
export const makesGood = (text: string) => MADE_GOOD.test(text)
