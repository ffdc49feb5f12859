import { hasTime } from './evidence.ts'
import { type Sentence, sentencesOf } from './sentences.ts'
import { topicsOf } from './words.ts'

/** More sentences than this nobody reads in a reply; the work grows with questions times sentences. */
const SENTENCES_MAX = 300

/** A greeting and the name in it. Case tells names from words. */
const GREETING =
  /^(?:[Dd]ear|[Hh]i|[Hh]iya|[Hh]ello|[Hh]ey|[Gg]ood (?:morning|afternoon|evening|day)|[Gg]reetings|(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof)\.?(?= ))(?:[ ,]+(?:\p{Lu}[\p{L}.'’-]*|there|all|again|team|both|everyone|folks|sir|madam|and|or|valued|customer))*[ ,!.:–-]*$/u

/** Sentences that could stand in any reply to anybody: thanks, apologies, self-praise, closings. */
const FILLER = new RegExp(
  [
    '\\b(?:thank you|thanks|many thanks)(?: \\w+)? for\\b|^(?:many |kind )?(?:thanks|thank you)\\b',
    '\\b(?:is|are) (?:very |really |extremely )?(?:important|valuable) to us\\b|\\bwe(?: \\w+)? (?:value|appreciate|pride ourselves|strive|care|take .{1,30} seriously)\\b',
    '\\b(?:always|so|very|really|truly) (?:excited|happy|glad|thrilled|pleased|delighted|keen) to (?:hear|help|see|assist|read)\\b|\\b(?:here|happy|glad|pleased|delighted|at your service|ready) to (?:help|assist|hear|be of)\\b|\\blove (?:hearing|to hear)\\b',
    '\\b(?:ideas|feedback|comments?|messages|suggestions|customers) like yours?\\b',
    '\\b(?:watch|follow|check|visit|see|keep an eye on|stay tuned to) (?:out )?(?:our|us on) (?:\\w+ )?(?:blog|web ?site|page|channels?|social|newsletter|twitter|facebook|instagram)\\b|\\bin full on our web ?site\\b|\\bstay tuned\\b',
    "\\b(?:do not|don['’]t) hesitate\\b|\\blook(?:ing)? forward\\b|\\bany (?:other|further|more|additional)? ?(?:questions?|concerns?|quer(?:y|ies)|issues?|help|assistance)\\b|\\banything else\\b",
    '\\bapologi[sz]e|\\bapologies\\b|\\bsorry (?:for|about|to hear|that)\\b|\\binconvenience\\b|\\bi understand (?:that|how|your)\\b|\\bhow (?:frustrating|disappointing|annoying)\\b',
    "\\b(?:do not|don['’]t) reply to this\\b|\\brest assured\\b|\\bhope (?:this|that|you)\\b|\\bhave a (?:\\w+ ){0,2}(?:day|week|weekend|evening|time)\\b|\\bgreat question\\b|\\bhappy \\w+ing!?$",
    '^(?:best|kind|warm|many|with|yours|sincerely|regards|cheers|all the best|take care)\\b.{0,40}$',
    '\\bwe (?:have )?received your\\b|\\byour (?:message|e-?mail|mail|enquiry|inquiry|request|feedback|query|ticket|letter)\\b[^.]{0,80}\\b(?:has been|have been|was|is being) (?:received|read|forwarded|passed on|logged|registered|noted|assigned|escalated)\\b',
  ].join('|'),
  'i',
)
/** These take a matter up and say nothing about it, whatever figures they repeat. */
const ACKNOWLEDGEMENT =
  /\byour (?:message|e-?mail|mail|enquiry|inquiry|request|feedback|query|letter)\b[^.]{0,80}\b(?:has been|have been|was|is being) (?:received|read|forwarded|passed on|logged|registered|noted|assigned|escalated)\b/i

/** A line of a sign-off: names of persons, teams and firms, and no word that says anything. */
const NAME_LINE =
  /^(?:[Tt]he |[Yy]our )?\p{Lu}[\p{L}.'’&-]*(?:[ ,|·/]+(?:\p{Lu}[\p{L}.'’&-]*|team|crew|support|of|the|and|at|in|for|desk|service|care|customer|&|\|))*[ ,.]*$/u

const YES_NO =
  /^(?:[-*•\d.)\s]{0,6})(?:yes|yep|yeah|no|nope|sorry,|not (?:yet|quite|at all|really|any ?more|necessarily)|sure|certainly|of course|absolutely|indeed|correct|exactly|right|definitely|sadly|unfortunately|i['’]m afraid|regrettably|with pleasure|gladly|happily|done|both|neither|either|good news|true|false|that['’]s (?:right|correct|fine|no problem)|no (?:problem|worries))\b|^(?:they|it|you|we|she|he|i|there|that|this) (?:do|does|is|are|can|could|will|would|have|has|did|was|were|may)(?:n['’]t| not)?\s?[.,;:!]/i
/** Somewhere behind the first words: "and yes, 32 degrees". */
const YES_NO_INSIDE = /(?:^|[\s,;:–-])(?:yes|no|of course|certainly)(?=[,.;:!]| it| you| we| they)/i
const DECLINE =
  /\b(?:can(?:no|['’])t|cannot|can not|could ?n['’]t|unable|not able|won['’]t be able|not possible|impossible|unfortunately|regret|i['’]m afraid|we['’]re afraid|not (?:allowed|permitted|available|offer)|do(?:es)? ?n['’]t (?:offer|sell|do|have|ship|deliver|provide|disclose|give)|do(?:es)? not (?:offer|sell|do|have|ship|deliver|provide|disclose|give)|no longer|(?:can|could|do|will) only|neither .{1,40} nor|stays between|has no|have no|there is no|there['’]s no)\b/i
const DEFERRAL =
  /\b(?:i|we|he|she|they|someone|somebody|a colleague|our \w+(?: \w+)?|\w+ or \w+|the \w+ team)(?:['’]ll| will| shall| am going to| are going to|['’]m going to|['’]re going to)\b.{0,60}\b(?:get back|come back|let you know|tell you|answer|reply|respond|write|update|confirm|call|ring|phone|mail|check|find out|follow up|be in touch|contact you)\b|\b(?:expect|hear|have|get) (?:an answer|a reply|a response|from (?:me|us)|it in writing)\b|\b(?:report|answer|reply|response|decision|news) (?:follows|comes|will follow)\b/i
/** A stated time. "Soon" and "shortly" state none. */
const STATED =
  /\d|\b(?:today|tomorrow|tonight|(?:mon|tues|wednes|thurs|fri|satur|sun)day|noon|this (?:morning|afternoon|evening|week)|next week|within (?:the|an?|one|two|three)|by (?:the )?end of|end of (?:the )?(?:day|week))\b/i
const ASK_BACK =
  /\bdm (?:us|me)\b|\b(?:send|shoot|drop) (?:us|me) (?:over )?a dm\b|\b(?:please|kindly|could you|can you|would you|will you) (?:also |then |just )?(?:send|tell|give|let (?:me|us) (?:know|have)|confirm|share|provide|check|message|reply with|describe|forward|attach|specify|clarify|advise)\b|\b(?:i|we)(?:['’]d| would)? need (?:to know|your|a|the|some|more)\b|\bmay i (?:ask|have|know)\b|\bwhat (?:is|are|was|were) your\b|\blet (?:me|us) know (?:your|the|which|what|when|where|how|whether|if you(?:['’]d| would|r|['’]re| are| have| use| prefer))\b/i
/** The answer went, or goes, another way. */
const ELSEWHERE =
  /https?:\/\/|\bwww\.|\b[\w-]{2,63}\.(?:com|org|net|co\.uk|io|eu|de|fr|app)\b|\b(?:dm|direct message|private message|by phone|on the phone|we spoke|separate (?:e-?mail|mail|message)|attached)\b/i
/** Questions that offer more instead of asking what is needed to answer. */
const OFFER =
  /\b(?:did you know|have you (?:seen|heard|tried|considered|thought)|shall (?:i|we)|would you like|anything else|can (?:i|we) (?:help|do|assist)|may (?:i|we) (?:help|assist)|do you want (?:me|us)|should (?:i|we)|prefer to|was this|did this|how (?:was|did|were)|why not|any (?:other|more|further))\b/i
/** One sentence of a reply, and what it is worth as an answer. */
export type ReplySentence = {
  readonly sentence: Sentence
  /** Its text without the figures that the customer wrote first. */
  readonly news: string
  /** What it is about (`topicsOf`). */
  readonly topics: ReadonlySet<string>
  /** True when it could stand in any reply to anybody: a greeting, thanks, a closing, a mere receipt. */
  readonly filler: boolean
}

function readSentence(sentence: Sentence, customer: string): ReplySentence {
  const { text } = sentence
  const stock = FILLER.test(text) && !/\d/.test(text) && !YES_NO.test(text)
  const name = NAME_LINE.test(text) && !YES_NO.test(text) && !hasTime(text)
  return {
    sentence,
    news: withoutEchoes(text, customer),
    topics: topicsOf(text),
    filler: stock || name || GREETING.test(text) || ACKNOWLEDGEMENT.test(text),
  }
}

/** The sentences of a reply in order, the first 300. `customer` is the customer's whole turn: its figures said back are no news. */
export function replySentencesOf(reply: string, customer: string): readonly ReplySentence[] {
  return sentencesOf(reply)
    .slice(0, SENTENCES_MAX)
    .map((sentence) => readSentence(sentence, customer))
}

/** True when the sentence asks the customer for something, and not merely offers more help. */
export const isAskBack = (text: string) => (/\?\s*$/.test(text) && !OFFER.test(text)) || ASK_BACK.test(text)

/** True when the sentence says that something cannot be had or done. */
export const declines = (text: string) => DECLINE.test(text)

/** True when the sentence promises an answer, and by when. */
export const defers = (text: string) => DEFERRAL.test(text) && STATED.test(text)

/** True when the answer went, or goes, another way: a page, an attachment, the telephone. */
export const pointsElsewhere = (text: string) => ELSEWHERE.test(text)

/** True when the sentence says yes or no, at its beginning or somewhere inside. */
export const saysYesOrNo = (text: string) => YES_NO.test(text) || YES_NO_INSIDE.test(text)

/** Dates and figures that the customer wrote first answer nothing when they are said back. */
function withoutEchoes(text: string, customer: string): string {
  return text.replace(/[€$£]?\d[\d.,:/-]*(?: ?[\p{L}%€$£]{1,10})?/gu, (figure) =>
    customer.includes(figure.trim()) ? ' ' : figure,
  )
}

/** True for a greeting alone: "Dear Ms Ruiz,", "Hi there". */
export const isGreeting = (text: string) => GREETING.test(text)

/** True for a line of names alone, as people and teams sign. */
export const isNameLine = (text: string) => NAME_LINE.test(text)

/** "Shall I send a new one?" waits for an answer; "is there anything else?" does not. */
const CHOICE =
  /\b(?:shall (?:i|we)|should (?:i|we)|would you (?:like|prefer|rather)|do you (?:want|prefer|need)|which (?:one|of|would|do)|may (?:i|we) (?!help|assist))\b[^?\n]{0,300}\?\s*$/i
const MORE_HELP = /\b(?:anything else|any (?:other|further|more)|further (?:help|questions|assistance))\b/i

/** True when a mail of ours asks the customer something: the next move is theirs. */
export const asksCustomer = (text: string) =>
  sentencesOf(text).some(({ text: words }) => isAskBack(words) || (CHOICE.test(words) && !MORE_HELP.test(words)))
