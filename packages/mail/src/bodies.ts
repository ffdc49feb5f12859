import { cutText, textOf } from './body-text.ts'
import type { Defects } from './defects.ts'
import { LIMITS, type Part, type Parts } from './parts.ts'

/** The two readings of a message, and the parts they were made of. */
export type BodySources = {
  /** `null` when some of what is shown exists as HTML only. */
  readonly text: string | null
  readonly html: string | null
  readonly used: ReadonlySet<Part>
}

/** What is shown at one place of the message: the alternatives of one multipart/alternative, or a single part. */
type Unit = { readonly plain: string[]; readonly html: string[] }

/**
 * Joins the displayed parts to what a reader of plain text and a reader of HTML see. Where a message mixes a
 * text/plain part with a text/html part that says something else (a disclaimer added on the way), the plain
 * part is shown in the HTML, and there is no plain reading.
 */
export async function bodySourcesOf({ leaves }: Parts, defects: Defects): Promise<BodySources> {
  const used = new Set(displayedOf(leaves))
  const units = new Map<number | Part, Unit>()
  for (const part of used) {
    const key = part.alternative ?? part
    const unit = units.get(key) ?? { plain: [], html: [] }
    units.set(key, unit)
    const isHtml = part.contentType === 'text/html'
    const text = await textOf(part, isHtml ? LIMITS.htmlLengthMax : LIMITS.textLengthMax, defects)
    if (text.trim() !== '') (isHtml ? unit.html : unit.plain).push(text)
  }
  const shown = [...units.values()].filter(({ plain, html }) => plain.length + html.length > 0)
  return {
    text: plainReading(shown, defects),
    html: shown.some(({ html }) => html.length > 0) ? htmlReading(shown) : null,
    used,
  }
}

function plainReading(units: readonly Unit[], defects: Defects): string | null {
  if (units.length === 0 || units.some(({ plain }) => plain.length === 0)) return null
  const joined = units.flatMap(({ plain }) => plain).join('\n')
  return cutText(joined, LIMITS.textLengthMax, 'text/plain', defects)
}

function htmlReading(units: readonly Unit[]): string {
  return units.flatMap(({ plain, html }) => (html.length > 0 ? html : plain.map(escapedOf))).join('\n<div></div>\n')
}

function escapedOf(text: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  return `<div style="white-space:pre-wrap">${escaped}</div>`
}

/**
 * The parts shown as the letter itself. A text part with a file name is an attachment (a log, a saved page),
 * even when its disposition is inline, unless the message has no other text. A message that shows no text at all is
 * opened by its reader: then a text part without a name, or the only part there is, is the letter.
 */
function displayedOf(leaves: readonly Part[]): readonly Part[] {
  const texts = leaves.filter(({ contentType }) => contentType === 'text/plain' || contentType === 'text/html')
  const isNameless = ({ filename }: Part) => filename === null
  const shown = texts.filter(({ disposition }) => (disposition ?? 'inline') === 'inline')
  if (shown.length > 0) return shown.some(isNameless) ? shown.filter(isNameless) : shown.slice(0, 1)
  return leaves.length === 1 ? texts : texts.filter(isNameless)
}
