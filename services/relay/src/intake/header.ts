import { decodedOf, fieldsOf, receivedCountOf } from '@proofgate/mail'
import type { NewMessage } from '@proofgate/store'
import { TRACE_MARK } from './trace.ts'

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
