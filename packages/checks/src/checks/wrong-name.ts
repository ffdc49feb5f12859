import { type Address, foldedName, greetingOf, isFirstName, vocativesOf } from '@proofgate/language'
import type { Check, Objection, Reading } from '../check.ts'
import { isFirm, isLatin, type Known, matches, namesOf } from '../customer-names.ts'
import { once } from '../once.ts'
import { bodyPlaces } from '../places.ts'

export const wrongName: Check = {
  id: 'wrong-name',
  group: 'proof',
  weight: 8,
  max: 8,
  summary: 'The reply calls the customer by somebody else’s name',
  reason: 'It tells the customer that the answer was written for another, and may give that other away.',
  source: 'S0 "Personalize each interaction … make sure you do it right"',
  languages: null,
  needsCustomer: false,
  examples: {
    right: [
      { reply: 'Hi Bob,\nit left today.', customerName: 'Robert Miles', customerAddress: 'r.miles@mail.example' },
      { reply: 'Dear Ms Ruiz,\nit left today.', customerName: 'Ana Ruiz' },
      {
        reply: 'Hi Ingrid,\nit left today.',
        customerName: 'Tom Solheim',
        customer: "it's Ingrid writing from Tom's account.\nIngrid",
      },
      { reply: 'Dear Dr Nagy,\nit left today.', customerName: 'Dr. Nagy Eszter', customerAddress: 'nagy@mail.example' },
      { reply: 'Hello Martin,\nit left today.', customerAddress: 'kx7@mail.example' },
      { reply: 'Hi all,\nit left today.', customerName: 'Ana Ruiz' },
      {
        reply: 'Hello Malik,\nit left today.',
        customerName: 'Bluegate Clinic',
        customerAddress: 'desk@bluegate.example',
      },
      { reply: 'Hi Gosia,\nit left today.', customerName: 'Małgorzata Wrona', customerAddress: 'mw@mail.example' },
      { reply: 'Hi Nacho,\nit left today.', customerName: 'Ignacio Ruiz' },
      { reply: 'Hi JP,\nit left today.', customerName: 'Jean-Pierre Morel', customerAddress: 'morel@mail.example' },
      {
        reply: 'Thank you for the address, Todd. It leaves today.\n\nTom',
        customer: 'Please send it to\n6290 Pacific Highway\nLong Beach, CA 90803\nUnited States',
      },
      { reply: 'Hi Coach,\nit left today.', customerName: 'Ana Ruiz' },
      { reply: 'Dear Homeowner,\nit left today.', customerName: 'Ana Ruiz' },
      {
        reply: 'Dear Mrs Smith,\nit left today.',
        customerName: 'Ana Ruiz',
        customer: 'please answer to my neighbour, Mrs Smith, I am away.',
      },
      {
        reply: 'Hi Ana,\nthanks to our baker, Jennifer.\nSee you in Lisbon, Portugal.\nIt left.',
        customerName: 'Ana Ruiz',
      },
      { reply: 'Hi Ana,\nit left today.\nHave a lovely weekend, Tom.', customerName: 'Ana Ruiz' },
      { reply: 'Hi Siobhan,\nit left today.', customerName: 'Siobhán Byrne', customerAddress: 'sb@mail.example' },
      { reply: 'Hi Linus,\nit left.', customer: "Send it to the office: it's Nybroweg 12. Did it leave? Linus" },
      { reply: 'Dear Tess,\nit left today.', customer: 'Has it left?\n\nWarmly, Tess Abara' },
    ],
    wrong: [
      { reply: 'Hi Ana,\nit left today. Have a great trip, Monica!\n\nTom', customerName: 'Ana Ruiz' },
      { reply: 'Ana, it left today. Thanks for the call, Miguel.\n\nTom', customerName: 'Ana Ruiz' },
      { reply: 'Martin,\n\nit left today.', customerName: 'Ana Ruiz' },
      {
        reply: 'Hi Martin,\nit left today.',
        customerName: 'Ana Ruiz',
        customer: 'Hi Martin,\nplease tell me when it leaves.\nAna',
      },
      { reply: 'Hi Martin,\nit left today.', customerName: 'Ana Ruiz' },
      { reply: 'Dear Mr Brown,\nit left today.', customerName: 'Ana Ruiz' },
      {
        reply: 'Dear Sylvain,\nit left today.',
        customerName: 'S. Delacroix',
        customerAddress: 's.d@mail.example',
        customer: 'Where is it?\nThanks\nSylvie Delacroix',
      },
      {
        reply: 'Bonjour Camille,\nvotre colis est parti.',
        customerName: 'Nadia Belkacem',
        customerAddress: 'nadia.b@mail.example',
      },
      {
        reply: 'Dear Mr Okafor,\nthe room is booked. I look forward to welcoming you, Mr Oduya, and your guests.',
        customerName: 'Chinedu Okafor',
        customerAddress: 'c.okafor@mail.example',
      },
    ],
  },
  *find(reading) {
    const known = namesOf(reading)
    const [first] = bodyPlaces(reading)
    if (first === undefined) return
    const greeting = greetingOf(first.text)
    if (greeting !== null && known !== null && !fits(greeting, known, reading)) {
      yield objection(reading, greeting, first.at, known.shown)
      return
    }
    const called = greeting?.names ?? known?.names ?? []
    if (called.length === 0) return
    const firstKnown = known?.first === true || greeting?.titled === false
    for (const place of bodyPlaces(reading)) {
      for (const vocative of vocativesOf(place.text)) {
        if (matches(vocative.names, [...called, ...(known?.names ?? [])])) continue
        if (!vocative.titled && isWriter(vocative, place.text, reading)) continue
        if (!vocative.titled && !firstKnown) continue
        if (known !== null && fits(vocative, known, reading)) continue
        yield objection(reading, vocative, place.at, known?.shown ?? called.join(' '))
      }
    }
  },
}

