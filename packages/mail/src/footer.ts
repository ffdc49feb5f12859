import { isParticular, isProse } from './contact.ts'
import { isSignOff, isSignOffWithName } from './sign-off.ts'

const SECRET =
  /confidential|privileged|proprietary|legally protected|vertraulich|confidentiel|confidencial|riservat|vertrouwelijk|poufn|конфиденциальн/i
const MAIL =
  /e-?mail|message|communication|transmission|information contained|attachment|nachricht|mensaje|correo|messaggio|mensagem|bericht|courriel|wiadomo/i
const DUTY =
  /intended|recipient|addressee|notify|delete|destroy|unauthori[sz]ed|disclos|liab|copying|empfänger|irrtümlich|löschen|vernichten|destinatair|supprimer|destinatari|eliminar|borre|cancell|geadresseerde|ontvanger|verwijder|adresat/i
const HEADING =
  /^[*_=\s-]{0,10}(?:(?:e-?mail |legal |important )?(?:confidentiality|disclaimer|privacy|legal)(?: notice| statement| disclaimer)?|disclaimer|legal notice|haftungsausschluss|vertraulichkeitshinweis|avis de confidentialité|aviso (?:legal|de confidencialidad(?:e)?)|avviso di riservatezza)\s?(?::|[*_=\s-]{0,10}$)/iu
const TOOL =
  /^(?:this (?:e-?mail|message) (?:is a service from|was sent (?:by|to|from|via|using)|has been (?:scanned|checked))|delivered by|powered by|sent (?:with|via|using) (?:zendesk|freshdesk|help ?scout|front|intercom|gorgias|hubspot|kayako)|you(?:'re| are) receiving this|to unsubscribe|unsubscribe|if you no longer wish|manage (?:your )?(?:e-?mail )?preferences|view (?:this|it|the) .{0,40}(?:browser|online|on github)|reply to this e-?mail directly|virus-free\.|avast|please (?:consider|think of|think about) .{0,30}environment|think before (?:you )?print|save (?:a |the )?(?:tree|paper|planet)|ticket ?(?:id|#|:)|you can add a comment by replying|to add (?:additional |a )?comments?|turn off (?:this request['’]s )?notifications|view (?:request|ticket|case)\b\s{0,3}(?:[·|•]|$)|you are registered as a cc|how (?:would you rate|was (?:this|my|our) (?:answer|reply|help|support))|rate (?:this|my|our) (?:answer|reply|support))/i
const COMPANY =
  /^©|\ball rights reserved\b|\bregistered (?:in|office|company)\b|\bcompany (?:no|number|registration)\b|\bvat (?:no|number|id|reg)|\b(?:amtsgericht|handelsregister|hrb \d|geschäftsführ|ust-?id|sitz der gesellschaft|siret|rcs \p{L}|kvk|p\.? ?iva|c\.?i\.?f\.?:|n\.?i\.?f\.?:)/iu

