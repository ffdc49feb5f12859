import { type Figure, figuresOf, sentencesOf, topicsOf } from '@proofgate/language'
import type { Check, Objection, Reading } from '../check.ts'
import { clash, contradicting, factsOf, factsOn, type KnownFact, type Stance, stanceOf, subjectsOf } from '../facts.ts'
import { letterOf, type Spoken } from '../letter.ts'
import { once } from '../once.ts'
import { datedTurns } from '../thread.ts'

const RETURNS = [{ topic: 'return window', value: '30 days' }]
const told = (text: string) => [
  { date: '2026-11-23T09:00:00Z', text: 'What does a full service cost, and does delivery cost extra?' },
  { agent: 'Tom Berg', date: '2026-11-23T10:00:00Z', text },
]
const SERVICE = told('A full service is £85, and you pay nothing for delivery.')
const MONDAY = { customer: 'Can I bring the bike on Monday?', customerDate: '2026-11-24T09:00:00Z' }

export const inconsistentAnswer: Check = {
  id: 'inconsistent-answer',
  group: 'word',
  weight: 5,
  max: 5,
  summary: "A figure, date or yes and no that contradicts the policy's facts or what we told this customer before",
  reason: 'The customer has the other answer in writing, and believes neither.',
  source: 'S4 "Keep the message consistent"',
  languages: ['en'],
  needsCustomer: false,
  options: ['facts'],
  examples: {
    right: [
      { facts: RETURNS, reply: 'You have 30 days to return it; the refund takes up to 14 days.' },
      { facts: RETURNS, reply: 'It is not 14 days but 30 days for returns.' },
      { facts: RETURNS, reply: 'The repair takes 14 days.' },
      { facts: [{ topic: 'drill warranty', value: '1 year' }], reply: 'The drill has 12 months of warranty.' },
      { ...MONDAY, earlier: SERVICE, reply: 'Monday is fine. With new pads the service comes to £110.' },
      { ...MONDAY, earlier: SERVICE, reply: 'I have to correct myself: a full service is £95 since October.' },
      {
        facts: [{ topic: 'return window', value: '60 days', valid_from: '2027-01-01' }],
        reply: 'You can return it within 30 days.',
      },
    ],
    wrong: [
      { facts: RETURNS, reply: 'You can return it within 14 days of delivery.' },
      { facts: [{ topic: 'drill warranty', value: '3 years' }], reply: 'The warranty on the drill is one year.' },
      { facts: [{ topic: 'return postage', value: 'paid by us' }], reply: 'Return postage is at your own expense.' },
      { facts: [{ topic: 'dogs', value: 'allowed, two at most' }], reply: 'Dogs are not allowed in the cottages.' },
      { ...MONDAY, earlier: SERVICE, reply: 'Monday is fine. The full service is £110.' },
      { ...MONDAY, earlier: SERVICE, reply: 'Monday is fine. The bill is £85 plus £14 for delivery.' },
    ],
  },
  *find(reading) {
    if (corrects(reading.ownText)) return
    const seen = new Set<number>()
    for (const objection of [...againstFacts(reading), ...againstEarlier(reading)]) {
      const at = objection.at?.start ?? -1
      if (seen.has(at)) continue
      seen.add(at)
      yield objection
    }
  },
}

/** The reply says itself that it differs from something said before, or makes an exception. */
const CORRECTS =
  /\b(?:correct(?:ion|ing|ed)?(?: (?:my|what|this|that|our|myself|one|of))|have to correct|(?:my|our) (?:mistake|slip|error)|was (?:wrong|a mistake|mistaken|out of date|a slip)|wrongly|(?:i|we) (?:wrote|said|quoted|gave|told you|named|promised)|misquoted|misread|mixed up|instead of|rather than|exception|goodwill|after all|has (?:since )?(?:changed|gone (?:up|down)|moved|been (?:moved|changed|raised|lowered|reduced|extended))|(?:price|rule|date|time|fee)s? (?:has |have )?(?:changed|moved|rose|went)|no longer|new (?:date|price|rule|time|terms|rate)|(?:moved|postponed|brought forward|rescheduled|changed|extended|shortened|reduced|lowered|waived?)\b|contrary to|ignore (?:my|our)|disregard|earlier (?:mail|message|figure|price|date)|\bnow (?:has|have|comes|is|are|stands|costs|runs)|added|removed|as (?:you )?(?:asked|requested|wished|agreed)|not \d[^.!?\n]{0,30}\bbut\b|typo|apologi[sz]e for the confusion|used to be|until (?:last|this) (?:year|month|week)|one[- ]off|just for you|special (?:offer|price|rate))/i

