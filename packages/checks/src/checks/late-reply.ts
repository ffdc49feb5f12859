import { waitMs } from '@proofgate/calendar'
import { asksOf, complaintsOf, isThanksOnly, requestsOf, sentencesOf } from '@proofgate/language'
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
    const wait = waitOf(reading)
    if (wait === null || !wait.isLate) return
    const said = sentencesOf(reading.ownText).find(({ text }) => ACKNOWLEDGES.test(text))
    yield {
      part: 'headers',
      at: null,
      confidence: 0.9,
      note: said !== undefined,
      message: wait.words,
      suggestion:
        said === undefined
          ? 'Say in a few words that the answer is late, and why.'
          : 'Nothing: the reply names the wait.',
    }
  },
}

const ACKNOWLEDGES =
  /\b(?:wait(?:ed|ing|s)?|delay(?:ed|s)?|late(?:r than)?|slow(?:er|ly)?|patien(?:ce|t|tly)|overdue|silence|backlog|unanswered|(?:took|taken|taking|been) (?:me |us |so |too |this |a )*(?:long|while|longer|\w+ days?|\w+ weeks?|the weekend)|(?:sooner|earlier|before now|quicker|faster)|(?:been|was|were) (?:away|ill|off|snowed under|swamped)|hear(?:d|ing)? nothing|getting back to you (?:only )?(?:now|after)|(?:two|three|four|five|\d+) (?:working |business )?days (?:ago|later|to (?:answer|reply))|belated(?:ly)?|catch(?:ing)? up|long time)\b/i

type Wait = { readonly isLate: boolean; readonly words: string }

/**
 * How long the customer has waited, since the first mail that asked something and nobody answered; `null` when not known,
 * and when nobody waits: whoever only thanks wants no answer. The store counts business hours and holidays, and says by
 * when.
 */
function waitOf(reading: Reading): Wait | null {
  const turns = datedTurns(reading)
  const { date } = reading.mail
  const open = turns.slice(turns.findLastIndex(({ by }) => by === 'us') + 1).filter(({ text }) => !isThanksOnly(text))
  const since = open.find(({ text }) => asks(text)) ?? open.at(-1)
  if (since === undefined || date === null) return null
  const { answerDueAt } = reading.memory
  if (answerDueAt !== null) {
    const due = new Date(answerDueAt)
    return {
      isLate: date > due,
      words: `The customer has waited since ${whenOf(since.at)}; our answer was due by ${whenOf(due)}.`,
    }
  }
  const { responseTarget } = reading.settings
  const { calendar, hours } = responseTarget
  // No wait is longer by opening hours than by the clock: calendars are opened for late replies alone.
  const byClock = (date.getTime() - since.at.getTime()) / HOUR
  const waited = byClock <= hours ? byClock : waitMs(responseTarget, since.at, date) / HOUR
  const kind = calendar === 'business' ? 'working ' : ''
  return {
    isLate: waited > hours,
    words: `The customer has waited ${Math.round(waited)} ${kind}hours; the target is ${hours}.`,
  }
}

const asks = (text: string) => asksOf(text).length > 0 || requestsOf(text).length > 0 || complaintsOf(text).length > 0

const whenOf = (date: Date) =>
  `${date.toLocaleString('en-GB', { weekday: 'long', day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit', timeZone: 'UTC' })} (UTC)`
