/** What mail tools put before a subject: "Re:", "AW:", "[EXTERNAL]"; and what says that it is no more than passed on. */

/** Each with the languages it is from; a list of the marks that Outlook, Gmail, Notes and Apple Mail write. */
const REPLY = [
  're|r|ref|réf|rép|rep|respuesta|res|resp|ris|rif', // en, it, fr, es, pt
  'aw|antw|antwort|antwoord|antwurt', // de, nl
  'sv|svar|vs|vast|vá|va|odp|odpověď|atb|ynt|yan|cevap|bls|balas|oдп|atsakymas|vastus', // sv, da, fi, hu, pl, cs, cy, tr, id, lt, et
  'отв|ответ|re\\u0441|απ|σχετ|απάντ', // ru, el
  'תשובה|رد|回复|回覆|答复|返信|답장|회신|ตอบกลับ', // he, ar, zh, ja, ko, th
].join('|')
const FORWARD = [
  'fw|fwd|forward|tr|trf|rv|reenv|enc|res-enc|i|inoltro|inol', // en, fr, es, pt, it
  'wg|weitergeleitet|doorst|dst', // de, nl
  'vb|vl|vidarebefordrat|videresendt|továbbítás|pd|přep|ilt|trs|trs-fwd|tern', // sv, fi, da, hu, pl, cs, tr
  'πρθ|пер|пересл', // el, ru
  'הועבר|إعادة توجيه|转发|轉寄|轉發|転送|전달|ส่งต่อ', // he, ar, zh, ja, ko, th
].join('|')

/** A counter as in `Re[2]:`, `RE(3):`, `Re^2:`, and the colon of any script. */
const BEHIND = String.raw`\s{0,3}(?:[[(]\d{1,3}[\])]|\^\d{1,3})?\s{0,3}[:：]\s{0,9}`
const REPLY_MARK = new RegExp(`^(?:${REPLY})${BEHIND}`, 'iu')
const FORWARD_MARK = new RegExp(`^(?:${FORWARD})${BEHIND}`, 'iu')

/** Labels of gateways and filters; of words that tell nothing of the matter. */
const LABEL_WORDS =
  'ext|external|externe?r?|externo|esterno|extern mail|external sender|external email|outside|spam|junk|bulk|suspected spam|possible spam|caution|warning|achtung|vorsicht|encrypted|secure|sec=[^\\])}]{1,40}|confidential|vertraulich|confidentiel|internal|intern|public|unclassified|phish(?:ing)?|suspicious'
const LABEL = new RegExp(
  `^(?:[[({<*]{1,4}\\s{0,3}(?:${LABEL_WORDS})\\s{0,3}[\\])}>*]{1,4}|(?:external|extern|spam|caution)\\s{0,3}[:：])\\s{0,9}[:-]?\\s{0,9}`,
  'iu',
)

/** What stands before the subject proper. */
export type Marks = {
  /** The subject without marks, blanks made one. */
  readonly bare: string
  /** True with a mark of an answer. */
  readonly isReply: boolean
  /** True when the outermost mark says that the mail is passed on. */
  readonly isForward: boolean
}

/** More marks than this are a game. */
const MARKS_MAX = 40

/** Takes marks and labels off the front of a subject, one after the other. Linear. */
export function marksOf(subject: string): Marks {
  let bare = subject.slice(0, 998).replace(/\s+/gu, ' ').trim()
  const kinds: ('reply' | 'forward')[] = []
  for (let i = 0; i < MARKS_MAX; i++) {
    const reply = REPLY_MARK.exec(bare)
    const forward = reply === null ? FORWARD_MARK.exec(bare) : null
    const found = reply ?? forward ?? LABEL.exec(bare)
    if (found === null) break
    if (reply !== null) kinds.push('reply')
    if (forward !== null) kinds.push('forward')
    bare = bare.slice(found[0].length)
  }
  return { bare: bare.trim(), isReply: kinds.includes('reply'), isForward: kinds[0] === 'forward' }
}
