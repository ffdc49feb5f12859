import { expect, test } from 'vitest'
import { judge } from './engine.ts'
import { envelopeTo } from './example-case.ts'
import { DEFAULT_POLICY } from './policy.ts'

const LETTER =
  'Dear Ana,\n\nour fitter comes on Tuesday between 10 and 12 and brings the new tap. The old one goes back to the maker.\n\nKind regards,\nTom'

async function garbled(text: string, html: string) {
  const part = (type: string, body: string) => `--b\r\nContent-Type: ${type}; charset=utf-8\r\n\r\n${body}\r\n`
  const head =
    'From: Tom <care@shop.example>\r\nTo: ana.ruiz@mail.example\r\nSubject: Your tap\r\nMIME-Version: 1.0\r\n'
  const raw = `${head}Content-Type: multipart/alternative; boundary=b\r\n\r\n${part('text/plain', text)}${part('text/html', html)}--b--\r\n`
  const { findings } = await judge({
    raw: Buffer.from(raw),
    envelope: envelopeTo('ana.ruiz@mail.example'),
    conversation: [],
    policy: DEFAULT_POLICY,
  })
  return findings.filter(({ check }) => check === 'garbled-text')
}

const htmlOf = (text: string) => `<p>${text.replaceAll('\n\n', '</p><p>').replaceAll('\n', '<br>')}</p>`

test('two parts that say the same are sound, with a link and a picture in one', async () => {
  const html = `${htmlOf(LETTER)}<p><a href="https://shop.example/t/998877">Track the visit</a></p><img alt="logo" src="cid:x">`
  expect(await garbled(`${LETTER}\n\nTrack the visit <https://shop.example/t/998877>`, html)).toEqual([])
})

test.each([
  'Please view this message in your browser: your mail program shows no HTML.',
  'If you are seeing this message, please visit https://shop.example to read what is new for you and your tap.',
])('a text part that sends the reader elsewhere is no other letter: %s', async (text) => {
  expect(await garbled(text, htmlOf(LETTER))).toEqual([])
})

test('another letter in the plain text is found, at its place', async () => {
  const other =
    'Dear Ana,\n\nyour subscription ends this month. We have closed the account and deleted all data that belonged to it.'
  const [finding] = await garbled(other, htmlOf(LETTER))
  expect(finding).toMatchObject({ part: 'text', message: expect.stringContaining('something else than its HTML') })
  expect(other.slice(finding?.start ?? 0, finding?.end ?? 0)).toContain('subscription')
})

test.each([
  ['Tuesday', 'Wednesday'],
  ['10 and 12', '10 and 14'],
])('a day or figure that was changed in one part only is found: %s and %s', async (here, there) => {
  const [finding] = await garbled(LETTER, htmlOf(LETTER.replace(here, there)))
  expect(finding).toMatchObject({
    part: 'html',
    message: expect.stringMatching(/plain text .* says ".+", its HTML ".+"/),
  })
})
