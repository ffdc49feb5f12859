import { html } from 'hono/html'
import type { Person } from '../person.ts'
import type { HoldReading } from '../reading.ts'
import { customerMood, customerPanel, questionLedger } from './customer-panel.ts'
import { type DecisionForm, decisionPanel } from './decision-panel.ts'
import { findingsPanel } from './findings-panel.ts'
import { type Html, page } from './layout.ts'
import { mailPanel, subjectTitle } from './mail-panel.ts'
import { banner, peopleLine, verdictBadge } from './parts.ts'
import { placedIn } from './placed.ts'
import { recordPanel } from './record-panel.ts'
import { durationWords, staleWords } from './words.ts'

export type HoldPageInput = {
  readonly reading: HoldReading
  readonly person: Person
  readonly waiting: number
  /** Id of the hold that waits behind this one; `null` when none does. */
  readonly next: string | null
  readonly decision: Omit<DecisionForm, 'hold'>
  /** What went wrong with the decision just tried; `null` when nothing did. */
  readonly trouble: string | null
  readonly now: Date
}

/** One held message: the customer's words and the reply on one side, findings and buttons on the other. */
export function holdPage(input: HoldPageInput): Html {
  const { reading, person, waiting, next, decision, trouble } = input
  const { hold, mail, customer, timeline } = reading
  const findings = hold.judgement?.findings ?? []
  return page({
    title: hold.subject || '(no subject)',
    person,
    waiting,
    body: html`${trouble === null ? '' : banner('trouble', html`${trouble}`)}
<nav class="path" aria-label="Messages"><a href="/" data-up>← List</a>${next === null ? '' : html` <a href="/holds/${next}" rel="next" data-next>Next →</a>`}</nav>
<div class="page-head">
${subjectTitle(mail, findings)}
${peopleLine(hold)}
<p class="facts">${verdictBadge(hold)} ${waitedWords(input)}</p>
</div>
${hold.stale === null || hold.decidedAt !== null ? '' : banner('trouble', html`${staleWords(hold.stale)} Read the conversation before you decide.`)}
<div class="desk">
<div class="main-column">
${customerPanel(customer, hold.judgement)}
${mailPanel({ mail, findings, title: 'The reply', htmlAddress: `/holds/${hold.id}/html` })}
${questionLedger(hold.judgement?.questions ?? [])}
</div>
<aside class="side-column" aria-label="Judgement and decision">
${hold.judgement === null ? '' : customerMood(hold.judgement)}
${decisionPanel({ hold, ...decision })}
${hold.judgement === null ? unjudged() : findingsPanel(hold.judgement, placedIn(findings, customer))}
</aside>
</div>
${recordPanel({ ...hold, origin: 'submission', rawAddress: `/v1/holds/${hold.id}/raw` }, mail, timeline)}
${hold.decidedAt === null ? thumbBar(decision.isOwn) : ''}`,
  })
}

function waitedWords({ reading: { hold }, now }: HoldPageInput): string {
  return hold.decidedAt === null
    ? `has waited ${durationWords(now.getTime() - hold.heldAt.getTime())}`
    : `waited ${durationWords(hold.decidedAt.getTime() - hold.heldAt.getTime())}`
}

function unjudged(): Html {
  return html`<section class="card"><h2>Not judged</h2>
<p>The policy service did not answer in time, so nothing was checked. Read it as if nobody had.</p></section>`
}

/** Both decisions within reach of a thumb, on screens too narrow for two columns. */
function thumbBar(isOwn: boolean): Html {
  return html`<div class="thumb-bar" role="group" aria-label="Decide">
<button class="primary" form="release"${isOwn ? html` disabled` : ''}>Release</button>
<a class="button" href="#note">Return…</a>
</div>`
}
