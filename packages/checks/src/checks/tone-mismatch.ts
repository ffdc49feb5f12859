import type { Check, Objection, Reading } from '../check.ts'
import { letterOf, type Spoken } from '../letter.ts'
import { customerMood } from '../mood.ts'
import { makesGood, showsUnderstanding } from '../words/empathy.ts'

export const toneMismatch: Check = {
  id: 'tone-mismatch',
  group: 'tone',
  weight: 3,
  max: 3,
  summary: 'Cheerful words or none of understanding for an upset customer; stiff words for a happy one',
  reason: 'A smile in the face of trouble is read as mockery, and a cold answer as contempt.',
  source: 'S4 "Match the tone of the customer"',
  languages: ['en'],
  needsCustomer: true,
  examples: {
    right: [
      {
        customer: 'This is the third mail and I am fed up. Where is my mattress?',
        reply: 'Three mails are two too many, and I am sorry. The mattress is on the van tomorrow between 8 and 10.',
      },
      { customer: 'Love the watch! Can I swim with it?', reply: 'So glad! Down to 100 metres, so dive in 😊' },
      {
        customer: 'The lamp arrived broken. What do I do?',
        reply: 'A new one leaves today and is with you on Friday.',
      },
      { customer: 'How do I change my address?', reply: 'Hey there! Under Settings, it takes a minute.' },
      {
        customer: 'I am furious, you charged me twice!',
        reply: 'You are right, and that is our mistake. The £12 goes back to your card today.',
      },
      {
        customer: 'I am furious, you charged me twice! Refund it or I go to my bank.',
        reply: 'Both charges were refunded at 10:42, and the bank fee of £15 is on us.',
      },
    ],
    wrong: [
      {
        customer: "The wreath for my mother's funeral came after the service. You should be ashamed.",
        reply: 'Hey Carol! Refunds are super easy 😊 It lands on your card by Wednesday.',
      },
      {
        customer: 'Cold showers again, mould in the cubicle, and I am this close to cancelling. Unacceptable.',
        reply: 'Thanks for the feedback! Keep up the great work on your fitness journey!!!',
      },
      {
        customer: 'I am going to the ombudsman. I have paid and you threaten to cut me off. This is outrageous.',
        reply: 'We confirm that a payment of £212 was received on 14 January. The balance of the account is zero.',
      },
      {
        customer: 'SECOND time in a year that this tank burst, my cellar is full of water and I am calling my lawyer.',
        reply: 'Oh no, a leak again! Woohoo, we have just the thing: the new Cascade 300 is here.',
      },
      {
        customer: 'Your app got all of us to the right church, I could kiss you, thank you so much, it is brilliant!',
        reply: 'The receipt of your communication is hereby confirmed. The matter will be processed accordingly.',
      },
    ],
  },
  *find(reading) {
    const mood = customerMood(reading)
    if (mood === null || mood.mood === 'neutral') return
    const { greeting, sentences, closing } = letterOf(reading)
    const all = [...(greeting === null ? [] : [greeting]), ...sentences, ...closing]
    if (mood.mood === 'happy') yield* stiff(sentences)
    else yield* cheerful(all) ?? cold(sentences, reading)
  },
}

const CHEER =
  /[😀😃😄😁😆😂🤣😊🙂😉😍🥳🤩😎🎉✨🚀🙌💪🔥❤😘]|(?:^|[\s(])(?:;-?\)|:-?[)D]|xD)(?=$|[\s.,!)])|!!|\b(?:yay|woo ?hoo|hooray|awesome|fab|super (?:easy|happy|excited|simple)|no worries|no biggie|hey there|cheers!|oopsie|oops|whoops|uh[- ]oh|happy days|easy[- ]peasy|have (?:a|an) (?:fab|awesome|amazing|fantastic|super|fun)\w*|good news!|great news!|exciting|excited|thrilled|rock on|you rock|lol|haha|fun fact|just the thing)\b|^(?:Hey|Hiya|Yo|Heya)\b[^.\n]{0,30}!|^Oh no,/iu

/** Breezy words, unless they are few and somebody shows understanding beside them. */
function cheerful(all: readonly Spoken[]): readonly Objection[] | null {
  const found = all.flatMap((one) => {
    const match = CHEER.exec(one.text)
    return match === null ? [] : [{ one, match }]
  })
  const [first] = found
  if (first === undefined) return null
  const meant = all.some(({ text }) => showsUnderstanding(text))
  if (meant && found.length < 2) return null
  const start = first.one.at.start + first.match.index
  return [
    {
      part: first.one.part,
      at: { start, end: start + first.match[0].length },
      excerpt: first.one.text,
      confidence: meant ? 0.6 : 0.8,
      whole: true,
      message: 'The customer is upset, and the reply is cheerful.',
      suggestion: 'Take the trouble up first, and leave the cheer out.',
    },
  ]
}

/** Not a word of understanding for somebody who is angry or threatens to go. */
function cold(sentences: readonly Spoken[], reading: Reading): readonly Objection[] {
  const mood = customerMood(reading)
  const [first] = sentences
  if (first === undefined || mood === null) return []
  if (sentences.some(({ text }) => showsUnderstanding(text) || makesGood(text))) return []
  if (!mood.atRisk && mood.because.length < 2) return []
  return [
    {
      part: first.part,
      at: first.at,
      confidence: mood.atRisk ? 0.7 : 0.6,
      whole: true,
      message: 'The customer is upset, and no word of the reply shows that anybody noticed.',
      suggestion: 'Say in your own words what went wrong for them, and that you are sorry for it.',
    },
  ]
}

const STIFF =
  /\b(?:hereby|herewith|the receipt of your (?:communication|message|letter)|we (?:acknowledge|confirm) (?:the )?receipt|your communication|the undersigned|aforementioned|accordingly|pursuant|in accordance with|kindly note that|please be (?:advised|informed)|be advised|we are in receipt|to whom it may concern|dear sir or madam|yours faithfully)\b/i
const WARMTH =
  /!|\b(?:glad|happy|delighted|love[d]?|lovely|thrilled|pleased|thank(?:s| you)|wonderful|great|enjoy|nice|kind|joy|made (?:my|our|his|her))\b/i

/** A note without points: officialese for somebody who wrote with joy. */
function* stiff(sentences: readonly Spoken[]): Iterable<Objection> {
  const found = sentences.find(({ text }) => STIFF.test(text))
  if (found === undefined || sentences.some(({ text }) => WARMTH.test(text))) return
  yield {
    part: found.part,
    at: found.at,
    confidence: 0.7,
    note: true,
    message: 'The customer writes with joy, and the reply reads like a form.',
    suggestion: 'Answer the joy with a warm word.',
  }
}
