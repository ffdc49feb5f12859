import { type Mail, type Mailbox, matchesAddress } from '@proofgate/mail'
import { isMailProvider } from './words/mail-providers.ts'

/** Who we are where the policy names no own domains: the domain of From, or its very address at a public provider. */
export function ownDomainsOf(from: string): readonly string[] {
  const address = from.toLowerCase()
  const domain = domainOf(address)
  if (domain === '') return []
  return [isMailProvider(domain) ? address : domain]
}

/**
 * The patterns of teams that name addresses of ours, lower case: an agent of ours may write from a public provider. One
 * that leaves open whose domain it is (`*`, `anna@*`), or matches everybody at a provider, names nobody.
 */
export function ownAddressesOf(teams: Readonly<Record<string, readonly string[]>>): readonly string[] {
  const patterns = Object.values(teams).flatMap((team) => team.map((pattern) => pattern.toLowerCase()))
  return [...new Set(patterns)].filter((pattern) => {
    const domain = domainOf(pattern).replace(/^\*\./, '')
    if (domain === '' || domain.includes('*')) return false
    return !isMailProvider(domain) || /[^*]/.test(pattern.slice(0, pattern.lastIndexOf('@')))
  })
}

/**
 * True when the address lies in one of the domains or their subdomains, or is itself listed, by its letters or by a
 * pattern with `@` in it.
 */
export function isOurs(address: string, ownDomains: readonly string[]): boolean {
  const lower = address.toLowerCase()
  const domain = domainOf(lower)
  return ownDomains.some((own) =>
    own.includes('@') ? matchesAddress(own, lower) : own === domain || domain.endsWith(`.${own}`),
  )
}

/** Who wrote a mail. */
export type Writer = {
  readonly by: 'customer' | 'us'
  /** `null` when the header names nobody. */
  readonly author: Mailbox | null
  /** True for a web form of ours, whose words are a customer's. */
  readonly isForm: boolean
}

/**
 * Who wrote a mail, by its header. A web form writes from an address of ours to us and names the customer in Reply-To:
 * the words are the customer's.
 */
export function writerOf(mail: Pick<Mail, 'from' | 'replyTo' | 'to' | 'cc'>, ownDomains: readonly string[]): Writer {
  const [author = null] = mail.from
  if (!isOurs(author?.address ?? '', ownDomains)) return { by: 'customer', author, isForm: false }
  const isToUs = [...mail.to, ...mail.cc].every(({ address }) => isOurs(address, ownDomains))
  const behind = isToUs ? mail.replyTo.find(({ address }) => address !== '' && !isOurs(address, ownDomains)) : undefined
  return behind === undefined ? { by: 'us', author, isForm: false } : { by: 'customer', author: behind, isForm: true }
}

/** True for a public mail provider, whose addresses are persons'. */
export const isSharedDomain = isMailProvider

const domainOf = (address: string) => (address.includes('@') ? address.slice(address.lastIndexOf('@') + 1) : '')
