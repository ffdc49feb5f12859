/** How a reply asks for something. */
const REQUEST =
  "(?:(?:could|can|would|will|may|might) (?:you|i|we)\\b[^.!?\\n]{0,40}\\b|(?:please|kindly) (?:\\w+ ){0,2}|(?:send|give|tell|provide|share|let) (?:me|us)\\b[^.!?\\n]{0,20}|\\b(?:i|we)(?:['’]d| would| will|['’]ll)? (?:also |still |just )?(?:need|require)\\b[^.!?\\n]{0,30}|(?:what|which)(?:['’]s| is| was| are)?(?: the)? |\\bask(?:ing)? (?:you )?for\\b[^.!?\\n]{0,20}|\\bmissing\\b[^.!?\\n]{0,20})"

const asks = (what: string) => new RegExp(`${REQUEST}(?:[\\w’'-]+[ ,]+){0,6}?(?:${what})\\b`, 'i')

/** What help desks ask for: how it is asked, and how it looks when the customer has given it. */
export const ASKED_FOR: readonly { readonly ask: RegExp; readonly given: RegExp; readonly what: string }[] = [
  {
    what: 'the order number',
    ask: asks('order (?:number|no\\.?|id|reference|code)|number of (?:your|the) order'),
    given: /\border\b[\s:(#no.]{1,8}(?:number |no\.? ?|id |is )?#?(?=[A-Z0-9-]{4,20}\b)[A-Z]{0,4}-?\d[\dA-Z-]{2,18}\b/i,
  },
  {
    what: 'the booking or reference number',
    ask: asks(
      '(?:number|id|code) of (?:your|the) (?:booking|parcel|ticket|case|claim|contract|invoice|account|policy|membership)|(?:booking|reservation|reference|confirmation|ticket|case|claim|file|policy|member(?:ship)?|customer|client|account|invoice|contract|tracking|parcel) (?:number|no\\.?|id|reference|code)',
    ),
    given:
      /\b(?:booking|reservation|reference|ref|confirmation|ticket|case|claim|file|policy|member(?:ship)?|customer|client|account|invoice|contract|tracking|parcel)\b[\s:(#no.]{1,8}(?:number |no\.? ?|id |is |reference )?#?(?=[A-Z0-9-]{4,24}\b)[A-Z]{0,5}[- ]?\d[\dA-Z-]{2,20}\b/i,
  },
  {
    what: 'the serial number',
    ask: asks('serial (?:number|no\\.?)|IMEI'),
    given: /\b(?:serial|IMEI|S\/N)\b[^.\n]{0,20}?[A-Z0-9-]*\d[A-Z0-9-]{4,}/i,
  },
  {
    what: 'the e-mail address',
    ask: asks('e-?mail(?: address)?(?! (?:with|from|about|to us))'),
    given: /[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{2,63}/,
  },
  {
    what: 'the telephone number',
    ask: asks('(?:tele)?phone(?: number)?|mobile(?: number)?|number (?:to|where|on which|we can|i can) '),
    given: /(?:\+|\b0)\d(?:[ ()/.-]{0,2}\d){6,13}\b/,
  },
  {
    what: 'the address',
    ask: asks('(?:(?:delivery|postal|home|full|shipping|billing|current|your|the|an|new|which) )?address'),
    given:
      /\b\d{1,5}[a-z]?,? (?:\p{L}[\p{L}'’.-]{1,20} ){1,3}(?:street|st|road|rd|avenue|ave|lane|ln|court|ct|row|close|drive|dr|way|place|pl|square|sq|terrace|crescent|hill|gardens|park|boulevard|blvd)\b|\b\p{L}{3,30}(?:straat|stra(?:ß|ss)e|laan|weg|gatan|vej|gasse|plein|platz|allee) \d{1,4}\b|\b(?:rue|via|calle|avenida|rua) (?:\p{L}+ ){1,4}\d{1,4}\b/iu,
  },
  {
    what: 'the version',
    ask: asks('version(?: number)?(?! of (?:the|this) (?:letter|text|offer))'),
    given: /\b(?:version|update|release|v)\.? ?\d+(?:\.\d+){1,3}\b/i,
  },
  {
    what: 'the log files',
    ask: asks('logs?(?: files?)?'),
    given: /\blogs?(?: files?)? (?:is |are )?(?:attached|enclosed|below)|\battached\b[^.\n]{0,20}\blogs?\b/i,
  },
  {
    what: 'the photo',
    ask: asks('photos?|pictures?|images?'),
    given:
      /\b(?:photos?|pictures?|images?|screenshots?|scans?) (?:is |are )?(?:attached|enclosed|below)\b|\b(?:attached|enclosed|here)\b[^.\n]{0,24}\b(?:photos?|pictures?|images?)\b/i,
  },
  {
    what: 'the date',
    ask: asks(
      '(?:(?:on )?(?:what|which) (?:day|date)|(?:exact |purchase )?date of (?:purchase|the (?:purchase|incident|accident|damage|order))|when did (?:it|this|that) (?:happen|occur))',
    ),
    given:
      /\b(?:bought|purchased|happened|broke|dropped|fell|cracked|arrived|ordered|delivered|since)\b[^.\n]{0,40}\b(?:on|of|in)? ?(?:(?:the )?\d{1,2}(?:st|nd|rd|th)?(?: of)? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w* \d{1,2}\b|\d{1,2}[./]\d{1,2}\b|yesterday|(?:last )?(?:mon|tues|wednes|thurs|fri|satur|sun)day)/i,
  },
  {
    what: 'the name',
    ask: asks('your (?:full |first |last )?name(?! is)'),
    given: /\bmy (?:full )?name is \p{Lu}/iu,
  },
]
