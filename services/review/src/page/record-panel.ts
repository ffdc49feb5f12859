import type { Mail } from '@proofgate/mail'
import type { Hold, MessageStatus, TimelineEntry } from '@proofgate/store'
import { html } from 'hono/html'
import type { Html } from './layout.ts'
import { bdi, instant } from './parts.ts'
import { actorWords, sizeWords, stepWords } from './words.ts'

/** What the panel needs to know of a hold, or of any message. */
export type Recorded = Pick<
  Hold,
  'id' | 'receivedAt' | 'login' | 'envelopeFrom' | 'recipients' | 'judgement' | 'sizeBytes' | 'sha256'
> & {
  /** Who made it. */
  readonly origin: MessageStatus['origin']
  /** Where its octets are found; `null` for who may not have them. */
  readonly rawAddress: string | null
}

/** Envelope, bytes, policy and every step so far: what stands on record. */
export function recordPanel(of: Recorded, mail: Mail, timeline: readonly TimelineEntry[]): Html {
  return html`<section class="card record" aria-labelledby="record-title">
<h2 id="record-title">On record</h2>
<div class="columns">
<dl>
${fact('Id', html`<code>${of.id}</code>`)}
${fact(of.origin === 'submission' ? 'Received' : 'Written', instant(of.receivedAt))}
${senderFact(of)}
${fact('Envelope from', of.envelopeFrom === '' ? 'the null sender' : bdi(of.envelopeFrom))}
${fact('Envelope to', html`<ul class="plain">${of.recipients.slice(0, 50).map((address) => html`<li>${bdi(address)}</li>`)}${of.recipients.length > 50 ? html`<li>and ${of.recipients.length - 50} more</li>` : ''}</ul>`)}
${of.judgement === null ? '' : fact('Judged by', html`engine ${of.judgement.engine}, policy <code>${of.judgement.policy.slice(0, 19)}…</code>`)}
${mail.defects.length === 0 ? '' : fact('Odd about it', html`<ul class="plain">${mail.defects.slice(0, 20).map((defect) => html`<li>${bdi(defect)}</li>`)}</ul>`)}
${fact('Bytes', html`<span class="intact">✓ ${sizeWords(of.sizeBytes)}, unchanged since ${of.origin === 'submission' ? 'they came in' : 'then'}</span><br><code class="hash" title="SHA-256">${of.sha256}</code>`)}
</dl>
<ol class="timeline">${timeline.slice(-200).map(step)}</ol>
</div>
${of.rawAddress === null ? '' : html`<p><a class="button" href="${of.rawAddress}" download>Download the source</a></p>`}
</section>`
}

function senderFact({ origin, login }: Recorded): Html {
  if (origin !== 'submission') return fact('Written by', 'Proofgate')
  return fact('Sent with', login === null ? 'no login, by its network' : html`login ${bdi(login)}`)
}

const fact = (name: string, value: Html | string): Html => html`<div><dt>${name}</dt><dd>${value}</dd></div>`

const step = (entry: TimelineEntry): Html =>
  html`<li>${instant(entry.at)} <span>${bdi(stepWords(entry))} <span class="muted">by ${actorWords(entry.actor)}</span></span></li>`
