import type { Phrase } from '../phrases.ts'

const phrase = (confidence: number, source: string, excused?: Phrase['excused']): Phrase => ({
  pattern: new RegExp(source, 'i'),
  confidence,
  ...(excused === undefined ? {} : { excused }),
})

const VERY =
  '(?:(?:very|so|really|truly|sincerely|extremely|deeply|terribly|highly|greatly|genuinely|always|most|please|again) )*'

/** End of the thought: nothing specific follows. A smiley or a signature may. */
const END = '(?=\\s*(?:[.!;:–-]|,? (?:and|as|we|i|but)\\b|\\p{Extended_Pictographic}|$))'

const stock = (confidence: number, source: string): Phrase => ({ pattern: new RegExp(source, 'iu'), confidence })

/** What every help desk is thanked for, and names of the desk itself. */
const THANKED =
  '(?:reaching out|contacting|getting in touch|writing(?: in)?|your (?:recent )?(?:e-?mail|mail|message|enquiry|inquiry|query|request|interest|feedback|correspondence|patience and understanding|understanding)|being (?:an? )?(?:loyal |valued |great )?(?:customer|member)|choosing)'
const DESK =
  "(?:us|me|our (?:support )?team|support|customer (?:care|service|support)|\\p{Lu}[\\p{L}&'’-]{1,20}(?: (?:\\p{Lu}[\\p{L}&'’-]{1,20}|support|team|care))*)"

/** A number, an address or a person makes an invitation one that can be taken up. */
const isReachable = (sentence: string) => /\d{3}|@|\b(?:me|my)\b/i.test(sentence)

/** "Thank you for reaching out." as a whole sentence; with the matter named it is no stock phrase. Case tells names. */
const OPENING: Phrase = {
  pattern: new RegExp(
    `^(?:(?:Hi|Hello|Hey|Dear)\\b[^,.!\\n]{0,40}[,!.] ?)?(?:[Tt]hank you|[Tt]hanks|[Mm]any thanks)(?: so much| very much| a lot| once again| again)? for ${THANKED}(?: (?:(?:here )?(?:to|at|with|from) )?${DESK})?(?: today| about this| regarding this| with us| in this matter)?\\s*(?:[.!]|,? (?:and )?(?:we|I|our team)\\b|\\p{Extended_Pictographic}|$)`,
    'u',
  ),
  confidence: 0.8,
}

/**
 * Phrases that could stand in any mail to anybody. The same words with the specific thing named are no stock phrase.
 * Sources: S4 "Avoid being generic" ("we apologize for your inconvenience"); most frequent n-grams that agents use and
 * customers do not in public support threads; style guides of support teams on phrases to retire.
 */
