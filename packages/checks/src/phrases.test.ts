import { sentencesOf } from '@proofgate/language'
import { expect, it } from 'vitest'
import type { Check } from './check.ts'
import { blameShifting } from './checks/blame-shifting.ts'
import { genericPhrase } from './checks/generic-phrase.ts'
import { rude } from './checks/rude.ts'
import type { Phrase } from './phrases.ts'
import { BLAME_PHRASES } from './words/blame-phrases.ts'
import { GENERIC_PHRASES } from './words/generic-phrases.ts'
import { COMMANDS, RUDE_PHRASES } from './words/rude-phrases.ts'

const LISTS: readonly (readonly [string, readonly Phrase[], Check])[] = [
  ['rude phrases', RUDE_PHRASES, rude],
  ['commands', COMMANDS, rude],
  ['blame phrases', BLAME_PHRASES, blameShifting],
  ['generic phrases', GENERIC_PHRASES, genericPhrase],
]

it.each(LISTS)('every excuse among the %s lets a right example pass', (_, phrases, check) => {
  const replies = check.examples.right.map((one) => (typeof one === 'string' ? one : one.reply))
  const pairs = replies
    .map((reply) => sentencesOf(reply).map(({ text }) => text))
    .flatMap((sentences) => sentences.map((text, i) => [text, sentences.slice(i + 1, i + 3).join(' ')] as const))
  const excuses = Map.groupBy(
    phrases.filter(({ excused }) => excused !== undefined),
    ({ excused }) => excused,
  )
  const dead = [...excuses].filter(
    ([excused, excusing]) =>
      !pairs.some(([text, next]) => excusing.some(({ pattern }) => pattern.test(text)) && excused?.(text, next)),
  )
  expect(dead.map(([, [first]]) => first?.pattern.source)).toEqual([])
})
