import { built } from '../corpus/build.ts'
import type { CorpusCase } from '../corpus/case.ts'
import { type Chance, chanceOf, seedOf } from './chance.ts'
import { FRAGMENTS } from './fragments.ts'
import { mutated } from './mutations.ts'

/** A message to be judged, with the thread before it. Either may be anything but sound. */
export type Odd = {
  /** How it came to be, to be told when it breaks something. */
  readonly how: string
  readonly raw: Buffer
  readonly conversation: readonly Uint8Array[]
  readonly from: string
  readonly recipients: readonly string[]
}

/** The `i`th odd message of a seed; the same seed, `i` and cases always give the same bytes. */
export function oddMessage(seed: number, i: number, cases: readonly CorpusCase[]): Odd {
  const chance = chanceOf(seedOf(seed, i))
  const [one, other] = [drawn(cases, chance), drawn(cases, chance)].map(built)
  if (one === undefined || other === undefined) throw new Error('There are no cases to start from.')
  const parties = { from: one.from, recipients: one.recipients }
  const thread =
    chance.below(3) === 0 ? one.conversation.map((raw) => mutated(raw, other.raw, chance).raw) : one.conversation
  switch (chance.below(8)) {
    case 0:
      return { how: 'random bytes', raw: randomBytes(chance), conversation: thread, ...parties }
    case 1:
      return {
        how: 'sound head, random bytes',
        raw: behindHead(one.raw, randomBytes(chance)),
        conversation: thread,
        ...parties,
      }
    case 2:
    case 3:
      return { how: 'fragments', raw: letterOf(fragments(chance), chance), conversation: thread, ...parties }
    default: {
      const { raw, how } = mutated(one.raw, other.raw, chance)
      return { how, raw, conversation: thread, ...parties }
    }
  }
}

function drawn(cases: readonly CorpusCase[], chance: Chance): CorpusCase {
  const one = cases[chance.below(cases.length)]
  if (one === undefined) throw new Error('There are no cases to start from.')
  return one
}

function randomBytes(chance: Chance): Buffer {
  return Buffer.from(Array.from({ length: chance.below(4000) }, () => chance.below(256)))
}

/** What checks and parsers look for, in any order; some of it again and again. */
function fragments(chance: Chance): string {
  const count = 1 + chance.below(60)
  return Array.from({ length: count }, () => {
    const fragment = chance.pick(FRAGMENTS)
    return chance.below(12) === 0 ? fragment.repeat(1 + chance.below(3000)) : fragment
  })
    .join(chance.pick(['', ' ', '\n', '\n\n']))
    .slice(0, 200_000)
}

/** A body under a plain head: as text, as HTML, or as a lie about its encoding. */
function letterOf(body: string, chance: Chance): Buffer {
  const type = chance.pick(['text/plain', 'text/html', 'text/plain; format=flowed', 'multipart/mixed; boundary=b'])
  const charset = chance.pick(['utf-8', 'iso-8859-1', 'utf-7', 'shift_jis', 'x-none', 'utf-16le'])
  const encoding = chance.pick(['8bit', 'base64', 'quoted-printable', '7bit', 'x-uuencode'])
  const content = encoding === 'base64' && chance.below(2) === 0 ? Buffer.from(body).toString('base64') : body
  return Buffer.from(
    `From: Ann <ann@desk.example>\r\nTo: kim@customer.example\r\nSubject: ${body.slice(0, chance.below(120)).replace(/[\r\n]/g, ' ')}\r\nDate: Tue, 24 Nov 2026 10:00:00 +0000\r\nMIME-Version: 1.0\r\nContent-Type: ${type}; charset=${charset}\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n${content}`,
  )
}

function behindHead(raw: Uint8Array, body: Buffer): Buffer {
  const bytes = Buffer.from(raw)
  return Buffer.concat([bytes.subarray(0, bytes.indexOf('\r\n\r\n') + 4), body])
}
