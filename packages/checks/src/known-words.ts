import type { Reading } from './check.ts'
import { once } from './once.ts'

/** More words than this are not kept of one text. */
const WORDS_MAX = 20_000

/**
 * Words that are right in this mail whatever a dictionary says, in lower case: names of people, firms and products, what
 * the customer wrote, what stands in addresses and file names, and the policy's dictionary.
 */
export const knownWordsOf = once((reading: Reading): ReadonlySet<string> => {
  const { mail, conversation, customer, settings, recipients, ownText } = reading
  const turns = conversation.map((turn) => turn.mail)
  const boxes = [mail, ...turns].flatMap(({ from, to, cc }) => [...from, ...to, ...cc])
  const named = [
    ...boxes.flatMap(({ name, address }) => [name, address]),
    ...recipients,
    customer?.name ?? '',
    ...mail.attachments.map(({ filename }) => filename ?? ''),
    ...mail.links.map(({ href }) => href),
    ...(ownText.slice(0, 100_000).match(/(?:https?:\/\/|www\.)\S{1,500}|[\w.+-]{1,64}@[\w.-]{1,255}/g) ?? []),
    ...settings.dictionary,
    ...settings.products,
    ...settings.ownDomains,
  ]
  const theirs = [customer?.text ?? '', ...conversation.filter(({ by }) => by === 'customer').map(({ text }) => text)]
  // The subject of an answer is the customer's.
  const subject = /^\s*(?:re|aw|sv|antw|fwd?)\s?:/i.test(mail.subject) ? mail.subject : ''
  const words = [...named, ...theirs, subject].flatMap(wordsIn)
  return new Set(words.slice(0, 5 * WORDS_MAX))
})

function wordsIn(text: string): string[] {
  const words = text.slice(0, 200_000).match(/\p{L}[\p{L}\p{M}]*(?:['’]\p{L}+)*/gu) ?? []
  return words.slice(0, WORDS_MAX).flatMap((word) => {
    const lower = word.toLowerCase().replace(/’/g, "'")
    return lower.endsWith("'s") ? [lower, lower.slice(0, -2)] : [lower]
  })
}
