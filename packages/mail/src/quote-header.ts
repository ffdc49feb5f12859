import type { Line } from './lines.ts'

const FROM =
  /^\*{0,2}(?:from|von|de|da|van|från|fra|od|lähettäjä|expéditeur|от|від|发件人|寄件者|差出人|보낸 사람|보낸사람|gönderen|kimden|feladó|de la|από|من|מאת|expeditor|pošiljatelj|nga)\s?\*{0,2}\s?[:：]\*{0,2}/iu
const SUBJECT =
  /^\*{0,2}(?:subject|betreff|objet|sujet|asunto|oggetto|onderwerp|assunto|ämne|emne|aihe|temat|předmět|тема|主题|主旨|件名|제목|konu|tárgy|subiect|θέμα|الموضوع|נושא|predmet|predmeti)\s?\*{0,2}\s?[:：]/iu
const SENT =
  /^\*{0,2}(?:sent|gesendet(?: am)?|envoyé(?: le)?|enviado(?: el| em)?|inviato|verzonden|enviada(?: em)?|skickat|sendt|lähetetty|wysłano|odesláno|отправлено|надіслано|发送时间|傳送時間|送信日時|보낸 날짜|message du|gönderildi|gönderme tarihi|elküldve|küldve|trimis|στάλθηκε|تم الإرسال|الإرسال|נשלח|poslano|odoslané)\s?\*{0,2}\s?[:：]/iu
const OTHER =
  /^\*{0,2}(?:date|to|cc|bcc|reply-to|importance|attachments?|datum|an|à|a|copie à|fecha|para|data|aan|till|dato|til|vastaanottaja|päivämäärä|do|data wysłania|дата|кому|копия|收件人|宛先|받는 사람|kime|tarih|címzett|dátum|către|προς|إلى|التاريخ|אל|תאריך|komu|za|抄送|日付)\s?\*{0,2}\s?[:：]/iu

/** Fields that make no header: "From: …, Reply-To: …, Subject: …" are settings somebody is told to type in. */
const MINOR = /^\*{0,2}(?:bcc|reply-to|importance|attachments?)\s?\*{0,2}\s?:/i

/** Lines a header block may take, and lines between two of its fields (a long list of recipients). */
const LINES_MAX = 14
const GAP_MAX = 3

/** eM Client writes a field without a colon: `From "Ann Lee" <ann@example.org>`. */
const BARE_FIELD = /^(?:from|to|cc|date|sent|subject|von|an|datum|betreff|de|à|a|date|objet|para|fecha|asunto)\s+\S/iu
const BARE_FROM = /^(?:from|von|de)\s+(?=[^<>]{0,200}<[^<>\s@]{1,64}@)/iu

/** True for the From line of a quoted header, in the languages of mail tools. */
export function isFromLine(text: string): boolean {
  return FROM.test(text) || BARE_FROM.test(text)
}

/** The value of a From line. */
export function fromValueOf(text: string): string {
  return text.replace(FROM.test(text) ? FROM : BARE_FROM, '').trim()
}

/** As `headerLinesAt`, of a header without colons; only to be asked below "---- Original Message ----". */
export function bareHeaderLinesAt(lines: readonly Line[], at: number): number {
  if (!BARE_FROM.test(lines[at]?.text ?? '')) return 0
  let count = 1
  while (count < LINES_MAX && BARE_FIELD.test(lines[at + count]?.text ?? '')) count++
  return count >= 3 ? count : 0
}

/**
 * How many lines a quoted header has that begins at `at` (From, Sent, To, Subject as Outlook writes them, in any
 * order); 0 when there is none. "From: Hamburg / To: Berlin / Date: 3 May" is a journey, not a header: without
 * subject, sending time or an address it does not count.
 */
export function headerLinesAt(lines: readonly Line[], at: number): number {
  if (!isField(lines[at]?.text ?? '')) return 0
  let fields = 0
  let last = at
  let from = false
  let mailLike = false
  for (let i = at; i < at + LINES_MAX && i - last <= GAP_MAX; i++) {
    const text = lines[i]?.text ?? ''
    if (text === '' && fields > 0) break
    if (!isField(text)) continue
    if (!MINOR.test(text)) fields++
    last = i
    from ||= FROM.test(text)
    mailLike ||= SUBJECT.test(text) || SENT.test(text) || text.includes('@')
  }
  return from && mailLike && fields >= 3 ? last - at + 1 : 0
}

function isField(text: string): boolean {
  // Cheap first: no field name is longer than this.
  const colon = text.search(/[:：]/)
  return colon > 0 && colon < 24 && (FROM.test(text) || SENT.test(text) || SUBJECT.test(text) || OTHER.test(text))
}
