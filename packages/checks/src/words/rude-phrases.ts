import type { Phrase } from '../phrases.ts'

/** Adjectives and nouns that are insults when said of the reader or of what he writes. */
const SCORN =
  'stupid|dumb|silly|ridiculous|ludicrous|laughable|pathetic|unreasonable|childish|immature|lazy|ignorant|clueless|incompetent|paranoid|hysterical|delusional|crazy|insane|mad|rude|dramatic|greedy|dishonest|lying|idiots?|morons?|fools?|liars?|cheats?|clowns?|losers?|jerks?|crybab(?:y|ies)|pests?|nuisance|drama queen|time ?wasters?'

/** Difficult to please is a reproach, difficult to reach a fact. */
const TRYING =
  '(?:impossible|difficult)(?! to (?!(?:please|deal|work|help|satisfy|talk|speak|like|bear|love|take|serve|stand)\\b))'
const INSULT = `(?:${SCORN}|${TRYING})`

/** Said of nobody: "nobody here thinks you are silly". */
const DENIED = new RegExp(`\\b(?:(?:not|never) (?:\\w+ ){0,3}|(?:nobody|no one) (?:[\\w'’]+ ){0,5})${INSULT}\\b`, 'i')

/** Agreeing with the customer that something of ours is nonsense. */
const AGREED =
  /\b(?:you(?:['’]re| are)(?: \w+)? right|rightly|agree\w*|sorry|apologi[sz]e|our (?:own )?(?:mistake|fault|error|oversight)|(?:we|i)(?:['’]re| are| am|['’]m|['’]ll| will|['’]ve| have) (?:\w+ )?(?:chang|fix|mend|correct|put|rewrit|remov|look|tak|repair|rais)\w*)\b/i

/** What follows "Too bad!" said with regret. */
const REGRET =
  /\b(?:i|we)(?:['’]d| would) (?:have )?(?:love|like|enjoy)\w*\b|\b(?:pity|shame|sorry|missed you|miss you|hope|next time|another time|next year|hoped|looking forward)\b/i

/** What is no concern of ours because the customer may choose. */
const LEFT_TO_THEM =
  /\b(?:take|have) (?:all )?(?:the|your|as much) time\b|\bno (?:rush|hurry)\b|\bas you (?:like|prefer|wish)\b|\bwhichever\b|\bfeel free\b|\bstill (?:help|sort|look|send|replace|refund)\b|\bhappy to\b/i

/** A gift or a favour behind the words: then they are a joke among friends. */
const GIVEN =
  /\b(?:added|put|sent|made|kept|saved|booked|waived|upgraded|moved|credited|includ(?:ed|ing)|treat)\b[^.!?]{0,60}\bfor you\b|\bon (?:us|the house)\b|\bwith our compliments\b|\bfree of charge\b/i

const phrase = (confidence: number, source: string, excused?: Phrase['excused']): Phrase => ({
  pattern: new RegExp(source, 'i'),
  confidence,
  ...(excused === undefined ? {} : { excused }),
})

/**
 * Contempt, condescension and scorn, whatever they are said about.
 * Sources: S0 "be polite", S3 (4) "rude or demanding"; customer-service style guides on phrases to avoid; the kinds of
 * rudeness in Price et al. 2020 (unhealthy comments: hostile, dismissive, condescending, sarcastic).
 */
export const RUDE_PHRASES: readonly Phrase[] = [
  // Repeating with a sigh. "As I mentioned" alone is neutral.
  phrase(
    0.85,
    "\\b(?:as|like) (?:i|we)(?:['’]ve| have)? (?:already |repeatedly |clearly |just )(?:told|said|explained|mentioned|stated|written|informed|advised)\\b",
  ),
  phrase(
    0.75,
    "\\b(?:as|like) (?:i|we)(?:['’]ve| have)? told you\\b|\\b(?:i|we)(?:['’]ve| have)? (?:already|repeatedly) told you\\b",
  ),
  phrase(
    0.85,
    '\\bfor the (?:second|third|fourth|fifth|last|umpteenth|nth|hundredth) time\\b[,:]? (?:i|we|you|please|read|this|the|it)\\b',
  ),
  phrase(0.85, '\\bhow many times (?:do|must|should|have) (?:i|we)\\b'),
  phrase(0.7, '\\bas per my (?:last|previous|earlier) (?:e-?mail|message|mail)\\b'),
  phrase(
    0.8,
    "\\b(?:i|we)(?:['’]ve| have| had)? (?:already |repeatedly )?(?:explained|told you|said|answered|written) (?:this|that|it)?(?: to you)? ?(?:twice|three times|several times|many times|repeatedly|a dozen times|over and over)\\b",
  ),
  phrase(
    0.75,
    '\\bas (?:clearly |already |repeatedly )+(?:stated|said|explained|written)\\b|\\bas (?:stated|explained|written) (?:very |quite )?clearly\\b',
  ),
  // Talking down.
  phrase(
    0.75,
    "^\\W{0,2}obviously,? you (?:take|need|should|must|have to|did|do|are|were|don['’]?t|didn['’]?t|aren['’]?t|can['’]?t|cannot)\\b|\\byou (?:have |had )?(?:obviously|clearly) (?:did|do|have|had|are|were|never|failed|misread|misunderstood|forgot|ignored|can['’]?t|don['’]?t|didn['’]?t|haven['’]?t)",
  ),
  phrase(
    0.85,
    '\\b(?:even )?(?:a (?:small |young |five|six|seven|eight|nine|ten)?-?(?:year-old |little )?(?:child|toddler|baby|monkey)|any (?:idiot|fool|child|moron|half-?wit)|my (?:grand(?:mother|ma)|gran|nan|kid|dog|cat|toddler|(?:\\w+-){1,2}year-old)) (?:knows?|understands?|manages?|(?:can|could|would) (?:do|see|manage|understand|know|use|tell|figure|read|follow|find|work|operate|have))\\b',
  ),
  phrase(
    0.85,
    "\\b(?:it['’]?s|it is|this is|that['’]?s)(?: really)? (?:not|hardly)(?: exactly)? (?:rocket science|brain surgery)\\b|\\bisn['’]t (?:exactly )?rocket science\\b",
  ),
  phrase(
    0.8,
    '(?:^|[.!?,;] |\\b(?:please|just|(?:you|need|try|have|ought) to|should|must|and|so) )calm down\\b(?! (?:\\w+ )?(?:after|before|in|by|soon|once|when))|(?:^|[.!?,;] |\\b(?:just|please|so|and|better|should|must) )(?:chill out|get over it|grow up|get a life|get real|deal with it|suck it up|get used to it)(?=\\s*(?:[.!,]|$))',
  ),
  // Who reproaches with reading puts down and blames at once.
  phrase(
    0.75,
    "\\b(?:had you|if you(?:['’]d| had)) (?:only |just |simply |even |actually |properly )*(?:read|listened|paid (?:more )?attention)\\b[^.!?\\n]{0,80}\\b(?:would|wouldn['’]t|could|couldn['’]t|might)\\b",
  ),
  phrase(
    0.8,
    "\\b(?:had you|if you(?:[’']d| had)?) (?:even )?bothered (?:to|reading|looking|checking)\\b|\\bdid you even (?:read|try|look|check|bother|think)\\b|\\blearn (?:how )?to (?:read|spell|type|listen)\\b",
  ),
  phrase(
    0.8,
    '\\b(?:use|using) (?:your|some|a bit of|a little) (?:brains?|heads?|common sense)\\b(?! (?:size|circumference|unit))',
  ),
  phrase(
    0.8,
    "\\bwhat part of\\b.{1,60}\\b(?:do|did)(?:n['’]?t| not)? you\\b|\\bwhich part of\\b.{1,60}\\bdon['’]?t you\\b",
  ),
  phrase(
    0.8,
    '\\blet me (?:explain|say|spell|put) (?:it|this|that)?\\s?(?:out )?(?:for you )?(?:again )?(?:slowly|in (?:very )?(?:simple|small) (?:words|terms)|so (?:that )?even you)\\b',
  ),
  phrase(
    0.7,
    '\\byou should (?:have known|know) better\\b|\\banyone (?:with|who has) (?:half )?a brain\\b|\\bas (?:any|every) (?:sane|sensible|intelligent|normal|reasonable|half-?way intelligent) (?:person|customer|human|adult)\\b',
  ),
  phrase(
    0.7,
    "\\bif you (?:can|could|would|are able to) read\\b|\\bas you would know(?: if)?\\b|\\bin case you (?:have ?n['’]?t|had ?n['’]?t|did ?n['’]?t|failed to) notice",
  ),
  phrase(
    0.75,
    '\\bhow hard (?:can it be|is it to|could it be)\\b|\\bhow much clearer\\b|\\b(?:make|put|say) (?:it|this|that) any (?:simpler|clearer|easier|plainer)\\b|\\bspell (?:it|this|that) out for you\\b',
  ),
  phrase(
    0.75,
    "\\bare you (?:serious|kidding|joking|deaf|blind|mad|out of your mind)\\b(?! about (?:buying|selling|moving|the))|\\b(?:can|did|do)n['’]t you (?:read|listen|understand|see that)\\b|\\bdid you not (?:read|listen|see|notice)\\b",
  ),
  phrase(
    0.7,
    "\\byou (?:just |simply |really |clearly |obviously |still )*(?:do not|don['’]t|did not|didn['’]t) (?:seem to )?(?:get it|listen|understand (?:how|what|that|anything|the first)|read (?:my|our|what|the|properly))\\b|\\byou (?:have|['’]ve)(?: got)? no (?:idea|clue)\\b(?! how (?:much|happy|glad|grateful|sorry))|\\byou don['’]t know what you(?:['’]re| are) talking about\\b",
    (sentence) => /\b(?:if|when(?:ever)?|where|sorry|hope|worry|in case|so that)\b/i.test(sentence),
  ),
  phrase(
    0.75,
    '\\b(?:any|every) (?:normal|sane|sensible|intelligent|reasonable|competent|thinking) (?:person|customer|human|adult|being)\\b',
  ),
  phrase(
    0.7,
    '\\b(?:perhaps|maybe)(?: you (?:should|could))? (?:ask|find|get|try) (?:some(?:one|body)|a person|an adult|a grown-?up) (?:else )?who (?:knows|understands|can)\\b',
  ),
  phrase(
    0.7,
    "\\bif you don['’]t like it\\b|\\b(?:nobody|no one) (?:is forcing|forces|forced|asked) you\\b|\\b(?:go|shop|buy|try your luck) elsewhere\\b(?<=\\byou\\b.{1,60}|^.{0,30})",
  ),
  phrase(
    0.75,
    "\\bin plain english\\b(?! (?:version|summary|guide))|\\b(?:this|that|it)(?:['’]s| is) (?:really |very |pretty )?basic (?:stuff|knowledge|common sense)\\b|\\bhold your hand\\b|\\bget your facts (?:straight|right)\\b|\\bwhat did you expect\\b",
  ),
  phrase(0.75, '\\bmore important (?:customers?|things?|matters?|people) (?:than|to do)\\b'),
  // Insults.
  phrase(
    0.9,
    `\\byou(?:['’]re| are| must be| were| sound| seem)(?: (?:being|just|so|such|really|quite|very|simply|clearly|obviously|all|an?|too|either|the|rather))* ${INSULT}\\b(?! (?:to|that) (?:hear|see|know)|ly happy)(?! about| for )`,
    (sentence) => DENIED.test(sentence),
  ),
  phrase(
    0.85,
    `\\byour (?:\\w+ )?(?:complaint|request|question|mail|e-?mail|message|behaviou?r|claim|demand|expectation|idea|story|tone)s? (?:is|are|was|were|sounds?)(?: (?:just|so|really|quite|very|simply|frankly|absolutely|completely|utterly|a))* (?:${SCORN})\\b`,
  ),
  phrase(
    0.85,
    '\\bwhat an? (?:stupid|dumb|silly|ridiculous|ludicrous|idiotic) (?:question|request|idea|thing|complaint|demand|claim)\\b',
  ),
  phrase(
    0.85,
    "\\byou people\\b|\\b(?:people|customers|somebody|someone|anybody|anyone) like you (?:are|is|were|always|never|should|think|who (?:think|never|always|can)|do|don[’']t|cost|cause|waste|ruin)\\b",
    (sentence) =>
      /\b(?:thank|grateful|love|glad|lucky|proud|pleasure|wonderful|appreciate|happy|joy)\w*\b/i.test(sentence),
  ),
  phrase(
    0.85,
    '\\b(?:with|about|watch|change|drop|lose|like|not) (?:your|that|an) attitude\\b|\\byour (?:whining|moaning|nagging|ranting|rants?|tantrums?|nonsense|ignorance|laziness|stupidity|drama|hysterics)\\b',
  ),
  phrase(
    0.9,
    '\\b(?:shut up|drop dead(?! (?:date|line|gorgeous))|screw you|go to hell|get lost|bugger off|piss off|sod off|buzz off|up yours)\\b',
  ),
  // Not caring.
  phrase(
    0.8,
    "\\b(?:i|we) (?:really |honestly |frankly )?(?:do not|don['’]t|could ?n['’]t|could not) (?:really )?(?:care(?: less)?|give a (?:damn|toss|hoot|fig|rat['’]?s))\\b(?! (?:for|to (?:speculate|guess)))",
  ),
  phrase(
    0.8,
    "\\b(?:not|hardly|isn['’]?t|is none of) (?:my|our) (?:problem|concern|business)\\b|\\byour problem,? not (?:mine|ours)\\b|\\bthat(?:['’]s| is) (?:entirely )?your (?:own )?problem\\b",
    (sentence) => LEFT_TO_THEM.test(sentence),
  ),
  phrase(
    0.75,
    '(?:^|[.!?,;] )(?:too bad|tough luck|hard luck|hard cheese|so what|who cares|big deal|boo hoo|cry me a river|duh|newsflash|surprise,? surprise)\\b(?=[.,!?]|$)',
    (sentence, next) => REGRET.test(sentence) || REGRET.test(next),
  ),
  phrase(
    0.85,
    '\\bstop (?:whining|moaning|complaining|nagging|bothering|pestering|harassing|wasting|crying|annoying|being (?:so \\w+|(?:a |an )?(?:rude|silly|difficult|childish|lazy|dramatic|ridiculous|stupid|unreasonable|impatient|nasty|pushy|petty|baby|child|pest|nuisance))|spamming)\\b(?! (?:when|once|if|after))',
  ),
  phrase(0.8, "\\bwast(?:e|ing|ed) (?:of )?(?:my|our|everyone[’']?s|everybody[’']?s|my team[’']?s) (?:\\w+ )?time\\b"),
  phrase(
    0.8,
    "\\b(?:do not|don['’]t|stop|never) (?:ever )?(?:write|e-?mail|contact|call|bother|message|mail)(?:ing)? (?:me|us|here) (?:again|any ?more|about this)\\b",
  ),
  phrase(
    0.75,
    "\\b(?:take it or leave it|like it or not|end of (?:story|discussion)|and that['’]?s (?:that|final)|case closed)\\b(?=[.,!]|$)",
  ),
  phrase(
    0.75,
    "\\b(?:i|we) (?:really |honestly |simply )?(?:do not|don['’]t|have no|haven['’]t got) (?:have )?(?:the |any )?time for (?:this|that|you|such)\\b|(?<!\\byou(?:['’]ve)? (?:\\w+ )?)\\b(?:have|got) better things to do\\b",
  ),
  phrase(0.7, '(?:^|[.!?] )whatever[.!]|(?:^|[.!?,;] )do (?:what|as) you (?:like|want|please)\\b(?=[.!]|$)'),
  phrase(
    0.7,
    "\\bdon['’]t know what (?:else )?you (?:expect|want) (?:me|us|from)\\b|\\bwhat (?:else )?do you (?:expect|want) (?:me|us) to do\\b",
  ),
  phrase(0.75, "\\b(?:is|['’]s) (?:really )?(?:not|n['’]t|hardly) (?:my|our) job to\\b"),
  phrase(
    0.8,
    '\\bstop (?:sending|writing|e-?mailing|calling|contacting|messaging|asking) (?:me|us|here|the same|this|these)\\b',
  ),
  phrase(
    0.65,
    "\\byou(?:['’]ll| will)? (?:just |simply )?(?:have|need) to (?:be (?:more |a bit more )?patient|wait (?:like|your turn|until i|and see)|live with (?:it|that)|accept (?:it|that)|get used to)\\b",
  ),
  phrase(
    0.75,
    "\\b(?:that|this|it)(?:['’]s| is| sounds)(?: \\w+)? (?:nonsense|rubbish|absurd|laughable|a lie|bullshit|garbage|bollocks)\\b",
    (sentence) => AGREED.test(sentence),
  ),
  phrase(
    0.8,
    `\\bfind (?:your|this|that) (?:\\w+ )?(?:complaint|request|question|mail|e-?mail|message|behaviou?r|claim|demand|attitude|tone)s? (?:\\w+ )?${INSULT}\\b`,
  ),
  // Scorn in friendly clothes.
  phrase(
    0.75,
    "\\b(?:good luck with that|nice try|funny how|how nice for you|well done,? genius|congratulations,? you(?:[’']ve)? (?:broke|ruined|managed to)|believe it or not,? (?:we|i) (?:do )?have (?:other|better|more))\\b",
    (sentence, next) => GIVEN.test(sentence) || GIVEN.test(next),
  ),
  phrase(
    0.75,
    "\\b(?:what a|such a) (?:big |huge |real )?(?:surprise|shock) that\\b|\\bcongratulations,? you(?:[’']ve| have)? (?:just )?(?:discovered|found out|noticed) (?:the|how|that)\\b",
    (sentence) => /\b(?:thank\w*|love\w*|glad|happy|nice|lovely|delighted|wonderful|kind)\b/i.test(sentence),
  ),
  phrase(
    0.8,
    "\\b(?:am|are|['’]m|['’]re) (?:not|no) (?:a )?(?:mind[- ]?readers?|magicians?|clairvoyants?|baby-?sitters?)\\b|\\b(?:does not|doesn['’]t) revolve around you\\b|\\bwelcome to the real world\\b|\\byou(?:['’]re| are) not (?:our|the|my) only (?:customer|client|guest)\\b(?! (?:who|to|with|that|affected))",
  ),
  phrase(
    0.75,
    "(?:^|[,;:] |\\b(?:and|so) )(?:send|pay|return|provide|reply|respond|answer|confirm|settle|give|call|contact|sign|fill|complete|hand|bring)\\b[^.!?\\n]{0,100}\\bor (?:else\\b(?! (?:is|are|has|have)\\b)|(?:we|i)(?:['’]ll| will| shall| must| have to) (?:\\w+ )?(?:close|cancel|terminate|suspend|delete|sue|block|ban|report|refuse|ignore|stop|end|take legal)\\b)",
    (sentence) => /\b(?:please|sorry|unfortunately|afraid|kindly|law|legally|regulations?)\b/i.test(sentence),
  ),
  phrase(
    0.75,
    "\\bor (?:else )?(?:we|i)(?:['’]ll| will| shall| must) (?:hand|pass|forward|turn|give|send) (?:this|it|you|your \\w+|the (?:case|matter|file))(?: over| on)? to (?:an?|our|the) (?:\\w+ )?(?:collect\\w*|debt\\w*|lawyers?|solicitors?|agency|attorneys?|courts?)\\b",
    (sentence) => /\b(?:please|sorry|unfortunately|afraid|kindly)\b/i.test(sentence),
  ),
  // Making light of what troubles the customer.
  phrase(
    0.75,
    "\\b(?:what(?:['’]s| is)|not sure what(?:['’]s| is)) so (?:hard|difficult|complicated|confusing) (?:to (?:understand|grasp|get) )?(?:about|in)\\b",
  ),
  phrase(
    0.75,
    "\\b(?:it|they|we|you)(?:['’]ll| will|['’]s| is| are)? (\\w{2,12}(?: it)?) when (?:it|they|we|you)(?:['’]s| is| are)? \\1(?=\\s*(?:[.!,;]|$))",
  ),
  phrase(
    0.75,
    "\\byou(?:['’]ll| will| would)? (?:probably |surely )?(?:survive(?=\\s*[.!,]|$| without\\b| (?:an?|one|another) )|live(?=[.!])|get over it)\\b|\\b(?:nobody|no one) (?:ever )?(?:dies|died) (?:without|from|of|because)\\b",
  ),
  phrase(
    0.7,
    "^\\W{0,2}(?:clearly|evidently|apparently),? you (?:did not|didn['’]t|never|have not|haven['’]t|failed|misread|misunderstood|do not|don['’]t|cannot|can['’]t|forgot|ignored)\\b(?! (?:receive|get|hear|got|have|had|been))",
  ),
  phrase(
    0.75,
    "\\bnot the only (?:\\w+ )?(?:thing|one|customer|order|client|person|mail|request|guest|patient) (?:(?:that )?(?:i|we)(?:['’]ve| have)|on (?:my|our)|in the world)\\b",
  ),
  phrase(
    0.75,
    '\\b(?:how|why) (?:anybody|anyone|somebody|someone|people|you) (?:can|could|would|manages?(?: to)?|managed to) (?:possibly |ever )?(?:miss|overlook|fail|misunderstand|misread|get (?:it|this|that) wrong|not (?:see|know|understand|find))\\b',
    (sentence) => /\b(?:see|understand|clear|agree|sorry|can tell)\b[^.!?]{0,20}\b(?:how|why)\b/i.test(sentence),
  ),
  phrase(0.75, '\\bif you had any idea (?:how|what)\\b|\\bthink twice before (?:complain|writ|ask|call|order)\\w*'),
  phrase(
    0.7,
    '\\b(?:maybe|perhaps|try|you (?:could|might|should))\\b[^.!?\\n]{0,40}\\bfor (?:a change|once)(?=\\s*[.!,]|$)|\\binstead of (?:arguing|complaining|moaning|whining|nagging|accusing|ranting)\\b',
    (sentence) => /\b(?:thank\w*|glad|grateful|appreciate)\b/i.test(sentence),
  ),
  phrase(
    0.75,
    "\\b(?:because|if|that) you(?:['’]re| are) too (?:slow|lazy|careless|impatient|busy to read|clumsy|cheap|mean)\\b|\\b(?:wait|queue|reserve|book|pay|ask|read|follow)\\w*\\b[^.!?\\n]{0,30} like (?:everyone|everybody) else\\b(?! who)",
  ),
  phrase(
    0.75,
    "\\bwhether you (?:like|agree with|believe|understand) (?:it|them|this|that) or not\\b(?! (?:depends|is|will))|\\bdraw your own conclusions?\\b|\\b(?:writing|asking|calling|complaining|shouting|repeating)\\b[^.!?\\n]{0,30}\\b(?:again|times?|us|me)\\b[^.!?\\n]{0,20}\\b(?:won['’]t|will not|does not|doesn['’]t) (?:make|change|speed|help)\\b",
  ),
  phrase(
    0.65,
    "\\byou(?:['’]re| are) the (?:first|only)(?: (?:one|person|customer|client|guest|member))? (?:who|that|to) (?:ever )?(?:complain\\w*|can(?:not|['’]t)|has (?:a |any )?(?:problem|trouble|issue)s? with|does(?: not|n['’]t) understand)",
    (sentence) => /\b(?:thank\w*|sorry|glad|grateful|so far)\b/i.test(sentence),
  ),
  phrase(0.7, '\\bwith all due respect\\b|\\bsnap(?:ped|s|ping)? (?:your|their) fingers\\b'),
  phrase(0.7, '^\\W{0,2}oh,? (?:please|come on)(?=[.!])|^\\W{0,2}come on(?=[.!])'),
  phrase(
    0.75,
    '\\bread (?:it|my|this|the|our|that)\\b[^.!?\\n]{0,40}\\b(?:slowly|properly|carefully) (?:this time|for once)\\b|\\bread (?:it|my|this|the|our|that)\\b[^.!?\\n]{0,30}\\bagain,? (?:slowly|properly|and (?:this time|think))\\b',
  ),
  phrase(
    0.7,
    '\\b(?:have|got) (?:\\w+ )?(?:more (?:urgent|pressing|important)|bigger) (?:things|matters|fish|problems|priorities|issues|cases) (?:to|than|on)\\b',
  ),
  phrase(
    0.75,
    "\\bwhich (?:i|we) (?:suppose|assume|guess|take it|imagine|presume) you (?:never|did not|didn['’]t|have not|haven['’]t)\\b",
  ),
  phrase(
    0.7,
    '\\b(?:next time|in (?:the )?future)[,:]? (?:maybe |perhaps |just |simply |please |try (?:to )?)*(?:read|think|listen|pay (?:more )?attention|reading|thinking|look (?:more|before|first|properly|twice)|check (?:more|before|first|properly|twice))\\b',
  ),
  phrase(
    0.65,
    '\\b(?:i|we) (?:strongly )?suggest (?:that )?you (?:learn|read (?:it|the|our|my|this|that)|look it up|think|calm|find (?:another|someone|somebody)|grow|get (?:a|your))\\b',
  ),
  phrase(0.75, "\\bdon['’]t be (?:so )?(?:silly|ridiculous|stupid|dramatic|childish|difficult|rude|absurd|naive)\\b"),
  phrase(0.75, "\\b(?:don['’]t|do not) tell (?:me|us) how to do (?:my|our) jobs?\\b"),
]

/** Acts for our sake that a request would ask for just as well. */
const ASKED =
  'send|provide|give|submit|return|pay|contact|call|ring|phone|write|e-?mail|mail|reply|respond|answer|wait|prove|do (?:this|that|it|so)|supply|explain|tell (?:me|us)|stop|be patient|(?:buy|purchase|order|get) (?:an?|your) (?:new|own|other)\\b|(?:buy|purchase|order|get) (?:another|it again)\\b'
const DEMANDED = `(?:${ASKED}|fill|complete|show|sign|bring|upload|confirm|present)`
/** Behind "need to" the steps of a matter of the customer's own are information. */
const NEEDED = `(?:${ASKED})`

/** A duty, a danger, a reason or a condition: then the sentence explains and does not order about. */
const EXPLAINED =
  /\b(?:law|legal(?:ly)?|regulations?|authorit(?:y|ies)|customs|safe(?:ty|ly)?|danger(?:ous)?|hazard|risk|fire|injur\w+|helmets?|licen[cs]e|passport|visa|doctor|medical|allerg\w+|poison\w*|electric\w*|unplug|never|because|since|so that|so (?:we|i|it|you|they) can|in order to|to (?:avoid|prevent|protect|ensure|keep|be able|make sure|change|set|use|activate|open|reset|install|access|log|start|claim|qualify|receive|proceed|finali[sz]e|complete)|if|when(?:ever)?|once|unless|until|before you|after (?:that|this|you)|sorry|unfortunately|afraid|please|thank|worry|simply|just|only)\b/i

const command = (confidence: number, verb: string, acts = DEMANDED): Phrase => ({
  pattern: new RegExp(
    `^\\W{0,3}(?:(?:and|also|now|then|first|but|so|again|therefore|instead|sir|madam),? )?you (?:(?:also|now|still|first|really) )?${verb} (?:(?:also|now|first|immediately|still|at once|definitely|really) )?${acts}\\b[^.!?\\n]{0,160}`,
    'i',
  ),
  confidence,
  excused: (sentence) => EXPLAINED.test(sentence),
})

/** Orders where a request would do. Held to the beginning of a sentence: further in, they mostly explain. */
export const COMMANDS: readonly Phrase[] = [
  command(0.65, "(?:must|had better|['’]d better)"),
  command(0.6, '(?:have to|are required to|are obliged to)'),
  command(0.55, 'need to', NEEDED),
]
