import { describe, expect, test } from 'vitest'
import { MessageEnd } from './message-end.ts'

/** The message that a text holds and what follows it, the text cut at every `step` octets. */
function read(text: string, step = text.length): { readonly message: string; readonly rest: string | null } {
  const end = new MessageEnd()
  const bytes = Buffer.from(text, 'latin1')
  let message = ''
  for (let at = 0; at < bytes.length; at += step) {
    const { octets, rest } = end.read(bytes.subarray(at, at + step))
    message += octets.toString('latin1')
    if (rest !== null) return { message, rest: `${rest.toString('latin1')}${text.slice(at + step)}` }
  }
  return { message, rest: null }
}

/** The same by RFC 5321 §4.5.2, written plainly. */
function wanted(text: string): ReturnType<typeof read> {
  const end = `\r\n${text}`.indexOf('\r\n.\r\n')
  if (end < 0) return { message: text, rest: null }
  return { message: text.slice(0, end).replace(/(^|\n)\.\./g, '$1.'), rest: text.slice(end + 3) }
}

describe('a message', () => {
  test.each([
    ['.\r\nNOOP', '', 'NOOP'],
    ['a\r\n.\r\n', 'a\r\n', ''],
    ['..\r\n.\r\n', '.\r\n', ''],
    ['a\r\n...\r\n.\r\nx', 'a\r\n..\r\n', 'x'],
    ['a\r\n.b\r\n.\r\n', 'a\r\n.b\r\n', ''],
    ['a\n.\r\n.\r\n', 'a\n.\r\n', ''],
    ['a\r\n.\r\r\n.\r\n', 'a\r\n.\r\r\n', ''],
    ['a\r\n.\n.\r\n.\r\n', 'a\r\n.\n.\r\n', ''],
    ['a\r.\r\n.\r\n', 'a\r.\r\n', ''],
    ['a\r\n.\r.\r\n.\r\n', 'a\r\n.\r.\r\n', ''],
  ])('%j ends at CRLF.CRLF alone, doubled dots made one, however it is cut', (text, message, rest) => {
    for (const step of [1, 2, 3, 4, 5, 100]) expect(read(text, step)).toEqual({ message, rest })
  })

  test('of all short sequences of CR, LF, dot and text is what RFC 5321 says', () => {
    for (let i = 0; i < 4 ** 8; i++) {
      const text = `${i
        .toString(4)
        .padStart(8, '0')
        .replace(/./g, (digit) => '\r\n.x'.charAt(Number(digit)))}\r\n.\r\n`
      expect([text, read(text)]).toEqual([text, wanted(text)])
    }
  })
})
