import { expect, test } from 'vitest'
import { comparedParts } from './compare-parts.ts'
import { parseMail } from './parse.ts'

const LETTER = 'Hi Ann,\n\nyour refund of £40.00 was sent on 3 March 2026.\n\nKind regards,\nJo'

test('parts that say the same differ in nothing, whatever the converter made of links, lists and pictures', async () => {
  const compared = await both(
    'Hi *Ann*,\n\n[image: logo.png]\n\n* the lid\n* the cable\n\nTrack it here <https://acme.example/t/998877> or call 0800 123456.\n',
    '<p>Hi <b>Ann</b>,</p><img alt="logo.png"><ul><li>the lid</li><li>the cable</li></ul><p><a href="https://acme.example/t/998877">Track it here</a> or call 0800 123456.</p>',
  )
  expect(compared).toMatchObject({ textOnly: [], htmlOnly: [], textFigures: [], htmlFigures: [] })
})

test('a paragraph that stands in one part only is found there', async () => {
  const compared = await both(`${LETTER}\n\nP.S. The blue lamp is back in stock.`, paragraphs(LETTER))
  expect(compared?.textOnly.map(({ text }) => text)).toEqual(['P.S. The blue lamp is back in stock.'])
  expect(compared?.htmlOnly).toEqual([])
})

test('another letter in the text part is found in both', async () => {
  const compared = await both('Dear Bo,\n\nwe closed your account last night.', paragraphs(LETTER))
  expect([compared?.textOnly.length, compared?.htmlOnly.length]).toEqual([1, 1])
  expect(compared?.htmlShared).toBeLessThan(0.2)
})

test('another amount in the same sentence is found at its place', async () => {
  const text = LETTER.replace('40.00', '400.00')
  const compared = await both(text, paragraphs(LETTER))
  expect(compared?.textFigures.map(({ start, end }) => text.slice(start, end))).toEqual(['£400.00'])
  expect(compared?.htmlFigures.map((one) => one.text)).toEqual(['£40.00'])
  expect(compared?.textOnly).toEqual([])
})

test('what only the quoted mail says is nobody’s difference', async () => {
  const compared = await both(
    LETTER,
    `${paragraphs(LETTER)}<blockquote type="cite"><p>Where is the refund of £77.00 you promised me?</p></blockquote>`,
  )
  expect(compared).toMatchObject({ htmlOnly: [], htmlFigures: [] })
})

test('there is nothing to compare with one part, or with a text part that asks to read the HTML', async () => {
  expect(comparedParts({ text: null, html: null })).toBeNull()
  expect(await both('Please view this message in an HTML compatible mail reader.', paragraphs(LETTER))).toBeNull()
})

test.each([
  'word '.repeat(100_000),
  '[cid:'.repeat(100_000),
  '1,'.repeat(200_000),
  ' \n'.repeat(200_000),
  '<http://'.repeat(60_000),
])('half a megabyte of odd text, %#, is compared in one go', (text) => {
  const segments = [{ start: 0, end: text.length, kind: 'own' as const }]
  const compared = comparedParts({
    text: { part: 'text', text, segments },
    html: { part: 'html', text: 'Hello Ann', segments: [] },
  })
  expect(compared === null || compared.textShared <= 1).toBe(true)
})

const paragraphs = (text: string) => `<p>${text.replaceAll('\n\n', '</p><p>').replaceAll('\n', '<br>')}</p>`

async function both(text: string, html: string) {
  const part = (type: string, body: string) => `--b\r\nContent-Type: ${type}; charset=utf-8\r\n\r\n${body}\r\n`
  const head = 'From: jo@acme.example\r\nTo: ann@fern.example\r\nSubject: x\r\nMIME-Version: 1.0\r\n'
  const raw = `${head}Content-Type: multipart/alternative; boundary=b\r\n\r\n${part('text/plain', text)}${part('text/html', html)}--b--\r\n`
  return comparedParts(await parseMail(Buffer.from(raw)))
}
