import { describe, expect, test } from 'vitest'
import { type MboxMail, mailsOfMbox } from './mbox.ts'

/** The messages of an mbox that comes in pieces of `size` octets. */
async function messages(mbox: string, size = 1000, bytesMax = 1000): Promise<(string | null)[]> {
  return (await mails(mbox, size, bytesMax)).map(({ raw }) => raw?.toString('latin1') ?? null)
}

function mails(mbox: string, size = 1000, bytesMax = 1000, from = 0): Promise<MboxMail[]> {
  async function* pieces() {
    const bytes = Buffer.from(mbox, 'latin1')
    for (let at = from; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
  }
  return Array.fromAsync(mailsOfMbox(pieces(), bytesMax, from))
}

const MARK = 'From a@b Mon Nov  2 09:00:00 2026'

describe('mailsOfMbox', () => {
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

  test('a sentence that begins with "From" in an mbox that does not escape is no new message', async () => {
    const letter = 'A: 1\n\nOur hours:\n\nFrom May on we close at 18:00 daily.\n\nFrom here: two stops by bus.\n'
    expect(await messages(`${MARK}\n${letter}\n${MARK}\nA: 2\n`)).toEqual([letter, 'A: 2\n'])
  })

  test('a "From " line without a time begins a message when mail follows it', async () => {
    expect(await messages('From -\nSubject: one\n\n1\n\nFrom -\nSubject: two\n\n2\n')).toEqual([
      'Subject: one\n\n1\n',
      'Subject: two\n\n2\n',
    ])
  })

  test.each([1, 3, 1000])('from where a message ended the rest is read as before, in pieces of %i', async (size) => {
    const mbox = ['one', 'two', 'three'].map((text) => `${MARK}\r\nA: 1\r\n\r\n${text}\r\n\r\n`).join('')
    const all = await mails(mbox, size)
    expect(all.map(({ fromLine }) => fromLine)).toEqual([MARK, MARK, MARK])
    for (const [i, { end }] of all.entries()) expect(await mails(mbox, size, 1000, end)).toEqual(all.slice(i + 1))
    expect(all.at(-1)?.end).toBe(mbox.length)
  })

  test('a line without end is no trouble', async () => {
    const endless = 'x'.repeat(300_000)
    expect(await messages(`${MARK}\nA: 1\n\n${endless}\n>From y\n\n${MARK}\nA: 2\n`, 1000, 1e6)).toEqual([
      `A: 1\n\n${endless}\nFrom y\n`,
      'A: 2\n',
    ])
  })

  test('a message that is too large is told of, and the next one comes whole', async () => {
    expect(await messages(`${MARK}\n${'x\n'.repeat(50)}\n${MARK}\nA: 2\n`, 10, 60)).toEqual([null, 'A: 2\n'])
  })

  test('nothing gives nothing', async () => {
    expect(await messages('')).toEqual([])
  })
})
