import { accountLeaks } from '../bank-accounts.ts'
import { cardLeaks } from '../card-numbers.ts'
import type { Check, Reading } from '../check.ts'
import { factsOf } from '../facts.ts'
import { identityLeaks } from '../national-ids.ts'
import { once } from '../once.ts'
import { otherPeopleLeaks } from '../other-people.ts'
import { allPlaces, type Hit, spanInPart, withoutEchoes } from '../places.ts'
import { secretLeaks } from '../secrets.ts'
import type { Leak, Surroundings } from '../sensitive.ts'

export const sensitiveData: Check = {
  id: 'sensitive-data',
  group: 'exposure',
  weight: 8,
  max: 8,
  summary: 'A card number, password, key, identity number, bank account or somebody else’s address stands in the reply',
  reason: 'A mail is stored on many machines for years; what it gives away can be used by whoever reads it.',
  source: 'S4 "Don’t send anything that would look bad if it went public"; PCI DSS 4.2; GDPR art. 32',
  languages: null,
  needsCustomer: false,
  options: ['facts', 'own_domains'],
  examples: {
    right: [
      'The card ending **** **** **** 4444 was charged once.',
      'Your order 4929 0017 3360 1182 left today.',
      'The replacement is parcel 4111111111111111, out for delivery tomorrow.',
      'Please transfer the amount to our account, IBAN DE89 3704 0044 0532 0130 00.',
      'With this link you choose a new password, it works once: https://shop.example/reset/9c41d07e55aa',
      'Your password must have at least 8 characters and a digit.',
      'Keep the secret out of your repository: whsec_****9f2a.',
      {
        customer: 'I am ana.other@gmail.com too.',
        reply: 'Both addresses, also ana.other@gmail.com, are on your account.',
      },
      'Our lines are open on 0300-555-0177 from 9 to 5.',
      'In test mode pay with the test card 4242 4242 4242 4242.',
      'Your test key is sk_test_4eC39HqLyjWDarjtT1zdp7dc.',
      'The Wi-Fi in the cottage is Garten, its password kirsche2024.',
      'The guest wifi password is Latte!2026.',
      'The default password is Admin1234, please change it.',
      'Your gift card 4111 1111 1111 1111 holds £50 again.',
      {
        customer: 'Which details shall I put in the transfer?',
        reply: 'Account name Harbour Club, sort code 20-00-00, account 55779911.',
      },
      'Our fitter Paul will call, or write to him: paul.fitter@gmail.com.',
      'Your security code is 8821 and valid for ten minutes.',
      'Your password is case-sensitive.',
      'The code of the door is 5518.',
    ],
    wrong: [
      'I have noted your card 5555 5555 5555 4444.',
      'I still have the CVV 771 from your first mail.',
      'Your new password is Reindeer!4471-demo.',
      'Your live key is nvk_live_8f3d2a90c1b74e56a7719d04be21.',
      'Put AKIAIOSFODNN7KQ2WXYZ into the first field.',
      'The refund goes to your account DE89 3704 0044 0532 0130 00.',
      'Your social security number 078-05-1120 is on file.',
      'We have you on file with DNI 12345678Z.',
      'The buyer before you was maria.lopez77@gmail.com, ask her.',
      'Your password is: Sommer2025!',
      'The wifi password for your account is: hunter2-Blue',
      'Your PIN is: 4471',
      'The security code of your card is 882.',
      'It was 4716 4613 8332 2187, security code 331.',
      'Login: ana.ruiz\nPassword: sunshine',
      'User: projekt-lind\npw: Blaubeer#88',
      'The PIN of your card is 4471.',
      'Use https://admin:s3cret99@files.shop.example/ to fetch it.',
    ],
  },
  *find(reading) {
    const found = allPlaces(reading, ['own']).flatMap((place) =>
      withoutOverlaps(leaksIn(place.text, reading)).map((leak): Hit & { leak: Leak } => ({
        place,
        span: leak,
        words: place.text.slice(leak.start, leak.end),
        leak,
      })),
    )
    for (const hit of withoutEchoes(found)) {
      yield {
        part: hit.place.part,
        at: spanInPart(hit),
        excerpt: hit.words,
        confidence: hit.leak.confidence,
        message: `The reply holds ${hit.leak.what}.`,
        suggestion: 'Leave it out, or show its last four characters only.',
      }
    }
  },
}

function leaksIn(text: string, reading: Reading): readonly Leak[] {
  const surroundings = surroundingsOf(reading)
  return [
    ...secretLeaks(text),
    ...cardLeaks(text),
    ...accountLeaks(text, surroundings),
    ...identityLeaks(text),
    ...otherPeopleLeaks(text, reading),
  ]
}

const surroundingsOf = once((reading: Reading): Surroundings => {
  const { conversation, customer } = reading
  const squeezed = (texts: readonly string[]) => texts.join('\n').replace(/[ -]/g, '')
  const theirs = conversation.filter((turn) => turn.by === 'customer').map((turn) => turn.text)
  return {
    ownNumbers: squeezed(factsOf(reading).map((fact) => fact.value)),
    theirNumbers: squeezed([customer?.text ?? '', ...theirs]),
    wantToPay: WHERE_TO_PAY.test(customer?.text ?? ''),
  }
})

const WHERE_TO_PAY =
  /\b(?:how|where|which|what|can|could|may|should|shall|send)\b[^.!?\n]{0,60}\b(?:pay|payment|transfer|deposit|bank (?:details|account)|iban)\b/i

/** Of leaks that overlap the surest stays, in the order of the text. */
function withoutOverlaps(leaks: readonly Leak[]): readonly Leak[] {
  const kept: Leak[] = []
  for (const leak of leaks.toSorted((a, b) => a.start - b.start || b.confidence - a.confidence)) {
    const last = kept.at(-1)
    if (last === undefined || leak.start >= last.end) kept.push(leak)
    else if (leak.confidence > last.confidence) kept[kept.length - 1] = leak
  }
  return kept
}
