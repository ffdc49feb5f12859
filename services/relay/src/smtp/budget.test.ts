import { expect, test } from 'vitest'
import { Room } from './budget.ts'

const MB = 1024 * 1024

test('messages under way share a budget, and give it back once', () => {
  const budget = { takenBytes: 0, maxBytes: 16 * MB }
  const first = new Room(budget)
  expect(first.holds(10 * MB)).toBe(true)
  expect(first.holds(5 * MB)).toBe(true)
  expect(budget.takenBytes).toBe(10 * MB)
  first.release()
  first.release()
  expect(budget.takenBytes).toBe(0)
})

test('a message that gets no more room gives back what it had, so that others finish', () => {
  const budget = { takenBytes: 0, maxBytes: 16 * MB }
  const [first, second] = [new Room(budget), new Room(budget)]
  expect(first.holds(7 * MB)).toBe(true)
  expect(second.holds(7 * MB)).toBe(true)
  expect(first.holds(8 * MB)).toBe(false)
  expect(budget.takenBytes).toBe(7 * MB)
  expect(second.holds(14 * MB)).toBe(true)
})

test('large messages leave an eighth to small ones', () => {
  const budget = { takenBytes: 0, maxBytes: 16 * MB }
  expect(new Room(budget).holds(14 * MB + 1)).toBe(false)
  expect(new Room(budget).holds(14 * MB)).toBe(true)
  expect(new Room(budget).holds(MB + 1)).toBe(false)
  expect(new Room(budget).holds(MB)).toBe(true)
  expect(new Room(budget).holds(MB)).toBe(true)
  expect(new Room(budget).holds(1)).toBe(false)
})
