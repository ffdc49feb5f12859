import {
  type Body,
  bestBodyOf,
  type Mail,
  type Mailbox,
  ownTextOf,
  quotedAuthorOf,
  quotedTextOf,
} from '@proofgate/mail'
import type { CustomerText, Reading, Turn } from './check.ts'
import { isOurs } from './ours.ts'
import type { Settings } from './settings.ts'

/** What a reading is made of. */
export type ReadingParts = {
  readonly mail: Mail
  readonly recipients: readonly string[]
  /** Earlier messages of the thread, oldest first. */
  readonly earlier: readonly Mail[]
  /** With own domains filled in. */
  readonly settings: Settings
}

/** Lays a message out for the checks. Languages and senses are left `null`: they take models, see `judge`. */
export function readingOf({ mail, recipients, earlier, settings }: ReadingParts): Reading {
  const body = bestBodyOf(mail)
  const own = body === null ? [] : ownTextOf(body)
  const conversation = earlier.map((one) => turnOf(one, settings.ownDomains))
  return {
    mail,
    recipients,
    addressee: addresseeOf(mail, recipients, settings.ownDomains),
    body,
    own,
    ownText: own.map((one) => one.text).join('\n'),
    conversation,
    customer: latestWords(conversation) ?? quotedWords(body, settings.ownDomains),
    language: null,
    senses: null,
    settings,
  }
}

function turnOf(mail: Mail, ownDomains: readonly string[]): Turn {
  const sender = mail.from[0]?.address ?? ''
  const body = bestBodyOf(mail)
  const text = body === null ? [] : ownTextOf(body).map((one) => one.text)
  return { by: isOurs(sender, ownDomains) ? 'us' : 'customer', mail, text: text.join('\n').trim() }
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
  const writer = turns.at(-1)?.mail.from[0]
  return {
    source: 'conversation',
    text: [...new Set(turns.map((turn) => turn.text))].join('\n\n'),
    name: writer?.name || null,
    address: writer?.address || null,
    language: null,
  }
}

/** The mail that the message quotes, unless its introduction says that we wrote it. */
function quotedWords(body: Body | null, ownDomains: readonly string[]): CustomerText | null {
  if (body === null) return null
  const text = quotedTextOf(body)
  const author = quotedAuthorOf(body)
  if (text === '' || (author !== null && isOurs(author.address, ownDomains))) return null
  return { source: 'quote', text, name: author?.name || null, address: author?.address || null, language: null }
}
