import { createRequire } from 'node:module'
import type { ParsedResult } from 'chrono-node'

/** When a message was written, and what its writer's clock showed. */
export type Clock = {
  readonly at: Date
  /** Minutes east of UTC. */
  readonly zone: number
}

/** Words that name a time, and the last instant they leave open. */
export type Due = { readonly start: number; readonly end: number; readonly words: string; readonly due: Date }

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
/** Nobody promises for later; longer figures are order numbers. */
const AMOUNT_MAX = 400

const WORDS: Readonly<Record<string, number>> = {
  a: 1,
  an: 1,
  the: 1,
  one: 1,
  two: 2,
  'a couple of': 2,
  'next couple of': 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  twelve: 12,
  fourteen: 14,
  few: 5,
  'a few': 5,
  'next few': 5,
  coming: 5,
  'half an': 0.5,
}
const NUMBER = `\\d{1,3}|half an|(?:a |next |the next )?couple of|(?:a |the |next |the next |the coming )?few|(?:the )?coming|(?:${Object.keys(
  WORDS,
)
  .filter((word) => /^[a-z]+$/.test(word) && word !== 'few' && word !== 'coming')
  .join('|')})`

/** "Within 3 to 5 business days", "in the coming days", "48h": a length of time, counted from now. */
const SPAN = new RegExp(
  `\\b(?:(${NUMBER})(?: ?(?:to|or|-|–|—) ?| and ))?(${NUMBER})[ -]?(?:(full|more|further) )?((?:working|business|week|bank) ?)?(minutes?|mins?|hours?|hrs?|h|days?|weeks?|fortnight|months?)\\b`,
  'i',
)
/** "Ten-day trial", "30 days of …" and "open 24 hours" are no times to wait for. */
const SPAN_LEAD =
  /\b(?:within|in|inside|under|takes?|allow|after|another|less than|no more than|at most|up to|about|around|over|next|for|after|be|by)(?: the| about| around| roughly| another| approximately| up to| a further)* $/i

/** The day is over, or the week. */
const DAY_END =
  /\b(?:EOD|COB|(?:end|close) of (?:(?:the |this |your |our |working |business )*)(?:day|business|play)|today|tonight|this (?:morning|afternoon|evening)|(?:later|first thing) (?:today|this \w+)|before (?:we|i) (?:close|leave|go home)|right away|straight away|immediately)\b/i
const WEEK_END = /\b(?:(?:end|close) of (?:the|this) (?:working )?week|this week|EOW)\b/i
const NEXT_WEEK =
  /\b(early|end of|late|later|beginning of|start of|during|within)? ?(?:the )?next week\b|\bat the (?:beginning|start) of the week\b/i
const MONTH_END = /\b(?:(?:end|close) of (?:the|this) month|this month|EOM)\b/i
const NTH = /\b(?:on|by|until|before|from) the (\d{1,2})(?:st|nd|rd|th)\b/i

/** "March 12": chrono's British reading takes the day first and would lose it. */
const MONTH_FIRST =
  /\b(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?) (\d{1,2})(?:st|nd|rd|th)?\b(?![:.]\d)/gi
const NAMED =
  /\b(?:tomorrow|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)\w*|\d{1,4}[./-]\d{1,2}[./-]\d{1,4})\b/i

/**
 * The time a sentence names as the end of something, resolved against when it was written: "by Friday", "within 3-5
 * business days", "this afternoon", "on 12 May between 8 and 12". The instant is the last that the words leave open:
 * the end of the day, the week or the span. `null` when no time to come is named.
 */
export function dueIn(text: string, clock: Clock): Due | null {
  return spanIn(text, clock) ?? dateIn(text, clock) ?? periodIn(text, clock)
}

function spanIn(text: string, { at, zone }: Clock): Due | null {
  const match = SPAN.exec(text)
  if (match === null)
    return /\bwithin the hour\b/i.test(text) ? dueAt(text, /\bwithin the hour\b/i, at.getTime() + HOUR) : null
  const [words, , count = '', , business, unit = ''] = match
  const before = text.slice(Math.max(0, match.index - 40), match.index)
  if (!SPAN_LEAD.test(before) && !/^(?:the )?(?:next|coming)\b/i.test(count)) return null
  const amount = numberOf(count)
  if (amount > AMOUNT_MAX) return null
  const now = at.getTime()
  const endOfDay = (later: number) => dayEnd(later, zone)
  const due = /^(?:min|hour|hr|h$)/i.test(unit)
    ? now + amount * (/^min/i.test(unit) ? MINUTE : HOUR)
    : /^week|^fortnight/i.test(unit)
      ? endOfDay(now + amount * (/^f/i.test(unit) ? 14 : 7) * DAY)
      : /^month/i.test(unit)
        ? endOfDay(now + amount * 31 * DAY)
        : business !== undefined || /few|coming|couple/i.test(count)
          ? endOfDay(businessDays(now, Math.ceil(amount), zone))
          : endOfDay(now + amount * DAY)
  return { start: match.index, end: match.index + words.length, words, due: new Date(due) }
}

function dateIn(text: string, { at, zone }: Clock): Due | null {
  if (!NAMED.test(text)) return null
  // Swapped in place, so that offsets stay true.
  const dayFirst = text.replace(MONTH_FIRST, (whole, month: string, day: string) =>
    `${day} ${month}`.padEnd(whole.length),
  )
  const dated = british().parse(dayFirst, { instant: at, timezone: zone }, { forwardDate: true }).filter(isDated)
  const last = dated.at(-1)
  if (last === undefined) return null
  const day = localDay(
    (last.end ?? last.start).get('year'),
    (last.end ?? last.start).get('month'),
    (last.end ?? last.start).get('day'),
  )
  if (day === null) return null
  const clockTime = lastHourOf(text)
  const due = day + (clockTime ?? 24) * HOUR - zone * MINUTE
  const first = dated[0] ?? last
  return {
    start: first.index,
    end: last.index + last.text.length,
    words: text.slice(first.index, last.index + last.text.length).trim(),
    due: new Date(due),
  }
}

