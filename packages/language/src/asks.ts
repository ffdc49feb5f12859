import { type Sentence, sentencesOf } from './sentences.ts'

/** What kind of words would answer a question. */
export type Wanted = 'amount' | 'duration' | 'time' | 'quantity' | 'yes-no' | 'other'

/** A question somebody asks, where, and what it asks for. */
export type Ask = Sentence & { readonly wants: Wanted; readonly confidence: number }

const SUBJECT =
  '(?:i|you|we|they|it|he|she|there|this|that|these|those|the|my|your|our|their|its|any(?:one|body|thing|where)?|some(?:one|body|thing)?|every\\w{1,5}|an?|all|both|shipping|delivery)\\b'
const AUXILIARY =
  "(?:is|are|was|were|am|do|does|did|can|could|will|would|should|shall|has|have|had|may|might|must|isn['’]?t|aren['’]?t|don['’]?t|doesn['’]?t|didn['’]?t|can['’]?t|couldn['’]?t|won['’]?t|wouldn['’]?t|hasn['’]?t|haven['’]?t)"
/** "And", "also", "1.", "hi," before the question proper. */
const LEAD =
  '^(?:[-*•–\\d.)(\\s]{0,6})(?:(?:and|also|so|but|then|next|oh|well|ok|okay|finally|lastly|firstly|secondly|thirdly|btw|by the way|just|hi|hello|hey|sorry|quick question|one more (?:thing|question)|another (?:thing|question)|my question(?: is)?|question)[\\s,:–-]{1,3}){0,3}'

const rule = (source: string) => new RegExp(source, 'i')
const DIRECT_POLAR = rule(`${LEAD}${AUXILIARY} ${SUBJECT}`)
const DIRECT_WH = rule(
  `${LEAD}(?:who|what|when|where|why|which|how|whose)(?:['’]?s|['’]re)?\\b(?: [\\w'’-]+){0,6}? ${AUXILIARY}\\b|${LEAD}(?:what['’]?s|where['’]?s|when['’]?s|how['’]?s|who['’]?s) `,
)
/** Questions in the clothes of a statement. */
const INDIRECT = rule(
  "(?:(?:\\b(?:i|we)(?:['’]m| am| was|['’]re| are| were)?(?: just| only| also)? |^)(?:wonder(?:ing)?|curious)|\\b(?:wondering|curious)|\\b(?:(?:could|can|would|will) you|please|pls)(?: please| kindly)? (?:let (?:me|us) know|tell (?:me|us)|say|confirm|advise|explain)|(?:i|we)(?:['’]d| would)? (?:(?:also|really|just|still|further|quite) ){0,2}(?:like|love|want|need) to (?:know|understand|ask|hear|find out)|let (?:me|us) know|tell me)(?! if you (?:need|want|have|would|'d|’d|require|are))(?: \\w+){0,3}?[ ,:]{1,2}(?:if|whether|what|when|where|why|which|how|who)\\b",
)
const CHANCE = rule(
  `${LEAD}(?:any (?:idea|chance|news|word|update)s?|is there (?:any|a) (?:way|chance)|what about|how about|anywhere|anyone)\\b`,
)

/** Asks for an act, not for words: "can you send me…", "would you mind…". Another check's business. */
const REQUEST = rule(
  `${LEAD}(?:(?:can|could|would|will)(?: you| someone| somebody| anyone| anybody)(?: \\w+){0,2}?|would you mind|(?:can|could|may) (?:i|we) (?:please )?(?:have|get|ask for|request)|please|pls|kindly) (?:please )?(?:send|resend|refund|cancel|change|swap|exchange|replace|check|call|ring|phone|fix|help|assist|look|update|remove|delete|add|arrange|book|reserve|forward|mail|email|post|give|put|move|stop|unsubscribe|close|open|reset|activate|deactivate|credit|repair|issue|provide|process|make|correct|amend|extend|transfer|waive|waiving|sending|checking|pass|contact|get back|respond|reply|credit|adjust|return|collect|pick|keep|hold|set|switch|upgrade|downgrade|show|link|attach|confirm (?:receipt|that|the|my|our)|do something|sort|deal|investigate|expedite|speed)\\b`,
)

const WOULD_MIND = rule(`${LEAD}(?:would|do) you mind \\w+ing\\b`)

