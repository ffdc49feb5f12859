import { expect, test } from 'vitest'
import { barOf } from './check/bar.ts'
import { tableOf } from './table.ts'

test('columns are aligned by what a terminal shows, numbers to the right, and nothing trails', () => {
  const table = tableOf(
    [
      ['verdict', 'score', 'name'],
      [{ text: 'hold', style: 'yellow' }, '6', '\u65e5\u672c'],
      ['x', '10.5', ''],
    ],
    (style, text) => `<${style}>${text}</>`,
  )
  expect(table).toBe('verdict  score  name\n<yellow>hold</>         6  \u65e5\u672c\nx         10.5\n')
})

test('no rows give no table', () => {
  expect(tableOf([], (_, text) => text)).toBe('')
})

test('a bar is as long as its share, never empty for something, never longer than full', () => {
  expect([0, 0.01, 5, 10, 99].map((value) => barOf(value, 10, 4))).toEqual(['    ', '▌   ', '██  ', '████', '████'])
  expect(barOf(1, 0, 4)).toBe('▌   ')
})
