import { expect, it } from 'vitest'
import { judge } from './engine.ts'
import { caseOf } from './example-case.ts'

const rowsOf = async (customer: string, reply: string) =>
  (await judge(caseOf({ customer, reply }))).questions.map(({ text, state, answer }) => [text, state, answer])

it('every question of the customer has a row with what became of it', async () => {
  const customer = 'How much is the blue one? Can I collect it? When do you open? Why is the red one gone?'
  const reply =
    'Hi Ana,\nthe blue one is £24. Sorry, we have no counter where you could collect it. We open at nine. I will ask about the red one and write to you by Friday.'
  expect(await rowsOf(customer, reply)).toEqual([
    ['How much is the blue one?', 'answered', 'the blue one is £24.'],
    ['Can I collect it?', 'declined', 'Sorry, we have no counter where you could collect it.'],
    ['When do you open?', 'answered', 'We open at nine.'],
    ['Why is the red one gone?', 'deferred', 'I will ask about the red one and write to you by Friday.'],
  ])
})

it('a question that is asked back about is not missing', async () => {
  expect(await rowsOf('How much is it?', 'Which colour would it be?')).toEqual([
    ['How much is it?', 'asked-back', 'Which colour would it be?'],
  ])
})

it('an answer between the quoted lines belongs to the question above it', async () => {
  const reply = '> How much is it?\n\nTwenty-four, all in.\n\n> Why is the red one gone?\n\nNobody wanted it.\n'
  expect(await rowsOf('How much is it?\nWhy is the red one gone?', reply)).toEqual([
    ['How much is it?', 'answered', 'Twenty-four, all in.'],
    ['Why is the red one gone?', 'answered', 'Nobody wanted it.'],
  ])
})

it('closing words below the quote answer nothing', async () => {
  const reply = 'Thanks for writing.\n\n> Hello.\n> How much is it?\n\nKind regards,\nTom\n'
  expect((await rowsOf('How much is it?', reply))[0]?.[1]).toBe('missing')
})

it('a date that the customer wrote answers nothing when it is said back', async () => {
  const [row] = await rowsOf(
    'You come on 19 March. How long will it take?',
    'We have your visit on 19 March in our calendar.',
  )
  expect(row?.[1]).toBe('missing')
})
