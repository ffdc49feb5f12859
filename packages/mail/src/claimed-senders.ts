/** Who a message says it is from, read so strictly that nothing another reader could see there is missed. */
import { headerBlockOf } from './header-block.ts'
import { addressesIn, type ListFault } from './strict-addresses.ts'

/** A field that mail readers show as the sender, and an address in it, as written. */
export type ClaimedSender = { readonly field: SenderField; readonly address: string }

/** Why a field cannot be vouched for. */
export type SenderFault = { readonly field: SenderField; readonly fault: ListFault | 'odd-name' | 'too-many-fields' }

export type SenderField = (typeof FIELDS)[number]

/** Fields shown as the sender: Outlook shows Sender before From, others show who resent it (RFC 5322 §3.6.2, §3.6.6). */
const FIELDS = ['From', 'Sender', 'Resent-From', 'Resent-Sender'] as const

/** Fields of one name: RFC 5322 allows one, a mail resent often has a few of each. */
const FIELDS_MAX = 20

/**
 * Every address in From, Sender, Resent-From and Resent-Sender, groups included; empty when there is no such field.
 * For a door: where the fields could be read in two ways, or not at all, it is a fault and no address. The tolerant
 * reading, for showing, is `mailboxesOf`. Linear.
 */
export function claimedSendersOf(raw: Uint8Array): readonly ClaimedSender[] | SenderFault {
  const claimed: ClaimedSender[] = []
  const counts = new Map<SenderField, number>()
  for (const { field, name, value } of senderFieldsIn(headerBlockOf(raw))) {
    if (!isPlain(name, field)) return { field, fault: 'odd-name' }
    const count = (counts.get(field) ?? 0) + 1
    if (count > FIELDS_MAX) return { field, fault: 'too-many-fields' }
    counts.set(field, count)
    // An empty Sender shows nobody; an empty From would leave it to the reader who is shown.
    if (field !== 'From' && value.length <= LINE_MAX && value.toString('latin1').trim() === '') continue
    const found = addressesIn(value)
    if (typeof found === 'string') return { field, fault: found }
    claimed.push(...found.map((address) => ({ field, address })))
  }
  return claimed
}

type Found = { readonly field: SenderField; readonly name: Buffer; readonly value: Buffer }

/** The fields that a careless reader could take for one of ours: by the letters of their name, folded or spaced apart. */
function* senderFieldsIn(header: Buffer): Generator<Found> {
  for (let at = 0; at < header.length; ) {
    const end = fieldEnd(header, at)
    if (mayBeOurs(header, at)) {
      const colon = header.subarray(at, end).indexOf(COLON)
      const name = header.subarray(at, at + Math.max(0, colon))
      const field = FIELDS.find((one) => one.toLowerCase() === lettersOf(name))
      if (field !== undefined) yield { field, name, value: header.subarray(at + colon + 1, end) }
    }
    at = end
  }
}

/** False for a field whose name begins, like most, with a letter that none of ours begins with. */
function mayBeOurs(header: Buffer, at: number): boolean {
  const first = (header[at] ?? 0) | 0x20
  return first < 0x61 || first > 0x7a || first === 0x66 || first === 0x72 || first === 0x73
}

/** Where the field that starts at `at` ends: behind the last of its continuation lines. */
function fieldEnd(bytes: Buffer, at: number): number {
  for (let end = at; ; ) {
    const lf = bytes.indexOf(LF, end)
    if (lf < 0) return bytes.length
    end = lf + 1
    if (bytes[end] !== SPACE && bytes[end] !== TAB) return end
  }
}

/** The letters and hyphens of a name, in lower case; cut when there are more than any of ours has. */
function lettersOf(name: Buffer): string {
  let letters = ''
  for (let i = 0; i < name.length && letters.length < 16; i++) {
    const byte = name[i] ?? 0
    const lower = byte | 0x20
    if (byte === HYPHEN || (byte >= 0x41 && lower >= 0x61 && lower <= 0x7a)) letters += String.fromCharCode(lower)
  }
  return letters
}

/** True for the name as it is, any case; RFC 5322 §4.5 allows blanks before the colon. */
function isPlain(name: Buffer, field: SenderField): boolean {
  return name.length <= LINE_MAX && name.toString('latin1').replace(/[ \t]+$/, '').length === field.length
}

const LINE_MAX = 998
const COLON = 0x3a
const HYPHEN = 0x2d
const LF = 0x0a
const SPACE = 0x20
const TAB = 0x09
