import type { SampleThread } from './sample-threads.ts'

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
  {
    title: 'Tuesday to Friday, with a chaser in between, and no word of it',
    turns: [
      { at: '2026-04-14T09:00:00+00:00', text: 'Can the piano be tuned before the concert?' },
      { at: '2026-04-16T16:00:00+00:00', text: 'Did you get my mail?' },
    ],
    reply: {
      agent: 'Nils Aas',
      at: '2026-04-17T12:00:00+00:00',
      text: 'Hello Ana,\n\nyes, the tuner comes on Saturday.\n\nNils',
    },
    says: ['late-reply'],
  },
  {
    title: 'a call that was promised by a colleague, and nobody rang',
    turns: [
      { at: '2026-04-13T09:00:00+00:00', text: 'The lift is out again. Who comes?' },
      {
        agent: 'Nils Aas',
        at: '2026-04-13T10:00:00+00:00',
        text: 'Hello Ana,\n\nour engineer will ring you this afternoon.\n\nNils',
      },
      { at: '2026-04-14T09:00:00+00:00', text: 'Nobody rang. What now?' },
    ],
    reply: {
      agent: 'Mo Hale',
      at: '2026-04-14T10:00:00+00:00',
      text: 'Hello Ana,\n\nNils passed this to me. The lift is a Kone of 1998, which has parts from two makers.\n\nMo',
    },
    says: ['broken-promise'],
  },
  {
    title: 'the e-mail address stood in the third mail of seven',
    turns: [
      { at: '2026-04-13T09:00:00+00:00', text: 'I want the invoice.' },
      { agent: 'Nils Aas', at: '2026-04-13T09:30:00+00:00', text: 'Hello Ana,\n\nwhere shall it go?\n\nNils' },
      { at: '2026-04-13T10:00:00+00:00', text: 'To books@ruiz-stone.example, please.' },
      { agent: 'Nils Aas', at: '2026-04-13T10:30:00+00:00', text: 'Hello Ana,\n\nwith or without VAT?\n\nNils' },
      { at: '2026-04-13T11:00:00+00:00', text: 'With.' },
      { agent: 'Nils Aas', at: '2026-04-13T11:30:00+00:00', text: 'Hello Ana,\n\nand for which month?\n\nNils' },
      { at: '2026-04-13T12:00:00+00:00', text: 'March.' },
    ],
    reply: {
      agent: 'Nils Aas',
      at: '2026-04-13T12:30:00+00:00',
      text: 'Hello Ana,\n\nthank you. To which e-mail address should I send it?\n\nNils',
    },
    says: ['asks-again'],
  },
  {
    title: 'two agents, two dates',
    turns: [
      { at: '2026-04-13T09:00:00+00:00', text: 'When does the exhibition end?' },
      {
        agent: 'Nils Aas',
        at: '2026-04-13T10:00:00+00:00',
        text: 'Hello Ana,\n\nthe exhibition ends on 7 June.\n\nNils',
      },
      { at: '2026-04-13T11:00:00+00:00', text: 'Good. Is there a guided tour in Spanish?' },
      { agent: 'Nils Aas', at: '2026-04-13T12:00:00+00:00', text: 'Hello Ana,\n\nthere is, every Sunday.\n\nNils' },
      { at: '2026-04-14T09:00:00+00:00', text: 'So which Sunday would be the last one?' },
    ],
    reply: {
      agent: 'Mo Hale',
      at: '2026-04-14T10:00:00+00:00',
      text: 'Hello Ana,\n\nthis is Mo, Nils is off today. The exhibition ends on 24 May, so the last tour is on that day.\n\nMo',
    },
    says: ['inconsistent-answer'],
  },
  {
    title: 'against a fact that the store holds since last month',
    facts: [{ topic: 'warranty', value: '2 years' }],
    memory: {
      facts: [
        {
          id: 'f3',
          topic: 'cancellation fee',
          statement: 'We charge £15.',
          value: '£15',
          valid_from: '2026-03-01',
          valid_until: null,
        },
      ],
    },
    turns: [{ at: '2026-04-13T09:00:00+00:00', text: 'What happens if I cancel?' }],
    reply: {
      agent: 'Nils Aas',
      at: '2026-04-13T10:00:00+00:00',
      text: 'Hello Ana,\n\nthe cancellation fee is £25.\n\nNils',
    },
    says: ['inconsistent-answer'],
  },
  {
    title: 'another customer’s address slipped into Cc',
    memory: { people: ['ana.ruiz@mail.example'] },
    turns: [{ at: '2026-04-13T09:00:00+00:00', text: 'When is the viewing?' }],
    reply: {
      agent: 'Nils Aas',
      cc: ['viktor.lang@gmx.de'],
      at: '2026-04-13T10:00:00+00:00',
      text: 'Hello Ana,\n\non Friday at five.\n\nNils',
    },
    says: ['wrong-recipient'],
  },
  {
    title: 'the macro of the refund to one who asked for the opening hours',
    memory: { twin: { turnId: 't1', sentAt: '2026-04-01T10:00:00Z', similarity: 0.97, times: 61 } },
    turns: [
      { at: '2026-04-13T09:00:00+00:00', text: 'Are you open on Easter Monday, and may children swim without a cap?' },
    ],
    reply: {
      agent: 'Nils Aas',
      at: '2026-04-13T10:00:00+00:00',
      text: 'Hello Ana,\n\nrefunds are made to the card that was used. You will see the amount within ten working days. Your bank may need longer.\n\nKind regards,\nNils',
    },
    says: ['stock-response'],
  },
  {
    title: 'a third colleague, and the promise of the first, in eleven mails',
    turns: [
      { at: '2026-04-01T09:00:00+00:00', text: 'The oven door does not close.' },
      { agent: 'Nils Aas', at: '2026-04-01T10:00:00+00:00', text: 'Hello Ana,\n\nwhich model?\n\nNils' },
      { at: '2026-04-01T11:00:00+00:00', text: 'HB-22.' },
      {
        agent: 'Nils Aas',
        at: '2026-04-01T12:00:00+00:00',
        text: 'Hello Ana,\n\nthe new hinge will be with you by Wednesday 8 April.\n\nNils',
      },
      { at: '2026-04-02T09:00:00+00:00', text: 'Can I use the oven until then?' },
      {
        agent: 'Mo Hale',
        at: '2026-04-02T10:00:00+00:00',
        text: 'Hello Ana,\n\nNils asked me to answer: better not.\n\nMo',
      },
      { at: '2026-04-02T11:00:00+00:00', text: 'And the hob?' },
      { agent: 'Mo Hale', at: '2026-04-02T12:00:00+00:00', text: 'Hello Ana,\n\nthe hob is fine.\n\nMo' },
      { at: '2026-04-13T09:00:00+00:00', text: 'The hinge has not arrived. Where is it?' },
    ],
    reply: {
      agent: 'Ida Berg',
      at: '2026-04-13T10:00:00+00:00',
      text: 'Hello Ana,\n\nhinges are made in Turin and come by van.\n\nIda',
    },
    says: ['broken-promise', 'handover'],
  },
  {
    title: 'a broken promise in a conversation that the store does not have',
    memory: { conversation: null, openPromises: [] },
    turns: [
      { at: '2026-03-02T09:00:00+00:00', text: 'The lid of my pot is missing. Please send one.' },
      { agent: 'Rob Kerr', at: '2026-03-02T10:00:00+00:00', text: 'I will post the lid to you tomorrow.' },
      { at: '2026-03-09T09:00:00+00:00', text: 'There is still no lid.' },
    ],
    reply: {
      agent: 'Rob Kerr',
      at: '2026-03-09T10:00:00+00:00',
      text: 'Hello Ana,\n\nlids come in black and in steel. Which one is yours?\n\nRob',
    },
    says: ['broken-promise'],
  },
]
