/** A figure with its unit, and where it stands. Two figures can contradict each other when `kind` is the same. */
export type Figure = {
  readonly start: number
  readonly end: number
  readonly words: string
  /** `money €`, `percent`, `duration`, `clock`, `hours` (from … to …), `date`, `degrees`, `size kg`, `count people`, or `number` for a bare one. */
  readonly kind: string
  /** In the kind's unit: money and counts as written, durations in days, clock times in hours, dates as month × 100 + day, hours as both ends on a dial of twelve. */
  readonly value: number
}

const WORDS: Readonly<Record<string, number>> = {
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  fourteen: 14,
  fifteen: 15,
  twenty: 20,
  'twenty-five': 25,
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  ninety: 90,
  hundred: 100,
}
const SPELT = Object.keys(WORDS)
  .toSorted((a, b) => b.length - a.length)
  .join('|')
const NUMBER = `\\d{1,3}(?:[,.' ]\\d{3})+(?:\\.\\d{1,2})?(?!\\d)|\\d{1,9}(?:[.,]\\d{1,2})?(?!\\d)|(?:${SPELT})\\b`
const CURRENCY = '[€$£¥₹]|EUR|USD|GBP|CHF|euros?|dollars?|pounds?|quid'
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const MONTH =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)'
const UNIT = '(?:minutes?|mins?|hours?|hrs?|days?|nights?|weeks?|fortnights?|months?|years?|yrs?)'

const MONEY = new RegExp(
  `(€|\\$|£|¥|₹|\\b(?:EUR|USD|GBP|CHF) ?) ?(${NUMBER})|\\b(${NUMBER}) ?(${CURRENCY})(?![\\w])`,
  'gi',
)
const PERCENT = new RegExp(`\\b(${NUMBER}) ?(?:%|per ?cent\\b)`, 'gi')
const DEGREES = /(-?\d{1,3}(?:[.,]\d)?) ?(?:°|degrees)/gi
const DURATION = new RegExp(
  `\\b(?:(?:${NUMBER}) ?(?:to|or|[-–]) ?)?(${NUMBER})[ -](?:full |working |business |calendar |whole |more )?(${UNIT})\\b`,
  'gi',
)
const CLOCK = /\b(\d{1,2})(?:[:.]([0-5]\d))? ?([ap])\.?m\b|\b([01]?\d|2[0-4]):([0-5]\d)\b|\b(noon|midday|midnight)\b/gi
/** "From 10 to 4", "8:00 – 18:00", "nine to one": hours of one day, told by both ends. */
const TIME = `\\d{1,2}(?:[:.][0-5]\\d)?(?: ?[ap]\\.?m)?|${SPELT}`
const HOURS = new RegExp(
  `\\b(${TIME}) ?(?:to|and|until|till|[-–—]) ?(${TIME})(?= ?(?:[.,;!?)]|$|\\n|on |o['’]clock|every|daily|from |mon|tue|wed|thu|fri|sat|sun|in the))`,
  'gi',
)
const DATE = new RegExp(
  `\\b(\\d{1,2})(?:st|nd|rd|th)?(?: of)? (${MONTH})\\b|\\b(${MONTH}) (\\d{1,2})(?:st|nd|rd|th)?\\b`,
  'gi',
)
const SIZE = new RegExp(
  `\\b(${NUMBER}) ?(kg|g|km|m|cm|mm|l|ml|litres?|liters?|GB|MB|TB|kW|kWh|W|V|inch(?:es)?|feet|ft|miles?|lbs?|stone)\\b(?! ?/)`,
  'g',
)
const COUNT = new RegExp(
  `\\b(${NUMBER})(?: (?:or more|[a-z]{3,15}))? ([a-z]{3,20}s|people|children|persons?|men|women)\\b`,
  'gi',
)
const BARE = new RegExp(`^\\s*(${NUMBER})\\s*(?:$|(?:per|at most|each|a (?:day|week|month|year|person))\\b)`, 'i')

const DAYS: readonly [RegExp, number][] = [
  [/^min/i, 1 / 1440],
  [/^h/i, 1 / 24],
  [/^(?:day|night)/i, 1],
  [/^week/i, 7],
  [/^fort/i, 14],
  [/^month/i, 30],
  [/^y/i, 365],
]

