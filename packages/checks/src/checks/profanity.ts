import type { Check } from '../check.ts'
import { allPlaces, spanInPart, withoutEchoes } from '../places.ts'
import { PROFANE } from '../words/profanity.ts'

export const profanity: Check = {
  id: 'profanity',
  group: 'exposure',
  weight: 6,
  max: 6,
  summary: 'Swearing, a slur, or a remark about people for what they are, about anyone',
  reason: 'One screenshot of it is read by more people than all the other mails of the year.',
  source: 'S4 "Would it look bad in public?", S0 "Be polite"',
  languages: ['en'],
  needsCustomer: false,
  examples: {
    right: [
      'Our branch in Scunthorpe moves to Penistone in May.',
      'The cockpit cover and the cock of the valve are in the box.',
      'A bloody nose is common with it; call us if it lasts.',
      'The assessment is attached, and the class starts at nine.',
      { customer: 'Do you still stock Arrogant Bastard Ale?', reply: 'Arrogant Bastard Ale is back on Friday.' },
      'Mr Dickens and Mrs Cockburn share the table.',
      'The flame-retardant lining stays soft.',
      'The finger prick test takes a minute.',
      'Pass the thread through the chink in the frame.',
    ],
    wrong: [
      "It's the bloody courier again.",
      'The van was stuck in that shitty depot of theirs.',
      'What the hell did you do to it?',
      'This f***ing printer jams whenever it likes.',
      'No idea why that damn thing broke.',
      'Where you come from that may pass for honest.',
      'At your age it may be difficult to understand such an app.',
      'Total pain in the arse, that boiler.',
    ],
  },
  *find(reading) {
    const theirs = reading.customer?.text ?? ''
    const hits = allPlaces(reading).flatMap((place) =>
      PROFANE.flatMap((one) =>
        [...place.text.matchAll(one.pattern)]
          .filter((match) => !isName(match, theirs))
          .map((match) => ({ match, ...one })),
      ).map(({ match, ...one }) => {
        const words = match[0].trim()
        return { place, span: { start: match.index, end: match.index + words.length }, words, ...one }
      }),
    )
    for (const hit of withoutEchoes(hits)) {
      yield {
        part: hit.place.part,
        at: spanInPart(hit),
        excerpt: hit.words,
        confidence: hit.confidence,
        message: `"${hit.words}" ${hit.kind}.`,
        suggestion: 'Say it without, or leave the sentence out.',
      }
    }
  },
}

/** A product may bear such a word: written as a name, and named by the customer. */
function isName({ 0: word, index }: RegExpExecArray, theirs: string): boolean {
  return /^\p{Lu}\p{Ll}/u.test(word) && index > 0 && theirs.includes(word)
}
