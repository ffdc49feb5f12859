/** Words and shapes of the block people put under their letters. */

const PHONE = /(?<![\d-])(?:\+|\(?0|\(?[2-9]\d{2}\)?[-. ])[\d\s()/.-]{6,20}\d(?!\d)/
const LABELLED =
  /^(?:t|p|m|f|e|w|a|tel|telephone|phone|ph|mob(?:ile)?|cell|fax|direct|office|skype|web(?:site)?|e-?mail|address|telefon|mobil|handy|téléphone|teléfono|linkedin|twitter|facebook|instagram)\s?(?:[:|]\s?\S|\.?\s?[+(\d])/i
const ADDRESS = /[^\s<>@]{1,64}@[^\s<>@]{1,255}\.\p{L}{2,}/u
const URL =
  /\bhttps?:\/\/\S|\bwww\.\S|(?<![\w@.])[a-z0-9-]{2,60}\.(?:com|org|net|io|co|de|fr|es|it|nl|uk|eu|example|app|shop)(?:\/\S*)?$/i
const TITLE =
  /\b(?:manager|director|engineer|specialist|advisor|adviser|agent|representative|support|service|success|care|team|department|dept|head of|lead|officer|ceo|cto|coo|founder|president|consultant|assistant|associate|coordinator|supervisor|analyst|executive|customer|help ?desk|kundenservice|kundendienst|ltd|limited|inc|llc|gmbh|corp|s\.?a\.?|b\.?v\.?)\b/i
const WORD = /\p{L}[\p{L}\p{M}'’.-]*/gu

/** True when the line holds a phone number, an address or a link. */
export function hasContact(text: string): boolean {
  return text.length <= 300 && (LABELLED.test(text) || ADDRESS.test(text) || PHONE.test(text) || URL.test(text))
}

/** True for a line that names an office: "Customer Care Manager", "Acme Ltd". */
export function hasTitle(text: string): boolean {
  return text.length <= 100 && TITLE.test(text)
}

/** True for a line that can be a person's or a team's name: few words, no figures, no sentence. */
export function isName(text: string): boolean {
  const bare = text.replace(/^[-–—~\s]+/, '')
  if (bare.length < 2 || bare.length > 60 || /[\d@:;?!/\\<>=]|\.$/.test(bare.replace(/\b[A-Z]\.$/, ''))) return false
  const words = bare.match(WORD) ?? []
  return words.length >= 1 && words.length <= 6 && !SENTENCE_WORD.test(bare)
}

/** Verbs and pronouns no name holds. */
const SENTENCE_WORD = /\b(?:i|you|we|it|is|are|was|will|can|please|have|has|your|this|that|let|if)\b/i

/** True for a line of prose: a sentence, or too many words for a signature. A postscript always is. */
export function isProse(text: string): boolean {
  if (/^p\.?\s?(?:p\.?\s?)?s\b\s?[.:,]?/i.test(text)) return true
  const words = text.match(WORD)?.length ?? 0
  if (hasContact(text)) return words > 25
  return words > 9 || (words >= 4 && /[.!?…]["”')]?$/.test(text) && !hasTitle(text))
}

/** True for a line that can stand in a signature: contact, office, name, address, a drawn line; no prose, no list. */
export function isParticular(text: string): boolean {
  return !isProse(text) && !/[:：]$|^(?:[-*•·]|\d{1,2}[.)])\s/.test(text)
}
