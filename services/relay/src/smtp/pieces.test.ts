import { createHash, randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { Pieces } from './pieces.ts'

test('a message in segments of one octet is kept in few buffers', () => {
  const pieces = new Pieces()
  const octet = Buffer.from('x')
  for (let i = 0; i < 200_000; i++) pieces.add(octet)
  expect(pieces.length).toBe(200_000)
  expect(pieces.buffers).toBeLessThan(10)
  expect(pieces.whole().raw.equals(Buffer.alloc(200_000, 'x'))).toBe(true)
})

test('what was added comes back whole, in order, with its SHA-256', () => {
  const raw = randomBytes(3_000_001)
  const pieces = new Pieces()
  for (let at = 0, length = 1; at < raw.length; at += length, length = (length * 7) % 70_001)
    pieces.add(raw.subarray(at, at + length))
  const whole = pieces.whole()
  expect(whole.raw.equals(raw)).toBe(true)
  expect(whole.sha256).toEqual(createHash('sha256').update(raw).digest())
})

test('nothing added is an empty message', () => {
  expect(new Pieces().whole()).toEqual({ raw: Buffer.alloc(0), sha256: createHash('sha256').digest() })
})
