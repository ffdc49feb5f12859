import { expect, test } from 'vitest'
import { judgementOf } from '../../../../test/support/sample-desk.ts'
import { textOf } from '../smtp/reply.ts'
import { bounceOf } from './take-message.ts'

const TEXT = 'as I already told you, your card 4539 1488 0343 6467 is on file'
const CARD = {
  check: 'sensitive-data',
  start: 33,
  end: 52,
  excerpt: '4539 1488 0343 6467',
  message: 'The reply holds a card number.',
}

test('the reply to a bounced message says what is wrong and what to do, and where to read on', () => {
  const judgement = judgementOf([{ message: '"[NAME]" was not filled in.' }, { message: 'Watched.', shadow: true }])
  expect(bounceOf({ id: '01k', judgement }, 'https://gate.example')).toEqual({
    code: 550,
    enhanced: '5.7.1',
    lines: [
      'The message was not sent. Please correct it and send it again:',
      '- "[NAME]" was not filled in. Fill it in.',
      'Details: https://gate.example/messages/01k',
    ],
  })
})

test('the reply to a bounced message does not repeat what should never have been sent', () => {
  const rude = {
    check: 'rude',
    start: 0,
    end: TEXT.length,
    excerpt: TEXT,
    message: `"${TEXT}" puts the customer down.`,
  }
  const question = {
    check: 'unanswered-question',
    part: 'conversation',
    message: 'The customer asks "Is 4539-1488-0343-6467 still my card?", and the reply does not say.',
  } as const
  const said = textOf(bounceOf({ id: '01k', judgement: judgementOf([rude, CARD, question]) }, 'https://gate.example'))
  expect(said).not.toMatch(/4539|1488|0343|6467/)
  expect(said).toContain('"as I already told you, your card **** **** **** **** is on file" puts the customer down.')
  expect(said).toContain('The customer asks "Is ******************* still my card?"')
})
