import { expect, test } from 'vitest'
import { tellingWordsOf } from './telling-words.ts'
import { groupThemes, LIKENESS, type SaidVector } from './themes.ts'
import { wordVectorOf } from './word-vector.ts'

const LEAK = [
  'The kettle leaks from the handle.',
  'My kettle leaks at the handle again.',
  'Water leaks out of the kettle near the handle.',
  'The handle of the kettle leaks.',
  'My new kettle leaks by the handle, Marion.',
]
const APP = [
  'The app crashes when I open the map.',
  'Your app crashes on the map screen.',
  'The map makes the app crash.',
  'Opening the map, the app crashed.',
]

let number = 0
const said = (text: string, from = `customer ${number}`): SaidVector => {
  number++
  const vector = wordVectorOf(text)
  if (vector === null) throw new Error('no words')
  return { id: number, vector, from }
}
const ids = () => {
  let i = 0
  return () => `theme ${++i}`
}
const NOTHING = { themes: [], loose: [] }

test('what four customers say alike is a theme, and what comes later joins it', () => {
  const some = [...LEAK.slice(0, 4), ...APP].map((text) => said(text))
  const { joined, changed } = groupThemes(NOTHING, some, LIKENESS.words, ids())
  expect(some.map(({ id }) => joined.get(id))).toEqual([...Array(4).fill('theme 1'), ...Array(4).fill('theme 2')])
  const late = said('The kettle I bought leaks at its handle.')
  const next = groupThemes({ themes: changed, loose: [] }, [late], LIKENESS.words, ids())
  expect(next.joined.get(late.id)).toBe('theme 1')
  expect(next.changed).toMatchObject([{ id: 'theme 1', count: 5 }])
})

test('one customer who says it ten times is no theme, and neither is what nobody else says', () => {
  const lonely = Array.from({ length: 10 }, () => said(LEAK[0] ?? '', 'kim'))
  expect(groupThemes(NOTHING, [...lonely, said(APP[0] ?? '')], LIKENESS.words, ids()).joined.size).toBe(0)
})

test('loose sentences of before found a theme with one that comes now', () => {
  const loose = LEAK.slice(0, 3).map((text) => said(text))
  const last = said(LEAK[3] ?? '')
  const { joined } = groupThemes({ themes: [], loose }, [last], LIKENESS.words, ids())
  expect([...joined.keys()].sort()).toEqual([...loose, last].map(({ id }) => id).sort())
})

test('themes that say the same merge: the one a person named stays, two that people named stay two', () => {
  const mean = said('The kettle leaks.').vector
  const old = { id: 'old', mean, count: 4, isNamed: false }
  const named = { id: 'named', mean, count: 4, isNamed: true }
  const merge = (themes: readonly (typeof old)[]) =>
    groupThemes({ themes, loose: [] }, [said('The kettle leaks.')], LIKENESS.words, ids())
  const { merged, changed, joined } = merge([old, named])
  expect([...merged]).toEqual([['old', 'named']])
  expect(changed).toMatchObject([{ id: 'named', count: 9 }])
  expect([...joined.values()]).toEqual(['named'])
  expect(merge([named, { ...named, id: 'other' }]).merged.size).toBe(0)
  expect([...merge([old, { ...old, id: 'young' }]).merged]).toEqual([['young', 'old']])
})

test('a theme is called by what its customers say and others do not; names and numbers are no words', () => {
  const theme = LEAK.map((text) => `Hello Marion, order 4471: ${text}`)
  const words = tellingWordsOf(theme, [...APP, 'The order came.', 'My order is late.'])
  expect([...words].sort().slice(0, 3)).toEqual(['handle', 'kettle', 'leaks'])
  expect(words.join()).not.toMatch(/marion|4471/)
  expect(tellingWordsOf([], APP)).toEqual([])
})
