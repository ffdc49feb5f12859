import { type Sentence, sentencesOf } from './sentences.ts'

/** How a customer writes. */
export type Mood = {
  readonly mood: 'upset' | 'neutral' | 'happy'
  /** True when the customer accuses, threatens, shouts in anger, or writes again about the same thing. */
  readonly atRisk: boolean
  /** The customer's words that show it, in the order of the text. */
  readonly because: readonly string[]
}

type Sign = 'anger' | 'trouble' | 'risk' | 'joy'

/** One kind of sign, and how it is said. Bounded, so that reading is linear. */
type Signal = { readonly sign: Sign; readonly pattern: RegExp }

const signal = (sign: Sign, ...sources: readonly string[]): Signal => ({
  sign,
  pattern: new RegExp(sources.join('|'), 'i'),
})

/** Words of strong displeasure, whoever they are about. */
const ANGER = signal(
  'anger',
  '\\b(?:un(?:acceptable|believable|real(?=[.!]))|disgust(?:ing|ed|ful)|disgrac\\w+|appall(?:ing|ed)|outrag(?:e|ed|eous)|furious|livid|fuming|infuriat\\w+|enraged|ang(?:ry|er)|pissed|fed up|sick (?:and tired|to death)? ?of|had enough|enough is enough|ridiculous|pathetic|shambles|shambolic|farce|laughable|insult(?:ing|ed)?|shameful|shame on|ashamed|scandal(?:ous)?|horrendous|atrocious|abysmal|dreadful|horrible|awful|terrible|worst|useless|hopeless|incompetent|incompetence|clowns?|idiots?|morons?|thieves|crooks?|braindead|rude|arrogant|absurd|beyond (?:a joke|belief)|waste of (?:time|money)|rubbish|nightmare)\\b',
  '\\b(?:what|such|is(?: this)?|are) (?:a |an |some (?:kind|sort) of )?(?:\\w+ )?(?:joke|mess|disaster)\\b',
  '\\bare you (?:kidding|joking|serious|people|even|deaf|blind|completely)\\b',
  "\\bi(?:['’]m| am) done\\b|\\bhow dare\\b|\\bwhat (?:the hell|on earth|is going on|kind of (?:company|service))\\b|\\bnobody (?:came|cares|answers|replies|called|rang|listens)\\b|\\bdo you even\\b",
)

/** Words of disappointment and distress: the customer is not well, but not yet against us. */
const TROUBLE = signal(
  'trouble',
  "\\b(?:disappoint(?:ed|ing|ment)|frustrat(?:ed|ing|ion)|annoy(?:ed|ing)|upset(?:ting)?|unhappy|dissatisfied|not (?:very |at all |too |really )?(?:happy|pleased|satisfied|impressed|good enough|funny|fair|on\\b(?=[.!]))|unfair|let (?:me |us )?down|stress(?:ed|ful)|desperate|distress(?:ed|ing)|worried sick|heartbroken|devastat(?:ed|ing)|in tears|cried|crying|(?:i )?could (?:cry|scream|weep)|sick about (?:it|this)|gutted|lost for words|at a loss|embarrass(?:ed|ing)|humiliat\\w+|inconvenien\\w+|unprofessional|careless|poor (?:service|quality|show|communication)|(?:really|very|extremely|so) (?:poor|bad|slow)|ruined|spoil(?:ed|t)|(?:took|taken|takes) the (?:shine|joy|fun) (?:off|out)|wasted|lost (?:all )?(?:trust|faith|confidence|patience)|run(?:ning)? out of patience|at (?:my|our) wits['’]? end|tired of (?:waiting|chasing|this|being|explaining)|losing (?:my )?patience|left (?:me |us )?(?:standing|stranded|without|in the dark))\\b",
  '\\b(?:expected|deserve) better\\b|\\bnot what (?:i|we) (?:paid|ordered|expected|was promised|were promised)\\b|\\bno ?(?:one|body) (?:has |have |is |can |could |will |ever )?(?:answer|repl|respond|help|tell|know|call|came|come|rang|ring)\\w*',
)

