import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { progressOn } from './progress.ts'

/** What a stream of this kind was asked to show. */
function drawn(isTTY: boolean, draw: (progress: ReturnType<typeof progressOn>) => void): string {
  const stream = new PassThrough()
  draw(progressOn(Object.assign(stream, { isTTY }), 100))
  return String(stream.read() ?? '')
}

test('on a terminal the share done and the label stand on one line, which can be taken away', () => {
  const line = drawn(true, ({ add, clear }) => {
    add(50, '5 messages')
    clear()
  })
  expect(line).toBe(`\r\u001b[K${'█'.repeat(15).padEnd(30)} 50% 5 messages\r\u001b[K`)
})

test('more than was known before is no more than all of it', () => {
  expect(drawn(true, ({ add }) => add(500, 'x'))).toContain('100% x')
})

test('it is not drawn more often than ten times a second', () => {
  const text = drawn(true, ({ add }) => {
    for (let i = 0; i < 100; i++) add(0, 'x')
  })
  expect(text.split('\r').length).toBeLessThan(20)
})

test('nothing is written to what is no terminal', () => {
  const text = drawn(false, ({ add, clear }) => {
    add(50, 'x')
    clear()
  })
  expect(text).toBe('')
})
