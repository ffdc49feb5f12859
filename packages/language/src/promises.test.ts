import { describe, expect, it } from 'vitest'
import { agree, dueIn, figuresOf, promisesOf } from './index.ts'

/** A Wednesday, 11:00 on a clock in Berlin. */
const CLOCK = { at: new Date('2026-03-04T10:00:00Z'), zone: 60 }
const due = (words: string) => dueIn(words, CLOCK)?.due.toISOString() ?? null

describe('dueIn', () => {
  it.each([
    ['by Friday', '2026-03-06T23:00:00.000Z'],
    ['by 5pm today', '2026-03-04T16:00:00.000Z'],
    ['on Thursday between 8 and 12', '2026-03-05T11:00:00.000Z'],
    ['within 24 hours', '2026-03-05T10:00:00.000Z'],
    ['within 3-5 business days', '2026-03-11T23:00:00.000Z'],
    ['in the coming days', '2026-03-11T23:00:00.000Z'],
    ['by EOD', '2026-03-04T23:00:00.000Z'],
    ['by the end of the week', '2026-03-06T23:00:00.000Z'],
    ['by the end of the month', '2026-03-31T23:00:00.000Z'],
    ['on March 12', '2026-03-12T23:00:00.000Z'],
    ['by the 12th', '2026-03-12T23:00:00.000Z'],
    ['on 12/05/2026', '2026-05-12T23:00:00.000Z'],
    ['early next week', '2026-03-11T23:00:00.000Z'],
    ['tomorrow by noon', '2026-03-05T11:00:00.000Z'],
  ])('takes "%s" for its last instant on the clock of the writer', (words, instant) => {
    expect(due(words)).toBe(instant)
  })

  it.each(['soon', 'as soon as possible', 'the sun will shine', 'version 4.2.1', 'a ten-day trial', 'order 771'])(
    'names no time for "%s"',
    (words) => expect(due(words)).toBeNull(),
  )
})

describe('promisesOf', () => {
  it.each([
    ["I'll post it tomorrow.", 'me', null],
    ['We will call you this afternoon.', 'us', 'call'],
    ["I'll get back to you by Friday.", 'me', 'write'],
    ['An engineer will be with you within 24 hours.', 'them', null],
    ['You get the whole €65 back, on your card by 12 May.', 'them', null],
    ['Your sofa is booked for Tuesday.', 'them', null],
  ])('finds the promise in "%s"', (text, by, word) => {
    expect(promisesOf(text, CLOCK)).toMatchObject([{ text, by, word }])
  })

  it.each([
    'Once we have the coat, your money is back within 5 days.',
    'The sale ends on Friday.',
    'Please send the photos by Friday.',
    'Will you come on Friday?',
    "We'll hold it until Saturday.",
    "I'll get back to you soon.",
    'Orders usually arrive within three days.',
    "I'm sorry that nobody came on Monday.",
  ])('finds none in "%s"', (text) => {
    expect(promisesOf(text, CLOCK)).toEqual([])
  })

  it('reads a text of 200 KB in linear time, and no more than twenty promises of it', () => {
    expect(promisesOf("I'll ring you on Friday between 8 and 12. ".repeat(5000), CLOCK)).toHaveLength(20)
    expect(promisesOf(`the ${'a '.repeat(100_000)}`, CLOCK)).toEqual([])
  })
})

describe('figuresOf', () => {
  it.each([
    ['£1,480.50 with delivery', 'money £', 1480.5],
    ['5,000 calls a day', 'count call', 5000],
    ['within 3 to 5 business days', 'duration', 5],
    ['a two-year warranty', 'duration', 730],
    ['from 8:00 to 18:00', 'hours', 806],
    ['12 % off', 'percent', 12],
    ['on 17 March', 'date', 317],
    ['on March 17th', 'date', 317],
    ['10,000', 'number', 10000],
  ])('reads %s', (text, kind, value) => {
    expect(figuresOf(text)[0]).toMatchObject({ kind, value })
  })

  it('lets 12 months agree with a year, and 4 not with 4.5', () => {
    const [year, months, four, half] = ['one year', '12 months', '4 kg', '4.5 kg'].map((text) => figuresOf(text)[0])
    if (!year || !months || !four || !half) throw new Error('not read')
    expect(agree(year, months)).toBe(true)
    expect(agree(four, half)).toBe(false)
  })
})
