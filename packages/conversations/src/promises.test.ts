import { describe, expect, it } from 'vitest'
import { type Line, told } from './testing.ts'

const LID: Line[] = [
  ['customer', '23 09:00', 'The lid of my kettle is cracked. Can I have a new one?'],
  ['tom', '23 10:00', "Of course. I'll post a new lid to you tomorrow."],
]
const CALL: Line[] = [
  ['customer', '23 09:00', 'Who can explain the bill to me?'],
  ['tom', '23 10:00', 'Our accountant will call you on Wednesday between 2 and 4.'],
]
const WORD: Line[] = [
  ['customer', '23 09:00', 'Why was my claim refused?'],
  ['tom', '23 10:00', "I'll ask the insurer and get back to you by Thursday."],
]

/** What became of the first promise. */
async function first(lines: readonly Line[]): Promise<string | undefined> {
  const { followed } = await told(lines)
  return followed.promises[0]?.state
}

describe('a promise of a deed', () => {
  it.each<[string, string, Line[]]>([
    ['is open when it is made', 'open', []],
    ['is kept by a mail that says it is done', 'kept', [['tom', '24 15:00', 'The lid was posted today, first class.']]],
    [
      'is kept by “it went out”, which can mean nothing else',
      'kept',
      [['tom', '24 15:00', 'It went out this morning.']],
    ],
    ['is not kept by something else that was sent', 'open', [['tom', '24 15:00', 'Your invoice was sent last week.']]],
    [
      'is not kept by what will be done',
      'open',
      [['tom', '24 15:00', 'The lid will be posted as soon as it is painted.']],
    ],
    ['is renewed by a new time', 'renewed', [['tom', '24 15:00', "The lid is late: we'll post it on Friday."]]],
    [
      'is renewed and not kept where we only spoke to somebody about it',
      'renewed',
      [['tom', '24 15:00', 'I have now spoken to the warehouse. The new lid will leave on Friday.']],
    ],
    [
      'is withdrawn by a mail that says it cannot be',
      'withdrawn',
      [['tom', '24 15:00', "I'm sorry: we cannot post the lid, it is out of production."]],
    ],
    [
      'is not withdrawn by a condition',
      'open',
      [['tom', '24 15:00', 'We cannot post the lid before we have your house number.']],
    ],
    [
      'is withdrawn by taking it back',
      'withdrawn',
      [['tom', '24 15:00', 'Please ignore my last mail, it was for someone else.']],
    ],
    ['is kept when the customer says that it came', 'kept', [['customer', '26 09:00', 'The lid came, thanks!']]],
    ['is kept by “it came, thanks”', 'kept', [['customer', '26 09:00', 'It came, thank you!']]],
    ['is not kept by “the lid never came”', 'open', [['customer', '26 09:00', 'The lid never came.']]],
    ['is not kept by something else that came', 'open', [['customer', '26 09:00', 'The second invoice came. Why?']]],
    [
      'is not kept by thanks for the promise',
      'open',
      [['customer', '23 11:00', 'Great, thanks for sorting this so quickly!']],
    ],
    ['is not kept by an automatic mail', 'open', [['shop', '24 15:00', 'The lid was posted today.', 'auto']]],
    ['is not kept by a note to a colleague', 'open', [['tom', '24 15:00', 'The lid was posted today.', 'internal']]],
  ])('%s', async (_, expected, lines) => expect(await first([...LID, ...lines])).toBe(expected))
})

describe('a promise to call', () => {
  it.each<[string, string, Line[]]>([
    [
      'is kept by a mail that speaks of the call',
      'kept',
      [['tom', '25 16:00', 'As discussed on the phone, the bill is right.']],
    ],
    [
      'is kept by a call that nobody answered',
      'kept',
      [['tom', '25 16:00', 'We called you at three and left a message.']],
    ],
    ['is not kept by a mail about the bill', 'open', [['tom', '25 16:00', 'The bill is attached once more.']]],
    ['is kept by thanks for the call', 'kept', [['customer', '25 17:00', 'Thanks for the call, all clear now.']]],
    ['is not kept by “nobody called”', 'open', [['customer', '26 09:00', 'Nobody called.']]],
    ['is renewed by another day', 'renewed', [['tom', '25 16:00', 'She is ill. She will call you on Friday morning.']]],
  ])('%s', async (_, expected, lines) => expect(await first([...CALL, ...lines])).toBe(expected))
})

describe('a promise to write', () => {
  it.each<[string, string, Line[]]>([
    [
      'is kept by the answer',
      'kept',
      [['tom', '25 16:00', 'It was refused because the form came in after the deadline.']],
    ],
    [
      'is not kept by “still looking into it”',
      'open',
      [['tom', '25 16:00', 'A short note: the insurer is still looking into it.']],
    ],
    ['is not kept by a question back', 'open', [['tom', '25 16:00', 'Could you send me the number of the claim?']]],
    ['is renewed by another day', 'renewed', [['tom', '25 16:00', "Nothing yet. I'll let you know by Monday."]]],
    [
      'is withdrawn when the customer needs it no more',
      'withdrawn',
      [['customer', '24 09:00', 'Never mind, I found it in the letter.']],
    ],
  ])('%s', async (_, expected, lines) => expect(await first([...WORD, ...lines])).toBe(expected))
})

it('of two promises the one that was kept is kept and the other renewed', async () => {
  const { promiseStates } = await told([
    ['customer', '23 09:00', 'The lid is cracked and I was charged twice.'],
    ['tom', '23 10:00', "I'll post a new lid tomorrow. We will refund the second charge by Wednesday."],
    ['tom', '25 17:00', 'The lid was posted yesterday. The refund of the charge follows: you will have it by Friday.'],
  ])
  expect(promiseStates.slice(0, 2).map((state) => state.split(' ').at(-1))).toEqual(['kept', 'renewed'])
})

it('a promise that a person marked stands as marked', async () => {
  const { turns, points, promises } = await told(LID)
  const { follow } = await import('./follow.ts')
  const marked = promises.map((one) => ({ ...one, state: 'kept' as const, settledBy: 'user:tina' }))
  const again = follow({ turns, points, promises: marked, closedAt: null })
  expect(again.promises[0]).toMatchObject({ state: 'kept', settledBy: 'user:tina' })
})

it('following twice changes nothing', async () => {
  const { turns, followed } = await told([...LID, ['customer', '26 09:00', 'It came, thank you!']])
  const { follow } = await import('./follow.ts')
  expect(follow({ turns, points: followed.points, promises: followed.promises, closedAt: null })).toEqual(followed)
})

it('what was erased stands as it stood', async () => {
  const { turns, followed } = await told([...LID, ['customer', '26 09:00', 'It came, thank you!']])
  const { follow } = await import('./follow.ts')
  const erased = {
    turns: turns.map((turn) => ({ ...turn, text: null })),
    points: followed.points.map((point) => ({ ...point, text: null })),
    promises: followed.promises.map((promise) => ({ ...promise, text: null })),
    closedAt: null,
  }
  expect(follow(erased).promises.map(({ state }) => state)).toEqual(['kept'])
  expect(follow(erased).points.map(({ state }) => state)).toEqual(followed.points.map(({ state }) => state))
})
