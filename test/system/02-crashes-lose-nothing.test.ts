import path from 'node:path'
import { attachStore, findEmbedded, startEmbedded } from '@proofgate/store'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Smarthost, startSmarthost } from '../smarthost.ts'
import { installationFolder, type Proofgate, startProofgate } from '../support/proofgate.ts'
import { goodReply, type Reply } from '../support/replies.ts'
import { sendMail } from '../support/smtp-talk.ts'

/** Leases end soon, so that what was in hand at a crash is taken up at once; a whole crash test takes seconds. */
const ENV = { PROOFGATE_DELIVERY_LEASE: '2s', PROOFGATE_DELIVERY_RETRY: '["200ms"]', PROOFGATE_JUDGE_THREADS: '2' }
const MESSAGES = 500
const SENDERS = 20

// One for all: what a test does not lose, the next one meets again.
const folder = installationFolder()
let smarthost: Smarthost
let proofgate: Proofgate

beforeEach(async () => {
  smarthost = await startSmarthost()
  proofgate = await startProofgate({ smarthost: smarthost.url, folder, env: ENV })
})
afterEach(async () => {
  await proofgate.kill()
  await smarthost.close()
})

/** Sends like mail tools do: the same message again until it is answered 250. `onAccepted` hears of each 250. */
async function sendAll(port: number, mails: readonly Reply[], onAccepted: (count: number) => void): Promise<void> {
  const left = [...mails]
  let accepted = 0
  const sender = async () => {
    for (let mail = left.pop(); mail !== undefined; mail = left.pop()) {
      while ((await sendMail(port, mail).catch(() => null))?.code !== 250) await pause(50)
      onAccepted(++accepted)
    }
  }
  await Promise.all(Array.from({ length: SENDERS }, sender))
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const messageIdIn = (data: Buffer) => /^Message-ID: (<[^>]+>)/m.exec(data.toString('latin1'))?.[1] ?? ''

/** How often each message arrived, once all have and nothing is left to be sent. */
async function arrivals(mails: readonly Reply[]): Promise<Map<string, number>> {
  const wanted = new Set(mails.map((mail) => mail.messageId))
  const count = () => {
    const counts = new Map<string, number>()
    for (const { data } of smarthost.messages) {
      const id = messageIdIn(data)
      if (wanted.has(id)) counts.set(id, (counts.get(id) ?? 0) + 1)
    }
    return counts
  }
  await smarthost.until(() => smarthost.messages.length >= wanted.size && count().size === wanted.size)
  const store = await attachStore({ folder: path.join(folder, 'data/postgres') })
  while ((await store.sql`select 1 from messages where state = 'forwarding' limit 1`).length > 0) await pause(50)
  await store.close()
  return count()
}

/** Every message that arrived twice did so in the one documented way: sent, and the process gone before its commit. */
async function expectOnlyUncommittedTwice(counts: Map<string, number>, inHandMax: number): Promise<void> {
  const twice = [...counts].filter(([, times]) => times > 1)
  expect(twice.every(([, times]) => times === 2)).toBe(true)
  expect(twice.length).toBeLessThanOrEqual(inHandMax)
  const store = await attachStore({ folder: path.join(folder, 'data/postgres') })
  const rows = await store.sql`
    select m.header_message_id as id, array_agg(a.number) as numbers from messages m join attempts a on a.message_id = m.id
    where m.header_message_id = any(${twice.map(([id]) => id)}) group by 1`
  await store.close()
  // The attempt that sent it first is not on record, the one after it is.
  for (const { numbers } of rows) expect(numbers).not.toContain(1)
}

test('kill -9 of the relay during 500 messages: none is lost, none doubled but those sent and not yet committed', async () => {
  const mails = Array.from({ length: MESSAGES }, goodReply)
  const { port } = proofgate
  const restart = async () => {
    await proofgate.kill()
    proofgate = await startProofgate({
      smarthost: smarthost.url,
      folder,
      env: { ...ENV, PROOFGATE_INTAKE_PORT: String(port) },
    })
  }
  let restarted: Promise<void> | null = null
  await sendAll(port, mails, (count) => {
    if (count === 150) restarted = restart()
  })
  await restarted
  const counts = await arrivals(mails)
  expect(counts.size).toBe(MESSAGES)
  await expectOnlyUncommittedTwice(counts, 50)
}, 120_000)

test('PostgreSQL restarted under load: clients are told to come back, none is lost, none doubled', async () => {
  const postgres = path.join(folder, 'data/postgres')
  const mails = Array.from({ length: MESSAGES }, goodReply)
  let restarted: Promise<unknown> | null = null
  await sendAll(proofgate.port, mails, (count) => {
    if (count === 150) {
      restarted = (async () => {
        await (await findEmbedded(postgres))?.stop()
        await startEmbedded(postgres)
      })()
    }
  })
  await restarted
  const counts = await arrivals(mails)
  expect([...counts.values()].every((times) => times === 1)).toBe(true)
}, 120_000)

test('SIGTERM under load: what is coming in and going out finishes, nothing is lost or doubled, PostgreSQL stops too', async () => {
  const mails = Array.from({ length: 200 }, goodReply)
  const { port } = proofgate
  let restarted: Promise<void> | null = null
  const restart = async () => {
    expect(await proofgate.stop()).toBe(0)
    expect(await findEmbedded(path.join(folder, 'data/postgres'))).toBeNull()
    proofgate = await startProofgate({
      smarthost: smarthost.url,
      folder,
      env: { ...ENV, PROOFGATE_INTAKE_PORT: String(port) },
    })
  }
  await sendAll(port, mails, (count) => {
    if (count === 80) restarted = restart()
  })
  await restarted
  const counts = await arrivals(mails)
  expect([...counts.values()].every((times) => times === 1)).toBe(true)
}, 120_000)
