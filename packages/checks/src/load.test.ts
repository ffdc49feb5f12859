import { parseMail } from '@proofgate/mail'
import { describe, expect, it } from 'vitest'
import type { Check, Example, Reading } from './check.ts'
import { CHECKS } from './list.ts'
import { DEFAULT_POLICY } from './policy.ts'
import { readingOf } from './reading.ts'
import { settingsFor } from './settings.ts'

const CHARACTERS = 200_000
const RAN_MAX = 200

/** A reading whose reply and customer's text are this long, without going through the parser's own limits. */
async function readingWith(reply: string, customer: string): Promise<Reading> {
  const mail = await parseMail(Buffer.from('From: care@shop.example\r\nTo: "Ana Ruiz" <ana@mail.example>\r\n\r\nx'))
  const bodyOf = (text: string) => ({
    part: 'text' as const,
    text,
    segments: [{ start: 0, end: text.length, kind: 'own' as const }],
  })
  const from = { name: 'Ana Ruiz', address: 'ana@mail.example' }
  const settings = settingsFor(DEFAULT_POLICY, { sender: 'care@shop.example', recipients: [from.address] })
  return readingOf({
    mail: { ...mail, subject: reply.slice(0, 1000), text: bodyOf(reply), html: bodyOf(`${reply} `) },
    recipients: [from.address],
    earlier: [{ ...mail, from: [from], text: bodyOf(customer) }],
    settings: { ...settings, ownDomains: ['shop.example'] },
  })
}

const filled = (text: string) => text.repeat(Math.ceil(CHARACTERS / text.length)).slice(0, CHARACTERS)

const replyOf = (example: Example) => (typeof example === 'string' ? example : example.reply)
const customerOf = (example: Example) => (typeof example === 'string' ? '' : (example.customer ?? ''))

/** Marks that make a bad pattern look at everything behind them, over and over. */
const HOSTILE = [
  '[',
  '{{',
  '{%',
  '<%',
  '*|',
  '«',
  '<',
  '"',
  '`',
  '_',
  '__ ',
  'X',
  'XXXX ',
  '1',
  '1 ',
  '12-',
  '4111 ',
  'a',
  'A',
  'a.',
  'a@',
  'a@b.',
  '. ',
  '? ',
  '\n',
  ' ',
  '\t',
  ', ',
  '://',
  'eyJ',
  'you ',
  'You must ',
  'if you had read ',
  'password ',
  'Dear ',
  'Hi Ann and ',
  'as our ',
  'how many ',
  'Thank you for ',
  'sorry for any ',
  'attached ',
  'DE89 ',
  'é',
  '\u0301',
  '😊',
  '\ud800',
]

/** Asks for every kind of answer. */
const ASKING = 'How much is it? When does it come? How long does it last? How many are left? Is it blue? Where?'

/** A fixed pseudo-random text of printable characters. */
function noise(seed: number): string {
  let state = seed
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
  return Array.from({ length: CHARACTERS }, () =>
    String.fromCharCode(next() < 0.02 ? 10 : 32 + Math.floor(next() * 95)),
  ).join('')
}

// There is no assertion on time: a pattern that is not linear runs into the test's time limit here.
describe.each(CHECKS.map((check): [string, Check] => [check.id, check]))('%s reads 200 kB', (_, check) => {
  it('of its own wrong examples', { timeout: 60_000 }, async () => {
    const lines = (of: (example: Example) => string) => filled(`${check.examples.wrong.map(of).join('\n\n')}\n\n`)
    const found = [...check.find(await readingWith(lines(replyOf), lines(customerOf)))].slice(0, RAN_MAX)
    expect(found.every(({ confidence }) => confidence > 0 && confidence <= 1)).toBe(true)
  })

  it('of marks that lead nowhere', { timeout: 120_000 }, async () => {
    for (const mark of HOSTILE) {
      for (const customer of [filled(mark), ASKING]) {
        const reading = await readingWith(filled(mark), customer)
        expect([...check.find(reading)], mark).toBeInstanceOf(Array)
      }
    }
  })

  it('of noise', { timeout: 60_000 }, async () => {
    for (const seed of [1, 2])
      expect([...check.find(await readingWith(noise(seed), noise(seed + 9)))]).toBeInstanceOf(Array)
  })

  it('with every excerpt inside its part', { timeout: 60_000 }, async () => {
    const text = filled(`${check.examples.wrong.map(replyOf).join('\n\n')}\n\n`)
    const reading = await readingWith(text, 'Where is it?')
    for (const { at, part } of check.find(reading)) {
      if (at === null || part === 'conversation') continue
      expect(at.start).toBeGreaterThanOrEqual(0)
      expect(at.end).toBeGreaterThan(at.start)
      expect(at.end).toBeLessThanOrEqual(part === 'subject' ? reading.mail.subject.length : CHARACTERS + 1)
    }
  })
})