/** The writer's name below a letter is in its last lines. */
const SIGNATURE_READ = 400

/** Who answers may stand at the end of a line, and again below it. */
function isWriter({ names, end }: Address, text: string, { mail }: Reading): boolean {
  const writers = mail.from.flatMap(({ name }) => name.split(/\s+/).filter((word) => foldedName(word).length > 1))
  return (
    matches(names, writers) ||
    names.some((name) => text.slice(Math.max(end, text.length - SIGNATURE_READ)).includes(name))
  )
}

function fits({ names, titled }: Address, known: Known, reading: Reading): boolean {
  if (!names.every(isLatin) || matches(names, known.names)) return true
  if (titled ? !known.family : !known.first) return true
  const folded = names.map(foldedName)
  if (isInitials(names, known) || isNamedByCustomer(names, reading) || isAtTheirEnd(names, reading)) return true
  return isInAddress(folded, reading) || isParticipant(names, reading) || isFirm(folded, reading)
}

/** JP is Jean-Pierre, AJ may be anybody: two or three capitals are no name that could be wrong. */
const isInitials = (names: readonly string[], known: Known) =>
  names.length === 1 &&
  names.every((name) => /^\p{Lu}{2,3}$/u.test(name) && !isFirstName(name) && !known.names.includes(name))

const isNamedByCustomer = (names: readonly string[], reading: Reading) =>
  names.some((name) => name.length > 2 && namedByCustomer(reading).has(name))

/** Whom the customer calls by title, or asks us to write to. Whom the customer greets is one of us. */
const namedByCustomer = once(({ conversation, customer }: Reading): ReadonlySet<string> => {
  const theirs = conversation.filter((turn) => turn.by === 'customer').map((turn) => turn.text)
  const named = [customer?.text ?? '', ...theirs].flatMap((text) =>
    [...text.slice(greetingOf(text)?.end ?? 0).matchAll(NAMED_THERE)].flatMap(([whole]) => whole.split(' ')),
  )
  return new Set(named)
})

/** Where a mail is signed, in characters from its end. */
const END_READ = 80
/** "My colleague Jürgen thinks so." names somebody else: a line that signs has few words. */
const SIGNED_WORDS = 4

/** A name among the last words of a customer's mail signs it, however: "Warmly, Constance Abara", "see you! Linus". */
const isAtTheirEnd = (names: readonly string[], { conversation, customer }: Reading) => {
  const ends = [customer?.text ?? '', ...conversation.filter((turn) => turn.by === 'customer').map(({ text }) => text)]
    .map((text) =>
      text
        .slice(greetingOf(text)?.end ?? 0)
        .trimEnd()
        .slice(-END_READ),
    )
    .flatMap((end) => end.split(/[.!?\n]/).filter((words) => words.trim().split(/\s+/).length <= SIGNED_WORDS))
    .flatMap((words) => words.match(/(?<![\p{L}\p{M}])\p{Lu}[\p{L}\p{M}'’-]+/gu) ?? [])
  return matches(names, ends)
}

const NAMED_THERE =
  /\b(?:(?:Mr|Mrs|Ms|Miss|Dr|Prof)\.? |(?:reply|answer|write|respond|addressed?|attention|contact|speak|talk|send (?:it|this|them))(?: to)? (?:my (?:\w+ ){1,2})?)\p{Lu}[\p{L}\p{M}'’-]{1,30}(?: \p{Lu}[\p{L}\p{M}'’-]{1,30})?/gu

/** `priya.venkat@` names Priya, and so does `sylviedelacroix@`. */
function isInAddress(folded: readonly string[], { addressee, customer }: Reading): boolean {
  const locals = [addressee?.address, customer?.address].map((address) =>
    foldedName((address ?? '').split('@')[0] ?? ''),
  )
  return folded.some((name) => name.length >= 3 && locals.some((local) => local.includes(name)))
}

/** Somebody else whom the reply is also for. */
function isParticipant(names: readonly string[], { mail, conversation }: Reading): boolean {
  const people = [...mail.to, ...mail.cc, ...conversation.flatMap((turn) => [...turn.mail.to, ...turn.mail.cc])]
  const own = foldedName(mail.from[0]?.name ?? '')
  const others = people.filter(({ name }) => name !== '' && foldedName(name) !== own)
  return others.some(({ name }) =>
    matches(
      names,
      name.split(/[\s,]+/).filter((word) => foldedName(word).length > 1),
    ),
  )
}

function objection({ body }: Reading, address: Address, offset: number, shown: string): Objection {
  const start = offset + address.start
  const end = offset + address.end
  const words = body?.text.slice(start, end) ?? ''
  return {
    part: body?.part ?? 'text',
    at: { start, end },
    // A word that is on no list of names could be one of the many words that greet a group.
    confidence: address.titled || address.names.some(isFirstName) ? 0.85 : 0.7,
    message: `"${words}" is not the customer: as far as we know that is ${shown}.`,
    suggestion: 'Check whom this reply is for, and use the name the customer signs with.',
  }
}
