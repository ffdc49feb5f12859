import type { Phrase } from '../phrases.ts'

const phrase = (confidence: number, source: string, excused?: Phrase['excused']): Phrase => ({
  pattern: new RegExp(source, 'i'),
  confidence,
  ...(excused === undefined ? {} : { excused }),
})

/** The words are granted, not thrown back. */
const OWNED =
  /\b(?:sorry|apologi[sz]e|understand|right to|every right|deserve|our (?:fault|mistake)|feel free to (?:call|write|contact|reach|reply|ask|send))\b/i

/** Anger answered with anger (S1): accusations, threats, wounded pride. */
export const RETALIATION_PHRASES: readonly Phrase[] = [
  phrase(
    0.85,
    '\\b(?:your|that|this|such an?) (?:\\w+ )?(?:attitude|tantrum|rant|whining|hysterics|insolence)\\b',
    (s) => OWNED.test(s),
  ),
  phrase(
    0.8,
    '\\b(?:in that|with that|take that|your|this) tone\\b(?=[^.!?\\n]{0,80})(?! of (?:grey|gray|blue|red|green|white|colou?r))',
    (s) => OWNED.test(s) || /\b(?:toner|ring|dial|colou?r|guitar|sound|skin)\b/i.test(s),
  ),
  phrase(
    0.85,
    "\\b(?:i|we) (?:will not|won['’]t|do not|don['’]t|refuse to|am not going to|are not going to|shall not|need not) (?:have to )?(?:put up with|tolerate|stand for|be (?:spoken|talked|insulted|called|threatened|blackmailed|bullied)|accept (?:being|your insults|such language)|let (?:myself|ourselves) be|take (?:that|this|abuse|insults))\\b",
  ),
  phrase(
    0.8,
    '\\b(?:people|customers|someone|anyone|those) (?:who (?:write|talk|speak|behave|act) (?:like (?:this|that|you)|this way|that way))\\b',
    (s) => /\b(?:love|glad|thank|great|why we)\b/i.test(s),
  ),
  phrase(
    0.85,
    '\\b(?:have|had|has|having|got|what a|some|the) (?:the |some |a )?(?:nerve|audacity|cheek|gall)\\b(?! (?:damage|pain|block|study|bladder|endings?|system|cells?))',
  ),
  phrase(
    0.8,
    '\\b(?:we|i) (?:know|see through) (?:this|your|that|these) (?:little )?(?:game|trick|tactic|scheme|kind)s?\\b|\\bplay(?:ing)? (?:games|tricks) with (?:us|me)\\b',
  ),
  phrase(
    0.8,
    '\\b(?:go ahead,? (?:and )?|feel free to |be my guest,? (?:and )?|by all means,? )(?:sue|call your (?:lawyer|solicitor|card|bank)|write (?:your|that|a bad|another) review|post (?:it|that)|complain|leave|cancel|take (?:your|us)|tell everyone|go elsewhere|try (?:it|somewhere|elsewhere))\\b',
  ),
  phrase(
    0.85,
    '\\b(?:our|my) (?:lawyers?|solicitors?|attorneys?|legal (?:team|department))\\b[^.!?\\n]{0,30}\\b(?:will|would|shall|may|is going to|are going to) (?:\\w+ )?(?:take|contact|write|be|hear|sue|see|deal|decide|pursue)\\b|\\b(?:hear from|speak to|deal with) (?:our|my) (?:lawyers?|solicitors?|attorneys?|legal (?:team|department))\\b|\\bsue you\\b|\\b(?:libel|defamation|slander)\\b|\\bsee you in court\\b',
    (s) => OWNED.test(s),
  ),
  phrase(
    0.8,
    "\\bone more (?:\\w+ ){1,3}(?:and|from you)\\b[^.!?\\n]{0,60}\\b(?:close|block|ban|cancel|end|terminate|stop)\\b|\\b(?:we|i)(?:['’]ll| will| shall)(?: have to| simply| just)? (?:block|ban|blacklist|report) you\\b|\\bbottom of (?:my|our|the) (?:list|pile|queue)\\b|\\byou(?:['’]ll| will) (?:regret|be sorry|find out|see what)\\b",
  ),
  phrase(
    0.75,
    "\\bif you (?:do not|don['’]t) like (?:it|that|how)\\b[^.!?\\n]{0,60}\\b(?:leave|elsewhere|door|go|else|problem|fine)\\b|\\b(?:no ?one|nobody) (?:is forcing|forces|forced|made|asked|is making) you\\b|\\b(?:take|find) (?:your|another|someone|somebody) [^.!?\\n]{0,30}\\belse(?:where)?\\b[^.!?\\n]{0,20}\\bthen\\b|\\bgood riddance\\b|\\bgood luck finding\\b",
  ),
  phrase(
    0.8,
    "\\bsince you (?:think|know|are|seem|find|believe)(?: so| such| everything| it all| better|\\b)[^.!?\\n]{0,60}\\b(?:perhaps|maybe|why (?:don['’]t|not)|should|could|do it)\\b",
  ),
  phrase(
    0.8,
    "\\b(?:how dare you|who do you think you are|before you (?:call|accuse|blame|insult|threaten) (?:any(?:one|body)|us|me|my|our|people|others)|you started it|two can play|right back at you|likewise,? i(?:['’]m| am) sure|you (?:clearly|obviously) (?:enjoy|like|want|love) (?:to )?(?:complain|shout|insult|argu)\\w*|you(?:['’]re| are) (?:the one|hardly|one to talk|no better|just|only) (?:who|perfect|trying to|after|looking for|complaining))\\b",
  ),
  phrase(
    0.8,
    "\\b(?:your|these|such|empty) (?:\\w+ )?(?:threats?|insults|accusations?|lies|abuse|blackmail|nonsense|rudeness|rude (?:mail|e-?mail|message|words))\\b[^.!?\\n]{0,60}\\b(?:not|nothing|won['’]t|do not|don['’]t|no one|nobody|get you|impress|help|change|cheap|ridiculous|baseless|noted|nowhere|will)\\b|\\b(?:stop|quit) (?:threatening|insulting|accusing|harassing|shouting at|yelling at|blackmailing) (?:us|me)\\b|\\b(?:threaten|blackmail|insult)(?:ing)? (?:us|me)\\b[^.!?\\n]{0,40}\\b(?:get|won['’]t|will not|not|no use)\\b",
    (s) => OWNED.test(s),
  ),
  phrase(
    0.75,
    '\\bunless (?:it|the review|this|that|your (?:post|review|comment)s?) (?:is|are|has been|have been) (?:gone|removed|taken down|deleted|withdrawn)\\b|\\b(?:take down|take|remove|delete|withdraw) (?:the|your|that) (?:review|post|comment|video)s?[^.!?\\n]{0,40}\\b(?:or|otherwise)\\b',
  ),
]
