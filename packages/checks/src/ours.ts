import { isMailProvider } from './words/mail-providers.ts'

/** Who we are where the policy names no own domains: the domain of From, or its very address at a public provider. */
export function ownDomainsOf(from: string): readonly string[] {
  const address = from.toLowerCase()
  const domain = domainOf(address)
  if (domain === '') return []
  return [isMailProvider(domain) ? address : domain]
}

/** True when the address lies in one of the domains or their subdomains, or is itself listed. */
export function isOurs(address: string, ownDomains: readonly string[]): boolean {
  const lower = address.toLowerCase()
  const domain = domainOf(lower)
  return ownDomains.some((own) => own === lower || own === domain || domain.endsWith(`.${own}`))
}

/** True for a public mail provider, whose addresses are persons'. */
export const isSharedDomain = isMailProvider

const domainOf = (address: string) => (address.includes('@') ? address.slice(address.lastIndexOf('@') + 1) : '')
