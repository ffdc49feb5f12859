import type { Phrase } from '../phrases.ts'

/** Who gets the blame when it is not the customer. */
const OTHERS =
  '(?:(?:the|our|their|your|this|that) )?(?:\\w+ )?(?:couriers?|carriers?|driver|delivery (?:company|service|partner)|post office|royal mail|ups|dhl|fedex|usps|dpd|hermes|evri|supplier|vendor|manufacturer|factory|partner|provider|airline|bank|subcontractors?|contractors?|call cent(?:er|re)|warehouse|depot|system|software|computer|website|web ?site|app|platform|algorithm|it (?:team|department)|head office|headquarters|management|finance|accounting|accounts|sales|marketing|billing|revenue team|shipping|logistics|(?:other |another )?(?:department|team|branch|colleague|agent))'

/** Of these the ones that are not part of the firm. */
const OUTSIDE =
  '(?:(?:the|our|their|your|this|that) )?(?:\\w+ )?(?:couriers?|carriers?|driver|delivery (?:company|service|partner)|post office|royal mail|ups|dhl|fedex|usps|dpd|hermes|evri|gls|supplier|vendor|manufacturer|partner|provider|airline|subcontractors?|contractors?|agency|third part(?:y|ies)|you)'

/** Owning it in the same breath makes a cause a cause and no excuse. */
const OWNED =
  /\b(?:(?<!(?:not|never|hardly|n['’]t) )our (?:own )?(?:fault|mistake|error|oversight|responsibility)|(?:is|was|are) (?:on|up to) (?:us|me)\b|that(?:['’]s| is) on (?:us|me)|my (?:own )?(?:fault|mistake|error|oversight)|(?:i|we) (?:take|accept) (?:full |the )?(?:responsibility|blame)|(?:i|we) should(?:n['’]t| not| never)? have|(?:i|we) (?:own|answer for|are responsible|failed|got (?:it|this|that) wrong|made a mistake)|(?:so|and|but|;) (?:i|we)(?:['’]ve| have|['’]re| are|['’]m| am|['’]ll| will)? (?:\w+ ){0,2}(?:sent|sending|send|refund\w*|replac\w+|shipp\w+|credit\w*|deliver\w*|arrang\w+|book\w*|post\w*|put|fix\w*|making|make|cover\w*|pay\w*|mov\w*|waiv\w*|extend\w*|add\w*|giv\w*|gave|reserv\w*|keep\w*|kept|upgrad\w*|correct\w*|chang\w*|reset\w*|restor\w*|reopen\w*|reorder\w*|compensat\w*|reimburs\w*|return\w*))\b/i
/** Owned in the next sentences only by a deed, or by name. */
const DEED =
  /\b(?:i|we)(?:['’]ve| have|['’]re| are|['’]m| am|['’]ll| will) (?:\w+ ){0,2}(?:sent|sending|send|refund\w*|replac\w+|shipp\w+|credit\w*|deliver\w*|arrang\w+|book\w*|post(?:ed|ing)|mov\w+|waiv\w+|extend\w*|upgrad\w*|correct\w*|restor\w*|reorder\w*|compensat\w*|reimburs\w*|fix\w*)\b/i
const isOwned = (sentence: string, next: string) => OWNED.test(sentence) || DEED.test(next)

/** Asked about, denied or told of somebody else. */
const isDenied = (sentence: string) =>
  /\b(?:not|isn['’]t|wasn['’]t|never|no way|nobody|no one|nothing (?:about|of) (?:it|this) (?:is|was)) (?:[\w'’]+ ){0,5}(?:your|the customer['’]s) (?:own )?(?:fault|doing|mistake|error)\b/i.test(
    sentence,
  )

/** A fact about what the customer did, with what we made of it; or a choice that we respect. */
const isRespected = (sentence: string, next: string) =>
  isDenied(sentence) ||
  isOwned(sentence, next) ||
  /\b(?:the same|to make\b,?|respect|of course|understand(?:able|ably)?|(?:good|great|fine|right) (?:choice|decision|idea)|no (?:problem|worries|harm))\b/i.test(
    sentence,
  )

const phrase = (confidence: number, source: string, excused: Phrase['excused']): Phrase => ({
  pattern: new RegExp(source, 'i'),
  confidence,
  ...(excused === undefined ? {} : { excused }),
})
const theirs = (confidence: number, source: string) => phrase(confidence, source, isDenied)
const deeds = (confidence: number, source: string) => phrase(confidence, source, isRespected)
const others = (confidence: number, source: string) => phrase(confidence, source, isOwned)

/**
 * Putting the fault on the customer, or on somebody behind us, without owning it.
 * Sources: S2 "Own your mistakes" (the blame game: vendor, truck, "in stock"), S4 "Take responsibility".
 */
export const BLAME_PHRASES: readonly Phrase[] = [
  // The customer.
  theirs(
    0.85,
    "\\b(?:is|was|are|were|it['’]s|that['’]s|this one['’]s)(?: (?:entirely|all|clearly|simply|really|only|just|probably|obviously|down to))* your (?:very )?(?:own )?(?:fault|doing|mistake|error|carelessness|negligence)\\b|\\byour own (?:fault|doing|mistake|carelessness|negligence)\\b|\\b(?:you (?:have|['’]ve) only yourself to blame|you brought (?:this|it) on yourself)\\b",
  ),
  theirs(
    0.75,
    '\\bhad you (?:only |just |simply |even |actually |properly )?(?:read|checked|followed|told|ordered|asked|looked|paid|listened|entered|typed|called|contacted|informed|noticed|kept|given|done|not)\\b[^.!?\\n]{0,120}',
  ),
  theirs(
    0.75,
    "\\bif you(?:['’]d| had) (?:only |just |simply |even |actually |properly |bothered to )?(?:read|checked|followed|told|asked|looked|paid attention|listened|entered|typed|noticed|done what)\\b[^.!?\\n]{0,120}\\b(?:would|wouldn['’]t|could|might|not be here|be here)\\b",
  ),
  theirs(
    0.65,
    "\\byou should(?: really| at least)? have (?:(?!(?:received|arrived|finished|experienced|needed|started|reached)\\b)\\w{3,}ed|read|told|known|thought|kept|made|taken|left|sent|paid|brought|chosen|bought|put|written|given|done|held|let)\\b[^.!?\\n]{0,80}|\\byou should(?:n['’]t| not| never) have (?!(?:been|had|needed|waited|received|experienced|got|gotten|struggled|paid)\\b)(?:\\w{3,}ed|told|thought|kept|made|taken|left|sent|brought|chosen|bought|put|given|done|let)\\b[^.!?\\n]{0,80}",
  ),
  phrase(
    0.7,
    "\\b(?:if you(?:['’]d| had)|had you) (?:\\w+ )?(?:\\w{2,}ed|read|told|kept|made|taken|left|sent|paid|brought|chosen|bought|put|written|given|done|held|let|gone|stuck|seen)\\b[^.!?\\n]{0,100}\\b(?:it|this|that|they|there|you|nothing|none|the \\w+) (?:would|could|might|wouldn['’]t|couldn['’]t)(?: not)?(?: easily)? have\\b",
    (sentence) => isDenied(sentence) || /\b(?:sorry|apologi[sz]e)\b/i.test(sentence),
  ),
  deeds(
    0.65,
    "\\byou (?:did not|didn['’]t|never) (?:\\w+ )?(?:tell|inform|notify) us\\b|\\b(?:nobody|no one) (?:told|informed|notified) us\\b",
  ),
  theirs(
    0.75,
    '\\b(?:which|this|that|it) (?:you )?(?:could|would|might) (?:easily |simply )?have (?:been )?(?:avoided|prevented)\\b(?: (?:by|if|had) you\\b)?(?<=you\\b.{0,60})',
  ),
  deeds(
    0.65,
    '\\byou (?:must have |have |probably |may have )?(?:filled|entered|typed|put|wrote|spelled|spelt|measured|installed|plugged|connected|addressed|set)(?: \\w+){0,3} (?:wrong(?:ly)?|incorrectly)(?=\\s*(?:[.,!;]|$|and\\b))(?<!\\b(?:the|an?|something|anything|nothing) wrong)',
  ),
  deeds(
    0.65,
    "\\bbecause you (?:did not|didn['’]t|never|failed|forgot|neglected|entered|chose|typed|gave|used|ordered|picked|ignored)\\b[^.!?\\n]{0,80}",
  ),
  deeds(
    0.65,
    "\\byou (?:simply |clearly |obviously |just )?(?:failed|neglected|omitted|did not bother|didn[’']t bother) to\\b[^.!?\\n]{0,80}",
  ),
  deeds(0.65, '\\b(?:it|that|this) was (?:entirely |purely |after all )?your (?:own )?(?:decision|choice|idea)\\b'),
  theirs(
    0.7,
    '\\byou (?:entered|gave|typed|chose|ordered|picked|selected|put in|provided)\\b[^.!?\\n]{0,60}\\b(?:nothing|not much|little) (?:that )?(?:we|i) can do\\b',
  ),
  deeds(
    0.6,
    "\\byou (?:forgot to|did not|didn['’]t) (?:tick|check|read|select|follow|update|enter|confirm|tell|pay|look|choose|fill)\\b[^.!?\\n]{0,40}(?:\\b(?:carefully|properly|correctly|closely) ?(?:enough)?\\b|, (?:so|and so|which is why|that['’]s why)\\b[^.!?\\n]{0,80}(?:\\b(?:not|no|nothing|never|cannot|unable|fees?|charged?|lost|fail\\w*|cancel\\w*|wrong|too late)\\b|n['’]t\\b))",
  ),
  // Others behind us.
  others(0.65, `\\b(?:is|was|were|been) (?:entirely |solely |probably |clearly )?caused by ${OUTSIDE}\\b(?!['’])`),
  others(
    0.65,
    "\\b(?:the|this) (?:\\w+ )?(?:system|software|computer|program|platform|machine|till) (?:simply |just |unfortunately )?(?:does not|doesn['’]t|won['’]t|will not|can['’]t|cannot|wouldn['’]t|didn['’]t|did not) (?:let|allow|permit|give) (?:me|us)\\b",
  ),
  others(
    0.65,
    '\\b(?:problem|issue|fault|error|mistake|cause)(?: \\w+)? (?:is|lies|must (?:be|lie)|has to be)(?: \\w+)? (?:on|at) your (?:side|end)\\b',
  ),
  others(
    0.65,
    "\\b(?:you(?:['’]ll| will)? (?:have|need|are going) to|you must|you should) (?:sort|clear|settle|resolve|raise|discuss|argue) (?:(?:it|that|this) )?(?:out |up )?with (?:the|them|your)\\b",
  ),
  others(
    0.8,
    "\\b(?:not|never|hardly|\\w{2,6}n['’]t) (?:really |simply |exactly )?(?:our|my) (?:own )?(?:fault|mistake|error|doing|responsibility|department|job)\\b",
  ),
  others(
    0.8,
    "\\bnothing (?:is |was )?(?:wrong )?(?:on|at|from) our (?:side|end|part)\\b(?! (?:of|yet|so far))|\\b(?:has|had|have) nothing to do with (?:us|me)\\b|\\b(?:don['’]t|do not|can(?:no|['’])t) blame (?:us|me)\\b|\\b(?:no|not the) fault of (?:ours|mine)\\b",
  ),
  others(
    0.7,
    '\\b(?:beyond|outside|out of) (?:of )?(?:our|my) (?:\\w+ )?(?:control|hands|influence|power|responsibility|remit)\\b',
  ),
  others(0.75, `\\b(?:entirely |completely |all |now |solely )?in the hands of ${OTHERS}\\b`),
  others(
    0.75,
    "\\b(?:i|we)(?: here)?(?: at \\w+)?(?: (?:simply|really|unfortunately|sadly))? (?:have|had|['’]ve got) (?:absolutely )?no (?:influence|control|say|power)(?: (?:on|over|in|about))?\\b|\\b(?:which|that) (?:i|we)(?: \\w+)? have no (?:influence|control) (?:on|over)\\b",
  ),
  others(
    0.75,
    `(?<!\\bour (?:\\w+ )?)\\b(?!our (?:\\w+ )?(?:system|software|computer|website|web ?site|app|platform|algorithm)\\b)${OTHERS}(?: staff| people| team| lads| guys)? (?:is|are|was|were) (?:entirely |solely |clearly |completely |fully )?(?:to blame|at fault|the (?:one|ones) (?:to blame|at fault)|(?:so |terribly |very )?(?:unreliable|incompetent|useless|hopeless|not (?:\\w+ )?(?:reliable|careful|competent)|known for (?:losing|breaking|being)))\\b|\\bblame (?:it on )?${OTHERS}\\b|\\b(?:is|was|it['’]s|that['’]s)(?: all| entirely| the fault of)? ${OTHERS}['’]?s?['’]? (?:own )?(?:fault|mistake|error)\\b(?<!(?:our|my) (?:own )?(?:fault|mistake|error))`,
  ),
  others(
    0.7,
    `\\b(?:they|he|she|${OTHERS}) (?:has |have |had |always |never |keeps? |once again |again |yet again )*(?:let us down|made an? (?:mess|hash) of|messed (?:it|this|that|things|everything|your \\w+)? ?up|screwed (?:it |this |that |things )?up|dropped the ball|lied to us|botched)\\b`,
  ),
  others(
    0.65,
    `\\bit['’]?s (?:the|that|those|our) (?:bloody|damn|stupid|useless|wretched|\\w+ing) (?:courier|carrier|supplier|warehouse|system|driver|department)s?\\b`,
  ),
  others(
    0.6,
    "\\b(?:take|taking) (?:it|that|this) up with (?:the|your|them)\\b|\\b(?:you(?:['’]ll| will)? (?:have|need) to|please) (?:complain|talk|speak) to (?:the|them|your) (?:courier|carrier|supplier|manufacturer|bank|vendor|post office|seller)\\b",
  ),
  others(
    0.75,
    "\\b(?:we|i) (?:are|am) (?:in no way|not) (?:responsible|liable|accountable)\\b[^.!?\\n]{0,60}|\\b(?:can(?:no|['’])t|can not|will not|won['’]t) be (?:held )?(?:responsible|liable|accountable)\\b[^.!?\\n]{0,60}",
  ),
  others(
    0.6,
    '\\b(?:this|that|it) (?:was|is) (?:done|caused|decided|set|made|handled) by (?:the system|the computer|the algorithm|head ?office|headquarters|management|another (?:team|department)|a different (?:team|department)|the software)\\b',
  ),
  others(
    0.7,
    '\\b(?:we|i)(?: here)?(?: merely| only| just| simply) (?:get to (?:clean|mop|pick)|follow (?:orders|instructions)|do what|work here|sell (?:it|them|what)|pass (?:on|along))\\b',
  ),
  others(0.65, '(?<!\\b(?:we|i)(?: \\w+)? )\\bmade an? (?:mess|hash) of\\b'),
  others(
    0.65,
    `\\b${OTHERS}\\b[^.!?\\n]{0,80}\\b(?:i|we) can(?:not|['’]t) do anything\\b|\\b${OTHERS}\\b[^.!?\\n]{0,80}\\bnothing (?:that )?(?:i|we) can do\\b`,
  ),
  others(
    0.7,
    "\\b(?:error|mistake|fault|problem|delay|damage)s? (?:is not|isn['’]t|was not|wasn['’]t|are not|aren['’]t) (?:ours|mine|on us|down to us)\\b|\\b(?:i|we) can(?:not|['’]t) answer for (?:it|this|that|them|him|her|what)\\b",
  ),
  others(0.7, '\\bour hands are tied\\b'),
  others(
    0.75,
    '\\b(?:by|was|were|is|are|fault|mistake|error|problem|decision)\\b[^.!?,\\n]{1,50}(?:,|–|-| and) not (?:by |with )?(?:us|me|ours|mine)(?=\\s*(?:[.,!;]|$))',
  ),
  others(
    0.75,
    `\\b(?:the )?(?:sole |entire )?fault of (?!(?:ours|yours|our own|mine)\\b)(?:the|your|their|dhl|ups|fedex)\\b`,
  ),
  others(
    0.75,
    `\\b(?:that|this|it)(?:['’]s| is| was)(?: entirely| really| all)? ${OTHERS}['’]s? (?:problem|responsibility|fault|business|job|mistake|doing)\\b`,
  ),
]
