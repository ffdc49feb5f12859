import type { PolicyFile } from './policy-schema.ts'

/** One mail of a sample thread. */
export type SampleTurn = {
  /** Our agent's name and address; left out for the customer. */
  readonly agent?: string
  readonly from?: string
  readonly to?: readonly string[]
  readonly cc?: readonly string[]
  /** ISO 8601 with the writer's zone. */
  readonly at: string
  readonly text: string
  /** Further header lines. */
  readonly header?: readonly string[]
  readonly files?: readonly string[]
}

/** A conversation of several turns, the reply to it, and what checks that remember should say of that. */
export type SampleThread = {
  readonly title: string
  readonly turns: readonly SampleTurn[]
  readonly reply: SampleTurn
  readonly facts?: PolicyFile['facts']
  /** JSON of a memory; the conversation is `c1` where it is given. */
  readonly memory?: Readonly<Record<string, unknown>>
  /** Ids of the remembering checks that object, `late-reply (note)` for a note; empty for a near miss. */
  readonly says: readonly string[]
}

const ANA = 'Ana Ruiz <ana.ruiz@mail.example>'

/** Replies that must not be stopped, each one step from a fault. */
export const NEAR_MISSES: readonly SampleThread[] = [
  {
    title: 'two colleagues take turns, and the first one is back',
    turns: [
      { at: '2026-03-02T09:00:00+01:00', text: 'The hinge of my wardrobe is loose. What do I do?' },
      { agent: 'Rob Kerr', at: '2026-03-02T11:00:00+01:00', text: 'Hello Ana,\n\nwhich wardrobe is it?\n\nRob' },
      { at: '2026-03-02T12:00:00+01:00', text: 'The Nordic, in oak.' },
      {
        agent: 'Suki Tan',
        at: '2026-03-02T15:00:00+01:00',
        text: 'Hello Ana,\n\nRob is at lunch, so I answer. Tighten the screw on the left.\n\nSuki',
      },
      { at: '2026-03-03T08:00:00+01:00', text: 'The screw turns and turns. Is there a bigger one?' },
    ],
    reply: {
      agent: 'Rob Kerr',
      at: '2026-03-03T09:00:00+01:00',
      text: 'Hello Ana,\n\nyes, size M6 fits, and I have posted you four of them.\n\nRob',
    },
    says: [],
  },
  {
    title: 'a receipt sent by a machine is no answer, and nobody was late',
    turns: [
      { at: '2026-03-02T09:00:00+01:00', text: 'Does the blue kettle come with a filter?' },
      {
        agent: 'Kettle Shop',
        at: '2026-03-02T09:00:05+01:00',
        header: ['Auto-Submitted: auto-replied'],
        text: 'We have received your message. You will hear from us within 2 hours.',
      },
    ],
    reply: {
      agent: 'Rob Kerr',
      at: '2026-03-02T16:00:00+01:00',
      text: 'Hello Ana,\n\nyes, the blue one has a filter in the lid.\n\nRob',
    },
    says: [],
  },
  {
    title: 'colleagues asked each other in between; the customer was told nothing of it',
    turns: [
      { at: '2026-03-02T09:00:00+01:00', text: 'What does the service of my bike cost?' },
      {
        agent: 'Rob Kerr',
        to: ['workshop@shop.example'],
        at: '2026-03-02T09:30:00+01:00',
        text: 'Hi all, is the service of a bike £85 still? I will tell her tomorrow by noon.',
      },
      {
        agent: 'Mo Hale',
        to: ['rob.kerr@shop.example'],
        at: '2026-03-02T10:00:00+01:00',
        text: 'The service of a bike is £90 now.',
      },
    ],
    reply: {
      agent: 'Suki Tan',
      at: '2026-03-02T15:00:00+01:00',
      text: 'Hello Ana,\n\nthe service of your bike is £95, pads included.\n\nSuki',
    },
    says: [],
  },
  {
    title: 'a price that we corrected ourselves two mails ago',
    turns: [
      { at: '2026-03-02T09:00:00+01:00', text: 'What does a full service cost?' },
      { agent: 'Rob Kerr', at: '2026-03-02T10:00:00+01:00', text: 'A full service is £85.' },
      { at: '2026-03-02T11:00:00+01:00', text: 'Fine. And how long does it take?' },
      {
        agent: 'Rob Kerr',
        at: '2026-03-02T12:00:00+01:00',
        text: 'I have to correct myself: a full service is £95. It takes two days.',
      },
      { at: '2026-03-02T13:00:00+01:00', text: 'All right. So what do I pay in the end?' },
    ],
    reply: {
      agent: 'Rob Kerr',
      at: '2026-03-02T14:00:00+01:00',
      text: 'Hello Ana,\n\nthe full service is £95.\n\nRob',
    },
    says: [],
  },
  {
    title: 'a day that the customer moved three mails ago',
    turns: [
      { at: '2026-03-02T09:00:00+00:00', text: 'When does the sofa arrive?' },
      { agent: 'Rob Kerr', at: '2026-03-02T10:00:00+00:00', text: 'The sofa arrives on 9 March.' },
      { at: '2026-03-02T11:00:00+00:00', text: 'I am away that day. Could it be 12 March instead?' },
      { agent: 'Rob Kerr', at: '2026-03-02T12:00:00+00:00', text: 'Of course, that is changed.' },
      { at: '2026-03-02T13:00:00+00:00', text: 'Lovely. At what time roughly?' },
    ],
    reply: {
      agent: 'Rob Kerr',
      at: '2026-03-02T14:00:00+00:00',
      text: 'Hello Ana,\n\nthe sofa arrives on 12 March between 8 and 11.\n\nRob',
    },
    says: [],
  },
  {
    title: 'a promise renewed in a later mail of ours, whose new time is not over',
    turns: [
      { at: '2026-03-02T09:00:00+00:00', text: 'The lid of my pot is missing. Please send one.' },
      { agent: 'Rob Kerr', at: '2026-03-02T10:00:00+00:00', text: 'I will post the lid to you tomorrow.' },
      { at: '2026-03-04T09:00:00+00:00', text: 'Has the lid left?' },
      {
        agent: 'Rob Kerr',
        at: '2026-03-04T10:00:00+00:00',
        text: 'The lid is out of stock today; I will post the lid by Friday 13 March.',
      },
      {
        at: '2026-03-09T09:00:00+00:00',
        text: 'Thanks for the news. Still nothing here, but it is early. Is it the black one?',
      },
    ],
    reply: {
      agent: 'Rob Kerr',
      at: '2026-03-09T10:00:00+00:00',
      text: 'Hello Ana,\n\nyes, it is the black one.\n\nRob',
    },
    says: [],
  },
  {
    title: 'a promise that a later mail of ours kept before the customer asked for something else',
    turns: [
      { at: '2026-03-02T09:00:00+00:00', text: 'I was charged twice. Please pay one back.' },
      { agent: 'Rob Kerr', at: '2026-03-02T10:00:00+00:00', text: 'You will have the £12 on your card by Thursday.' },
      {
        agent: 'Suki Tan',
        at: '2026-03-04T10:00:00+00:00',
        text: 'Hello Ana,\n\nSuki here for Rob: the £12 was refunded to your card this morning.\n\nSuki',
      },
      { at: '2026-03-09T09:00:00+00:00', text: 'I have not found out yet how to change my address. Where is that?' },
    ],
    reply: {
      agent: 'Suki Tan',
      at: '2026-03-09T10:00:00+00:00',
      text: 'Hello Ana,\n\nit is under Settings, Account.\n\nSuki',
    },
    says: [],
  },
  {
    title: 'a promise which somebody marked as kept: the store has it no longer',
    memory: { openPromises: [] },
    turns: [
      { at: '2026-03-02T09:00:00+00:00', text: 'The lid of my pot is missing. Please send one.' },
      { agent: 'Rob Kerr', at: '2026-03-02T10:00:00+00:00', text: 'I will post the lid to you tomorrow.' },
      { at: '2026-03-09T09:00:00+00:00', text: 'I still wonder: is the pot safe in the dishwasher?' },
    ],
    reply: { agent: 'Rob Kerr', at: '2026-03-09T10:00:00+00:00', text: 'Hello Ana,\n\nyes, up to 65 degrees.\n\nRob' },
    says: [],
  },
  {
    title: 'thanks weeks ago need no answer; a note of ours after them is not late',
    turns: [
      { at: '2026-03-02T09:00:00+00:00', text: 'Do you have the lamp in green?' },
      { agent: 'Rob Kerr', at: '2026-03-02T10:00:00+00:00', text: 'Not now; I shall write when it is back.' },
      { at: '2026-03-02T11:00:00+00:00', text: 'Perfect, thank you!' },
    ],
    reply: {
      agent: 'Rob Kerr',
      at: '2026-03-20T10:00:00+00:00',
      text: 'Hello Ana,\n\nthe green lamp is back, and I keep one for you until Sunday.\n\nRob',
    },
    says: [],
  },
  {
    title: 'thanks on Monday, a new question on Thursday: the wait begins on Thursday',
    turns: [
      { at: '2026-03-02T09:00:00+00:00', text: 'Do you have the lamp in green?' },
      { agent: 'Rob Kerr', at: '2026-03-02T10:00:00+00:00', text: 'Yes, three of them.' },
      { at: '2026-03-02T11:00:00+00:00', text: 'Great, thank you!' },
      { at: '2026-03-05T11:00:00+00:00', text: 'Does it need a special bulb?' },
    ],
    reply: { agent: 'Rob Kerr', at: '2026-03-05T15:00:00+00:00', text: 'Hello Ana,\n\nany E27 bulb fits.\n\nRob' },
    says: [],
  },
  {
    title: 'four days with Easter in between: by the calendar of the store it is in time',
    memory: { answerDueAt: '2026-04-07T16:00:00Z' },
    turns: [{ at: '2026-04-02T16:00:00+00:00', text: 'Is the garden open for a school class?' }],
    reply: {
      agent: 'Rob Kerr',
      at: '2026-04-07T10:00:00+00:00',
      text: 'Hello Ana,\n\nit is, from nine to four.\n\nRob',
    },
    says: [],
  },
  {
    title: 'the number given long ago belongs to another order',
    turns: [
      { at: '2026-03-02T09:00:00+00:00', text: 'Order 448-2291 came without its plug. Where do I get one?' },
      { agent: 'Rob Kerr', at: '2026-03-02T10:00:00+00:00', text: 'Hello Ana,\n\nI have posted one to you.\n\nRob' },
      { at: '2026-03-04T10:00:00+00:00', text: 'The plug is here, many thanks.' },
      {
        at: '2026-03-18T09:00:00+00:00',
        text: 'Hello again, now another order of mine is late, the one from last week. Where is it?',
      },
    ],
    reply: {
      agent: 'Rob Kerr',
      at: '2026-03-18T10:00:00+00:00',
      text: 'Hello Ana,\n\ncould you send me the order number, please? Then I will ask the courier.\n\nRob',
    },
    says: [],
  },
  {
    title: 'the photo that was sent could not be opened',
    turns: [{ at: '2026-03-02T09:00:00+00:00', text: 'The vase has a crack, see the photo.', files: ['vase.jpg'] }],
    reply: {
      agent: 'Rob Kerr',
      at: '2026-03-02T10:00:00+00:00',
      text: 'Hello Ana,\n\nI am sorry about the vase. The photo did not open here; could you send the picture once more as a JPG?\n\nRob',
    },
    says: [],
  },
  {
    title: 'the number that was given has a digit too few',
    turns: [
      { at: '2026-03-02T09:00:00+00:00', text: 'Where is order 448-229?' },
      { agent: 'Rob Kerr', at: '2026-03-02T10:00:00+00:00', text: 'Hello Ana,\n\nwhen did you order?\n\nRob' },
      { at: '2026-03-02T11:00:00+00:00', text: 'Last Thursday, in the evening.' },
    ],
    reply: {
      agent: 'Rob Kerr',
      at: '2026-03-02T12:00:00+00:00',
      text: 'Hello Ana,\n\nI find nothing from Thursday, and the order number you gave has a digit too few. Could you look it up and send me the order number again?\n\nRob',
    },
    says: [],
  },
  {
    title: "the customer's husband wrote in a turn that is not given, and the store knows him",
    memory: { people: ['ana.ruiz@mail.example', 'p.garcia@post.example', 'care@shop.example'] },
    turns: [{ at: '2026-03-02T09:00:00+00:00', text: 'When is the fitter here?' }],
    reply: {
      agent: 'Rob Kerr',
      cc: ['p.garcia@post.example'],
      at: '2026-03-02T10:00:00+00:00',
      text: 'Hello Ana,\n\nhe comes on Friday at nine.\n\nRob',
    },
    says: [],
  },
  {
    title: 'the same words went to forty others, and they answer what was asked',
    memory: { twin: { turnId: 't9', sentAt: '2026-02-27T10:00:00Z', similarity: 0.99, times: 40 } },
    turns: [
      {
        at: '2026-03-02T09:00:00+00:00',
        text: 'Hello, how do I reset my password? The button on the page does nothing for me.',
      },
    ],
    reply: {
      agent: 'Rob Kerr',
      at: '2026-03-02T10:00:00+00:00',
      text: 'Hello Ana,\n\nopen the sign-in page, choose "Forgot password", and follow the link in the mail. The link works for one hour.\n\nKind regards,\nRob',
    },
    says: [],
  },
  {
    title: 'a macro with this customer’s own order in it does what was asked',
    memory: { twin: { turnId: 't9', sentAt: '2026-02-27T10:00:00Z', similarity: 0.93, times: 212 } },
    turns: [
      {
        at: '2026-03-02T09:00:00+00:00',
        text: 'Please cancel order 448-2291, I ordered the wrong size and need the money for the right one.',
      },
    ],
    reply: {
      agent: 'Rob Kerr',
      at: '2026-03-02T10:00:00+00:00',
      text: 'Hello Ana,\n\nyour order 448-2291 has been cancelled. The amount is on your card within 3 days.\n\nKind regards,\nRob',
    },
    says: [],
  },
  {
    title: 'a receipt with a number and a time is no stock response, however many got it',
    memory: { twin: { turnId: 't9', sentAt: '2026-02-27T10:00:00Z', similarity: 0.97, times: 900 } },
    turns: [
      {
        at: '2026-03-02T09:00:00+00:00',
        text: 'My boiler makes a noise like a train every night since the last visit of your fitter. Who looks at it?',
      },
    ],
    reply: {
      agent: 'Rob Kerr',
      at: '2026-03-02T09:10:00+00:00',
      text: 'Hello Ana,\n\nwe have received your message; your case number is 77120. A colleague will call you today before 6 pm.\n\nKind regards,\nRob',
    },
    says: [],
  },
  {
    title: 'thanks to thanks, in the same words as always',
    memory: { twin: { turnId: 't9', sentAt: '2026-02-27T10:00:00Z', similarity: 1, times: 75 } },
    turns: [
      { at: '2026-03-02T09:00:00+00:00', text: 'Which bulb fits?' },
      { agent: 'Rob Kerr', at: '2026-03-02T10:00:00+00:00', text: 'Hello Ana,\n\nany E27.\n\nRob' },
      { at: '2026-03-02T11:00:00+00:00', text: 'Thank you so much, that was quick, and it works perfectly now!' },
    ],
    reply: {
      agent: 'Rob Kerr',
      at: '2026-03-02T12:00:00+00:00',
      text: 'Hello Ana,\n\nyou are very welcome. We are always happy to help.\n\nKind regards,\nRob',
    },
    says: [],
  },
  {
    title: 'words that others got only in part take up the matter',
    memory: { twin: { turnId: 't9', sentAt: '2026-02-27T10:00:00Z', similarity: 0.62, times: 3 } },
    turns: [
      { at: '2026-03-02T09:00:00+00:00', text: 'The kettle leaks from the bottom since the first day, what now?' },
    ],
    reply: {
      agent: 'Rob Kerr',
      at: '2026-03-02T10:00:00+00:00',
      text: 'Hello Ana,\n\na kettle that leaks goes back: print the label in your account and drop it at any shop. A new one leaves today.\n\nKind regards,\nRob',
    },
    says: [],
  },
  {
    title: 'the fact of the store says what the reply says, that of the policy is the older one',
    facts: [{ topic: 'return window', value: '30 days' }],
    memory: { facts: [{ id: 'f1', topic: 'return window', value: '60 days' }] },
    turns: [{ at: '2026-03-02T09:00:00+00:00', text: 'How long can I return the coat?' }],
    reply: {
      agent: 'Rob Kerr',
      at: '2026-03-02T10:00:00+00:00',
      text: 'Hello Ana,\n\nyou can return it within 60 days.\n\nRob',
    },
    says: [],
  },
  {
    title: 'a fact of the store that is not in force yet',
    memory: { facts: [{ id: 'f1', topic: 'delivery price', value: '£5.95', valid_from: '2026-04-01' }] },
    turns: [{ at: '2026-03-02T09:00:00+00:00', text: 'What does delivery cost?' }],
    reply: { agent: 'Rob Kerr', at: '2026-03-02T10:00:00+00:00', text: 'Hello Ana,\n\ndelivery is £4.95.\n\nRob' },
    says: [],
  },
  {
    title: 'the customer is away: their machine answered, and asked nothing',
    turns: [
      { at: '2026-03-02T09:00:00+00:00', text: 'Does the crib fit in a lift of 90 cm?' },
      { agent: 'Rob Kerr', at: '2026-03-02T10:00:00+00:00', text: 'Hello Ana,\n\nlet me measure it.\n\nRob' },
      {
        at: '2026-03-02T10:00:05+00:00',
        header: ['Auto-Submitted: auto-replied'],
        text: 'I am away until 9 March. Please write to my colleague. Order numbers are in my file 448-2291.',
      },
    ],
    reply: {
      agent: 'Rob Kerr',
      at: '2026-03-09T10:00:00+00:00',
      text: 'Hello Ana,\n\nit does: the crib is 84 cm wide. What is your order number? Then I send the right bolts along.\n\nRob',
    },
    says: [],
  },
  {
    title: 'late, and the reply says so',
    turns: [
      { at: '2026-03-02T09:00:00+00:00', text: 'Is there a ramp at the side door?' },
      { at: '2026-03-05T09:00:00+00:00', text: 'I ask again: is there a ramp?' },
    ],
    reply: {
      agent: 'Rob Kerr',
      at: '2026-03-05T12:00:00+00:00',
      text: 'Hello Ana,\n\nI am sorry that you waited so long. Yes, there is one, 90 cm wide.\n\nRob',
    },
    says: ['late-reply (note)'],
  },
]

