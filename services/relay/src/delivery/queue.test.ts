import { settleAttempts, timelineOf } from '@proofgate/store'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { claimOf, cleanUpLines, commit, messageOf, recordOf, startLine } from '../../../../test/delivery-line.ts'
import { startSmarthost } from '../../../../test/smarthost.ts'
import { type TemporaryStore, temporaryStore } from '../../../../test/support/temporary-store.ts'

let store: TemporaryStore
beforeAll(async () => {
  store = await temporaryStore()
})
afterEach(() => cleanUpLines(store))
afterAll(() => store.remove())

/** Never looks at the table by itself. */
const BLIND = { pollMs: 3_600_000 }

describe('a delivery', () => {
  test('committed under our lease starts from memory, and is on record once upstream has it', async () => {
    const { delivery, smarthost, log } = await startLine(store, BLIND)
    const lease = delivery.leaseFor(100)
    if (lease === null) throw new Error('no room')
    const message = messageOf()
    const [id = ''] = await commit(store, [message], { lease })
    expect(delivery.offer(claimOf(message, id, lease))).toBe(true)
    await log.seen('deliverySent')
    const [received] = smarthost.messages
    expect(received?.data.toString()).toBe(message.trace + message.raw.toString())
    expect(await recordOf(store, message.id)).toMatchObject({
      state: 'sent',
      attempts: 1,
      finished: true,
      recipients: [{ state: 'sent', reply: '250 2.0.0 taken as 1' }],
      attempted: [{ number: 1, host: `127.0.0.1:${smarthost.port}`, tls: null }],
    })
  })

  test('without our lease, or under one whose time is over, is not taken from memory', async () => {
    const { delivery } = await startLine(store, { ...BLIND, leaseMs: 0 })
    const message = messageOf()
    expect(delivery.offer(claimOf(message, 'x', { token: 'a stranger', ms: 60_000 }))).toBe(false)
    const lease = delivery.leaseFor(100)
    expect(lease && delivery.offer(claimOf(message, 'x', lease))).toBe(false)
  })

  test('gets a lease only where there is room for its octets, counting those given out and not come back', async () => {
    const { delivery } = await startLine(store, { ...BLIND, bytesMax: 1_000 })
    const large = delivery.leaseFor(2_000)
    expect(delivery.leaseFor(1)).toBeNull()
    if (large !== null) delivery.withdraw(large)
    expect(delivery.leaseFor(600)).not.toBeNull()
    expect(delivery.leaseFor(600)).toBeNull()
    expect(delivery.leaseFor(400)).not.toBeNull()
  })

  test('that is one of too many to hold at once goes out all the same, soon after', async () => {
    const messages = Array.from({ length: 12 }, () => messageOf())
    await commit(store, messages)
    // After the first look only the end of a delivery makes room, and says so.
    const { smarthost, log } = await startLine(store, { ...BLIND, bytesMax: 200 })
    await log.seen('deliverySent', 12)
    expect(smarthost.messages).toHaveLength(12)
  })

  test('is found in the table', async () => {
    const message = messageOf()
    await commit(store, [message])
    const { smarthost, log } = await startLine(store)
    await log.seen('deliverySent')
    expect(smarthost.messages[0]?.data.toString()).toBe(message.trace + message.raw.toString())
  })

  test('is found at once when somebody says so, in this process or by NOTIFY', async () => {
    const told = await startLine(store, BLIND)
    await commit(store, [messageOf()])
    told.delivery.wake()
    await told.log.seen('deliverySent')
    await told.delivery.close(0)
    const listening = await startLine(store, { ...BLIND, address: store.address })
    await commit(store, [messageOf()])
    await store.sql`select pg_notify('deliveries', '')`
    await listening.log.seen('deliverySent')
  })

  test('in the hands of a process that died is taken when its lease ends', async () => {
    await commit(store, [messageOf()], { lease: { token: 'of the dead', ms: 50 } })
    const { log } = await startLine(store)
    const [line] = await log.seen('deliverySent')
    expect(line).toMatchObject({ attempt: 2 })
  })

  test('goes the way of its sender, and waits when there is none', async () => {
    const other = await startSmarthost()
    const routes = [
      {
        sender: '*@other.example',
        smarthost: other.url,
        tls: 'none',
        connections: 1,
        messagesPerConnection: 1,
        perMinute: null,
      },
    ] as const
    const { delivery, smarthost, log } = await startLine(store, { config: { routes: [...routes] } })
    await commit(store, [
      messageOf(),
      messageOf({ routeDomain: 'other.example', envelope: { from: 'a@other.example' } }),
    ])
    await log.seen('deliverySent', 2)
    expect([smarthost.messages.length, other.messages.length]).toEqual([1, 1])
    await Promise.all([other.close(), delivery.close(0)])
    const lost = await startLine(store, { config: { smarthost: null, retry: [3_600_000] } })
    const message = messageOf()
    await commit(store, [message])
    const [line] = await lost.log.seen('deliveryDeferred')
    expect(line).toMatchObject({
      host: null,
      why: expect.stringContaining('no smarthost is configured for mail of acme.example'),
    })
  })

  test('that met a 4xx is tried again, and only for those who met it', async () => {
    let first = true
    const rcpt = (address: string) => {
      if (address.startsWith('no')) return '550 5.1.1 no such user'
      if (!address.startsWith('later') || !first) return null
      first = false
      return '450 4.2.0 greylisted'
    }
    const { smarthost, log } = await startLine(store, { smarthost: { rcpt } })
    const message = messageOf({ to: ['ok@x.example', 'later@x.example', 'no@x.example'], envelope: { from: '' } })
    await commit(store, [message])
    await log.seen('deliverySent', 2)
    expect(smarthost.messages.map(({ recipients }) => recipients.map(({ address }) => address))).toEqual([
      ['ok@x.example'],
      ['later@x.example'],
    ])
    const record = await recordOf(store, message.id)
    expect(record).toMatchObject({ state: 'failed', attempts: 2, finished: true })
    expect(record.recipients.map(({ state }) => state)).toEqual(['sent', 'sent', 'failed'])
    const kinds = (await timelineOf(store.sql, message.id)).map(({ kind }) => kind)
    expect(kinds.filter((kind) => kind.startsWith('delivery'))).toEqual([
      'delivery.attempted',
      'delivery.attempted',
      'delivery.finished',
    ])
  })

  test('to more recipients than a smarthost takes at once is sent in several goes of one attempt', async () => {
    const rcpt = (_: string, taken: number) => (taken < 3 ? null : '452 4.5.3 too many recipients')
    const { smarthost, log } = await startLine(store, { smarthost: { rcpt }, config: { retry: [3_600_000] } })
    const to = Array.from({ length: 5 }, (_, i) => `r${i}@x.example`)
    await commit(store, [messageOf({ to })])
    const [line] = await log.seen('deliverySent')
    expect(line).toMatchObject({ attempt: 1, recipients: 5 })
    expect(smarthost.messages.map(({ recipients }) => recipients.length)).toEqual([3, 2])
  })

  test('whose stored octets are not those that came in is not sent, and waits for somebody to mend it', async () => {
    const message = messageOf()
    await commit(store, [message])
    await store.sql`update messages set sha256 = ${Buffer.alloc(32)} where id = ${message.id}`
    const { smarthost, log } = await startLine(store)
    const [line] = await log.seen('fault')
    expect(line).toMatchObject({ what: expect.stringContaining('damaged') })
    const sound = messageOf()
    await commit(store, [sound])
    await smarthost.received(1)
    expect(await recordOf(store, message.id)).toMatchObject({ state: 'forwarding', attempts: 0, due: false })
  })
})

