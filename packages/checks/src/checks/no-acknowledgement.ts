import { complaintsOf, TIME_TOPICS, topicsOf } from '@proofgate/language'
import type { Check, Reading } from '../check.ts'
import { letterOf } from '../letter.ts'
import { customerMood } from '../mood.ts'
import { showsUnderstanding } from '../words/empathy.ts'

export const noAcknowledgement: Check = {
  id: 'no-acknowledgement',
  group: 'answer',
  weight: 2,
  max: 2,
  summary: 'The customer complains, and the reply neither names the complaint nor shows understanding',
  reason: 'Who is not heard says it again, louder.',
  source: 'S1 "Repeat the complaint", S4 "Show understanding"',
  languages: ['en'],
  needsCustomer: true,
  examples: {
    right: [
      {
        customer: 'The wine was corked, which spoilt my dinner.',
        reply: 'Two corked bottles at such a dinner! New ones come on Tuesday.',
      },
      { customer: 'I am upset that nobody came.', reply: "I'm sorry. Our driver comes today at five." },
      { customer: 'Where is the export?', reply: 'Under Reports, on the left.' },
      { customer: 'I am disappointed with the colour.', reply: 'I can see why. We will swap it for the teal one.' },
      {
        customer: 'You charged me twice, this is a mess!',
        reply: 'You were charged twice, and the second payment is reversed.',
      },
      { customer: 'The lamp does not light.', reply: 'Please press the ring for five seconds.' },
    ],
    wrong: [
      {
        customer:
          'Two of the six bottles were corked. It took the shine off my retirement dinner, and I am disappointed.',
        reply:
          'Two bottles of the 2019 will be delivered on Tuesday between 9 and 12. The driver asks for a signature.',
      },
      {
        customer: 'Your app charged me twice and the inspector still wrote me a ticket. This is a mess.',
        reply: 'Transaction 77120 of 23 April, zone 14, shows on your statement by Tuesday.',
      },
      {
        customer: 'Nobody came on Monday and I took a day off for it. I am fed up.',
        reply: 'The next free slot is on Thursday between 8 and 12. Please confirm.',
      },
      {
        customer: 'I have been waiting six weeks and feel let down.',
        reply: 'Your order has the state "in production". You find the state in your account.',
      },
    ],
  },
  *find(reading) {
    const mood = customerMood(reading)
    if (mood?.mood !== 'upset' || isFollowUp(reading)) return
    const { sentences } = letterOf(reading)
    const first = sentences.find(({ text }) => !/^(?:many )?thank/i.test(text)) ?? sentences[0]
    if (first === undefined || sentences.some(({ text }) => showsUnderstanding(text))) return
    const complaints = complaintsOf(reading.customer?.text ?? '')
    if (complaints.length === 0 && !mood.atRisk) return
    const matter = new Set(complaints.flatMap(({ text }) => [...topicsOf(text)]).filter((topic) => !isFigure(topic)))
    const named = sentences.some(({ text }) => [...topicsOf(text)].filter((topic) => matter.has(topic)).length > 1)
    if (named) return
    yield {
      part: first.part,
      at: first.at,
      confidence: 0.7,
      whole: true,
      message: 'The customer complains, and the reply does not take that up.',
      suggestion: 'Name what went wrong in your own words, and show that you see what it meant.',
    }
  },
}

/** Figures and times name no complaint. */
const isFigure = (topic: string) => /^\d/.test(topic) || TIME_TOPICS.has(topic)

const DAY_MS = 86_400_000

/** A short mail on the same day as our last one: the complaint was taken up there. */
function isFollowUp({ mail, conversation }: Reading): boolean {
  const ours = conversation.findLast((turn) => turn.by === 'us')?.mail.date ?? null
  return ours !== null && mail.date !== null && mail.date.getTime() - ours.getTime() < DAY_MS
}
