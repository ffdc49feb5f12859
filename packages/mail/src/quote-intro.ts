import type { Line } from './lines.ts'

/** The lines that introduce quoted or forwarded text. */
export type Intro = {
  readonly kind: 'quote' | 'forward'
  /** Number of lines, from the one asked about. */
  readonly count: number
  /** True when the words could also stand in a letter, so that only a quote behind them makes them an introduction. */
  readonly weak: boolean
}

const LINES_MAX = 4
const LENGTH_MAX = 500

/** First words of "On …, X wrote:" in the languages of mail tools. */
const OPENING =
  /^(?:on|am|le|el|op|il|em|a|den|dne|dnia|w dniu|pada|în|em|le|om|fra|el día|il giorno)\b|^\d{1,4}[-./]\d{1,2}[-./]\d{1,4}|^\d{4}年|^\p{L}{2,12}[.,]{0,2} \d{1,2}\b/iu
export const VERB =
  /\b(?:wrote|writes|schrieb|schreibt|a écrit|escribió|escribe|schreef|ha scritto|escreveu|skrev|kirjoitti|napisał(?:\(a\)|a)?|pisze|napsal(?:\(a\)|a)?|a scris|írta|yazdı)|написал|пишет|写道|書きました|작성/iu
const AGAIN = /\d{1,2}[:.h]\d{2}|\b(?:19|20)\d{2}\b|\d{1,2}[./-]\d{1,2}/

const SEPARATOR_QUOTE =
  /^[-_=* ]{0,40}(?:original (?:message|appointment|e-?mail)|reply message|urspr(?:ü|ue)ngliche nachricht|message d['’]origine|mensaje original|messaggio originale|oorspronkelijk bericht|mensagem original|ursprungligt meddelande|oprindelig meddelelse|opprinnelig melding|alkuperäinen viesti|oryginalna wiadomość|исходное сообщение)[-_=* :]{0,40}$/iu
const SEPARATOR_FORWARD =
  /^[-_=* ]{0,40}(?:forwarded (?:message|by .{1,80})|weitergeleitete nachricht|message (?:transféré|transmis)|mensaje reenviado|messaggio inoltrato|doorgestuurd bericht|mensagem (?:encaminhada|reencaminhada)|vidarebefordrat meddelande|videresendt (?:meddelelse|melding))[-_=* :]{0,40}$/iu
const BEGIN_FORWARD =
  /^(?:begin forwarded message|anfang der weitergeleiteten (?:nachricht|e-mail)|début du message (?:réexpédié|transféré)|inicio del mensaje reenviado|inizio messaggio inoltrato|begin doorgestuurd bericht|início da mensagem reencaminhada)\s?:$/iu

export const FROM =
  /^\*{0,2}(?:from|von|de|da|van|från|fra|od|lähettäjä|от|发件人|差出人|보낸 사람)\s?\*{0,2}\s?[:：]/iu
const OTHER_FIELD =
  /^\*{0,2}(?:sent|date|to|cc|subject|reply-to|importance|gesendet|datum|an|betreff|envoyé|à|objet|enviado(?: el)?|fecha|para|asunto|inviato|data|a|oggetto|verzonden|aan|onderwerp|enviada(?: em)?|assunto|skickat|till|ämne|sendt|dato|til|emne|lähetetty|vastaanottaja|aihe|wysłano|do|temat|дата|кому|тема|发送时间|收件人|主题)\s?\*{0,2}\s?[:：]/iu
const DIVIDER = /^[_-]{5,}$/

/** The introduction that begins at line `at`, or `null`. */
export function introAt(lines: readonly Line[], at: number): Intro | null {
  const first = lines[at]
  if (!first || first.text === '') return null
  if (SEPARATOR_QUOTE.test(first.text)) return withHeader(lines, at, 'quote')
  if (SEPARATOR_FORWARD.test(first.text) || BEGIN_FORWARD.test(first.text)) return withHeader(lines, at, 'forward')
  if (DIVIDER.test(first.text)) return dividedHeader(lines, at)
  const header = headerLines(lines, at)
  return header > 0 ? { kind: 'quote', count: header, weak: false } : attributionAt(lines, at)
}

/** "On …, X wrote:" over up to four lines. */
function attributionAt(lines: readonly Line[], at: number): Intro | null {
  let joined = ''
  for (let count = 1; count <= LINES_MAX; count++) {
    const line = lines[at + count - 1]
    if (!line || line.text === '' || line.depth !== lines[at]?.depth) return null
    joined = joined === '' ? line.text : `${joined} ${line.text}`
    if (joined.length > LENGTH_MAX) return null
    if (!/[:：]$/.test(joined)) continue
    if (!VERB.test(joined)) return null
    const dated = AGAIN.test(joined)
    if (!dated && !joined.includes('@') && count > 1) return null
    return { kind: 'quote', count, weak: !(dated && OPENING.test(joined)) }
  }
  return null
}

function withHeader(lines: readonly Line[], at: number, kind: Intro['kind']): Intro {
  const next = skipBlank(lines, at + 1)
  const header = headerLines(lines, next)
  return { kind, count: header > 0 ? next - at + header : 1, weak: false }
}

function dividedHeader(lines: readonly Line[], at: number): Intro | null {
  const next = skipBlank(lines, at + 1)
  const header = headerLines(lines, next)
  return header > 0 ? { kind: 'quote', count: next - at + header, weak: false } : null
}

/** How many lines a block of From, Sent, To, Subject has that begins at `at`; 0 when there is none. */
function headerLines(lines: readonly Line[], at: number): number {
  if (!FROM.test(lines[at]?.text ?? '')) return 0
  let fields = 1
  let last = at
  for (let i = at + 1; i < at + 14 && i - last <= 3; i++) {
    const text = lines[i]?.text ?? ''
    if (text === '' && fields > 1) break
    if (!OTHER_FIELD.test(text)) continue
    fields++
    last = i
  }
  return fields >= 3 ? last - at + 1 : 0
}

function skipBlank(lines: readonly Line[], at: number): number {
  let i = at
  while (i < at + 3 && lines[i]?.text === '') i++
  return i
}