describe('sessions', () => {
  const many = (count: number) => Array.from({ length: count }, () => messageOf())

  test('are kept from message to message, as many and as long as the route allows', async () => {
    const { smarthost, log } = await startLine(store, { config: { connections: 2, messagesPerConnection: 3 } })
    await commit(store, many(12))
    await log.seen('deliverySent', 12)
    expect(smarthost.connections.most).toBeLessThanOrEqual(2)
    expect(smarthost.connections.count).toBeGreaterThanOrEqual(4)
    const perConnection = Map.groupBy(smarthost.messages, ({ connection }) => connection)
    expect(Math.max(...[...perConnection.values()].map((each) => each.length))).toBe(3)
  })

  test('that ended while nobody used them cost no attempt', async () => {
    const { smarthost, log } = await startLine(store, { config: { connections: 1, retry: [3_600_000] } })
    await commit(store, many(1))
    await log.seen('deliverySent')
    smarthost.fault('mail', { reply: '421 4.4.2 idle too long' })
    await commit(store, many(1))
    await log.seen('deliverySent', 2)
    smarthost.fault('mail', 'rst')
    await commit(store, many(1))
    await log.seen('deliverySent', 3)
    smarthost.cut()
    await smarthost.until(() => smarthost.connections.open === 0)
    await commit(store, many(1))
    const lines = await log.seen('deliverySent', 4)
    expect(lines.map(({ attempt }) => attempt)).toEqual([1, 1, 1, 1])
    expect(smarthost.connections.count).toBe(4)
  })

  test('end by themselves when nobody uses them', async () => {
    const { smarthost, log } = await startLine(store, { idleMs: 20 })
    await commit(store, many(1))
    await log.seen('deliverySent')
    await smarthost.until(() => smarthost.connections.open === 0)
    expect(smarthost.commands.at(-1)).toBe('1 QUIT')
  })

  test('are fewer when the smarthost takes no more, and nobody is put off for it', async () => {
    const options = { smarthost: { connections: 2 }, config: { connections: 6, retry: [3_600_000] } }
    const { log } = await startLine(store, options)
    await commit(store, many(30))
    await log.seen('deliverySent', 30)
    expect(log.lines.filter(({ event }) => event !== 'deliverySent')).toEqual([])
  })

  test('start no more messages in a minute than the route allows', async () => {
    const { smarthost, delivery, log } = await startLine(store, { config: { perMinute: 3 } })
    const messages = many(5)
    await commit(store, messages)
    await log.seen('deliverySent', 3)
    await delivery.close(0)
    expect(smarthost.messages).toHaveLength(3)
    const records = await Promise.all(messages.map(({ id }) => recordOf(store, id)))
    expect(records.map(({ attempts }) => attempts).sort()).toEqual([0, 0, 1, 1, 1])
  })
})

