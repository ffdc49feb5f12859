import { describe, expect, test } from 'vitest'
import { type GatekeeperOptions, gatekeeper } from './gatekeeper.ts'

const gateWith = (options: Partial<GatekeeperOptions> = {}) =>
  gatekeeper({
    networks: [{ cidr: '192.0.2.0/24', addresses: ['*@acme.example'] }],
    plaintextAuth: 'loopback',
    connections: 3,
    connectionsPerAddress: 2,
    authFailuresPerAddress: 2,
    authWindowMs: 1000,
    lagMaxMs: 250,
    lagMs: () => 0,
    authenticate: async (login, password) =>
      password === 'right' ? { login, addresses: [`${login}@acme.example`] } : null,
    now: () => 0,
    ...options,
  })

describe('connections', () => {
  test('are counted per address and altogether, and given back', () => {
    const gate = gateWith()
    expect([gate.enter('a'), gate.enter('a')]).toEqual([null, null])
    expect(gate.enter('a')).toMatchObject({ code: 421 })
    expect(gate.enter('b')).toBeNull()
    expect(gate.enter('c')).toMatchObject({ code: 421, enhanced: '4.3.2' })
    gate.leave('a')
    expect(gate.enter('a')).toBeNull()
  })

  test('are shed while the event loop is late', () => {
    let lag = 300
    const gate = gateWith({ lagMs: () => lag })
    expect(gate.enter('a')).toMatchObject({ code: 421 })
    lag = 10
    expect(gate.enter('a')).toBeNull()
  })
})

describe('who may send', () => {
  test('a host of a network may, as its senders; others must sign in', () => {
    const gate = gateWith()
    expect(gate.byNetwork('192.0.2.9')).toEqual({ login: null, addresses: ['*@acme.example'] })
    expect(gate.byNetwork('::ffff:192.0.2.9')).not.toBeNull()
    expect(gate.byNetwork('198.51.100.1')).toBeNull()
  })

  test('passwords come over TLS or loopback alone', () => {
    expect(gateWith().mayAuthenticate('198.51.100.1', false)).toBe(false)
    expect(gateWith().mayAuthenticate('198.51.100.1', true)).toBe(true)
    expect(gateWith().mayAuthenticate('127.0.0.1', false)).toBe(true)
    expect(gateWith({ plaintextAuth: 'never' }).mayAuthenticate('127.0.0.1', false)).toBe(false)
  })
})

describe('wrong logins', () => {
  test('shut an address out until the window has passed', async () => {
    let now = 0
    const gate = gateWith({ now: () => now })
    expect(await gate.signIn('x', 'anna', 'wrong')).toMatchObject({ code: 535 })
    expect(await gate.signIn('x', 'anna', 'wrong')).toMatchObject({ code: 535 })
    expect(await gate.signIn('x', 'anna', 'right')).toMatchObject({ code: 454 })
    expect(await gate.signIn('y', 'anna', 'right')).toMatchObject({ login: 'anna' })
    now = 1001
    expect(await gate.signIn('x', 'anna', 'right')).toMatchObject({ login: 'anna' })
  })

  test('at once are no way around the limit', async () => {
    let hashed = 0
    const gate = gateWith({
      authenticate: async () => {
        hashed++
        await new Promise(setImmediate)
        return null
      },
    })
    const replies = await Promise.all(Array.from({ length: 30 }, (_, i) => gate.signIn('x', 'anna', `wrong ${i}`)))
    expect(hashed).toBe(2)
    expect(replies.map((each) => ('code' in each ? each.code : 0))).toEqual([535, 535, ...Array(28).fill(454)])
  })

  test('right ones at once are all let in, more of them than wrong ones are allowed', async () => {
    const gate = gateWith()
    const all = await Promise.all(Array.from({ length: 10 }, (_, i) => gate.signIn('x', `agent${i}`, 'right')))
    expect(all.map((each) => ('login' in each ? each.login : each))).toEqual(all.map((_, i) => `agent${i}`))
  })

  test('do not shut out who was let in from there with the same password, as long as it is right', async () => {
    let now = 0
    let password = 'right'
    const gate = gateWith({
      now: () => now,
      authWindowMs: 600_000,
      authenticate: async (login, given) => (given === password ? { login, addresses: [] } : null),
    })
    await gate.signIn('x', 'anna', 'right')
    await gate.signIn('x', 'berta', 'wrong')
    await gate.signIn('x', 'berta', 'wrong')
    expect(await gate.signIn('x', 'anna', 'right')).toMatchObject({ login: 'anna' })
    now = 300_000
    expect(await gate.signIn('x', 'anna', 'right')).toMatchObject({ login: 'anna' })
    expect(await gate.signIn('x', 'anna', 'guess')).toMatchObject({ code: 454 })
    password = 'new'
    now = 400_000
    expect(await gate.signIn('x', 'anna', 'right')).toMatchObject({ code: 535 })
    expect(await gate.signIn('x', 'anna', 'right')).toMatchObject({ code: 454 })
  })

  test('count for a whole /64 of IPv6, which one machine has to itself', async () => {
    const gate = gateWith()
    await gate.signIn('2001:db8:1:2::1', 'anna', 'wrong')
    await gate.signIn('2001:db8:1:2:ffff::7', 'anna', 'wrong')
    expect(await gate.signIn('2001:db8:1:2:3:4:5:6', 'anna', 'right')).toMatchObject({ code: 454 })
    expect(await gate.signIn('2001:db8:1:3::1', 'anna', 'right')).toMatchObject({ login: 'anna' })
  })

  test('from very many addresses are forgotten, the oldest first', async () => {
    const gate = gateWith({ authFailuresPerAddress: 1 })
    for (let i = 0; i <= 10_000; i++) await gate.signIn(`host ${i}`, 'anna', 'wrong')
    expect(await gate.signIn('host 0', 'anna', 'right')).toMatchObject({ login: 'anna' })
    expect(await gate.signIn('host 10000', 'berta', 'right')).toMatchObject({ code: 454 })
  })

  test('a right one is remembered for a minute, so that hashing does not slow every connection', async () => {
    let asked = 0
    let now = 0
    const gate = gateWith({
      now: () => now,
      authenticate: async (login) => {
        asked++
        return { login, addresses: [] }
      },
    })
    await gate.signIn('x', 'anna', 'right')
    await gate.signIn('x', 'anna', 'right')
    expect(asked).toBe(1)
    now = 60_001
    await gate.signIn('x', 'anna', 'right')
    expect(asked).toBe(2)
  })
})
