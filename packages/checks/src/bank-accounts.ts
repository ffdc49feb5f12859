import { isValidIBAN } from 'ibantools'
import { before, behind, type Leak, type Surroundings } from './sensitive.ts'

const IBAN = /(?<![\p{L}\p{N}])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{2,4}){2,8}(?: ?[A-Z0-9]{1,3})?(?![\p{L}\p{N}])/gu
/** United Kingdom: sort code and account number; United States: routing and account number. */
const SORT_CODE =
  /\bsort ?code\b\W{0,6}\d{2}[- ]?\d{2}[- ]?\d{2}\b[^.\n]{0,40}?\b\d{8}\b|\b\d{8}\b[^.\n]{0,30}\bsort ?code\b\W{0,6}\d{2}[- ]?\d{2}[- ]?\d{2}\b/gi
const ROUTING =
  /\brouting\b[^.\n\d]{0,20}(\d{9})\b[^.\n]{0,60}?\b\d{6,17}\b|\b\d{6,17}\b[^.\n]{0,40}\brouting\b[^.\n\d]{0,20}(\d{9})\b/gi

/** The account is somebody's whom we pay or write to. */
const PERSONAL =
  /\b(?:your|his|her|their|customer['’]?s?) (?:\w+ ){0,2}(?:account|iban|bank)|\b(?:refund\w*|reimburs\w+|paid out|pay(?:ing)? you|credit(?:ed)?|return(?:ed)?)\b[^.]{0,80}\b(?:to|on|onto|into)\b|\bon file\b|\bin the name of\b|\byou (?:gave|sent|told|provided)\b|\b(?:su|tu|ihr|ihrem|ihre|dein|votre|ton|vostro|suo|tuo|uw|jouw) (?:cuenta|konto|bankverbindung|compte|conto|rekening)|\ba nombre de\b|\bau nom de\b|\bauf den namen\b/i
/** The account is ours and meant to be paid into. */
const PAYABLE =
  /(?:^|\b(?:please|kindly|can|may|to|you) |[.:!\n] ?)(?:transfer|pay|wire|remit|send the (?:money|amount|payment)|make (?:the |a )?payment)\b|\bfor (?:the|your|a) (?:bank )?(?:transfer|payment)\b|\bpay(?:able|ments?) (?:to|into|by)\b|\bbeneficiary\b|\b(?:our|the following) (?:bank )?(?:account|bank|details|iban)\b|\bbank details\b|\bunser\w* (?:konto|bankverbindung|iban)\b|\büberweis\w+|\bnos coordonn[ée]es\b|\bnuestra cuenta\b|\bnostro conto\b|\bonze rekening\b/i

/** Full account numbers that are not ours to be paid into. */
export function* accountLeaks(text: string, { ownNumbers, theirNumbers, wantToPay }: Surroundings): Iterable<Leak> {
  for (const { 0: written, index } of text.matchAll(IBAN)) {
    const found = validIban(written)
    if (found === null || ownNumbers.includes(found.replace(/ /g, ''))) continue
    const confidence = doubtAt(text, index, found.length, theirNumbers.includes(found.replace(/ /g, '')), wantToPay)
    if (confidence > 0)
      yield { start: index, end: index + found.length, what: 'a full bank account number', confidence }
  }
  for (const pattern of [SORT_CODE, ROUTING]) {
    for (const { 0: written, index, 1: one, 2: other } of text.matchAll(pattern)) {
      const routing = one ?? other
      if (routing !== undefined && !isRoutingNumber(routing)) continue
      const digits = written.replace(/\D/g, '')
      if (ownNumbers.includes(digits)) continue
      const confidence = doubtAt(text, index, written.length, theirNumbers.includes(digits), wantToPay)
      if (confidence > 0)
        yield { start: index, end: index + written.length, what: 'a full bank account number', confidence }
    }
  }
}

/** The longest beginning that is a valid IBAN: a word in capitals may follow it. */
function validIban(written: string): string | null {
  for (let length = written.length; length >= 15; length--) {
    const part = written.slice(0, length)
    if (/[A-Z0-9]$/.test(part) && isValidIBAN(part.replace(/ /g, ''))) return part
  }
  return null
}

/** How sure it is that an account is a person's: 0 where it is given to be paid into. */
function doubtAt(text: string, start: number, length: number, isTheirs: boolean, wantToPay: boolean): number {
  const context = `${before(text, start, 160)} ${behind(text, start + length, 60)}`
  if (PERSONAL.test(context)) return 0.9
  if (isTheirs) return 0.8
  return wantToPay || PAYABLE.test(before(text, start, 400)) ? 0 : 0.5
}

/** The check digit of American Bankers Association routing numbers. */
function isRoutingNumber(digits: string): boolean {
  const weights = [3, 7, 1, 3, 7, 1, 3, 7, 1]
  return weights.reduce((sum, weight, i) => sum + weight * Number(digits[i]), 0) % 10 === 0
}
