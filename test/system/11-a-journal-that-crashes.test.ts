/** Promise 1 for the journal: what was answered 250 is on record, whatever crashes. */
import path from 'node:path'
import { attachStore, findEmbedded, startEmbedded } from '@proofgate/store'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type CustomerMail, customerMail } from '../support/customer-mails.ts'
import { exchangeOnlineReport } from '../support/journal-reports.ts'
import { installationFolder, type Proofgate, startProofgate } from '../support/proofgate.ts'
import { sendMail } from '../support/smtp-talk.ts'

const MAILS = 400
const SENDERS = 20
const ENV = {
  PROOFGATE_JOURNAL_PORT: '0',
  PROOFGATE_JOURNAL_NETWORKS: '[{ "cidr": "127.0.0.1", "recipients": ["*"] }]',
  PROOFGATE_JUDGE_THREADS: '2',
}

// Nothing is sent here: the smarthost is never asked.
const smarthost = 'smtp://127.0.0.1:9'
const folder = installationFolder()
const postgres = path.join(folder, 'data/postgres')
let proofgate: Proofgate

const start = async (env: Readonly<Record<string, string>> = {}) => {
  proofgate = await startProofgate({ smarthost, folder, env: { ...ENV, ...env } })
}
beforeEach(() => start())
afterEach(() => proofgate.kill())

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Journals as mail servers do: again until it is answered 250; every other mail as a report. Codes that came are kept. */
async function journalAll(mails: readonly CustomerMail[], onTaken: (count: number) => void): Promise<Set<number>> {
  const port = proofgate.journalPort
  const left = mails.map((mail, i) => ({ ...mail, raw: i % 2 === 0 ? mail.raw : exchangeOnlineReport(mail.raw) }))
  const codes = new Set<number>()
  let taken = 0
  const sender = async () => {
    for (let mail = left.pop(); mail !== undefined; mail = left.pop()) {
      for (;;) {
        const code = (await sendMail(port, mail).catch(() => null))?.code ?? 0
        codes.add(code)
        if (code === 250) break
        await pause(50)
      }
      onTaken(++taken)
    }
  }
  await Promise.all(Array.from({ length: SENDERS }, sender))
  return codes
}

/** How many turns each mail has, its octets on record with it. */
async function turnsOf(mails: readonly CustomerMail[]): Promise<readonly number[]> {
  const store = await attachStore({ folder: postgres })
  const rows = await store.sql<{ id: string; count: number }[]>`
    select t.header_message_id as id, count(b.turn_id)::int as count from turns t join turn_bodies b on b.turn_id = t.id
    where t.header_message_id = any(${mails.map(({ messageId }) => messageId)}) group by 1`
  await store.close()
  const counts = new Map(rows.map(({ id, count }) => [id, count]))
  return mails.map(({ messageId }) => counts.get(messageId) ?? 0)
}

test('kill -9 during 400 copies: each that was answered is there, once', async () => {
  const mails = Array.from({ length: MAILS }, () => customerMail())
  const port = String(proofgate.journalPort)
  let restarted: Promise<void> | null = null
  const restart = async () => {
    await proofgate.kill()
    await start({ PROOFGATE_JOURNAL_PORT: port })
  }
  await journalAll(mails, (count) => {
    if (count === 100) restarted = restart()
  })
  await restarted
  expect(await turnsOf(mails)).toEqual(Array(MAILS).fill(1))
}, 120_000)

test('kill -9 right behind the 250: the copy is there', async () => {
  const mails = Array.from({ length: 5 }, () => customerMail())
  for (const mail of mails) {
    expect(await sendMail(proofgate.journalPort, mail)).toMatchObject({ code: 250 })
    await proofgate.kill()
    await start()
  }
  expect(await turnsOf(mails)).toEqual(Array(5).fill(1))
}, 120_000)

test('PostgreSQL restarted under load: mail servers are told to come back, at most, and nothing is lost', async () => {
  const mails = Array.from({ length: MAILS }, () => customerMail())
  let restarted: Promise<unknown> | null = null
  const codes = await journalAll(mails, (count) => {
    if (count === 100) {
      restarted = (async () => {
        await (await findEmbedded(postgres))?.stop()
        await startEmbedded(postgres)
      })()
    }
  })
  await restarted
  codes.delete(451)
  expect([...codes]).toEqual([250])
  expect(await turnsOf(mails)).toEqual(Array(MAILS).fill(1))
}, 120_000)

test('SIGTERM under load: what is coming in finishes, the rest is told to come back', async () => {
  const mails = Array.from({ length: 200 }, () => customerMail())
  const port = String(proofgate.journalPort)
  let restarted: Promise<void> | null = null
  const restart = async () => {
    expect(await proofgate.stop()).toBe(0)
    await start({ PROOFGATE_JOURNAL_PORT: port })
  }
  await journalAll(mails, (count) => {
    if (count === 80) restarted = restart()
  })
  await restarted
  expect(await turnsOf(mails)).toEqual(Array(200).fill(1))
}, 120_000)
