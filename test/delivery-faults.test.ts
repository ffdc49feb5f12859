/** What delivery does when things around it fail: the smarthost, the database, the process itself. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { ensureDatabase, findEmbedded, migrateDatabase, openDatabase, startEmbedded } from '@proofgate/store'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { cleanUpLines, commit, keptLog, messageOf, recordOf, startLine } from './delivery-line.ts'
import { type Fault, type Stage, startSmarthost } from './smarthost.ts'
import type { TemporaryStore } from './support/temporary-store.ts'

let store: TemporaryStore
beforeAll(async () => {
  store = await unwatchedStore()
})
afterEach(() => cleanUpLines(store))
afterAll(() => store.remove())

/** A store whose server nobody starts again when it is stopped, unlike that of a process that owns it. */
async function unwatchedStore(): Promise<TemporaryStore> {
  const folder = await mkdtemp(path.join(tmpdir(), 'proofgate-test-'))
  const { socketFolder } = await startEmbedded(folder)
  const address = { socketFolder, name: 'proofgate' }
  await ensureDatabase(socketFolder, address.name)
  await migrateDatabase(address)
  const { sql, close } = openDatabase(address, 10)
  const remove = async () => {
    await close()
    await (await findEmbedded(folder))?.stop()
    await rm(folder, { recursive: true, force: true })
  }
  return { sql, address, owner: false, close, folder, remove }
}

const QUICK = { connect: 5_000, greeting: 200, command: 200, data: 200 }

describe('a smarthost that fails once at', () => {
  const once: readonly (readonly [Stage, Fault])[] = [
    ['connect', 'close'],
    ['connect', 'rst'],
    ['banner', 'hang'],
    ['banner', 'garbage'],
    ['banner', { reply: '421 4.3.2 busy' }],
    ['banner', { reply: '554 5.3.2 no mail here' }],
    ['ehlo', 'close'],
    ['starttls', { reply: '454 4.7.0 not now' }],
    ['starttls', 'inject'],
    ['starttls', 'plain'],
    ['auth', { reply: '535 5.7.8 the directory is down' }],
    ['mail', { reply: '451 4.3.0 later' }],
    ['mail', 'hang'],
    ['rcpt', { reply: '450 4.2.0 greylisted' }],
    ['rcpt', 'garbage'],
    ['data', { reply: '451 4.3.0 later' }],
    ['body', 'close'],
    ['body', 'hang'],
    ['end', { reply: '451 4.3.0 later' }],
    ['end', { reply: '421 4.3.2 bye' }],
    ['end', 'close'],
    ['end', 'hang'],
    ['quit', 'hang'],
  ]

  test.each(once)('%s (%j) gets the message once, over TLS, and nobody is told', async (stage, fault) => {
    const login = { user: 'me', password: 'secret' }
    const smarthost = await startSmarthost({ tls: 'starttls', login })
    smarthost.fault(stage, fault)
    const url = smarthost.url.replace('//', '//me:secret@')
    const config = { smarthost: url, tls: 'require', timeouts: QUICK, messagesPerConnection: 1 } as const
    const { log, delivery } = await startLine(store, { smarthost, config })
    const raw = Buffer.from('All work and no play.\r\n'.repeat(stage === 'body' ? 200_000 : 10))
    await commit(store, [messageOf({ raw, text: 'x' })])
    await log.seen('deliverySent')
    await delivery.close(0)
    expect(smarthost.messages).toHaveLength(1)
    expect(smarthost.messages[0]).toMatchObject({ tls: 'TLSv1.3', from: 'anna@acme.example' })
    await smarthost.close()
  })

  test.each(['store-close', 'store-hang'] as const)(
    'the very end, having taken the message (%s), gets it a second time: the one duplicate there can be',
    async (fault) => {
      const { smarthost, log } = await startLine(store, { config: { timeouts: QUICK } })
      smarthost.fault('end', fault)
      await commit(store, [messageOf()])
      await log.seen('deliverySent')
      expect(smarthost.messages).toHaveLength(2)
      expect(smarthost.messages[0]?.data.equals(smarthost.messages[1]?.data ?? Buffer.alloc(0))).toBe(true)
    },
  )
})

test('a smarthost that is down gets everything once it is up', async () => {
  const gone = await startSmarthost()
  await gone.close()
  const { log } = await startLine(store, { smarthost: gone, config: { retry: [20] } })
  const messages = Array.from({ length: 20 }, () => messageOf())
  await commit(store, messages)
  await log.seen('deliveryDeferred', 20)
  const back = await startSmarthost({ port: gone.port })
  await back.received(20)
  await log.seen('deliverySent', 20)
  expect(back.messages).toHaveLength(20)
  await back.close()
})

