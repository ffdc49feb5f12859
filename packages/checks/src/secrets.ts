import { isMasked, type Leak } from './sensitive.ts'

type Kind = {
  readonly what: string
  readonly pattern: RegExp
  /** True when it is a link itself; other tokens inside links are what the link is for. */
  readonly linked?: boolean
}

/** Values of documentation: `AKIAIOSFODNN7EXAMPLE`, `user:password@`. */
const SAMPLE = /example|sample|dummy|your|:\/\/(?:user|username|admin)?:(?:pass|password|pw)$/i

/**
 * Keys and tokens that say by their form what they are. Forms as documented by the vendors and as collected by
 * gitleaks (MIT). Quantifiers are bounded; each begins with a fixed text.
 */
const KINDS: readonly Kind[] = [
  { what: 'an AWS access key', pattern: /\b(?:AKIA|ASIA|AROA|AIDA)[A-Z2-7]{16}\b/g },
  { what: 'a GitHub token', pattern: /\bgh[pousr]_[A-Za-z0-9]{30,255}\b|\bgithub_pat_[A-Za-z0-9_]{50,255}\b/g },
  { what: 'a GitLab token', pattern: /\bgl(?:pat|dt|rt|ptt)-[\w-]{20,64}\b/g },
  { what: 'a Slack token', pattern: /\bxox[abeoprs]-[\w-]{10,250}\b|\bxapp-\d-[\w-]{10,250}\b/g },
  { what: 'a Slack webhook', linked: true, pattern: /\bhooks\.slack\.com\/(?:services|workflows)\/[\w/+]{20,120}/g },
  { what: 'a Stripe key', pattern: /\b[rs]k_(?:live|prod)_[A-Za-z0-9]{10,128}\b|\bwhsec_[A-Za-z0-9]{24,64}\b/g },
  { what: 'a Google API key', pattern: /\bAIza[\w-]{35}(?![\w-])/g },
  { what: 'a Google OAuth secret', pattern: /\bGOCSPX-[\w-]{28}(?![\w-])/g },
  { what: 'an OpenAI key', pattern: /\bsk-(?:proj-|svcacct-|admin-)?[A-Za-z0-9_-]{32,200}(?![\w-])/g },
  { what: 'an Anthropic key', pattern: /\bsk-ant-[\w-]{20,200}(?![\w-])/g },
  { what: 'an npm token', pattern: /\bnpm_[A-Za-z0-9]{36}\b/g },
  { what: 'a PyPI token', pattern: /\bpypi-AgE[\w-]{50,250}/g },
  { what: 'a SendGrid key', pattern: /\bSG\.[\w-]{16,32}\.[\w-]{32,64}(?![\w-])/g },
  { what: 'a Mailgun key', pattern: /\bkey-[0-9a-f]{32}\b/g },
  { what: 'a Telegram bot token', pattern: /\b\d{8,10}:AA[\w-]{33}(?![\w-])/g },
  { what: 'a Shopify token', pattern: /\bshp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}\b/g },
  { what: 'a DigitalOcean token', pattern: /\bdo[por]_v1_[0-9a-f]{64}\b/g },
  { what: 'a Hugging Face token', pattern: /\bhf_[A-Za-z]{34}\b/g },
  { what: 'a JSON web token', pattern: /\beyJ[\w-]{8,1000}\.eyJ[\w-]{8,4000}\.[\w-]{8,1000}/g },
  { what: 'a private key', pattern: /-----BEGIN (?:[A-Z]{2,9} ){0,3}PRIVATE KEY(?: BLOCK)?-----/g },
  {
    what: 'a link with a password in it',
    linked: true,
    pattern: /\b[a-z][a-z0-9+.-]{1,15}:\/\/[^\s/:@"'<>]{1,64}:[^\s/:@"'<>]{3,64}@[\w.-]{3,255}/g,
  },
  // Vendors not listed above follow Stripe's form: prefix, environment, secret.
  { what: 'a live key', pattern: /\b[a-z]{2,8}_(?:live|prod|production|secret|private)_[A-Za-z0-9]{16,128}\b/g },
]

/** What may stand between a name and its value: "is", "is:", "has been set to", "lautet". */
const LINK =
  '(?:\\s{0,2}(?:is now|is|was|are|will be|to be|has been (?:re)?set to|(?:re)?set to|changed to|reads|to|now|lautet|ist|es|est|:|=|→|->|–)){1,3}\\s{0,2}'
/** Whom or what it is for. */
const PURPOSE = "(?: (?:for|of|to|on|at) [\\w .@'’-]{1,40}?)?"

/** "API key: …", "client secret is …" before a value of no known form. */
const NAMED = new RegExp(
  `\\b(?:api[ _-]?key|secret[ _-]?key|access[ _-]?key|access[ _-]?token|auth(?:entication)?[ _-]?token|bearer[ _-]?token|client[ _-]?secret|api[ _-]?secret|api[ _-]?token|license[ _-]?secret|(?:live|secret|private|production) key)\\b["']?${PURPOSE}${LINK}["'\`“‘]?([\\w./+=-]{16,200})`,
  'gi',
)

