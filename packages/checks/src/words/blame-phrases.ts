import type { Phrase } from '../phrases.ts'

/** Who gets the blame when it is not the customer. */
const OTHERS =
  '(?:(?:the|our|their|your|this|that) )?(?:\\w+ )?(?:couriers?|carriers?|driver|delivery (?:company|service|partner)|post office|royal mail|ups|dhl|fedex|usps|dpd|hermes|evri|supplier|vendor|manufacturer|factory|partner|provider|airline|bank|warehouse|depot|system|software|computer|website|web ?site|app|platform|algorithm|it (?:team|department)|head office|headquarters|management|finance|accounting|accounts|sales|marketing|billing|revenue team|shipping|logistics|(?:other |another )?(?:department|team|branch|colleague|agent))'

/** Owning it in the same breath makes a cause a cause and no excuse. */
const OWNED =
  /\b(?:(?<!(?:not|never|hardly|n['’]t) )our (?:own )?(?:fault|mistake|error|oversight|responsibility)|(?:is|was|are) (?:on|up to) (?:us|me)\b|that(?:['’]s| is) on (?:us|me)|my (?:own )?(?:fault|mistake|error|oversight)|(?:i|we) (?:take|accept) (?:full |the )?(?:responsibility|blame)|(?:i|we) should(?:n['’]t| not| never)? have|(?:i|we) (?:own|answer for|are responsible|failed|got (?:it|this|that) wrong|made a mistake)|(?:so|and|but|;) (?:i|we)(?:['’]ve| have|['’]re| are|['’]m| am|['’]ll| will)? (?:\w+ ){0,2}(?:sent|sending|send|refund\w*|replac\w+|shipp\w+|credit\w*|deliver\w*|arrang\w+|book\w*|post\w*|put|fix\w*|making|make|cover\w*|pay\w*))\b/i
const isOwned = (sentence: string) => OWNED.test(sentence)

/** Asked about, denied or told of somebody else. */
const isDenied = (sentence: string) =>
  /\b(?:not|isn['’]t|wasn['’]t|never|no way|nobody|no one|nothing (?:about|of) (?:it|this) (?:is|was)) (?:[\w'’]+ ){0,5}(?:your|the customer['’]s) (?:own )?(?:fault|doing|mistake|error)\b/i.test(
    sentence,
  )

const phrase = (confidence: number, source: string, excused: Phrase['excused']): Phrase => ({
  pattern: new RegExp(source, 'i'),
  confidence,
  ...(excused === undefined ? {} : { excused }),
})
const theirs = (confidence: number, source: string) => phrase(confidence, source, isDenied)
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
    "\\byou should(?:n[’']t| not)? have (?:read|checked|followed|told|known|asked|looked|paid attention|thought|noticed|been more careful|contacted|ordered|kept|informed|called)\\b(?! (?:received|gotten))[^.!?\\n]{0,80}",
  ),
  theirs(
    0.65,
    "\\byou (?:simply |clearly |obviously |just )?(?:failed|neglected|omitted|did not bother|didn[’']t bother) to\\b[^.!?\\n]{0,80}",
  ),
  theirs(0.65, '\\b(?:it|that|this) was (?:entirely |purely |after all )?your (?:own )?(?:decision|choice|idea)\\b'),
  theirs(
    0.7,
    '\\byou (?:entered|gave|typed|chose|ordered|picked|selected|put in|provided)\\b[^.!?\\n]{0,60}\\b(?:nothing|not much|little) (?:that )?(?:we|i) can do\\b',
  ),
  theirs(
    0.6,
    "\\byou (?:forgot to|did not|didn['’]t) (?:tick|check|read|select|follow|update|enter|confirm|tell|pay|look|choose|fill)\\b[^.!?\\n]{0,40}(?:\\b(?:carefully|properly|correctly|closely) ?(?:enough)?\\b|, (?:so|and so|which is why|that['’]s why)\\b)",
  ),
  // Others behind us.
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
    `\\b${OTHERS} (?:is|are|was|were) (?:entirely |solely |clearly |completely |fully )?(?:to blame|at fault|the (?:one|ones) (?:to blame|at fault)|(?:so |terribly |very )?(?:unreliable|incompetent|useless|hopeless))\\b|\\bblame (?:it on )?${OTHERS}\\b|\\b(?:is|was|it['’]s|that['’]s)(?: all| entirely| the fault of)? ${OTHERS}['’]?s?['’]? (?:own )?(?:fault|mistake|error)\\b(?<!(?:our|my) (?:own )?(?:fault|mistake|error))`,
  ),
  others(
    0.7,
    `\\b${OTHERS} (?:has |have |had |always |never |keeps? |once again |again |yet again )*(?:let us down|messed (?:it|this|that|things|everything|your \\w+)? ?up|screwed (?:it |this |that |things )?up|dropped the ball|lied to us|botched)\\b`,
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
  others(0.7, '\\bour hands are tied\\b'),
  others(0.75, '(?:,|–|-| and) not (?:by )?(?:us|me|ours|mine)(?=\\s*(?:[.!;]|$))'),
  others(
    0.75,
    `\\b(?:the )?(?:sole |entire )?fault of (?!(?:ours|yours|our own|mine)\\b)(?:the|our|your|their|dhl|ups|fedex)\\b`,
  ),
  others(
    0.75,
    `\\b(?:that|this|it)(?:['’]s| is| was)(?: entirely| really| all)? ${OTHERS}['’]s? (?:problem|responsibility|fault|business|job|mistake|doing)\\b`,
  ),
]
