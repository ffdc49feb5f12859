import { html } from 'hono/html'
import type { Person } from '../person.ts'
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
<p>${PAGE_REMEDIES[problem.kind] ?? remedy}</p>
<p><a class="button" href="/">To the list</a></p>
</section>`,
  })
}

/** Remedies for people at the page, where those of the API speak of headers and tokens. */
const PAGE_REMEDIES: Partial<Record<ProblemError['kind'], string>> = {
  'not-signed-in': 'Sign in again, then repeat what you did.',
  'not-found': 'It may have been opened from an old link. The list shows what there is.',
  'foreign-origin': 'Open the page itself in this browser and try again there.',
  'invalid-request': 'Go back and correct what is named above.',
  'ambiguous-id': 'Open the message from the list instead.',
  'unsupported-type': 'Use the buttons of the page.',
}
