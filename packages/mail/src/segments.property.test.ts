import { expect, test } from 'vitest'
import { noDefects } from './defects.ts'
import type { Mark } from './html-text.ts'
import { renderHtml } from './html-text.ts'
import type { Segment } from './mail.ts'
import { quotedAuthorOf, quotedTextOf } from './quoted.ts'
import { type Random, randomOf } from './random.ts'
import { segmentsOf } from './segments.ts'

/** Pieces that mean something to the rules, so that random texts reach them. */
const PIECES = [
  'Hello Ann,',
  'it is done.',
  '',
  '\n',
  '\n\n',
  '> quoted',
  '>> deeper',
  '>',
  '-- ',
  '--',
  '____',
  '-----Original Message-----',
  'On Mon, Mar 3, 2026 at 10:04 AM Ann Lee <ann@fern.example> wrote:',
  'On Mon,',
  'wrote:',
  'From: Ann <a@fern.example>',
  'Sent: Monday',
  'To: b',
  'Subject: c',
  'Kind regards,',
  'Jo Hart',
  'Customer Care',
  '+44 20 7946 0000',
  'Sent from my iPhone',
  '##- Please type your reply above this line -##',
  'CONFIDENTIALITY NOTICE: x',
  'This message is confidential; if you are not the recipient, delete it.',
  '---------- Forwarded message ---------',
  '\u00a0',
  '\t',
  '💥',
  '\ud800',
  'x'.repeat(2000),
  ': : :',
  '<>',
  '@',
  'é',
  '写道：',
  '\u0000',
] as const

const TAGS = [
  '<div>',
  '</div>',
  '<p>',
  '</p>',
  '<br>',
  '<blockquote>',
  '<blockquote type=cite>',
  '</blockquote>',
  '<table><tr><td>',
  '</td></tr></table>',
  '</td>',
  '<div class="gmail_quote">',
  '<div class=gmail_attr>',
  '<div id=appendonsend>',
  '<div id=x_divRplyFwdMsg>',
  '<div class=gmail_signature>',
  '<a href="x">',
  '</a>',
  '<span style="display:none">',
  '</span>',
  '<pre>',
  '</pre>',
  '<ul><li>',
  '</ul>',
  '<!--',
  '-->',
  '<script>',
  '</script>',
  '<',
  '&amp;',
  '&#x',
  '<img alt="😀">',
] as const

test('segments of any text follow each other without gap and cover it', () => {
  for (let seed = 1; seed <= 1500; seed++) {
    const random = randomOf(seed)
    const text = piecesOf(random, PIECES, 40)
    expectCovering(text, segmentsOf(text), seed)
  }
})

test('segments of any HTML do too, and links lie in the text', () => {
  for (let seed = 1; seed <= 1500; seed++) {
    const random = randomOf(seed)
    let html = ''
    for (let i = random.below(60); i > 0; i--) html += random.oneOf(random.below(2) === 0 ? PIECES : TAGS)
    const { text, marks, links } = renderHtml(html, 50_000, noDefects())
    expectMarks(text, marks, seed)
    for (const link of links) expect(text.slice(link.at.start, link.at.end), `seed ${seed}`).toBe(link.text)
    const segments = segmentsOf(text, marks)
    expectCovering(text, segments, seed)
    const body = { part: 'html', text, segments } as const
    quotedTextOf(body)
    quotedAuthorOf(body)
  }
})

test.each([
  ['one long line', 'word '.repeat(100_000)],
  ['a line of signs', ':;,.-_|<>@'.repeat(50_000)],
  ['empty lines', '\n'.repeat(300_000)],
  ['openings of quotes', 'On Mon, 3 Mar 2026\n'.repeat(20_000)],
  ['header lines', 'From: a\nTo: b\n'.repeat(20_000)],
  ['quoted introductions', '> On Mon, 3 Mar 2026, Ann <a@b.example> wrote:\n'.repeat(10_000)],
  ['closing formulas', 'Kind regards,\nJo\n'.repeat(20_000)],
  ['rules', '____\n\n'.repeat(50_000)],
  ['footers', 'This message is confidential; delete it.\n\n'.repeat(10_000)],
  ['digits', '1234567890 '.repeat(50_000)],
  ['quote signs', '>'.repeat(400_000)],
])('a text of half a megabyte of %s is read in one go', (_, text) => {
  // Quadratic rules would take minutes here and run into the test's time limit.
  expectCovering(text, segmentsOf(text), 0)
})

function piecesOf(random: Random, pieces: readonly [string, ...string[]], countMax: number): string {
  let text = ''
  for (let i = random.below(countMax); i > 0; i--) text += random.oneOf(pieces) + (random.below(3) === 0 ? '' : '\n')
  return text
}

function expectCovering(text: string, segments: readonly Segment[], seed: number): void {
  let at = 0
  let sound = true
  for (const { start, end } of segments) {
    sound &&= start === at && end > start
    at = end
  }
  expect(sound && at === text.length, `seed ${seed}: ${JSON.stringify(text.slice(0, 300))}`).toBe(true)
}

function expectMarks(text: string, marks: readonly Mark[], seed: number): void {
  let at = 0
  for (const { start, end } of marks) {
    expect(start >= at && end > start && end <= text.length, `seed ${seed}`).toBe(true)
    at = end
  }
}
