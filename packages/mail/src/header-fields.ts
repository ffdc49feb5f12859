import { addDefect, type Defects } from './defects.ts'
import type { HeaderField } from './header-block.ts'
import type { Mail } from './mail.ts'
import { decodedOf, mailboxesOf } from './mailboxes.ts'

/** The fields of a letter that have a meaning of their own. */
export type LetterFields = Pick<
  Mail,
  'subject' | 'from' | 'replyTo' | 'to' | 'cc' | 'date' | 'messageId' | 'inReplyTo' | 'references'
>

/** Fields that may stand once only (RFC 5322 §3.6). */
const ONCE = ['from', 'reply-to', 'to', 'cc', 'subject', 'date', 'message-id', 'in-reply-to', 'references']
const FIELDS_MAX = 4000
const REFERENCES_MAX = 1000
const MESSAGE_ID = /<[^<>\s]{1,998}>/g

/** All fields decoded, by lower-case name. */
export function headerMapOf(fields: readonly HeaderField[]): ReadonlyMap<string, readonly string[]> {
  const map = new Map<string, string[]>()
  for (const { name, value } of fields.slice(0, FIELDS_MAX)) {
    const values = map.get(name)
    if (values) values.push(decodedOf(value))
    else map.set(name, [decodedOf(value)])
  }
  return map
}

/** Reads the fields a mail reader shows. Of a field that may stand once, the first counts; of address fields, all. */
export function letterFieldsOf(fields: readonly HeaderField[], defects: Defects): LetterFields {
  const valuesOf = (wanted: string) => fields.filter(({ name }) => name === wanted).map(({ value }) => value)
  for (const name of ONCE) {
    const count = valuesOf(name).length
    if (count > 1) addDefect(defects, `${count} ${titleOf(name)} fields`)
  }
  const mailboxes = (name: string) => valuesOf(name).flatMap(mailboxesOf)
  const first = (name: string) => valuesOf(name)[0] ?? ''
  const from = mailboxes('from')
  if (from.length === 0) addDefect(defects, 'no From address')
  return {
    subject: decodedOf(first('subject')),
    from,
    replyTo: mailboxes('reply-to'),
    to: mailboxes('to'),
    cc: mailboxes('cc'),
    date: dateOf(first('date'), defects),
    messageId: idsOf(first('message-id'))[0] ?? null,
    inReplyTo: idsOf(first('in-reply-to'))[0] ?? null,
    references: idsOf(first('references')),
  }
}

function idsOf(value: string): string[] {
  return (value.match(MESSAGE_ID) ?? []).slice(0, REFERENCES_MAX)
}

function dateOf(value: string, defects: Defects): Date | null {
  if (value === '') return null
  const date = new Date(value.slice(0, 200))
  if (!Number.isNaN(date.getTime())) return date
  addDefect(defects, 'unreadable Date')
  return null
}

function titleOf(name: string): string {
  return name.replace(/^\w|-\w/g, (letter) => letter.toUpperCase()).replace('Message-Id', 'Message-ID')
}
