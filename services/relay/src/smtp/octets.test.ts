import { createHash } from 'node:crypto'
import { PassThrough } from 'node:stream'
import type { SMTPServerDataStream } from 'smtp-server'
import { describe, expect, test } from 'vitest'
import { type Budget, Room } from './budget.ts'
import { octetsOf } from './octets.ts'

const streamOf = (...chunks: string[]): SMTPServerDataStream => {
  const stream = Object.assign(new PassThrough(), { byteLength: 0, sizeExceeded: false })
  for (const chunk of chunks) stream.write(Buffer.from(chunk, 'latin1'))
  stream.end()
  return stream
}
const budgetOf = (): Budget => ({ takenBytes: 0, maxBytes: 1000 })
const collect = (
  chunks: string[],
  lineEndings: 'reject' | 'normalise' = 'reject',
  budget = budgetOf(),
  sizeMax = 100,
) => octetsOf(streamOf(...chunks), { lineEndings, sizeMax, room: new Room(budget) })

describe('the octets of a message', () => {
  test('come whole with their SHA-256, whatever the segments', async () => {
    const octets = await collect(['Subject: x\r', '\n\r\nhe', 'llo\r\n'])
    if (typeof octets === 'string') throw new Error(octets)
    expect(octets.raw.toString()).toBe('Subject: x\r\n\r\nhello\r\n')
    expect(octets.sha256).toEqual(createHash('sha256').update(octets.raw).digest())
  })

  test.each([
    ['a\nb', 'bare-lf'],
    ['\nb', 'bare-lf'],
    ['a\rb', 'bare-cr'],
    ['a\r', 'bare-cr'],
    ['a\r\r\nb', 'bare-cr'],
    ['a\0b', 'nul'],
  ])('%j cannot be carried unchanged, whole or octet by octet', async (text, fault) => {
    expect(await collect([text])).toBe(fault)
    expect(await collect([...text])).toBe(fault)
  })

  test.each([' From: a@acme.example\r\n\r\n', '\tx\r\n'])(
    'that begin with a blank (%j) would go on a field that we put before them',
    async (text) => {
      expect(await collect([text])).toBe('blank-first')
      expect(await collect([...text], 'normalise')).toBe('blank-first')
    },
  )

  test.each([
    ['a\r', 'a\r\n'],
    ['\r\r\n\n', '\r\n\r\n\r\n'],
    ['x\n\ry', 'x\r\n\r\ny'],
  ])('%j is mended to %j, whole or octet by octet', async (text, mended) => {
    for (const chunks of [[text], [...text]]) {
      const octets = await collect(chunks, 'normalise')
      if (typeof octets === 'string') throw new Error(octets)
      expect(octets.raw.toString()).toBe(mended)
      expect(octets.normalised).toBe(true)
    }
  })

  test('that are sound stay as they are where bare line ends are mended', async () => {
    const octets = await collect([...'a\r\nb\r\n'], 'normalise')
    if (typeof octets === 'string') throw new Error(octets)
    expect(octets.raw.toString()).toBe('a\r\nb\r\n')
    expect(octets.normalised).toBe(false)
  })

  test('mended above the limit are refused', async () => {
    expect(await collect(['\n'.repeat(60)], 'normalise')).toBe('too-big')
  })

  test('bare line ends become CRLF where that is wished, and the digest is of what is kept', async () => {
    const octets = await collect(['a\nb\rc\r\nd'], 'normalise')
    if (typeof octets === 'string') throw new Error(octets)
    expect(octets.raw.toString()).toBe('a\r\nb\r\nc\r\nd')
    expect(octets.normalised).toBe(true)
    expect(octets.sha256).toEqual(createHash('sha256').update('a\r\nb\r\nc\r\nd').digest())
  })

  test('a NUL is refused even where line ends are normalised', async () => {
    expect(await collect(['a\0\n'], 'normalise')).toBe('nul')
  })

  test('above the limit they are read to the end and refused', async () => {
    expect(await collect(['x'.repeat(60), 'x'.repeat(60)])).toBe('too-big')
  })

  test('are counted in the room of the message, which is empty as soon as they are refused', async () => {
    const budget = { takenBytes: 990, maxBytes: 1000 }
    expect(await collect(['x'.repeat(20)], 'reject', budget)).toBe('no-memory')
    expect(budget.takenBytes).toBe(990)
    expect(await collect(['x'.repeat(9)], 'reject', budget)).toMatchObject({ normalised: false })
    expect(budget.takenBytes).toBe(999)
  })

  test('refused in the middle take no room while the rest is still read', async () => {
    const budget = budgetOf()
    const stream = Object.assign(new PassThrough(), { byteLength: 0, sizeExceeded: false })
    const collected = octetsOf(stream, { lineEndings: 'reject', sizeMax: 100, room: new Room(budget) })
    stream.write('sound')
    while (budget.takenBytes === 0) await new Promise(setImmediate)
    stream.write('a\nb')
    while (budget.takenBytes > 0) await new Promise(setImmediate)
    stream.end('still coming')
    expect(await collected).toBe('bare-lf')
  })

  test('a connection that breaks in the middle gives no message', async () => {
    const stream = Object.assign(new PassThrough(), { byteLength: 0, sizeExceeded: false })
    const collected = octetsOf(stream, { lineEndings: 'reject', sizeMax: 100, room: new Room(budgetOf()) })
    stream.write('half')
    stream.destroy()
    expect(await collected).toBe('cut-off')
  })
})
