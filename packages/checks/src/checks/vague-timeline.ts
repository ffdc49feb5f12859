import { hasDuration, sentencesOf } from '@proofgate/language'
import type { Check } from '../check.ts'
import { bodyPlaces } from '../places.ts'

export const vagueTimeline: Check = {
  id: 'vague-timeline',
  group: 'answer',
  weight: 1.5,
  max: 3,
  summary: 'A promise to act that names no time: soon, shortly, as soon as possible, in due course',
  reason: 'The customer cannot plan by "soon", and writes again to ask when.',
  source: 'S2 "Make your word your bond": a concrete timeline',
  languages: ['en'],
  needsCustomer: false,
  examples: {
    right: [
      "We'll get back to you within 24 hours.",
      'The workshop will ring you shortly, today before six at the latest.',
      'I look forward to hearing from you soon.',
      'Get well soon.',
      'Please send me the photos as soon as possible.',
      'Your parcel leaves as soon as the new handle arrives on Friday.',
      "As soon as you send me the number, I'll book the van.",
      'The film is coming to cinemas soon.',
      "It's in the post and should be with you by Monday; I'll keep you posted.",
    ],
    wrong: [
      "We'll get back to you soon.",
      'Our studio will look into it as soon as possible.',
      'The refund will reach your card in due course.',
      "I've asked our partner to ring you, and they'll be in touch shortly.",
      "I'll let you know once I have more information.",
      'A colleague will contact you in the near future.',
    ],
  },
  *find(reading) {
    for (const place of bodyPlaces(reading)) {
      const sentences = sentencesOf(place.text)
      for (const [i, sentence] of sentences.entries()) {
        const words = vagueIn(sentence.text)
        if (words === null || isExact(sentences[i + 1]?.text ?? '')) continue
        const start = place.at + sentence.start + words.index
        yield {
          part: place.part,
          at: { start, end: start + words[0].length },
          confidence: 0.75,
          message: `"${words[0]}" does not say when.`,
          suggestion: 'Name a day, an hour or a length of time, even if it is only by when you will write again.',
        }
      }
    }
  },
}

/** Somebody of ours, or something we send, will do something. */
const PROMISE =
  /\b(?:i|we|they|he|she|it|this|that|you|someone|somebody|(?:an?|my|our|the|your|one of our|each) (?:[\w’'-]+ ){0,4}?[\w’'-]+|[A-Z]\w+)(?:['’]ll| will| shall|['’]m going to|['’]re going to| (?:am|are|is) going to| should)\b(?! (?:like|love|need|have to|want|find|see|also see|feel))|\b(?:i|we)(?:['’]m| am|['’]re| are) (?:working|looking|investigating|checking|sending|processing|arranging|sorting|fixing|trying)\b|\b(?:i|we) (?:aim|hope|expect|plan|intend|promise|try) to\b|\bto be (?:fixed|solved|resolved|refunded|sent|delivered|processed)\b|\bwill be\b/i

/** Times that are none. */
const VAGUE =
  /\b(?:(?:very |real |quite )?(?:soon(?!er)(?! (?:as|after|enough))|shortly(?! (?:after|before)))|as soon as (?:possible|we can|i can|they can|he can|she can|practicable|feasible)|asap|a\.s\.a\.p|in due (?:course|time)|in the (?:near|not too distant|foreseeable) future|in the coming (?:days|weeks|months)|in the next (?:few|couple of) (?:days|weeks)|at some (?:point|stage)|at (?:our|the|your) earliest (?:convenience|opportunity)|(?:at|in) (?:our|the) (?:first|next) (?:chance|opportunity)|some ?time (?:soon|next|this|in)|when(?:ever)? (?:time|capacity|staffing) (?:allows|permits)|when (?:we|i|they) (?:can|get (?:a chance|round|around)|find (?:the )?time)|in a timely (?:manner|fashion)|eventually|before (?:too )?long|in no time|one of these days|without (?:undue )?delay)\b/i

/** A promise to speak again that hangs on nothing the customer could see. */
const BACK =
  /\b(?:get|come|be|write|reply|circle) back to you\b|\bbe in (?:touch|contact)\b|\bkeep you (?:posted|updated|informed|in the loop)\b|\b(?:update|contact|notify|inform|call|let) you(?: know)?\b(?=[^.!?\n]{0,40}\b(?:once|when|after|as soon as)\b[^.!?\n]{0,10}\b(?:i|we|they|it|there)\b)/i

/** Good wishes, and what the customer is to do. */
const NO_PROMISE =
  /\b(?:look(?:ing)? forward|hope (?:to|you|that you|we)|see you|speak|talk|meet you|visit|welcome|get well|well again|feel better|recover|hear(?:ing)? from you|back (?:on your feet|with us)|write (?:to )?me|(?:please|kindly|could you|can you) (?:\w+ ){0,3}(?:send|reply|let|tell|return|call|confirm|contact|pay|book|order))\b|\bif (?:you|there|we|anything|it)\b|\bshould you\b|\bas soon as (?:you|your)\b|\bonce (?:you|your)\b|\bwhen (?:you|your)\b/i

/** A point in time or a span that one can put in a diary. "The coming days" and "next" alone are none. */
const EXACT =
  /\b(?:today|tonight|tomorrow|noon|midday|midnight|this (?:morning|afternoon|evening|week)|next (?:week|month|monday|tuesday|wednesday|thursday|friday|saturday|sunday)|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|(?:by|before|until|at) (?:the )?(?:end of|close of|easter|christmas)|\d{1,2}(?:st|nd|rd|th)?(?: of)? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w* \d{1,2}|\d{1,2}[:.]\d\d|\d{1,2} ?(?:am|pm)|\d{1,4}[./-]\d{1,2}(?:[./-]\d{1,4})?)\b/i

const isExact = (text: string) =>
  EXACT.test(text) || (hasDuration(text) && /\d|\b(?:an?|one|two|three|four|five|six|seven|ten|half)\b/i.test(text))

/** Where a sentence promises without a time, or `null`. */
function vagueIn(text: string): RegExpExecArray | null {
  if (NO_PROMISE.test(text) || isExact(text) || !PROMISE.test(text)) return null
  return VAGUE.exec(text) ?? BACK.exec(text)
}
