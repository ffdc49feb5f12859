import type { Check, Objection, Reading } from '../check.ts'
import { asksAboutCode, isDictated, isInGreeting, isInInterface, isShell, tellsAboutCode } from '../code-samples.ts'
import { once } from '../once.ts'
import { allPlaces, type Hit, type Place, spanInPart, withoutEchoes } from '../places.ts'
import { type Slot, slotsOf } from '../slots.ts'

/** `Hi ,` and `Dear Mr. ,`: the name's place with nothing in it. */
const EMPTY_GREETING =
  /^[ \t]*(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|hallo|liebe[r]?|sehr geehrte[r]?|bonjour|ch[eè]re?|hola|estimad[oa]|gentile|ciao)(?: (?:mr|mrs|ms|miss|dr|herr|frau|m|mme)\.?)? ,/gim
/** `Dear Customer Name,`: the name of the field instead of a name. */
const FIELD_GREETING =
  /^[ \t]*(?:hi|hello|hey|dear)[ \t]+@?(?:(?:customer|client|recipient|contact|first|last|full|your)[ _]?name|fname|name)[ \t]*[,!.:-]/gim
/** What programs print for a name that they do not have. A title or a further name before it makes it a surname. */
const EMPTY_VALUE =
  /^[ \t]*(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|hallo|liebe[r]?|bonjour|ch[eè]re?|hola|gentile|ciao) +\(?(?:undefined|null|nil|none|nan|n\/a|unknown)(?: (?:undefined|null|nil|none))?\)?[ \t]*[,!.:;-]?[ \t]*$/gim

type Finding = Hit & { readonly slot: Pick<Slot, 'kind' | 'confidence'> }

export const placeholder: Check = {
  id: 'placeholder',
  group: 'proof',
  weight: 10,
  max: 10,
  summary: 'A slot of the template was not filled in',
  reason: 'It shows the customer that nobody read the answer before it was sent.',
  source: 'S4 "Proofread every email"; merge-tag syntaxes from the documentation of 20 help desks and mailing tools',
  languages: null,
  needsCustomer: false,
  examples: {
    right: [
      'Both are described in [1] and [2] below.',
      'The card ending **** 1234 was charged once, under reference XXXX-1234.',
      'Here is the [return form](https://shop.example/returns), it takes a minute.',
      { subject: 'Re: [EXTERNAL] [#12345] Broken lid', reply: 'Hi Ana,\nthe new lid leaves today.' },
      'Dear Ms Null,\nyour parcel is on its way.',
      'Write to <help@shop.example> and we will sort it out.',
      'Press [Enter], then [Save].',
      {
        customer: 'How do I put the first name into the greeting of my newsletter? {{name}} shows up as it is.',
        reply: 'Use {{first_name}} instead: {{name}} belongs to the old editor.',
      },
      'Open %APPDATA%\\Nimbus and delete the file cache.db.',
      'Please sign here and send it back:\nName: ______________\nDate: ______________',
      'In the subject write {{ contact.name }} where the name should stand.',
      'The column is the ENV_NAME column.',
      'Set the variable USER_NAME and start it again.',
      'The date of the release is still TBD.',
      'Please sign it:\nSign here: ____  Date: ____\nPrinted name ______________',
      {
        customer: 'How do I list the orders of one user with your API?',
        reply: 'Please call https://api.example/v1/users/{user_id}/orders with your key.',
      },
      'The orders of one user: GET https://shop.example/v1/users/{user_id}/orders.',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: a line of a configuration file
      { customer: 'Which variable do I put into config.yml?', reply: 'Set name: ${HOSTNAME} and restart it.' },
      {
        customer: 'How do I change the port?',
        // biome-ignore lint/suspicious/noTemplateCurlyInString: a line of a configuration file
        reply: 'The line is port: ${PORT:-8080}, 8080 being what it falls back to.',
      },
      {
        customer: 'Where do I put the key for the webhook?',
        reply: 'Into the header, as in Authorization: Bearer <your_api_key>.',
      },
    ],
    wrong: [
      'Dear [INSERT CUSTOMER NAME HERE],\nthank you for your order.',
      'Hi {{ticket.requester.first_name}},\nyour parcel left today.',
      'Hi *|FNAME|*,\nyour parcel left today.',
      'Dear {!Contact.LastName},\nyour case is closed.',
      'Dear «Title» «Last_Name»,\nyour parcel left today.',
      'Hello <%= customer.name %>, your parcel left today.',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: the slot of a template, as it stands in the mail
      'Track it at ${order.trackingUrl}.',
      'Dear %FIRST_NAME%,\nyour parcel left today.',
      'Dear <customer name>,\nyour parcel left today.',
      'Hi ,\nyour parcel left today.',
      'Dear undefined,\nyour parcel left today.',
      'Your refund has the number XXXX.',
      'The van comes between ____ and ____.',
      'Your refund of £TODO is on its way.',
      'We send you a [replacement / refund] this week.',
      'Dear PASSENGER_NAME,\nyour flight leaves from gate 14.',
      'We come on (date) between (time) and (time).',
      'Your claim has the number #CLAIM_NO# here.',
      'The total comes to EUR xx,xx.',
      'Yes, <<engineer name>> comes tomorrow.',
      'Your visit is on XX/XX at XX:XX.',
      'Use the code CODE_HERE at the checkout.',
      'Track it at https://post.example/track/{tracking_number}.',
      { customer: 'Your API answers 404 since noon.', reply: 'Hi {{first_name}},\nthe path works again.' },
      'Delivery takes [X business days].',
      'Kind regards,\n[Your Name]',
      { reply: 'Hi {{first_name}},\nyour parcel left today.', html: true },
      { subject: 'Re: your order [ORDER_NUMBER]', reply: 'Hi Ana,\nyour parcel left today.' },
    ],
  },
  *find(reading) {
    const found = allPlaces(reading).flatMap((place) => [...findingsIn(place, reading)])
    for (const hit of withoutEchoes(found)) yield objectionOf(hit)
  },
}

