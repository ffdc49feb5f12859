import { attachmentsOf } from './attachments.ts'
import { automaticOf } from './automatic.ts'
import { bodySourcesOf } from './bodies.ts'
import { addDefect, addUnread, type Defects, noDefects } from './defects.ts'
import { hasStrayLine, headerBlockOf, headerFieldsOf } from './header-block.ts'
import { headerMapOf, letterFieldsOf } from './header-fields.ts'
import { renderHtml } from './html-text.ts'
import type { Mail } from './mail.ts'
import { LIMITS, type Parts, partsOf } from './parts.ts'
import { segmentsOf } from './segments.ts'

/**
 * Reads a message as its reader sees it. Never throws: what cannot be read is left out and named in `defects`.
 * Limits are in `LIMITS`; what lies beyond them is cut, and named too.
 */
export async function parseMail(raw: Uint8Array): Promise<Mail> {
  const defects = noDefects()
  try {
    return await read(raw, defects)
  } catch (error) {
    // No known bytes come here; the promise not to throw must hold for the others too.
    addUnread(defects, `unreadable: ${error instanceof Error ? error.message : String(error)}`)
    return { ...UNREAD, defects: defects.all, unread: defects.unread }
  }
}

const UNREAD: Mail = {
  subject: '',
  from: [],
  replyTo: [],
  to: [],
  cc: [],
  date: null,
  messageId: null,
  inReplyTo: null,
  references: [],
  headers: new Map(),
  text: null,
  html: null,
  htmlSource: null,
  attachments: [],
  links: [],
  automatic: null,
  defects: [],
  unread: [],
}

async function read(raw: Uint8Array, defects: Defects): Promise<Mail> {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength)
  const fields = headerFieldsOf(headerWithin(bytes, defects))
  const parts = await partsOf(bytes, defects)
  const { text, html: source, used } = await bodySourcesOf(parts, defects)
  const rendered = source === null ? null : renderHtml(source, LIMITS.textLengthMax, defects)
  for (const hidden of rendered?.hidden ?? []) addDefect(defects, `hidden text: ${hidden}`)
  const hasWords = [text, rendered?.text].some((one) => (one ?? '').trim() !== '')
  if (!hasWords) noteWordless(parts, defects)
  const headers = headerMapOf(fields)
  return {
    ...letterFieldsOf(fields, defects),
    headers,
    text: text === null ? null : { part: 'text', text, segments: segmentsOf(text) },
    html: rendered && { part: 'html', text: rendered.text, segments: segmentsOf(rendered.text, rendered.marks) },
    htmlSource: source,
    attachments: attachmentsOf(parts, used, source ?? ''),
    links: rendered?.links ?? [],
    automatic: automaticOf({ headers, rootType: parts.rootType, calendarMethod: calendarMethodOf(parts) }),
    defects: defects.all,
    unread: defects.unread,
  }
}

function headerWithin(bytes: Buffer, defects: Defects): Buffer {
  const block = headerBlockOf(bytes)
  const header = block.subarray(0, LIMITS.headerBytesMax)
  if (block.length > header.length) addUnread(defects, `header cut at ${LIMITS.headerBytesMax} bytes`)
  // In such a file the letter itself is taken for header: nothing marks where it begins.
  if (header.includes(0)) addUnread(defects, 'header holds NUL')
  if (BARE_CR.test(header.toString('latin1'))) addUnread(defects, 'header with bare CR as line end')
  if (hasStrayLine(header)) addUnread(defects, 'header with a line that is no field')
  return header
}

const BARE_CR = /\r(?![\r\n])/

/** Without a word to show: then what the writer wrote may stand in a form that is not read. */
function noteWordless({ leaves, rootType }: Parts, defects: Defects): void {
  for (const { contentType, disposition } of leaves) {
    if (CLOSED_FORM.test(contentType) || (OTHER_TEXT.test(contentType) && disposition !== 'attachment'))
      addUnread(defects, `written as ${contentType}`)
  }
  if (rootType === 'multipart/encrypted') addUnread(defects, `written as ${rootType}`)
}

/** S/MIME (RFC 8551 §3.2) and Outlook's winmail.dat: the letter as a file, even where it is marked as an attachment. */
const CLOSED_FORM = /^application\/(?:(?:x-)?pkcs7-mime|(?:vnd\.)?ms-tnef)$/
/** RFC 1896 and others: words with marks of their own. */
const OTHER_TEXT = /^(?:text\/(?:enriched|richtext|rtf|markdown)|application\/(?:rtf|xhtml\+xml))$/

function calendarMethodOf({ leaves }: Parts): string | null {
  return leaves.find(({ method, disposition }) => method !== null && disposition !== 'attachment')?.method ?? null
}