test('a smarthost that is stuck does not stop the mail of others, though that waits behind its own', async () => {
  const stuck = await startSmarthost()
  const going = Promise.withResolvers<void>()
  stuck.fault('mail', { wait: going.promise }, 2)
  const row = { tls: 'none', connections: 2, messagesPerConnection: 100, perMinute: null } as const
  const routes = [{ sender: '*@stuck.example', smarthost: stuck.url, ...row }]
  // There is room for ten messages in all, and twenty wait for the stuck smarthost.
  const { smarthost, delivery } = await startLine(store, { deliveriesMax: 10, stuckMs: 50, config: { routes } })
  const blocked = Array.from({ length: 20 }, () => messageOf({ routeDomain: 'stuck.example' }))
  await commit(store, blocked)
  await stuck.until(() => stuck.commands.filter((line) => line.includes('MAIL')).length === 2)
  await commit(store, [messageOf(), messageOf()])
  await smarthost.received(2)
  going.resolve()
  await stuck.received(2)
  await delivery.close(5_000)
  const records = await Promise.all(blocked.map(({ id }) => recordOf(store, id)))
  expect(records.filter(({ attempts, finished }) => attempts === 0 && !finished)).toHaveLength(
    20 - stuck.messages.length,
  )
  await stuck.close()
})

describe('a database that goes away', () => {
  const restart = async (meanwhile: () => Promise<void> = async () => {}) => {
    const server = await findEmbedded(store.folder)
    await server?.stop()
    await meanwhile()
    await startEmbedded(store.folder)
  }

  test('while a message is sent learns afterwards that it was, and it is not sent again', async () => {
    const { smarthost, log, delivery } = await startLine(store)
    const taken = Promise.withResolvers<void>()
    smarthost.fault('end', { wait: taken.promise })
    const message = messageOf()
    await commit(store, [message])
    await smarthost.received(1)
    await restart(async () => {
      taken.resolve()
      // The queue is looked at in vain.
      await log.seen('fault')
    })
    await log.seen('deliverySent')
    await delivery.idle()
    expect(smarthost.messages).toHaveLength(1)
    expect(await recordOf(store, message.id)).toMatchObject({ state: 'sent', attempts: 1, finished: true })
  })

  test('under load comes back to each of 300 messages sent once, and on record', async () => {
    const { smarthost, log, delivery } = await startLine(store, { address: store.address })
    const messages = Array.from({ length: 300 }, () => messageOf())
    await commit(store, messages)
    await smarthost.received(60)
    await restart()
    await log.seen('deliverySent', 300)
    await delivery.idle()
    const ids = smarthost.messages.map(({ data }) => /<\d+@acme\.example>/.exec(data.toString())?.[0])
    expect(new Set(ids).size).toBe(300)
    expect(smarthost.messages).toHaveLength(300)
    const [row] = await store.sql<{ sent: number }[]>`
      select count(*)::int as sent from messages
      where state = 'sent' and id in ${store.sql(messages.map(({ id }) => id))}`
    expect(row?.sent).toBe(300)
  })

  test('and whose news are heard again after it came back', async () => {
    const { log } = await startLine(store, { address: store.address, pollMs: 3_600_000 })
    await restart()
    for (const count of [1, 2]) {
      await commit(store, [messageOf()])
      await store.sql`select pg_notify('deliveries', '')`
      await log.seen('deliverySent', count)
    }
  })

  test('for longer than a lease keeps what waits in memory from being sent before it is sure to be ours', async () => {
    const { smarthost, log } = await startLine(store, { config: { connections: 1 }, leaseMs: 100 })
    const taken = Promise.withResolvers<void>()
    smarthost.fault('end', { wait: taken.promise })
    const messages = [messageOf(), messageOf()]
    await commit(store, messages)
    await smarthost.received(1)
    await restart(async () => {
      // Time itself is what this is about: the lease runs out.
      await new Promise((resolve) => setTimeout(resolve, 150))
      taken.resolve()
      await log.seen('fault')
      expect(smarthost.messages).toHaveLength(1)
    })
    await log.seen('deliverySent', 2)
    expect(smarthost.messages).toHaveLength(2)
  })

  test('does not keep a relay from closing, and what it could not put on record is sent by the next', async () => {
    const { smarthost, delivery, log } = await startLine(store)
    const taken = Promise.withResolvers<void>()
    smarthost.fault('end', { wait: taken.promise })
    const message = messageOf()
    await commit(store, [message])
    await smarthost.received(1)
    await restart(async () => {
      taken.resolve()
      await log.seen('fault')
      await delivery.close(100)
    })
    await startLine(store, { smarthost, log: keptLog(), leaseMs: 60_000 })
    // The other duplicate there can be, unless a last try of the closed relay reached the record after all.
    for (;;) {
      await store.sql`update deliveries set run_at = now() where message_id = ${message.id} and finished_at is null`
      if ((await recordOf(store, message.id)).state === 'sent') break
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    expect([1, 2]).toContain(smarthost.messages.length)
  }, 60_000)
})

test('a relay that is killed loses nothing: the next one takes over when the leases end', async () => {
  const smarthost = await startSmarthost()
  const messages = Array.from({ length: 50 }, () => messageOf())
  await commit(store, messages)
  // As after a kill: claimed under leases that nobody prolongs or gives back.
  await store.sql`update deliveries set lease_token = 'of the dead:' || id, attempts = 1,
                         run_at = now() + interval '100 ms' where finished_at is null`
  const { log } = await startLine(store, { smarthost })
  await log.seen('deliverySent', 50)
  expect(smarthost.messages).toHaveLength(50)
  await smarthost.close()
})
