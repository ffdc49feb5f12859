import type { Span } from '@proofgate/mail'
import { FIELD_WORDS, NAMING_WORDS } from './words/field-names.ts'

/** A template slot left in a text. */
export type Slot = Span & {
  readonly confidence: number
  /** `code` slots could be a sample that the customer asked for; `blank` ones could be a form to fill in. */
  readonly kind: 'code' | 'field' | 'blank' | 'note' | 'filler' | 'empty'
}

type Rule = {
  readonly kind: Slot['kind']
  readonly pattern: RegExp
  readonly confidence: number
  /** Tells slots from marks that are meant; gets the match and the whole text. */
  readonly isSlot?: (match: RegExpExecArray, text: string) => boolean
}

/** `[INSERT …]`, `[your order number]`, `[choose: a / b]`; a lone `[Enter]` or `[Insert]` is a key. */
const INSTRUCTION =
  /^(?:please )?(?:insert|enter|add|fill|type|choose|select|pick|delete|replace|paste|attach|customi[sz]e|personali[sz]e|your|customer's|client's|recipient's)\b[\s:]+\S|^(?:answer|acknowledge|explain|describe|mention|include|provide|state|specify|summari[sz]e|address|offer|confirm|apologi[sz]e)\b(?: \S+){2}|^(?:if|when|optional)\b[:,]? \S/i
/** `[replacement / refund]`, `[he/she]`: a choice nobody made. */
const CHOICE = /^(?!and\/or$)[\p{L}'’ ]{2,60}(?: ?\/ ?[\p{L}'’ ]{2,60}){1,5}$/u

/** Elements of HTML and XML. */
const MARKUP = /^(?:title|address|code|time|link|details?|list)$/i

/** Windows variables stand in many instructions. */
const WINDOWS_VARIABLE =
  /^%(?:\w*APPDATA|\w*PROFILE|USER\w*|TE?MP|PROGRAM\w*|COMMONPROGRAM\w*|WINDIR|SYSTEM\w*|HOME\w*|PATH\w*|COMPUTERNAME|PUBLIC|COMSPEC|OS)%$/i

/** Tags of gateways, lists and ticket tools, and marks of editors, that are no fields. */
const TAG =
  /^(?:external|internal|urgent|important|redacted|confidential|caution|warning|info|notice|note|spam|secure|encrypted|new|solved|closed|resolved|update|fyi|sic|image|images?:.*|cid:.*|photo|video|gif|attachment|inline.*|removed|deleted|snip|quote|edit|edited|faq|pdf|ok|yes|no|x|tm|sup)$/i

