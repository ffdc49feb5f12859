import { turnHeaderOf } from '@proofgate/mail'
import { expect, test } from 'vitest'
import { temporaryStore } from '../../../test/support/temporary-store.ts'
import { countReplies, octetsOfTurn, type PreviewReply, repliesAfter, saidBefore } from './preview.ts'
import { addCopies } from './turns.ts'

const { sql } = await temporaryStore()
const ALL = { since: null, until: null, agent: null }

/** A mail on record, read and placed. `c1 us 2`: in the conversation c1, by us, on the second of March. */
async function said(line: string): Promise<string> {
  const [conversation = '', by = '', day = ''] = line.split(' ')
  const at = new Date(`2026-03-0${day}T09:00:00Z`)
  const raw = Buffer.from(
    `From: ${by === 'us' ? 'anna@acme' : 'kim@customer'}.example\r\nDate: ${at.toUTCString()}\r\n\r\n${line}`,
  )
  const [turn] = await addCopies(sql, [
    { source: 'import', raw, header: turnHeaderOf(raw, new Date()), receivedAt: new Date() },
  ])
  await sql`insert into conversations (id, subject_key, tickets, first_at, last_at, turn_count, open_points, because, agents)
    values (${conversation}, '', '{}', '2026-03-01', '2026-03-09', 0, 0, '{}', '{}') on conflict do nothing`
  await sql`update turns set conversation_id = ${conversation}, by = ${by}, read_at = now(),
    customer_address = 'kim@customer.example' where id = ${turn?.id ?? ''}`
  return turn?.id ?? ''
}

const asked = await said('c1 customer 1')
const answered = await said('c1 us 2')
const again = await said('c1 us 4')
await said('c2 customer 1')
const other = await said('c3 us 3')

test('pages of any size hold each reply of ours once', async () => {
  for (const limit of [1, 2, 10]) {
    const found: PreviewReply[] = []
    let next: string | null = null
    do {
      const page: Awaited<ReturnType<typeof repliesAfter>> = await repliesAfter(sql, ALL, next, limit)
      found.push(...page.replies)
      next = page.next
    } while (next !== null)
    expect(found.map(({ id }) => id)).toEqual([answered, again, other])
  }
  expect(await countReplies(sql, ALL)).toBe(3)
})

test('time and agent narrow them', async () => {
  const since = new Date('2026-03-03T00:00:00Z')
  expect(await countReplies(sql, { ...ALL, since })).toBe(2)
  expect(await countReplies(sql, { ...ALL, until: since, agent: 'ANNA' })).toBe(1)
  expect(await countReplies(sql, { ...ALL, agent: 'tom' })).toBe(0)
})

test('what was said before a reply is in order, and nothing later is there', async () => {
  expect(await saidBefore(sql, again, 10)).toEqual([asked, answered])
  expect(await saidBefore(sql, again, 1)).toEqual([answered])
  expect(await saidBefore(sql, answered, 10)).toEqual([asked])
})

test('the octets of a copy are those that came in', async () => {
  expect(String(await octetsOfTurn(sql, other))).toContain('\r\n\r\nc3 us 3')
  expect(await octetsOfTurn(sql, 'nothing')).toBeNull()
})
