import { grammarSlipsOf } from '@proofgate/language'
import type { Check } from '../check.ts'
import { bodyPlaces } from '../places.ts'

/** What the customer wrote first is cited, not a slip of ours. */
const CITED_MIN = 12

export const grammar: Check = {
  id: 'grammar',
  group: 'proof',
  weight: 0.5,
  max: 2,
  summary: 'A grammatical error',
  reason: 'It makes the whole answer look careless, and sometimes hard to understand.',
  source: 'S4 "Proofread every email"',
  languages: ['en'],
  needsCustomer: false,
  examples: {
    right: [
      'It lost its way, but it’s here now, and you’re going to like your new lid.',
      'An hour later a used one and an honest man came to a university.',
      'I had had the same problem; what it is is a loose screw, so tighten it.',
      'The team have agreed to the two-year plan; we recommend that he see it.',
      'More of it is needed than we thought; then we will ask for your order.',
    ],
    wrong: [
      'The payment have arrived, and your receipt is below.',
      'The fitter will brings the new lid with him on Monday.',
      'We didn’t received the photo of the label.',
      'It is on it’s way to you.',
      'You should of got two parcels last week.',
      'Please let us now if the lid fits.',
    ],
  },
  *find(reading) {
    const theirs = reading.customer?.text.toLowerCase() ?? ''
    for (const place of bodyPlaces(reading)) {
      for (const { start, end, instead, confidence } of grammarSlipsOf(place.text)) {
        const words = place.text.slice(start, end)
        if (words.length >= CITED_MIN && theirs.includes(words.toLowerCase())) continue
        yield {
          part: place.part,
          at: { start: place.at + start, end: place.at + end },
          confidence,
          message: `"${words}" is a grammatical slip.`,
          suggestion: `Probably meant: "${instead}".`,
        }
      }
    }
  },
}
