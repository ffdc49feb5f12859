import { isFirstName } from '@proofgate/language'
import type { Reading } from './check.ts'
import { once } from './once.ts'
import { isOurs, isSharedDomain } from './ours.ts'
import type { Leak } from './sensitive.ts'

const ADDRESS = /(?<![\w.+-])[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,4}[a-z]{2,24}(?![\w-]|\.\w)/gi
/** Mailboxes of a function. */
const SERVICE =
  /^(?:info|support|help|helpdesk|service|services|sales|contact|hello|office|mail|post|admin|billing|accounts?|invoices?|orders?|booking|bookings|reservations?|press|jobs|careers|hr|privacy|dpo|gdpr|legal|team|care|customer\w*|kunden\w*|feedback|returns?|refunds?|claims?|complaints?|no-?reply|donotreply|webmaster|postmaster|abuse|security|news|newsletter|marketing|shop|store|reception|enquir\w+|inquir\w+|parts|warranty|repairs?|tickets?|you|your\w*|name|user\w*|example|someone|jane\.?doe|john\.?doe)\b/i
const STREET =
  '(?:Street|St|Road|Rd|Lane|Ln|Way|Avenue|Ave|Drive|Dr|Close|Court|Ct|Place|Pl|Row|Terrace|Gardens?|Square|Crescent|Hill|Grove|Park|Walk|Mews|Boulevard|Blvd|Parkway|Circle)'
/** A person's name, house number, street, town and code, as the United Kingdom and the United States write them. */
const HOME = new RegExp(
  `(?<![\\p{L}])(\\p{Lu}[\\p{L}'’-]{1,20}) (?:\\p{Lu}[\\p{L}'’.-]{0,20} ){0,2}?(\\p{Lu}[\\p{L}'’-]{1,25}),? (?:of |at )?\\d{1,5}[A-Za-z]?,? (?:\\p{Lu}[\\p{L}'’-]{1,20} ){1,3}${STREET}\\b\\.?,? (?:\\p{Lu}[\\p{L}'’ -]{1,30},? ){0,3}(?:[A-Z]{1,2}\\d[A-Z\\d]? ?\\d[A-Z]{2}|[A-Z]{2} \\d{5}(?:-\\d{4})?)\\b`,
  'gu',
)

/** "Our fitter Paul, …", "write to me at …": who works for us may be reached at a public provider. */
const OURS =
  /\b(?:(?:our|my) (?!(?:other |previous |last |former )?(?:customers?|clients?|guests?|members?|buyers?|sellers?|tenants?|patients?|users?|subscribers?)\b)|(?:to|reach|contact|e-?mail|write|mail) (?:me|us)\b)[^.!?\n]{0,60}$/i

/** "Please forward all requests by e-mail to …" asks the customer to write there. */
const INVITED =
  /\b(?:send|forward|write|reply|e-?mail|apply|direct|requests?|questions?|enquiries)\b[^.!?\n]{0,50}\b(?:to|at|via)\s*<?$/i
const SOMEBODY =
  /\b(?:him|her|them|customers?|clients?|guests?|members?|buyers?|sellers?|tenants?|neighbou?rs?|owners?)\b/i

/** Addresses of persons who have no part in the conversation. */
export function* otherPeopleLeaks(text: string, reading: Reading): Iterable<Leak> {
  const known = everythingSaid(reading)
  for (const { 0: address, index } of text.matchAll(ADDRESS)) {
    const lower = address.toLowerCase()
    const [local = '', domain = ''] = lower.split('@')
    if (SERVICE.test(local) || !isSharedDomain(domain) || isOurs(lower, reading.settings.ownDomains)) continue
    if (known.includes(lower) || reading.recipients.some((to) => to.toLowerCase() === lower)) continue
    const context = text.slice(Math.max(0, index - 80), index)
    if (OURS.test(context) || (INVITED.test(context) && !SOMEBODY.test(context))) continue
    yield { start: index, end: index + address.length, what: "somebody else's e-mail address", confidence: 0.8 }
  }
  for (const { 0: home, index, 1: first = '', 2: last = '' } of text.matchAll(HOME)) {
    if (!isFirstName(first) || known.includes(last.toLowerCase())) continue
    yield { start: index, end: index + home.length, what: "somebody else's name and address", confidence: 0.75 }
  }
}

/** Every word of the conversation, of the customer's name and of ours. Who is only copied in has not given his home. */
const everythingSaid = once(({ mail, conversation, customer, addressee }: Reading): string =>
  [
    customer?.text ?? '',
    customer?.address ?? '',
    addressee?.name ?? '',
    addressee?.address ?? '',
    ...mail.from.flatMap(({ name, address }) => [name, address]),
    ...conversation.flatMap((turn) => [turn.text, ...turn.mail.from.flatMap(({ name, address }) => [name, address])]),
  ]
    .join('\n')
    .toLowerCase(),
)
