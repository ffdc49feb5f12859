import type { Check, Objection, Reading } from '../check.ts'
import { letterOf } from '../letter.ts'
import { once } from '../once.ts'
import { ASKED_FOR } from '../words/asked-for.ts'

export const asksAgain: Check = {
  id: 'asks-again',
  group: 'answer',
  weight: 4,
  max: 4,
  summary: 'Asks for something the customer has given already: a number, an address, a photo, a date',
  reason: 'It shows that nobody read the mail, and costs the customer a round.',
  source: 'S2 "Eliminate hoops"',
  languages: ['en'],
  needsCustomer: true,
  examples: {
    right: [
      { customer: 'Where is my order?', reply: 'Could you send me your order number, please?' },
      {
        customer: 'My order 448-2291 is late.',
        reply: 'May I confirm that 448-2291 goes to 5 Mercer Court?',
      },
      {
        customer: 'Order AF-30991, where is it?',
        reply: 'AF-30991 comes on Friday. What is your phone number, for the driver?',
      },
      { customer: 'The glass is cracked, order 4711-22.', reply: 'Could you send a photo of the glass?' },
      { customer: 'I wrote about order 448-2291 before.', reply: 'Order number 448-2291 is on the van.' },
      { customer: 'My number is 01952 555 0119.', reply: 'Is 01952 555 0119 still the number to reach you?' },
    ],
    wrong: [
      {
        customer: "It's order 448-2291, like the subject says. Is the mattress coming?",
        reply: 'So that I can look into it, please send me your order number.',
      },
      {
        customer: 'The tap leaks, photo attached.',
        customerAttachments: ['tap.jpg'],
        reply: 'Could you send a photo of the tap?',
      },
      {
        customer: 'The fridge still stands in my hall at 5 Mercer Court, order AF-30991.',
        reply: 'To arrange a collection, could you let me have your order number and the address?',
      },
      { customer: 'Reach me at kim@mail.example, please.', reply: 'What is your e-mail address?' },
    ],
  },
  *find(reading) {
    const known = knownOf(reading)
    if (letterOf(reading).sentences.some(({ text }) => UNUSABLE.test(text))) return
    for (const { text, part, at } of letterOf(reading).sentences) {
      if (CONFIRMS.test(text)) continue
      for (const { ask, given, what } of ASKED_FOR) {
        const asked = ask.exec(text)
        if (asked === null || !given.test(known.text) || given.test(text)) continue
        yield objectionTo(part, at, what)
        break
      }
      if (PHOTO.test(text) && known.pictures) yield objectionTo(part, at, 'a picture')
    }
  },
}

const objectionTo = (part: Objection['part'], at: Objection['at'], what: string): Objection => ({
  part,
  at,
  confidence: 0.75,
  message: `Asks for ${what}: the customer has given that already.`,
  suggestion: 'Look it up in the thread, and go on from there; if you doubt it, name it and ask whether it is right.',
})

type Known = { readonly text: string; readonly pictures: boolean }

/** All that the customer has written and sent in the thread. */
const knownOf = once((reading: Reading): Known => {
  const all = reading.conversation.filter(({ by }) => by === 'customer')
  // What was given for one order is not known of another.
  const turns = ANOTHER.test(reading.customer?.text ?? '') ? all.slice(-1) : all
  const subjects = turns.map(({ mail }) => mail.subject)
  const said = turns.length > 0 ? turns.map(({ text }) => text) : [reading.customer?.text ?? '']
  const files = turns.flatMap(({ mail }) => mail.attachments)
  return {
    text: [...subjects, ...said].join('\n'),
    pictures: files.some(
      ({ contentType, filename }) =>
        contentType.startsWith('image/') || /\.(?:jpe?g|png|heic|gif|webp)$/i.test(filename ?? ''),
    ),
  }
})

const PHOTO =
  /\b(?:send|attach|share|provide|upload|forward|include|take|have)\b[^.!?\n]{0,40}\b(?:photos?|pictures?|images?|snaps?)\b/i

/** What was given is of no use: asked for again with the reason. */
const THING = '(?:photos?|pictures?|images?|files?|attachments?|scans?|numbers?|codes?|address(?:es)?|links?|dates?)'
const UNUSABLE = new RegExp(
  `\\b${THING}\\b[^.!?\\n]{0,80}\\b(?:(?:did|does|do|could|can)(?:n['’]t| ?not) (?:open|come|arrive|load|work|match|exist|be (?:opened|read|found|seen))|too (?:small|dark|few|short|long|blurr\\w+)|missing|incomplete|unreadable|blurr\\w+|not (?:visible|valid|found|readable|recogni[sz]ed)|unknown|wrong)\\b|\\b(?:can(?:no|['’])?t|cannot|could(?:n['’]t| not)|unable to) (?:open|read|find|see|make out)\\b[^.!?\\n]{0,40}\\b${THING}\\b`,
  'i',
)

/** The customer comes with something else than before. */
const ANOTHER =
  /\b(?:another|an? (?:new|second|third|different|separate|other)|the other|one more|my (?:new|other|second|next)) (?:\w+ ){0,2}(?:orders?|bookings?|parcels?|packages?|deliver(?:y|ies)|accounts?|polic(?:y|ies)|invoices?|tickets?|reservations?|purchases?|matters?|problems?|things?|items?|contracts?|cards?|address|phone|number|one)\b/i

/** The value is named to be confirmed, or asked for in a new form. */
const CONFIRMS =
  /\b(?:confirm|is (?:it|that|this) (?:still|right|correct)|still (?:right|correct|valid|the)|double[- ]check|correct\?|another|different|second|other|alternative|instead)\b/i
