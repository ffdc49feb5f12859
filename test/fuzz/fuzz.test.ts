import { expect, test } from 'vitest'
import { casesIn } from '../corpus/case.ts'
import { faultsOf } from './judge-odd.ts'
import { oddMessage } from './messages.ts'

const CASES = casesIn(new URL('../corpus/cases/', import.meta.url))

test('150 odd messages are judged without a throw, a failed check or a judgement out of shape', async () => {
  for (let i = 0; i < 150; i++) {
    const odd = oddMessage(1, i, CASES)
    expect(await faultsOf(odd), `message ${i} of seed 1 (${odd.how}): npm run fuzz -- --seed 1 --only ${i}`).toEqual([])
  }
})

test('a seed always gives the same messages', () => {
  for (let i = 0; i < 50; i++) expect(oddMessage(7, i, CASES).raw.equals(oddMessage(7, i, CASES).raw)).toBe(true)
})

test('another seed gives other messages', () => {
  expect(oddMessage(7, 0, CASES).raw.equals(oddMessage(8, 0, CASES).raw)).toBe(false)
})
