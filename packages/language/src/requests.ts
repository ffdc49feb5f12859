import { ACTION } from './actions.ts'
import type { Outcome } from './answers.ts'
import { declines, defers, isAskBack, type ReplySentence, replySentencesOf } from './reply-sentences.ts'
import { type Sentence, sentencesOf } from './sentences.ts'
import { TIME_TOPICS, topicsOf } from './words.ts'

/** Something a customer asks us to do, where, and what it is about. */
export type Request = Sentence & {
  /** The words for what is to be done: "refund", "half of it back". */
  readonly verb: string
  /** The topics of these. */
  readonly act: ReadonlySet<string>
  /** What it is to be done with. */
  readonly matter: ReadonlySet<string>
  readonly confidence: number
}

/** Acts that a help desk can do. A request for words ("tell me", "explain") is a question, see `asksOf`. */
const ACT =
  '(?:send|resend|re-send|give (?:me|us|it|them|back)|refund|reimburse|cancel|change|swap|exchange|replace|call|ring|phone|fix|mend|update|remove|delete|erase|add|arrange|organi[sz]e|book|reserve|forward|mail|email|e-mail|post|ship|dispatch|deliver|bring|put|move|stop|unsubscribe|close|open|reopen|reset|restore|activate|deactivate|disable|enable|unlock|unblock|block|freeze|credit|repair|issue|reissue|provide|process|correct|amend|extend|transfer|waive|upgrade|downgrade|return|collect|pick|hold|keep|pause|suspend|postpone|reschedule|bring forward|transfer|switch|register|renew|reverse|adjust|escalate|merge|rename|take)'
const GERUND =
  '(?:sending|refunding|cancell?ing|changing|swapping|exchanging|replacing|calling|ringing|fixing|updating|removing|deleting|adding|booking|forwarding|moving|stopping|closing|resetting|waiving|extending|transferring|checking|posting|shipping|arranging)'

const rule = (source: string) => new RegExp(source, 'i')
/** What may stand before a request in its sentence or clause. */
const LEAD =
  "(?:[-*•–\\d.)(\\s]{0,6})(?:(?:and|also|so|but|then|next|well|ok|okay|finally|just|hi|hello|hey|secondly|firstly|if (?:so|not|possible)|in that case|otherwise|meanwhile|or|instead|for now|therefore|as (?:such|agreed)|[\\w’' ]{1,40}, )[\\s,:–-]{0,3}){0,3}"

/** Asked outright. */
const ASKED = rule(
  `(?:^|[,;:–-] |\\b(?:and|so|but|then) )(?:please|pls|kindly)(?: also| then| just| therefore| do| kindly)* (${ACT})\\b|` +
    `(?:^|\\b(?:and|so|but|or|then|also) |[,;:–-] )(?:can|could|would|will)(?: you| someone| somebody| anyone| anybody)(?: \\w+){0,2}? (${ACT})\\b|` +
    `\\b(?:would you mind|do you mind) (${GERUND})\\b|` +
    `\\b(${ACT})\\b[^.!?\\n]{0,80}\\bplease\\s*[.!?]*$`,
)
/** Wished for, by one who expects to get it. */
const WISHED = rule(
  `\\b(?:i|we)(?:['’]d| would)? (?:(?:also|really|just|now|still|therefore|only) ){0,2}(?:like|want|need|wish|expect|demand|request|insist on|ask for)(?: you| someone| somebody| your team)?(?: to| for)? (?:to )?(?:(?:have|get|be|receive) )?((?:(?:an?|my|our|the|full|half|some|both|all|this|that|these|those|it|another|different|new|your|someone|somebody) )*(?:refund(?:ed)?|money(?: back)?|compensation|replacement|exchange|credit(?:ed)?|callback|call back|collection|half|deposit|invoice|receipt|copy|cancellation|reimburse(?:ment|d)|repair|new one|${ACT}(?:ed|d|led)?)\\b)|` +
    '\\b(?:i|we) (?:want|would like|need|demand|expect)\\b[^.!?\\n]{0,60}?\\b(back|refunded|cancelled|canceled|removed|deleted|replaced|fixed|repaired|changed|in writing|reversed|credited|waived)\\b',
)
/** Ordered: the bare verb begins the sentence, with something to do it to. */
const ORDERED = rule(
  `^${LEAD}(${ACT}) (?:me|us|it|this|that|them|these|those|my|our|the|all|both|a|an|back|another|your|one|everything)\\b`,
)

/** What customers wish to do themselves: a plan, not a request. */
const OWN_PLAN =
  /\b(?:like|want|wish|need) to (?:send|bring|call|ring|phone|mail|e-?mail|forward|post|ship|collect|pick|deliver|provide|take|return)\b/i

