import { BlockList, isIP } from 'node:net'

/** A set of addresses and networks. */
export type AddressSet = { readonly has: (address: string) => boolean }

/** The addresses of a list of `192.0.2.7`, `10.0.0.0/8`, `2001:db8::/32`. IPv4 clients of an IPv6 socket count as IPv4. */
export function addressSetOf(cidrs: readonly string[]): AddressSet {
  const list = new BlockList()
  for (const cidr of cidrs) {
    const [address = '', prefix] = cidr.split('/')
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
    if (prefix === undefined) list.addAddress(address, family)
    else list.addSubnet(address, Number(prefix), family)
  }
  return {
    has: (given) => {
      const address = given.replace(/^::ffff:(?=\d+\.)/i, '')
      const version = isIP(address)
      return version !== 0 && list.check(address, version === 6 ? 'ipv6' : 'ipv4')
    },
  }
}

/**
 * What one party has of addresses: an IPv4 address, or the /64 of an IPv6 one, which is given to each customer whole
 * (RFC 6177), as four groups and `::`.
 */
export function blockOf(given: string): string {
  const address = given.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '')
  if (isIP(address) !== 6) return address
  const [head = '', tail] = address.toLowerCase().split('::')
  const groups = head.split(':').filter(Boolean)
  const behind = (tail ?? '').split(':').filter(Boolean)
  const zeros = Array<string>(Math.max(0, 8 - groups.length - behind.length)).fill('0')
  const all = tail === undefined ? groups : [...groups, ...zeros, ...behind]
  return `${all
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::`
}

const LOOPBACK = addressSetOf(['127.0.0.0/8', '::1'])

/** True for connections that never leave this machine. */
export function isLoopbackAddress(address: string): boolean {
  return LOOPBACK.has(address)
}
