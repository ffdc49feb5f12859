import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DEFAULT_TARGET, dueAt, openMs, type ResponseTarget, type Weekday, waitMs } from './index.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

const NINE_TO_FIVE = { opens: 540, closes: 1020 }
const OFFICE = { mon: NINE_TO_FIVE, tue: NINE_TO_FIVE, wed: NINE_TO_FIVE, thu: NINE_TO_FIVE, fri: NINE_TO_FIVE }
const targetOf = (given: Partial<ResponseTarget> = {}): ResponseTarget => ({
  ...DEFAULT_TARGET,
  hours: 8,
  timezone: 'Europe/Berlin',
  week: OFFICE,
  ...given,
})
const due = (target: ResponseTarget, from: string) => dueAt(target, new Date(from)).toISOString()
const waited = (target: ResponseTarget, from: string, to: string) => waitMs(target, new Date(from), new Date(to)) / HOUR

describe('dueAt', () => {
  it.each([
    ['a mail at ten is due at ten the next day', '2026-11-24T09:00:00Z', '2026-11-25T09:00:00.000Z'],
    ['one before we open counts from when we open', '2026-11-24T04:00:00Z', '2026-11-24T16:00:00.000Z'],
    ['one of Friday evening is due on Monday evening', '2026-11-27T19:00:00Z', '2026-11-30T16:00:00.000Z'],
    ['one of Saturday likewise', '2026-11-28T12:00:00Z', '2026-11-30T16:00:00.000Z'],
    ['one over the weekend of the spring change', '2026-03-27T15:00:00Z', '2026-03-30T14:00:00.000Z'],
    ['one over the weekend of the autumn change', '2026-10-23T14:00:00Z', '2026-10-26T15:00:00.000Z'],
  ])('%s', (_, from, expected) => expect(due(targetOf(), from)).toBe(expected))

  it('takes public holidays of the region for closed days', () => {
    expect(due(targetOf({ region: 'DE-BY' }), '2026-01-05T15:00:00Z')).toBe('2026-01-07T15:00:00.000Z')
    expect(due(targetOf({ region: 'DE-NW' }), '2026-01-05T15:00:00Z')).toBe('2026-01-06T15:00:00.000Z')
  })

  it('takes days of our own for closed, and a half holiday for open', () => {
    const target = targetOf({ region: 'AT', timezone: 'Europe/Vienna' })
    expect(due(target, '2026-12-23T15:00:00Z')).toBe('2026-12-24T15:00:00.000Z')
    expect(due({ ...target, closedOn: ['2026-12-24'] }, '2026-12-23T15:00:00Z')).toBe('2026-12-28T15:00:00.000Z')
  })

  it('goes by the clock where the target says so', () => {
    expect(due(targetOf({ calendar: 'clock' }), '2026-11-27T19:00:00Z')).toBe('2026-11-28T03:00:00.000Z')
  })

  it('comes to an end where we are never open', () => {
    expect(due(targetOf({ week: {} }), '2026-11-27T19:00:00Z')).toBe('2026-11-28T03:00:00.000Z')
  })
})

describe('waitMs', () => {
  it('counts five days from Monday to Friday, nights too, where nobody set opening hours', () => {
    expect(waited(DEFAULT_TARGET, '2026-11-23T00:00:00Z', '2026-11-30T00:00:00Z')).toBe(120)
  })

  it.each([
    ['an hour less of a night shift when the clocks go forward', '2026-03-28T12:00:00Z', '2026-03-29T12:00:00Z', 3],
    ['an hour more when they go back', '2026-10-24T12:00:00Z', '2026-10-25T12:00:00Z', 5],
    ['its four hours on other days', '2026-11-14T12:00:00Z', '2026-11-15T12:00:00Z', 4],
  ])('counts %s', (_, from, to, hours) => {
    const target = targetOf({ week: { sun: { opens: 60, closes: 300 } } })
    expect(waited(target, from, to)).toBe(hours)
  })

  it('knows days that a zone left out: Samoa had no 30 December 2011', () => {
    const target = targetOf({ timezone: 'Pacific/Apia' })
    expect(waited(target, '2011-12-29T10:00:00Z', '2012-01-01T10:00:00Z')).toBe(8)
  })

  it('is nothing backwards, and bounded for dates out of this world', () => {
    expect(waited(targetOf(), '2026-11-25T12:00:00Z', '2026-11-24T12:00:00Z')).toBe(0)
    expect(waited(targetOf(), '1990-01-01T00:00:00Z', '+275000-01-01T00:00:00Z')).toBeGreaterThan(10 * 250 * 8)
  })
})

