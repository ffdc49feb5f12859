import { expect, test } from 'vitest'
import { feedbackOf } from './feedback.ts'

test.each([
  ['It would be great if the app had a dark mode.', true],
  ['I wish the straps were longer.', true],
  ['You should offer smaller bottles.', true],
  ['We absolutely love the new blanket.', true],
  ['The packaging was beautiful.', true],
  ['Excellent service from the shop in Leeds.', true],
  ['It would be great if you could send it on Monday.', false],
  ['The lamp was broken.', false],
  ['Is the sauna great?', false],
  ['Thanks for your help.', false],
  ['It was not very comfortable.', false],
  ['Where is my parcel?', false],
])('%j is feedback: %s', (text, is) => {
  expect(feedbackOf(text).length > 0).toBe(is)
})
