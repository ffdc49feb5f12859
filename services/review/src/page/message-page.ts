import type { Judgement } from '@proofgate/checks'
import type { Hold, MessageStatus } from '@proofgate/store'
import { html } from 'hono/html'
import { isReply } from '../customer-words.ts'
import { mayReview, type Person } from '../person.ts'
import type { MessageReading } from '../reading.ts'
import { customerMood, customerPanel, questionLedger } from './customer-panel.ts'
import { decidedPanel } from './decision-panel.ts'
import { findingsPanel } from './findings-panel.ts'
import { type Html, page } from './layout.ts'
import { mailPanel, subjectTitle } from './mail-panel.ts'
import { outcomeWords, stateBadge } from './outcome.ts'
import { peopleLine } from './parts.ts'
import { placedIn } from './placed.ts'
import { recipientsPanel } from './recipients-panel.ts'
import { recordPanel } from './record-panel.ts'
import { exemptWords } from './words.ts'

export type MessagePageInput = {
  readonly reading: MessageReading
  readonly person: Person
  /** How many holds wait, for the head of the page; `null` for who does not review. */
  readonly waiting: number | null
  /** The hold of the message, for who sent it and may not see it among the holds; `null` otherwise. */
  readonly hold: Hold | null
}

/** One message that nobody has to decide: what became of it, what was found in it, and what is on record. */
export function messagePage({ reading, person, waiting, hold }: MessagePageInput): Html {
  const { message, mail, timeline } = reading
  const { id, judgement, origin } = message
  const customer = isReply(message, judgement) ? reading.customer : null
  const findings = judgement?.findings ?? []
  const isReviewer = mayReview(person)
  const recipients = message.recipients.map(({ address }) => address)
  return page({
    title: mail.subject || '(no subject)',
    person,
    waiting,
    body: html`${isReviewer ? path(message) : ''}
<div class="page-head">
${subjectTitle(mail, findings)}
${peopleLine({ ...message, recipients })}
<p class="facts">${stateBadge(message)} <span>${outcomeWords(message)}</span></p>
</div>
<div class="desk">
<div class="main-column">
${customerPanel(customer, judgement)}
${mailPanel({ mail, findings, title: isReply(message, judgement) ? 'The reply' : TITLES[origin], htmlAddress: `/messages/${id}/html` })}
${questionLedger(judgement?.questions ?? [])}
</div>
<aside class="side-column" aria-label="Judgement and delivery">
${hold?.decidedAt == null ? '' : decidedPanel(hold, hold.decidedAt)}
${judgement === null ? '' : customerMood(judgement)}
${judgement === null ? unjudged(message) : judged(judgement, placedIn(findings, customer))}
${recipientsPanel(message.recipients)}
</aside>
</div>
${recordPanel({ ...message, recipients, rawAddress: isReviewer ? `/v1/messages/${id}/raw` : null }, mail, timeline)}`,
  })
}

const path = ({ aboutId }: MessageStatus): Html =>
  html`<nav class="path" aria-label="Messages"><a href="/" data-up>← List</a>${aboutId === null ? '' : html` <a href="/messages/${aboutId}">The message it is about →</a>`}</nav>`

const TITLES: Readonly<Record<MessageStatus['origin'], string>> = {
  submission: 'The message',
  notice: 'The notice',
  dsn: 'The delivery report',
}

function judged(judgement: Judgement, placed: ReadonlySet<number>): Html {
  if (judgement.exempt === null) return findingsPanel(judgement, placed)
  return html`<section class="card"><h2>Passed unread</h2>
<p>It is ${exemptWords(judgement.exempt)}, not an agent’s writing to a customer. Nothing was checked.</p></section>`
}

function unjudged({ origin, state, heldAt }: MessageStatus): Html {
  if (origin !== 'submission')
    return html`<section class="card"><h2>Not judged</h2><p>Proofgate wrote it. Its own mail is not judged.</p></section>`
  return html`<section class="card"><h2>Not judged</h2>
<p>${whyUnjudged({ state, heldAt })} Nothing was checked.</p></section>`
}

function whyUnjudged({ state, heldAt }: Pick<MessageStatus, 'state' | 'heldAt'>): string {
  if (state === 'unjudged') return 'The policy service has not answered yet.'
  if (heldAt !== null) return 'The policy service did not answer in time, so a person decides.'
  return 'The policy service did not answer, and the configuration lets such mail pass.'
}
