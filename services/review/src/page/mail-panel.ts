import type { Finding } from '@proofgate/checks'
import { type Attachment, type Body, bestBodyOf, type Mail } from '@proofgate/mail'
import { html } from 'hono/html'
import type { Html } from './layout.ts'
import { bdi } from './parts.ts'
import { type Mark, type Run, runsOf, type Stretch, stretchesOf } from './stretches.ts'
import { counted, sizeWords, straight } from './words.ts'

/** UTF-16 units of a text that are shown; longer ones are for the raw download. */
const SHOWN_MAX = 100_000

/** Where the numbered findings of a part stand; findings of absences stand nowhere. */
export function marksOf(findings: readonly Finding[], part: Finding['part']): Mark[] {
  return findings.flatMap((finding, i) =>
    finding.part === part && !finding.shadow && finding.start !== null && finding.end !== null
      ? [{ start: finding.start, end: finding.end, number: i + 1 }]
      : [],
  )
}

/** A line of text with its findings highlighted. */
export function marked(text: string, marks: readonly Mark[]): Html {
  return html`${runsOf(text, { start: 0, end: text.length }, marks).map(runHtml)}`
}

/** The subject as the page's heading, findings highlighted. */
export function subjectTitle({ subject }: Pick<Mail, 'subject'>, findings: readonly Finding[]): Html {
  if (subject === '') return html`<h1>(no subject)</h1>`
  return html`<h1><bdi>${marked(subject, marksOf(findings, 'subject'))}</bdi></h1>`
}

/** A mail to be shown. */
export type ShownMail = {
  readonly mail: Mail
  readonly findings: readonly Finding[]
  /** What it is to the reader: `The reply`. */
  readonly title: string
  /** Where its HTML is found, for the frame. */
  readonly htmlAddress: string
}

/**
 * What was written, findings highlighted in place; quotes folded away, signatures and footers toned down. A second
 * body is shown only where a finding stands in it.
 */
export function mailPanel({ mail, findings, title, htmlAddress }: ShownMail): Html {
  const best = bestBodyOf(mail)
  const others = [mail.text, mail.html].filter((body): body is Body => body !== null && body !== best)
  const objected = others.filter((body) => marksOf(findings, body.part).length > 0)
  return html`<section class="card reply" aria-labelledby="reply-title">
<h2 id="reply-title">${title}</h2>
${best === null ? html`<p class="muted">It has no text.</p>` : bodyHtml(best, findings)}
${objected.map((body) => html`<h3>${body.part === 'text' ? 'In its plain-text version' : 'In its HTML version'}</h3>${bodyHtml(body, findings)}`)}
${mail.attachments.length === 0 ? '' : attachmentList(mail.attachments)}
${mail.htmlSource === null ? '' : htmlVersion(htmlAddress)}
</section>`
}

function bodyHtml(body: Body, findings: readonly Finding[]): Html {
  const isCut = body.text.length > SHOWN_MAX
  const text = body.text.slice(0, SHOWN_MAX)
  const segments = body.segments
    .filter(({ start }) => start < text.length)
    .map((segment) => ({ ...segment, end: Math.min(segment.end, text.length) }))
  return html`<div class="text" dir="auto">${stretchesOf({ text, segments }, marksOf(findings, body.part)).map(stretchHtml)}</div>
${isCut ? html`<p class="muted">Only the beginning is shown; the source has all of it.</p>` : ''}`
}

function stretchHtml({ kind, runs }: Stretch): Html {
  const words = html`${withoutEnd(runs).map(runHtml)}`
  switch (kind) {
    case 'own':
      return html`<div class="own">${words}</div>`
    case 'quote':
      return html`<details class="quoted"><summary>Quoted text, ${lineCount(runs)}</summary><div class="quote">${words}</div></details>`
    case 'forward':
      return html`<details class="quoted"><summary>Forwarded message, ${lineCount(runs)}</summary><div class="quote">${words}</div></details>`
    case 'signature':
      return html`<div class="signature"><span class="unseen">Signature: </span>${words}</div>`
    case 'footer':
      return html`<div class="footer"><span class="unseen">Footer: </span>${words}</div>`
  }
}

/** Blank lines at the end of a stretch part it from the next in the source; on the page the layout does. */
function withoutEnd(runs: readonly Run[]): readonly Run[] {
  const last = runs.at(-1)
  return last === undefined ? runs : [...runs.slice(0, -1), { ...last, text: last.text.trimEnd() }]
}

function lineCount(runs: readonly Run[]): string {
  const text = runs.map((run) => run.text).join('')
  return counted(text.trim().split('\n').length, 'line', 'lines')
}

function runHtml({ marks, ending, ...run }: Run): Html {
  const text = straight(run.text)
  if (marks.length === 0) return html`${text}`
  const numbers = ending.map(
    (number) =>
      html`<a class="number" id="place-${number}" href="#finding-${number}" aria-label="Finding ${number}">${number}</a>`,
  )
  return html`<mark>${text}</mark>${numbers}`
}

function attachmentList(attachments: readonly Attachment[]): Html {
  return html`<h3>${counted(attachments.length, 'attachment', 'attachments')}</h3>
<ul class="files">${attachments
    .slice(0, 100)
    .map(
      ({ filename, contentType, sizeBytes, inline }) =>
        html`<li>${bdi(filename ?? '(no name)')} <span class="muted">${bdi(contentType)}, ${sizeWords(sizeBytes)}${inline ? ', shown in the text' : ''}</span></li>`,
    )}</ul>`
}

// The frame has an origin of its own, no script and no network; see MAIL_POLICY. It loads when it is opened.
function htmlVersion(address: string): Html {
  return html`<details class="html"><summary>As it looks</summary>
<p class="muted">Pictures from elsewhere are not loaded, and links lead nowhere: point at one to see its address.</p>
<iframe sandbox src="${address}" title="The HTML version" loading="lazy" referrerpolicy="no-referrer"></iframe>
</details>`
}
