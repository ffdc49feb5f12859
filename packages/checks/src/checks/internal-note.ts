import { type Body, bestBodyOf } from '@proofgate/mail'
import type { Check, Reading } from '../check.ts'
import { isOurs } from '../ours.ts'
import { bodyPlaces, type Place } from '../places.ts'
import { INTERNAL_PLACE, TO_COLLEAGUES } from '../words/internal-phrases.ts'

export const internalNote: Check = {
  id: 'internal-note',
  group: 'exposure',
  weight: 8,
  max: 8,
  summary: 'Text meant for colleagues: a note, an instruction, a ticket tool, a thread about the customer',
  reason: 'It shows the customer what is said of them when they are not there.',
  source: 'S4 "Would it look bad in public?"',
  languages: null,
  needsCustomer: false,
  options: ['own_domains'],
  examples: {
    right: [
      'Our internal team checks each claim within a day.',
      'FYI, the first visit takes fifty minutes.',
      "Please don't tell them your password, whoever calls.",
      'The internal lens of the camera needs no cleaning.',
      "You needn't tell the customer desk your number again.",
      {
        customer: 'How do I connect your app to our Jira?',
        reply: 'Open https://jira.customer.example/plugins and choose our app.',
      },
      'I checked with Priya, and we gladly waive the fee.',
      'Our template for the letter is on page two.',
    ],
    wrong: [
      '(Internal: the export is broken, so use staging until Inès is back.)',
      'FYI this one is a nightmare, fourth call since November.',
      "Ask Priya whether we waive it for movers, but don't tell him that yet.",
      '<agent: do not mention batch 12 to the customer>',
      'See http://jira.chalkline.local/browse/CHK-881 for the state of it.',
      'Note to self: call the depot before noon.',
      'The customer is complaining again, so just top it up and get out.',
    ],
  },
  *find(reading) {
    for (const place of [...bodyPlaces(reading), ...othersThreads(reading)]) {
      const quoted = place.hidden
      for (const { pattern, confidence } of TO_COLLEAGUES) {
        const match = pattern.exec(place.text)
        if (match === null || (quoted && confidence < 0.85)) continue
        const words = match[0].trim()
        const start = place.at + match.index + match[0].indexOf(words)
        yield objectionAt(place, start, words, confidence)
      }
      const link = INTERNAL_PLACE.exec(place.text)
      if (link !== null && !quoted && !isTheirs(link[0], reading)) {
        yield objectionAt(place, place.at + link.index, link[0], 0.85)
      }
    }
  },
}

const objectionAt = (place: Place, start: number, words: string, confidence: number) => ({
  part: place.part,
  at: { start, end: start + words.length },
  confidence,
  message: `"${words}" is meant for colleagues.`,
  suggestion: 'Take it out of the mail, and keep it as an internal note of your help desk.',
})

/** Quoted or forwarded text that neither the customer wrote nor we wrote to them: a thread between colleagues. */
function othersThreads(reading: Reading): readonly Place[] {
  const body: Body | null = bestBodyOf(reading.mail)
  if (body === null) return []
  const theirs: { start: number; end: number }[] = []
  for (const { kind, start, end } of body.segments) {
    if (kind !== 'quote' && kind !== 'forward') continue
    const last = theirs.at(-1)
    if (last?.end === start) last.end = end
    else theirs.push({ start, end })
  }
  return theirs
    .map(({ start, end }): Place => ({ part: body.part, text: body.text.slice(start, end), at: start, hidden: true }))
    .filter(({ text }) => isAmongUs(text, reading))
}

/** A header of a quoted mail whose From and To name nobody of the customer's. */
function isAmongUs(text: string, { addressee, customer, settings }: Reading): boolean {
  const from = /^[> ]*From:[ \t]*(.{1,200})$/im.exec(text)?.[1]
  const to = /^[> ]*To:[ \t]*(.{1,200})$/im.exec(text)?.[1]
  if (from === undefined || to === undefined) return false
  const theirs = [addressee?.address, addressee?.name, customer?.address, customer?.name]
  return [from, to].every((field) => {
    if (theirs.some((name) => name && field.toLowerCase().includes(name.toLowerCase()))) return false
    const address = /[\w.+-]+@[\w.-]+/.exec(field)?.[0]
    return address === undefined || isOurs(address, settings.ownDomains)
  })
}

/** The customer works with such a tool too. */
function isTheirs(words: string, { customer }: Reading): boolean {
  const tool =
    /jira|confluence|sharepoint|gitlab|jenkins|grafana|sentry|salesforce|servicenow|slack|zendesk|admin|crm|wiki/i.exec(
      words,
    )?.[0]
  return tool !== undefined && (customer?.text.toLowerCase().includes(tool.toLowerCase()) ?? false)
}
