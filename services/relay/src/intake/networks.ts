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

const LOOPBACK = addressSetOf(['127.0.0.0/8', '::1'])

/** True for connections that never leave this machine. */
export function isLoopbackAddress(address: string): boolean {
  return LOOPBACK.has(address)
}
