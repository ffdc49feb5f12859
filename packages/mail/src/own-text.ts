import type { Body, Mail, Span } from './mail.ts'

/** A stretch of own text with its place in the body's text. */
export type OwnStretch = Span & { readonly text: string }

/** A text part that only says that the HTML part must be read. */
const STUB =
  /(?:view|read|display|see)\b.{0,80}\b(?:html|web ?mail|browser)|html.{0,60}(?:compatible|capable|enabled|support|viewer|required)|does not support html|in html[- ]format|kein html|prend pas en charge/i
const STUB_LENGTH_MAX = 400

/** What the writer wrote in this body, in order; empty when all of it is quoted or boilerplate. */
export function ownTextOf(body: Body): OwnStretch[] {
  return body.segments
    .filter(({ kind }) => kind === 'own')
    .map(({ start, end }) => ({ start, end, text: body.text.slice(start, end) }))
}

/** The body a reader reads: the text part, unless it is empty or a mere "this mail needs HTML"; `null` when there is none. */
export function bestBodyOf(mail: Pick<Mail, 'text' | 'html'>): Body | null {
  const { text, html } = mail
  if (html === null || html.text.trim() === '') return text ?? html
  if (text === null || text.text.trim() === '') return html
  return isStub(text.text) ? html : text
}

/** True for a text part that holds nothing but the advice to read the HTML. */
export function isStub(text: string): boolean {
  return text.length <= STUB_LENGTH_MAX && STUB.test(text)
}
