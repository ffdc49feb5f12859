import { describe, expect, test } from 'vitest'
import { runsOf, stretchesOf } from './stretches.ts'

const textOf = (stretches: ReturnType<typeof stretchesOf>) =>
  stretches.flatMap(({ runs }) => runs.map(({ text }) => text)).join('')

describe('stretches', () => {
  const text = 'Hi [NAME],\n\nSoon.\n\n> When?\n> Where?\n'
  const segments = [
    { start: 0, end: 19, kind: 'own' as const },
    { start: 19, end: 27, kind: 'quote' as const, level: 1 },
    { start: 27, end: 36, kind: 'quote' as const, level: 1 },
  ]

  test('hold all of the text in order, quoted lines in one piece', () => {
    const stretches = stretchesOf({ text, segments }, [{ start: 3, end: 9, number: 1 }])
    expect(textOf(stretches)).toBe(text)
    expect(stretches.map(({ kind }) => kind)).toEqual(['own', 'quote'])
  })

  test('carry the number of the finding they belong to', () => {
    const [own] = stretchesOf({ text, segments }, [{ start: 3, end: 9, number: 1 }])
    expect(own?.runs).toContainEqual({ text: '[NAME]', marks: [1], ending: [1] })
  })

  test('of findings that overlap carry both numbers, each ending once', () => {
    const runs = runsOf('abcdef', { start: 0, end: 6 }, [
      { start: 1, end: 4, number: 1 },
      { start: 3, end: 5, number: 2 },
    ])
    expect(runs).toEqual([
      { text: 'a', marks: [], ending: [] },
      { text: 'bc', marks: [1], ending: [] },
      { text: 'd', marks: [1, 2], ending: [1] },
      { text: 'e', marks: [2], ending: [2] },
      { text: 'f', marks: [], ending: [] },
    ])
  })

  test.each([
    ['behind the text', { start: 90, end: 99 }],
    ['the wrong way round', { start: 5, end: 2 }],
    ['empty', { start: 3, end: 3 }],
  ])('ignore a finding that is %s', (_, span) => {
    expect(runsOf('abcdef', { start: 0, end: 6 }, [{ ...span, number: 1 }])).toEqual([
      { text: 'abcdef', marks: [], ending: [] },
    ])
  })

  test('cut a finding that reaches beyond the span', () => {
    const runs = runsOf('abcdef', { start: 2, end: 6 }, [{ start: 0, end: 4, number: 7 }])
    expect(runs[0]).toEqual({ text: 'cd', marks: [7], ending: [7] })
  })
})
