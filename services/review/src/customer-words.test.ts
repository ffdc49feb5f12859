import { parseMail } from '@proofgate/mail'
import { expect, test } from 'vitest'
import { customerWordsOf } from './customer-words.ts'

const wordsIn = async (body: string) =>
  customerWordsOf(
    await parseMail(
      Buffer.from(`From: Tom <care@shop.example>\r\nTo: Ana Ruiz <ana@mail.example>\r\nSubject: x\r\n\r\n${body}`),
    ),
  )

const quoted = (first: string, second: string) =>
  `One more thing.\r\n\r\nOn Tue, 3 Mar 2026, ${first} wrote:\r\n> It left.\r\n>\r\n> On Mon, 2 Mar 2026, ${second} wrote:\r\n>> When?\r\n`

const TOM = 'Tom <care@shop.example>'
const ANA = 'Ana Ruiz <ana@mail.example>'

test("the customer's words are those that the reply quotes first", async () => {
  expect(await wordsIn(quoted(ANA, TOM))).toEqual({ text: 'It left.', author: 'Ana Ruiz' })
})

test('our own mail that the reply quotes above theirs is not shown as theirs', async () => {
  expect(await wordsIn(quoted(TOM, ANA))).toEqual({ text: 'When?', author: 'Ana Ruiz' })
})

test('nothing is shown where only our own mails are quoted, or none', async () => {
  expect(await wordsIn(quoted(TOM, 'Bo <bo@shop.example>'))).toBeNull()
  expect(await wordsIn('It left.')).toBeNull()
})

test('a quote that names nobody is the customer’s', async () => {
  expect(await wordsIn('It left.\r\n\r\n> When?\r\n')).toEqual({ text: 'When?', author: null })
})