/** True for `First Name`, `customer_name`, `X business days`, `OrderNumber`, `#1`: all field words, one of them naming. */
function isField(name: string): boolean {
  const words = name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/['’]s\b/g, '')
    .split(/[\s_.'’/&#-]+/)
    .filter((word) => word !== '')
  if (words.length === 0 || words.length > 8) return false
  return (
    words.every((word) => FIELD_WORDS.has(word) || /^\d{1,2}$/.test(word)) &&
    words.some((word) => NAMING_WORDS.has(word))
  )
}

/** An identifier that only a program writes: `order.url`, `first_name`, `lastName`, `FNAME`. */
const isIdentifier = (name: string) => /^[\p{L}$][\w.$[\]()-]*$/u.test(name) && /[._]|[a-z][A-Z]/.test(name)

/** "The field <Name>", "the button [Date]" name a thing on the screen. */
const SCREEN =
  /\b(?:fields?|buttons?|box|boxes|tab|menu|column|label|tag|called|named|option|click(?: on)?|press|tap|choose|select|key)\W{0,3}$/i

const isOnScreen = (text: string, at: number) => SCREEN.test(text.slice(Math.max(0, at - 20), at))

function isBracketSlot([whole, inner = '']: RegExpExecArray, text: string, at: number): boolean {
  const next = text[at + whole.length] ?? ''
  // Markdown: [words](target), [words][1], [1]: target.
  if (next === '(' || next === '[' || (next === ':' && /^\^?\d{1,3}$/.test(inner))) return false
  if (isOnScreen(text, at)) return false
  const name = inner.trim()
  if (
    TAG.test(name) ||
    /^\/?(?:code|quote|b|i|u|img|spoiler)$/.test(name) ||
    /^(?:https?:|www\.|mailto:|tel:)/i.test(name) ||
    name.includes('@')
  )
    return false
  if (/^#?X{2,}$/.test(name)) return true
  if (/^[A-Z\d]+(?:_[A-Z\d]+)+$/.test(name) || /^[a-z]+(?:_[a-z]+)+$/.test(name)) return true
  return INSTRUCTION.test(name) || isField(name) || CHOICE.test(name) || ENDS_AS_FIELD.test(name)
}

/** `[engineer name]`, `[arrival date]`: whosever it is, a detail is named and not given. */
const ENDS_AS_FIELD =
  /^(?!(?:no|same|any|some|without|see|wrong|missing|empty|unknown|old|new|other|this|that|to|in|on|at|by|sent|not)\b)[a-z]{2,20}(?: [a-z]{2,20})? (?:name|number|date|amount|address|link|url|e-?mail|price|id)s?$/i

/** `XXXX` beside digits or stars masks a number; in "the format XXX-XXXX" it shows how one looks. */
function isLeftOpen({ 0: whole, index }: RegExpExecArray, text: string): boolean {
  const before = text.slice(Math.max(0, index - 60), index)
  const after = text.slice(index + whole.length, index + whole.length + 24)
  if (
    /[\d*•xX][\s.*•_/-]{0,2}$/.test(before) ||
    /^[\s.*•_/-]{0,2}[\d*•]/.test(after) ||
    /^[\s./-]{1,2}X{2,}/i.test(after)
  )
    return false
  return !/\b(?:formats?|looks? like|form of|pattern|masked|shown as|starts? with|begins? with|for example|e\.g\.)\W{0,4}[^.!?\n]{0,30}$/i.test(
    before,
  )
}

/** A line of underscores is a rule; `Name: ____  Date: ____` is a form for the reader. */
function isBlank({ 0: whole, index }: RegExpExecArray, text: string): boolean {
  const end = index + whole.length
  const before = text.slice(Math.max(0, index - LINE_READ), index).replace(/^.*\n/s, '')
  const after = text.slice(end, end + LINE_READ).replace(/\n.*$/s, '')
  if (before.trim() === '' && after.trim() === '') return false
  if (/[\p{L}\d]$/u.test(before) && /^[\p{L}\d]/u.test(after)) return false
  return !isForm(before + whole + after)
}

/** True for a line of labels, each with a blank behind it, and nothing after the last. */
function isForm(line: string): boolean {
  const labels = line.split(/_{3,}/)
  const rest = labels.pop() ?? ''
  return (
    /^[\s.|]*$/.test(rest) && labels.every((label) => label.trim() === '' || /[:)]\s*$/.test(label) || isLabel(label))
  )
}

/** `Signature` before a long blank labels it; `Dear` does not. */
const isLabel = (words: string) =>
  /^\s*\p{Lu}[\p{L}'’/]{1,20}(?: [\p{L}'’/]{1,20}){0,2}\s*$/u.test(words) &&
  !/^\s*(?:hi|hello|hey|dear|good|hallo|liebe|bonjour|hola|ciao|thanks|regards|love|yours?|the|we|it|this)\b/i.test(
    words,
  )

/** How much of a line is looked at on either side of a blank. */
const LINE_READ = 200

const RULES: readonly Rule[] = [
  { kind: 'code', confidence: 0.98, pattern: /\{\{\{?[^{}\n]{1,200}\}?\}\}/g },
  { kind: 'code', confidence: 0.98, pattern: /\{%[^\n%]{1,200}%\}/g },
  { kind: 'code', confidence: 0.98, pattern: /\{![\s\w.$]{1,80}\}/g },
  { kind: 'code', confidence: 0.95, pattern: /[$#]\{[^{}\n]{1,80}\}/g },
  { kind: 'code', confidence: 0.98, pattern: /\*\|[^|\n]{1,80}(?:\|[^|\n]{0,80})?\|\*/g },
  { kind: 'code', confidence: 0.98, pattern: /<%[^%\n]{1,200}%>/g },
  { kind: 'code', confidence: 0.95, pattern: /%%[A-Za-z_]\w{2,40}%%/g },
  {
    kind: 'code',
    confidence: 0.9,
    pattern: /(?<![\w#@~])([#@~]{1,2})([A-Za-z]\w{2,40})\1(?![\w#@~])/g,
    isSlot: ({ 2: name = '' }) => /^[A-Z]+(?:_[A-Z]+)+$/.test(name) || (/^[A-Z]+$/.test(name) && isField(name)),
  },
  {
    kind: 'code',
    confidence: 0.9,
    pattern: /(?<![%\w])%[A-Z][A-Z_]{2,40}%(?!\w)/g,
    isSlot: ([whole]) => !WINDOWS_VARIABLE.test(whole),
  },
  {
    kind: 'code',
    confidence: 0.9,
    pattern: /(?<![{$#%!\w])\{([\p{L}_][\w. -]{1,60})\}(?!\})/gu,
    isSlot: ([, name = '']) => isIdentifier(name) || isField(name),
  },
  {
    kind: 'field',
    confidence: 0.95,
    pattern: /«\s?([\p{L}][\p{L}\d_ .-]{1,60}?)\s?»/gu,
    isSlot: ([, name = '']) => name.includes('_') || isField(name),
  },
  {
    kind: 'field',
    confidence: 0.85,
    pattern: /<<(?![\s<])([\p{L}][\p{L}\d_'-]{1,20}(?: [\p{L}\d_'-]{1,20}){0,3})>>(?!>)/gu,
  },
  {
    kind: 'code',
    confidence: 0.85,
    pattern: /(?<![\w-])(?:INSERT_[A-Z_]{2,40}|[A-Z]{2,20}(?:_[A-Z]{2,20}){0,3}_HERE)(?![\w-])/g,
  },
  {
    kind: 'field',
    confidence: 0.9,
    pattern: /<<?\s?([\p{L}][\p{L}\d_ .'-]{1,60}?)\s?>>?/gu,
    isSlot: ({ index, 1: name = '' }, text) =>
      !isOnScreen(text, index) &&
      !MARKUP.test(name) &&
      (isField(name) || /^[a-z]+_[a-z_]+$/i.test(name) || INSTRUCTION.test(name)),
  },
  {
    kind: 'code',
    confidence: 0.75,
    pattern: /(?<![\w_])_([a-z]+(?:_[a-z]+)+|(?:full|first|last|user|company)name)_(?![\w_])/g,
  },
  {
    kind: 'field',
    confidence: 0.9,
    pattern: /\[([^[\]\n]{1,160})\]/g,
    isSlot: (match, text) => isBracketSlot(match, text, match.index),
  },
  { kind: 'blank', confidence: 0.85, pattern: /(?<![\w-])#?(?:X{4,}|x{5,})(?![\w-]|[.@]\w)/g, isSlot: isLeftOpen },
  {
    kind: 'blank',
    confidence: 0.85,
    pattern:
      /(?:[$£€]|\b(?:EUR|USD|GBP|CHF|SEK|NOK|DKK|PLN))\s?(?:X{2,4}|x{2,4}(?=[.,]x))(?:[.,][xX]{2})?(?![\w])|\b[xX]{2,4}[.,][xX]{2}\s?(?:[$£€]|(?:EUR|USD|GBP|CHF|SEK|NOK|DKK|PLN)\b)|(?<![\w/.-])[xX]{2}([/.-])[xX]{2}\1[xX]{2,4}(?![\w])/g,
    isSlot: isLeftOpen,
  },
  {
    kind: 'blank',
    confidence: 0.85,
    pattern: /(?<![\w/.:-])XX(?:[/.]XX|:XX)(?![\w/.-]*\w)/g,
    isSlot: (match, text) =>
      isLeftOpen(match, text) &&
      !/\bexp\w*\b[^\n]{0,20}$/i.test(text.slice(Math.max(0, match.index - 30), match.index)),
  },
  {
    kind: 'blank',
    confidence: 0.8,
    pattern: /(?<=\b(?:on|by|until|from|before) )(?:DD|dd)([/.-])(?:MM|mm)\1(?:YYYY|yyyy|YY|yy)\b/g,
  },
  {
    kind: 'field',
    confidence: 0.9,
    pattern: /\((?:insert|fill in|enter|add)\b[^()\n]{1,60}\bhere\)|\(insert (?:[\w'’-]+ ?){1,8}\)/gi,
  },
  { kind: 'blank', confidence: 0.85, pattern: /_{3,}/g, isSlot: isBlank },
  // PASSENGER_NAME bare, unless it is spoken of as a variable.
  {
    kind: 'code',
    confidence: 0.8,
    pattern:
      /(?<![\w$%{[<#@./=-])[A-Z]{2,20}(?:_[A-Z]{2,20}){0,2}_(?:NAME|NUMBER|DATE|TIME|AMOUNT|ADDRESS|LINK|EMAIL|PRICE)(?![\w%}\]>#@/=-]|\s?[=(])/g,
    isSlot: ({ 0: whole, index }, text) =>
      !/^\W{0,3}(?:columns?|fields?|variables?|parameters?|constants?|option|key)\b/i.test(
        text.slice(index + whole.length, index + whole.length + 16),
      ) &&
      !/\b(?:set|variables?|columns?|fields?|constants?|called|named|export|parameter|option|key)\W{0,3}$/i.test(
        text.slice(Math.max(0, index - 20), index),
      ),
  },
  {
    kind: 'field',
    confidence: 0.85,
    pattern: /(?<=\b(?:on|at|by|between|from|until|for|of|and|dear|hi|hello) )\(([a-z][a-z ]{2,30})\)/gi,
    isSlot: ([, name = '']) => isField(name),
  },
  { kind: 'note', confidence: 0.85, pattern: /(?<![\w-])(?:TODO|FIXME)(?![\w-])(?! (?:lists?|apps?|items?)\b)/g },
  // A date may honestly be TBD; a sentence that needs one may not.
  {
    kind: 'note',
    confidence: 0.8,
    pattern: /(?<![\w-])TBD(?![\w-])/g,
    isSlot: ({ index }, text) =>
      !/\b(?:is|are|remains?|still|currently|shows?|says?|yet|as|date|time|venue|\()\W{0,3}$/i.test(
        text.slice(Math.max(0, index - 20), index),
      ),
  },
  { kind: 'note', confidence: 0.7, pattern: /(?<=\b(?:on|by|at|from|until) )TB[CA](?![\w-])/g },
  { kind: 'filler', confidence: 0.98, pattern: /\blorem ipsum\b[^.\n]{0,300}\.?/gi },
  { kind: 'empty', confidence: 0.95, pattern: /\[object Object\]/g },
]

/** The slots of a text in order, none overlapping another. Linear in the text's length. */
export function slotsOf(text: string): readonly Slot[] {
  const found = RULES.flatMap(({ kind, pattern, confidence, isSlot }) =>
    [...text.matchAll(pattern)]
      .filter((match) => isSlot === undefined || isSlot(match, text))
      .map((match) => ({ start: match.index, end: match.index + match[0].length, confidence, kind })),
  )
  const slots = merged(
    found.toSorted((a, b) => a.start - b.start || b.end - a.end),
    text,
  )
  const whole = slots.filter(({ start, end }) => !CLOSING.test(text.slice(start, end)))
  return whole.length > 0 ? whole : slots
}

/** The end of a condition is no slot of its own beside its beginning. */
const CLOSING = /^(?:\{%-? ?(?:end\w*|else)\b|\{\{\/|\*\|(?:END:|ELSE))/i

/** Overlapping slots and slots side by side (`{first} {last}`) are one. */
function merged(slots: readonly Slot[], text: string): readonly Slot[] {
  const sum: Slot[] = []
  for (const slot of slots) {
    const last = sum.at(-1)
    const joined =
      last && (slot.start < last.end || (slot.start - last.end <= 1 && /^\s?$/.test(text.slice(last.end, slot.start))))
    if (last && joined) {
      sum[sum.length - 1] = {
        ...last,
        end: Math.max(last.end, slot.end),
        confidence: Math.max(last.confidence, slot.confidence),
      }
    } else sum.push(slot)
  }
  return sum
}
