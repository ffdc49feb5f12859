import { attachmentsOf } from './attachments.ts'
import { automaticOf } from './automatic.ts'
import { bodySourcesOf } from './bodies.ts'
import { addDefect } from './defects.ts'
import { headerBlockOf, headerFieldsOf } from './header-block.ts'
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
  const defects: string[] = []
  try {
    return await read(raw, defects)
  } catch (error) {
    // No known bytes come here; the promise not to throw must hold for the others too.
    addDefect(defects, `unreadable: ${error instanceof Error ? error.message : String(error)}`)
    return { ...UNREAD, defects }
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
}

async function read(raw: Uint8Array, defects: string[]): Promise<Mail> {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength)
  const fields = headerFieldsOf(headerWithin(bytes, defects))
  const parts = await partsOf(bytes, defects)
  const { text, html: source, used } = await bodySourcesOf(parts, defects)
  const rendered = source === null ? null : renderHtml(source, LIMITS.textLengthMax, defects)
  for (const hidden of rendered?.hidden ?? []) addDefect(defects, `hidden text: ${hidden}`)
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
    defects,
  }
}

function headerWithin(bytes: Buffer, defects: string[]): Buffer {
  const block = headerBlockOf(bytes)
  if (block.length > LIMITS.headerBytesMax) addDefect(defects, `header cut at ${LIMITS.headerBytesMax} bytes`)
  return block.subarray(0, LIMITS.headerBytesMax)
}

function calendarMethodOf({ leaves }: Parts): string | null {
  return leaves.find(({ method, disposition }) => method !== null && disposition !== 'attachment')?.method ?? null
}
