import { html } from 'hono/html'
import { mayReview, type Person } from '../person.ts'
import { PROBLEMS, type ProblemError } from '../problem.ts'
import { type Html, page } from './layout.ts'

/** A problem as a page: what happened, and what to do now. */
export function errorPage(problem: ProblemError, person: Person | null): Html {
  const { status, title, remedy } = PROBLEMS[problem.kind]
  return page({
    title,
    person,
    body: html`<section class="narrow">
<p class="code" aria-hidden="true">${status}</p>
<h1>${title}</h1>
<p class="lead">${problem.message}</p>
<p>${remedyFor(problem, person) ?? remedy}</p>
${person !== null && !mayReview(person) ? '' : html`<p><a class="button" href="/">To the list</a></p>`}
</section>`,
  })
}

function remedyFor({ kind }: ProblemError, person: Person | null): string | undefined {
  return kind === 'not-found' && person !== null && !mayReview(person) ? FOR_SENDERS : PAGE_REMEDIES[kind]
}

const FOR_SENDERS = 'You see what was sent with your own login. Open the link of a notice or a refusal once more.'

/** Remedies for people at the page, where those of the API speak of headers and tokens. */
const PAGE_REMEDIES: Partial<Record<ProblemError['kind'], string>> = {
  'not-signed-in': 'Sign in again, then repeat what you did.',
  'not-found': 'It may have been opened from an old link. The list shows what there is.',
  'foreign-origin': 'Open the page itself in this browser and try again there.',
  'invalid-request': 'Go back and correct what is named above.',
  'ambiguous-id': 'Open the message from the list instead.',
  'unsupported-type': 'Use the buttons of the page.',
}
