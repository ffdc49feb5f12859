import { isOurs } from './ours.ts'

/** What is wrong with where a link leads, in words that follow "This link". */
export type BadTarget = { readonly what: string; readonly confidence: number }

const KNOWN_SCHEME =
  /^(?:https?|mailto|tel|sms|smsto|cid|mid|data|ftp|ftps|sftp|webcal|geo|maps|whatsapp|skype|callto|facetime|msteams|zoommtg|slack|tg|viber|intent|market|itms-apps|x-apple-[\w-]+|ms-[\w-]+|outlook|onenote|notion|spotify|git|ssh|vscode|steam|bitcoin|xmpp|news|urn|sip):/i
const PRIVATE_ADDRESS = /^(?:10\.|127\.|0\.0\.0\.0$|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|169\.254\.|\[?::1\]?$)/
/** RFC 6761, RFC 8375, and what firms call their own networks. */
const PRIVATE_NAME = /(?:^|\.)(?:localhost|local|localdomain|internal|intranet|intern|corp|lan|home\.arpa|invalid)$/i
const EXAMPLE = /(?:^|\.)example\.(?:com|org|net)$/i
const STAGING = /^(?:[\w-]+[-.])?(?:staging|stage|stg|uat|preprod|pre-prod|qa)\d{0,2}[-.]/i
const TRIAL = /^(?:[\w-]+[-.])?(?:dev|test|testing|beta-test|develop)\d{0,2}[-.]/i
/** A field of a template inside an address. */
const SLOT = /\{\{|%7B%7B|\{%|\*\||<%|\$\{|\[\[|\[(?:insert|your|link|url)\b|\b(?:undefined|null|NaN)(?=$|[/?&#])/i

/** What is wrong with a target that a customer shall open; `null` when nothing is. */
export function badTargetOf(href: string, ownDomains: readonly string[], htmlSource: string | null): BadTarget | null {
  const target = href.trim()
  if (target === '') return { what: 'leads nowhere: its address is empty', confidence: 0.95 }
  if (target.startsWith('#')) return badAnchor(target, htmlSource)
  if (SLOT.test(target)) return { what: 'has a field of the template in its address', confidence: 0.9 }
  if (/^javascript:|^about:blank/i.test(target)) return { what: 'leads nowhere', confidence: 0.95 }
  if (/^file:|^[a-z]:[\\/]|^\\\\/i.test(target)) {
    return { what: 'leads to a file on your own computer or network', confidence: 0.95 }
  }
  if (/^mailto:\s*(?:\?|$)/i.test(target)) return { what: 'writes to nobody', confidence: 0.9 }
  if (KNOWN_SCHEME.test(target)) return /^https?:/i.test(target) ? badHost(target, ownDomains) : null
  if (/^h[tps]{1,6}s?:?\/?\//i.test(target)) return { what: 'has a slip in "https://"', confidence: 0.9 }
  if (/^[\w.+-]{1,64}@[\w.-]{1,255}$/.test(target)) return { what: 'lacks "mailto:"', confidence: 0.75 }
  if (/^(?:\/(?!\/)|\.{1,2}\/)|^[\w-]{1,80}\.(?:html?|php|aspx?|pdf)$/i.test(target)) {
    return { what: 'leads nowhere from a mail: its address has no host', confidence: 0.85 }
  }
  return null
}

function badAnchor(target: string, htmlSource: string | null): BadTarget | null {
  const name = target.slice(1)
  if (name === 'top') return null
  const found = name !== '' && name !== '!' && (htmlSource ?? '').includes(name, (htmlSource ?? '').indexOf('<'))
  const isThere = found && new RegExp(`\\b(?:id|name)\\s?=\\s?["']?${escaped(name)}["'\\s>]`).test(htmlSource ?? '')
  return isThere ? null : { what: 'leads nowhere: its address is only a mark in this mail', confidence: 0.9 }
}

function badHost(target: string, ownDomains: readonly string[]): BadTarget | null {
  const host = hostOf(target)
  if (host === null) return { what: 'has no host in its address', confidence: 0.95 }
  if (PRIVATE_ADDRESS.test(host) || PRIVATE_NAME.test(host) || !/[.:]/.test(host)) {
    return { what: 'leads into a private network, where no customer gets', confidence: 0.9 }
  }
  if (EXAMPLE.test(host)) return { what: 'leads to an address that only serves as an example', confidence: 0.85 }
  const isOwn = isOurs(`x@${host}`, ownDomains)
  if (STAGING.test(host) || (isOwn && TRIAL.test(host))) {
    return { what: 'leads to a test system', confidence: isOwn ? 0.9 : 0.75 }
  }
  return null
}

const escaped = (words: string) => words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').slice(0, 200)

/** Host of an address in lower case; `null` when it has none or is no address. */
export function hostOf(target: string): string | null {
  try {
    const { hostname } = new URL(target)
    return hostname === '' ? null : hostname.toLowerCase()
  } catch {
    return null
  }
}

/** Names directly below which anybody can register: the last two labels are not yet a firm's. */
const SECOND_LEVEL = /^(?:co|com|net|org|gov|ac|edu|gob|or|ne|go)\.[a-z]{2}$/

/** The part of a host that belongs to one owner: `www.shop.co.uk` gives `shop.co.uk`. */
export function ownerOf(host: string): string {
  const labels = host.split('.')
  const two = labels.slice(-2).join('.')
  return SECOND_LEVEL.test(two) ? labels.slice(-3).join('.') : two
}

/** Services that rewrite links for protection or counting. Seen in mail up to 2026. */
const REDIRECTORS =
  /(?:^|\.)(?:safelinks\.protection\.outlook\.com|urldefense(?:\.proofpoint)?\.com|linkprotect\.cudasvc\.com|mimecast(?:protect)?\.com|ct\.sendgrid\.net|sendgrid\.net|mandrillapp\.com|list-manage\.com|mailchi\.mp|hubspotlinks\.com|hs-sites\.com|hubspotemail\.net|hubspotstarter\.net|mailgun\.(?:org|net)|mjt\.lu|awstrack\.me|klclick\d?\.com|exct\.net|rs6\.net|sendibm\d\.com|brevo\.com|customeriomail\.com|intercom-mail(?:-\d+)?\.com|intercom-clicks\.com|zendesk\.com|freshdesk\.com|front\.com|frontapp\.com|bit\.ly|lnkd\.in|t\.co|l\.facebook\.com|google\.com|trustpilot\.com)$/i

/** True when a visible address may lead to another host: it is a redirector's, or carries the visible host in itself. */
export function isRedirect(href: string, host: string, shown: string, named: readonly string[]): boolean {
  if (REDIRECTORS.test(host) || named.some((one) => host === one || host.endsWith(`.${one}`))) return true
  if (/^(?:click|clicks|links?|track|tracking|trk|email|e|go|t|url\d*|lnk)\d*\./.test(host)) return true
  return decodedOf(href).slice(host.length).includes(shown)
}

function decodedOf(href: string): string {
  try {
    return decodeURIComponent(href).toLowerCase()
  } catch {
    return href.toLowerCase()
  }
}
