/** What became of a promise, by how people tell of it. Patterns are bounded: reading is linear. */

/** "Came", "thanks for the call": it happened. Behind a denial it did not. */
const HAPPENED =
  /\b(?:(?<!\b(?:i|we|but) )came|arrived|received|(?<!\byou )got (?:it|them|the|your|my)|has come|have come|turned up|thanks? (?:you )?(?:so much |very much |a lot )?for (?:the|your|calling|ringing|sending|fixing|coming|posting)|(?:all )?(?:sorted|solved|fixed)|works? (?:again|now|fine|perfectly)|fits|perfect(?:ly)?|found it|is here|was here|safely|(?:spoke|talked) (?:to|with))\b/i
const DENIED =
  /\b(?:n[’']t|not|never|nobody|no[- ]one|nothing|no \w+|none|without|neither)(?: (?:has|have|had|ever|yet|actually|been|even|\w+ed)){0,2} (?:came|come|arrived|received|got|turned up|shown up|fixed|here)\b|\w+n[’']t (?:come|arrived|received|got)\b/gi

const KEEPS =
  /\b(?:attached|enclosed|here (?:is|are|it is|you (?:go|are))|went (?:out|off|back|to)|left (?:us|here|our|a message|the)|(?:i|we|he|she|they)(?:['’]ve| have)? (?:just |now |already |again |also )*(?:sent|posted|refunded|rang|called|tried|paid|transferred|fixed|spoke|spoken|found|finished|solved|booked it|shipped|mailed|e-?mailed|delivered|collected|credited|released|restored|heard|left|put|arranged|reserved|issued|ordered|printed|handed|redone|done|set|upgraded|moved)|(?:has|have|was|were|is|are|['’]s|it['’]s|got|been) (?:now |just |already |also |all |been |finally )*(?:sent|posted|refunded|delivered|shipped|done|ready|fixed|collected|paid|credited|solved|resolved|finished|complete|completed|repaired|in the post|on (?:its|their|the) way|with the courier|waiting|live|restored|released|back (?:up|online)|signed for|handed)|arrived|tracking number|out for delivery|come(?:s)? to [€£$]|the answer is|it turns out|turned out|the (?:reason|cause|problem|fault) (?:is|was))\b/i
/** Only on its way to being kept. */
const AHEAD =
  /\b(?:will|['’]ll|by|until|reach(?:es)?|booked for|next|tomorrow|on (?:mon|tues|wednes|thurs|fri|satur|sun)day)\b/i

/** What a reply says that has no answer yet. */
const STILL_OPEN =
  /\?\s*$|\b(?:looking into|investigat\w+|working on|in progress|being (?:looked|worked|processed|dealt|handled|checked|reviewed)|under (?:way|review)|in hand|on (?:the|their|our) list|pending|queue|(?:get|come|be) back to you|be in touch|let you know|(?:as soon as|once|when) (?:i|we|they|it)|please (?:send|tell|give|let)|escalated|passed (?:it|this|your)|chasing|on (?:it|the case)|checking|find out)\b/i

/** True when a customer tells that what was promised came or happened: "the lid came", "thanks for the call". */
export const tellsItHappened = (text: string) => HAPPENED.test(text.replace(DENIED, 'X'))

/** True when a sentence of ours tells that something is done, and not only on its way to that: "it was posted today". */
export const tellsItIsDone = (text: string) =>
  KEEPS.test(text) && !AHEAD.test(text.replace(/\bby (?:courier|post|e-?mail)\b/gi, ''))

/** True when a sentence of ours says that there is no answer yet: it asks, is looked into, is passed on. */
export const isStillOpen = (text: string) => STILL_OPEN.test(text)
