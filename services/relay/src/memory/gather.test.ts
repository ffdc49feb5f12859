import { policyOf, readTurn } from '@proofgate/checks'
import { turnHeaderOf } from '@proofgate/mail'
import { addCopies, eraseCustomer, listThemes, nameTheme } from '@proofgate/store'
import { createLog } from '@proofgate/telemetry'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TemporaryStore, temporaryStore } from '../../../../test/support/temporary-store.ts'
import { saidIn } from './gather.ts'
import { remember } from './rememberer.ts'
import { turnReaderOver } from './turn-reader.ts'

const POLICY = policyOf(JSON.stringify({ version: 1, own_domains: ['acme.example'] }), 'test')
let store: TemporaryStore
const faults: string[] = []
const log = createLog({ level: 'info', format: 'json', destination: { write: (line: string) => faults.push(line) } })
beforeAll(async () => {
  store = await temporaryStore()
})
afterAll(() => store.remove())

async function remembered(): Promise<void> {
  const read = turnReaderOver(
    async (request) => Response.json(await readTurn(new Uint8Array(await request.arrayBuffer()), POLICY, null)),
    { url: 'http://policy.test', token: null },
  )
  const never = new AbortController().signal
  while ((await remember({ sql: store.sql, read, log, pollMs: 0 }, never)) > 0);
}

/** A customer's first mail. */
async function wrote(name: string, at: string, text: string) {
  const raw = Buffer.from(
    `Message-ID: <${name}@x>\r\nFrom: ${name}@customer.example\r\nTo: desk@acme.example\r\nSubject: From ${name}\r\nDate: ${new Date(at).toUTCString()}\r\n\r\n${text}\r\n`,
  )
  const receivedAt = new Date(at)
  await addCopies(store.sql, [{ source: 'journal', raw, header: turnHeaderOf(raw, receivedAt), receivedAt }])
}

const PERIOD = { since: new Date('2026-01-01'), until: new Date('2026-04-01') }
const listed = async (filter = {}) =>
  (await listThemes(store.sql, { ...PERIOD, ...filter }, { limit: 9, cursor: null })).themes

test('what several customers complain of becomes a theme, counted by week; other matters do not', async () => {
  await wrote('a', '2026-03-02T09:00:00Z', 'Hello,\r\n\r\nThe kettle leaks at the handle.\r\n\r\nBest\r\nAda')
  await wrote('b', '2026-03-03T09:00:00Z', 'My kettle leaks near the handle. The kettle leaks at its handle all day.')
  await wrote('c', '2026-03-11T09:00:00Z', 'The lid of my pan is missing.')
  await wrote('d', '2026-03-12T09:00:00Z', 'The handle of the new kettle leaks.')
  await remembered()
  expect(await listed()).toEqual([])
  await wrote('e', '2026-03-28T09:00:00Z', 'Our kettle leaks around the handle.')
  await remembered()
  expect(faults).toEqual([])
  const [theme, ...others] = await listed()
  expect(others).toEqual([])
  expect(theme).toMatchObject({
    kind: 'problem',
    name: null,
    mails: 4,
    lately: 1,
    firstSeen: new Date('2026-03-02T09:00:00Z'),
    weeks: [
      { week: '2026-03-02', mails: 2 },
      { week: '2026-03-09', mails: 1 },
      { week: '2026-03-23', mails: 1 },
    ],
  })
  expect([...(theme?.words ?? [])].sort()).toEqual(['handle', 'kettle', 'leaks'])
  expect(theme?.examples.map(({ text }) => text)).toEqual([
    'Our kettle leaks around the handle.',
    'The handle of the new kettle leaks.',
    'My kettle leaks near the handle.',
  ])
})

test('mails read once more count once; a name stands; filters narrow', async () => {
  await store.sql`update turns set read_at = null, run_at = now()`
  await remembered()
  const [theme] = await listed()
  expect(theme?.mails).toBe(4)
  expect(await nameTheme(store.sql, theme?.id ?? '', 'Leaking kettles', 'user:rita')).toMatchObject({ kind: 'problem' })
  expect(await nameTheme(store.sql, 'nothing', 'x', 'user:rita')).toBeNull()
  await wrote('f', '2026-03-29T09:00:00Z', 'The handle of this kettle leaks.')
  await remembered()
  expect(await listed()).toMatchObject([{ name: 'Leaking kettles', mails: 5 }])
  expect(await listed({ kind: 'feedback' })).toEqual([])
  expect(await listed({ team: 'north' })).toEqual([])
  expect(await listed({ since: new Date('2026-03-28') })).toMatchObject([{ mails: 2 }])
})

test('what a customer said leaves at their wish, also what belongs to no theme; the count stays', async () => {
  await eraseCustomer(store.sql, 'e@customer.example', 'user:ada')
  await eraseCustomer(store.sql, 'c@customer.example', 'user:ada')
  const [theme] = await listed()
  expect(theme?.mails).toBe(5)
  expect(theme?.examples.map(({ text }) => text)).not.toContain('Our kettle leaks around the handle.')
  const left = await store.sql`
    select m.text, m.vector from theme_members m join turns t on t.id = m.turn_id where t.erased_at is not null`
  expect(left).toEqual([
    { text: null, vector: null },
    { text: null, vector: null },
  ])
})

test('vectors of the language model are kept as they are, and what is no vector gives way to the words', () => {
  const said = { kind: 'problem' as const, text: 'The kettle leaks.' }
  const unit = Buffer.from(Float32Array.of(0.6, 0.8).buffer).toString('base64')
  expect(saidIn({ said: [{ ...said, vector: unit }], vectorsBy: 'm' })).toEqual([
    { ...said, vector: Float32Array.of(0.6, 0.8), vectorsBy: 'm' },
  ])
  expect(saidIn({ said: [{ ...said, vector: 'AAAA' }], vectorsBy: 'm' })).toMatchObject([{ vectorsBy: 'words' }])
  expect(saidIn({ said: [{ ...said, text: 'the', vector: null }], vectorsBy: null })).toEqual([])
})
