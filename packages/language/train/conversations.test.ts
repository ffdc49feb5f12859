import { describe, expect, test } from 'vitest'
import { conversationsIn, HELD_OUT, LESSONS } from './conversations.ts'

describe.each([...LESSONS, HELD_OUT] as const)('%s', (name) => {
  const conversations = conversationsIn(name)

  test('every label quotes words that are there, and says what they do where something is done', () => {
    const wrong = conversations.flatMap(({ id, customer, reply, points, tone }) => {
      const without = (state: string) => state === 'missing' || state === 'none'
      const loose = points.filter(
        ({ text, state, words }) =>
          !customer.includes(text) || without(state) !== (words === null) || !reply.includes(words ?? ''),
      )
      const isOff = loose.length > 0 || tone.some(({ text }) => !reply.includes(text))
      return isOff ? [id] : []
    })
    expect(wrong).toEqual([])
  })

  test('ids are unique', () => {
    expect(new Set(conversations.map(({ id }) => id)).size).toBe(conversations.length)
  })
})

test('no long sentence that is measured with is learnt from', () => {
  const sentences = (text: string) => text.split(/(?<=[.!?])\s+|\n+/).filter((one) => one.split(/\s+/).length > 8)
  const learnt = new Set(
    LESSONS.flatMap((name) => conversationsIn(name)).flatMap(({ customer, reply }) =>
      sentences(`${customer}\n${reply}`),
    ),
  )
  const measured = conversationsIn(HELD_OUT).flatMap(({ customer, reply }) => sentences(`${customer}\n${reply}`))
  expect(measured.filter((one) => learnt.has(one))).toEqual([])
})
