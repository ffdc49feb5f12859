/** Small pieces that several pages show. */

import type { HoldSummary } from '@proofgate/store'
import { html } from 'hono/html'
import type { Html } from './layout.ts'
import { checkWords, counted, instantWords, senderWords, straight, verdictWords } from './words.ts'

/** Words of strangers, kept from turning the direction of the words around them, and from being turned themselves. */
export const bdi = (text: string): Html => html`<bdi>${straight(text)}</bdi>`

/** An instant; the script shows it in the reader's own time zone. */
export const instant = (at: Date): Html =>
  html`<time datetime="${at.toISOString()}" data-local>${instantWords(at)}</time>`

/** Who sent it to whom, below the heading. */
export function peopleLine(mail: Pick<HoldSummary, 'from' | 'envelopeFrom' | 'recipients'>): Html {
  const [first = '', ...others] = mail.recipients
  return html`<p class="lead">${bdi(senderWords(mail))} <span aria-hidden="true">→</span><span class="unseen">to</span> ${bdi(first)}${others.length === 0 ? '' : ` and ${counted(others.length, 'other', 'others')}`}</p>`
}

/** The verdict as a badge: words, and a colour that says the same. */
export const verdictBadge = (hold: Pick<HoldSummary, 'verdict' | 'reason'>): Html =>
  html`<span class="badge ${hold.verdict ?? 'unjudged'}">${verdictWords(hold)}</span>`

/** A check's name as a chip. */
export const checkChip = (check: string): Html => html`<span class="chip">${checkWords(check)}</span>`

/** A message about what was just done, or what went wrong; screen readers say it at once. */
export const banner = (kind: 'done' | 'trouble', words: Html): Html =>
  html`<p class="banner ${kind}" role="${kind === 'done' ? 'status' : 'alert'}">${words}</p>`
