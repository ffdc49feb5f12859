import type { Finding, Judgement, LedgerRow } from '@proofgate/checks'
import { html } from 'hono/html'
import type { CustomerWords } from '../customer-words.ts'
import type { Html } from './layout.ts'
import { marked } from './mail-panel.ts'
import { bdi } from './parts.ts'
import type { Mark } from './stretches.ts'

const SHOWN_MAX = 20_000

/** The customer's own words, with those highlighted that the reply does not answer. Nothing when none are known. */
export function customerPanel(customer: CustomerWords | null, judgement: Judgement | null): Html {
  if (customer === null) return html``
  const text = customer.text.slice(0, SHOWN_MAX)
  return html`<section class="card customer" aria-labelledby="customer-title">
<h2 id="customer-title">${customer.author === null ? 'The customer' : bdi(customer.author)} wrote</h2>
<div class="text scroll" dir="auto" tabindex="0" role="group" aria-label="The words of the customer">${marked(text, customerMarks(text, judgement?.findings ?? []))}</div>
</section>`
}

/** Where findings about the customer's words stand in them; those about words not shown are left out. */
export function customerMarks(text: string, findings: readonly Finding[]): Mark[] {
  return findings.flatMap((finding, i) => {
    if (finding.part !== 'conversation' || finding.excerpt === null || finding.shadow) return []
    const start = text.indexOf(finding.excerpt)
    return start === -1 ? [] : [{ start, end: start + finding.excerpt.length, number: i + 1 }]
  })
}

/** Words and mark of a state; the mark repeats the word for the eye only. */
const STATES: Readonly<Record<LedgerRow['state'], { readonly words: string; readonly sign: string }>> = {
  answered: { words: 'answered', sign: '✓' },
  partly: { words: 'partly answered', sign: '◐' },
  missing: { words: 'not answered', sign: '✗' },
  declined: { words: 'declined', sign: '✓' },
  'asked-back': { words: 'asked back', sign: '↩' },
  deferred: { words: 'answer promised', sign: '◷' },
}

/** What the customer asked, and what became of each. Nothing when nothing was asked. */
export function questionLedger(rows: readonly LedgerRow[]): Html {
  if (rows.length === 0) return html``
  const open = rows.filter(({ state }) => state === 'missing').length
  return html`<section class="card" aria-labelledby="questions-title">
<h2 id="questions-title">What the customer asked <span class="count">${rows.length - open}/${rows.length}</span></h2>
<ol class="ledger">${rows.slice(0, 50).map(ledgerRow)}</ol>
</section>`
}

function ledgerRow({ text, state, answer }: LedgerRow): Html {
  const { words, sign } = STATES[state]
  return html`<li class="${state}"><span class="sign" aria-hidden="true">${sign}</span>
<div><q>${bdi(text)}</q> <span class="state">${words}</span>${answer === null ? '' : html`<p class="answer">“${bdi(answer)}”</p>`}</div></li>`
}

/** How the customer feels, where that matters for the decision. */
export function customerMood({ customer }: Judgement): Html {
  if (customer === null || (!customer.atRisk && customer.mood !== 'upset')) return html``
  return html`<p class="mood"><strong>${customer.atRisk ? 'A customer we may lose.' : 'The customer is upset.'}</strong>${customer.because.slice(0, 3).map((words) => html` <q>${bdi(words)}</q>`)}</p>`
}
