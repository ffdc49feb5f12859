import type { SampleThread } from './sample-threads.ts'

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
  {
    title: 'an agent of a team at a public provider took part: ours, not a customer',
    turns: [
      { at: '2026-04-13T09:00:00+02:00', text: 'Which of your boats takes a wheelchair?' },
      {
        agent: 'Nils Aas',
        at: '2026-04-13T10:00:00+02:00',
        text: 'Hello Ana,\n\nthe Petrel does, with a ramp.\n\nNils',
      },
      { at: '2026-04-14T09:00:00+02:00', text: 'Splendid. Then the Petrel on 2 May, please, for six of us.' },
    ],
    reply: {
      agent: 'Nils Aas',
      at: '2026-04-14T09:40:00+02:00',
      text: 'Hello Ana,\n\nthe Petrel is yours on 2 May, for six.\n\nNils',
    },
    says: [],
  },
  {
    title: 'written on Friday evening, answered on Monday',
    turns: [{ at: '2026-04-17T19:30:00+00:00', text: 'Does the choir rehearse in the school holidays?' }],
    reply: {
      agent: 'Nils Aas',
      at: '2026-04-20T14:00:00+00:00',
      text: 'Hello Ana,\n\nno, we sing again from 4 May.\n\nNils',
    },
    says: [],
  },
  {
    title: 'the customer sends what we asked for within the hour and again with the right file',
    turns: [
      { at: '2026-04-13T09:00:00+00:00', text: 'The zip of the tent came off. What can be done?' },
      {
        agent: 'Nils Aas',
        at: '2026-04-13T10:00:00+00:00',
        text: 'Hello Ana,\n\ncould you send me a photo of the zip and the order number?\n\nNils',
      },
      { at: '2026-04-13T10:30:00+00:00', text: 'Order TX-8812. The photo is attached.', files: ['zip.jpg'] },
      {
        at: '2026-04-13T10:35:00+00:00',
        text: 'Sorry, that was the wrong side, here is the other.',
        files: ['zip2.jpg'],
      },
    ],
    reply: {
      agent: 'Nils Aas',
      at: '2026-04-13T12:00:00+00:00',
      text: 'Hello Ana,\n\nboth pictures are clear: the slider is bent. I send you a new one today for TX-8812. To which address shall it go?\n\nNils',
    },
    says: [],
  },
  {
    title: 'the price is another because the customer took more',
    turns: [
      { at: '2026-04-13T09:00:00+00:00', text: 'What does a day pass cost?' },
      { agent: 'Nils Aas', at: '2026-04-13T10:00:00+00:00', text: 'A day pass costs £14.' },
      { at: '2026-04-13T11:00:00+00:00', text: 'And a pass for the whole week?' },
    ],
    reply: { agent: 'Nils Aas', at: '2026-04-13T12:00:00+00:00', text: 'Hello Ana,\n\na week pass costs £60.\n\nNils' },
    says: [],
  },
  {
    title: 'a promise of which the time is still open when the customer chases it',
    turns: [
      { at: '2026-04-13T09:00:00+00:00', text: 'My cap was left on the coach.' },
      {
        agent: 'Nils Aas',
        at: '2026-04-13T10:00:00+00:00',
        text: 'Hello Ana,\n\nI will ask the driver and write to you by Friday.\n\nNils',
      },
      { at: '2026-04-15T08:00:00+00:00', text: 'Any news of my cap yet?' },
    ],
    reply: {
      agent: 'Nils Aas',
      at: '2026-04-15T09:00:00+00:00',
      text: 'Hello Ana,\n\nnot yet, he is on tour until tomorrow.\n\nNils',
    },
    says: [],
  },
  {
    title: 'the promise was kept by a parcel, the customer says',
    turns: [
      { at: '2026-04-06T09:00:00+00:00', text: 'The handle of the pan came off.' },
      {
        agent: 'Nils Aas',
        at: '2026-04-06T10:00:00+00:00',
        text: 'Hello Ana,\n\na new handle will be with you by Thursday.\n\nNils',
      },
      {
        at: '2026-04-13T08:00:00+00:00',
        text: 'The handle came on Wednesday, thank you. It does not fit the big pan though, is there one for that?',
      },
    ],
    reply: {
      agent: 'Nils Aas',
      at: '2026-04-13T09:00:00+00:00',
      text: 'Hello Ana,\n\nthere is: number 22, and I have posted it.\n\nNils',
    },
    says: [],
  },
  {
    title: 'an agent far east promised tomorrow; there it is not over',
    turns: [
      { at: '2026-04-13T09:00:00+09:00', text: 'Please send me the plan of the flat.' },
      {
        agent: 'Nils Aas',
        at: '2026-04-14T08:00:00+09:00',
        text: 'Hello Ana,\n\nI will send you the plan tomorrow.\n\nNils',
      },
      { at: '2026-04-15T09:00:00+09:00', text: 'I have not got the plan. When does it come?' },
    ],
    reply: {
      agent: 'Nils Aas',
      at: '2026-04-15T10:00:00+09:00',
      text: 'Hello Ana,\n\nthe architect has the last word on it this morning.\n\nNils',
    },
    says: [],
  },
  {
    title: 'a team without a name wrote first, now Nils does',
    turns: [
      { at: '2026-04-13T09:00:00+00:00', text: 'Is the pool heated in April?' },
      {
        agent: 'Pool Team',
        at: '2026-04-13T10:00:00+00:00',
        text: 'Hello,\n\nit is, to 24 degrees.\n\nYour Pool Team',
      },
      { at: '2026-04-13T11:00:00+00:00', text: 'And the small one?' },
    ],
    reply: {
      agent: 'Nils Aas',
      at: '2026-04-13T12:00:00+00:00',
      text: 'Hello Ana,\n\nthat one is at 30 degrees.\n\nNils',
    },
    says: [],
  },
  {
    title: 'who came back was known from before the given turns',
    memory: { people: ['ana.ruiz@mail.example', 'mo.hale@shop.example'] },
    turns: [
      { agent: 'Nils Aas', at: '2026-04-13T10:00:00+00:00', text: 'Hello Ana,\n\nthe roof box fits.\n\nNils' },
      { at: '2026-04-13T11:00:00+00:00', text: 'And the bars for it?' },
    ],
    reply: {
      agent: 'Mo Hale',
      from: 'Mo Hale <mo.hale@shop.example>',
      at: '2026-04-13T12:00:00+00:00',
      text: 'Hello Ana,\n\nthe bars come with it.\n\nMo',
    },
    says: [],
  },
  {
    title: 'the wife who was copied in by the customer in the second mail',
    turns: [
      { at: '2026-04-13T09:00:00+00:00', text: 'When is the viewing?' },
      {
        at: '2026-04-13T09:05:00+00:00',
        cc: ['Eva Sol <eva.sol@else.example>'],
        text: 'I add Eva, who comes as well.',
      },
    ],
    reply: {
      agent: 'Nils Aas',
      cc: ['eva.sol@else.example'],
      at: '2026-04-13T10:00:00+00:00',
      text: 'Hello Ana,\n\non Friday at five.\n\nNils',
    },
    says: [],
  },
  {
    title: 'a macro of steps for exactly this fault',
    memory: { twin: { turnId: 't1', sentAt: '2026-04-01T10:00:00Z', similarity: 0.96, times: 55 } },
    turns: [
      {
        at: '2026-04-13T09:00:00+00:00',
        text: 'My thermostat shows E4 and the radiators in the whole house stay cold.',
      },
    ],
    reply: {
      agent: 'Nils Aas',
      at: '2026-04-13T10:00:00+00:00',
      text: 'Hello Ana,\n\nE4 means that the thermostat has lost the boiler. Hold the button for ten seconds until the light turns green. If it stays red, I will send you a new sensor.\n\nKind regards,\nNils',
    },
    says: [],
  },
  {
    title: 'a macro that asks for what is needed to go on',
    memory: { twin: { turnId: 't1', sentAt: '2026-04-01T10:00:00Z', similarity: 1, times: 140 } },
    turns: [
      {
        at: '2026-04-13T09:00:00+00:00',
        text: 'I never got the second half of my order and I am rather cross about it by now.',
      },
    ],
    reply: {
      agent: 'Nils Aas',
      at: '2026-04-13T10:00:00+00:00',
      text: 'Hello Ana,\n\nI am sorry. Could you tell me the number on the delivery note? Then I can see what was packed.\n\nKind regards,\nNils',
    },
    says: [],
  },
]
