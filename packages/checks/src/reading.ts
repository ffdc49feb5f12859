import { createHash } from 'node:crypto'
import { type Body, bestBodyOf, type Mail, type Mailbox, ownTextOf, quotedMailsOf } from '@proofgate/mail'
import type { CustomerText, Reading, Turn } from './check.ts'
import type { ConversationSource, FactsKnown } from './judgement.ts'
import { type Memory, NO_MEMORY } from './memory.ts'
import { isOurs, ownDomainsOf, writerOf } from './ours.ts'
import type { Settings } from './settings.ts'

/** What a reading is made of. */
export type ReadingParts = {
  readonly mail: Mail
  readonly recipients: readonly string[]
  /** Earlier messages of the thread, oldest first. */
  readonly earlier: readonly Mail[]
  /** What the store knows besides. @default nothing */
  readonly memory?: Memory
  /** With own domains filled in. */
  readonly settings: Settings
}

/** Lays a message out for the checks. Languages and senses are left `null`: they take models, see `judge`. */
export function readingOf({ mail, recipients, earlier, memory = NO_MEMORY, settings }: ReadingParts): Reading {
  const body = bestBodyOf(mail)
  const own = body === null ? [] : ownTextOf(body)
  // The copy of this very message that a journal took is no earlier one.
  const others = earlier.filter(({ messageId }) => messageId === null || messageId !== mail.messageId)
  const conversation = others
    .map((one) => turnOf(one, settings.ownDomains))
    .filter((turn) => isSaid(turn, settings.ownDomains))
  return {
    mail,
    earlier: others,
    recipients,
    addressee: addresseeOf(mail, recipients, settings.ownDomains),
    body,
    own,
    ownText: own.map((one) => one.text).join('\n'),
    conversation,
    customer: latestWords(conversation) ?? quotedWords(body, mail.from, settings.ownDomains),
    memory,
    language: null,
    senses: null,
    settings,
  }
}

/** One mail of a thread as its writer wrote it. */
export function turnOf(mail: Mail, ownDomains: readonly string[]): Turn {
  const body = bestBodyOf(mail)
  const text = body === null ? [] : ownTextOf(body).map((one) => one.text)
  const { by, author, isForm } = writerOf(mail, ownDomains)
  return { by, author, automatic: isForm ? null : mail.automatic, mail, text: text.join('\n').trim() }
}

/** Said by a person to the other side: receipts and out-of-office replies answer nothing, and notes among us are not told. */
function isSaid({ by, automatic, mail }: Turn, ownDomains: readonly string[]): boolean {
  if (automatic !== null) return false
  const to = [...mail.to, ...mail.cc]
  return by === 'customer' || to.length === 0 || to.some(({ address }) => !isOurs(address, ownDomains))
}

/** What was known of the conversation, for the judgement. */
export function sourceOf({ conversation, customer, memory, body }: Reading): ConversationSource {
  const id = memory.conversation
  if (customer?.source === 'quote') return { source: 'quote', id, turns: body === null ? 0 : quotedOf(body).length }
  if (conversation.length === 0) return { source: null, id, turns: 0 }
  return { source: id === null ? 'request' : 'store', id, turns: conversation.length }
}

/** Which facts of the store were known, for the judgement. */
export function factsKnownIn({ memory }: Pick<Reading, 'memory'>): FactsKnown | null {
  const ids = memory.facts.map(({ id }) => id).toSorted()
  if (ids.length === 0) return null
  return { count: ids.length, digest: `sha256:${createHash('sha256').update(ids.join('\n')).digest('hex')}` }
}

function addresseeOf(mail: Mail, recipients: readonly string[], ownDomains: readonly string[]): Mailbox | null {
  const candidates = [...mail.to, ...mail.cc, ...recipients.map((address) => ({ name: '', address }))]
  return candidates.find(({ address }) => address !== '' && !isOurs(address, ownDomains)) ?? null
}

/** Everything the customer wrote since our last answer: two mails in a row are one turn. */
function latestWords(conversation: readonly Turn[]): CustomerText | null {
  const last = conversation.findLastIndex((turn) => turn.by === 'customer' && turn.text !== '')
  if (last < 0) return null
  const first = conversation.findLastIndex((turn, i) => i < last && turn.by === 'us') + 1
  const turns = conversation.slice(first, last + 1).filter((turn) => turn.text !== '')
  const writer = turns.at(-1)?.author
  return {
    source: 'conversation',
    text: [...new Set(turns.map((turn) => turn.text))].join('\n\n'),
    name: writer?.name || null,
    address: writer?.address || null,
    language: null,
  }
}

/**
 * The customer's words as far as a reply quotes them; `null` when it quotes nothing of theirs. For whoever knows no
 * policy: ours is whoever shares the domain of From, or at a public provider that very address.
 */
export const quotedCustomerOf = (mail: Mail): CustomerText | null =>
  quotedWords(bestBodyOf(mail), mail.from, ownDomainsOf(mail.from[0]?.address ?? ''))

/**
 * The latest mail that the message quotes and that is not ours. Below our own mail only one that names another author
 * counts: who wrote the rest is not known.
 */
function quotedWords(body: Body | null, from: readonly Mailbox[], ownDomains: readonly string[]): CustomerText | null {
  if (body === null) return null
  const isOwn = ({ name, address }: Mailbox) =>
    isOurs(address, ownDomains) || from.some((writer) => isSame(writer, { name, address }))
  const mails = quotedOf(body)
  const mail = mails.find(({ author }, i) => (author === null ? i === 0 : !isOwn(author)))
  if (mail === undefined) return null
  const { text, author } = mail
  return { source: 'quote', text, name: author?.name || null, address: author?.address || null, language: null }
}

const quotedOf = (body: Body) => quotedMailsOf(body).filter(({ text }) => text !== '')

/** Some mail programs name the author of a quote without the address. */
function isSame(writer: Mailbox, quoted: Mailbox): boolean {
  if (quoted.address !== '') return writer.address.toLowerCase() === quoted.address.toLowerCase()
  return writer.name !== '' && writer.name.toLowerCase() === quoted.name.toLowerCase()
}