/** More figures than this are a price list. */
const FIGURES_MAX = 200

/** The figures of a text with their units, in order; no two share words. Bare numbers only where nothing else is there. */
export function figuresOf(text: string): readonly Figure[] {
  const found: Figure[] = []
  const add = (match: RegExpExecArray, kind: string, value: number) => {
    if (found.length >= FIGURES_MAX) return
    const end = match.index + match[0].length
    if (Number.isFinite(value) && !found.some((one) => match.index < one.end && one.start < end))
      found.push({ start: match.index, end, words: match[0].trim(), kind, value })
  }
  for (const m of text.matchAll(MONEY)) add(m, `money ${currencyOf(m[1] ?? m[4] ?? '')}`, numberOf(m[2] ?? m[3] ?? ''))
  for (const m of text.matchAll(PERCENT)) add(m, 'percent', numberOf(m[1] ?? ''))
  for (const m of text.matchAll(DEGREES)) add(m, 'degrees', numberOf(m[1] ?? ''))
  for (const m of text.matchAll(DATE)) add(m, 'date', dateOf(m[2] ?? m[3] ?? '', m[1] ?? m[4] ?? ''))
  for (const m of text.matchAll(DURATION)) add(m, 'duration', numberOf(m[1] ?? '') * daysOf(m[2] ?? ''))
  for (const m of text.matchAll(HOURS)) add(m, 'hours', dayHalf(m[1] ?? '') * 100 + dayHalf(m[2] ?? ''))
  for (const m of text.matchAll(CLOCK)) add(m, 'clock', hourOf(m))
  for (const m of text.matchAll(SIZE)) add(m, `size ${(m[2] ?? '').toLowerCase()}`, numberOf(m[1] ?? ''))
  for (const m of text.matchAll(COUNT))
    add(m, `count ${(m[2] ?? '').toLowerCase().replace(/s$/, '')}`, numberOf(m[1] ?? ''))
  const bare = BARE.exec(text)
  if (bare !== null && found.every(({ start }) => start > 0)) add(bare, 'number', numberOf(bare[1] ?? ''))
  return found.toSorted((a, b) => a.start - b.start)
}

/** True when two figures of one kind say the same: 1 year and 12 months do, 4 and 4.5 do not. */
export function agree(a: Figure, b: Figure): boolean {
  const near = a.kind === 'duration' && Math.min(a.value, b.value) >= 27 ? 0.04 : 0.001
  // An hour without am or pm may be of either half of the day.
  if (a.kind === 'clock' && Math.abs(Math.abs(a.value - b.value) - 12) < 0.001) return true
  return Math.abs(a.value - b.value) <= near * Math.max(Math.abs(a.value), Math.abs(b.value))
}

/** An hour on a dial of twelve, as "9 to 5" leaves the half of the day open. */
function dayHalf(words: string): number {
  const [, hours, minutes] = /^(\d{1,2})(?:[:.](\d\d))?/.exec(words) ?? []
  return ((hours === undefined ? numberOf(words) : Number(hours)) % 12) + Number(minutes ?? 0) / 60
}

function hourOf([, h12, m12, half, h24, m24, word]: RegExpExecArray): number {
  if (word !== undefined) return /midnight/i.test(word) ? 24 : 12
  if (h12 !== undefined) return (Number(h12) % 12) + (half?.toLowerCase() === 'p' ? 12 : 0) + Number(m12 ?? 0) / 60
  return Number(h24) + Number(m24) / 60
}

const dateOf = (month: string, day: string) => (MONTHS.indexOf(month.slice(0, 3).toLowerCase()) + 1) * 100 + Number(day)

const daysOf = (unit: string) => DAYS.find(([pattern]) => pattern.test(unit))?.[1] ?? Number.NaN

const currencyOf = (mark: string) =>
  /€|eur/i.test(mark) ? '€' : /\$|usd|dollar/i.test(mark) ? '$' : /£|gbp|pound|quid/i.test(mark) ? '£' : mark.trim()

function numberOf(words: string): number {
  const spelt = WORDS[words.toLowerCase()]
  if (spelt !== undefined) return spelt
  const plain = words.replace(/[', ](?=\d{3}\b)|\.(?=\d{3}\b)/g, '')
  return Number(plain.replace(',', '.'))
}
