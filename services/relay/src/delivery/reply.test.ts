import { expect, test } from 'vitest'
import { ReplyError, ReplyReader, textOf } from './reply.ts'

const read = (...chunks: (string | Buffer)[]) => {
  const reader = new ReplyReader()
  return chunks.flatMap((chunk) => reader.push(Buffer.from(chunk)))
}

test('replies are put together from any segmentation', () => {
  const octets = Buffer.from('250-first\r\n250 2.1.0 last\r\n354\r\n')
  const whole = read(octets)
  expect(whole.map(({ code, lines }) => ({ code, lines }))).toEqual([
    { code: 250, lines: ['first', '2.1.0 last'] },
    { code: 354, lines: [''] },
  ])
  expect(read(...[...octets].map((octet) => Buffer.from([octet])))).toEqual(whole)
})

test('an enhanced code counts only where it fits the code', () => {
  expect(read('550 5.1.1 no such user\r\n')[0]?.enhanced).toBe('5.1.1')
  expect(read('550 2.1.1 what\r\n')[0]?.enhanced).toBeNull()
  expect(read('550 5.1.1.1 what\r\n')[0]?.enhanced).toBeNull()
  expect(read('250 2.0.0\r\n')[0]?.enhanced).toBe('2.0.0')
})

test('the text for the record is one line of printable ASCII, without the repeated enhanced code', () => {
  const [reply] = read(Buffer.from('550-5.7.1 Gr\xfc\xdfe\x1b[31m\r\n550 5.7.1\tsee \x00 this\r\n', 'latin1'))
  expect(reply && textOf(reply)).toBe('550 5.7.1 Gr??e?[31m see ? this')
})

test('a line of any length is one reply, and only its beginning is kept', () => {
  const reader = new ReplyReader()
  expect(reader.push(Buffer.from('250 '))).toEqual([])
  for (let i = 0; i < 64; i++) expect(reader.push(Buffer.alloc(16_384, 'x'))).toEqual([])
  const [reply] = reader.push(Buffer.from('\r\n'))
  expect(reply?.code).toBe(250)
  expect(reply?.lines[0]?.length).toBeLessThan(1_100)
})

test('of a thousand lines the first are kept, and the last decides when the reply ends', () => {
  const [reply, ...more] = read(`${'250-line\r\n'.repeat(1_000)}250 end\r\n`)
  expect(reply?.lines.length).toBe(100)
  expect(more).toEqual([])
})

test.each([
  ['binary octets', Buffer.from([0xff, 0xfe, 0, 1, 2, 0x0a])],
  ['HTTP', 'HTTP/1.1 400 Bad Request\r\n'],
  ['a code beyond SMTP', '999 what\r\n'],
  ['an empty line', '\r\n'],
  ['two codes in one reply', '250-one\r\n550 two\r\n'],
])('%s is no reply', (_, octets) => {
  expect(() => read(octets)).toThrow(ReplyError)
})

test('a reply that never ends is given up', () => {
  const reader = new ReplyReader()
  const lines = Buffer.from('250-x\r\n'.repeat(10_000))
  expect(() => {
    for (let i = 0; i < 1_000; i++) reader.push(lines)
  }).toThrow(ReplyError)
})

test('it is known whether a reply is incomplete', () => {
  const reader = new ReplyReader()
  reader.push(Buffer.from('250-a\r\n'))
  expect(reader.isInside).toBe(true)
  reader.push(Buffer.from('250 b\r\n'))
  expect(reader.isInside).toBe(false)
  reader.push(Buffer.from('2'))
  expect(reader.isInside).toBe(true)
})
