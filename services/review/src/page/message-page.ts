import type { Judgement } from '@proofgate/checks'
import type { MessageStatus } from '@proofgate/store'
import { html } from 'hono/html'
import { isReply } from '../customer-words.ts'
import type { Person } from '../person.ts'
import type { MessageReading } from '../reading.ts'
import { customerMood, customerPanel, questionLedger } from './customer-panel.ts'
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
  /** How many holds wait, for the head of the page. */
  readonly waiting: number
}

/** One message that nobody has to decide: what became of it, what was found in it, and what is on record. */
export function messagePage({ reading, person, waiting }: MessagePageInput): Html {
  const { message, mail, timeline } = reading
  const { id, judgement, origin } = message
  const customer = isReply(message, judgement) ? reading.customer : null
  const findings = judgement?.findings ?? []
  const recipients = message.recipients.map(({ address }) => address)
  return page({
    title: mail.subject || '(no subject)',
    person,
    waiting,
    body: html`<nav class="path" aria-label="Messages"><a href="/" data-up>← List</a>${message.aboutId === null ? '' : html` <a href="/messages/${message.aboutId}">The message it is about →</a>`}</nav>
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
${judgement === null ? '' : customerMood(judgement)}
${judgement === null ? unjudged(message) : judged(judgement, placedIn(findings, customer))}
${recipientsPanel(message.recipients)}
</aside>
</div>
${recordPanel({ ...message, recipients, rawAddress: `/v1/messages/${id}/raw` }, mail, timeline)}`,
  })
}

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

function unjudged({ origin, state }: MessageStatus): Html {
  if (origin !== 'submission')
    return html`<section class="card"><h2>Not judged</h2><p>Proofgate wrote it. Its own mail is not judged.</p></section>`
  return html`<section class="card"><h2>Not judged</h2>
<p>${state === 'unjudged' ? 'The policy service has not answered yet.' : 'The policy service did not answer, and the configuration lets such mail pass.'} Nothing was checked.</p></section>`
}