test('two relays on one table deliver each of 200 messages exactly once', async () => {
  const one = await startLine(store)
  const two = await startLine(store, { smarthost: one.smarthost })
  const messages = Array.from({ length: 200 }, () => messageOf())
  await commit(store, messages)
  await one.smarthost.received(200)
  await Promise.all([one.delivery.idle(), two.delivery.idle()])
  const ids = one.smarthost.messages.map(({ data }) => /<\d+@acme\.example>/.exec(data.toString())?.[0])
  expect(new Set(ids).size).toBe(200)
  expect(one.smarthost.messages).toHaveLength(200)
  const states = await Promise.all(messages.map(({ id }) => recordOf(store, id)))
  expect(states.filter(({ state, attempts }) => state === 'sent' && attempts === 1)).toHaveLength(200)
})

describe('a lease', () => {
  const steal = (id: string) =>
    store.sql`update deliveries set lease_token = 'of another', run_at = now() + interval '1 hour' where id = ${id}`

  test('lost in the middle of an attempt: nothing is settled, and the record tells of the possible duplicate', async () => {
    const { smarthost, log } = await startLine(store)
    const taken = Promise.withResolvers<void>()
    smarthost.fault('end', { wait: taken.promise })
    const message = messageOf()
    const [id = ''] = await commit(store, [message])
    await smarthost.received(1)
    await steal(id)
    taken.resolve()
    const [line] = await log.seen('notice')
    expect(line).toMatchObject({ id: message.id, what: expect.stringContaining('may arrive twice') })
    expect(await recordOf(store, message.id)).toMatchObject({ finished: false })
    expect((await timelineOf(store.sql, message.id)).at(-1)?.kind).toBe('delivery.lease-lost')
  })

  test('lost before the turn came: the message is not sent', async () => {
    const { smarthost, log } = await startLine(store, { config: { connections: 1 }, leaseMs: 1_500 })
    const taken = Promise.withResolvers<void>()
    smarthost.fault('end', { wait: taken.promise })
    const [first] = await commit(store, [messageOf()])
    await smarthost.received(1)
    const waiting = messageOf()
    const [id = ''] = await commit(store, [waiting])
    await until(async () => (await tokenOf(id)) !== null)
    await steal(id)
    // Our next prolongation tells us; it moves the lease of the first as well.
    const before = await dueOf(first)
    await until(async () => (await dueOf(first)) > before)
    taken.resolve()
    const [line] = await log.seen('notice')
    expect(line).toMatchObject({ id: waiting.id, what: expect.stringContaining('another relay') })
    expect(smarthost.commands.filter((command) => command.includes('MAIL'))).toHaveLength(1)
  })

  test('that ended by the database while we were at it is not claimed again by ourselves', async () => {
    const { smarthost, log } = await startLine(store)
    const taken = Promise.withResolvers<void>()
    smarthost.fault('end', { wait: taken.promise })
    const message = messageOf()
    const [id] = await commit(store, [message])
    await smarthost.received(1)
    await store.sql`update deliveries set run_at = now() - interval '1 second' where id = ${id}`
    await commit(store, [messageOf()])
    await log.seen('deliverySent')
    taken.resolve()
    await log.seen('deliverySent', 2)
    expect(smarthost.messages).toHaveLength(2)
    expect(await recordOf(store, message.id)).toMatchObject({ attempts: 1, finished: true })
  })

  test('is prolonged for as long as an attempt takes', async () => {
    const { smarthost, log } = await startLine(store, { leaseMs: 900 })
    const taken = Promise.withResolvers<void>()
    smarthost.fault('end', { wait: taken.promise })
    const message = messageOf()
    const [id] = await commit(store, [message])
    await smarthost.received(1)
    const start = await dueOf(id)
    await until(async () => (await dueOf(id)) - start > 200)
    taken.resolve()
    await log.seen('deliverySent')
    expect(await recordOf(store, message.id)).toMatchObject({ attempts: 1, finished: true })
  })

  const until = async (test: () => Promise<boolean>) => {
    while (!(await test())) await new Promise((resolve) => setImmediate(resolve))
  }
  const rowOf = async (id = '') => {
    const [row] = await store.sql<{ token: string | null; due: Date }[]>`
      select lease_token as token, run_at as due from deliveries where id = ${id}`
    return row
  }
  const tokenOf = async (id: string) => (await rowOf(id))?.token ?? null
  const dueOf = async (id: string | undefined) => (await rowOf(id))?.due.getTime() ?? 0
})

