import type { Check, Objection, Reading } from '../check.ts'
import { bodyPlaces, type Place } from '../places.ts'
import { COMMON_ABBREVIATIONS, OFFICIALESE } from '../words/abbreviations.ts'
import { EMPHASISED } from '../words/emphasis.ts'

export const jargon: Check = {
  id: 'jargon',
  group: 'tone',
  weight: 1,
  max: 3,
  summary: 'An abbreviation, trade term or legalism that the customer did not use and the reply does not explain',
  reason: 'Who has to look a word up to understand an answer has got half an answer.',
  source: 'S4 "Don\'t confuse"',
  languages: ['en'],
  needsCustomer: false,
  examples: {
    right: [
      'The PDF with the VAT number is under FAQ.',
      'WBC (the count of white cells) shares a channel with it.',
      'Your early repayment charge (ERC) is £120, and the ERC falls each year.',
      { customer: 'What is my ERC?', reply: 'Your ERC is £120 until May.' },
      'Your order KX-TG6824 comes with the AA-type cell.',
      'I spoke to our man at KLM this morning, and KLM has your bag.',
      'Choose MENU, then OPTIONS, then WIDE.',
      'Our office is in Ohio, OH 43004.',
    ],
    wrong: [
      'It is booked as CBBG with an EXST.',
      'The ERC depends on the LTV band.',
      'We hereby confirm that the aforementioned amount was paid.',
      'Your container was devanned, and THC is due before the FCL goes out.',
      'Your ticket went to L2 support because of an SLA breach.',
    ],
  },
  *find(reading) {
    const first = new Map<string, { readonly place: Place; readonly index: number }>()
    for (const place of bodyPlaces(reading)) {
      for (const { 0: words, index } of termsIn(place.text)) {
        if (!first.has(words) && first.size < TERMS_MAX) first.set(words, { place, index })
      }
    }
    const theirs = wordsOfThread(reading)
    const obscure = [...first].filter(([words, { place, index }]) =>
      isObscure(words, index, place.text, theirs, reading),
    )
    for (const [words, { place, index }] of obscure) {
      // One abbreviation without an article may be a name; several are the language of a trade.
      if (isAbbreviation(words) && obscure.length < 2 && !hasArticle(place.text, index)) continue
      const start = place.at + index
      yield objectionTo(words, { start, end: start + words.length }, place.part)
    }
  },
}

/** A mail with more different abbreviations is a table. */
const TERMS_MAX = 50

/** What the thread says before this mail, in small letters. */
const wordsOfThread = ({ customer, conversation }: Reading) =>
  [customer?.text ?? '', ...conversation.map((turn) => turn.text)].join('\n').toLowerCase()

const hasArticle = (text: string, at: number) => ARTICLE.test(text.slice(Math.max(0, at - 12), at))

const isAbbreviation = (words: string) => /^\p{Lu}{2,}s?$/u.test(words)

/** Names of firms bear none. */
const ARTICLE = /\b(?:the|an?|your|this|any|each|per|no|every) $/i

const objectionTo = (words: string, at: Objection['at'], part: Objection['part']): Objection => ({
  part,
  at,
  confidence: /^\p{Lu}+s?$/u.test(words) ? 0.65 : 0.7,
  message: `The customer may not know what "${words}" means.`,
  suggestion: 'Use the plain word, or explain it in brackets at its first use.',
})

const ABBREVIATION = /(?<![\p{L}\p{N}_/@#&.:'’“"[{<(-])\p{Lu}{3,5}s?(?![\p{L}\p{N}_/@&'’”"\]}>-]|\.\p{L}|[ -]?\d)/gu

const OFFICIALESE_ALL = new RegExp(OFFICIALESE.source, 'gi')

const termsIn = (text: string) =>
  [...text.matchAll(ABBREVIATION), ...text.matchAll(OFFICIALESE_ALL)].toSorted((a, b) => a.index - b.index)

function isObscure(words: string, at: number, text: string, theirs: string, reading: Reading): boolean {
  if (theirs.includes(words.toLowerCase())) return false
  if (!isAbbreviation(words)) return true
  const bare = words.replace(/s$/, '')
  if (COMMON_ABBREVIATIONS.has(bare) || isOurName(bare, reading) || isWordLike(bare, text)) return false
  if (EMPHASISED.has(bare.toLowerCase()) || /^(.)\1+$/.test(bare)) return false
  // "early repayment charge (ERC)", "ERC (early repayment charge)", "ERC, the early repayment charge": explained somewhere.
  const explained = new RegExp(
    `\\(${bare}s?\\)|\\b${bare}s?,? (?:\\(|is |are |means |stands for|– |- |, (?:the|a|our|which))`,
  )
  if (explained.test(text)) return false
  return !inCapitals(text, at) && !OPERATES.test(text.slice(Math.max(0, at - 30), at))
}

/** A name of the firm or of its product: it stands in the address, the subject or the signature. */
function isOurName(word: string, { mail, body }: Reading): boolean {
  const signature = body?.segments
    .filter(({ kind }) => kind !== 'own')
    .map(({ start, end }) => body.text.slice(start, end))
  const from = mail.from.map(({ name, address }) => `${name} ${address}`)
  return [mail.subject, ...from, ...(signature ?? [])].some((text) => text.toLowerCase().includes(word.toLowerCase()))
}

/** Also written small in the same mail: a word in capitals, not an abbreviation. */
const isWordLike = (word: string, text: string) =>
  text.includes(word.toLowerCase()) || text.includes(`${word[0]}${word.slice(1).toLowerCase()}`)

/** Part of a run of capitals: a heading or somebody who shouts. */
const inCapitals = (text: string, at: number) =>
  /(?:\p{Lu}{2,}[ ,]+\S*$)/u.test(text.slice(Math.max(0, at - 20), at)) ||
  /^\p{Lu}+[ ,]+\p{Lu}{2,}/u.test(text.slice(at, at + 24))

const OPERATES =
  /\b(?:press|click|tap|choose|select|type|enter|hold|menu|button|key|option|field|then|says|shows|reads|code|airport)\s*["“']?$/i
