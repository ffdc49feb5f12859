import { createHmac, randomBytes } from 'node:crypto'
import { matchesAddress } from '@proofgate/mail'
import { Failures } from './failures.ts'
import { addressSetOf, blockOf, isLoopbackAddress } from './networks.ts'
import { type Reply, reply } from './reply.ts'

/** Somebody who may use a port: a login, or a host trusted by its network. */
export type Principal = {
  /** `null` for a network. */
  readonly login: string | null
  /** Patterns of addresses it may use: to send as at the submission port, to journal to at the journal port. */
  readonly addresses: readonly string[]
}

/** True when `address` is among those the principal may use. */
export function mayUse(principal: Principal, address: string): boolean {
  return principal.addresses.some((pattern) => matchesAddress(pattern, address))
}

/** A network whose hosts may come without login, only with its addresses. */
export type TrustedNetwork = { readonly cidr: string; readonly addresses: readonly string[] }

export type GatekeeperOptions = {
  readonly networks: readonly TrustedNetwork[]
  readonly plaintextAuth: 'loopback' | 'never'
  readonly connections: number
  readonly connectionsPerAddress: number
  readonly authFailuresPerAddress: number
  readonly authWindowMs: number
  readonly lagMaxMs: number
  readonly lagMs: () => number
  /** Looks a login up; `null` when login or password is wrong. Rejects when the users cannot be read. */
  readonly authenticate: (login: string, password: string) => Promise<Principal | null>
  readonly now: () => number
}

/** Who may connect, sign in and hand mail in: the door of a port. */
export type Gatekeeper = ReturnType<typeof gatekeeper>

/** How long a login that was right is believed without asking again: hashing costs 40 ms, a busy desk sends many. */
const REMEMBER_MS = 60_000

/** How long a password that was right may be tried again while its address is shut out. */
const KNOWN_MS = 24 * 60 * 60_000

/** Doors of a process; counts are of this process. */
export function gatekeeper(options: GatekeeperOptions) {
  const networks = options.networks.map(({ cidr, addresses }) => ({ hosts: addressSetOf([cidr]), addresses }))
  const open = new Map<string, number>()
  const failures = new Failures(options.authWindowMs, options.now)
  /** Logins being checked, by block of addresses. */
  const checking = new Map<string, Set<Promise<unknown>>>()
  const remembered = new Map<string, { principal: Principal; at: number }>()
  const secret = randomBytes(32)
  let total = 0

  const checked = async (address: string, login: string, password: string): Promise<Principal | null> => {
    const block = blockOf(address)
    const pending = checking.get(block) ?? new Set()
    checking.set(block, pending)
    const check = options.authenticate(login, password).then((principal) => {
      if (principal === null) failures.add(address)
      return principal
    })
    const settled = check.catch(() => null)
    pending.add(settled)
    try {
      return await check
    } finally {
      pending.delete(settled)
      if (pending.size === 0 && checking.get(block) === pending) checking.delete(block)
    }
  }

  return {
    /** Counts a new connection, or says why it is sent away; then it is not counted. */
    enter(address: string): Reply | null {
      if (options.lagMaxMs > 0 && options.lagMs() > options.lagMaxMs) {
        return reply(421, '4.3.2', 'Too busy right now, please try again in a minute')
      }
      if (total >= options.connections) return reply(421, '4.3.2', 'Too many connections, please try again later')
      const count = open.get(address) ?? 0
      if (count >= options.connectionsPerAddress) {
        return reply(421, '4.7.0', `Too many connections from ${address}, please close some`)
      }
      total++
      open.set(address, count + 1)
      return null
    },

    /** Takes a counted connection off the count. */
    leave(address: string): void {
      total--
      const count = (open.get(address) ?? 1) - 1
      if (count <= 0) open.delete(address)
      else open.set(address, count)
    },

    /** Who a host is by its network alone, or `null`: it must sign in. */
    byNetwork(address: string): Principal | null {
      const addresses = networks.filter(({ hosts }) => hosts.has(address)).flatMap((network) => network.addresses)
      return addresses.length === 0 ? null : { login: null, addresses }
    },

    /** True when a password may come over this connection (RFC 4954 §4). */
    mayAuthenticate(address: string, secure: boolean): boolean {
      return secure || (options.plaintextAuth === 'loopback' && isLoopbackAddress(address))
    },

    /** The principal of a login, or the reply to a wrong one. The same reply, in the same time, for unknown logins. */
    async signIn(address: string, login: string, password: string): Promise<Principal | Reply> {
      const key = createHmac('sha256', secret).update(`${login.length}:${login}${password}`).digest('base64')
      const known = remembered.get(key)
      if (known !== undefined && known.at + REMEMBER_MS > options.now()) return known.principal
      // What was right is not guessed: others' mistakes from the same address do not shut it out.
      const isKnown = known !== undefined && known.at + KNOWN_MS > options.now()
      while (!isKnown) {
        const left = options.authFailuresPerAddress - failures.count(address)
        if (left <= 0) return reply(454, '4.7.0', 'Too many wrong logins from this address, please try again later')
        // Those being checked could all be wrong: more wait until they are not.
        const pending = checking.get(blockOf(address))
        if (pending === undefined || pending.size < left) break
        await Promise.race(pending)
      }
      const principal = await checked(address, login, password)
      if (principal === null) {
        remembered.delete(key)
        return reply(535, '5.7.8', 'Login or password is wrong')
      }
      if (remembered.size > 10_000) remembered.clear()
      remembered.set(key, { principal, at: options.now() })
      return principal
    },
  }
}
