import { topicsOf } from '@proofgate/language'
import type { Check, Reading } from '../check.ts'
import { letterOf } from '../letter.ts'

export const salesInGreeting: Check = {
  id: 'sales-in-greeting',
  group: 'tone',
  weight: 2,
  max: 2,
  summary: 'A greeting for a feast, or an apology, that sells: an upgrade, a code for the next order',
  reason: 'A kind word with a price on it is none.',
  source: 'S2 "Exhibit deference": greetings without sales',
  languages: ['en'],
  needsCustomer: false,
  examples: {
    right: [
      'Happy birthday for Thursday! Your mat is on the shelf with your name on it.',
      "I'm sorry that it came cracked. The £12 goes back to your card today.",
      'Sorry for the wait. As a thank-you for your patience, this delivery is on us.',
      {
        customer: 'Do you have any discount for the holidays?',
        reply: 'Merry Christmas! Yes: code STAR takes 10 % off until Sunday.',
      },
      'Congratulations on your new flat! The kettle leaves today.',
      'Our summer sale begins on Monday, since you asked what comes next.',
      "We're sorry about the noise. You get a free night whenever you come back.",
    ],
    wrong: [
      'A happy Easter to the five of you! Why not add our Patron upgrade for only £45 while you are at it?',
      'Happy birthday! Treat yourself: our ten-class card is 15 % off until Sunday, with code BDAY15.',
      "We're sorry about that, and we have just the thing: the Cascade 300 is £120 off this week only.",
      'We apologise for the delay. To make it up to you, code MABEL15 takes 15 % off your next two bags.',
      'Merry Christmas from all of us! Have you seen our new premium plans? Subscribe now and save 20 %.',
    ],
  },
  *find(reading) {
    const { sentences, greeting } = letterOf(reading)
    const spoken = greeting === null ? sentences : [greeting, ...sentences]
    if (asksForOffers(reading)) return
    const near = (i: number) => spoken.slice(Math.max(0, i - 2), i + 2).find(({ text }) => OCCASION.test(text))
    for (const [i, one] of spoken.entries()) {
      if (!SALES.test(one.text) || (COMPENSATION.test(one.text) && !NEXT_ORDER.test(one.text))) continue
      const occasion = near(i)
      if (occasion === undefined) continue
      const [from, to] = occasion.at.start <= one.at.start ? [occasion, one] : [one, occasion]
      yield {
        part: one.part,
        at: { start: from.at.start, end: to.at.end },
        confidence: 0.75,
        message: 'A kind word and an offer in one breath: the offer is what stays.',
        suggestion: 'Keep the greeting or the apology, and leave the offer out.',
      }
      return
    }
  },
}

/** A feast, a birthday, a congratulation, an apology. */
const OCCASION =
  /\b(?:happy|merry|joyous|blessed|a very) (?:\w+ )?(?:birthday|easter|christmas|new year|holidays?|hanukkah|diwali|eid|thanksgiving|anniversary|xmas|mother['’]?s day|father['’]?s day|valentine\w*|halloween)\b|\b(?:season['’]?s greetings|eid mubarak|birthday|congratulations|many happy returns|happy holidays|holiday season)\b|\b(?:sorry|apologi[sz]e|apolog(?:y|ies)|make it up to you|make up for|regret)\b/i

/** Something to buy, or a price cut for buying. */
const SALES =
  /\b\d{1,2} ?(?:%|per ?cent) (?:off|discount)|\b(?:code|voucher|coupon) [A-Z0-9]{4,}|\b(?:save|saving) (?:up to )?(?:[€$£]\s?)?\d+|[€$£]\s?\d[\d.,]*[^.!?\n]{0,12}\boff\b|\b(?:for|at) (?:only|just) [€$£]\s?\d|\b(?:upgrade|subscribe|sign up|order|buy|shop|book|treat yourself|add (?:our|an?|the))\b[^.!?\n]{0,60}\b(?:now|today|for only|for just|special|discount|offer|sale|save|[€$£]\s?\d)|\b(?:special|exclusive|limited|birthday|holiday|festive|christmas|easter|new) (?:\w+ )?(?:offers?|deals?|discounts?|sale|promotions?|collection)\b|\b(?:this week|today|until \w+|while stocks last)? ?only\b[^.!?\n]{0,20}\b(?:sale|offer|deal)|\bhave just the thing\b|\bwhy not (?:add|try|upgrade|treat|buy|order|book|get)\b|\b(?:discount|voucher|coupon|gift card)\b[^.!?\n]{0,40}\b(?:next|future) (?:order|purchase|visit|stay|booking|\w+)/i

/** What makes good, without a condition. */
const COMPENSATION =
  /\b(?:refund(?:ed)?|free of charge|on us|at no (?:cost|charge)|back to your|credited|off your (?:\w+ )?(?:bill|invoice|account|balance|rent)|compensat\w+|gift|goodwill)\b/i
const NEXT_ORDER =
  /\b(?:next|future|further|another) (?:\w+ ){0,2}(?:order|purchase|visit|stay|booking|bags?|plan|items?|orders|purchases)\b|\bif you (?:order|buy|book|subscribe)\b/i

/** The customer wants to hear of prices and offers. */
function asksForOffers({ customer }: Reading): boolean {
  if (customer === null) return false
  const asked = topicsOf(customer.text)
  return [...topicsOf('discount offer upgrade sale promotion')].some((topic) => asked.has(topic))
}