/** "password is …", "pw: …"; the value is judged by its form. */
const PASSWORD = new RegExp(
  `\\b(?:(?:pass ?words?|pass ?codes?|pass ?phrases?|pwd|passwort|kennwort|contraseña|clave|mot de passe|wachtwoord|lösenord)\\b(?: \\(\\w+\\))?(?:${PURPOSE}${LINK}|\\s{0,2})|(?:pw|pass|passwd)\\s?[:=]\\s{0,2})["'\`“‘„«]?([^\\s"'\`”’“«»]{5,64})`,
  'gi',
)
const PIN = new RegExp(`\\bPIN(?: ?code| number)?\\b${PURPOSE}${LINK}(\\d{4,8})\\b(?! ?digits?)`, 'gi')
/** Codes that die after one use are meant to be sent. */
const ONE_TIME =
  /\b(?:one[- ]?time|single[- ]use|otp|verification|confirmation|valid (?:for|until)|expires? (?:in|after)|works? once|tracking|collection|pick-?up|locker|parcel|door|gate|wi-?fi)\b/i
/** Values that everybody has: of a device as it left the factory, of the guests' network. */
const DEFAULT = /\b(?:default|factory|out of the box)\b/i
const NETWORK = /\b(?:wi-?fi|wlan|wireless|hotspot|guests?['’]? (?:password|network|access))\b/i
const GUESTS =
  /\b(?:guests?|visitors?|lobby|(?:your|the) stay|check-?in|fridge|lounge|café|cafe|venue|cottage|apartment|flat|cabin|room)\b/i
const THEIR_OWN = /\byour (?:\w+ )?(?:account|router|home|network|wi-?fi|wlan)\b/i

/** Passwords, PINs, keys and tokens in a text. */
export function* secretLeaks(text: string): Iterable<Leak> {
  for (const { what, pattern, linked = false } of KINDS) {
    for (const { 0: written, index } of text.matchAll(pattern)) {
      if (isMasked(written) || SAMPLE.test(written.replace(/@.*$/, '')) || (!linked && isInUrl(text, index))) continue
      yield { start: index, end: index + written.length, what, confidence: 0.95 }
    }
  }
  for (const match of text.matchAll(NAMED)) {
    const value = (match[1] ?? '').replace(/[.,;:]+$/, '')
    if (!isMasked(value) && !/^https?:/.test(value) && looksRandom(value))
      yield valueLeak(match, value, 'a key or token', 0.85)
  }
  for (const match of text.matchAll(PASSWORD)) {
    const value = (match[1] ?? '').replace(/[.,;:!?)]+$/, '')
    if (isMasked(value) || !(looksChosen(value) || isInLogin(text, match, value)) || isShared(text, match)) continue
    yield valueLeak(match, value, 'a password', 0.85)
  }
  for (const match of text.matchAll(PIN)) {
    const around = text.slice(Math.max(0, match.index - 60), match.index + match[0].length + 60)
    if (!ONE_TIME.test(around) && !DEFAULT.test(around)) yield valueLeak(match, match[1] ?? '', 'a PIN', 0.75)
  }
}

function valueLeak({ 0: written, index }: RegExpExecArray, value: string, what: string, confidence: number): Leak {
  const start = index + written.lastIndexOf(value)
  return { start, end: start + value.length, what, confidence }
}

/** Passwords that are no secret of one customer's: of a new device, of the guests' network. */
function isShared(text: string, { 0: written, index }: RegExpExecArray): boolean {
  const around = text.slice(Math.max(0, index - 100), index + written.length + 60)
  if (DEFAULT.test(text.slice(Math.max(0, index - 40), index + written.length))) return true
  return NETWORK.test(around) && (GUESTS.test(around) || !THEIR_OWN.test(around))
}

/** `Login: ana` on the line above, `Password: sunshine` alone on this one: a plain word is a password there. */
function isInLogin(text: string, { 0: written, index }: RegExpExecArray, value: string): boolean {
  const lineAbove = /(?:^|\n)([^\n]{0,80})\n[^\n]{0,20}$/.exec(text.slice(Math.max(0, index - 120), index))?.[1] ?? ''
  return (
    /\b(?:user(?: ?name)?|login|log-?in|e-?mail|account|id)\b\s?[:=]\s?\S/i.test(lineAbove) &&
    /[:=]/.test(written) &&
    /^\s*(?:\n|$)/.test(text.slice(index + written.length)) &&
    !/^(?:required|unchanged|reset|optional|hidden|forgotten|expired|correct|wrong|changed|invalid|(?:as|un)known)$/i.test(
      value,
    )
  )
}

/** A token inside a link (a reset or sign-in link) is what the link is for. */
const isInUrl = (text: string, at: number) => /https?:\/\/\S{0,2000}$/.test(text.slice(Math.max(0, at - 2000), at))

/** A word of mixed kinds: nobody writes that but as a password. */
function looksChosen(value: string): boolean {
  if (value.length < 6 || /^https?:|^www\.|@.*\.\w{2,}$|^[\w-]+\.(?:com|org|net|html?|pdf)\b/i.test(value)) return false
  const kinds = [/\p{Ll}/u, /\p{Lu}/u, /\d/, /[^\p{L}\d]/u].filter((kind) => kind.test(value)).length
  const digit = /\d/.test(value)
  return (
    (digit && /\p{L}/u.test(value) && (kinds >= 3 || value.length >= 8)) ||
    (kinds >= 3 && /[!@#$%^&*+=?]/.test(value.slice(0, -1)))
  )
}

/** Letters and digits mixed, and no few repeated: at least 3 bits of entropy for each character. */
function looksRandom(value: string): boolean {
  if (!/\d/.test(value) || !/[A-Za-z]/.test(value)) return false
  const counts = new Map<string, number>()
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1)
  const entropy = [...counts.values()].reduce(
    (sum, count) => sum - (count / value.length) * Math.log2(count / value.length),
    0,
  )
  return entropy >= 3
}