/** Faults that only show to whom remembers. */
export const FAULTS: readonly SampleThread[] = [
  {
    title: 'a third agent answers as if nobody had written before',
    turns: [
      { at: '2026-03-02T09:00:00+01:00', text: 'The hinge of my wardrobe is loose. What do I do?' },
      { agent: 'Rob Kerr', at: '2026-03-02T11:00:00+01:00', text: 'Hello Ana,\n\nwhich wardrobe is it?\n\nRob' },
      { at: '2026-03-02T12:00:00+01:00', text: 'The Nordic, in oak.' },
      {
        agent: 'Suki Tan',
        at: '2026-03-02T15:00:00+01:00',
        text: 'Hello Ana,\n\nRob is at lunch, so I answer. Tighten the screw on the left.\n\nSuki',
      },
      { at: '2026-03-03T08:00:00+01:00', text: 'The screw turns and turns. Is there a bigger one?' },
    ],
    reply: {
      agent: 'Omar Diaz',
      at: '2026-03-03T09:00:00+01:00',
      text: 'Hello Ana,\n\nyes, size M6 fits, four are in the post.\n\nOmar',
    },
    says: ['handover'],
  },
  {
    title: 'the customer wrote twice: the wait began with the first mail',
    turns: [
      { at: '2026-03-02T09:00:00+00:00', text: 'Is there a ramp at the side door?' },
      { at: '2026-03-05T09:00:00+00:00', text: 'And is the ramp wide enough for 80 cm?' },
    ],
    reply: {
      agent: 'Rob Kerr',
      at: '2026-03-05T12:00:00+00:00',
      text: 'Hello Ana,\n\nyes, there is one, 90 cm wide.\n\nRob',
    },
    says: ['late-reply'],
  },
  {
    title: 'a receipt of a machine does not stop the clock',
    turns: [
      { at: '2026-03-02T09:00:00+00:00', text: 'Does the blue kettle come with a filter?' },
      {
        agent: 'Kettle Shop',
        at: '2026-03-02T09:00:05+00:00',
        header: ['Auto-Submitted: auto-replied'],
        text: 'We have received your message.',
      },
    ],
    reply: {
      agent: 'Rob Kerr',
      at: '2026-03-06T16:00:00+00:00',
      text: 'Hello Ana,\n\nyes, the blue one has a filter in the lid.\n\nRob',
    },
    says: ['late-reply'],
  },
  {
    title: 'two hours is the target of the team, the store says, and it is over',
    memory: { answerDueAt: '2026-03-02T11:00:00Z' },
    turns: [{ at: '2026-03-02T09:00:00+00:00', text: 'Is the pool open this afternoon?' }],
    reply: { agent: 'Rob Kerr', at: '2026-03-02T12:30:00+00:00', text: 'Hello Ana,\n\nit is, until eight.\n\nRob' },
    says: ['late-reply'],
  },
  {
    title: 'a promise of two mails ago, passed over by our last mail and by this one',
    turns: [
      { at: '2026-03-02T09:00:00+00:00', text: 'I was charged twice. Please pay one back.' },
      {
        agent: 'Rob Kerr',
        at: '2026-03-02T10:00:00+00:00',
        text: 'You will have the refund on your card by Wednesday.',
      },
      { at: '2026-03-05T08:00:00+00:00', text: 'By the way, can I order by phone as well?' },
      { agent: 'Rob Kerr', at: '2026-03-05T10:00:00+00:00', text: 'Hello Ana,\n\nyes, from nine to five.\n\nRob' },
      { at: '2026-03-06T09:00:00+00:00', text: 'The refund has not come. Where is it?' },
    ],
    reply: {
      agent: 'Rob Kerr',
      at: '2026-03-06T10:00:00+00:00',
      text: 'Hello Ana,\n\nrefunds go to the card that you paid with, and show as "SHOP".\n\nRob',
    },
    says: ['broken-promise'],
  },
  {
    title: 'a promise from a turn that is not given any more: the store has it open',
    memory: {
      openPromises: [
        {
          id: 7,
          text: 'Our fitter will be with you by 20 February.',
          timeWords: 'by 20 February',
          madeAt: '2026-02-10T10:00:00Z',
          dueAt: '2026-02-21T00:00:00Z',
          agent: 'rob.kerr@shop.example',
        },
      ],
    },
    turns: [
      { at: '2026-03-01T09:00:00+00:00', text: 'Do you also do radiators?' },
      { agent: 'Rob Kerr', at: '2026-03-02T08:00:00+00:00', text: 'Hello Ana,\n\nwe do.\n\nRob' },
      { at: '2026-03-02T09:00:00+00:00', text: 'Good. But the fitter has never come, you said February.' },
    ],
    reply: {
      agent: 'Rob Kerr',
      at: '2026-03-02T10:00:00+00:00',
      text: 'Hello Ana,\n\nradiators start at £120 each.\n\nRob',
    },
    says: ['broken-promise'],
  },
  {
    title: 'a new promise in the mail between was about something else',
    turns: [
      { at: '2026-03-02T09:00:00+00:00', text: 'The lid of my pot is missing. And do you engrave?' },
      { agent: 'Rob Kerr', at: '2026-03-02T10:00:00+00:00', text: 'I will post the lid to you tomorrow.' },
      {
        agent: 'Suki Tan',
        at: '2026-03-03T10:00:00+00:00',
        text: 'Hello Ana,\n\nRob asked me about engraving: I will write to you about the engraver by Friday 20 March.\n\nSuki',
      },
      { at: '2026-03-10T09:00:00+00:00', text: 'There is still no lid here.' },
    ],
    reply: {
      agent: 'Suki Tan',
      at: '2026-03-10T10:00:00+00:00',
      text: 'Hello Ana,\n\nlids come in black and in steel. Which one is yours?\n\nSuki',
    },
    says: ['broken-promise'],
  },
  {
    title: 'the number stands in the first of nine mails',
    turns: [
      { at: '2026-03-02T09:00:00+00:00', text: 'Order 448-2291 came with a scratch. What now?' },
      { agent: 'Rob Kerr', at: '2026-03-02T10:00:00+00:00', text: 'Hello Ana,\n\nhow long is the scratch?\n\nRob' },
      { at: '2026-03-02T11:00:00+00:00', text: 'As long as a finger.' },
      {
        agent: 'Rob Kerr',
        at: '2026-03-02T12:00:00+00:00',
        text: 'Hello Ana,\n\ndoes it go through the paint?\n\nRob',
      },
      { at: '2026-03-02T13:00:00+00:00', text: 'It does.' },
      {
        agent: 'Rob Kerr',
        at: '2026-03-02T14:00:00+00:00',
        text: 'Hello Ana,\n\nwould you like a new one, or the paint?\n\nRob',
      },
      { at: '2026-03-02T15:00:00+00:00', text: 'A new one, please.' },
      { agent: 'Rob Kerr', at: '2026-03-02T16:00:00+00:00', text: 'Hello Ana,\n\nin white as before?\n\nRob' },
      { at: '2026-03-02T17:00:00+00:00', text: 'In white, yes. When does it come?' },
    ],
    reply: {
      agent: 'Rob Kerr',
      at: '2026-03-02T18:00:00+00:00',
      text: 'Hello Ana,\n\nwithin five days. Please send me your order number, so that I can book it.\n\nRob',
    },
    says: ['asks-again'],
  },
  {
    title: 'a price against the one of four mails ago',
    turns: [
      { at: '2026-03-02T09:00:00+00:00', text: 'What does a full service cost?' },
      { agent: 'Rob Kerr', at: '2026-03-02T10:00:00+00:00', text: 'A full service is £85.' },
      { at: '2026-03-02T11:00:00+00:00', text: 'And do you have a bike to lend?' },
      { agent: 'Rob Kerr', at: '2026-03-02T12:00:00+00:00', text: 'We do, three of them.' },
      { at: '2026-03-02T13:00:00+00:00', text: 'All right, Monday then. What do I pay in the end?' },
    ],
    reply: {
      agent: 'Rob Kerr',
      at: '2026-03-02T14:00:00+00:00',
      text: 'Hello Ana,\n\nMonday is fine. The full service is £110.\n\nRob',
    },
    says: ['inconsistent-answer'],
  },
  {
    title: 'the old price again, after we had corrected it',
    turns: [
      { at: '2026-03-02T09:00:00+00:00', text: 'What does a full service cost?' },
      { agent: 'Rob Kerr', at: '2026-03-02T10:00:00+00:00', text: 'A full service is £85.' },
      { at: '2026-03-02T11:00:00+00:00', text: 'Fine. And how long does it take?' },
      {
        agent: 'Rob Kerr',
        at: '2026-03-02T12:00:00+00:00',
        text: 'I have to correct myself: a full service is £95. It takes two days.',
      },
      { at: '2026-03-02T13:00:00+00:00', text: 'All right. So what do I pay in the end?' },
    ],
    reply: {
      agent: 'Rob Kerr',
      at: '2026-03-02T14:00:00+00:00',
      text: 'Hello Ana,\n\nthe full service is £85.\n\nRob',
    },
    says: ['inconsistent-answer'],
  },
  {
    title: 'against a fact of the store',
    memory: { facts: [{ id: 'f1', topic: 'return postage', value: 'paid by us' }] },
    turns: [{ at: '2026-03-02T09:00:00+00:00', text: 'Who pays when I send the coat back?' }],
    reply: {
      agent: 'Rob Kerr',
      at: '2026-03-02T10:00:00+00:00',
      text: 'Hello Ana,\n\nreturn postage is at your own expense.\n\nRob',
    },
    says: ['inconsistent-answer'],
  },
  {
    title: 'somebody who is no part of the conversation, as the store knows it',
    memory: { people: ['ana.ruiz@mail.example', 'p.garcia@post.example', 'care@shop.example'] },
    turns: [],
    reply: {
      agent: 'Rob Kerr',
      cc: ['bo.stone@else.example'],
      at: '2026-03-02T10:00:00+00:00',
      text: 'Hello Ana,\n\nhe comes on Friday at nine.\n\nRob',
    },
    says: ['wrong-recipient'],
  },
  {
    title: 'the words of forty others, about none of what this customer wrote',
    memory: { twin: { turnId: 't9', sentAt: '2026-02-27T10:00:00Z', similarity: 0.98, times: 40 } },
    turns: [
      {
        at: '2026-03-02T09:00:00+00:00',
        text: 'The kettle leaks from the bottom since the first day. Can I swap it in your shop in Ely?',
      },
    ],
    reply: {
      agent: 'Rob Kerr',
      at: '2026-03-02T10:00:00+00:00',
      text: 'Hello Ana,\n\nthank you for your message. I have looked into your account, and everything is in order on our side. Our catalogue for the spring is out with 200 new products.\n\nKind regards,\nRob',
    },
    says: ['stock-response'],
  },
  {
    title: 'a macro for another question than the one that was asked',
    memory: { twin: { turnId: 't9', sentAt: '2026-02-27T10:00:00Z', similarity: 1, times: 310 } },
    turns: [
      {
        at: '2026-03-02T09:00:00+00:00',
        text: 'Why does the app ask for my location all the time, and how do I switch that off?',
      },
    ],
    reply: {
      agent: 'Rob Kerr',
      at: '2026-03-02T10:00:00+00:00',
      text: 'Hello Ana,\n\nto update your payment method, open Billing and choose Cards. Enter the new card and press Save. Invoices of past months stay as they are.\n\nKind regards,\nRob',
    },
    says: ['stock-response'],
  },
  {
    title: 'a complaint without a question gets what every complaint gets',
    memory: { twin: { turnId: 't9', sentAt: '2026-02-27T10:00:00Z', similarity: 0.95, times: 18 } },
    turns: [
      {
        at: '2026-03-02T09:00:00+00:00',
        text: 'The showers in your gym were cold again on Tuesday, and there is mould over the third cubicle.',
      },
    ],
    reply: {
      agent: 'Rob Kerr',
      at: '2026-03-02T10:00:00+00:00',
      text: 'Hello Ana,\n\nwe are sorry that you were not satisfied. I have passed your words on to the team, who will use them to become better. We look forward to your next visit.\n\nKind regards,\nRob',
    },
    says: ['stock-response'],
  },
  {
    title: 'twenty turns, and the answer contradicts the second',
    turns: [
      { at: '2026-03-02T08:00:00+00:00', text: 'How many guests may sleep in the barn?' },
      { agent: 'Rob Kerr', at: '2026-03-02T08:30:00+00:00', text: 'Dogs are allowed in the barn. It sleeps ten.' },
      ...Array.from({ length: 17 }, (_, i) =>
        i % 2 === 0
          ? {
              at: `2026-03-0${3 + Math.floor(i / 4)}T1${i % 4}:00:00+00:00`,
              text: `And is there a spoon number ${i + 1} in the kitchen?`,
            }
          : { agent: 'Rob Kerr', at: `2026-03-0${3 + Math.floor(i / 4)}T1${i % 4}:30:00+00:00`, text: 'There is.' },
      ),
      { at: '2026-03-08T09:00:00+00:00', text: 'Last one: may we bring our two dogs?' },
    ],
    reply: {
      agent: 'Rob Kerr',
      at: '2026-03-08T10:00:00+00:00',
      text: 'Hello Ana,\n\nI am afraid dogs are not allowed in the barn.\n\nRob',
    },
    says: ['inconsistent-answer'],
  },
]