/** Accusations, threats and repeated contacts (S1: people who are likely to cause damage). */
const RISK = signal(
  'risk',
  // going to the law
  '\\b(?:(?:my|our|a|through|to) (?:lawyer|solicitor|attorney|legal (?:team|advis[eo]r))s?|small claims|(?:see|meet) you in court|(?:go|going|take (?:it|this|you)|file|filing|issue) (?:\\w+ ){0,2}(?:to |in )?(?:court|proceedings)|su(?:e|ing) (?:you|your)|legal (?:action|steps|proceedings|route)|ombudsman|trading standards|consumer (?:protection|rights|advice|council|agency|court)|financial conduct|regulator|bbb|better business bureau|citizens advice|data protection (?:authority|commissioner)|(?:go(?:ing)?|report\\w*|call(?:ing)?)(?: \\w+){0,3} (?:to )?the police|attorney general|watchdog|report(?:ing)? (?:you|this|it) to)\\b',
  // taking the money back
  '\\bcharge ?back|\\bdisput(?:e|ing) (?:the|this|your|it|every) (?:\\w+ )?(?:charge|payment|transaction|amount)?|\\b(?:my|the) (?:bank|card company|credit card (?:company|provider)|paypal) (?:will|to (?:get|claim|reverse|stop))|\\bnext stop is my\\b|\\bstop(?:ping)? (?:the |my )?(?:payment|direct debit)s?\\b',
  // going public
  '\\b(?:trustpilot|google review|tripadvisor|yelp|glassdoor)\\b|\\b(?:(?:go(?:es|ing)?|went|turn(?:ing)?|writ(?:e|ing)|speak(?:ing)?|talk(?:ing)?|off|straight|(?:it|this|story|pictures?|photos?)) to|contact(?:ing)?|inform(?:ing)?|call(?:ing)?|tell(?:ing)?|on) (?:the |my |our )?(?:local )?(?:(?<=the )press|newspapers?|papers|journalists?|evening post|tv|media)\\b|\\bin the (?:local )?(?:press|newspapers?|papers|evening post)\\b|\\b(?:write|writing|written|leave|leaving|left|post|posting|posted) (?:\\w+ ){0,4}(?:reviews?|one star|1 star)\\b|\\b(?:tell|telling|warn|warning|let) (?:\\w+ ){0,2}(?:every(?:one|body|\\b)|all (?:of )?(?:my|our)|(?<!the \\w{1,20} )people|friends|others|the world)|\\b(?:go|going|went) public\\b|\\beveryone (?:\\w+ ){0,4}(?:know|hear)s?\\b|\\b(?:put|post|share) (?:it|this|that)(?: all)? (?:on|all over) (?:\\w+)',
  // leaving
  "\\b(?:(?:i|we)(?!['’]d| would| should| could| (?:\\w+ )?(?:like|want|need|wish|have|had|try|tried) )(?:['’]m| am|['’]re| are|['’]ll| will)?(?: \\w+){0,3} (?:cancel(?:ling|ing)?(?: (?:the|my|our|all|every|it))|leav(?:e|ing) (?:you|for (?:a|another|your))|switch(?:ing)?(?: to| provider| supplier| bank)|clos(?:e|ing) (?:my|our|the) account|mov(?:e|ing) (?:to|my) (?:a |an(?:other)? )?(?:\\w+ )?(?:competitor|supplier|provider|business)))\\b(?=[^.!?\\n]{0,80})|\\b(?:take|taking) (?:my|our) (?:business|custom|money) (?:elsewhere|somewhere)|\\b(?:never|not|won['’]?t|wont) (?:be )?(?:order|buy|book|us|shop|com|deal|renew)(?:e|ing|ering)? ?(?:\\w+ ){0,4}(?:again|any ?more|you|here)\\b|\\blast time (?:i|we)\\b|\\bthis close to cancell?ing\\b|\\blost (?:a|me as a) customer\\b",
  // accusing
  '\\b(?:liars?|lied|lying|lies|one more lie|scam(?:med|mers?|ming)?|fraud(?:ulent|sters?)?|rip(?:ped|ping)?[ -]?off|con(?:ned| artists?)|(?:you|have|been|being|are) (?:\\w+ )?(?:robbed|stole|stealing)|stole (?:my|our) money|thieves|crooks?|cheat(?:ed|ing|s)?|dishonest|misled|mislead(?:ing)?|deceiv\\w+|negligen(?:t|ce)|criminals?|daylight robbery)\\b',
  '\\byou (?:\\w+ )?(?:broke|break|never (?:keep|kept|answer|reply|replied|called)|ignored?|keep ignoring|promised (?:me|us)?[^.!?\\n]{0,60}\\b(?:but|and (?:nothing|nobody|no ?one|still)|never))\\b|\\bignor(?:ed|ing) (?:me|us|my|our|all)\\b|\\byou (?:people|lot|clowns)\\b(?! (?:are|were|have been) (?:great|brilliant|the best|awesome|amazing|wonderful|fantastic|lovely|so))|\\byou should be ashamed\\b|\\blike i told\\b|\\bas i (?:have )?(?:already |previously )?(?:said|told|wrote|explained)\\b',
  // again
  "\\b(?:second|third|fourth|fifth|sixth|2nd|3rd|4th|5th|6th|nth|umpteenth) (?:time|mail|e-?mail|message|letter|attempt|person|complaint|call|ticket|request|reminder)\\b(?=[^.!?\\n]{0,60})|\\b(?:written|wrote|mailed|e-?mailed|called|phoned|rung|rang|asked|chased|contacted|messaged|told \\w+|reported (?:it|this))(?: \\w+){0,4} (?:twice|again|(?:two|three|four|five|six|seven|several|many|countless|multiple|\\d+) times)\\b|\\b(?:still|have|had|got|get|received|with) (?:\\w+ )?(?:not|no|n['’]t|nothing)(?: had| got| received| heard| even)?(?: an?| any| back)? ?(?:answer|reply|replies|response|answered|replied|responded|heard|call ?back|word|refund|solution)\\b|\\b(?:no|zero|not one|without an?|without) (?:answer|reply|response|reaction)\\b|\\bhaven['’]?t (?:heard|had (?:an?|any))\\b|\\bwrote (?:on|to you (?:on|last|a|two|three))\\b[^.!?\\n]{0,30}\\bno (?:answer|reply)\\b|\\b(?:i|we) keep (?:writing|calling|asking|having to|getting)\\b|\\bhow many (?:more )?(?:times|mails|e-?mails|calls) (?:do|must|have|should|will) (?:i|we)\\b|\\bonce (?:more|again)[,:]? (?:i|we|my|you)\\b",
)

