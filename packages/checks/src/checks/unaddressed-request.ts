import { type Outcome, type Request, requestOutcomesOf, requestsOf } from '@proofgate/language'
import type { Check, Reading } from '../check.ts'
import { once } from '../once.ts'

export const unaddressedRequest: Check = {
  id: 'unaddressed-request',
  group: 'answer',
  weight: 4,
  max: 8,
  summary: 'Something the customer asked for that the reply neither does, refuses nor puts off',
  reason: 'Whoever asked for a refund and reads only about the weather writes again, angrier.',
  source: 'S3 "Pay attention to the request"',
  languages: ['en'],
  needsCustomer: true,
  examples: {
    right: [
      {
        customer: 'Please cancel my membership.',
        reply: 'Your membership ends on 31 March, and nothing is taken after that.',
      },
      { customer: 'I want my money back.', reply: 'The £85 is on its way to your card and lands by Friday.' },
      { customer: 'Can you resend the tickets?', reply: 'They went out again just now, to the right address.' },
      { customer: 'Please ring me today.', reply: 'Sorry, we have nobody who can call today; may I write instead?' },
      { customer: 'Could you move the delivery to Friday?', reply: 'Done.' },
      { customer: "I'd like to bring it in for repair.", reply: 'We are open from nine.' },
      { customer: 'Please refund the fee.', reply: "I'll ask accounts and write to you by Thursday." },
      { customer: 'Please note that we are away until Monday.', reply: 'Enjoy the time away.' },
    ],
    wrong: [
      {
        customer: 'Please cancel my Plus membership, and refund the 14.90 of February.',
        reply: 'The refund of 14.90 reaches your card by Friday. Your reading list is untouched.',
      },
      {
        customer: 'I have a letter about £212 that I paid. Ring me today on the number you have.',
        reply: 'We confirm that the payment was received on 14 January. The balance of your account is zero.',
      },
      {
        customer: 'The hall lamp flickers. Please send an electrician.',
        reply: 'Lamps may flicker when the voltage drops in the evening.',
      },
      {
        customer: 'You charged me twice. Give me back one of the two and cancel the ticket no. 881.',
        reply: 'Transaction 77120 has been reversed and shows on your statement by Tuesday.',
      },
    ],
  },
  *find(reading) {
    for (const { request, outcome } of outcomes(reading)) {
      if (outcome.state !== 'missing') continue
      yield {
        part: 'conversation',
        at: { start: request.start, end: request.end },
        excerpt: request.text,
        confidence: Math.min(request.confidence, outcome.confidence),
        message: `The customer asks for "${request.text}", and the reply does not take it up.`,
        suggestion: 'Say that it is done, or when it will be, or that it cannot be done and why.',
      }
    }
  },
  ledger: (reading) =>
    outcomes(reading).map(({ request, outcome }) => ({
      text: request.text,
      source: reading.customer?.source ?? 'conversation',
      kind: 'request',
      state: outcome.state,
      confidence: Math.min(request.confidence, outcome.confidence),
      answer: outcome.sentence?.text ?? null,
    })),
}

type Settled = { readonly request: Request; readonly outcome: Outcome }

const outcomes = once((reading: Reading): readonly Settled[] => {
  const text = reading.customer?.text ?? ''
  const requests = requestsOf(text)
  const found = requestOutcomesOf(requests, reading.ownText, text)
  return requests.flatMap((request, i) => {
    const outcome = found[i]
    return outcome === undefined ? [] : [{ request, outcome }]
  })
})
