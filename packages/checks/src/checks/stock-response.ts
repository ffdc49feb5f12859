import { TIME_TOPICS, topicsOf, wordsOf } from '@proofgate/language'
import type { Check, Reading } from '../check.ts'
import { isStock, isThanks, passesBy, TWIN_MIN, WORDS_MIN } from '../form-letters.ts'
import { letterOf, type Spoken } from '../letter.ts'

export const stockResponse: Check = {
  id: 'stock-response',
  group: 'answer',
  weight: 4,
  max: 4,
  summary: "A reply that went, or could go, to anybody: it takes up nothing of this customer's message",
  reason: 'A customer who gets a form letter knows that nobody read theirs.',
  source: 'S3 "No stock response", S4 "Avoid being generic"',
  languages: ['en'],
  needsCustomer: true,
  examples: {
    right: [
      {
        customer: 'The kettle leaks from the bottom since the first day.',
        reply: 'Thank you for writing to us. A kettle that leaks goes back: the label is attached.',
      },
      {
        customer: 'Thanks, all sorted now, the lamp works.',
        reply: 'Thank you for letting us know. Have a lovely week!',
      },
      {
        customer: 'Does my policy cover me at thirty weeks? And do I need a letter?',
        reply: 'Thank you for your message. Yes, up to week 36, and no.',
      },
      {
        customer: 'How do I change the name on my ticket for Friday?',
        reply: 'We are happy to help. Open Bookings, choose the ticket, and press Change.',
      },
      {
        customer: 'How do I reset my password? The button on the page does nothing for me.',
        reply: 'Open the sign-in page, choose "Forgot password", and follow the link in the mail.',
        sentToOthers: 40,
      },
      {
        customer: 'I was charged twice for August, why is that?',
        reply: 'We apologise for the inconvenience. I have asked our bank and will write to you by Thursday.',
      },
    ],
    wrong: [
      {
        customer: 'Why does the app ask for my location all the time, and how do I switch that off?',
        reply: 'To update your payment method, open Billing and choose Cards. Enter the new card and press Save.',
        sentToOthers: 40,
      },
      {
        customer: 'The kettle leaks from the bottom since the first day, there is water on my counter. Order 8-2291.',
        reply:
          'We appreciate that you took the time to contact us. Customer satisfaction is our top priority and your message is important to us. We continually work to improve our products.',
      },
      {
        customer: 'Does my policy cover me at thirty weeks? And do I have to carry a letter from the midwife?',
        reply:
          'Thank you for contacting Skylark Cover. We pride ourselves on bringing peace of mind. Your enquiry is important to us and we look forward to being of service.',
      },
      {
        customer: 'We roster 40 people. Does the calendar know lunar holidays, or must we type them in?',
        reply:
          "We're always excited to hear from our community! Ideas like yours make our product better. Watch our blog for news.",
      },
      {
        customer: 'Cold showers again on Tuesday, and black mould over the third cubicle.',
        reply:
          'Thank you for taking the time to share your feedback. The opinions of our members matter greatly to us. We hope to see you soon.',
      },
    ],
  },
  *find(reading) {
    const { sentences } = letterOf(reading)
    const [first] = sentences
    const theirs = reading.customer?.text ?? ''
    const { twin } = reading.memory
    if (first !== undefined && twin !== null && twin.similarity >= TWIN_MIN && passesBy(reading)) {
      yield {
        part: first.part,
        at: first.at,
        confidence: 0.8,
        whole: true,
        message: `The same words went to ${twin.times === 1 ? 'another customer' : `${twin.times} other customers`}, last on ${dayOf(twin.sentAt)}, and nothing in them is about what this one wrote.`,
        suggestion: "Begin with the customer's matter: name it, and say what becomes of it.",
      }
      return
    }
    if (first === undefined || sentences.length < 2 || wordsOf(theirs).length < WORDS_MIN) return
    if (reading.mail.attachments.length > 0 || isThanks(theirs)) return
    const empty = sentences.filter((one) => isStock(one, reading)).length
    if (empty < sentences.length / 2 || sentences.some((one) => takesUp(one, reading))) return
    yield {
      part: first.part,
      at: first.at,
      confidence: 0.75,
      whole: true,
      message: 'Nothing in this reply is about what the customer wrote.',
      suggestion: "Begin with the customer's matter: name it, and say what becomes of it.",
    }
  },
}

/** Says something to this customer: their matter, a figure, a yes or no, an act, a question. */
function takesUp(one: Spoken, reading: Reading): boolean {
  if (isStock(one, reading)) return false
  const { text } = one
  if (/\?\s*$/.test(text) || /\d/.test(text) || /^(?:yes|no|of course|sorry|unfortunately|done)\b/i.test(text))
    return true
  if (/\b(?:i|we)(?:['’]ve|['’]ll| have| will|['’]m| am) (?!always|continu|happy|glad|proud|look)\w+/i.test(text))
    return true
  const theirs = topicsOf(reading.customer?.text ?? '')
  return [...topicsOf(text)].some((topic) => theirs.has(topic) && !TIME_TOPICS.has(topic))
}

const dayOf = (instant: string) =>
  new Date(instant).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