const corrects = (text: string) => sentencesOf(text).some((sentence) => CORRECTS.test(sentence.text))

/** Lengths of time that belong to something else than a topic which names none of these. */
const OTHER_SPANS = topicsOf('refund money credit deliver arrive reply repair process ship card bank account')

function* againstFacts(reading: Reading): Iterable<Objection> {
  const facts = factsOn(factsOf(reading), reading.mail.date)
  const all = figuresOf(reading.ownText)
  const context = subjectsOf(`${reading.mail.subject} ${reading.customer?.text ?? ''}`)
  for (const said of letterOf(reading).sentences) {
    const topics = subjectsOf(said.text)
    for (const fact of facts) {
      if (!isAbout(topics, context, fact, ELLIPTIC.test(said.text))) continue
      const wrong = wrongFigure(said, fact, facts, all)
      if (wrong !== null) yield objectionTo(said, wrong, factWords(fact), 0.75)
      else if (
        (fact.figures.length === 0 || figuresOf(said.text).length === 0) &&
        clash(stanceOf(said.text), fact.stance) &&
        !agreesElsewhere(stanceOf(said.text), fact, facts) &&
        !isConditional(said.text)
      )
        yield objectionTo(said, null, factWords(fact), 0.7)
      else if (fact.stance === 'free' && chargesFor(said, topics, fact.about) !== null)
        yield objectionTo(said, null, factWords(fact), 0.7)
    }
  }
}

const factWords = ({ source, topic, value, overruled }: KnownFact) =>
  `${source} "${topic}" is "${value}"${overruled === null ? '' : `, and goes before the policy file's "${overruled}"`}`

/** Two facts about one thing that differ, one of the policy and one of the store: whichever the reply says is true. */
const agreesElsewhere = (stance: Stance | null, { about }: KnownFact, facts: readonly KnownFact[]) =>
  facts.some(
    (one) => one.stance === stance && one.about.size === about.size && [...about].every((word) => one.about.has(word)),
  )

