import { DEFAULT_POLICY } from '@proofgate/checks'
import { createLog } from '@proofgate/telemetry'
import { expect, test } from 'vitest'
import { tellingFailures } from './failed-checks.ts'
import { judgeOne } from './judge-one.ts'

const MAIL =
  'From: sam@desk.example\r\nTo: jane@customer.example\r\nSubject: Re: order\r\n\r\nDear Jane,\r\nit left today.\r\n'

/** What stands in the log after a message over which these checks abstained for these reasons. */
async function logged(abstained: readonly { check: string; why: string }[]) {
  const lines: string[] = []
  const log = createLog({ level: 'info', format: 'json', destination: { write: (line) => lines.push(line) } })
  const judge = tellingFailures(async (task) => ({ ...(await judgeOne(task)), abstained: [...abstained] }), log)
  await judge({ raw: Buffer.from(MAIL), envelope: null, conversation: [], policy: DEFAULT_POLICY })
  return lines.map((line): unknown => JSON.parse(line))
}

test('checks that fail are logged once for a judgement, by name and without words of the mail', async () => {
  const lines = await logged([
    { check: 'rude', why: 'failed: cannot read "Dear Jane"' },
    { check: 'wrong-name', why: "the customer's words are not known" },
    { check: 'jargon', why: 'failed: no such word' },
  ])
  expect(lines).toEqual([expect.objectContaining({ event: 'fault', level: 'error', checks: 'rude, jargon' })])
  expect(JSON.stringify(lines)).not.toContain('Jane')
})

test('checks that abstain are not logged', async () => {
  expect(await logged([{ check: 'rude', why: 'the reply is written in "de"' }])).toEqual([])
})
