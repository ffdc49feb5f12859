import { waitMs } from '@proofgate/calendar'
import { sentencesOf } from '@proofgate/language'
import type { Check, Reading } from '../check.ts'
import { datedTurns } from '../thread.ts'

const HOUR = 3_600_000

export const lateReply: Check = {
  id: 'late-reply',
  group: 'word',
  weight: 1,
  max: 1,
  summary: 'The reply comes later than the response target and does not say so; a note where it does',
  reason: 'Whoever waited two days and reads no word about it takes it for the rule.',
  source: 'S4 "Respond promptly": within 24 hours; S2 "Be quick"',
  languages: ['en'],
  needsCustomer: false,
  options: ['response_target'],
  examples: {
    right: [
      { customer: 'Is the red one in stock?', customerDate: '2026-11-23T12:00:00Z', reply: 'It is; I put one aside.' },
      { customer: 'Is the red one in stock?', customerDate: '2026-11-24T09:00:00Z', reply: 'It is; I put one aside.' },
      { customer: 'Is the red one in stock?', customerDate: '2026-11-23T23:00:00Z', reply: 'It is; I put one aside.' },
      'It is, and I have put one aside.',
    ],
    wrong: [
      { customer: 'Is the red one in stock?', customerDate: '2026-11-18T12:00:00Z', reply: 'It is; I put one aside.' },
      { customer: 'When do you open?', customerDate: '2026-11-10T12:00:00Z', reply: 'We open at nine.' },
      { customer: 'Please send the invoice.', customerDate: '2026-11-19T09:00:00Z', reply: 'It went out just now.' },
      { customer: 'May I bring a dog?', customerDate: '2026-11-16T12:00:00Z', reply: 'Dogs are welcome.' },
    ],
  },
  *find(reading) {
    const hours = waitOf(reading)
    const target = reading.settings.responseTarget
    if (hours === null || hours <= target.hours) return
    const said = sentencesOf(reading.ownText).find(({ text }) => ACKNOWLEDGES.test(text))
    yield {
      part: 'headers',
      at: null,
      confidence: 0.9,
      note: said !== undefined,
      message: `The customer has waited ${Math.round(hours)} ${target.calendar === 'business' ? 'working ' : ''}hours; the target is ${target.hours}.`,
      suggestion:
        said === undefined
          ? 'Say in a few words that the answer is late, and why.'
          : 'Nothing: the reply names the wait.',
    }
  },
}

const ACKNOWLEDGES =
  /\b(?:wait(?:ed|ing|s)?|delay(?:ed|s)?|late(?:r than)?|slow(?:er|ly)?|patien(?:ce|t|tly)|overdue|silence|backlog|unanswered|(?:took|taken|taking|been) (?:me |us |so |too |this |a )*(?:long|while|longer|\w+ days?|\w+ weeks?|the weekend)|(?:sooner|earlier|before now|quicker|faster)|(?:been|was|were) (?:away|ill|off|snowed under|swamped)|hear(?:d|ing)? nothing|getting back to you (?:only )?(?:now|after)|(?:two|three|four|five|\d+) (?:working |business )?days (?:ago|later|to (?:answer|reply))|belated(?:ly)?|catch(?:ing)? up|long time)\b/i

/** Hours from the customer's latest message to the reply, as the policy counts them; `null` when not known. */
function waitOf(reading: Reading): number | null {
  const last = datedTurns(reading).at(-1)
  const { date } = reading.mail
  if (last === undefined || date === null || last.by === 'us') return null
  const { responseTarget } = reading.settings
  // No wait is longer by opening hours than by the clock: calendars are opened for late replies alone.
  const byClock = (date.getTime() - last.at.getTime()) / HOUR
  return byClock <= responseTarget.hours ? byClock : waitMs(responseTarget, last.at, date) / HOUR
}