/** "You have 14 days from delivery" leaves out what the customer asked about. */
const ELLIPTIC = /^(?:yes, |no, |sorry, |unfortunately,? |i['’]m afraid )?(?:you|customers) (?:only )?(?:have|get)\b/i

/** At least one word of the topic in the sentence, and most of them in it or in what the customer asked. */
function isAbout(topics: ReadonlySet<string>, context: ReadonlySet<string>, { about }: KnownFact, elliptic: boolean) {
  const here = [...about].filter((one) => topics.has(one)).length
  const there = [...about].filter((one) => !topics.has(one) && context.has(one)).length
  return (here > 0 || (elliptic && there > 0)) && (here + there * 0.8) / about.size >= 0.66
}

/** A figure of the sentence that contradicts the fact, where no figure of the reply agrees with it. */
function wrongFigure(
  said: Spoken,
  fact: KnownFact,
  facts: readonly KnownFact[],
  all: readonly Figure[],
): Figure | null {
  const spoken = figuresOf(said.text)
  const wanted = fact.figures.map((one) => (one.kind === 'number' ? asCount(one, fact, spoken) : one))
  // A reply that gives the true figure anywhere knows it: another of the kind belongs to something else.
  const known = new Set(
    wanted
      .map(({ kind }) => kind)
      .filter((kind) => {
        const like = all.filter((one) => one.kind === kind)
        return contradicting(like, wanted).length < like.length
      }),
  )
  const others = facts.filter((one) => one !== fact).flatMap(({ figures }) => figures)
  return (
    contradicting(spoken, wanted).find(
      (one) =>
        !known.has(one.kind) &&
        (others.length === 0 ||
          contradicting([one], others).length > 0 ||
          !others.some(({ kind }) => kind === one.kind)) &&
        !(one.kind === 'duration' && isOtherSpan(clauseAt(said.text, one.start), fact)) &&
        !/\b(?:ago|old|left|since|already|for the (?:past|last))\b/i.test(said.text.slice(one.end, one.end + 12)),
    ) ?? null
  )
}

/** "The refund takes 14 days" is no word about the return window; "14 days of delivery" is. */
function isOtherSpan(text: string, { about }: KnownFact): boolean {
  const topics = subjectsOf(
    text.replace(/\b(?:of|after|from|since|upon) (?:the |your )?(?:delivery|receipt|receiving|arrival)\b/gi, ''),
  )
  return [...OTHER_SPANS].some((other) => topics.has(other) && !about.has(other))
}

/** A fact's bare number counts what its topic names: "seats in the Team plan: 15". */
function asCount(one: Figure, { about }: KnownFact, spoken: readonly Figure[]): Figure {
  const like = spoken.find(
    ({ kind }) => kind.startsWith('count ') && [...topicsOf(kind.slice(6))].some((word) => about.has(word)),
  )
  return like === undefined ? one : { ...one, kind: like.kind }
}

/** A sum asked for something: "£14 for delivery". */
function chargesFor({ text }: Spoken, topics: ReadonlySet<string>, about: ReadonlySet<string>): Figure | null {
  if (![...about].every((one) => topics.has(one))) return null
  const sum = figuresOf(text).find(({ kind, value }) => kind.startsWith('money') && value > 0)
  if (sum === undefined || stanceOf(text) === 'free') return null
  const near = topicsOf(text.slice(Math.max(0, sum.start - 50), sum.end + 30))
  return [...about].some((one) => near.has(one)) ? sum : null
}

const isConditional = (text: string) => /\b(?:if|unless|except|only|apart from|other than|outside)\b|\?\s*$/i.test(text)

/** Words that narrow what a figure is for; with them two figures can both be true. */
const NARROWED =
  /\b(?:with(?:out)?|including|includes|plus|extra|additional|each|per|every|half|from|up to|at least|at most|under|over|above|below|more than|less than|second|another|other|also|both|together|total|altogether|alternatively|or|express|discount|off|deposit|remaining|rest|if)\b/i

function* againstEarlier(reading: Reading): Iterable<Objection> {
  const earlier = earlierWords(reading)
  if (earlier.length === 0) return
  const mine = figuresOf(reading.ownText)
  for (const said of letterOf(reading).sentences) {
    const now = measured(said.text)
    for (const before of earlier) {
      const shared = [...now.topics].filter((one) => before.topics.has(one) && !MEASURED_BY.has(one))
      if (shared.length === 0) continue
      const { asked, theirs } = wordsBehind(before, reading)
      const wrong = contradicting(now.figures, before.figures)
        // What the customer brought up is another case, and so is a figure beside the old one.
        .filter((one) => !theirs.some((other) => other.kind === one.kind && contradicting([one], [other]).length === 0))
        .find(
          (one) => isSameThing(one, now, before, shared, reading, asked) && !repeats(mine, before.figures, one.kind),
        )
      if (wrong !== undefined) yield objectionTo(said, wrong, `we told this customer "${before.text}"`, 0.65)
      else if (
        (freeBefore(before) &&
          chargesFor(said, now.topics, new Set(shared.slice(0, 1))) !== null &&
          shared.some((one) => nearFree(before, one))) ||
        (clash(now.stance, before.stance) && sameStance(now, before))
      )
        yield objectionTo(said, null, `we told this customer "${before.text}"`, 0.6)
      // Our latest word on it says the same: what we said before that has been put right since.
      if (isSaidAgain(now, before)) break
    }
  }
}

function isSaidAgain(now: Measured, before: Measured): boolean {
  const agrees = now.figures.some((one) => {
    const like = before.figures.filter(({ kind }) => kind === one.kind)
    return like.length > 0 && contradicting([one], like).length === 0
  })
  return agrees || (now.stance !== null && now.stance === before.stance && sameStance(now, before))
}

/** What the customer wrote since we said something, and its figures. */
function wordsBehind({ turn }: Said, reading: Reading): Behind {
  const known = behindOf(reading)
  const found = known.get(turn)
  if (found !== undefined) return found
  const asked = reading.conversation
    .slice(turn + 1)
    .filter(({ by }) => by === 'customer')
    .map(({ text }) => text)
    .join('\n\n')
  const behind = { asked, theirs: figuresOf(asked) }
  known.set(turn, behind)
  return behind
}

type Behind = { readonly asked: string; readonly theirs: readonly Figure[] }
const behindOf = once((_: Reading) => new Map<number, Behind>())

type Measured = {
  readonly text: string
  readonly topics: ReadonlySet<string>
  readonly figures: readonly Figure[]
  readonly stance: ReturnType<typeof stanceOf>
}

/** What we said, and in which turn of the conversation. */
type Said = Measured & { readonly turn: number }

const MEASURED_BY = topicsOf(
  'price cost day date time week month year hour monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december am pm euro pound dollar back total',
)

const measured = (text: string): Measured => ({
  text,
  topics: subjectsOf(text),
  figures: figuresOf(text),
  stance: stanceOf(text),
})

/** What we told this customer before, sentence by sentence; the latest first. */
const earlierWords = once((reading: Reading): readonly Said[] =>
  datedTurns(reading)
    .filter((turn) => turn.by === 'us')
    .toReversed()
    .flatMap(({ text, index }) =>
      sentencesOf(text)
        .slice(0, 60)
        .map((one) => ({ ...measured(one.text), turn: index })),
    )
    .filter(({ figures, stance }) => figures.length > 0 || stance !== null)
    .slice(0, 60),
)

function isSameThing(
  one: Figure,
  now: Measured,
  before: Measured,
  shared: readonly string[],
  { mail }: Reading,
  asked: string,
): boolean {
  const words = new Set(one.kind.startsWith('count ') ? topicsOf(one.kind.slice(6)) : [])
  const common = shared.filter((word) => !words.has(word) && !/^\d/.test(word))
  if (one.kind === 'clock' || one.kind.startsWith('size')) return false
  if (one.kind === 'date') {
    const wish = subjectsOf(asked)
    const here = subjectsOf(clauseAt(now.text, one.start))
    if ([...here].some((topic) => wish.has(topic) && !before.topics.has(topic))) return false
    const old = before.figures.find(({ kind }) => kind === 'date')
    const past =
      old !== undefined &&
      mail.date !== null &&
      old.value < (mail.date.getUTCMonth() + 1) * 100 + mail.date.getUTCDate()
    return (
      !past &&
      !RESCHEDULES.test(asked) &&
      common.length >= 1 &&
      /\b(?:it|your|the)\b/i.test(now.text) &&
      sameVerb(now, before)
    )
  }
  if (one.kind.startsWith('count '))
    return common.length >= 1 && !NARROWED.test(now.text.slice(0, one.start).slice(-12))
  const narrowed = [now, before].map(({ text, figures }) =>
    NARROWED.test(text.replace(figures.map((f) => f.words).join('|') || '~', '')),
  )
  if (narrowed[0] !== narrowed[1]) return false
  if (!haveOneHead(now, one, before, asked)) return false
  const size = Math.min(subjectSize(now), subjectSize(before))
  return common.length >= 2 || (common.length === 1 && size <= 2)
}

/** What stands before the two figures in their clauses names one thing: "a full service is …", "a battery is …" do not. */
function haveOneHead(now: Measured, figure: Figure, before: Measured, asked: string): boolean {
  const other = before.figures.find(({ kind }) => kind === figure.kind)
  if (other === undefined) return false
  const [here, there] = [headOf(now.text, figure), headOf(before.text, other)]
  // "A day pass", "a week pass": one idea to the topics, two things to buy.
  if (periodsIn(here) !== periodsIn(there)) return false
  const [mine, theirs] = [subjectsOf(here), subjectsOf(there)]
  // "In green too?", "the green shirt is …": the customer asked for another one.
  const wish = subjectsOf(asked)
  if ([...mine].some((topic) => wish.has(topic) && !before.topics.has(topic))) return false
  // "A day pass" and "a monthly pass" each have a word of their own.
  if (![...mine].every((topic) => theirs.has(topic)) && ![...theirs].every((topic) => mine.has(topic))) return false
  return [...mine].some((topic) => theirs.has(topic) && !MEASURED_BY.has(topic))
}

function headOf(text: string, { start, end }: Figure): string {
  const clause = clauseAt(text, start)
  const from = text.indexOf(clause)
  return text.slice(from, /^ back\b/.test(text.slice(end)) ? end + 5 : start)
}

const PERIODS: readonly (readonly [RegExp, string])[] = [
  [/\b(?:hour|hourly)\b/i, 'hour'],
  [/\b(?:day|daily|night|nightly)\b/i, 'day'],
  [/\b(?:week|weekly|fortnight)\b/i, 'week'],
  [/\bweekend\b/i, 'weekend'],
  [/\b(?:month|monthly)\b/i, 'month'],
  [/\b(?:year|yearly|annual)\b/i, 'year'],
  [/\bseason\b/i, 'season'],
]
const periodsIn = (text: string) => PERIODS.flatMap(([word, name]) => (word.test(text) ? [name] : [])).join(' ')

const subjectSize = ({ topics }: Measured) =>
  [...topics].filter((one) => !MEASURED_BY.has(one) && !/^\d/.test(one)).length

const RESCHEDULES =
  /\b(?:(?<!\b(?:which|what|every|each|of the|last) )(?:mon|tues|wednes|thurs|fri|satur|sun)day|instead|another (?:day|date|time)|resched\w+|postpone|later|earlier|change|move|delay|away|not (?:be )?(?:at )?home|can['’]?t|cannot)\b/i

const COMES =
  /\b(?:deliver\w*|arriv\w*|com(?:e|es|ing)|collect\w*|ready|leav\w*|ship\w*|starts?|ends?|begins?|open\w*|clos\w*|due|visit\w*|install\w*)\b/gi
const sameVerb = (a: Measured, b: Measured) => {
  const verbs = (text: string) => new Set((text.toLowerCase().match(COMES) ?? []).map((word) => word.slice(0, 5)))
  const others = verbs(b.text)
  return [...verbs(a.text)].some((verb) => others.has(verb))
}

const repeats = (mine: readonly Figure[], before: readonly Figure[], kind: string) =>
  mine.some(
    (one) =>
      one.kind === kind && before.some((other) => other.kind === kind && contradicting([one], [other]).length === 0),
  )

const freeBefore = ({ stance }: Measured) => stance === 'free'

/** The word stands in one clause with "free", "nothing for", "included". */
const nearFree = ({ text }: Measured, topic: string) =>
  clausesOf(text).some((clause) => stanceOf(clause) === 'free' && topicsOf(clause).has(topic))

const JOINT = /[,;:](?!\d)|\s(?:and|but|so)\s/g
const clausesOf = (text: string) => text.split(JOINT)

/** The clause in which a place of the text stands. */
function clauseAt(text: string, at: number): string {
  const cuts = [...text.matchAll(JOINT)].map(({ index }) => index)
  return text.slice(cuts.findLast((cut) => cut < at) ?? 0, cuts.find((cut) => cut > at) ?? text.length)
}

/** Two sentences without condition that are about the same, by most of their words. */
function sameStance(now: Measured, before: Measured): boolean {
  const shared = [...now.topics].filter((one) => before.topics.has(one))
  return (
    !isConditional(now.text) &&
    !isConditional(before.text) &&
    shared.length >= 2 &&
    shared.length >= 0.5 * Math.min(now.topics.size, before.topics.size)
  )
}

function objectionTo({ part, at, text }: Spoken, figure: Figure | null, other: string, confidence: number): Objection {
  const words = figure === null ? text : figure.words
  return {
    part,
    at,
    confidence,
    message: `"${words}" contradicts what is known: ${other}.`,
    suggestion: 'Give the one that is true; where it is the new one, say that it corrects the other.',
  }
}