/** What a ticket tool finds its ticket by: `{#HS:2912345678-4711#}`, `[ABC123-4XYZ]`, `ref:_00D…:ref`. */
const TAG = /^(?:\{#HS:[\d-]{3,60}#?\}|ref:[\w!.]{5,80}:ref|\[[A-Z0-9]{6}-[A-Z0-9]{4,6}\])$/

/** First words of a notice that needs no more to be one. */
const OPENING =
  /^[*_\s]{0,5}(?:this|diese|der inhalt dieser|ce|cet|cette|este|esta|questo|questa|il contenuto|dit|deze|esse|essa|(?:the )?(?:contents?|information)[\p{L} ]{0,30}(?:of|in) this) (?:e-?mail|electronic mail|message|communication|transmission|nachricht|mensaje|correo|messaggio|mensagem|bericht|courriel)/iu
const NOTICE_LINES_MAX = 60

/** A paragraph: lines without an empty one between. */
type Paragraph = { readonly start: number; readonly texts: readonly string[] }

/**
 * The line from which on everything is legal notice, firm's particulars or a ticket tool's boilerplate; the number
 * of lines when nothing is. Looks from the end upwards, so that a letter that speaks of confidentiality stays whole.
 */
export function footerStart(texts: readonly string[]): number {
  const paragraphs = paragraphsOf(texts)
  let found = headedNotice(paragraphs, texts.length)
  const signed = isSigned(paragraphs.at(-1))
  for (const paragraph of paragraphs.toReversed()) {
    if (paragraph.start >= found) continue
    if (isFooter(paragraph) && !(signed && isToolLine(paragraph.texts))) found = paragraph.start
    else if (!mayJoinFooter(paragraph)) {
      found = noticeWithin(paragraph) ?? found
      break
    }
  }
  return withRule(texts, found)
}

/** A first name below everything: no tool signs, so the line above that sounds like one's is the writer's. */
function isSigned(last: Paragraph | undefined): boolean {
  const [name = '', ...more] = last?.texts ?? []
  return more.length === 0 && /^\p{Lu}[\p{L}'’-]{1,20}$/u.test(name)
}

function headedNotice(paragraphs: readonly Paragraph[], length: number): number {
  const heading = paragraphs.find(
    ({ start, texts: [first = ''] }) => HEADING.test(first) && length - start <= NOTICE_LINES_MAX,
  )
  return heading ? heading.start : length
}

/** Where a notice begins right below a name or address, without an empty line between. */
function noticeWithin({ start, texts }: Paragraph): number | null {
  const at = texts.findIndex((text, i) => i > 0 && isNotice(text) && isParticular(texts[i - 1] ?? ''))
  return at < 0 ? null : start + at
}

function isNotice(text: string): boolean {
  return OPENING.test(text) && SECRET.test(text)
}

function paragraphsOf(texts: readonly string[]): Paragraph[] {
  const paragraphs: Paragraph[] = []
  let start = 0
  for (let i = 0; i <= texts.length; i++) {
    if (i < texts.length && texts[i] !== '') continue
    if (i > start) paragraphs.push({ start, texts: texts.slice(start, i) })
    start = i + 1
  }
  return paragraphs
}

/** A drawn line right above a footer belongs to it. */
function withRule(texts: readonly string[], footer: number): number {
  if (footer === texts.length) return footer
  let i = footer - 1
  while (i >= 0 && texts[i] === '') i--
  return i >= 0 && /^[_=*–—-]{3,200}$/.test(texts[i] ?? '') ? i : footer
}

/** True for the paragraph by which a ticket tool names itself below a whole thread. */
export function isToolName(texts: readonly string[]): boolean {
  return /^(?:this (?:e-?mail|message) is a service from|delivered by|powered by)\b/i.test(leadOf(texts))
}

/** True for a paragraph a ticket tool puts below every mail; a drawn line may stand above it. */
function isToolLine(texts: readonly string[]): boolean {
  const [first = ''] = texts
  return TOOL.test(leadOf(texts)) || TAG.test(first)
}

function leadOf([first = '', second = '']: readonly string[]): string {
  return /[\p{L}\d]/u.test(first) ? first : second
}

function isFooter({ texts }: Paragraph): boolean {
  if (HEADING.test(leadOf(texts)) || isToolLine(texts)) return true
  const joined = texts.join(' ').slice(0, 3000)
  if (COMPANY.test(joined) && !texts.some((text) => isProse(text) && !isCompanyLine(text))) return true
  if (isNotice(joined)) return true
  return SECRET.test(joined) && MAIL.test(joined) && DUTY.test(joined)
}

function isCompanyLine(text: string): boolean {
  return COMPANY.test(text) && /[|·•]/.test(text)
}

/** Particulars, or a further paragraph of a notice: stands below a footer's beginning but makes none by itself. */
function mayJoinFooter({ texts }: Paragraph): boolean {
  if (texts.some((text) => isSignOff(text) || isSignOffWithName(text))) return false
  return texts.every(isParticular) || isDuty(texts)
}

function isDuty(texts: readonly string[]): boolean {
  return (
    /^(?:if you|any |unauthori|please notify|persone|se |wenn sie|sollten sie|si |als u|indien u)/i.test(
      texts[0] ?? '',
    ) &&
    DUTY.test(texts.join(' ')) &&
    MAIL.test(texts.join(' '))
  )
}
