import { expect, it } from 'vitest'
import { type Line, november, told } from './testing.ts'

/** `us since 24 09:00`, `customer since …`, `nobody`. */
async function waits(lines: readonly Line[]): Promise<string> {
  const { summary } = await told(lines)
  if (summary.waitsOn === null) return 'nobody'
  return `${summary.waitsOn} since ${summary.waitingSince?.toISOString().slice(8, 16).replace('T', ' ')}`
}

const ASKS: Line = ['customer', '23 09:00', 'How much is the blue one? And do you ship to Norway?']
const ANSWERS: Line = ['tom', '23 10:00', 'The blue one is £24. Yes, we ship to Norway as well.']

it.each<[string, string, Line[]]>([
  ['a question waits for us', 'us since 23 09:00', [ASKS]],
  ['an answer ends the wait', 'nobody', [ASKS, ANSWERS]],
  ['a thank-you note makes nobody wait', 'nobody', [ASKS, ANSWERS, ['customer', '23 11:00', 'Thanks, that helps!']]],
  [
    'thanks with a doubt do',
    'us since 23 11:00',
    [ASKS, ANSWERS, ['customer', '23 11:00', 'Thanks, but my cousin paid less.']],
  ],
  [
    'thanks with a question do',
    'us since 23 11:00',
    [ASKS, ANSWERS, ['customer', '23 11:00', 'Thanks! Is there a red one too?']],
  ],
  [
    'thanks while a question is still open leave the wait as it is',
    'us since 23 09:00',
    [ASKS, ['customer', '23 09:05', 'Thank you!']],
  ],
  [
    'two mails in a row wait since the first',
    'us since 23 09:00',
    [ASKS, ['customer', '24 09:00', 'Hello? I would still like to know.']],
  ],
  [
    'after an answer the wait counts from the next mail',
    'us since 24 09:00',
    [ASKS, ANSWERS, ['customer', '24 09:00', 'Can I pay by card?']],
  ],
  [
    'an answer that asks back makes it the customer’s move',
    'customer since 23 10:00',
    [
      ['customer', '23 09:00', 'What does the repair cost?'],
      ['tom', '23 10:00', 'Could you tell me which model it is?'],
    ],
  ],
  [
    'an offer of more help does not',
    'nobody',
    [
      ASKS,
      ['tom', '23 10:00', 'The blue one is £24. Yes, we ship to Norway. Is there anything else I can do for you?'],
    ],
  ],
  [
    'the answer to what we asked back is our move again',
    'us since 23 11:00',
    [
      ['customer', '23 09:00', 'What does the repair cost?'],
      ['tom', '23 10:00', 'Could you tell me which model it is?'],
      ['customer', '23 11:00', 'It is the K200.'],
    ],
  ],
  [
    'and what settles it is the price',
    'nobody',
    [
      ['customer', '23 09:00', 'What does the repair cost?'],
      ['tom', '23 10:00', 'Could you tell me which model it is?'],
      ['customer', '23 11:00', 'It is the K200.'],
      ['tom', '23 12:00', 'Then the repair costs £45.'],
    ],
  ],
  [
    'asked back twice, we wait since the first time',
    'customer since 23 10:00',
    [
      ['customer', '23 09:00', 'What does the repair cost?'],
      ['tom', '23 10:00', 'Could you tell me which model it is?'],
      ['tom', '25 10:00', 'Could you please tell me the model, so that I can look the price up?'],
    ],
  ],
  [
    'an answer that leaves a question open keeps the customer waiting since they asked',
    'us since 23 09:00',
    [
      ['customer', '23 09:00', 'How much is the blue one? When do you open on Sundays?'],
      ['tom', '23 10:00', 'The blue one is £24, gift wrapping included.'],
    ],
  ],
  [
    'the second mail that says the rest ends it',
    'nobody',
    [
      ['customer', '23 09:00', 'How much is the blue one? When do you open on Sundays?'],
      ['tom', '23 10:00', 'The blue one is £24, gift wrapping included.'],
      ['tom', '23 11:00', 'Sorry, I forgot: on Sundays we open at eleven.'],
    ],
  ],
  [
    'an answer that only puts it off keeps the customer waiting',
    'us since 23 09:00',
    [
      ['customer', '23 09:00', 'Why is the red one gone?'],
      ['tom', '23 10:00', "I'll ask the buyer and write to you by Friday."],
    ],
  ],
  [
    'thanks for that change nothing',
    'us since 23 09:00',
    [
      ['customer', '23 09:00', 'Why is the red one gone?'],
      ['tom', '23 10:00', "I'll ask the buyer and write to you by Friday."],
      ['customer', '23 11:00', 'Great, thank you.'],
    ],
  ],
  [
    'an automatic mail of ours answers nobody',
    'us since 23 09:00',
    [ASKS, ['help', '23 09:01', 'We have received your message and will answer within 24 hours.', 'auto']],
  ],
  [
    'an out-of-office note of the customer makes nobody wait',
    'nobody',
    [ASKS, ANSWERS, ['customer', '23 10:01', 'I am away until Monday. Who can help? Ask Bo.', 'auto']],
  ],
  [
    'a mail among colleagues answers nobody',
    'us since 23 09:00',
    [ASKS, ['tom', '23 10:00', 'The blue one is £24, and yes, we ship to Norway, right?', 'internal']],
  ],
  [
    'a declined request is an answer',
    'nobody',
    [
      ['customer', '23 09:00', 'Please refund the delivery fee.'],
      ['tom', '23 10:00', "I'm afraid we cannot refund the delivery fee once the parcel has left."],
    ],
  ],
  [
    'a request that nobody takes up keeps waiting',
    'us since 23 09:00',
    [
      ['customer', '23 09:00', 'Please cancel my Plus membership. How much is the basic one?'],
      ['tom', '23 10:00', 'The basic one is £4 a month.'],
    ],
  ],
  [
    'a statement without a question waits for us as well',
    'us since 23 09:00',
    [['customer', '23 09:00', 'The red one, in size M.']],
  ],
  [
    'any answer ends such a wait',
    'nobody',
    [
      ['customer', '23 09:00', 'The red one, in size M.'],
      ['tom', '23 10:00', 'It is packed and leaves today.'],
    ],
  ],
  [
    'a problem that we say we solved is settled',
    'nobody',
    [
      ['customer', '23 09:00', 'My kettle arrived with a cracked lid.'],
      ['tom', '23 10:00', "I'm sorry about that. A new lid was posted today."],
    ],
  ],
  [
    'one that we only regret is not',
    'us since 23 09:00',
    [
      ['customer', '23 09:00', 'My kettle arrived with a cracked lid.'],
      ['tom', '23 10:00', 'Thank you for your message. We apologise for the inconvenience.'],
    ],
  ],
  [
    'of two problems the one that nobody speaks of keeps waiting',
    'us since 23 09:00',
    [
      ['customer', '23 09:00', 'The lid of the kettle is cracked. Also the invoice is wrong.'],
      ['tom', '23 10:00', 'A new lid for the kettle was posted today.'],
    ],
  ],
  [
    'whoever sorts it out alone waits no more',
    'nobody',
    [ASKS, ['customer', '23 09:30', 'Never mind, found it on your page.']],
  ],
  [
    'what is taken back may be followed by another question',
    'us since 23 09:30',
    [ASKS, ['customer', '23 09:30', 'Please ignore my last mail. Can I collect it on Saturday?']],
  ],
  [
    '“never mind the price” takes nothing back',
    'us since 23 09:00',
    [ASKS, ['customer', '23 09:30', 'Never mind the price, where do you ship to?']],
  ],
  [
    '“it is still not sorted” takes nothing back',
    'us since 23 09:00',
    [ASKS, ['customer', '23 09:30', 'It is still not sorted.']],
  ],
  [
    'who asks the same again waits again, since then',
    'us since 25 09:00',
    [ASKS, ANSWERS, ['customer', '25 09:00', 'How much is the blue one?']],
  ],
  [
    'a promise to write keeps the customer waiting until it is kept',
    'us since 23 10:00',
    [
      ['customer', '23 09:00', 'Here are the photos for the claim.'],
      ['tom', '23 10:00', "Thank you, they are with the insurer. I'll get back to you by Thursday."],
    ],
  ],
  [
    'a promise of a deed makes nobody wait for a mail',
    'nobody',
    [
      ['customer', '23 09:00', 'Please send me a new lid.'],
      ['tom', '23 10:00', "Of course: I'll post a new lid to you tomorrow."],
    ],
  ],
  [
    'who is asked to write elsewhere has the next move',
    'customer since 23 10:00',
    [
      ['customer', '23 09:00', 'Terrible service: three hours late and nobody called.'],
      ['tom', '23 10:00', "I'm sorry to hear this. Please send us a direct message with your number."],
    ],
  ],
  [
    'an answer to one question that asks back about another is owed nothing',
    'customer since 23 10:00',
    [
      ['customer', '23 09:00', 'How much is the blue one? Can I collect it?'],
      ['tom', '23 10:00', 'The blue one is £24. Which of our shops is nearest to you?'],
    ],
  ],
  [
    'one story told in several sentences is taken up as one',
    'nobody',
    [
      ['customer', '23 09:00', 'The kettle is broken. The lid fell off. I am very disappointed.'],
      ['tom', '23 10:00', 'A new kettle leaves today.'],
    ],
  ],
  [
    'a problem that is told as solved is none',
    'nobody',
    [['customer', '23 09:00', 'The problem with my login has been resolved, thank you.']],
  ],
  [
    'anger about what arrived is no good news',
    'us since 23 09:00',
    [['customer', '23 09:00', 'I called them, and the help I received was absolutely useless and rude.']],
  ],
  [
    'a time for the answer is no answer to “when”',
    'us since 23 09:00',
    [
      ['customer', '23 09:00', 'When will my jacket arrive? How much is the hat?'],
      ['tom', '23 10:00', 'The hat is £20. I will ask the courier and write to you tomorrow about the jacket.'],
    ],
  ],
  [
    'a mere receipt answers nothing',
    'us since 23 09:00',
    [
      ['customer', '23 09:00', 'Can I change my address?'],
      ['tom', '23 10:00', 'Thank you for your message. We have passed it to the team responsible.'],
    ],
  ],
  [
    'what was forwarded to the customer is no receipt',
    'nobody',
    [
      ['customer', '23 09:00', 'Please send me the invoice.'],
      ['tom', '23 10:00', 'I have forwarded the invoice to you again.'],
    ],
  ],
  [
    'a problem that was only passed on is not settled',
    'us since 23 09:00',
    [
      ['customer', '23 09:00', 'The app crashes when I open a photo.'],
      ['tom', '23 10:00', 'Thank you for reporting this. I have forwarded it to our developers.'],
    ],
  ],
  [
    'who declines what we offered waits for nothing, and we do not wait for them',
    'nobody',
    [
      ['customer', '23 09:00', 'When will it be back?'],
      ['tom', '23 10:00', 'In March. Would you like me to reserve one for you?'],
      ['customer', '23 11:00', 'No thanks, I will look elsewhere.'],
    ],
  ],
  [
    'who takes it waits for it',
    'us since 23 11:00',
    [
      ['customer', '23 09:00', 'When will it be back?'],
      ['tom', '23 10:00', 'In March. Would you like me to reserve one for you?'],
      ['customer', '23 11:00', 'Yes please, thank you!'],
    ],
  ],
  [
    'good news want no answer',
    'nobody',
    [['customer', '23 09:00', 'Just to let you know that the parcel arrived. All good.']],
  ],
  [
    'good news with a fault do',
    'us since 23 09:00',
    [['customer', '23 09:00', 'The parcel arrived, but not the one I ordered.']],
  ],
  [
    'found it, please disregard',
    'nobody',
    [
      ['customer', '23 09:00', 'Where is my invoice?'],
      ['customer', '23 09:10', 'Sorry, found it in my spam folder. Please disregard.'],
    ],
  ],
  [
    'thanks in another language are thanks',
    'nobody',
    [
      ['customer', '23 09:00', 'Guten Tag, wann kommt mein Paket an? Ich warte seit drei Wochen darauf.'],
      ['tom', '23 10:00', 'Guten Tag, das Paket liegt beim Nachbarn im Erdgeschoss.'],
      ['customer', '23 11:00', 'Vielen Dank für die schnelle Hilfe!'],
    ],
  ],
  [
    'and with a “but” they are none',
    'us since 23 11:00',
    [
      ['customer', '23 09:00', 'Guten Tag, wann kommt mein Paket an? Ich warte seit drei Wochen darauf.'],
      ['tom', '23 10:00', 'Guten Tag, das Paket liegt beim Nachbarn im Erdgeschoss.'],
      ['customer', '23 11:00', 'Danke, aber dort ist es auch nicht.'],
    ],
  ],
  ['nobody waits where only we wrote', 'nobody', [['tom', '23 09:00', 'Your order is ready for you at the counter.']]],
  [
    'we wait for an answer to what we asked first',
    'customer since 23 09:00',
    [['tom', '23 09:00', 'One address is missing. Could you send us the house number?']],
  ],
])('%s', async (_, expected, lines) => expect(await waits(lines)).toBe(expected))

