import { sentencesOf } from '@proofgate/language'
import { casesIn } from '../../test/corpus/case.ts'

/** A message to judge and the customer's mail before it. */
export type BenchMessage = { readonly raw: Uint8Array; readonly conversation: readonly Uint8Array[] }

const WORDS_OF_REPLY = 150
const WORDS_OF_CUSTOMER = 80

/**
 * Replies of 150 words to customers' mails of 80, made of the sentences of the labelled replies, faults included. No
 * sentence comes twice, so that nothing can be remembered: once all were used, they come again with a number in them.
 */
export function benchMessages(count: number): readonly BenchMessage[] {
  const cases = ['cases/', 'held-out/'].flatMap((name) =>
    casesIn(new URL(`../../test/corpus/${name}`, import.meta.url)),
  )
  const ours = unseen(cases.map(({ reply }) => reply.text))
  const theirs = unseen(cases.map(({ customer }) => customer.body))
  return Array.from({ length: count }, (_, i) => {
    const asked = `Hello,\n\n${paragraphs(theirs, WORDS_OF_CUSTOMER)}\n\nKim Park`
    const reply = `Hi Kim,\n\n${paragraphs(ours, WORDS_OF_REPLY)}\n\nKind regards,\nAnna Berg`
    return {
      raw: letter(`Anna Berg <${US}>`, `Kim Park <${CUSTOMER}>`, { number: i, hour: 12, text: reply }),
      conversation: [letter(`Kim Park <${CUSTOMER}>`, US, { number: i, hour: 10, text: asked })],
    }
  })
}

const US = 'anna@acme.example'
const CUSTOMER = 'kim@customer.example'

/** Sentences without end, none of them twice. */
function* unseen(texts: readonly string[]): Generator<string, never> {
  const sentences = [...new Set(texts.flatMap((text) => sentencesOf(text).map((one) => one.text.replace(/\s+/g, ' '))))]
    // Greetings and signatures are the letter's own.
    .filter((text) => text.split(' ').length >= 5)
  for (let round = 0; ; round++) {
    for (const [i, text] of sentences.entries()) {
      const number = round * sentences.length + i
      yield round === 0 ? text : text.replace(/[.!?]*$/, (end) => `, number ${number}${end}`)
    }
  }
}

/** About so many words, in paragraphs of three sentences. */
function paragraphs(sentences: Iterator<string, never>, words: number): string {
  const taken: string[] = []
  for (let left = words; left > 0; left -= taken.at(-1)?.split(' ').length ?? 1) taken.push(sentences.next().value)
  return taken.map((text, i) => text + (i % 3 === 2 ? '\n\n' : '\n')).join('')
}

function letter(
  from: string,
  to: string,
  { number, hour, text }: { readonly number: number; readonly hour: number; readonly text: string },
): Uint8Array {
  const head = [
    `Message-ID: <bench-${number}-${hour}@acme.example>`,
    `Date: Tue, 24 Nov 2026 ${hour}:00:00 +0000`,
    `From: ${from}`,
    `To: ${to}`,
    `Subject: Your order ${number}`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
  ]
  return new Uint8Array(Buffer.from(`${head.join('\r\n')}\r\n\r\n${text.replace(/\n/g, '\r\n')}\r\n`))
}
