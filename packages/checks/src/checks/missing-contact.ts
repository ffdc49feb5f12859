import { isNameLine } from '@proofgate/language'
import type { Check, Reading } from '../check.ts'
import { letterOf } from '../letter.ts'

export const missingContact: Check = {
  id: 'missing-contact',
  group: 'answer',
  weight: 0.5,
  max: 0.5,
  summary: 'Nobody signs, and the sender takes no replies',
  reason: 'A question left over has nowhere to go.',
  source: 'S2 "Make contact readily accessible"',
  languages: null,
  needsCustomer: false,
  examples: {
    right: [
      'It left today.\n\nKind regards,\nTom Berg',
      'It left today.\n\nTom',
      'It left today. Call us on 020 7946 0132.',
      'It left today.\n\nThe crossings team\ncrossings@ferries.example',
    ],
    wrong: [
      { reply: 'It left today.', from: 'no-reply@shop.example' },
      { reply: 'Your enquiry is closed.\n\nKind regards,\nThe Skylark Team', from: 'noreply@skylark.example' },
      { reply: 'Your request is done.\n\nParkzone', from: 'donotreply@parkzone.example' },
      { reply: 'The meter is exchanged on 19 March.\n\nRidgeline Energy', from: 'do-not-reply@ridgeline.example' },
    ],
  },
  *find(reading) {
    const [sender] = reading.mail.from
    const answers = reading.mail.replyTo[0]?.address ?? sender?.address ?? ''
    if (!NO_REPLY.test(answers.split('@')[0] ?? '') || isReachable(reading) || isSigned(reading)) return
    const last = letterOf(reading).closing.at(-1) ?? letterOf(reading).sentences.at(-1)
    if (last === undefined) return
    yield {
      part: last.part,
      at: last.at,
      confidence: 0.75,
      message: 'Nobody signs, and replies to the sender are not read.',
      suggestion: 'Sign with a name, and say how you can be reached.',
    }
  },
}

const NO_REPLY =
  /^(?:no|do[-_.]?not|dont|never)[-_.]?(?:reply|respond|answer|antworten?)|^(?:noreply|unattended|ne[-_.]?pas[-_.]?repondre|nicht[-_.]?antworten)/i

/** A telephone number or an address that takes mail. */
function isReachable({ body }: Reading): boolean {
  const text = (body?.segments ?? [])
    .filter(({ kind }) => kind === 'own' || kind === 'signature')
    .map(({ start, end }) => body?.text.slice(start, end) ?? '')
    .join('\n')
  const addresses = text.match(/[\w.+-]+@[\w-]+\.[\w.-]+/g) ?? []
  if (addresses.some((address) => !NO_REPLY.test(address))) return true
  return /(?:\+|\b0)\d(?:[ ()/.-]{0,2}\d){6,}/.test(text) && !NOT_ANSWERED.test(text)
}

const NOT_ANSWERED = /\b(?:do not|don['’]t) reply\b|\bnot (?:attended|monitored)\b/i

/** A person's name below the text; teams and firms are nobody. */
function isSigned(reading: Reading): boolean {
  const { closing } = letterOf(reading)
  const firm = lettersOf(reading.mail.from.map(({ address }) => address.split('@')[1] ?? '').join(' '))
  const signature = (reading.body?.segments ?? [])
    .filter(({ kind }) => kind === 'signature')
    .flatMap(({ start, end }) => (reading.body?.text.slice(start, end) ?? '').split('\n'))
  return [...closing.map(({ text }) => text), ...signature].some((line) => isPerson(line.trim(), firm))
}

const TEAM =
  /\b(?:team|support|services?|care|department|desk|crew|office|energy|group|ltd|inc|gmbh|bank|library|libraries|shop|store|company|insurance|insurances|cover|airlines?|customer|help|the|your|parking|mobile|telecom|water|council|association|reply)\b/i

function isPerson(line: string, firm: string): boolean {
  if (!isNameLine(line) || TEAM.test(line)) return false
  const words = line.replace(/[.,]$/, '').split(/\s+/)
  return words.length <= 4 && !firm.includes(lettersOf(line))
}

const lettersOf = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
