import type { Chance } from './chance.ts'
import { FRAGMENTS } from './fragments.ts'

type Mutation = (raw: Buffer, other: Buffer, chance: Chance) => Buffer

/** A message with one to six things done to it, and their names. */
export function mutated(
  raw: Uint8Array,
  other: Uint8Array,
  chance: Chance,
): { readonly raw: Buffer; readonly how: string } {
  const names: string[] = []
  let bytes = Buffer.from(raw)
  for (let left = 1 + chance.below(6); left > 0; left--) {
    const [name, mutate] = chance.pick(MUTATIONS)
    bytes = Buffer.from(mutate(bytes, Buffer.from(other), chance)).subarray(0, SIZE_MAX)
    names.push(name)
  }
  return { raw: bytes, how: names.join(', ') }
}

/** Beyond this a message says nothing new here; large ones have tests of their own. */
const SIZE_MAX = 500_000

const MUTATIONS: readonly [readonly [string, Mutation], ...(readonly [string, Mutation])[]] = [
  ['flip bytes', (raw, _, chance) => flipped(raw, chance)],
  ['cut off', (raw, _, chance) => raw.subarray(0, chance.below(raw.length + 1))],
  ['leave out', (raw, _, chance) => spliced(raw, chance, Buffer.alloc(0), chance.below(200))],
  ['double a stretch', (raw, _, chance) => spliced(raw, chance, stretch(raw, chance), 0)],
  ['repeat a stretch', (raw, _, chance) => spliced(raw, chance, repeated(raw, chance), 0)],
  ['take from another', (raw, other, chance) => spliced(raw, chance, stretch(other, chance), chance.below(100))],
  ['put in a fragment', (raw, _, chance) => spliced(raw, chance, Buffer.from(chance.pick(FRAGMENTS)), 0)],
  [
    'put in random bytes',
    (raw, _, chance) => spliced(raw, chance, Buffer.from([0, 1, 2].map(() => chance.below(256))), 0),
  ],
  ['bare line feeds', (raw) => Buffer.from(raw.toString('latin1').replaceAll('\r\n', '\n'), 'latin1')],
  ['no line ends', (raw) => Buffer.from(raw.toString('latin1').replaceAll('\r\n', ' '), 'latin1')],
  ['a header again', (raw, _, chance) => spliced(raw, chance, Buffer.from(chance.pick(HEADERS)), 0, 0)],
  ['nested', (raw, _, chance) => nested(raw, 1 + chance.below(60))],
]

const HEADERS = [
  'From: other@desk.example\r\n',
  'From: "a" <b@c>, <d@e>\r\n',
  'To: undisclosed-recipients:;\r\n',
  `To: ${'x@y.example, '.repeat(300)}z@y.example\r\n`,
  'Subject: =?utf-8?Q?=FF=FE=?= =?x?B?====?=\r\n',
  'Content-Type: multipart/mixed\r\n',
  'Content-Type: text/html; charset="\r\n',
  'Content-Transfer-Encoding: base64\r\n',
  'Date: Thu, 99 Foo 20260 99:99:99 +9999\r\n',
  `References: ${'<a@b> '.repeat(500)}\r\n`,
  'In-Reply-To: <<<>>>\r\n',
  ' folded into nothing\r\n',
] as const

function flipped(raw: Buffer, chance: Chance): Buffer {
  const bytes = Buffer.from(raw)
  if (bytes.length === 0) return bytes
  for (let left = 1 + chance.below(20); left > 0; left--) bytes[chance.below(bytes.length)] = chance.below(256)
  return bytes
}

/** Puts `put` in place of `out` bytes, anywhere or at `where`. */
function spliced(raw: Buffer, chance: Chance, put: Buffer, out: number, where = chance.below(raw.length + 1)): Buffer {
  return Buffer.concat([raw.subarray(0, where), put, raw.subarray(where + out)])
}

function stretch(raw: Buffer, chance: Chance): Buffer {
  const start = chance.below(raw.length + 1)
  return raw.subarray(start, start + chance.below(600))
}

function repeated(raw: Buffer, chance: Chance): Buffer {
  const start = chance.below(raw.length + 1)
  const piece = raw.subarray(start, start + 1 + chance.below(40))
  return Buffer.concat(Array.from({ length: 1 + chance.below(2000) }, () => piece))
}

/** The message within multiparts within multiparts. */
function nested(raw: Buffer, depth: number): Buffer {
  const open = Array.from(
    { length: depth },
    (_, i) => `Content-Type: multipart/mixed; boundary="n${i}"\r\n\r\n--n${i}\r\n`,
  )
  return Buffer.concat([Buffer.from(`MIME-Version: 1.0\r\n${open.join('')}`), raw])
}
