import { misspellingsOf } from '@proofgate/language'
import type { Check } from '../check.ts'
import { knownWordsOf } from '../known-words.ts'
import { bodyPlaces, type Place } from '../places.ts'

const ANSWER = /^\s*(?:re|aw|sv|antw|fwd?)\s?:/i

export const spelling: Check = {
  id: 'spelling',
  group: 'proof',
  weight: 0.5,
  max: 2,
  summary: 'A misspelt word',
  reason: 'It makes the whole answer look careless.',
  source: 'S4 "Proofread every email"',
  languages: ['en'],
  needsCustomer: false,
  options: ['dictionary', 'products', 'own_domains'],
  examples: {
    right: [
      'Przemysław brings the Klöckner hinges and the Birkenstock sandals to Wrocław.',
      'The colour of the cheque and the color of the check are both in our catalogue.',
      'Run systemctl restart haproxy and open https://shop.example/retuns for ORD-4711-KX.',
      { reply: 'The fimble is in stock again.', customer: 'Is the fimble back?' },
      'The touchscreen is washable; please resubmit the walkthrough of your webhook.',
    ],
    wrong: [
      'I have recieved your parcel and will send the other one back.',
      'Unfortunatly the blue one is sold out until May.',
      'Please give us your adress, so that the driver finds you.',
      'We will post the spare part to you tommorrow morning.',
      'The invoice was payed on Monday, thank you.',
    ],
  },
  *find(reading) {
    const known = knownWordsOf(reading)
    const { mail } = reading
    // The subject of an answer is the customer's.
    const subject: readonly Place[] = ANSWER.test(mail.subject)
      ? []
      : [{ part: 'subject', text: mail.subject, at: 0, hidden: false }]
    for (const place of [...subject, ...bodyPlaces(reading)]) {
      for (const { start, end, word, meant, confidence } of misspellingsOf(place.text, known)) {
        yield {
          part: place.part,
          at: { start: place.at + start, end: place.at + end },
          confidence,
          message: `"${word}" is misspelt; it was probably meant to be "${meant}".`,
          suggestion: `Write "${meant}", or put "${word}" into the policy's dictionary if it is right.`,
        }
      }
    }
  },
}
