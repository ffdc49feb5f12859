import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DEFAULT_POLICY } from '@proofgate/checks'
import { judgeOne } from '@proofgate/policy'
import { expect, test } from 'vitest'
import { z } from 'zod'

const schema = z.fromJSONSchema(
  JSON.parse(readFileSync(join(import.meta.dirname, '../docs/judgement.schema.json'), 'utf8')),
)

const judgementOf = async (body: string) => {
  const raw = Buffer.from(`From: sam@desk.example\r\nTo: jane@customer.example\r\n\r\n${body}\r\n`)
  const judgement: unknown = JSON.parse(
    JSON.stringify(await judgeOne({ raw, envelope: null, conversation: [], policy: DEFAULT_POLICY })),
  )
  return judgement
}

test.each(['Dear Jane, your parcel left today.', 'Dear [NAME],\r\n\r\nOn Monday Jane wrote:\r\n> Where is it?', ''])(
  'the published schema fits the judgement of %j',
  async (body) => {
    expect(schema.safeParse(await judgementOf(body)).error?.issues ?? []).toEqual([])
  },
)

test('the published schema refuses what is no judgement, and bears what later versions add', async () => {
  const judgement = await judgementOf('Dear [NAME],')
  expect(schema.safeParse({ ...Object(judgement), verdict: 'maybe' }).success).toBe(false)
  expect(schema.safeParse({ ...Object(judgement), later: true }).success).toBe(true)
})