/** Polite forms that ask for nothing, or for words. */
const NO_REQUEST =
  /\b(?:do|did|should|must|can|may|will|would) (?:i|we) (?:still |also |really )?(?:need|have|want)\b|\bplease (?:find|see|note|let (?:me|us) know|advise|tell|confirm (?:if|whether|when|that you)|do not hesitate|feel free|bear|excuse|forgive|accept (?:my|our))\b|\b(?:can|could) you (?:please )?(?:help|tell|explain|let (?:me|us) know|advise|say|clarify|recommend|suggest|guarantee|believe|imagine)\b|\b(?:keep up|take care|keep well|hold on|take your time|call me (?:crazy|old)|don['’]t)\b|\b(?:before|until|unless|if|when) (?:i|we|you)\b[^,]{0,60}$/iu

/** "Cancel it and refund the fee" asks for two things. */
const SECOND = new RegExp(
  `,(?: and| then| also)? (?=please ${ACT}\\b)|[,;]? (?:and|then|also|plus)(?: also| then| please| kindly)* (?=(?:please |kindly )?${ACT} (?:me|us|it|this|that|them|these|those|my|our|the|all|both|a|an|back|another|your|one)\\b)`,
  'gi',
)

/** A message with more requests is a list of wishes that nobody answers one by one. */
const REQUESTS_MAX = 20

/** What a customer asks us to do, in order: outright, as a wish, or as an order. No questions, no courtesy. */
export function requestsOf(text: string): readonly Request[] {
  return sentencesOf(text)
    .flatMap((sentence) => clausesOf(sentence))
    .flatMap((clause): Request[] => {
      const asked = askedIn(clause.text)
      if (asked === null) return []
      const act = topicsOf(asked.act.replace(/\bre-?(?=send|issue|open|activate)/i, ''))
      const matter = [...topicsOf(clause.text.slice(asked.at))].filter(
        (topic) => !act.has(topic) && !TIME_TOPICS.has(topic),
      )
      return [{ ...clause, verb: asked.act, act, matter: new Set(matter), confidence: asked.confidence }]
    })
    .slice(0, REQUESTS_MAX)
}

function askedIn(text: string): { readonly act: string; readonly at: number; readonly confidence: number } | null {
  if (NO_REQUEST.test(text)) return null
  for (const [pattern, confidence] of [
    [ASKED, 0.85],
    [WISHED, 0.8],
    [ORDERED, 0.75],
  ] as const) {
    const match = pattern.exec(text)
    const act = match?.slice(1).find((group) => group !== undefined)
    if (act !== undefined && !(pattern === WISHED && OWN_PLAN.test(text)))
      return { act, at: pattern === WISHED ? (match?.index ?? 0) : text.indexOf(act, match?.index), confidence }
  }
  return null
}

function clausesOf({ start, text }: Sentence): readonly Sentence[] {
  const cuts = [...text.matchAll(SECOND)].map(({ index, 0: joint }) => ({ from: index, to: index + joint.length }))
  const starts = [0, ...cuts.map(({ to }) => to)]
  const ends = [...cuts.map(({ from }) => from), text.length]
  // What is asked in the first clause is asked in the others: "please cancel it and refund the fee".
  if (cuts.length > 0 && askedIn(text.slice(0, ends[0])) === null) return [{ start, end: start + text.length, text }]
  return starts.map((from, i) => {
    const to = ends[i] ?? text.length
    return { start: start + from, end: start + to, text: text.slice(from, to) }
  })
}

/** Words that tell of an act without its verb: what a reply says when it did what was asked. */
const FULFILLED: readonly { readonly act: RegExp; readonly by: RegExp }[] = [
  {
    act: /refund|reimburs|credit|money|compensation|\b(?:give|half|deposit|back|reverse)\b/i,
    by: /\b(?:refund|repa(?:y|id)|credit|revers|reimburs|transferr?|compensat|voucher)\w*|\bback (?:to|on|in(?:to)?) (?:your|the)\b|\b(?:get|have|you['’]ll see|send(?:ing)?|pay(?:ing)?|goes|comes|owe)\b[^.!?\n]{0,40}[€$£]\s?\d|[€$£]\s?\d[\d.,]*[^.!?\n]{0,40}\b(?:back|card|account|off)\b/i,
  },
  {
    act: /send|give|post|ship|dispatch|deliver|bring|forward|mail|provide|issue|copy|receipt|invoice/i,
    by: /\bsend(?:s|ing)?\b|\bsent\b|\battach|\benclosed\b|\bhere (?:it is|is|are|they are|you (?:go|are))\b|\bon (?:its|the|their) way\b|\b(?:went|goes|go|left|leaves?) (?:\w+ ){0,2}(?:out|to|today|again|by)\b|\bin your inbox\b|\bcourier\b|\bvan\b|\bposted\b/i,
  },
  {
    act: /call|ring|phone/i,
    by: /\b(?:spoke|speak|spoken|talk(?:ed)?|number|line|voicemail|reach(?:ed)? you)\b/i,
  },
  {
    act: /fix|mend|repair|restore|reset/i,
    by: /\b(?:work(?:s|ing)?|solved|resolved|engineer|technician|workshop|mechanic|plumber|electrician|specialist|replac\w+|back up|up again|link|on its way|visit)\b/i,
  },
  {
    act: /cancel|stop|close|unsubscribe|pause|suspend/i,
    by: /\b(?:ends?|ended|clos(?:ed?|es)|stop(?:s|ped)?|no (?:more|further) (?:payments?|charges?|mails?|e-?mails?)|last (?:payment|invoice|charge)|won['’]t be (?:charged|billed)|off (?:the|our) list)\b/i,
  },
  {
    act: /change|update|move|swap|exchange|replace|correct|amend|switch|transfer|put|add|extend|postpone|reschedule/i,
    by: /\b(?:changed?|moved|swapp\w+|new (?:date|time|address|one|size|name)|instead|entered|is now|are now|now (?:says|reads|shows|goes|runs|set)|it['’]s yours|is yours|until|brand new)\b/i,
  },
  {
    act: /block|lock|activate|enable|freeze|register|renew|open|upgrade|downgrade/i,
    by: /\b(?:works?|working|active|activated|open|unlocked|unblocked|live|valid|enabled|in force|on again|off again)\b/i,
  },
  {
    act: /book|reserve|arrange|hold|keep|collect|pick/i,
    by: /\b(?:is|are|it['’]s) (?:yours|set|waiting|booked|reserved|held)\b|\b(?:expects?|come|comes|driver|courier|collect\w*)\b/i,
  },
]

/** Whatever was asked for is done: said without naming it. */
const DONE =
  /\b(?:all |now |already |just )?(?:done|sorted|taken care of|all set|dealt with)\b|\bas (?:you )?(?:asked|requested|wished|wanted|suggested)\b|\b(?:i|we)(?:['’]ve| have)? (?:just |already |now |gone ahead and )?(?:done|made|processed|actioned|arranged|put) (?:that|it|this|so|the change|your request|everything|both|all)\b|\byour request (?:has been|was|is) (?:done|processed|completed|carried out|approved|accepted)\b|^(?:of course|certainly|sure|gladly|with pleasure|no problem|consider it done)\b/i

/**
 * What a reply does about each request. A sentence that takes up its act or its matter counts; so the benefit of the
 * doubt is the reply's, and a request is missing only where nothing speaks of it.
 * @param reply what the agent wrote, without quotes and signature
 * @param customer the customer's whole turn
 */
export function requestOutcomesOf(requests: readonly Request[], reply: string, customer: string): readonly Outcome[] {
  const sentences = replySentencesOf(reply, customer)
  const telling = sentences.filter(({ filler }) => !filler)
  return requests.map((request) => outcomeOf(request, telling, requests.length === 1))
}

function outcomeOf(request: Request, telling: readonly ReplySentence[], alone: boolean): Outcome {
  const near = nearest(request, telling)
  if (near !== null) {
    const { text } = near.sentence
    if (defers(text)) return { state: 'deferred', confidence: 0.65, sentence: near.sentence }
    if (declines(text)) return { state: 'declined', confidence: 0.65, sentence: near.sentence }
    if (isAskBack(text)) return { state: 'asked-back', confidence: 0.6, sentence: near.sentence }
    return { state: 'answered', confidence: 0.65, sentence: near.sentence }
  }
  const first = (holds: (text: string) => boolean) => telling.find(({ sentence }) => holds(sentence.text)) ?? null
  const done = first((text) => DONE.test(text))
  if (done !== null) return { state: 'answered', confidence: 0.5, sentence: done.sentence }
  const declined = alone ? first(declines) : null
  if (declined !== null) return { state: 'declined', confidence: 0.5, sentence: declined.sentence }
  const deferred = first(defers)
  if (deferred !== null) return { state: 'deferred', confidence: 0.5, sentence: deferred.sentence }
  const askedBack = alone ? first(isAskBack) : null
  if (askedBack !== null) return { state: 'asked-back', confidence: 0.5, sentence: askedBack.sentence }
  return { state: 'missing', confidence: telling.length === 0 ? 0.8 : 0.65, sentence: null }
}

/** The sentence that says most about the act and its matter; the act weighs more. */
function nearest({ act, matter, verb }: Request, telling: readonly ReplySentence[]): ReplySentence | null {
  const signs = FULFILLED.filter((one) => one.act.test(verb))
  let best: ReplySentence | null = null
  let most = 0
  for (const one of telling) {
    const named = [...act].some((topic) => one.topics.has(topic)) || signs.some(({ by }) => by.test(one.sentence.text))
    const acts = named ? 3 : 0
    // One word of the matter alone, in a sentence that does nothing, takes up nothing.
    const moves =
      acts > 0 || isAskBack(one.sentence.text) || declines(one.sentence.text) || ACTION.test(one.sentence.text)
    const shared = [...matter].filter((topic) => one.topics.has(topic)).length
    const matters = moves || shared > 1 ? shared : 0
    const weight = acts + matters
    if (weight > most) {
      best = one
      most = weight
    }
  }
  return best
}
