import type { Check, Reading } from '../check.ts'
import { bodyPlaces } from '../places.ts'
import { EMPHASISED } from '../words/emphasis.ts'

export const shouting: Check = {
  id: 'shouting',
  group: 'tone',
  weight: 2,
  max: 4,
  summary: 'Words in capitals for emphasis, or marks in heaps: !!!, ?!?',
  reason: 'Capitals are read as a raised voice, whatever was meant.',
  source: 'S1 "Don\'t type in caps"',
  languages: ['en'],
  needsCustomer: false,
  examples: {
    right: [
      'The PDF and the SEPA form go by DHL to the US.',
      'Your order KX-TG6824 ships with the USB-C cable (IP67).',
      'WHAT TO BRING\n\nA towel and good shoes.',
      'Have a great party!',
      'Choose SAVE in the menu FILE, then type YES.',
      'Press ALT and DELETE. The switch says ON.',
      'I will be at the NHS desk in NYC on Monday.',
      'STEP 1: Open the lid.\nSTEP 2: Take out the tray.',
      { customer: 'What is the ALL IN ticket?', reply: 'ALL IN covers food and rides.' },
    ],
    wrong: [
      'Have a GREAT party!!!',
      'Try ALL of the following first.',
      'It must be here on FRIDAY 26 JUNE AND NOT A DAY LATER.',
      'Swapping it is totally FREE of charge.',
      'You sent it back without a label?!?',
      'PLEASE write the number on the box.',
    ],
  },
  *find(reading) {
    for (const place of bodyPlaces(reading)) {
      for (const match of place.text.matchAll(LOUD)) {
        const words = match[0]
        if (!/[!?]{2}$/.test(words) && !isShouted(words, match.index, place.text, reading)) continue
        const start = place.at + match.index
        yield {
          part: place.part,
          at: { start, end: start + words.length },
          confidence: 0.8,
          message: `"${words}" shouts.`,
          suggestion: 'Write it in small letters, with one mark at the end.',
        }
      }
    }
  },
}

/** A run of words in capitals, a heap of marks behind it taken along; or the heap alone with the word before it. */
const LOUD =
  /(?<![\p{L}\p{N}_/@#&.'’[{<%*-])(?:\p{Lu}{2,}|I|A)(?:['’]\p{Lu}+)?(?:[ ,]{1,2}(?:\p{Lu}{2,}|I|A|\d{1,4})(?:['’]\p{Lu}+)?(?![\p{Ll}\p{N}_])){0,30}(?![\p{L}\p{N}_/@.-]\p{L}|[\p{L}\p{N}_])(?:[!?]{2,12})?|[\p{L}\p{N}'’]{1,30}(?:!{3,12}|\?!+\??|!\?[!?]{0,8}|\?{3,12})/gu

/** Words that tell how to work something are often labels of keys and buttons. */
const OPERATES =
  /\b(?:press|click|tap|choose|select|type|enter|hold|switch|button|key|menu|option|field|labell?ed|marked|says|reads|reply|text|send|code|called|titled|tab|setting|mode|position|set(?: it)? to|to (?:on|off))\b/i

function isShouted(words: string, at: number, text: string, { customer }: Reading): boolean {
  const bare = words.replace(/[!?]+$/, '')
  const parts = bare.split(/[ ,]+/).filter((part) => /\p{L}{2}/u.test(part))
  const ordinary = parts.filter((part) => EMPHASISED.has(part.toLowerCase().replaceAll('’', "'")))
  if (ordinary.length === 0 || ordinary.length < parts.length / 2.5) return false
  // Three letters and less alone are too often something else: IT, US, ON, OR, ALL of a key.
  if (parts.length === 1 && bare.length < 3) return false
  // Capitals in brackets are slots of templates, another check's business.
  if (/[[{<][^\]}>\n]{0,60}$/.test(text.slice(Math.max(0, at - 60), at))) return false
  if (isHeading(bare, at, text) || customer?.text.includes(bare)) return false
  const line = text.slice(text.lastIndexOf('\n', at) + 1).split('\n', 1)[0] ?? ''
  const before = text.slice(Math.max(0, at - 40), at)
  return !(parts.length <= 2 && OPERATES.test(before)) && !/^\s*["“'].*["”']\s*$/.test(line)
}

/** A line of capitals alone, or capitals before a colon. */
function isHeading(words: string, at: number, text: string): boolean {
  const before = text.slice(text.lastIndexOf('\n', at - 1) + 1, at)
  const behind = text.slice(at + words.length).split('\n', 1)[0] ?? ''
  return /^[\s*•\d.)(>-]*$/.test(before) && /^\s*(?:[:–-]|\d+:?)?\s*$|^\s*\d*\s*:/.test(behind) && words.length <= 60
}
