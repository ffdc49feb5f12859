import { bestBodyOf, type Mail, quotedAuthorOf, quotedTextOf } from '@proofgate/mail'

/** What the customer wrote, as far as the reply quotes it. */
export type CustomerWords = { readonly text: string; readonly author: string | null }

/** The customer's words in a reply; `null` when it quotes nothing. */
export function customerWordsOf(mail: Mail): CustomerWords | null {
  const body = bestBodyOf(mail)
  const text = body === null ? '' : quotedTextOf(body)
  if (body === null || text === '') return null
  const author = quotedAuthorOf(body)
  return { text, author: author === null ? null : author.name || author.address || null }
}

/** Whether a message is an agent's writing to a customer: whom notices and mail among colleagues quote is none. */
export function isReply(
  message: { readonly origin: string },
  judgement: { readonly exempt: string | null } | null,
): boolean {
  return message.origin === 'submission' && (judgement?.exempt ?? null) === null
}
