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
  { what: 'a GitHub token', pattern: /\bgh[pousr]_[A-Za-z0-9]{36,255}\b|\bgithub_pat_[A-Za-z0-9_]{50,255}\b/g },
  { what: 'a GitLab token', pattern: /\bgl(?:pat|dt|rt|ptt)-[\w-]{20,64}\b/g },
  { what: 'a Slack token', pattern: /\bxox[abeoprs]-[\w-]{10,250}\b|\bxapp-\d-[\w-]{10,250}\b/g },
  { what: 'a Slack webhook', linked: true, pattern: /\bhooks\.slack\.com\/(?:services|workflows)\/[\w/+]{20,120}/g },
  { what: 'a Stripe key', pattern: /\b[rs]k_(?:live|test|prod)_[A-Za-z0-9]{10,128}\b|\bwhsec_[A-Za-z0-9]{24,64}\b/g },
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

/** "API key: …", "client secret is …" before a value of no known form. */
const NAMED =
  /\b(?:api[ _-]?key|secret[ _-]?key|access[ _-]?key|access[ _-]?token|auth(?:entication)?[ _-]?token|bearer[ _-]?token|client[ _-]?secret|api[ _-]?secret|api[ _-]?token|license[ _-]?secret|(?:live|secret|private|production) key)\b["']?\s{0,2}(?:is|was|:|=|to|will be)\s{0,2}["'`“‘]?([\w./+=-]{16,200})/gi

/** "password is …", "PIN: …"; the value is judged by its form. */
const PASSWORD =
  /\b(?:pass ?words?|pass ?codes?|pass ?phrases?|pwd|passwort|kennwort|contraseña|clave|mot de passe|wachtwoord|lösenord)\b(?: for [\w .@-]{1,40}?| \(temporary\))?\s{0,2}(?:is now|is|was|are|will be|to be|to|:|=|→|->|lautet|ist|es|est)?\s{0,2}["'`“‘„«]?([^\s"'`”’“«»]{5,64})/gi
const PIN = /\bPIN(?: ?code| number)?\b\s{0,2}(?:is now|is|was|will be|:|=|to)\s{0,2}(\d{4,8})\b(?! ?digits?)/gi
/** Codes that die after one use are meant to be sent. */
const ONE_TIME =
  /\b(?:one[- ]?time|single[- ]use|otp|verification|confirmation|valid (?:for|until)|expires? (?:in|after)|works? once|tracking|collection|pick-?up|locker|parcel|door|gate|wi-?fi)\b/i

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
    if (!isMasked(value) && looksChosen(value)) yield valueLeak(match, value, 'a password', 0.85)
  }
  for (const match of text.matchAll(PIN)) {
    const around = text.slice(Math.max(0, match.index - 60), match.index + match[0].length + 60)
    if (!ONE_TIME.test(around)) yield valueLeak(match, match[1] ?? '', 'a PIN', 0.75)
  }
}

function valueLeak({ 0: written, index }: RegExpExecArray, value: string, what: string, confidence: number): Leak {
  const start = index + written.lastIndexOf(value)
  return { start, end: start + value.length, what, confidence }
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
