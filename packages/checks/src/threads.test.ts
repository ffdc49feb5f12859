import { describe, expect, test } from 'vitest'
import { judge } from './engine.ts'
import { envelopeTo } from './example-case.ts'
import type { CheckId } from './ids.ts'
import { Memory } from './memory.ts'
import { policyOf } from './policy.ts'
import { FAULTS } from './sample-thread-faults.ts'
import { NEAR_MISSES } from './sample-thread-near-misses.ts'
import { octetsOf, type SampleThread } from './sample-threads.ts'

/** Checks that go by what was said before. */
const REMEMBERING: ReadonlySet<string> = new Set<CheckId>([
  'asks-again',
  'broken-promise',
  'handover',
  'inconsistent-answer',
  'late-reply',
  'stock-response',
  'wrong-recipient',
])

async function said(thread: SampleThread): Promise<readonly string[]> {
  const mails = octetsOf(thread)
  const policy = policyOf(
    JSON.stringify({ version: 1, own_domains: ['shop.example'], ...(thread.facts ? { facts: thread.facts } : {}) }),
    'test',
  )
  const { findings } = await judge({
    raw: mails.at(-1) ?? Buffer.alloc(0),
    envelope: envelopeTo('ana.ruiz@mail.example', ...(thread.reply.cc ?? [])),
    conversation: mails.slice(0, -1),
    memory: Memory.parse({ conversation: 'c1', ...thread.memory }),
    policy,
  })
  return findings
    .filter(({ check }) => REMEMBERING.has(check))
    .map(({ check, note }) => (note ? `${check} (note)` : check))
    .toSorted()
}

describe('a near miss', () => {
  test.each(NEAR_MISSES.map((thread) => [thread.title, thread] as const))('%s', async (_, thread) => {
    expect(await said(thread)).toEqual(thread.says)
  })
})

describe('a fault', () => {
  test.each(FAULTS.map((thread) => [thread.title, thread] as const))('%s', async (_, thread) => {
    expect(await said(thread)).toEqual(thread.says)
  })
})