it('the order in which mails became known changes nothing', async () => {
  const lines: Line[] = [ASKS, ['tom', '23 10:00', 'The blue one is £24.'], ['customer', '24 09:00', 'And Norway?']]
  expect((await told(lines.toReversed())).summary).toEqual((await told(lines)).summary)
})

it('what its judgement says of a question counts before what the words look like', async () => {
  const reply = 'Both are listed in the catalogue.'
  const rows = [
    { text: 'How much is the blue one?', kind: 'question', state: 'answered', answer: null },
    { text: 'And do you ship to Norway?', kind: 'question', state: 'missing', answer: null },
  ] as const
  const { pointStates, summary } = await told([ASKS, ['tom', '23 10:00', reply, rows]])
  expect(pointStates).toEqual(['How much is the blue one? answered', 'And do you ship to Norway? open'])
  expect([summary.waitsOn, summary.openPoints]).toEqual(['us', 1])
})

it('a point that a person closed stays closed, and its customer waits no more', async () => {
  const { summary, pointStates } = await told([['customer', '23 09:00', 'When do you open?']], {
    closedPoint: 'When do you open?',
  })
  expect([summary.waitsOn, pointStates]).toEqual([null, ['When do you open? closed']])
})

it('a conversation that a person closed waits for nobody until the customer writes again', async () => {
  const closed = { closedAt: november('23 12:00') }
  expect((await told([ASKS], closed)).summary).toMatchObject({ waitsOn: null, openPoints: 0 })
  const again = await told([ASKS, ['customer', '24 09:00', 'When do you open?']], closed)
  expect(again.summary).toMatchObject({ waitsOn: 'us', openPoints: 1, waitingSince: november('24 09:00') })
})

it('a question that is asked twice is one', async () => {
  const lines: Line[] = [ASKS, ['customer', '24 09:00', 'Do you ship to Norway?']]
  expect((await told(lines)).summary.openPoints).toBe(2)
})
