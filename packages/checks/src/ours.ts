/** Public mail providers: a shared domain says nothing about who is a colleague. The largest by mailboxes, seen 2026. */
const SHARED_DOMAINS: ReadonlySet<string> = new Set(
  `gmail.com googlemail.com outlook.com hotmail.com hotmail.co.uk hotmail.fr live.com live.co.uk msn.com yahoo.com
   yahoo.co.uk yahoo.co.jp yahoo.co.in yahoo.de yahoo.fr ymail.com icloud.com me.com mac.com aol.com gmx.com gmx.de
   gmx.net gmx.at gmx.ch web.de t-online.de freenet.de mail.com proton.me protonmail.com zoho.com yandex.com yandex.ru
   mail.ru qq.com 163.com 126.com naver.com orange.fr free.fr laposte.net wanadoo.fr libero.it btinternet.com
   comcast.net verizon.net fastmail.com tutanota.com hey.com`.split(/\s+/),
)

/** Who we are where the policy names no own domains: the domain of From, or its very address at a public provider. */
export function ownDomainsOf(from: string): readonly string[] {
  const address = from.toLowerCase()
  const domain = domainOf(address)
  if (domain === '') return []
  return [SHARED_DOMAINS.has(domain) ? address : domain]
}

/** True when the address lies in one of the domains or their subdomains, or is itself listed. */
export function isOurs(address: string, ownDomains: readonly string[]): boolean {
  const lower = address.toLowerCase()
  const domain = domainOf(lower)
  return ownDomains.some((own) => own === lower || own === domain || domain.endsWith(`.${own}`))
}

/** True for a public mail provider, whose addresses are persons'. */
export const isSharedDomain = (domain: string) => SHARED_DOMAINS.has(domain.toLowerCase())

const domainOf = (address: string) => (address.includes('@') ? address.slice(address.lastIndexOf('@') + 1) : '')
