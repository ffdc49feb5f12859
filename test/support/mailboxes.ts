/** For tests: mails of a small shop and its customers, and the mailboxes that programs keep them in. */
import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'

/** One mail; what a test does not care about is filled in. */
export type BoxMail = {
  readonly id: string
  readonly from: string
  readonly to: string
  readonly subject?: string
  /** `2 09:00`: a day of March 2026 and a time, UTC; `null` for a mail without Date. */
  readonly at?: string | null
  readonly answers?: string
  readonly text: string
  /** Further lines of the header. */
  readonly header?: readonly string[]
}

/** Its octets. */
export function boxMail({
  id,
  from,
  to,
  subject = 'Order 4711',
  at = '2 09:00',
  answers,
  text,
  header = [],
}: BoxMail): string {
  const date = at === null ? [] : [`Date: ${march(at).toUTCString().replace('GMT', '+0000')}`]
  const reply = answers === undefined ? [] : [`In-Reply-To: <${answers}@box.example>`]
  return [
    ...header,
    `From: ${from}`,
    `To: ${to}`,
    `Subject: ${answers === undefined ? '' : 'Re: '}${subject}`,
    `Message-ID: <${id}@box.example>`,
    ...date,
    ...reply,
    'Content-Type: text/plain; charset=utf-8',
    '',
    text,
    '',
  ].join('\n')
}

/** An instant of March 2026; the 2nd is a Monday. */
export function march(at: string): Date {
  const [day = '', time = ''] = at.split(' ')
  return new Date(`2026-03-${day.padStart(2, '0')}T${time}:00Z`)
}

/** An mbox of mails, `From ` escaped (mboxrd). */
export function mboxOf(mails: readonly string[], fromLine = 'From - Mon Mar  2 09:00:00 2026'): string {
  return mails.map((mail) => `${fromLine}\n${mail.replace(/^(>*From )/gm, '>$1').replace(/\n?$/, '\n')}\n`).join('')
}

/** Writes a zip archive of files. */
export async function writeZip(file: string, files: Readonly<Record<string, string | Buffer>>): Promise<string> {
  const zip = new ZipFile()
  for (const [name, content] of Object.entries(files)) zip.addBuffer(Buffer.from(content), name)
  zip.end()
  await pipeline(zip.outputStream, createWriteStream(file))
  return file
}