const JOY = signal(
  'joy',
  "\\b(?:thank you so much|thanks (?:so much|a (?:lot|million|bunch)|ever so much)|many many thanks|huge thanks|big thank you|love(?:d|ly|s)?(?! to (?:know|hear|understand|get|see|have))|delighted|thrilled|over the moon|amazing|awesome|brilliant|fantastic|wonderful|excellent|superb|perfect(?:ly)?(?=[ .!,])|great (?:service|job|work|product|stuff|help|experience|time)|(?:so|very|really|extremely|super) (?:happy|pleased|grateful|impressed|helpful|kind|friendly|good|nice)|best (?:\\w+ )?(?:ever|i|we)|made my day|well done|keep up|can['’]?t (?:praise|thank|recommend)|highly recommend|a joy|gorgeous|beautiful|enjoy(?:ed|ing)?|five stars?|5 stars?|yay|hooray|congratulations)\\b|[😀😃😄😁😊🥰😍❤👍🙏🎉]",
)

/** Behind these a word of displeasure is none. */
const DENIED =
  /\b(?:no|not|never|n['’]t|without|isn['’]?t|nothing)(?: (?:a|an|any|at all|that|so|too|really|been|be|even|very|in the least|exactly))*\s*$/i

/** These make a threat or a wish out of what would be a plain report. */
const HYPOTHETICAL =
  /\b(?:in case|what happens if|does it|do you|can i|could i|is it possible|am i allowed|how (?:do|can|would) i)\b/i

/** Acronyms and codes are not shouted. */
const SHOUTED =
  /(?:^|[^\p{L}\p{N}])(\p{Lu}{2,}(?:['’]\p{Lu}+)?(?: +\p{Lu}{2,}(?:['’]\p{Lu}+)?){1,12})(?=$|[^\p{L}\p{N}])/u
const SHOUTED_WORD =
  /(?<![\p{L}\p{N}])(?:NOT|NEVER|NO|NOW|STILL|AGAIN|WHY|NOTHING|NOBODY|ALREADY|TODAY|SECOND|THIRD|TWICE|PAID|PROMISED|WRONG|ALL|EVERY|ENOUGH|STOP|MUST|DAYS|WEEKS|MONTHS|FIVE|FOUR|THREE|TWO)(?![\p{L}\p{N}])/u
const EXCLAIMED = /!!|[!?]{2,}|\?!/

/** A mail of this many is read to here; nobody is angrier behind it. */
const SENTENCES_MAX = 200

/**
 * How the writer of a text feels, by the words that show it (English). Complaints about facts alone ("it arrived
 * broken") are neutral; a joyful word does not outweigh an angry one.
 */
export function moodOf(text: string): Mood {
  const sentences = sentencesOf(text).slice(0, SENTENCES_MAX)
  const signs = sentences.flatMap((sentence) => signsIn(sentence))
  const has = (...wanted: readonly Sign[]) => signs.some(({ sign }) => wanted.includes(sign))
  const shouts = sentences.filter(({ text: words }) => isShouted(words)).length
  const exclaims = sentences.filter(({ text: words }) => EXCLAIMED.test(words)).length
  const loud = shouts > 1 || (shouts > 0 && exclaims > 0)
  const upset = has('anger', 'trouble') || ((has('risk') || loud) && !has('joy'))
  const shoutsInAnger = shouts > 0 && (has('anger', 'risk', 'trouble') || loud) && !has('joy')
  const shown = signs.filter(({ sign }) => (upset ? sign !== 'joy' : sign === 'joy'))
  return {
    mood: upset ? 'upset' : has('joy') ? 'happy' : 'neutral',
    atRisk: upset && (has('risk') || shoutsInAnger || insults(signs)),
    because: [...new Set(shown.map(({ words }) => words))].slice(0, 5),
  }
}

type Found = { readonly sign: Sign; readonly words: string }

function signsIn({ text }: Sentence): readonly Found[] {
  return [ANGER, TROUBLE, RISK, JOY].flatMap(({ sign, pattern }) => {
    const match = pattern.exec(text)
    if (match === null || DENIED.test(text.slice(Math.max(0, match.index - 30), match.index))) return []
    if (sign === 'risk' && HYPOTHETICAL.test(text)) return []
    return [{ sign, words: match[0].trim() }]
  })
}

const isShouted = (text: string) => (SHOUTED.exec(text)?.[1]?.length ?? 0) >= 9 || SHOUTED_WORD.test(text)

const insults = (signs: readonly Found[]) =>
  signs.some(({ words }) => /^(?:clowns?|idiots?|morons?|thieves|crooks?|braindead|incompetent)$/i.test(words))
