import { createHmac, randomBytes } from 'node:crypto'
import { addressSetOf, isLoopbackAddress } from './networks.ts'
import { type Reply, reply } from './reply.ts'

/** Somebody who may send: a login, or a host trusted by its network. */
export type Principal = {
  /** `null` for a network. */
  readonly login: string | null
  /** Patterns of addresses it may send as. */
  readonly senders: readonly string[]
}

/** A network whose hosts may send without login, only for its senders. */
export type TrustedNetwork = { readonly cidr: string; readonly senders: readonly string[] }

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

/** Who may connect, sign in and send: the door of the intake. */
export type Gatekeeper = ReturnType<typeof gatekeeper>

/** How long a login that was right is believed without asking again: hashing costs 40 ms, a busy desk sends many. */
const REMEMBER_MS = 60_000

/** Doors of a process; counts are of this process. */
export function gatekeeper(options: GatekeeperOptions) {
  const networks = options.networks.map((network) => ({ ...network, addresses: addressSetOf([network.cidr]) }))
  const open = new Map<string, number>()
  const failures = new Map<string, number[]>()
  const remembered = new Map<string, { principal: Principal; until: number }>()
  const secret = randomBytes(32)
  let total = 0

  const recentFailures = (address: string): number[] => {
    const since = options.now() - options.authWindowMs
    const recent = (failures.get(address) ?? []).filter((at) => at > since)
    if (recent.length === 0) failures.delete(address)
    else failures.set(address, recent)
    return recent
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

    /** The sender a host is by its network alone, or `null`: it must sign in. */
    byNetwork(address: string): Principal | null {
      const senders = networks.filter((network) => network.addresses.has(address)).flatMap((network) => network.senders)
      return senders.length === 0 ? null : { login: null, senders }
    },

    /** True when a password may come over this connection (RFC 4954 §4). */
    mayAuthenticate(address: string, secure: boolean): boolean {
      return secure || (options.plaintextAuth === 'loopback' && isLoopbackAddress(address))
    },

    /** The principal of a login, or the reply to a wrong one. The same reply, in the same time, for unknown logins. */
    async signIn(address: string, login: string, password: string): Promise<Principal | Reply> {
      if (recentFailures(address).length >= options.authFailuresPerAddress) {
        return reply(454, '4.7.0', 'Too many wrong logins from this address, please try again later')
      }
      const key = createHmac('sha256', secret).update(`${login.length}:${login}${password}`).digest('base64')
      const known = remembered.get(key)
      if (known !== undefined && known.until > options.now()) return known.principal
      const principal = await options.authenticate(login, password)
      if (principal === null) {
        failures.set(address, [...recentFailures(address), options.now()])
        return reply(535, '5.7.8', 'Login or password is wrong')
      }
      if (remembered.size > 10_000) remembered.clear()
      remembered.set(key, { principal, until: options.now() + REMEMBER_MS })
      return principal
    },
  }
}
