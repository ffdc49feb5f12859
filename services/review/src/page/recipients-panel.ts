import type { MessageStatus } from '@proofgate/store'
import { html } from 'hono/html'
import type { Html } from './layout.ts'
import { bdi } from './parts.ts'
import { counted } from './words.ts'

type Recipient = MessageStatus['recipients'][number]

const SHOWN_MAX = 50
const REPLY_LENGTH_MAX = 500

/** Words and mark of a state, in the order in which people want to see them; the mark repeats the word for the eye. */
const STATES: Readonly<Record<Recipient['state'], { readonly words: string; readonly sign: string }>> = {
  failed: { words: 'not delivered', sign: '✗' },
  waiting: { words: 'waits', sign: '◷' },
  sent: { words: 'sent', sign: '✓' },
  cancelled: { words: 'not sent', sign: '–' },
}
const ORDER = Object.keys(STATES)

/** What became of each recipient, and the last words of the mail server about it. Trouble comes first. */
export function recipientsPanel(recipients: readonly Recipient[]): Html {
  const sorted = recipients.toSorted((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state))
  return html`<section class="card" aria-labelledby="recipients-title">
<h2 id="recipients-title">${counted(recipients.length, 'recipient', 'recipients')}</h2>
<ul class="ledger recipients">${sorted.slice(0, SHOWN_MAX).map(recipientRow)}</ul>
${sorted.length > SHOWN_MAX ? html`<p class="muted">and ${sorted.length - SHOWN_MAX} more</p>` : ''}
</section>`
}

function recipientRow({ address, state, lastReply }: Recipient): Html {
  const { words, sign } = STATES[state]
  return html`<li class="${state}"><span class="sign" aria-hidden="true">${sign}</span>
<div>${bdi(address)} <span class="state">${words}</span>${lastReply === null ? '' : html`<p class="answer">${bdi(shortened(lastReply))}</p>`}</div></li>`
}

const shortened = (reply: string): string =>
  reply.length <= REPLY_LENGTH_MAX ? reply : `${reply.slice(0, REPLY_LENGTH_MAX)}…`
