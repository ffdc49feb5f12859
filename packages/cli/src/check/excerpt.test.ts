import { describe, expect, test } from 'vitest'
import { markedLines, visible } from './excerpt.ts'

/** The lines a mark of `marked` in `text` gives, as they would be printed. */
function shown(text: string, marked: string, width = 80): string[] {
  const start = text.indexOf(marked)
  return markedLines(text, start, start + marked.length, width).flatMap((line) => [
    `${line.number}|${line.text}`,
    `${line.number}|${' '.repeat(line.before)}${'^'.repeat(line.marked)}`,
  ])
}

describe('markedLines', () => {
  test('the mark stands under the words, and the line has its number', () => {
    expect(shown('Dear\nJane Roe,\nbye', 'Roe')).toEqual(['2|Jane Roe,', '2|     ^^^'])
  })

  test.each([
    ['wide characters', '\u65e5\u672c [NAME]', '1|     ^^^^^^'],
    ['an emoji of several code points', '\u{1f469}\u200d\u{1f4bb} [NAME]', '1|   ^^^^^^'],
    ['a letter with a combining mark', 'e\u0301 [NAME]', '1|  ^^^^^^'],
    ['a tab', '\t[NAME]', '1|    ^^^^^^'],
    ['nothing', '[NAME]', '1|^^^^^^'],
  ])('%s before it moves it by as many columns as a terminal shows', (_, text, mark) => {
    expect(shown(text, '[NAME]')[1]).toBe(mark)
  })

  test('a span over lines is marked on each, without their indentation, three at most', () => {
    expect(
      shown('a one\n  two\nthree\nfour b', 'one\n  two\nthree\nfour').filter((line) => line.includes('^')),
    ).toEqual(['1|  ^^^', '2|  ^^^', '3|^^^^^'])
  })

  test('a long line is cut around the mark and fits', () => {
    const text = `${'left '.repeat(100)}[NAME]${' right'.repeat(100)}`
    const [line = '', mark = ''] = shown(text, '[NAME]', 60)
    expect(line.length).toBeLessThanOrEqual(62)
    expect(line).toMatch(/^1\|….*left \[NAME\] right.*…$/)
    expect(line.slice(mark.indexOf('^'), mark.lastIndexOf('^') + 1)).toBe('[NAME]')
  })

  test('a mark longer than the line is cut itself', () => {
    const [line = '', mark = ''] = shown('x'.repeat(500), 'x'.repeat(500), 60)
    expect(line.length).toBeLessThanOrEqual(62)
    expect(mark.length).toBeLessThanOrEqual(62)
  })

  test('an empty span and one at the very end still show a mark', () => {
    expect(markedLines('abc', 3, 3, 80)).toEqual([{ number: 1, text: 'abc', before: 3, marked: 1 }])
    expect(markedLines('abc\n', 4, 4, 80)).toEqual([{ number: 2, text: '', before: 0, marked: 1 }])
    expect(markedLines('', 0, 0, 80)).toEqual([{ number: 1, text: '', before: 0, marked: 1 }])
  })
})

test('a character that would command a terminal is a dot', () => {
  expect(visible('a\u001b[2Jb\u009bc\u202ed\u2028e\tf')).toBe('a·[2Jb·c·d·e    f')
})