export const GENERIC_PHRASES: readonly Phrase[] = [
  stock(
    0.9,
    `\\b(?:we|i)(?:['’]d like to| would like to| want to| do| must)? ?${VERY}apologi[sz]e ${VERY}(?:to you )?for (?:any|the|this|your|all (?:the|this|of the)|all) ${VERY}inconveniences?(?: (?:caused|this (?:has|have|may have|might have|may|must have) caused(?: you)?|that this has caused(?: you)?|you (?:have|may have|['’]ve) (?:experienced|encountered|suffered)|in this (?:matter|regard)))?${END}`,
  ),
  stock(
    0.9,
    `\\b(?:sorry|regret|(?:our |my )?(?:sincere(?:st)? |deepest )?apolog(?:y|ies)) ?(?:you )?(?:for )?(?:any|the|this|your|all (?:the|this)) ${VERY}inconveniences?(?: (?:caused|this (?:has|have|may have|might have|may|must have) caused(?: you)?|you (?:have|may have|['’]ve) (?:experienced|encountered|suffered)))?${END}`,
  ),
  stock(
    0.9,
    `\\b(?:your|customer) (?:call|business|enquiry|inquiry|feedback|satisfaction|message|e-?mail|opinion|patience|custom|trust|privacy|loyalty|support|request|comfort|experience|happiness) (?:is|are|remains) ${VERY}(?:important|valuable|valued|appreciated|(?:our|my) (?:number one|no\\.? ?1|first|top|highest|main|utmost) (?:priority|concern|goal))(?: to us)?\\b`,
  ),
  stock(
    0.9,
    '\\b(?:dear |our |as an? |you are an? )?(?:highly |most |loyal and |dear )?(?:valued|esteemed) (?:customers?|clients?|guests?|members?|patrons?|partners?|users?)\\b',
  ),
  stock(
    0.75,
    `\\b(?:as )?per (?:our|company|store|the company['’]?s|standard) (?:\\w+ )?polic(?:y|ies)\\b|\\b(?:it is|it['’]s|this is) (?:against )?(?:our|company) policy${END}`,
  ),
  OPENING,
  stock(
    0.8,
    '\\bthank(?:s| you)(?: so much| very much)? for (?:bringing|raising|flagging) (?:this|it|that|the (?:issue|matter|problem)) (?:to our attention|up|with us)\\b(?=\\s*(?:[.!]|and|$))',
  ),
  stock(
    0.8,
    '\\bthank(?:s| you)(?: so much| very much)? for taking the time to (?:share|write|contact|reach|let us know|provide|give|send)\\b(?! (?:the|those|these|your) (?:photos?|pictures?|details|log))[^.!?\\n]{0,40}',
  ),
  stock(
    0.7,
    `\\bwe (?:here at [^.,\\n]{1,30} )?${VERY}(?:value|appreciate) (?:your|you as an?|our|all our|each of our|every) (?:feedback|business|custom|loyalty|patience|opinion|support|trust|patronage|understanding|interest|valued|patience and understanding|customers?)${END}`,
  ),
  stock(
    0.75,
    '\\b(?:we|our team)(?: \\w+){0,2} (?:strive (?:to|for)|are (?:fully |deeply |always )?(?:committed|dedicated) to (?:provid|deliver|offer|ensur|your|excellen|the best))\\w*',
  ),
  stock(
    0.7,
    '\\bwe take (?:all |your |such |these |any |customer )?(?:\\w+ )?(?:feedback|complaints?|concerns?|matters?|issues?|reports?|satisfaction|comments?|privacy) (?:very |extremely )?seriously\\b',
  ),
  stock(
    0.75,
    '\\b(?:please )?rest assured(?: that)? (?:we|your|our|this|that)\\b(?! (?:\\w+ ){1,8}(?:by|on|until|within|before|at) (?:\\d|mon|tue|wed|thu|fri|sat|sun|noon|today|tomorrow|the end))[^.!?\\n]{0,60}',
  ),
  stock(
    0.7,
    '\\b(?:your )?feedback (?:helps|allows|enables|is what helps) us (?:to )?(?:improve|serve|get better|grow|provide)\\b[^.!?\\n]{0,40}',
  ),
  stock(
    0.7,
    `\\bsorry (?:to hear (?:about|of) |for |about )(?:this|that|the|your|any|all the) (?:issue|experience|trouble|frustration|situation|matter|problem|difficult(?:y|ies)|bad experience|poor experience|disappointment|confusion)s?(?: (?:caused|you (?:have|may have|['’]ve|are) (?:had|experienced|experiencing|encountered|facing|having)))?${END}`,
  ),
  phrase(
    0.8,
    "\\b(?:do not|don['’]t|never) hesitate to (?:contact|reach|call|write|get in touch|ask|let us|e-?mail|reply)\\b[^.!?\\n]{0,60}",
    isReachable,
  ),
  phrase(
    0.7,
    '\\bfeel free to (?:contact|reach out to|get in touch with|reach) us(?: again| at any ?time| any ?time| with any (?:further |other |more )?(?:questions?|concerns?|queries))?\\b(?=\\s*(?:[.!]|$))|\\b(?:any|for) (?:further|additional|other|more) (?:assistance|questions?|queries|concerns?|clarifications?)\\b[^.!?\\n]{0,30}\\bfeel free to (?:contact|reach)\\b',
    isReachable,
  ),
  stock(
    0.75,
    `\\b(?:ask|appeal|thank you in advance) for your (?:kind |continued )?(?:understanding|patience)(?: in this matter| and patience| and cooperation)?${END}`,
  ),
  phrase(
    0.7,
    '\\b(?:have|has been|was|were) (?:duly )?(?:received|registered|logged)(?: your (?:request|enquiry|inquiry|message|e-?mail|query|ticket|complaint))?,? and (?:it |we )?(?:is being|is currently being|will be|are|is) (?:process\\w*|handled|dealt with|review\\w*|looked into|attended to)\\b(?! (?:by|on|until|before|within|today|tomorrow|this))',
  ),
  stock(0.7, `\\blooks? forward to (?:serving|assisting|being of (?:service|assistance to)) you\\b`),
  phrase(
    0.7,
    '\\byour (?:request|enquiry|inquiry|case|concern|complaint|message|e-?mail|feedback|query) (?:has been|have been|was|will be) (?:duly )?(?:noted|escalated|forwarded to the (?:relevant|appropriate|concerned|responsible) (?:team|department))\\b',
  ),
  stock(
    0.65,
    `\\b(?:we|i) (?:can )?(?:completely |fully |totally |truly |certainly )?(?:understand|appreciate) (?:your|the) (?:frustrations?|concerns?|disappointment|inconvenience|dissatisfaction)${END}`,
  ),
  stock(
    0.6,
    `\\b(?:understand|appreciate|know|imagine) how (?:frustrating|disappointing|annoying|inconvenient|upsetting) (?:this|that|it) (?:is|was|must be|must have been|can be|may be)(?: for you)?${END}`,
  ),
]