/** Needs no answer: courtesy. */
const COURTESY =
  /\b(?:how (?:are|were|was|is|'s|have|did) (?:you|things|life|everything|your (?:day|week|weekend|holidays?|summer|winter|christmas|trip|family|evening)|the (?:weather|family|kids|weekend|holidays?|cat|dog))\b|how['’]s (?:it going|life|things|everything|your)|all well|keeping well|hope you|how have you been|what['’]?s up|you know what|guess what|remember me|who knew|can you (?:believe|imagine)|would you believe|why not\?$|isn['’]t (?:it|that|he|she|life) \w+\?$)/i

/** Needs no answer: anger and scorn in the form of a question. */
const RHETORICAL =
  /\b(?:are you (?:kidding|serious|joking|mad|blind|deaf|even|people|guys serious)|is (?:this|that|it) (?:a|some(?: kind of)?|your idea of a?) (?:joke|scam|fraud|prank)|is (?:that|it|this) too much to ask|do i (?:look|really|seriously)|do you (?:even|people|guys|really|seriously|actually|ever|think i|have any idea)|does (?:any|no)(?:one|body) (?:even |actually |ever )?(?:read|care|work|check|listen|answer)|(?:is|was) (?:this|that|it) (?:really )?how (?:you|u|ye|a company)|how (?:hard|difficult|stupid|dare|on earth|many (?:times|more|e?-?mails|calls)|much longer|is (?:this|that|it) (?:even )?(?:acceptable|fair|right|legal|possible|ok|okay|my (?:fault|problem))|can (?:you|anyone|a company|it be|this be))|what (?:kind|sort|type) of (?:company|service|people|business|shop|joke|customer)|what(?:['’]s| is) (?:wrong with you|the point|your (?:problem|excuse))|what the (?:hell|heck|f)|what (?:were|was|are) (?:you|they) thinking|what (?:am i|are we) (?:paying|supposed to pay)|who (?:does that|do you think|cares|in their right|the hell|would)|why (?:on earth|the hell|bother|should i (?:have to|pay|wait|trust|believe|be)|would (?:i|anyone|anybody|you even)|do i (?:even|have to|always|bother|pay)|is it (?:always|so (?:hard|difficult)))|where (?:is|are) (?:the|your) (?:respect|decency|shame|manners|logic)|when will you (?:people|guys|finally|ever)|really\?$|seriously\?$|right\?!|huh\?|(?:you )?know\?$|get it\?$|remember\?$)/i

/** A statement with a tag hopes for a nod, not for an answer; "correct?" and "right?" do ask. */
const TAG =
  /,\s*(?:is|are|was|were|do|does|did|can|could|will|would|should|has|have|had|ai)n['’]?t (?:it|you|they|he|she|we|i|there|that)\s*\?+!*$|,\s*(?:eh|innit|no|huh)\s*\?+$/i

/** A question mark at the end, whatever brackets or quotes close behind it. */
const PLAIN_MARK = /\?[\s"'”’)\]!?]*$/

/** The questions of a text in order, direct and indirect, with or without a question mark. No requests, no courtesy. */
export function asksOf(text: string): readonly Ask[] {
  return sentencesOf(text).flatMap((sentence) => {
    if (TAG.test(sentence.text)) return []
    const marked = PLAIN_MARK.test(sentence.text)
    return clausesOf(sentence).flatMap((clause) => {
      const confidence = certaintyOf(clause.text, marked)
      return confidence === 0 ? [] : [{ ...clause, wants: wantedBy(clause.text), confidence }]
    })
  })
}

/** "What does it cost, and can I pay by card?" asks two things; "do we bring ours or do you lend them?" asks one. */
const SECOND_QUESTION = new RegExp(
  `[,;–-]? (?:and|also|plus|but)(?: also| then)? (?=(?:what|when|where|why|which|how|who)(?:['’]?s)?\\b|${AUXILIARY} ${SUBJECT})|[,;:–-] (?=${AUXILIARY} ${SUBJECT}|(?:what|when|where|why|which|how|who)(?:['’]?s| (?:is|are|do|does|did|can|could|will|would|should|has|have|much|many|long)) )`,
  'gi',
)

/** The parts of a sentence that each could be a question. Only a part that is one by its form is split off. */
function clausesOf(sentence: Sentence): readonly Sentence[] {
  const cuts = [...sentence.text.matchAll(SECOND_QUESTION)].map(
    ({ index, 0: joint }) => [index, index + joint.length] as const,
  )
  const bounds = [0, ...cuts.flat(), sentence.text.length]
  return bounds
    .filter((_, i) => i % 2 === 0)
    .map((from, i) => ({ from, to: bounds[i * 2 + 1] ?? from }))
    .filter(({ from, to }) => to > from)
    .map(({ from, to }) => ({
      start: sentence.start + from,
      end: sentence.start + to,
      text: sentence.text.slice(from, to),
    }))
}

/** How sure it is that a sentence asks for an answer in words, 0 to 1. */
function certaintyOf(sentence: string, inQuestion: boolean): number {
  const words = sentence.split(/\s+/).length
  if (words < 2 && !/^(?:why|when|where|how)\b/i.test(sentence)) return 0
  if (COURTESY.test(sentence) || RHETORICAL.test(sentence)) return 0
  if ((REQUEST.test(sentence) || WOULD_MIND.test(sentence)) && !INDIRECT.test(sentence)) return 0
  if (INDIRECT.test(sentence)) return inQuestion ? 0.9 : 0.85
  const formed = DIRECT_POLAR.test(sentence) || DIRECT_WH.test(sentence) || CHANCE.test(sentence)
  if (formed && inQuestion) return NEGATIVE.test(sentence) ? 0.45 : 0.95
  if (PLAIN_MARK.test(sentence)) return words > 3 ? 0.6 : 0.45
  return UNMARKED.test(sentence) && words <= 25 && !NO_QUESTION.test(sentence) ? 0.6 : 0
}

/** "Isn't this the best ever?" mostly hopes for a yes. */
const NEGATIVE = rule(`${LEAD}\\w+n['’]?t\\b`)

/** Questions by their order of words alone: "when does it come", "can i pay by card", "whats the eta". */
const PRONOUN = '(?:i|you|we|they|it|he|she|there|this|that|these|those|my|your|our|their|u|ya)\\b'
const UNMARKED = rule(
  `${LEAD}(?:${AUXILIARY} ${PRONOUN}|(?:how|what|when|where|why|who|which)(?: \\w+){0,2} (?:${AUXILIARY}) (?:${PRONOUN}|the\\b)|how (?:many|much|long|often)\\b|(?:what|where|when|how)['’]?s (?:the|my|your|our|this|that|it)\\b|any (?:idea|chance|news|word|update)s?\\b|is there (?:any|a)\\b)`,
)

/** Without a question mark these are exclamations, orders or requests. */
const NO_QUESTION =
  /^(?:what an? |how (?:nice|lovely|kind|good|about)|what about|may (?:your|the)|have a|do (?:not|n|it|this|that|the|your)|(?:can|could|would|will) (?:you|someone)|any(?:where|one|body)|has (?:not|arrived)|who(?:ever)? (?:needs|wants))/i

/** What would answer the question that a sentence holds. */
export function wantedBy(sentence: string): Wanted {
  const text = sentence.toLowerCase()
  if (/\bhow (?:long|soon|quick(?:ly)?|fast|much (?:longer|time))\b/.test(text)) return 'duration'
  if (/\bhow many\b|\bhow often\b/.test(text)) return 'quantity'
  if (
    /\bwhat(?:['’]?s| is| are| does| do| would| will| did)?\b[^?]{0,50}\b(?:price|cost|charge|fee|rate)s?\b|\bhow much\b|\bhow expensive\b/.test(
      text,
    )
  ) {
    return /\bhow much (?:of|space|room|water|weight|luggage|memory|data|more|fabric|paint|detergent)\b/.test(text)
      ? 'quantity'
      : 'amount'
  }
  if (ASKS_WHEN.test(text)) return 'time'
  if (/\b(?:if|whether)\b/.test(text) && INDIRECT.test(sentence)) return 'yes-no'
  if (!/\b(?:who|what|which|where|why|how|whose)\b/.test(text)) return 'yes-no'
  return DIRECT_POLAR.test(sentence) && !INDIRECT.test(sentence) ? 'yes-no' : 'other'
}

/** "When does it open?" asks for a time, "does it leak when it rains?" does not. */
const ASKS_WHEN =
  /(?:^|[,.;:–-]\s|\b(?:and|or|know|say|me|us|idea|wondering|of|hi|hello|so|but) )(?:when(?:['’]?s)?|what (?:time|date|day)|by when|since when)\b|\beta\b/
