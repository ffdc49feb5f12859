import { foldedName } from '@proofgate/language'
import type { Check, Reading } from '../check.ts'
import { letterOf } from '../letter.ts'
import { mayBeOneWriter, writersOf } from '../thread.ts'

const ASKED = { customer: 'The Nordic 3.', customerDate: '2026-11-24T09:00:00Z' }
const BEFORE = [
  { date: '2026-11-23T09:00:00Z', text: 'My tap drips.' },
  { agent: 'Rob Kerr', date: '2026-11-23T10:00:00Z', text: 'Hi Ana,\n\nwhich model is it?\n\nRob' },
]

export const handover: Check = {
  id: 'handover',
  group: 'word',
  weight: 1,
  max: 1,
  summary: 'Another agent than before answers without saying so',
  reason: 'The customer wonders who this is, what they know, and whether to tell everything again.',
  source: 'S2 "Eliminate hoops": the first person sticks with them',
  languages: ['en'],
  needsCustomer: false,
  examples: {
    right: [
      { ...ASKED, earlier: BEFORE, agent: 'Rob Kerr', reply: 'Hi Ana,\n\nit takes washer W12.\n\nRob' },
      { ...ASKED, earlier: BEFORE, agent: 'Robert K.', reply: 'Hi Ana,\n\nit takes washer W12.\n\nRobert' },
      { ...ASKED, earlier: BEFORE, agent: 'Suki Tan', reply: "Hi Ana,\n\nRob is off today. It's washer W12.\n\nSuki" },
      { ...ASKED, earlier: BEFORE, agent: 'Suki Tan', reply: "I'm taking this over. It's washer W12.\n\nSuki" },
      { ...ASKED, earlier: BEFORE, agent: 'Tap Support', reply: "It's washer W12.\n\nYour Tap Support Team" },
      { ...ASKED, agent: 'Suki Tan', reply: 'Hi Ana,\n\nit takes washer W12.\n\nSuki' },
    ],
    wrong: [
      { ...ASKED, earlier: BEFORE, agent: 'Suki Tan', reply: 'Hi Ana,\n\nit takes washer W12.\n\nSuki' },
      { ...ASKED, earlier: BEFORE, agent: 'Tap Support', reply: 'It takes washer W12.\n\nKind regards,\nSuki Tan' },
      { ...ASKED, earlier: BEFORE, agent: 'Omar', reply: "Hi Ana,\n\nI've sent washer W12 to you.\n\nBest,\nOmar" },
      { ...ASKED, earlier: BEFORE, agent: 'Lena Moss', reply: 'Our shop in Ely has washer W12.\n\nLena' },
    ],
  },
  *find(reading) {
    const before = lastWriter(reading)
    const now = writersOf(reading.mail)
    if (before === null || now.length === 0 || saysSo(reading, before.all)) return
    if (mayBeOneWriter(now, before.all) || wroteBefore(reading)) return
    yield {
      part: 'text',
      at: null,
      confidence: 0.8,
      message: `${before.last} wrote to this customer before; now ${now[0]} answers, and the reply does not say so.`,
      suggestion: `Say in half a sentence who you are and that you know what ${before.last} wrote.`,
    }
  },
}

/** Who of ours wrote in the thread; `null` when nobody did, or the last of them gave no name. */
function lastWriter({ conversation }: Reading): { readonly last: string; readonly all: readonly string[] } | null {
  const ours = conversation.filter((turn) => turn.by === 'us')
  const [last] = ours.slice(-1).flatMap(({ mail }) => writersOf(mail))
  return last === undefined ? null : { last, all: ours.flatMap(({ mail }) => writersOf(mail)) }
}

/** The store knows the agent's own address from turns that are not given: one who comes back is no stranger. */
function wroteBefore({ mail, memory, conversation }: Reading): boolean {
  const address = mail.from[0]?.address.toLowerCase() ?? ''
  const isShared = conversation.some((turn) => turn.by === 'us' && turn.author?.address.toLowerCase() === address)
  return address !== '' && !isShared && memory.people.some((one) => one.toLowerCase() === address)
}

const TAKES_OVER =
  /\b(?:tak(?:e|en|ing|es) (?:it |this |that |your \w+ |you |things |the \w+ )?over|took over|stepping in|stand(?:ing)? in|filling in|covering|cover for|(?:a |my |our |the )?colleagues?|on behalf of|pass(?:ed|es)? (?:\w+ ){0,4}to me|hand(?:ed|s|ing)? (?:\w+ ){0,4}(?:over|to me)|forward(?:ed)? (?:\w+ ){0,4}to me|asked me to|landed (?:with|on) me|reached me|let me introduce|my name is|my name['’]s|i['’]m (?:the|your new|now|new)|i (?:am|run|lead|manage|head) (?:the|our|your)|(?:team|shift|department) (?:lead(?:er)?|manager)|(?:here|writing) (?:from|for)|escalated|from here on|look(?:ing)? after you(?:r \w+)? (?:now|from)|(?:read|been) through (?:your|the|all|this) (?:\w+ ){0,3}(?:thread|mails?|messages?|history|notes|conversation))\b/i
/** "Wojciech from the workshop here", "This is Suki": names are told by their capital. */
const INTRODUCES =
  /\b(?:[Tt]his is|[Ii]t['’]s|[Ii]t is|[Ii] am|[Ii]['’]m) (?!(?:The|Our|Your|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b)\p{Lu}\p{Ll}+\b|^\p{Lu}\p{Ll}{1,20}(?: from (?:[\w’'&]+ ){1,4}?)? ?here\b/u

/** A colleague named, or a change of person told, in the words of the reply; its own sign-off tells neither. */
function saysSo(reading: Reading, before: readonly string[]): boolean {
  const said = letterOf(reading).sentences.map(({ text }) => text)
  const names = before
    .flatMap((name) => name.split(/\s+/))
    .map(foldedName)
    .filter((name) => name.length > 2)
  const words = new Set(
    said.flatMap((text) => text.split(/[^\p{L}\p{M}'’-]+/u)).map((word) => foldedName(word.replace(/['’]s$/, ''))),
  )
  return names.some((name) => words.has(name)) || said.some((text) => TAKES_OVER.test(text) || INTRODUCES.test(text))
}