/** A clock time alone is not a day, and "the sun" no Sunday. */
/** chrono's British reading. Not imported above: 19 MB and 0.1 s that only threads pay which look for dates. */
function british(): British {
  if (reader === null) {
    const chrono: typeof import('chrono-node') = createRequire(import.meta.url)('chrono-node')
    reader = chrono.en.GB
  }
  return reader
}

type British = typeof import('chrono-node').en.GB
let reader: British | null = null

function isDated({ start, text }: ParsedResult): boolean {
  return (
    (start.isCertain('day') || start.isCertain('weekday')) &&
    /\d|tomorrow|day|week|month/i.test(text) &&
    !/\b(?:ago|last|yesterday)\b/i.test(text)
  )
}

function periodIn(text: string, { at, zone }: Clock): Due | null {
  const now = at.getTime()
  const local = now + zone * MINUTE
  const weekday = new Date(local).getUTCDay() || 7
  const startOfDay = dayEnd(now, zone) - DAY
  const nextWeek = NEXT_WEEK.exec(text)
  if (nextWeek) {
    const monday = startOfDay + (8 - weekday) * DAY
    return dueAt(text, NEXT_WEEK, monday + (/early|beginning|start/i.test(nextWeek[0]) ? 3 : 7) * DAY)
  }
  if (WEEK_END.test(text))
    return dueAt(text, WEEK_END, startOfDay + Math.max(weekday <= 5 ? 6 - weekday : 8 - weekday, 1) * DAY)
  if (MONTH_END.test(text)) {
    const date = new Date(local)
    return dueAt(text, MONTH_END, Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1) - zone * MINUTE)
  }
  const nth = NTH.exec(text)
  if (nth) {
    const date = new Date(local)
    const wanted = Number(nth[1])
    const month = date.getUTCMonth() + (wanted < date.getUTCDate() ? 1 : 0)
    if (wanted >= 1 && wanted <= 31)
      return dueAt(text, NTH, Date.UTC(date.getUTCFullYear(), month, wanted + 1) - zone * MINUTE)
  }
  if (!DAY_END.test(text)) return null
  const hour = lastHourOf(text)
  const due = startOfDay + (hour ?? 24) * HOUR
  return dueAt(text, DAY_END, due > now ? due : startOfDay + DAY)
}

function dueAt(text: string, pattern: RegExp, due: number): Due | null {
  const match = pattern.exec(text)
  return match && { start: match.index, end: match.index + match[0].length, words: match[0].trim(), due: new Date(due) }
}

const CLOCK =
  /\b(\d{1,2})(?:[:.](\d\d))? ?([ap])\.?m\b|\b(\d{1,2})[:.](\d\d)\b|\b(?:and|to|until|till|by|before|at|around|about|[-–]) ?(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2})(?: o['’]clock)?(?=\s*(?:[,.;!)]|$|on\b|today|tomorrow|tonight|at the latest))|\b(noon|midday|lunch ?time|midnight|morning|afternoon|evening|night|tonight|end of (?:the )?day|close of business)\b/gi
const PARTS: Readonly<Record<string, number>> = {
  noon: 12,
  midday: 12,
  morning: 12,
  afternoon: 18,
  evening: 23,
  lunch: 14,
}

/** The latest clock time a sentence names, in hours from midnight; `null` when it names none. */
function lastHourOf(text: string): number | null {
  const hours = [...text.matchAll(CLOCK)].map(([, h12, m12, half, h24, m24, bare, part]) => {
    if (part !== undefined)
      return PARTS[part.toLowerCase().split(' ')[0] ?? ''] ?? PARTS[part.toLowerCase().replace(/ ?time/, '')] ?? 24
    if (h12 !== undefined) return (Number(h12) % 12) + (half?.toLowerCase() === 'p' ? 12 : 0) + Number(m12 ?? 0) / 60
    if (h24 !== undefined) return Number(h24) + Number(m24) / 60
    const hour = numberOf(bare ?? '')
    return hour < 8 ? hour + 12 : hour
  })
  const sound = hours.filter((hour) => hour <= 24)
  return sound.length === 0 ? null : Math.max(...sound)
}

/** Midnight of a local day as if it were UTC; `null` when a part is missing. */
const localDay = (year: number | null, month: number | null, day: number | null) =>
  year === null || month === null || day === null ? null : Date.UTC(year, month - 1, day)

/** The instant at which the local day of an instant is over. */
const dayEnd = (instant: number, zone: number) =>
  (Math.floor((instant + zone * MINUTE) / DAY) + 1) * DAY - zone * MINUTE

/** So many weekdays later. Holidays are not known. */
function businessDays(from: number, count: number, zone: number): number {
  let instant = from
  for (let left = Math.min(count, AMOUNT_MAX); left > 0; ) {
    instant += DAY
    const weekday = new Date(instant + zone * MINUTE).getUTCDay()
    if (weekday !== 0 && weekday !== 6) left--
  }
  return instant
}

function numberOf(words: string): number {
  if (/^\d+$/.test(words)) return Number(words)
  const plain = words.toLowerCase().replace(/^the (?=\w)/, '')
  return WORDS[plain] ?? (/couple/.test(plain) ? 2 : /few|coming/.test(plain) ? 5 : 1)
}
