import { describe, expect, test } from 'vitest'
import { StrictSmtpStream } from './smtp-stream.ts'

/** What a parser makes of segments: commands in order, messages in brackets. */
async function heard(...segments: string[]): Promise<string[]> {
  const parser = new StrictSmtpStream()
  const said: string[] = []
  parser.oncommand = (command, callback) => {
    said.push(command.toString('latin1'))
    if (command.toString() !== 'DATA') return callback?.()
    const stream = parser.startDataMode(1000)
    const chunks: Buffer[] = []
    stream.on('data', (chunk: Buffer) => chunks.push(chunk))
    stream.once('end', () => {
      said.push(`[${Buffer.concat(chunks).toString('latin1')}]`)
      parser.continue()
    })
    callback?.()
  }
  await new Promise<void>((resolve, reject) => {
    parser.once('error', reject).once('finish', resolve)
    for (const segment of segments) parser.write(Buffer.from(segment, 'latin1'))
    parser.end()
  })
  return said
}

describe('commands', () => {
  test('end at CRLF alone, however they are cut', async () => {
    expect(await heard('NO', 'OP\r', '\nNOOP\nRSET\r\nNOOP\rRSET\r\n')).toEqual(['NOOP', 'NOOP\nRSET', 'NOOP\rRSET'])
  })

  test('without an end are cut off', async () => {
    await expect(heard('x'.repeat(20_000))).rejects.toThrow('too long')
    await expect(heard(`${'x'.repeat(20_000)}\r\n`)).rejects.toThrow('too long')
  })

  test('go on behind a message in the same segment, and behind a second one', async () => {
    const message = (text: string) => `DATA\r\n${text}\r\n.\r\n`
    const wanted = ['DATA', '[one\r\n]', 'DATA', '[two\r\n]', 'DATA', '[three\r\n]', 'NOOP']
    expect(await heard(`${message('one')}${message('two')}${message('three')}NOOP\r\n`)).toEqual(wanted)
    expect(await heard(message('one'), `${message('two')}${message('three')}NO`, 'OP\r\n')).toEqual(wanted)
  })
})
