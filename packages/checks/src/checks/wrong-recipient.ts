import { quotedTextOf } from '@proofgate/mail'
import type { Check, Objection, Reading } from '../check.ts'
import { isOurs, isSharedDomain } from '../ours.ts'

const ADDRESS = /[\w.+'-]{1,64}@(?:[\w-]{1,63}\.){1,6}[a-z]{2,24}/gi
/** Mailboxes of programs that sort mail and count it: nobody reads there. */
const TOOL =
  /@(?:[\w-]{1,63}\.){0,4}(?:zendesk\.com|freshdesk\.com|helpscout\.net|intercom\.io|intercom-mail\.com|frontapp\.com|hubspot\.com|hs-inbox\.com|salesforce\.com|pipedrivemail\.com|trustpilot\.com|trustpilotmail\.com|reviews\.(?:io|co\.uk)|feefo\.com|trello\.com|asana\.com|atlassian\.net|slack\.com|dropbox\.com)$/i
/** "I have copied in our engineer": whoever is new here is meant to be. */
const INTRODUCED =
  /\b(?:cc(?:['’]?(?:d|ed|ing))?|bcc(?:['’]?d)?|cop(?:y|ied|ying)\b[^.!?\n]{0,60}\b(?:in|to|into|on)|i(?:['’]ve| have)? copied|(?:loop|add|bring)(?:ed|ing)?\b[^.!?\n]{0,60}\b(?:in|to this|to the (?:thread|conversation|e-?mail))|put(?:ting)? [^.!?\n]{0,40} in (?:copy|touch)|in copy|introduc(?:e|ing)|forward(?:ed|ing)? (?:this|your|it)|meet)\b/i

/** So many customers of so many firms in To and Cc can see each other's addresses. */
const VISIBLE_MAX = 5
const OWNERS_MAX = 3

export const wrongRecipient: Check = {
  id: 'wrong-recipient',
  group: 'proof',
  weight: 8,
  max: 8,
  summary: 'The reply goes to somebody who has no part in the conversation, or shows customers each other’s addresses',
  reason: 'It gives a customer’s business away to a stranger, and cannot be taken back.',
  source: 'S4 "Would you be happy to see it made public?"',
  languages: null,
  needsCustomer: false,
  options: ['own_domains'],
  examples: {
    right: [
      { reply: 'Hi Ana,\nit left today.', customer: 'Where is it?', customerName: 'Ana' },
      {
        reply: 'Hi Ana,\nI copied your husband in.',
        customer: 'Please copy in luis.ruiz@mail.example.',
        customerName: 'Ana',
        cc: ['luis.ruiz@mail.example'],
      },
      { reply: 'Hi Ana,\nit left today.', customer: 'Where is it?', customerName: 'Ana', cc: ['lead@shop.example'] },
      {
        reply: 'Hi Ana,\nI have copied in Jo, our engineer, who will call you.',
        customer: 'The boiler is cold again.',
        customerName: 'Ana',
        cc: ['jo@heatcraft.example'],
      },
    ],
    wrong: [
      {
        reply: 'Hi Ana,\nit left today.',
        customer: 'Where is it?',
        customerName: 'Ana',
        cc: ['bob.stone@else.example'],
      },
      {
        reply: 'Hi Ana,\nit left today.',
        customer: 'Where is it?',
        customerName: 'Ana',
        customerAddress: 'ana.ruiz@gmail.com',
        cc: ['peter.k@gmail.com'],
      },
      {
        reply: 'Hi Ana,\nit left today.',
        customer: 'Please send it to ana.r@work.example, not to my private address.',
        customerName: 'Ana',
        cc: ['anna.roth@else.example'],
      },
      {
        reply: 'Hello,\nwe are closed on Monday.',
        cc: ['a.one@gmail.com', 'b.two@yahoo.com', 'c.three@gmx.de', 'd.four@outlook.com', 'e.five@aol.com'],
      },
    ],
  },
  *find(reading) {
    const external = reading.recipients.filter((to) => !isOurs(to, reading.settings.ownDomains) && !TOOL.test(to))
    const crowd = crowdIn(reading, external)
    if (crowd !== null) yield crowd
    else yield* strangersIn(reading, external)
  },
}

/** Somebody outside who has no part in the conversation so far. Unknown conversations have no strangers. */
function* strangersIn(reading: Reading, external: readonly string[]): Iterable<Objection> {
  const { conversation, mail, ownText, memory, settings } = reading
  const isMet =
    conversation.some(({ by }) => by === 'customer') || memory.people.some((one) => !isOurs(one, settings.ownDomains))
  if (!isMet || INTRODUCED.test(ownText)) return
  const known = participantsOf(reading)
  const nameOf = new Map([...mail.to, ...mail.cc].map(({ address, name }) => [address.toLowerCase(), name]))
  for (const address of external) {
    const name = nameOf.get(address.toLowerCase()) ?? ''
    if (isKnown(address, name, known) || isNamedIn(ownText, address, name)) continue
    yield {
      part: 'headers',
      at: null,
      excerpt: address,
      confidence: 0.85,
      message: `${address} has no part in this conversation so far.`,
      suggestion: 'Check the recipients; say in the reply whom you copy in, and why.',
    }
  }
}

type Participants = {
  readonly addresses: ReadonlySet<string>
  /** Firms' domains; at public mail providers the domain says nothing. */
  readonly domains: ReadonlySet<string>
  /** Parts of names and of addresses: `ana`, `ruiz`. */
  readonly words: ReadonlySet<string>
}

function participantsOf(reading: Reading): Participants {
  const { earlier, customer, body, memory, settings } = reading
  const boxes = earlier.flatMap((mail) => [...mail.from, ...mail.replyTo, ...mail.to, ...mail.cc])
  const said = [
    ...earlier.map((mail) => mail.text?.text ?? mail.html?.text ?? ''),
    body === null ? '' : quotedTextOf(body),
  ]
  const written = said.flatMap((text) => text.slice(0, 100_000).match(ADDRESS) ?? [])
  const given = [customer?.address ?? '', ...boxes.map(({ address }) => address), ...memory.people, ...written].filter(
    (one) => one !== '',
  )
  const addresses = new Set(given.map((one) => one.toLowerCase()))
  const outside = [...addresses].filter((one) => !isOurs(one, settings.ownDomains))
  const domains = outside.map(domainOf).filter((domain) => !isSharedDomain(domain))
  const people = boxes.filter(({ address }) => !isOurs(address, settings.ownDomains))
  const words = [...outside.map(localOf), ...people.map(({ name }) => name), customer?.name ?? ''].flatMap(wordsOf)
  // Where two people write from one firm's domain, the domain is the firm's; a family's own domain is a firm here too.
  return { addresses, domains: new Set(domains), words: new Set(words) }
}

/** The same address, a colleague at the same firm, or the same person's other address. */
function isKnown(address: string, name: string, { addresses, domains, words }: Participants): boolean {
  const lower = address.toLowerCase()
  if (addresses.has(lower) || addresses.has(lower.replace(/\+[^@]*/, '')) || domains.has(domainOf(lower))) return true
  const own = [...new Set([...wordsOf(localOf(lower)), ...wordsOf(name)])].filter((word) => word.length >= 3)
  return own.filter((word) => words.has(word)).length >= Math.min(2, Math.max(1, own.length))
}

/** "Jo (jo@heatcraft.example) will call you": the reply says who that is. */
function isNamedIn(text: string, address: string, name: string): boolean {
  const lower = text.toLowerCase()
  const first = wordsOf(name)[0] ?? ''
  return lower.includes(address.toLowerCase()) || (first.length >= 3 && new RegExp(`\\b${first}\\b`).test(lower))
}

/** Many customers of different firms who see each other in To and Cc, and are not one conversation. */
function crowdIn(reading: Reading, external: readonly string[]): Objection | null {
  const { mail } = reading
  const visible = [...new Set([...mail.to, ...mail.cc].map(({ address }) => address.toLowerCase()))]
  const known = participantsOf(reading)
  const strangers = visible.filter((one) => external.some((to) => to.toLowerCase() === one) && !isKnown(one, '', known))
  const owners = new Set(strangers.map((one) => (isSharedDomain(domainOf(one)) ? one : domainOf(one))))
  if (strangers.length < VISIBLE_MAX || owners.size < OWNERS_MAX) return null
  return {
    part: 'headers',
    at: null,
    excerpt: strangers.slice(0, 5).join(', '),
    confidence: 0.85,
    message: `${strangers.length} customers see each other's addresses in To and Cc.`,
    suggestion: 'Put them in Bcc, or write to each alone.',
  }
}

const domainOf = (address: string) => address.slice(address.lastIndexOf('@') + 1)
const localOf = (address: string) => address.slice(0, Math.max(0, address.lastIndexOf('@')))

const wordsOf = (words: string) =>
  (
    words
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .match(/[a-z]{2,40}/g) ?? []
  ).slice(0, 20)
