import type { Check, Reading } from '../check.ts'
import { bodyPlaces } from '../places.ts'

/** Things that travel as files. */
const FILE =
  '(?:files?|documents?|docs?|pdfs?|invoices?|receipts?|labels?|forms?|cop(?:y|ies)|screenshots?|photos?|pictures?|images?|reports?|statements?|contracts?|agreements?|quotes?|quotations?|estimates?|brochures?|leaflets?|catalogu?es?|manuals?|guides?|instructions?|diagrams?|drawings?|plans?|floor ?plans?|spreadsheets?|sheets?|slides?|presentations?|certificates?|vouchers?|tickets?|boarding passes|letters?|lists?|logs?|drafts?|maps?|schedules?|offers?|summar(?:y|ies)|proofs?|templates?|versions?|credit notes?|price lists?|data ?sheets?|attachments?|scans?|recordings?|videos?|bills?|menus?|itinerar(?:y|ies)|prescriptions?|papers|paperwork|specs?|specifications?|results|applications?|confirmations?|designs?|artwork|mock-?ups?|timetables?|programmes?|agendas?|minutes|cvs?|licen[cs]es?|declarations?|breakdowns?|overviews?|tables?|charts?|transcripts?|notes|prices)'

/** Announcements of a file that goes with this mail. */
const ANNOUNCEMENTS: readonly RegExp[] = [
  /\b(?:I|we)(?:['’]ve| have|['’]m| am|['’]re| are)?(?: also| now| just| hereby)? (?:attach(?:ed|ing)?|enclos(?:e|ed|ing)|append(?:ed|ing)?)\b(?! great| importance| value| no\b)[^.!?\n]{0,60}/gi,
  /\b(?:please )?(?:find|see|check|review|consult|open|refer to|(?:have a )?look at|look through|go through|read) (?:the |our |your |my )?(?:attach(?:ed|ment)|enclosed|enclosure)\b[^.!?\n]{0,60}/gi,
  new RegExp(`\\b(?:the|our|your|this|an?|my) (?:attached|enclosed|appended) (?:[\\w-]{1,20} ){0,3}${FILE}\\b`, 'gi'),
  new RegExp(
    `\\b${FILE}[^.!?,;\\n]{0,40} (?:is|are)(?: also| now)? (?:attached|enclosed|appended)\\b(?! to (?:the|your|our|a|an|its|his|her|their)\\b(?! (?:e-?mail|mail|message|reply)))`,
    'gi',
  ),
  new RegExp(
    `(?:^|[.!?]\\s+)(?:attached|enclosed)(?: (?:is|are|you(?:['’]ll| will)? find|please find|to this e?-?mail)\\b| (?:the|a|an|our|your|my)? ?(?:[\\w-]{1,20} ){0,2}${FILE}\\b)[^.!?\\n]{0,40}`,
    'gim',
  ),
  new RegExp(
    `\\b(?:I|we)(?:['’]m| am|['’]re| are|['’]ve| have)? (?:sending|sent|send|including|included|include)\\b[^.!?\\n]{0,50}\\b${FILE}\\b[^.!?\\n]{0,20}\\b(?:with|along with|in|to) this (?:e-?mail|mail|message|reply)\\b`,
    'gi',
  ),
  new RegExp(
    `\\b${FILE}\\b[^.!?\\n]{0,30} (?:comes?|goes|travels?) (?:along )?with this (?:e-?mail|mail|message|reply)\\b`,
    'gi',
  ),
  // Anything that is "attached" and nothing more, or to this mail, is a file.
  /\b(?:is|are)(?: also| now)? (?:attached|enclosed) (?:to|with|in) (?:this|my|our) (?:e-?mail|mail|message|reply|letter)\b/gi,
  // "With pleasure, pedigree attached."
  /(?:^|[,.!?;:]\s|\n)(?:(?!(?:is|are|be|was|were|keep|leave|stays?|remains?|with|still|comes?|no|strings?|tags?|labels?|handles?|lids?|get|got|it|them|when|if|once|not|you|your|they|securely|firmly)\b)[\p{L}-]{1,20} ){1,4}attached(?=\s*[.!(])/giu,
  // "The sheet (attached)", "Attached!"
  /\((?:see )?(?:attached|enclosed|attachment)(?: below| here)?\)|(?:^|\n)\W{0,3}(?:attached|enclosed)(?= ?[.!:])/gi,
  // "See the PDF attached", "invoice enclosed herewith": what is attached to a thing is no file.
  new RegExp(
    `\\b(?:(?:see|find|check|review|consult|have|here(?: is|['’]s))\\b[^.!?\\n]{1,50}|${FILE},?) (?:attached|enclosed)\\b(?= (?:below|here|herewith|hereto|as|for|too|also|again)\\b|\\s*(?:[.,;:!)]|$))`,
    'gim',
  ),
  new RegExp(`\\bherewith\\b[^.!?\\n]{0,50}\\b${FILE}\\b|\\b${FILE}\\b[^.!?\\n]{0,30}\\bherewith\\b`, 'gi'),
  /\b(?:it|they|both|one|this|that)(?:['’]s|['’]re| is| are)(?: also| now)? (?:attached|enclosed) (?:below|here|herewith|hereto|to this (?:e-?mail|mail|message|reply)|for (?:you|your)\b|as an? (?:pdf|file|photo|picture|image|scan))[^.!?\n]{0,30}/gi,
  /\b(?:(?:sending|sent|included?|find|send)\b[^.!?\n]{0,40} as an attachment|(?:find|see|read|described|listed|shown|details?) (?:it )?in the attachment|(?:^|[.!?,;] )see attachment|in the attachment|\bPFA)\b(?! (?:size|limit|field|option|button))[^.!?\n]{0,20}/gim,
]

/** Words that make an announcement no promise of a file from us: theirs, not yet, not at all, elsewhere. */
const NOT_OURS =
  /\bif you(?: had|['’]d)\b|\b(?:you|customer|she|he|they)(?:['’]ve| have| had)? (?:kindly |already )?(?:attach|enclos|sent|append)|\byour (?:attached|enclosed|attachment)|\b(?:no|without|not|never|don['’]t|needn['’]t|can(?:no|['’])t|couldn['’]t|didn['’]t|wasn['’]t|isn['’]t|aren['’]t|unable to)\b[^.!?,;:\n]{0,30}\b(?:attach|enclos)|\b(?:please|could you|can you|would you|kindly|to|if you|you can|you may|you could|should) (?:also )?(?:attach|enclose|append)(?!ed)\b|\b(?:attach|enclos)\w*\b[^.!?\n]{0,40}\b(?:to|on|from|in|with) (?:(?:your|the) (?:e-?mail|message|ticket|parcel|package|box|house|wall|frame|handle)|every|each|all|your (?!e-?mail|message)\w+|the (?:back|front|side|bottom|top))\b|\b(?:was|were|had been|last|earlier|previous|yesterday)\b[^.!?\n]{0,25}\b(?:attached|enclosed)\b/i

/** "I've attached your payment to the right invoice", "enclosed with the lamp": no file, or one that travels elsewhere. */
const ELSEWHERE =
  /\battach\w*\b (?:your|the|this|that|an?) (?:\w+ ){0,2}(?:payments?|transfers?|credits?|discounts?|vouchers? code|conditions?|strings|value|booking|reservation|tag|flag)\b|\battach\w*\b[^.!?\n]{0,60}\bto (?:the|your|its|this|that|an?|every|each|all|my|our)(?: \w+){0,2} (?:boxe?s?|parcels?|packages?|packaging|bottles?|bags?|doors?|products?|devices?|machines?|bikes?|walls?|orders?|accounts?|tickets?|cases?|bookings?|reservations?|profiles?|records?|invoices?|polic(?:y|ies)|portals?|calendars?|projects?|tasks?|pages?)\b|\b(?:enclos|includ)\w*\b[^.!?\n]{0,30}\b(?:with|in|inside) (?:the|your|each|every|its|that|our|all) (?!(?:\w+ )?(?:e-?mail|mail|message|reply|letter|attach\w*|pdf|file)\b)|\b(?:thank\w*|thanks|received|got|seen|looked at|saw) [^.!?\n]{0,60}\b(?:attached|enclosed)\b/i

/** What an image inside the body can be; a logo in the signature is no invoice. */
const PICTURE = /\b(?:photos?|pictures?|images?|screenshots?|diagrams?|drawings?|plans?|maps?|scans?|charts?)\b/i

const LINK = /https?:\/\/|www\.\S|\b(?:link|download)\b/i

export const missingAttachment: Check = {
  id: 'missing-attachment',
  group: 'proof',
  weight: 6,
  max: 6,
  summary: 'The reply announces a file that is not with it',
  reason: 'The customer waits for the file, and has to write again to get it.',
  source: 'S4 "Proofread every email", S3 (3) clear communication',
  languages: ['en'],
  needsCustomer: false,
  examples: {
    right: [
      { reply: "I've attached the invoice for March.", attachments: ['invoice-2026-03.pdf'] },
      'The photos you attached show the crack clearly.',
      'There is no need to attach the receipt again.',
      'The shelf is attached to the wall with two screws.',
      'Could you attach a photo of the label?',
      'You will find the attached form here: https://shop.example/forms/return',
      "I've attached your payment to the right invoice.",
      'Please keep the tag attached. There are no strings attached.',
      'The instructions are enclosed with the lamp.',
      "I've attached the label to the parcel, so the driver cannot miss it.",
      'Thank you for the photo attached, it shows the crack.',
      'We attach great importance to your privacy.',
    ],
    wrong: [
      "I've attached the invoice for March.",
      'Please find attached the return label.',
      'See the attached form for the measurements.',
      'The signed contract is enclosed.',
      'See the file attached.',
      'With pleasure, pedigree attached.',
      "No worries, I've attached a fresh ticket.",
      'Here is the data sheet (attached).',
      'Attached! Please fill in both sides.',
      'Your invoice enclosed herewith.',
      'I took a photo of the right screw, it is attached below.',
      'You will find the floor plan attached.',
      'Herewith I send you a copy of the contract.',
      "I'm sending the wiring diagram along with this mail.",
    ],
  },
  *find(reading) {
    const files = reading.mail.attachments
    if (files.some((file) => !file.inline || !file.contentType.startsWith('image/'))) return
    const announcement = firstAnnouncement(reading)
    if (announcement === null || (files.length > 0 && PICTURE.test(announcement.words))) return
    yield {
      part: announcement.part,
      at: announcement.at,
      confidence: 0.9,
      message: 'The reply announces a file, but nothing is attached.',
      suggestion: 'Attach the file, or say where the customer finds it.',
    }
  },
}

/** One is enough: all announcements of a reply mean the same missing file. */
function firstAnnouncement(reading: Reading) {
  const found = bodyPlaces(reading).flatMap((place) =>
    ANNOUNCEMENTS.flatMap((pattern) => [...place.text.matchAll(pattern)])
      .filter((match) => isPromise(place.text, match))
      .map((match) => {
        const words = wholeWords(match[0], place.text[match.index + match[0].length]).replace(/^[.,;:!?\s]+/, '')
        const start = place.at + match.index + match[0].indexOf(words)
        return { part: place.part, at: { start, end: start + words.length }, words }
      }),
  )
  return found.toSorted((a, b) => a.at.start - b.at.start)[0] ?? null
}

/** The words without the piece of one at which a bounded pattern stopped. */
const wholeWords = (words: string, next = '') =>
  (/^[\p{L}\d'’-]/u.test(next) ? words.replace(/\s[^\s]*$/, '') : words).trimEnd()

function isPromise(text: string, match: RegExpExecArray): boolean {
  const sentence = sentenceAround(text, match.index, match.index + match[0].length)
  return !NOT_OURS.test(sentence) && !ELSEWHERE.test(sentence) && !LINK.test(sentence)
}

function sentenceAround(text: string, start: number, end: number): string {
  const before = text.slice(Math.max(0, start - 200), start)
  const after = text.slice(end, end + 200)
  const from = Math.max(before.lastIndexOf('\n\n'), before.search(/[.!?]\s[^.!?]*$/)) + 1
  const stop = after.search(/[.!?](?:\s|$)|\n\n/)
  return before.slice(Math.max(0, from)) + text.slice(start, end) + (stop < 0 ? after : after.slice(0, stop + 1))
}
