import { foldedName, isFirstName, mayBeOneName, nameParts, selfNamesOf } from '@proofgate/language'
import { bestBodyOf, isSignOff, type Mail } from '@proofgate/mail'
import type { Reading, Turn } from './check.ts'
import { once } from './once.ts'

/** An earlier message whose date is known. */
export type DatedTurn = Turn & { readonly at: Date; readonly index: number }

/** Earlier messages before the one being judged, oldest first, as far as they bear a date. */
export const datedTurns = once(({ conversation, mail }: Reading): readonly DatedTurn[] =>
  conversation
    .flatMap((turn, index) => (turn.mail.date === null ? [] : [{ ...turn, at: turn.mail.date, index }]))
    .filter(({ at }) => mail.date === null || at <= mail.date)
    .toSorted((a, b) => a.at.getTime() - b.at.getTime()),
)

/** What the customer wrote since our last message; an empty string when nothing is known. */
export const sinceOurLast = once(({ conversation }: Reading): string => {
  const last = conversation.findLastIndex((turn) => turn.by === 'us')
  return conversation
    .slice(last + 1)
    .map((turn) => turn.text)
    .join('\n\n')
})

/** What the clock of a message's writer showed, in minutes east of UTC: the zone of Date; 0 when it names none. */
export function zoneOf({ headers }: Mail): number {
  const [, sign, hours, minutes] = /([+-])(\d\d)(\d\d)\s*(?:\(|$)/.exec(headers.get('date')?.at(-1)?.trim() ?? '') ?? []
  const east = Number(hours ?? 0) * 60 + Number(minutes ?? 0)
  return Math.min(east, 14 * 60) * (sign === '-' ? -1 : 1)
}

/** What a sender is called that is no person. */
const NO_PERSON =
  /\b(?:team|support|service|services|desk|help|helpdesk|care|customer|client|office|sales|shop|store|info|billing|accounts?|accounting|bookings?|reservations?|reception|orders?|returns|no-?reply|admin|contact|hello|group|department|dept|parts|workshop|studio|hotel|school|clinic|bank|ltd|inc|gmbh|llc|co|company|online|crew|robot|bot|automatic|system)\b/i

/**
 * The names of the person who wrote a message: that of the sign-off and that of From; empty when only a team or a firm
 * is named. Firms look like persons ("Trattoria Ferri"), so From counts only where it begins with a first name, fits
 * the sign-off, or nobody signed.
 */
export function writersOf(mail: Mail): readonly string[] {
  const from = mail.from[0]?.name.replace(/\s*(?:\(|\bvia\b|\bat\b|\bfrom\b|[|@]).*$/i, '') ?? ''
  const body = bestBodyOf(mail)
  const written = (body?.segments ?? []).filter(({ kind }) => kind === 'own' || kind === 'signature')
  const signed = signerOf(written.map(({ start, end }) => body?.text.slice(start, end) ?? '').join('\n'), from)
  const counts = isPerson(from) && (looksPersonal(from) || signed === null || fits(from, signed))
  return [...(counts ? [from] : []), ...(signed === null ? [] : [signed])]
}

const NAME_LINE = /^(\p{Lu}[\p{L}'’-]{1,20}(?: \p{Lu}[\p{L}'’.-]{0,20}){0,2})(?:\s*[|,–-].*)?$/u
const CLOSES = /^(?:ciao|thanks|cheers|best|regards|yours|sincerely|love|greetings|hi|hello|hey|dear|bye|team|ps)\b/i

/** Who signed: below the text stands the name first, then role and firm. */
function signerOf(text: string, from: string): string | null {
  const lines = text
    .trimEnd()
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .slice(-6)
  const below = lines.flatMap((line) => (isSignOff(line) || CLOSES.test(line) ? [] : (NAME_LINE.exec(line)?.[1] ?? [])))
  const names = [...below, ...selfNamesOf(text)].filter(isPerson)
  return names.find((name) => fits(name, from)) ?? names.find(looksPersonal) ?? names[0] ?? null
}

const isPerson = (name: string) => name !== '' && !NO_PERSON.test(name) && /^\p{Lu}/u.test(name)

const looksPersonal = (name: string) => isFirstName(foldedName(name.split(/\s+/)[0] ?? ''))

/** True when two messages may come from one person: a name of one fits a name of the other. */
export function mayBeOneWriter(some: readonly string[], others: readonly string[]): boolean {
  return some.some((one) => others.some((other) => fits(one, other)))
}

function fits(one: string, other: string): boolean {
  const a = nameParts(one).parts
  const b = nameParts(other).parts
  const [given, others] = [a[0] ?? '', b[0] ?? '']
  // Two of one family, or two Johns with a surname each, are not one person.
  if (a.length > 1 && b.length > 1 && isSpelt(given) && isSpelt(others) && !mayBeOneName(given, others)) return false
  if (a.length > 1 && b.length > 1 && !mayBeOneName(a.at(-1) ?? '', b.at(-1) ?? '')) return false
  return a.some((part) => b.some((other) => mayBeOneName(part, other)))
}

/** Not just an initial. */
const isSpelt = (part: string) => foldedName(part).length > 1