function* findingsIn(place: Place, reading: Reading): Iterable<Finding> {
  const theirs = slotsOfOthers(reading)
  for (const slot of slotsOf(withoutCode(place.text))) {
    const words = place.text.slice(slot.start, slot.end)
    if (theirs.words.has(words) || theirs.text.includes(words) || isMeant(slot, place, reading)) continue
    if (isSample(slot, words, place, isAboutCode(reading))) continue
    yield { place, span: slot, words, slot }
  }
  if (place.part === 'subject' || place.part === 'attachment') return
  if (/\bnull\b/i.test([reading.addressee?.name, reading.customer?.name].join(' '))) return
  for (const pattern of [EMPTY_GREETING, FIELD_GREETING, EMPTY_VALUE]) {
    for (const match of place.text.matchAll(pattern)) {
      const words = match[0].trim()
      const start = match.index + match[0].indexOf(words)
      yield { place, span: { start, end: start + words.length }, words, slot: { kind: 'empty', confidence: 0.95 } }
    }
  }
}

/** Slots that the customer or a subject of the thread wrote first are taken up, not left over. */
const slotsOfOthers = once(({ conversation, customer }: Reading) => {
  const theirs = conversation.filter((turn) => turn.by === 'customer').map((turn) => turn.text)
  const written = [customer?.text ?? '', ...theirs].map((text) => ({ text, slots: slotsOf(text) }))
  const subjects = conversation.map(({ mail }) => ({ text: mail.subject, slots: slotsOf(mail.subject) }))
  return {
    words: new Set(
      [...written, ...subjects].flatMap(({ text, slots }) => slots.map((one) => text.slice(one.start, one.end))),
    ),
    text: written
      .map(({ text }) => text)
      .join('\n')
      .slice(0, CITED_READ),
    /** Whether the customer writes about code: braces are then a lesson, not a slip. */
    code: written.some(({ text, slots }) => asksAboutCode(text) || slots.some((slot) => slot.kind === 'code')),
  }
})

/** Whether either side writes about code. */
const isAboutCode = once((reading: Reading) => slotsOfOthers(reading).code || tellsAboutCode(reading.ownText))

/** What is cited from a longer message is not worth the search. */
const CITED_READ = 20_000

/** The text with what backticks set as code blanked out, so that offsets stay. */
const withoutCode = (text: string) => text.replace(/```[^`]*```|`[^`\n]+`/g, (code) => ' '.repeat(code.length))

/** True for marks in a code sample, and for words of another language that look like a note. */
function isMeant(slot: Slot, place: Place, { language }: Reading): boolean {
  if (slot.kind === 'note') return language === 'es' || language === 'pt'
  if (slot.kind !== 'code' && slot.kind !== 'field') return false
  const before = place.text.slice(Math.max(0, slot.start - 200), slot.start)
  return /(?:^|\n)(?: {4,}|\t)[^\n]*$/.test(before)
}

/** True for `{user_id}`, `${HOSTNAME}` and `<api key>` in an answer about code, unless it greets the customer with one. */
function isSample(slot: Slot, words: string, { text }: Place, aboutCode: boolean): boolean {
  if (slot.kind !== 'code' && slot.kind !== 'field') return false
  if (isInGreeting(text, slot.start)) return false
  if (slot.kind === 'code' && (isShell(words) || isInInterface(text, slot) || isDictated(text, slot.start))) return true
  return aboutCode && (slot.kind === 'code' || /^<|_/.test(words))
}

function objectionOf(hit: Finding): Objection {
  const { kind, confidence } = hit.slot
  return {
    part: hit.place.part,
    at: spanInPart(hit),
    excerpt: hit.words,
    confidence,
    message: kind === 'empty' ? `"${hit.words}" has no name in it.` : `"${hit.words}" was not filled in.`,
    suggestion: SUGGESTIONS[kind],
  }
}

const SUGGESTIONS: Readonly<Record<Slot['kind'], string>> = {
  code: "Put in the customer's own details; the template did not.",
  field: "Put in the customer's own details.",
  blank: 'Write the value, or leave the sentence out.',
  note: 'Finish this place, or leave the sentence out.',
  filler: 'Replace the filler text, or leave it out.',
  empty: 'Write the name, or greet without one ("Hello,").',
}
