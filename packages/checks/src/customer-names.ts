import { foldedName, mayBeOneName, nameParts, selfNamesOf } from '@proofgate/language'
import type { Mailbox } from '@proofgate/mail'
import type { Reading } from './check.ts'

/** Words in a display name that make it a firm's or a function's, not a person's. */
const NO_PERSON =
  /\b(?:ltd|limited|inc|llc|llp|gmbh|ag|kg|bv|nv|sa|sas|sarl|srl|spa|plc|oy|ab|as|co|corp|company|group|team|support|service|services|office|sales|info|admin|accounts?|billing|shop|store|schools?|clinic|hospital|hotel|club|association|university|college|department|dept|church|council|studio|agency|solutions|consulting|systems|bank|insurance|bakery|practice|trust|foundation|the|customer|user|anonymous|unknown|guest|via|noreply|no-reply)\b|[@&\d/]/i

/** What the customer is called, as far as mails tell. */
export type Known = {
  readonly names: readonly string[]
  /** A first name, or its initial, is known; a family name is known. What is not known cannot be wrong. */
  readonly first: boolean
  readonly family: boolean
  /** The name to show in the objection. */
  readonly shown: string
}

/** What the customer is called: display names, sign-offs. `null` when nothing surely names a person. */
export function namesOf({ addressee, conversation, customer }: Reading): Known | null {
  const turns = conversation.filter((turn) => turn.by === 'customer')
  const boxes = [addressee, ...turns.map((turn) => turn.author)].filter((box) => box !== null)
  const displayed = [...boxes.map(personIn), customer?.name ?? '']
  const signed = [...turns.map((turn) => turn.text), customer?.text ?? ''].flatMap(selfNamesOf)
  const sources = [...displayed, ...signed].filter((name) => name !== '' && !NO_PERSON.test(name))
  const read = sources.map(nameParts).filter(({ parts }) => parts.length > 0 && parts.every(isLatin))
  if (read.length === 0) return null
  const names = read.flatMap(({ parts }) => parts)
  const whole = names.filter((name) => foldedName(name).length > 1)
  const isSpelledOut = (initial: string) =>
    read.some(({ parts: [first = ''] }) => foldedName(first).length > 1 && mayBeOneName(initial, first))
  return {
    names: [...whole, ...names.filter((name) => !whole.includes(name) && !isSpelledOut(name))],
    first: read.some(({ parts, titled }) => parts.length > 1 || !titled),
    family: read.some(({ parts, titled }) => parts.length > 1 || titled),
    shown: sources[0] ?? '',
  }
}

/** "Ruiz, Ana" and "Ana Ruiz" name a person; an address repeated as a name does not. */
const personIn = ({ name, address }: Mailbox) => (name === address ? '' : name)

/** Names in other scripts cannot be compared letter by letter. */
export const isLatin = (name: string) => /^[\p{Script=Latin}\p{M}.'’-]+$/u.test(name)

/** True when one of the names may be one of the known ones. */
export const matches = (names: readonly string[], known: readonly string[]) =>
  names.some((name) => known.some((other) => mayBeOneName(name, other)))

/** "Hello Bluegate," greets the firm. */
export function isFirm(folded: readonly string[], { addressee, customer }: Reading): boolean {
  const domain = foldedName((addressee?.address ?? customer?.address ?? '').split('@')[1] ?? '')
  const firm = [addressee?.name ?? '', customer?.name ?? ''].filter((name) => NO_PERSON.test(name)).map(foldedName)
  return folded.some((name) => name.length >= 3 && [domain, ...firm].some((where) => where.includes(name)))
}