describe('after an outage of the database', () => {
  test('what another relay sent is put on record before its ended lease is taken, so that it goes once', async () => {
    const back = Promise.withResolvers<void>()
    let isAway = true
    const reach = () => {
      if (isAway) throw new Error('Connection terminated')
    }
    const sql = new Proxy(store.sql, {
      apply: (target, self, values) => {
        reach()
        const query = Reflect.apply(target, self, values)
        Promise.resolve(query).then(() => back.resolve(), back.reject)
        return query
      },
      get: (target, key) => {
        if (key === 'begin') reach()
        return Reflect.get(target, key)
      },
    })
    const { smarthost, log, delivery } = await startLine(store, { sql })
    await log.seen('fault')
    const [sent, other] = [messageOf(), messageOf()]
    const lease = { token: 'of another', ms: 0 }
    const [id = ''] = await commit(store, [sent], { lease })
    const results = [
      { position: 0, address: 'x', outcome: 'sent', reply: '250 ok', code: 250, enhanced: null },
    ] as const
    const times = { startedAt: new Date(), endedAt: new Date(), retryAfterMs: null, delayNotices: 0 }
    const claimed = claimOf(sent, id, lease)
    isAway = false
    await back.promise
    const attempt = { ...times, delivery: claimed, host: null, tls: null, results, notices: [] }
    expect(await settleAttempts(store.sql, [attempt])).toEqual(['settled'])
    await commit(store, [other])
    delivery.wake()
    await log.seen('deliverySent')
    expect(smarthost.messages.map(({ data }) => data.toString())).toEqual([other.trace + other.raw.toString()])
  })
})

describe('closing', () => {
  test('finishes what is under way and gives back what was not begun', async () => {
    const { delivery, smarthost } = await startLine(store, { config: { connections: 1 } })
    const taken = Promise.withResolvers<void>()
    smarthost.fault('end', { wait: taken.promise })
    const messages = [messageOf(), messageOf(), messageOf()]
    await commit(store, messages)
    await smarthost.received(1)
    const closed = delivery.close(60_000)
    expect(delivery.leaseFor(100)).toBeNull()
    taken.resolve()
    await closed
    expect(smarthost.messages).toHaveLength(1)
    const records = await Promise.all(messages.map(({ id }) => recordOf(store, id)))
    expect(records.filter(({ state }) => state === 'sent')).toHaveLength(1)
    expect(records.filter(({ attempts, due }) => attempts === 0 && due)).toHaveLength(2)
    const next = await startLine(store, { smarthost })
    await next.log.seen('deliverySent', 2)
    expect(smarthost.messages).toHaveLength(3)
  })

  test('breaks off what does not end in time, and puts that on record', async () => {
    const { delivery, smarthost, log } = await startLine(store, { config: { retry: [3_600_000] } })
    smarthost.fault('data', 'hang')
    const message = messageOf()
    await commit(store, [message])
    await smarthost.until(() => smarthost.commands.some((line) => line.endsWith('DATA')))
    await delivery.close(0)
    expect(await log.seen('deliveryDeferred')).toHaveLength(1)
    expect(await recordOf(store, message.id)).toMatchObject({ state: 'forwarding', attempts: 1, finished: false })
    expect((await recordOf(store, message.id)).recipients[0]?.reply).toContain('we are stopping (at DATA)')
  })
})
