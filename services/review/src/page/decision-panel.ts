import type { Hold } from '@proofgate/store'
import { html } from 'hono/html'
import { nameOfActor } from '../person.ts'
import type { Html } from './layout.ts'
import { banner, bdi, instant } from './parts.ts'

export type DecisionForm = {
  readonly hold: Hold
  /** True when the person looking sent it themselves. */
  readonly isOwn: boolean
  /** Fresh per page, so that a double click decides once and is answered twice. */
  readonly key: string
  /** What is wrong with the note given before, and that note. */
  readonly trouble: { readonly words: string; readonly note: string } | null
}

/** Both buttons; or, once decided, who decided what. */
export function decisionPanel(form: DecisionForm): Html {
  return form.hold.decidedAt === null ? undecided(form) : decidedPanel(form.hold, form.hold.decidedAt)
}

function undecided({ hold, isOwn, key, trouble }: DecisionForm): Html {
  return html`<section class="card decision" id="decide" aria-labelledby="decide-title">
<h2 id="decide-title" class="unseen">Decide</h2>
${isOwn ? html`<p class="muted" id="own-note">You sent this yourself, so a colleague has to release it.</p>` : ''}
<div class="pair">
<form method="post" action="/holds/${hold.id}/release" id="release" data-once>
<input type="hidden" name="key" value="${key}-release">
<button class="primary wide"${isOwn ? html` disabled aria-describedby="own-note"` : ''} data-release>Release</button>
<p class="hint" data-hint role="status" hidden>Enter sends it.</p>
</form>
<details class="return"${trouble === null ? '' : html` open`}>
<summary class="button wide">Return…</summary>
<form method="post" action="/holds/${hold.id}/return" class="stack" data-once>
<input type="hidden" name="key" value="${key}-return">
${trouble === null ? '' : banner('trouble', html`${trouble.words}`)}
<label>Note to the agent <textarea name="note" id="note" rows="5" maxlength="10000" required data-note aria-describedby="note-hint"${trouble === null ? '' : html` aria-invalid="true" autofocus`}>${trouble?.note ?? ''}</textarea></label>
<p class="hint" id="note-hint">It goes with the findings, as a reply to the agent’s own mail.</p>
<button class="wide">Return to the agent</button>
</form>
</details>
</div>
</section>`
}

/** Who decided what, and the note to the agent. */
export function decidedPanel({ decision, decidedBy, note }: Hold, decidedAt: Date): Html {
  const words = decision === 'release' ? 'Released' : 'Returned to its agent'
  return html`<section class="card decision decided" id="decide" aria-labelledby="decide-title">
<h2 id="decide-title">${words}</h2>
<p>by <strong>${nameOfActor(decidedBy ?? '')}</strong>, ${instant(decidedAt)}</p>
${note === null ? '' : html`<blockquote class="note">${bdi(note)}</blockquote>`}
</section>`
}
