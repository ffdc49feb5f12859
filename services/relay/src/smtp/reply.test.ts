import { expect, test } from 'vitest'
import { reply, textOf, wireText } from './reply.ts'

test('text on the wire is ASCII without control characters', () => {
  expect(wireText('“Überfällig”\r\n– sorry… \u0000日本')).toBe('"Uberfallig" - sorry... ?')
})

test('each line fits into 512 octets with its codes', () => {
  const text = textOf({ code: 550, enhanced: '5.7.1', lines: ['x'.repeat(2000), 'é'.repeat(2000)] })
  for (const line of text.split('\n')) expect(Buffer.byteLength(`550-${line}\r\n`)).toBeLessThanOrEqual(512)
})

test('every line carries the enhanced code', () => {
  expect(textOf({ code: 550, enhanced: '5.7.1', lines: ['one', 'two'] })).toBe('5.7.1 one\n5.7.1 two')
  expect(textOf(reply(250, '2.0.0', 'ok'))).toBe('2.0.0 ok')
})
