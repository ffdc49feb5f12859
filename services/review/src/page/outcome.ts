/** What became of a message, in words. */
import type { MessageStatus } from '@proofgate/store'
import { html } from 'hono/html'
import type { Html } from './layout.ts'
import { counted } from './words.ts'

type Stand = Pick<MessageStatus, 'state' | 'origin' | 'recipients'>

/** Words and colour of each state. */
const BADGES: Readonly<Record<MessageStatus['state'], { readonly words: string; readonly look: string }>> = {
  unjudged: { words: 'Not judged yet', look: 'unjudged' },
  forwarding: { words: 'On its way', look: '' },
  sent: { words: 'Sent', look: 'release' },
  failed: { words: 'Not delivered', look: 'bounce' },
  held: { words: 'Waits for review', look: 'hold' },
  returned: { words: 'Returned', look: 'bounce' },
  bounced: { words: 'Refused', look: 'bounce' },
}

/** The state as a badge: words, and a colour that says the same. */
export function stateBadge({ state, recipients }: Stand): Html {
  const { words, look } = BADGES[state]
  const isPartly = state === 'failed' && recipients.some((recipient) => recipient.state === 'sent')
  return html`<span class="badge ${look}">${isPartly ? 'Not delivered to all' : words}</span>`
}

/** What became of it, in a sentence or two. */
export function outcomeWords({ state, recipients }: Stand): string {
  const all = recipients.length
  const number = (wanted: Stand['recipients'][number]['state']) =>
    recipients.filter((recipient) => recipient.state === wanted).length
  switch (state) {
    case 'unjudged':
      return 'It was accepted and waits to be judged. Nothing has gone out.'
    case 'forwarding':
      return number('sent') === 0
        ? `It is in the queue for ${counted(all, 'recipient', 'recipients')}.`
        : `${number('sent')} of ${all} recipients have it; it is in the queue for the others.`
    case 'sent':
      return all === 1 ? 'It was sent on to its recipient.' : `It was sent on to all ${all} recipients.`
    case 'failed':
      return all === 1 ? 'Its recipient did not get it.' : `${number('failed')} of ${all} recipients did not get it.`
    case 'held':
      return 'Nothing has gone out.'
    case 'returned':
      return 'Nothing went out. It was accepted and goes back to its agent with the reasons, as a reply to the own mail.'
    case 'bounced':
      return 'Nothing went out. It was refused while it was being sent; the agent’s mail tool got the reasons.'
  }
}
