import type { SegmentKind } from './mail.ts'

/** What an element of a mail tool says its content is. */
export type Container = {
  readonly kind: Exclude<SegmentKind, 'own'>
  /** True when everything behind the element's start belongs to it too, to the end of the message. */
  readonly toEnd: boolean
  /** Of a `toEnd` quote: how deep, counted by the prefixes Outlook puts before what it quotes. */
  readonly depth: number
  /** True for the line that introduces a quote. */
  readonly attribution: boolean
}

type Rule = readonly [test: RegExp, container: Container]

const quote: Container = { kind: 'quote', toEnd: false, attribution: false, depth: 1 }
const attribution: Container = { kind: 'quote', toEnd: false, attribution: true, depth: 1 }
const restIsQuote: Container = { kind: 'quote', toEnd: true, attribution: false, depth: 1 }
const signature: Container = { kind: 'signature', toEnd: false, attribution: false, depth: 1 }
const forward: Container = { kind: 'forward', toEnd: false, attribution: false, depth: 1 }

/** `zd-signature`, `hs_signature`, `emailSignature`, `composer_signature`. */
const TOOL_SIGNATURE =
  /^(?:e?mail|user|agent|html|hs|zd|hubspot|helpscout|outlook|composer|ticket|reply|message)[-_]?signature$/i

/** By class name. Seen in mail of the tool named. */
const CLASSES: readonly Rule[] = [
  [/^gmail_attr$/, attribution],
  [/^moz-cite-prefix$/, attribution],
  [
    /^(?:gmail_quote|freshdesk_quote|front-blockquote|tutanota_quote|protonmail_quote|missive_quote|zmail_extra)$/,
    quote,
  ],
  [/^yahoo_quoted$/, quote],
  [/^(?:x_)?ms-outlook-mobile-reference-message$/, restIsQuote],
  [/^moz-forward-container$/, forward],
  [/^(?:gmail_signature|gmail_signature_prefix|moz-signature|front-signature|protonmail_signature_block)$/, signature],
  [TOOL_SIGNATURE, signature],
]

/** By id. Outlook puts `x_` before the ids of what it quotes. */
const IDS: readonly Rule[] = [
  [/^(?:x_)*(?:appendonsend|divRplyFwdMsg|stopSpelling|zwchr|OLK_SRC_BODY_SECTION)$/i, restIsQuote],
  [/^(?:x_)*mail-editor-reference-message-container$/i, restIsQuote],
  [/^yahoo_quoted/, quote],
  [/^(?:Signature|AppleMailSignature|ms-outlook-mobile-signature|ymail_android_signature)$/i, signature],
  [TOOL_SIGNATURE, signature],
]

/** Spark names its parts by the attribute `name`. */
const NAMES: readonly Rule[] = [
  [/^messageReplySection$/, quote],
  [/^messageSignatureSection$/, signature],
]

/** Gmail and WebKit indent by blockquote without border; that is the writer's own text. */
const INDENT = /border:\s*none|margin:\s*0(?:px)?\s+0(?:px)?\s+0(?:px)?\s+40px|margin-left:\s*\d/i

/** What the element contains, or `null` when it says nothing about it. */
export function containerOf(name: string, attributes: Readonly<Record<string, string>>): Container | null {
  const classes = (attributes.class ?? '').slice(0, 1000).split(/\s+/)
  for (const [test, container] of CLASSES) {
    if (!classes.some((word) => test.test(word))) continue
    // Gmail wraps attribution, quote and answers between quotes in one div of the same class.
    if (name === 'div' && container === quote && classes.includes('gmail_quote')) return null
    return container
  }
  if (attributes['data-hs-signature'] !== undefined) return signature
  const found = firstOf(IDS, attributes.id) ?? firstOf(NAMES, attributes.name)
  if (found) return found.toEnd ? { ...found, depth: 1 + prefixesOf(attributes.id ?? '') } : found
  if (name !== 'blockquote') return null
  if (attributes.type?.toLowerCase() === 'cite' || attributes.cite !== undefined) return quote
  return INDENT.test(attributes.style ?? '') || classes.includes('webkit-indent-blockquote') ? null : quote
}

function firstOf(rules: readonly Rule[], value: string | undefined): Container | null {
  if (value === undefined || value === '') return null
  return rules.find(([test]) => test.test(value))?.[1] ?? null
}

function prefixesOf(id: string): number {
  return (/^(?:x_){0,50}/i.exec(id)?.[0].length ?? 0) / 2
}
