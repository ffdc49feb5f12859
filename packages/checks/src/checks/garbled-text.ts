import { type Body, comparedParts, type OwnStretch, ownTextOf, type Span } from '@proofgate/mail'
import type { Check, Objection, Reading } from '../check.ts'
import { isCodeTalk, isShownAsCode } from '../code-talk.ts'
import { mojibakeIn } from '../mojibake.ts'
import { allPlaces, type Hit, spanInPart, withoutEchoes } from '../places.ts'

const ENTITY =
  /&(?:amp|nbsp|lt|gt|quot|apos|copy|reg|trade|euro|pound|yen|cent|sect|deg|hellip|[lr][sda]quo|[mn]dash|middot|bull|times|rarr|zwnj|shy|[aeiou](?:acute|grave|circ|uml)|[AEIOU](?:acute|grave|circ|uml)|ntilde|ccedil|szlig|aring|oslash|aelig|#\d{2,6}|#x[\da-f]{2,6});/gi
const TAG =
  /<\/?(?:br|p|div|span|strong|b|i|u|em|a|ul|ol|li|table|tbody|tr|td|th|html|head|body|font|h[1-6]|img|style|center|blockquote)(?:\s[^<>\n]{0,300})?\s?\/?>/gi
const DATA_URL = /\bdata:[\w.+-]{1,60}\/[\w.+-]{1,80};base64,[A-Za-z0-9+/=]{16,4000}/g
/** `It=E2=80=99s`, `=?utf-8?Q?…?=`, lines of base64: the wrapping of the mail instead of its content. */
const ENCODING = /(?:=[C-F][\dA-F](?:=[89AB][\dA-F]){1,3}){1,50}|=\?[\w-]{3,30}\?[QB]\?[^?\s]{1,200}\?=/g
const BASE64 = /(?:^[A-Za-z0-9+/]{60,76}\n){3,20}/gm
const OFFICE =
  /@font-face\s?\{[^}\n]{0,200}|<!--\[if\b[^\n]{0,100}|\bmso-style-[\w-]{2,30}:|\{\\rtf1\b[^\n]{0,60}|\bp\.MsoNormal\b[^\n]{0,60}/g
/** `don?t`: the program that sent it had no sign for the apostrophe. */
const LOST_APOSTROPHE =
  /\b(?:(?:do|does|did|is|was|are|were|has|have|had|ca|could|would|should|wo)n\?t|(?:it|that|there|he|she|what|let)\?s|(?:you|we|they)\?(?:re|ve|ll))\b/gi
const REPLACEMENT = /[^\s\ufffd]{0,30}\ufffd[^\s]{0,30}/gu

const ANSWER = /^\s*(?:re|aw|sv|antw|fwd?|wg|tr|vs|r)\s?:/i

type Kind = 'charset' | 'entity' | 'tag' | 'encoding'
type Garbled = Hit & { readonly kind: Kind; readonly meant?: string }

export const garbledText: Check = {
  id: 'garbled-text',
  group: 'proof',
  weight: 3,
  max: 6,
  summary: 'The customer sees code or broken characters instead of text',
  reason: 'It is hard to read, and shows that nobody looked at the mail as it arrives.',
  source: 'S4 "Proofread every email"',
  languages: null,
  needsCustomer: false,
  examples: {
    right: [
      'Le café est ouvert à Zoë, Łódź et São Paulo: “naïve” – 20 € … ÉTÉ»',
      { reply: 'Put <br> where the line ends.', customer: 'How do I break a line in the HTML template?' },
      'R&D and M&S confirmed; a < b and c > d.',
      'Use the &nbsp; entity of HTML between the two words.',
      'Write to Tom Berg <tom@shop.example>.',
    ],
    wrong: [
      'The CafÃ© is open until eight.',
      'Weâ€™re sorry for the delay.',
      'Your order&nbsp;is on its way.',
      'Your order is on its way.<br><br>It arrives on Friday.',
      'Your order is on its way. It=E2=80=99s the blue one.',
    ],
  },
  *find(reading) {
    // The subject of an answer is the customer's.
    const places = allPlaces(reading, ['own']).filter(({ part, text }) => part !== 'subject' || !ANSWER.test(text))
    const found = places.flatMap((place) => {
      // Tags and entities come in crowds: the first of each kind is shown. A wrong character is shown with each word.
      const seen = new Set<Kind>()
      return [...garbledIn(place.text, isCodeTalk(reading))]
        .toSorted((a, b) => a.span.start - b.span.start)
        .filter(({ kind }) => kind === 'charset' || (!seen.has(kind) && seen.add(kind)))
        .map((one): Garbled => ({ ...one, place, words: place.text.slice(one.span.start, one.span.end) }))
    })
    for (const hit of withoutEchoes(found)) yield objectionTo(hit)
    if (found.length === 0) yield* differenceOf(reading)
  },
}

function* garbledIn(text: string, isCode: boolean): Iterable<Omit<Garbled, 'place' | 'words'>> {
  for (const { start, end, meant } of mojibakeIn(text)) yield { kind: 'charset', span: { start, end }, meant }
  yield* all(REPLACEMENT, 'charset', text)
  yield* all(LOST_APOSTROPHE, 'charset', text)
  if (isCode) return
  for (const [pattern, kind] of CODES) {
    for (const hit of all(pattern, kind, text)) {
      const { start, end } = hit.span
      if (!isShownAsCode(text, start, end) && !isInUrl(text, start)) yield hit
    }
  }
}

const CODES: readonly (readonly [RegExp, Kind])[] = [
  [ENTITY, 'entity'],
  [TAG, 'tag'],
  [DATA_URL, 'encoding'],
  [ENCODING, 'encoding'],
  [BASE64, 'encoding'],
  [OFFICE, 'encoding'],
]

function* all(pattern: RegExp, kind: Kind, text: string): Iterable<{ kind: Kind; span: Span }> {
  for (const { 0: words, index } of text.matchAll(pattern)) {
    yield { kind, span: { start: index, end: index + words.trimEnd().length } }
  }
}

const isInUrl = (text: string, at: number) =>
  /(?:https?:\/\/|www\.)\S{0,300}$/i.test(text.slice(Math.max(0, at - 300), at))

function objectionTo({ place, span, words, kind, meant }: Garbled): Objection {
  const shown = words.length > 60 ? `${words.slice(0, 60)}…` : words
  return {
    part: place.part,
    at: spanInPart({ place, span, words }),
    excerpt: words,
    confidence: kind === 'charset' ? 0.95 : 0.85,
    message: meant ? `"${shown}" should read "${meant}".` : `The customer reads "${shown}" as it stands here.`,
    suggestion: WHAT_TO_DO[kind],
  }
}

const WHAT_TO_DO: Record<Kind, string> = {
  charset: 'Type the word anew: it was copied through a program that reads another character set.',
  entity: 'Write the character itself.',
  tag: 'Take the tag out, or send the mail as HTML.',
  encoding: 'Take it out, or attach the file.',
}

/** Share of an own text's pairs of words that the other part has too, below which they are two letters. */
const SHARED_MIN = 0.2
/** Texts of fewer words are too short to compare. */
const WORDS_MIN = 12
/** "Your mail program cannot show this message" stands where the text should be. */
const NOTICE =
  /\b(?:html|browser|mail (?:program|client)|email client|if you (?:(?:can )?(?:see|read)|are (?:seeing|reading)) this)\b/i

/** Text and HTML alternatives that say different things: which of them is meant? */
function* differenceOf({ mail }: Reading): Iterable<Objection> {
  const compared = comparedParts(mail)
  if (compared === null || mail.text === null || mail.html === null) return
  const [text, html] = [ownWordsOf(mail.text), ownWordsOf(mail.html)]
  if (NOTICE.test(text) || Math.min(wordCountOf(text), wordCountOf(html)) < WORDS_MIN) return
  const { textShared, htmlShared, textOnly, textFigures, htmlFigures } = compared
  if (Math.max(textShared, htmlShared) >= SHARED_MIN) {
    yield* otherFigures(textFigures, htmlFigures)
    return
  }
  const [first] = textOnly
  yield {
    part: 'text',
    at: first === undefined ? null : { start: first.start, end: first.end },
    excerpt: (first?.text ?? text.trim()).slice(0, 120),
    confidence: 0.8,
    message: 'The plain text of this mail says something else than its HTML.',
    suggestion: 'Some customers see the one, some the other: make both say the same.',
  }
}

const ownWordsOf = (body: Body) =>
  ownTextOf(body)
    .map((one) => one.text)
    .join('\n')

const wordCountOf = (text: string) => new Set(text.toLowerCase().match(/[\p{L}\d]{2,40}/gu)).size

/** Both say nearly the same, but each has a day or a figure that the other lacks: somebody changed only one of them. */
function* otherFigures(inText: readonly OwnStretch[], inHtml: readonly OwnStretch[]): Iterable<Objection> {
  const [here] = inText
  const [there] = inHtml
  if (here === undefined || there === undefined || Math.abs(inText.length - inHtml.length) > 1) return
  yield {
    part: 'html',
    at: { start: there.start, end: there.end },
    confidence: 0.8,
    message: `The plain text of this mail says "${here.text}", its HTML "${there.text}".`,
    suggestion: 'Some customers see the one, some the other: make both say the same.',
  }
}
