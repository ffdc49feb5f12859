/** Tags by which help desks know their tickets, in subjects and addresses. */

const WORDS =
  'ticket|tkt|case|case number|request|req|incident|issue|inquiry|enquiry|support|sr|vorgang|vorgangsnummer|anfrage|fall|aktenzeichen|dossier|demande|caso|solicitud|consulta|pratica|richiesta|chamado|zaak|melding|verzoek|sag|sak|ärende|tapaus|zgłoszenie|hlášení|talep|заявка|обращение|обращение №'
const ID = String.raw`[a-z]{0,8}[-_]?\d{2,20}(?:-\d{1,9})?`

const TAGS: readonly RegExp[] = [
  // [#12345], [Ticket: 123], [Ticket#2026030512345678], (Case 123), {request no. 7781}
  new RegExp(
    `[[({]\\s{0,3}(?:(?:${WORDS})(?:[- ]?(?:id|nr|no|number|nummer|№))?\\.?\\s{0,3}[:#-]{0,2}|#)\\s{0,3}#?(${ID})\\s{0,3}[\\])}]`,
    'giu',
  ),
  // [help.acme.example #4711], as Request Tracker writes
  new RegExp(`\\[[\\w.-]{3,100}\\.[a-z]{2,20} #(${ID})\\]`, 'giu'),
  // [ABC-123], (ABC-123), as Jira does
  /[[(]([A-Z][A-Z0-9]{1,9}-\d{1,9})[\])]/gu,
  // [INC0012345], as ServiceNow does, and without brackets at the front
  /\b((?:INC|REQ|RITM|SCTASK|CHG|CS|HRC)\d{6,12})\b/gu,
  // ##1234##
  /##\s{0,2}(\d{2,20})\s{0,2}##/gu,
]
/** Salesforce: `ref:_00Dx0…._500x0…:ref`, later `ref:!…:ref` and `thread::…::`. */
const REFS: readonly RegExp[] = [
  /\[?\s?ref:([!_]\w{5,60}\.[!_]?\w{5,60}):ref\s?\]?/giu,
  /\[?\s?thread::([\w-]{8,60})::\s?\]?/giu,
]

const TICKETS_MAX = 10

/** The tags of a subject, normalised, each once: `12345`, `abc-123`, `ref:_00dx0._500x0`. At most 10. Linear. */
export function ticketsIn(subject: string): readonly string[] {
  const text = subject.slice(0, 998)
  const plain = TAGS.flatMap((pattern) => Array.from(text.matchAll(pattern), ([, id = '']) => id))
  const refs = REFS.flatMap((pattern) => Array.from(text.matchAll(pattern), ([, id = '']) => `ref:${id}`))
  return [...new Set([...plain, ...refs].map((id) => id.toLowerCase()))].slice(0, TICKETS_MAX)
}

/** A subject without its tags. */
export function withoutTickets(subject: string): string {
  return [...TAGS, ...REFS].reduce((text, pattern) => text.replace(pattern, ' '), subject.slice(0, 998))
}

/**
 * The tag that an address carries behind its plus: `support+id12345@` names `+id12345`. `null` for words alone, as
 * people put there to sort their mail.
 */
export function ticketInAddress(address: string): string | null {
  const tag = /^[^+@]{1,64}\+([\w.=-]{2,64})@/.exec(address.slice(0, 320))?.[1]?.toLowerCase()
  if (tag === undefined) return null
  const isTicket = /^[a-z]{0,12}[-_]?\d{5,}$|^(?:id|ticket|case|req)[-_]?\d{1,20}$/.test(tag)
  return isTicket || (tag.length >= 10 && /\d/.test(tag) && /[a-z]/.test(tag)) ? `+${tag}` : null
}
