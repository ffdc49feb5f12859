import { parseMail } from '@proofgate/mail'
import { expect, test } from 'vitest'
import { caseOf } from './example-case.ts'
import { letterOf } from './letter.ts'
import { DEFAULT_POLICY } from './policy.ts'
import { readingOf } from './reading.ts'
import { settingsFor } from './settings.ts'

async function letterIn(reply: string) {
  const { raw } = caseOf(reply)
  const settings = settingsFor(DEFAULT_POLICY, { sender: 'care@shop.example', recipients: [] })
  const { greeting, sentences, closing } = letterOf(
    readingOf({ mail: await parseMail(raw), recipients: [], earlier: [], settings }),
  )
  return [greeting?.text ?? null, sentences.map(({ text }) => text), closing.map(({ text }) => text)]
}

test.each([
  ['Dear Ms Ruiz,\n\nIt left today.\n\nKind regards,\nTom Berg', 'Dear Ms Ruiz,', ['It left today.']],
  ['Gareth,\n\nit left today.\n\nTom', 'Gareth,', ['it left today.']],
  ['Mr Truscott,\n\nno.\n\nFair winds,\nMirjam', 'Mr Truscott,', ['no.']],
  ['It left today. It comes on Friday.', null, ['It left today.', 'It comes on Friday.']],
])('of %j the greeting and what is said are told apart from the sign-off', async (reply, greeting, sentences) => {
  expect((await letterIn(reply)).slice(0, 2)).toEqual([greeting, sentences])
})

test('an empty reply is an empty letter', async () => {
  expect(await letterIn('')).toEqual([null, [], []])
})
