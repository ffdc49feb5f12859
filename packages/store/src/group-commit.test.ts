import { expect, test } from 'vitest'
import { groupCommit } from './group-commit.ts'

const never = () => null

test('callers at the same time share a commit, and each gets its own answer', async () => {
  const batches: number[] = []
  const group = groupCommit<number, string>(
    async (items) => {
      batches.push(items.length)
      return items.map(String)
    },
    { size: 10, inFlight: 1, retry: never },
  )
  const answers = await Promise.all(Array.from({ length: 25 }, (_, i) => group.add(i)))
  expect(answers).toEqual(Array.from({ length: 25 }, (_, i) => String(i)))
  expect(batches).toEqual([10, 10, 5])
})

test('one bad item does not fail the others of its group', async () => {
  const group = groupCommit<number, number>(
    async (items) => {
      if (items.includes(3)) throw new Error('bad')
      return items
    },
    { size: 10, inFlight: 1, retry: never },
  )
  const results = await Promise.allSettled([1, 2, 3, 4].map(group.add))
  expect(results.map((result) => result.status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled'])
})

test('an item is tried again for as long as the caller wishes', async () => {
  let tries = 0
  const group = groupCommit<number, number>(
    async (items) => {
      if (++tries < 4) throw new Error('broken connection')
      return items
    },
    { size: 10, inFlight: 1, retry: () => 0 },
  )
  expect(await group.add(7)).toBe(7)
  expect(tries).toBe(4)
})

test('idle waits for everything that was added', async () => {
  const done: number[] = []
  const group = groupCommit<number, number>(
    async (items) => {
      await new Promise((resolve) => setImmediate(resolve))
      done.push(...items)
      return items
    },
    { size: 2, inFlight: 2, retry: never },
  )
  for (let i = 0; i < 7; i++) void group.add(i)
  await group.idle()
  expect(done).toHaveLength(7)
})

test('a group stays below its weight, and an item above it goes alone', async () => {
  const batches: number[][] = []
  const group = groupCommit<number, number>(
    async (items) => {
      batches.push([...items])
      return items
    },
    { size: 10, inFlight: 1, weightOf: (item) => item, weightMax: 5, retry: never },
  )
  await Promise.all([2, 3, 1, 9, 2].map(group.add))
  expect(batches).toEqual([[2, 3], [1], [9], [2]])
})
