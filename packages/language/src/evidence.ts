/** Signs that a text holds words of a kind. Wide on purpose: they are used to give a reply the benefit of the doubt. */

const MONTH =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)'
const WEEKDAY = '(?:mon|tues?|wednes|thurs?|fri|satur|sun)(?:day)?s?'
const UNIT =
  '(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|nights?|weeks?|weekends?|fortnights?|months?|quarters?|years?)'
const NUMBER =
  '(?:\\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|sixty|ninety|few|couple of|several|half an?)'

const AMOUNT =
  /[€$£¥₹]\s?\d|\d[\d.,]{0,20}\s?(?:€|\$|£|¥|%|per ?cent|percent|euros?|dollars?|pounds?|quid|cents?|pence|p\b|eur|usd|gbp|chf|kr|sek|nok|dkk|zł|pln|inr|rupees?|yen)|\b\d+[.,]\d{2}\b|\b(?:free|freely|gratis|complimentary|included|inclusive|nothing|zero|waive[ds]?|no (?:\w+ )?(?:charge|cost|fee|surcharge|payment)|at our (?:expense|cost)|on (?:us|the house)|our treat|with our compliments|covered|warranty|guarantee|discount|same (?:price|as)|unchanged|price list|quote|quotation|estimate)\b|\b(?:hundred|thousand|fifty|twenty|thirty|forty|sixty|seventy|eighty|ninety)\b/i
const DURATION = new RegExp(
  `\\b${NUMBER}[\\s-]{1,3}(?:(?:to|or|-|–)[\\s-]{0,2}\\w+[\\s-]{1,3})?(?:working |business |calendar |full |more |other )?${UNIT}\\b|\\b(?:overnight|all day|until|till|within|immediately|instantly|at once|straight ?away|as long as|up to|less than|more than|no time|indefinitely|permanent(?:ly)?|forever|for good)\\b|\\d\\s?(?:h|hrs?|min|am|pm)\\b|\\d[:.h]\\d\\d`,
  'i',
)
const TIME = new RegExp(
  `\\b${WEEKDAY}\\b|\\b${MONTH}\\b|\\b(?:today|tomorrow|tonight|yesterday|noon|midday|midnight|morning|afternoon|evening|week(?:end)?s?|month|year|spring|summer|autumn|winter|fall|now|already|soon|shortly|then|once|after|before|until|till|every|daily|weekly|monthly|not yet|next|last|easter|christmas|moment|o['’]clock|later|when(?:ever)?|any ?time|(?:beginning|start|end|middle) of|term|semester|season)\\b|\\d{1,2}(?:st|nd|rd|th)\\b|\\d{1,4}[./-]\\d{1,2}|\\d[:.]\\d\\d|\\d\\s?(?:am|pm)\\b|\\b(?:at|from|until|till|by|before|after) (?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\\b(?! \\w+s\\b)|${DURATION.source}`,
  'i',
)
const QUANTITY =
  /\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|twice|once|none|no|unlimited|any number|as (?:many|often|much)|whenever|every|each|both|all|half|several|few|single|pair)\b/i

/** A price, a percentage, a sum in words, or that it costs nothing. */
export const hasAmount = (text: string) => AMOUNT.test(text)

/** A length of time, or a point up to which it lasts. */
export const hasDuration = (text: string) => DURATION.test(text)

/** A point in time, named, relative or repeated. */
export const hasTime = (text: string) => TIME.test(text)

/** A number or a word for one. */
export const hasQuantity = (text: string) => QUANTITY.test(text)
