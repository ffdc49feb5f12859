import type { TurnHeader } from '@proofgate/mail'
import { marksOf } from './reply-marks.ts'
import { ticketInAddress, ticketsIn, withoutTickets } from './tickets.ts'

/** By what a mail finds its conversation, the surest first. */
export type ThreadKeys = {
  readonly messageId: string | null
  /** Message-IDs it answers, the nearest last. */
  readonly references: readonly string[]
  /** Help-desk tags, normalised. */
  readonly tickets: readonly string[]
  /** Subject without marks and tags, lower case, at most 200 UTF-16 units; `''` when nothing is left. */
  readonly subjectKey: string
  /** True for a subject that many unrelated mails bear: it alone brings no two together. */
  readonly isGeneric: boolean
  readonly isReply: boolean
  /** True when it passes on another mail, perhaps to somebody whom the conversation is not with. */
  readonly isForward: boolean
}

/**
 * The keys of a mail.
 * @param customerAddress whose plus-tags are their own; `null` when not known
 */
export function threadKeysOf(
  header: Pick<TurnHeader, 'messageId' | 'references' | 'subject' | 'author' | 'recipients'>,
  customerAddress: string | null,
): ThreadKeys {
  const subject = header.subject ?? ''
  const { bare, isReply, isForward } = marksOf(withoutTickets(subject))
  const key = bare.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').slice(0, 200).trim()
  const addresses = [header.author?.address.toLowerCase() ?? '', ...header.recipients]
  const byAddress = addresses
    .filter((address) => address !== '' && address !== customerAddress?.toLowerCase())
    .flatMap((address) => ticketInAddress(address) ?? [])
  return {
    messageId: header.messageId,
    references: header.references,
    tickets: [...new Set([...ticketsIn(subject), ...byAddress])].slice(0, 10),
    subjectKey: key,
    isGeneric: isGeneric(key),
    isReply,
    isForward,
  }
}

/** Words that subjects consist of when nobody thought of one. */
const GENERIC = new Set(
  (
    'hi hello hey dear test question questions query enquiry inquiry request requests help support needed urgent important ' +
    'order orders invoice invoices bill payment refund return returns delivery shipping complaint feedback contact form ' +
    'message website info information account problem issue no subject none untitled thanks thank follow up update ' +
    'frage fragen anfrage hilfe bestellung rechnung reklamation kontakt kontaktformular nachricht betreff dringend hallo ' +
    'bonjour demande aide commande facture objet consulta pregunta ayuda pedido factura asunto hola urgente ' +
    'domanda aiuto ordine fattura richiesta ciao oggetto pergunta ajuda encomenda fatura ' +
    'vraag hulp bestelling factuur fråga hjälp beställning faktura'
  ).split(' '),
)
const GENERIC_PHRASES =
  /^(?:\(?(?:no subject|kein betreff|ohne betreff|sans objet|sin asunto|nessun oggetto|senza oggetto|sem assunto|geen onderwerp|inget ämne|brak tematu|без темы)\)?|(?:new )?message (?:from|via) .{0,80}|contact form.{0,40}|website (?:enquiry|inquiry|contact).{0,40}|kontaktformular.{0,40})$/u

/** True when every word of it is one of those, or only numbers and signs are left. */
function isGeneric(key: string): boolean {
  if (GENERIC_PHRASES.test(key)) return true
  const words = key.match(/\p{L}[\p{L}\p{M}'’-]*/gu) ?? []
  if (words.length === 0) return !/\d{5,}/.test(key)
  return words.every((word) => GENERIC.has(word) || FILLERS.has(word)) && !/\d{4,}/.test(key)
}
const FILLERS = new Set(
  'a an the my your our to about for on of with please i need any some new der die das ein eine mein meine ihre le la les de du un une mon ma votre el los mi su il lo een mijn'.split(
    ' ',
  ),
)
