import { type Ask, asksOf, type Outcome, outcomesOf } from '@proofgate/language'
import { isSignOff, isSignOffWithName } from '@proofgate/mail'
import type { Check, Objection, Reading } from '../check.ts'
import type { LedgerRow } from '../judgement.ts'
import { once } from '../once.ts'

export const unansweredQuestion: Check = {
  id: 'unanswered-question',
  group: 'answer',
  weight: 5,
  max: 9,
  summary: "A question of the customer's that no part of the reply answers, declines, asks back about or defers",
  reason: 'It tells the customer that the message was not read to its end, and costs both another mail.',
  source: 'S4 "Answer all the customer\'s questions", S3 (1) focus on the questions',
  languages: ['en'],
  needsCustomer: true,
  examples: {
    right: [
      { customer: 'How much is the blue one?', reply: 'The blue one is £24, delivery included.' },
      {
        customer: 'What do tickets cost? Do we have to pay in advance?',
        reply: "They are £8 each. You don't have to pay before the day.",
      },
      {
        customer: 'Is there a code for students? How do I use it?',
        reply: 'We have one: STUDENT15 works at checkout once you have signed in with your college address.',
      },
      { customer: 'When can we come by?', reply: 'Whenever you like.' },
      { customer: 'How many guests may each of us bring?', reply: 'As many as you like.' },
      { customer: 'What is the fee this year?', reply: 'Same as last year.' },
      { customer: 'When does the class begin?', reply: 'At the start of term.' },
      { customer: 'Is it waterproof?', reply: 'Down to 100 metres, so swim with it as you like.' },
      { customer: 'Can I pay by card?', reply: 'Sorry, we can only take cash at the market.' },
      { customer: 'How long does the repair take?', reply: "I'll ask the workshop and let you know by Friday noon." },
      { customer: 'What does the repair cost?', reply: 'Could you tell me which model it is?' },
      { customer: 'Hi Tom, how are you? The lamp is lovely.', reply: 'So glad that you like it!' },
      { customer: 'Do you even read these mails? Cancel it.', reply: 'Your order is cancelled.' },
      {
        customer: '1. Is there a lift?\n2. Can we bring the dog?',
        reply: '1. There is, next to the stairs.\n2. He is welcome.',
      },
    ],
    wrong: [
      {
        customer: 'How much is the blue one?',
        reply: 'The blue one is very popular and comes with its own case. We love it too.',
      },
      {
        customer: 'How long will the power be off?',
        reply: 'Your message about the power has been read and passed on.',
      },
      {
        customer: 'Does the calendar know public holidays? I roster forty people.',
        reply: 'We are always happy to hear from our community. Ideas like yours make us better.',
      },
      {
        customer: "My parcel came today. I'd also like to know what the return costs.",
        reply: 'Good to hear that the parcel came.',
      },
      {
        customer: '1. Is there a lift?\n2. What does parking cost?',
        reply: 'The lift is next to the stairs. We look forward to your stay.',
      },
    ],
  },
  *find(reading) {
    for (const { ask, outcome } of outcomes(reading)) {
      if (outcome.state === 'missing') yield objectionTo(ask, outcome)
    }
  },
  ledger: (reading) => outcomes(reading).map((one) => rowOf(one, reading)),
}

/** The first questions of a turn; a message with more is no question any more. */
const ASKS_MAX = 40

type Settled = { readonly ask: Ask; readonly outcome: Outcome }

const outcomes = once((reading: Reading): readonly Settled[] => {
  const text = reading.customer?.text ?? ''
  const asks = asksOf(text).slice(0, ASKS_MAX)
  const found = outcomesOf(asks, reading.ownText, text)
  return asks.flatMap((ask, i) => {
    const outcome = answeredInline(ask, reading) ?? found[i]
    return outcome === undefined ? [] : [{ ask, outcome }]
  })
})

/**
 * Answers written between the quoted lines: what stands below the quoted question answers it. Below a quote of the
 * whole message it only does where the question is the quote's last word.
 */
function answeredInline(ask: Ask, { body, mail }: Reading): Outcome | null {
  if (body === null) return null
  const { segments, text } = body
  const words = squeezed(ask.text)
  const answered = segments.map(({ kind }, i) => kind === 'quote' && segments[i + 1]?.kind === 'own')
  const between = answered.filter((one) => one).length > 1
  const i = segments.findIndex(({ start, end }, k) => {
    const quote = answered[k] ? squeezed(text.slice(start, end)) : ''
    return between ? quote.includes(words) : quote.endsWith(words)
  })
  const below = segments[i + 1]
  if (i < 0 || below === undefined) return null
  const answer = { start: below.start, end: below.end, text: text.slice(below.start, below.end).trim() }
  return isOnlySigned(answer.text, mail.from[0]?.name ?? '')
    ? null
    : { state: 'answered', confidence: 0.85, sentence: answer }
}

/** True for closing words and the writer's name: below a quote they answer nothing. */
function isOnlySigned(text: string, writer: string): boolean {
  const names = new Set([writer, ...writer.split(/\s+/)].map((name) => name.toLowerCase()))
  return text
    .split('\n')
    .map((line) => line.trim())
    .every((line) => line === '' || isSignOff(line) || isSignOffWithName(line) || names.has(line.toLowerCase()))
}

const squeezed = (text: string) =>
  text
    .replace(/^[> ]+/gm, ' ')
    .replace(/\s+/g, ' ')
    .trim()

function objectionTo(ask: Ask, outcome: Outcome): Objection {
  return {
    part: 'conversation',
    at: { start: ask.start, end: ask.end },
    excerpt: ask.text,
    // No surer than that it is a question at all.
    confidence: Math.min(ask.confidence, outcome.confidence),
    message: `The customer asks "${ask.text}", and the reply does not say.`,
    suggestion: 'Answer it, say that you cannot, or say by when you will.',
  }
}

function rowOf({ ask, outcome }: Settled, { customer }: Reading): LedgerRow {
  return {
    text: ask.text,
    source: customer?.source ?? 'conversation',
    kind: 'question',
    state: outcome.state,
    confidence: Math.min(ask.confidence, outcome.confidence),
    answer: outcome.sentence?.text ?? null,
  }
}
