import { before, behind, type Leak } from './sensitive.ts'

/** 13 to 19 digits, alone or in groups. */
const DIGITS = /(?<![\d.,/#-])\d(?:[ -]?\d){12,18}(?![\d.,/-]?\d)/g

/** Issuers' number ranges and lengths (ISO/IEC 7812; published by the card schemes). */
const RANGES: readonly (readonly [RegExp, readonly number[]])[] = [
  [/^4/, [13, 16, 19]], // Visa
  [/^(?:5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, [16]], // Mastercard
  [/^3[47]/, [15]], // American Express
  [/^(?:6011|64[4-9]|65)/, [16, 17, 18, 19]], // Discover
  [/^35(?:2[89]|[3-8])/, [16, 17, 18, 19]], // JCB
  [/^3(?:0[0-5]|[689])/, [14, 16]], // Diners Club
  [/^62/, [16, 17, 18, 19]], // UnionPay
]

const CARD =
  /\b(?:card|credit|debit|visa|master ?card|maestro|amex|american express|karte|kreditkarte|carte|tarjeta|carta)\b/i
/** Numbers of things: one in ten of them passes the Luhn test. */
const THING =
  /\b(?:order|parcel|tracking|track|shipment|consignment|serial|imei|device|meter|invoice|reference|ref|barcode|ean|isbn|ticket|booking|article|item|sku|batch|lot|case|contract|policy|customer (?:no|number)|member(?:ship)?|voucher|gift ?card|loyalty|points)\b/i
/** Cards that pay nothing elsewhere: their numbers are meant to be told. */
const OTHER_CARD =
  /\b(?:gift|membership|member['’]?s?|loyalty|library|club|store|points|bonus|reward|travel|bus|transit|student|insurance|health|sim|memory|report|key|access|rail|season|season ticket|customer|voucher)[ -]?cards?\b/gi
/** Numbers that card schemes and processors publish for trying a checkout. */
const TEST_CARD =
  /\b(?:test|testing|sandbox|dummy|fake|demo)[ -](?:cards?|modes?|numbers?|payments?|environments?|accounts?|transactions?|data|purchases?|orders?|visa|mastercard)\b|\bin (?:the |your )?(?:sandbox|test)\b/i
const CODE =
  /\b(cvv2?|cvc2?|csc|cvn|card (?:security|verification) (?:code|number|value)|security code)\b(?: (?:of|on|for) (?:your|the|his|her) (?:\w+ ){0,2}card)?\W{0,3}(?:is|was|of|number|code)?\W{0,3}(\d{3,4})(?![\d-]| ?digits?)/gi
/** "with the code 771" beside a card number. */
const PLAIN_CODE = /\b(?:code|security number)\b\W{0,2}(?:is |was |of )?(\d{3,4})\b(?!\d|[- ]?digits?)/gi

/** Full card numbers and card codes in a text. */
export function* cardLeaks(text: string): Iterable<Leak> {
  let seen = false
  for (const { 0: written, index } of text.matchAll(DIGITS)) {
    const number = written.replace(/\D/g, '')
    if (!isCardNumber(number) || !passesLuhn(number)) continue
    const context = before(text, index)
    const near = `${context} ${behind(text, index + written.length, 30)}`
    if (TEST_CARD.test(before(text, index, 120) + behind(text, index + written.length))) continue
    const rest = near.replace(OTHER_CARD, '')
    const named = CARD.test(rest)
    if (!named && (THING.test(context) || rest !== near)) continue
    seen = true
    const grouped = /^\d{4}[ -]\d{4}[ -]\d{4}[ -]\d/.test(written) || /^\d{4}[ -]\d{6}[ -]\d{5}$/.test(written)
    yield leak(index, written, 'a full card number', named ? 0.97 : grouped ? 0.85 : 0.6)
  }
  for (const match of text.matchAll(CODE)) if (seen || isOfCard(match, text)) yield codeLeak(match)
  if (!seen) return
  for (const match of text.matchAll(PLAIN_CODE)) yield codeLeak(match)
}

/** Apps and gates have security codes, too: one of a card stands beside the word or the number of it. */
function isOfCard({ 0: written, 1: name = '', index }: RegExpExecArray, text: string): boolean {
  const around = before(text, index, 80) + written + behind(text, index + written.length, 40)
  return !/^security/i.test(name) || CARD.test(around) || /\d{4}[ -]?\d{4}[ -]?\d{4}/.test(around)
}

function codeLeak({ 0: written, index }: RegExpExecArray): Leak {
  return leak(index, written, 'the security code of a card', 0.9)
}

const leak = (start: number, written: string, what: string, confidence: number): Leak => ({
  start,
  end: start + written.length,
  what,
  confidence,
})

const isCardNumber = (number: string) =>
  RANGES.some(([range, lengths]) => lengths.includes(number.length) && range.test(number)) && !/^(\d)\1+$/.test(number)

/** The check digit of ISO/IEC 7812-1, annex B. */
export function passesLuhn(number: string): boolean {
  let sum = 0
  for (let i = number.length - 1, double = false; i >= 0; i--, double = !double) {
    const digit = Number(number[i]) * (double ? 2 : 1)
    sum += digit > 9 ? digit - 9 : digit
  }
  return sum % 10 === 0
}
