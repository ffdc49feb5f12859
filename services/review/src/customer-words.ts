import { quotedCustomerOf } from '@proofgate/checks'
import type { Mail } from '@proofgate/mail'

/** What the customer wrote, as far as the reply quotes it. */
export type CustomerWords = { readonly text: string; readonly author: string | null }

/** The customer's words in a reply, not those of ours that it quotes as well; `null` when it quotes nothing of theirs. */
export function customerWordsOf(mail: Mail): CustomerWords | null {
  const quoted = quotedCustomerOf(mail)
  return quoted === null ? null : { text: quoted.text, author: quoted.name ?? quoted.address }
}

/** Whether a message is an agent's writing to a customer: whom notices and mail among colleagues quote is none. */
export function isReply(
  message: { readonly origin: string },
  judgement: { readonly exempt: string | null } | null,
): boolean {
  return message.origin === 'submission' && (judgement?.exempt ?? null) === null
}
