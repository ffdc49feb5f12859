import type { Ask, Wanted } from './asks.ts'
import { hasAmount, hasDuration, hasQuantity, hasTime } from './evidence.ts'
import { type Sentence, sentencesOf } from './sentences.ts'
import { topicsOf } from './words.ts'

/** What a reply does about a question. */
export type Outcome = {
  readonly state: 'answered' | 'missing' | 'declined' | 'asked-back' | 'deferred'
  /** How sure that is, 0 to 1. */
  readonly confidence: number
  /** The sentence of the reply that does it; `null` when none stands out. */
  readonly sentence: Sentence | null
}

/** More sentences than this nobody reads in a reply; the work grows with questions times sentences. */
const SENTENCES_MAX = 300

/** A greeting and the name in it. Case tells names from words. */
const GREETING =
  /^(?:[Dd]ear|[Hh]i|[Hh]iya|[Hh]ello|[Hh]ey|[Gg]ood (?:morning|afternoon|evening|day)|[Gg]reetings)(?:[ ,]+(?:\p{Lu}[\p{L}.'’-]*|there|all|again|team|both|everyone|folks|sir|madam|and|or|valued|customer))*[ ,!.:–-]*$/u

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
  /\b(?:shall (?:i|we)|would you like|anything else|can (?:i|we) (?:help|do|assist)|may (?:i|we) (?:help|assist)|do you want (?:me|us)|should (?:i|we)|prefer to|was this|did this|how (?:was|did|were)|why not|any (?:other|more|further))\b/i
/**
 * What a reply does about each question. Rules and word overlap only, so it gives the benefit of the doubt: a question
 * counts as missing only when nothing in the reply could be its answer.
 * @param reply what the agent wrote, without quotes and signature
 * @param customer the customer's whole turn: what merely repeats it is no answer
 */
export function outcomesOf(asks: readonly Ask[], reply: string, customer: string): readonly Outcome[] {
  const sentences = sentencesOf(reply)
    .slice(0, SENTENCES_MAX)
    .map((sentence) => readSentence(sentence, customer))
  const telling = sentences.filter(({ filler }) => !filler)
  const numbered = telling.filter(({ sentence }) => /^\(?\d{1,2}[.):]\s/.test(sentence.text))
  const elsewhere = sentences.some(({ sentence }) => ELSEWHERE.test(sentence.text))
  const topics = topicsOfEach(asks)
  const firstUses = new Map<string, number>()
  for (const set of topics) for (const topic of set) firstUses.set(topic, (firstUses.get(topic) ?? 0) + 1)
  const related = topics.map((set) => {
    const distinct = [...set].filter((topic) => firstUses.get(topic) === 1)
    return bestOf(telling, distinct.length > 0 ? distinct : [...set])
  })
  return asks.map((ask, i) => {
    const item = asks.length > 1 && numbered.length >= asks.length ? (numbered[i] ?? null) : null
    const others = topics.filter((set, k) => k !== i && set !== topics[i])
    const free = telling.filter((one) => !others.some((set) => sharesAny(one.topics, set)))
    return outcomeOf({ ask, item, related: related[i] ?? null, telling, free, elsewhere, alone: asks.length === 1 })
  })
}

/** What each question is about. "How do I use it?" names nothing of its own: it is about what was asked before. */
function topicsOfEach(asks: readonly Ask[]): readonly ReadonlySet<string>[] {
  let before: ReadonlySet<string> = new Set()
  return asks.map((ask) => {
    const own = topicsOf(ask.text)
    if (own.size > 0) before = own
    return before
  })
}

const sharesAny = (a: ReadonlySet<string>, b: ReadonlySet<string>) => [...a].some((topic) => b.has(topic))

type Read = {
  readonly sentence: Sentence
  /** Its text without the figures that the customer wrote first. */
  readonly news: string
  readonly topics: ReadonlySet<string>
  readonly filler: boolean
}

function readSentence(sentence: Sentence, customer: string): Read {
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

type Doubt = {
  readonly ask: Ask
  /** The numbered item of the reply with the question's number. */
  readonly item: Read | null
  /** The sentence that shares most with the question alone. */
  readonly related: Read | null
  readonly telling: readonly Read[]
  /** Sentences about no other question: they may be the answer in other words. */
  readonly free: readonly Read[]
  /** The reply points to a page or another channel, which may hold the answer. */
  readonly elsewhere: boolean
  readonly alone: boolean
}

function outcomeOf(doubt: Doubt): Outcome {
  const { ask, item, related, telling, free, elsewhere } = doubt
  if (item !== null) return { state: 'answered', confidence: 0.8, sentence: item.sentence }
  const askedBack = telling.find(({ sentence }) => isAskBack(sentence.text)) ?? null
  const deferred = telling.find(({ sentence }) => DEFERRAL.test(sentence.text) && STATED.test(sentence.text)) ?? null
  const declined = telling.find((one) => DECLINE.test(one.sentence.text) && (one === related || doubt.alone)) ?? null
  const typed = telling.find((one) => isOfKind(ask.wants, one.news)) ?? null

  const found = typed !== null && related !== null && isOfKind(ask.wants, related.sentence.text)
  if (found) return { state: 'answered', confidence: 0.75, sentence: related.sentence }
  if (declined !== null) return { state: 'declined', confidence: 0.6, sentence: declined.sentence }
  if (typed === null && ask.wants !== 'other' && ask.wants !== 'yes-no') {
    if (askedBack !== null) return { state: 'asked-back', confidence: 0.5, sentence: askedBack.sentence }
    if (deferred !== null) return { state: 'deferred', confidence: 0.6, sentence: deferred.sentence }
    if (!elsewhere) return { state: 'missing', confidence: 0.7, sentence: null }
  }
  if (related !== null) {
    const later = DEFERRAL.test(related.sentence.text) && STATED.test(related.sentence.text)
    return { state: later ? 'deferred' : 'answered', confidence: 0.65, sentence: related.sentence }
  }
  if (deferred !== null) return { state: 'deferred', confidence: 0.6, sentence: deferred.sentence }
  if (askedBack !== null) return { state: 'asked-back', confidence: 0.5, sentence: askedBack.sentence }
  if (typed !== null) return { state: 'answered', confidence: 0.5, sentence: typed.sentence }
  const [perhaps] = free
  if (perhaps !== undefined) return { state: 'answered', confidence: 0.4, sentence: perhaps.sentence }
  if (elsewhere) return { state: 'answered', confidence: 0.3, sentence: null }
  return { state: 'missing', confidence: telling.length === 0 ? 0.8 : 0.6, sentence: null }
}

const isAskBack = (text: string) => (/\?\s*$/.test(text) && !OFFER.test(text)) || ASK_BACK.test(text)

/** The sentence that shares most of the topics, `null` when none shares any. */
function bestOf(sentences: readonly Read[], topics: readonly string[]): Read | null {
  let best: Read | null = null
  let most = 0
  for (const one of sentences) {
    const shared = topics.filter((topic) => one.topics.has(topic)).length
    if (shared > most) {
      best = one
      most = shared
    }
  }
  return best
}

function isOfKind(wanted: Wanted, text: string): boolean {
  switch (wanted) {
    case 'amount':
      return hasAmount(text)
    case 'duration':
      return hasDuration(text)
    case 'time':
      return hasTime(text)
    case 'quantity':
      return hasQuantity(text)
    case 'yes-no':
      return YES_NO.test(text) || YES_NO_INSIDE.test(text)
    case 'other':
      return false
  }
}

/** Dates and figures that the customer wrote first answer nothing when they are said back. */
function withoutEchoes(text: string, customer: string): string {
  return text.replace(/[€$£]?\d[\d.,:/-]*(?: ?[\p{L}%€$£]{1,10})?/gu, (figure) =>
    customer.includes(figure.trim()) ? ' ' : figure,
  )
}
