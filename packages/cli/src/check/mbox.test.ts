import { describe, expect, test } from 'vitest'
import { messagesOfMbox } from './mbox.ts'

/** The messages of an mbox that comes in pieces of `size` octets. */
async function messages(mbox: string, size = 1000, bytesMax = 1000): Promise<(string | null)[]> {
  async function* pieces() {
    const bytes = Buffer.from(mbox, 'latin1')
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
  }
  const found: (string | null)[] = []
  for await (const message of messagesOfMbox(pieces(), bytesMax)) found.push(message?.toString('latin1') ?? null)
  return found
}

const MARK = 'From a@b Mon Nov  2 09:00:00 2026'

describe('messagesOfMbox', () => {
  test.each([1, 2, 7, 1000])('the same messages come out when it arrives in pieces of %i octets', async (size) => {
    const mbox = `${MARK}\nA: 1\n\none\n\n${MARK}\nA: 2\n\n>From two\n>>From three\n>other\n\n`
    expect(await messages(mbox, size)).toEqual(['A: 1\n\none\n', 'A: 2\n\nFrom two\n>From three\n>other\n'])
  })

  test('line ends stay as they are', async () => {
    expect(await messages(`${MARK}\r\nA: 1\r\n\r\none\r\n\r\n${MARK}\r\nA: 2\r\n\r\ntwo`)).toEqual([
      'A: 1\r\n\r\none\r\n',
      'A: 2\r\n\r\ntwo',
    ])
  })

  test('"From " begins a message only behind an empty line', async () => {
    expect(await messages(`${MARK}\nA: 1\n\nDear Jane,\nFrom here on it is easy.\n`)).toEqual([
      'A: 1\n\nDear Jane,\nFrom here on it is easy.\n',
    ])
  })

  test('a message that is too large is told of, and the next one comes whole', async () => {
    expect(await messages(`${MARK}\n${'x\n'.repeat(50)}\n${MARK}\nA: 2\n`, 10, 60)).toEqual([null, 'A: 2\n'])
  })

  test('nothing gives nothing', async () => {
    expect(await messages('')).toEqual([])
  })
})
