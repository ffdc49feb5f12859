import type { Check, Reading } from '../check.ts'
import { letterOf } from '../letter.ts'

export const hoops: Check = {
  id: 'hoops',
  group: 'answer',
  weight: 2,
  max: 4,
  summary: 'Sends the customer elsewhere to start again: another number, a form, another department, a portal',
  reason: 'They have written to you already; each new door loses some of them.',
  source: 'S2 "Eliminate hoops"',
  languages: ['en'],
  needsCustomer: false,
  examples: {
    right: [
      "The fee is £12. If you'd rather talk it through, call me on 020 7946 0132.",
      'The form is attached, and I have filled in all but your signature.',
      { customer: 'Which number do I call about my bond?', reply: 'Please call 0300 555 0177.' },
      'Answer this mail with "yes" and the room is yours.',
      {
        customer: 'How do I register the warranty?',
        reply: 'Please fill in the form at https://shop.example/warranty.',
      },
      'I have passed it to our colleagues in baggage, who write to you by noon.',
      'You can also reach us by phone from nine to five.',
      'Please open Settings and sign in to the second account.',
    ],
    wrong: [
      'Rates are given out by telephone. Please call 0300 555 0177, press 2 for savings and then 4 for bonds.',
      'Baggage is another department. Please write to them at baggage@air.example and describe the case from the beginning.',
      'Please do not reply to this e-mail, as the mailbox is not attended.',
      'To continue, sign in to the service portal and open a new request.',
      'To pay, print form OP-7 from our website, complete it by hand and post it to our Derby office.',
      'You will have to contact our billing team about that.',
    ],
  },
  *find(reading) {
    for (const one of letterOf(reading).sentences) {
      const match = HOOP.exec(one.text)
      if (match === null || OPTIONAL.test(one.text) || isAskedFor(match[0], reading)) continue
      yield {
        part: one.part,
        at: one.at,
        confidence: 0.7,
        whole: true,
        message: 'Sends the customer to another door with what they have asked here.',
        suggestion: 'Do it for them: answer here, fill in what you know, or pass it on yourself.',
      }
    }
  },
}

const DEPARTMENT =
  '(?:team|department|desk|office|branch|division|colleagues|support|helpline|hotline|service cent(?:re|er)|call cent(?:re|er)|customer (?:service|care|support)|billing|sales|accounts|head ?quarters|manufacturer|courier|carrier|supplier|bank|provider|seller|airline|insurer|authority|shop|store|retailer)'

const HOOP = new RegExp(
  [
    // by telephone, with a menu
    '\\b(?:call|ring|phone|dial) (?:us|our|the|on|\\+?[\\d(])[^.!?\\n]{0,60}\\b(?:press|option|extension|and (?:have|quote|ask|choose|select))\\b|\\bpress \\d\\b[^.!?\\n]{0,40}\\b(?:for|then)\\b',
    "(?:^|[.,;:] |\\b(?:please|you (?:must|need to|have to|should|will need to|['’]ll need to|will have to|['’]ll have to|are asked to)|kindly|to (?:continue|proceed|pay|claim|do (?:this|that|so)),?) )(?:call|ring|phone|dial|telephone) (?:us|our|the|\\+?[\\d(])[^.!?\\n]{0,60}(?!\\bif\\b)",
    // to somebody else
    `(?:^|[.,;:] |\\b(?:please|you (?:must|need to|have to|should|will need to|['’]ll need to|will have to|['’]ll have to|would have to)|kindly|and) )(?:(?:contact|write to|e-?mail|mail|address|speak (?:to|with)|talk to|get in touch with|reach out to|turn to|take (?:it|this|that) up with|ask|check with|apply to|refer to|raise (?:it|this|that) with|direct (?:it|this|that|your \\w+) to|submit (?:it|this|that) to|send (?:it|this|that|your (?:request|question|query|enquiry|complaint)) to)) (?:\\w+[’']?s? ){0,4}?(?:${DEPARTMENT}|\\S+@\\S+)\\b`,
    '\\b(?:describe|explain|state|repeat) (?:the |your )?(?:case|matter|problem|issue|request|complaint|everything|it)(?: all)? (?:again|anew|once more|from the (?:beginning|start))\\b',
    // not here
    "\\b(?:do not|don['’]t|please avoid|cannot|can['’]t) (?:reply|answer|respond|write) (?:directly )?(?:to|on) (?:this|the)\\b|\\b(?:mailbox|inbox|address|e-?mail) is (?:not|un)(?: ?(?:attended|monitored|read|checked))\\b|\\b(?:unattended|unmonitored) (?:mailbox|inbox|address)\\b",
    // start again
    '\\b(?:open|create|submit|raise|file|start|log|lodge) (?:an? )?(?:new|another|separate|fresh|support|service) (?:\\w+ )?(?:ticket|request|case|enquiry|inquiry|claim|complaint|chat)\\b',
    '\\b(?:use|via|through|on|in|to|visit) (?:our|the) (?:\\w+ )?(?:portal|contact form|web ?form|online form|chat ?bot|self[- ]service)\\b',
    // paper
    '\\b(?:print|fill in|fill out|complete|download)(?: and \\w+)? (?:an? |the |our |this |that )?(?:attached |enclosed |online |following |claim |\\w+ )?(?:form|questionnaire|template|declaration|application)\\b|\\b(?:post|fax|send) (?:it|this|that|them|the (?:form|original|letter)s?) (?:by (?:post|fax|mail|registered)|to (?:our|the) [\\w ]{1,30}(?:office|address|branch|department))\\b|\\b(?:signed and (?:scanned|stamped|returned)|by registered (?:post|mail|letter)|in triplicate|notari[sz]ed)\\b',
  ].join('|'),
  'i',
)

/** One more way beside an answer, or one for a case that may not come. */
const OPTIONAL =
  /\b(?:if \w+|(?:with|for|to discuss) any (?:\w+ )?(?:questions?|quer(?:y|ies)|issues?|problems?)|for (?:more|further|general|other)|if (?:you(?:['’]d| would)? (?:rather|prefer|like|want|wish|need|have|ever)|that|it|this|anything|there)|should (?:you|it|that|this|anything)|also|alternatively|or (?:simply|just|reply|answer)|whenever|any ?time|feel free|gladly|happy to|glad to|you (?:can|may|could|might)(?! only)|no need to|(?:do not|don['’]t|needn['’]t) (?:have|need) to|i(?:['’]ve| have)|we(?:['’]ve| have)|already filled|emergency|emergencies)\b/i

/** The customer asks for the way itself. */
function isAskedFor(words: string, { customer }: Reading): boolean {
  if (customer === null) return false
  const theirs = customer.text.toLowerCase()
  const asks =
    /\b(?:how|where|who|which|what)\b[^.?!\n]{0,60}\b(?:register|call|ring|phone|number|form|apply|application|contact|write|send|submit|claim|portal|ticket|request|complain|return|cancel|pay)\b/i
  const kind = /form|call|ring|phone|number|portal|ticket|contact|write|claim|register|application/i
    .exec(words)?.[0]
    ?.toLowerCase()
  return asks.test(theirs) && (kind === undefined || theirs.includes(kind) || /how|where/.test(theirs))
}
