import type { Mail } from '@proofgate/mail'
import type { Hold, TimelineEntry } from '@proofgate/store'
import { html } from 'hono/html'
import type { Html } from './layout.ts'
import { bdi, instant } from './parts.ts'
import { actorWords, sizeWords, stepWords } from './words.ts'

/** Envelope, bytes, policy and every step so far: what stands on record. */
export function recordPanel(hold: Hold, mail: Mail, timeline: readonly TimelineEntry[]): Html {
  return html`<section class="card record" aria-labelledby="record-title">
<h2 id="record-title">On record</h2>
<div class="columns">
<dl>
${fact('Id', html`<code>${hold.id}</code>`)}
${fact('Received', instant(hold.receivedAt))}
${fact('Sent with', hold.login === null ? 'no login, by its network' : html`login ${bdi(hold.login)}`)}
${fact('Envelope from', hold.envelopeFrom === '' ? 'the null sender' : bdi(hold.envelopeFrom))}
${fact('Envelope to', html`<ul class="plain">${hold.recipients.slice(0, 50).map((address) => html`<li>${bdi(address)}</li>`)}${hold.recipients.length > 50 ? html`<li>and ${hold.recipients.length - 50} more</li>` : ''}</ul>`)}
${hold.judgement === null ? '' : fact('Judged by', html`engine ${hold.judgement.engine}, policy <code>${hold.judgement.policy.slice(0, 19)}…</code>`)}
${mail.defects.length === 0 ? '' : fact('Odd about it', html`<ul class="plain">${mail.defects.slice(0, 20).map((defect) => html`<li>${bdi(defect)}</li>`)}</ul>`)}
${fact('Bytes', html`<span class="intact">✓ ${sizeWords(hold.sizeBytes)}, unchanged since they came in</span><br><code class="hash" title="SHA-256">${hold.sha256}</code>`)}
</dl>
<ol class="timeline">${timeline.slice(-200).map(step)}</ol>
</div>
<p><a class="button" href="/v1/holds/${hold.id}/raw" download>Download the source</a></p>
</section>`
}

const fact = (name: string, value: Html | string): Html => html`<div><dt>${name}</dt><dd>${value}</dd></div>`

const step = (entry: TimelineEntry): Html =>
  html`<li>${instant(entry.at)} <span>${bdi(stepWords(entry))} <span class="muted">by ${actorWords(entry.actor)}</span></span></li>`
