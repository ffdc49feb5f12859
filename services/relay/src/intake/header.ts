import { decodedOf, fieldsOf, headerBlockOf, receivedCountOf } from '@proofgate/mail'
import type { NewMessage } from '@proofgate/store'
import { domainOf } from '../smtp/path.ts'
import { TRACE_MARK } from './trace.ts'

/** Octets of a header: thousands of recipients. The door reads it some times over, while everybody else waits. */
export const HEADER_MAX = 1024 * 1024

/** True when the header is larger than HEADER_MAX; a message without an empty line is all header. */
export function hasLongHeader(raw: Buffer): boolean {
  return headerBlockOf(raw.subarray(0, HEADER_MAX + 2)).length > HEADER_MAX
}

/** The domain that a message is routed by: of the envelope sender, else of the last address in From; `''` for neither. */
export function routeDomainOf(envelopeFrom: string, headerFrom: string | null): string {
  const end = (headerFrom ?? '').slice(-ADDRESS_MAX)
  return domainOf(envelopeFrom) || domainOf(/([^<>\s]+@[^<>\s]+)>?\s*$/.exec(end)?.[1] ?? '')
}

/** UTF-16 units of an address with the brackets and blanks around it. */
const ADDRESS_MAX = 400

/** The fields of a message that lists show, decoded. The whole header is read by the judge, not here. */
export function listedFieldsOf(raw: Buffer): NewMessage['header'] {
  const first = (name: string) => {
    const value = fieldsOf(raw, name)[0]
    return value === undefined ? null : decodedOf(value)
  }
  return { messageId: first('message-id'), subject: first('subject'), from: first('from') }
}

/** Our own mark so many times means that mail goes round: more than a redirect and its answer could explain. */
const OWN_MARKS_MAX = 3

/** True when a message has been here, or anywhere, too often (RFC 5321 §6.3). */
export function isLooping(raw: Buffer, hostname: string, receivedMax: number): boolean {
  if (receivedCountOf(raw) >= receivedMax) return true
  const mark = `by ${hostname} ${TRACE_MARK}`
  return fieldsOf(raw, 'received').filter((value) => value.includes(mark)).length >= OWN_MARKS_MAX
}
