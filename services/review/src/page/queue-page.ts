import { CHECK_IDS } from '@proofgate/checks'
import type { Hold, HoldPage, HoldSummary } from '@proofgate/store'
import { html } from 'hono/html'
import { nameOfActor, type Person } from '../person.ts'
import { type Html, page } from './layout.ts'
import { banner, bdi, checkChip, instant, verdictBadge } from './parts.ts'
import { checkWords, counted, durationWords, pointWords, reasonWords, senderWords, staleWords } from './words.ts'

/** What the list was asked for, as the form and the links to other pages give it back. */
export type Asked = {
  readonly status: 'waiting' | 'decided' | 'all'
  readonly sender?: string | undefined
  readonly recipient?: string | undefined
  readonly subject?: string | undefined
  readonly check?: string | undefined
}

export type Queue = {
  readonly asked: Asked
  readonly holds: HoldPage
  readonly waiting: { readonly count: number; readonly oldestAt: Date | null }
  readonly person: Person
  /** What was just decided; `null` when nothing was. */
  readonly done: Hold | null
  readonly now: Date
}

/** The list: who waits longest comes first. */
export function queuePage(queue: Queue): Html {
  const { asked, holds, waiting, person, done, now } = queue
  return page({
    title: asked.status === 'waiting' ? `${waiting.count} waiting` : 'Decided',
    person,
    waiting: waiting.count,
    here: asked.status === 'waiting' ? 'waiting' : 'decided',
    body: html`${done === null ? '' : banner('done', doneWords(done))}
<div class="page-head">
<h1>${headline(queue)}</h1>
${asked.status === 'waiting' && waiting.oldestAt !== null ? html`<p class="lead">The longest has waited ${durationWords(now.getTime() - waiting.oldestAt.getTime())}.</p>` : ''}
</div>
${filterForm(asked)}
${holds.holds.length === 0 ? emptyList(asked) : html`<ol class="queue" data-queue${done === null ? '' : html` data-start`}>${holds.holds.map((hold) => row(hold, now))}</ol>`}
${holds.next === null ? '' : html`<p class="more"><a class="button" rel="next" href="?${parametersOf(asked, holds.next)}">More</a></p>`}`,
  })
}

function headline({ asked, waiting }: Queue): string {
  if (asked.status === 'decided') return 'Decided'
  if (asked.status === 'all') return 'All held messages'
  if (waiting.count === 0) return 'Nothing waits'
  return `${counted(waiting.count, 'reply waits', 'replies wait')} for you`
}

function doneWords(hold: Hold): Html {
  const what = hold.decision === 'release' ? 'Released' : 'Returned to its agent'
  return html`${what}: <a href="/holds/${hold.id}">${bdi(hold.subject ?? '(no subject)')}</a>`
}

function row(hold: HoldSummary, now: Date): Html {
  const [first = '', ...others] = hold.recipients
  return html`<li class="row">
<p class="age">${age(hold, now)}</p>
<div class="what">
<h2><a href="/holds/${hold.id}" data-open>${bdi(hold.subject || '(no subject)')}</a></h2>
<p class="people">${bdi(senderWords(hold))} <span aria-hidden="true">→</span><span class="unseen">to</span> ${bdi(first)}${others.length === 0 ? '' : ` and ${others.length} more`}</p>
<p class="why">${bdi(reasonWords(hold))}</p>
${hold.stale === null || hold.decidedAt !== null ? '' : html`<p class="stale">${staleWords(hold.stale)}</p>`}
${hold.checks.length === 0 ? '' : html`<p class="chips">${hold.checks.slice(0, 6).map(checkChip)}${hold.checks.length > 6 ? html` <span class="muted">and ${hold.checks.length - 6} more</span>` : ''}</p>`}
</div>
<div class="verdict">${decided(hold)}${hold.score === null ? '' : html`<span class="score">${counted(hold.score, 'point', 'points').replace(/^\S+/, pointWords(hold.score))}</span>`}</div>
</li>`
}

function age(hold: HoldSummary, now: Date): Html {
  if (hold.decidedAt !== null) return instant(hold.decidedAt)
  const waited = now.getTime() - hold.heldAt.getTime()
  return html`<time datetime="${hold.heldAt.toISOString()}"${waited > DAY_MS ? html` class="late"` : ''}>${durationWords(waited)}</time>`
}

/** Customers expect an answer within a day. */
const DAY_MS = 24 * 3_600_000

function decided(hold: HoldSummary): Html {
  if (hold.decision === null) return verdictBadge(hold)
  const words = hold.decision === 'release' ? 'Released' : 'Returned'
  return html`<span class="badge ${hold.decision}">${words}</span> <span class="muted">by ${nameOfActor(hold.decidedBy ?? '')}</span>`
}

function filterForm(asked: Asked): Html {
  const isFiltered = [asked.sender, asked.recipient, asked.subject, asked.check].some((value) => value !== undefined)
  const field = (name: 'sender' | 'recipient' | 'subject', label: string) =>
    html`<label>${label} <input name="${name}" value="${asked[name] ?? ''}" maxlength="320" spellcheck="false" autocapitalize="none"></label>`
  return html`<details class="filter"${isFiltered ? html` open` : ''}>
<summary>Filter</summary>
<form method="get" action="/" role="search">
<input type="hidden" name="status" value="${asked.status}">
${field('sender', 'Sender')}
${field('recipient', 'Recipient')}
${field('subject', 'Subject')}
<label>Check <select name="check"><option value="">any</option>${CHECK_IDS.map((id) => html`<option value="${id}"${asked.check === id ? html` selected` : ''}>${checkWords(id)}</option>`)}</select></label>
<div class="buttons"><button>Show</button>${isFiltered ? html` <a class="button quiet" href="/?status=${asked.status}">Clear</a>` : ''}</div>
</form>
</details>`
}

function emptyList(asked: Asked): Html {
  const isFiltered = [asked.sender, asked.recipient, asked.subject, asked.check].some((value) => value !== undefined)
  if (isFiltered)
    return html`<p class="empty">No message fits the filter. <a href="/?status=${asked.status}">Show all</a></p>`
  if (asked.status === 'waiting')
    return html`<p class="empty"><strong>All clear.</strong><br>Every reply that was held has been decided. New ones appear here.</p>`
  return html`<p class="empty">Nothing has been decided yet.</p>`
}

function parametersOf(asked: Asked, cursor: string): string {
  const given = Object.entries({ ...asked, cursor }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  )
  return new URLSearchParams(given).toString()
}
