import { addFact, changeFact } from '@proofgate/store'
import { createLog } from '@proofgate/telemetry'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type TemporaryStore, temporaryStore } from '../../../../test/support/temporary-store.ts'
import { keepFacts } from './known-facts.ts'

const WORDS = { topic: 'return window', statement: null, value: '30 days', validFrom: null, validUntil: null }
const log = createLog({ level: 'info', format: 'json', destination: { write: () => {} } })

let store: TemporaryStore
beforeAll(async () => {
  store = await temporaryStore()
})
afterAll(() => store.remove())

test('a fact that is added or changed is known to the next judgements without asking for it', async () => {
  const facts = keepFacts(store.sql, store.address, log)
  const values = () => facts.now().map(({ value }) => value)
  const added = await addFact(store.sql, WORDS, 'user:ada')
  await vi.waitFor(() => expect(values()).toEqual(['30 days']), 5_000)
  if (added.outcome !== 'done') throw new Error(added.outcome)
  await changeFact(store.sql, added.fact.id, { value: '60 days' }, 'user:ada')
  await vi.waitFor(() => expect(values()).toEqual(['60 days']), 5_000)
  await facts.close()
})
