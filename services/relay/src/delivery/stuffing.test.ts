import { expect, test } from 'vitest'
import { endOf, stuffedOf } from './stuffing.ts'

/** What a receiver makes of it (RFC 5321 §4.5.2). */
function received(message: Buffer): Buffer {
  const wire = Buffer.concat([...stuffedOf(message)].map((stretch) => stretch.wire))
  const text = wire.toString('latin1')
  expect(`\r\n${text}`).not.toContain('\r\n.\r\n')
  return Buffer.from(text.replace(/^\./, '').replaceAll('\r\n.', '\r\n'), 'latin1')
}

const STRETCH = 64 * 1024

test.each([
  ['nothing', ''],
  ['a dot first', '.\r\n'],
  ['two dots first', '..\r\nx\r\n'],
  ['dots after line ends only', 'a.b\r\n.c\r\n..\r\n.\r\n\r\n.d'],
  ['dots after bare CR and bare LF', 'a\n.\nb\r.\rc\r\n'],
  ['octets that are no text', '\xff\x00\xfe\r\n.\xff\r\n'],
])('%s arrives as it was', (_, text) => {
  const message = Buffer.from(text, 'latin1')
  expect(received(message).equals(message)).toBe(true)
})

test('dots after bare CR and bare LF are not doubled', () => {
  const [stretch] = [...stuffedOf(Buffer.from('a\n.b\r.c\r\n'))]
  expect(stretch?.wire.toString()).toBe('a\n.b\r.c\r\n')
})

test('a line end on the border of two stretches is seen, wherever the border lies', () => {
  for (let before = STRETCH - 4; before <= STRETCH + 1; before++) {
    const message = Buffer.from(`${'x'.repeat(before)}\r\n.\r\n.y\r\n`)
    expect(received(message).equals(message), `${before} octets before`).toBe(true)
  }
})

test('a message of dots alone arrives as it was, and its stretches cover it without gap', () => {
  const message = Buffer.from('.\r\n'.repeat(50_000))
  expect(received(message).equals(message)).toBe(true)
  expect(Buffer.concat([...stuffedOf(message)].map(({ plain }) => plain)).equals(message)).toBe(true)
})

test('only a message that ends outside of a line gets a line end', () => {
  expect(endOf(Buffer.from('a\r\n')).toString()).toBe('.\r\n')
  expect(endOf(Buffer.alloc(0)).toString()).toBe('.\r\n')
  expect(endOf(Buffer.from('a\n')).toString()).toBe('\r\n.\r\n')
})
