import { describe, expect, test } from 'vitest'
import { repliesOf } from '../../../test/support/sample-replies.ts'
import { likenessOf, type Sketch, sketchOf } from './sketch.ts'
import { neutralWordsOf, wordRunsOf } from './word-runs.ts'

const LABEL =
  'To return it, print the label that comes with this mail and put it on the box. You can hand the box in at any shop, and we look at returns within two working days.'
const reply = (given: { name?: string; body?: string; agent?: string; order?: string }) =>
  `Hi ${given.name ?? 'Kim'},\n\nThank you for your message about order ${given.order ?? '12345'}. ${given.body ?? LABEL}\n\nKind regards,\n${given.agent ?? 'Anna'}\n`

function sketchFor(text: string): Sketch {
  const sketch = sketchOf(text)
  if (sketch === null) throw new Error('too short for a sketch')
  return sketch
}

describe('a sketch', () => {
  test('of one text template is the same whoever writes it to whom about which order', () => {
    const one = sketchFor(reply({}))
    const other = sketchFor(reply({ name: 'Mrs Novak-Berg', agent: 'Tomáš Dvořák', order: 'PG-99871/2' }))
    expect(other).toEqual(one)
  })

  test('is near for a word changed, far for another letter', () => {
    const one = sketchFor(reply({}))
    const near = sketchFor(reply({ body: LABEL.replace('two working days', 'three working days') }))
    const other = sketchFor(
      reply({
        body: 'Your kettle stood in our workshop since Monday. The seal was worn, so it now has a new one, and the lid closes again as it should do.',
      }),
    )
    expect(likenessOf(one, near)).toBeGreaterThan(0.75)
    expect(likenessOf(one, other)).toBeLessThan(0.5)
    expect(one.bands.some((band, i) => band === near.bands[i])).toBe(true)
    expect(one.bands.some((band, i) => band === other.bands[i])).toBe(false)
  })

  test('is not made of short replies', () => {
    expect(sketchOf('Hi Kim,\n\nYou are welcome. Have a lovely weekend!\n\nAnna')).toBeNull()
    expect(sketchOf('')).toBeNull()
  })

  test('keeps ten numbers and 512 bits, of which no word can be read', () => {
    const { bands, bits } = sketchFor(reply({}))
    expect(bands).toHaveLength(10)
    expect(bands.every((band) => Number.isInteger(band) && band >= -(2 ** 31) && band < 2 ** 31)).toBe(true)
    expect(bits).toMatch(/^[01]{512}$/)
  })

  test('tells the share of runs in common within 0.08, over all pairs of a team’s replies', () => {
    const replies = repliesOf(300, 7).map(({ text }) => ({
      runs: wordRunsOf(text) ?? new Set<number>(),
      sketch: sketchFor(text),
    }))
    const errors = replies.flatMap((one, i) =>
      replies.slice(i + 1).map((other) => {
        const both = [...one.runs].filter((run) => other.runs.has(run)).length
        return Math.abs(likenessOf(one.sketch, other.sketch) - both / (one.runs.size + other.runs.size - both))
      }),
    )
    expect(errors.filter((error) => error > 0.08).length / errors.length).toBeLessThan(0.15)
  })
})

test.each([
  ['Hello Kim, your kettle left on 12 March by Parcelforce.', 'your kettle left on \u0002 by \u0001'],
  ['I’ve written to kim@post.example about PG-1234.', "i've written to \u0002 about \u0002"],
  ['The van comes from London. It is late.', 'the van comes from \u0001 it is late'],
  ['We refund £12.50. See https://acme.example/r?id=4 for more', 'we refund \u0002 see \u0002 for more'],
])('%s: what differs from customer to customer is left out', (text, words) => {
  expect(neutralWordsOf(text).join(' ')).toBe(words)
})

test('German nouns are words, not names', () => {
  const text =
    'Wir haben Ihre Bestellung mit der Lampe und dem Schirm heute an den Versand gegeben. Bitte legen Sie die Rechnung in den Karton, wenn Sie die Ware an das Lager schicken, und geben Sie das Paket bei der Post ab.'
  expect(neutralWordsOf(text)).toContain('lampe')
})

test('a hostile text is read in linear time', () => {
  for (const piece of ['a.', '@', 'A ', "o'", '\n', 'http://', 'Kind regards,\n']) {
    const began = process.cpuUsage().user
    sketchOf(piece.repeat(200_000))
    expect(process.cpuUsage().user - began, piece).toBeLessThan(3_000_000)
  }
})
