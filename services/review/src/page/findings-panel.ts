import { type Finding, GROUPS, type Judgement } from '@proofgate/checks'
import { html } from 'hono/html'
import type { Html } from './layout.ts'
import { bdi } from './parts.ts'
import { checkWords, counted, pointWords } from './words.ts'

/** Findings shown in full; more than a person reads. */
const CARDS_MAX = 100

/**
 * The score against its thresholds, and each finding: what is wrong, what to do, its points.
 * @param placed numbers of the findings that are highlighted on the page
 */
export function findingsPanel(judgement: Judgement, placed: ReadonlySet<number>): Html {
  const numbered = judgement.findings.map((finding, i) => ({ finding, number: i + 1 }))
  const counting = numbered.filter(({ finding }) => !finding.shadow)
  const watching = numbered.filter(({ finding }) => finding.shadow)
  return html`<section class="card" aria-labelledby="findings-title">
<h2 id="findings-title">${counting.length === 0 ? 'No findings' : counted(counting.length, 'finding', 'findings')}</h2>
${scoreBar(judgement)}
${judgement.unread.length === 0 ? '' : unreadList(judgement)}
<ol class="findings">${counting.slice(0, CARDS_MAX).map(({ finding, number }) => findingCard(finding, number, placed.has(number)))}</ol>
${counting.length > CARDS_MAX ? html`<p class="muted">and ${counting.length - CARDS_MAX} more</p>` : ''}
${watching.length === 0 ? '' : html`<details class="more-findings"><summary>${watching.length} only watched, without points</summary><ol class="findings">${watching.slice(0, CARDS_MAX).map(({ finding, number }) => findingCard(finding, number, placed.has(number)))}</ol></details>`}
${judgement.abstained.length === 0 ? '' : abstentions(judgement)}
</section>`
}

function findingCard(finding: Finding, number: number, isPlaced: boolean): Html {
  return html`<li class="finding" id="finding-${number}" tabindex="-1">
<p class="head"><span class="number" aria-hidden="true">${number}</span> <strong>${checkWords(finding.check)}</strong> <span class="points">${weightWords(finding)}</span></p>
<p>${bdi(finding.message)}</p>
${finding.excerpt === null ? '' : html`<blockquote>${finding.part === 'conversation' ? 'Customer: ' : ''}${bdi(shortened(finding.excerpt))}${isPlaced ? html` <a href="#place-${number}">show</a>` : ''}</blockquote>`}
<p class="suggestion">${bdi(finding.suggestion)}</p>
</li>`
}

function weightWords({ points, note, action, shadow }: Finding): string {
  if (shadow) return 'watched'
  if (action !== null) return action === 'note' ? 'a note' : `always ${action === 'hold' ? 'held' : 'refused'}`
  return note ? 'a note' : `+${pointWords(points)}`
}

const shortened = (text: string): string => (text.length <= 200 ? text : `${text.slice(0, 200)}…`)

/** The score as a bar: one piece per group, lines at the thresholds. Figures stand beside it in words. */
function scoreBar({ score, groups, thresholds }: Judgement): Html {
  const full = Math.max(thresholds.bounce, score, 0.1)
  const x = (points: number) => ((points / full) * 200).toFixed(2)
  const parts = GROUPS.map((group) => ({ group, points: groups[group] })).filter(({ points }) => points > 0)
  const starts = parts.map((_, i) => parts.slice(0, i).reduce((sum, { points }) => sum + points, 0))
  const words = parts.map(({ group, points }) => `${group} ${pointWords(points)}`).join(', ')
  return html`<div class="score-bar">
<p><strong>${pointWords(score)}</strong> points <span class="muted">held from ${pointWords(thresholds.hold)}${thresholds.atRisk ? html` (the customer is at risk)` : ''}, refused from ${pointWords(thresholds.bounce)}</span></p>
<svg viewBox="0 0 200 8" preserveAspectRatio="none" aria-hidden="true" focusable="false">
<rect class="track" width="200" height="8" rx="1"/>
${parts.map(({ group, points }, i) => html`<rect class="part ${group}" x="${x(starts[i] ?? 0)}" width="${x(points)}" height="8"/>`)}
${thresholds.hold < full ? html`<rect class="tick" x="${x(thresholds.hold)}" width="0.8" height="8"/>` : ''}
</svg>
${words === '' ? '' : html`<p class="muted">${words}</p>`}
</div>`
}

function unreadList({ unread }: Judgement): Html {
  return html`<p><strong>Not all of it could be checked.</strong> Look with care, or at its raw form:</p>
<ul>${unread.map((what) => html`<li>${bdi(what)}</li>`)}</ul>`
}

function abstentions({ abstained }: Judgement): Html {
  return html`<details class="more-findings"><summary>${counted(abstained.length, 'check', 'checks')} could not be made</summary>
<ul>${abstained.map(({ check, why }) => html`<li>${checkWords(check)}: <span class="muted">${bdi(why)}</span></li>`)}</ul></details>`
}