/** A thread's mails as octets, the reply last. */
export function octetsOf({ turns, reply }: SampleThread): readonly Uint8Array[] {
  return [...turns, reply].map(({ agent, from, to, cc = [], at, text, header = [], files = [] }, i) => {
    const body =
      files.length === 0
        ? ['Content-Type: text/plain; charset=utf-8', '', text]
        : [
            'Content-Type: multipart/mixed; boundary="cut"',
            '',
            '--cut',
            'Content-Type: text/plain; charset=utf-8',
            '',
            text,
            ...files.flatMap((name) => [
              '--cut',
              'Content-Type: image/jpeg',
              `Content-Disposition: attachment; filename="${name}"`,
              '',
              'x',
            ]),
            '--cut--',
          ]
    const sender = from ?? (agent === undefined ? ANA : `${agent} <care@shop.example>`)
    const lines = [
      `From: ${sender}`,
      `To: ${to?.join(', ') ?? (agent === undefined ? 'care@shop.example' : ANA)}`,
      ...(cc.length === 0 ? [] : [`Cc: ${cc.join(', ')}`]),
      `Subject: ${i === 0 ? 'A question' : 'Re: A question'}`,
      `Message-ID: <${i}.thread@shop.example>`,
      `Date: ${dateOf(at)}`,
      ...header,
      ...body,
      '',
    ]
    return Buffer.from(lines.join('\n').replaceAll('\n', '\r\n'))
  })
}

/** `2026-03-02T09:00:00+01:00` as RFC 5322 writes it. */
function dateOf(iso: string): string {
  const [, day = '', time = '', sign = '+', hours = '', minutes = ''] =
    /^([\d-]+)T([\d:]+)([+-])(\d\d):(\d\d)$/.exec(iso) ?? []
  const [year, month, date] = day.split('-')
  const name = new Date(`${day}T00:00:00Z`).toLocaleDateString('en-GB', { month: 'short', timeZone: 'UTC' })
  return `${Number(date)} ${name || month} ${year} ${time} ${sign}${hours}${minutes}`
}