/** The slow count: every minute, by what the wall clock shows, without Temporal. */
function slowly({ timezone, week, closedOn }: ResponseTarget, from: Date, to: Date): number {
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone: timezone,
    weekday: 'short',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  let minutes = 0
  for (let at = from.getTime(); at < to.getTime(); at += MINUTE) {
    const part = Object.fromEntries(clock.formatToParts(at).map(({ type, value }) => [type, value]))
    const hours = week[`${part.weekday}`.toLowerCase() as Weekday]
    const time = Number(part.hour) * 60 + Number(part.minute)
    const isClosed = closedOn.includes(`${part.year}-${part.month}-${part.day}`)
    if (hours !== undefined && !isClosed && time >= hours.opens && time < hours.closes) minutes++
  }
  return minutes * MINUTE
}

const ZONES = [
  'Europe/Berlin',
  'America/New_York',
  'America/Santiago',
  'Asia/Kolkata',
  'Asia/Beirut',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'UTC',
]
/** Minutes around changes of clocks somewhere in the world, and any. */
const someMinute = fc.oneof(
  fc.integer({ min: 0, max: 525_600 }).map((minute) => Date.UTC(2026, 0, 1) + minute * MINUTE),
  fc
    .tuple(
      fc.constantFrom('2026-03-08', '2026-03-29', '2026-04-04', '2026-10-03', '2026-10-25', '2026-11-01'),
      fc.integer({ min: -2880, max: 2880 }),
    )
    .map(([day, minute]) => Date.parse(`${day}T00:00:00Z`) + minute * MINUTE),
)
const someHours = fc
  .tuple(fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 1, max: 1440 }))
  .map(([opens, length]) => ({ opens, closes: Math.min(1440, opens + length) }))
const someTarget = fc
  .record({
    hours: fc.integer({ min: 1, max: 40 }),
    timezone: fc.constantFrom(...ZONES),
    week: fc.record(
      {
        mon: someHours,
        tue: someHours,
        wed: someHours,
        thu: someHours,
        fri: someHours,
        sat: someHours,
        sun: someHours,
      },
      { requiredKeys: [] },
    ),
    closedOn: fc.subarray(['2026-03-28', '2026-03-29', '2026-10-25', '2026-12-24']),
  })
  .map((given) => targetOf({ ...given, week: { ...given.week } }))

describe('for any opening hours, zone and span', () => {
  it('what is counted is what a count of every minute by the wall clock gives', () => {
    fc.assert(
      fc.property(someTarget, someMinute, fc.integer({ min: 0, max: 4 * 1440 }), (target, start, length) => {
        const [from, to] = [new Date(start), new Date(start + length * MINUTE)]
        expect(openMs(target, from, to)).toBe(slowly(target, from, to))
      }),
      { numRuns: 150 },
    )
  })

  it('an answer is due when its hours have been counted, and not a minute before', () => {
    const open = someTarget.filter(({ week }) => Object.keys(week).length > 0)
    fc.assert(
      fc.property(open, someMinute, (target, start) => {
        const from = new Date(start)
        const until = dueAt(target, from)
        expect(openMs(target, from, until)).toBe(target.hours * HOUR)
        expect(openMs(target, from, new Date(until.getTime() - MINUTE))).toBeLessThan(target.hours * HOUR)
      }),
      { numRuns: 300 },
    )
  })

  it('what is counted of two spans on end is what is counted of both together', () => {
    fc.assert(
      fc.property(someTarget, someMinute, fc.nat(20_000), fc.nat(20_000), (target, start, first, second) => {
        const [a, b, c] = [start, start + first * MINUTE, start + (first + second) * MINUTE].map((ms) => new Date(ms))
        if (!a || !b || !c) return
        expect(openMs(target, a, b) + openMs(target, b, c)).toBe(openMs(target, a, c))
      }),
      { numRuns: 200 },
    )
  })
})
